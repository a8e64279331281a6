#include "core/io/native_records.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace glossator {

namespace {

template <class Tag>
Id<Tag> id(std::string&& text)
{
    Id<Tag> out;
    out.text = std::move(text);
    return out;
}

template <class AnyId>
std::vector<AnyId> ids(std::vector<std::string>&& texts)
{
    std::vector<AnyId> out;
    out.reserve(texts.size());
    for (std::string& text : texts) out.emplace_back().text = std::move(text);
    return out;
}

// A pair of code point offsets as bytes of `text`; nothing, and a problem, if it isn't one or lies outside.
std::optional<TextRange> parse_range(ProblemList& problems, JsonValue json, const Text& text)
{
    std::array<std::optional<uint32_t>, 2> offset;
    if (json.is_array() && json.size() == 2) {
        size_t i = 0;
        for (const JsonValue item : json.children()) offset[i++] = item.unsigned32();
    }
    if (!offset[0] || !offset[1]) {
        problems.add(json.offset(), "expected a range [begin, end] of two whole numbers");
        return std::nullopt;
    }
    const auto refuse = [&](const std::string& why) {
        problems.add(json.offset(),
                     "the range [" + std::to_string(*offset[0]) + ", " + std::to_string(*offset[1]) + "] " + why);
        return std::nullopt;
    };
    if (*offset[0] == *offset[1]) return refuse("is empty");
    if (*offset[0] > *offset[1]) return refuse("ends before it begins");
    if (*offset[1] > text.code_points())
        return refuse("lies outside the text, which has " + std::to_string(text.code_points()) + " code points");
    return TextRange{text.code_point_to_byte(*offset[0]), text.code_point_to_byte(*offset[1])};
}

std::vector<TextRange> parse_ranges(ProblemList& problems, JsonValue json, const Text& text)
{
    std::vector<TextRange> out;
    out.reserve(json.size());
    for (const JsonValue item : json.children())
        if (const std::optional<TextRange> range = parse_range(problems, item, text)) out.push_back(*range);
    return out;
}

ClaimLink parse_claim_link(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "claim link");
    ClaimLink out;
    out.id = id<ClaimTag>(fields.required_name("id"));
    out.relation = fields.optional_string("relation");
    out.extra = fields.finish();
    return out;
}

Origin parse_origin(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "origin");
    Origin out;
    out.kind = fields.required_name("kind");
    out.name = fields.optional_string("name");
    out.score = fields.optional_number("score");
    out.extra = fields.finish();
    return out;
}

// The ranges of a span, compared with what it quotes.
std::vector<TextRange> parse_fragments(ProblemList& problems, JsonValue at, JsonValue quote, const Text& text)
{
    const size_t problems_before = problems.count();
    std::vector<TextRange> out = parse_ranges(problems, at, text);
    if (at && at.size() == 0) problems.add(at.offset(), "\"at\" is empty: a span has one range or more");
    if (!quote || problems.count() != problems_before) return out;
    if (quote.size() != out.size())
        problems.add(quote.offset(), "\"quote\" has " + std::to_string(quote.size()) + " strings for " +
                                         std::to_string(out.size()) + " ranges");
    size_t i = 0;
    for (const JsonValue item : quote.children()) {
        if (i == out.size()) break;
        const std::string_view there = text.slice(out[i++]);
        if (!item.is_string())
            problems.add(item.offset(), "expected a string here");
        else if (item.string() != there)
            problems.add(item.offset(),
                         "the quote is " + quoted(item.string()) + ", but the text has " + quoted(there) + " there");
    }
    return out;
}

std::vector<TextRange> anchor_fragments(ProblemList& problems, JsonValue at, JsonValue quote, const Text& text,
                                        const QuoteIndex& quotes)
{
    std::vector<TextRange> out;
    if (at.size() == 0 || at.size() != quote.size()) {
        problems.add(at ? at.offset() : quote.offset(),
                     "\"at\" and \"quote\" have to hold as many ranges as strings, one at least");
        return out;
    }
    auto range = at.children().begin();
    for (const JsonValue item : quote.children()) {
        const std::string_view words = item.string();
        std::optional<uint32_t> place = place_of_quote(*range, words, text);
        if (!place) place = quotes.only_place(words);
        if (place)
            out.push_back({*place, *place + static_cast<uint32_t>(words.size())});
        else
            problems.add(item.offset(),
                         "the quote " + quoted(item.string()) +
                             " doesn't stand in the text once and only once, so that its span has no place");
        ++range;
    }
    return out;
}

std::optional<Segments> parse_segments(ProblemList& problems, JsonValue json, const Text& text)
{
    Fields fields(problems, json, "segmentation");
    Segments out;
    out.tokenizer = fields.optional_string("tokenizer");
    out.tokens = parse_ranges(problems, fields.optional_array("tokens"), text);
    out.sentences = parse_ranges(problems, fields.optional_array("sentences"), text);
    out.extra = fields.finish();
    return out;
}

JsonMembers parse_meta(ProblemList& problems, JsonValue json)
{
    JsonMembers out;
    if (json && !json.is_object()) problems.add(json.offset(), "\"meta\" has to be an object");
    for (const JsonValue member : json.children()) out.emplace_back(member.key(), member.text());
    std::sort(out.begin(), out.end());
    return out;
}

// Sees if the text is the one that the file says it is.
void compare_length(ProblemList& problems, JsonValue json, ParsedDocument& parsed)
{
    Fields fields(problems, json, "length");
    const Text& text = *parsed.document.text;
    const auto compare = [&](std::string_view key, uint32_t actual) {
        const JsonValue value = fields.required(key);
        if (!value || value.unsigned32() == actual) return;
        if (!value.unsigned32()) return problems.add(value.offset(), quoted(key) + " has to be a whole number");
        if (parsed.differs) return;  // said once
        parsed.differs = true;
        parsed.differs_at = value.offset();
        parsed.how =
            "the text has " + std::to_string(actual) + " " + std::string(key) + ", not " + std::string(value.text());
    };
    compare("codepoints", text.code_points());
    compare("utf16", text.utf16_units());
    compare("bytes", text.size());
    (void)fields.finish();
}

AttributeDef parse_attribute_def(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "attribute");
    AttributeDef out;
    out.id = id<AttributeTag>(fields.required_name("id"));
    out.title = fields.optional_string("title");
    const JsonValue type = fields.required("type");
    if (const std::optional<AttributeType> named = attribute_type_named(type.string()))
        out.type = *named;
    else if (type)
        problems.add(type.offset(), "the type of an attribute is choice, choices, text, number, yesno or date");
    out.values = fields.optional_strings("values");
    if (const JsonValue value = fields.optional("default")) out.default_value = attribute_value_of(problems, value);
    out.extra = fields.finish();
    return out;
}

LabelDef parse_label_def(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "label");
    LabelDef out;
    out.id = id<LabelTag>(fields.required_name("id"));
    out.layer = fields.required_name("layer");
    out.title = fields.optional_string("title");
    out.color = fields.required_string("color");
    out.key = fields.optional_string("key");
    out.attributes = ids<AttributeId>(fields.optional_strings("attributes"));
    out.extra = fields.finish();
    return out;
}

RelationType parse_relation_type(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "relation type");
    RelationType out;
    out.id = id<RelationTypeTag>(fields.required_name("id"));
    out.title = fields.optional_string("title");
    out.from = ids<LabelId>(fields.optional_strings("from"));
    out.to = ids<LabelId>(fields.optional_strings("to"));
    out.directed = fields.optional_bool("directed", true);
    out.attributes = ids<AttributeId>(fields.optional_strings("attributes"));
    out.extra = fields.finish();
    return out;
}

}  // namespace

ProjectInfo parse_project_info(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "project");
    ProjectInfo out;
    out.id = id<ProjectTag>(fields.required_name("id"));
    out.title = fields.optional_string("title");
    out.description = fields.optional_string("description");
    out.language = fields.optional_string("language");
    out.guidelines = fields.optional_string("guidelines");
    out.extra = fields.finish();
    return out;
}

Schema parse_schema(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "schema");
    Schema out;
    for (const JsonValue item : fields.required_array("labels").children())
        out.labels.push_back(parse_label_def(problems, item));
    for (const JsonValue item : fields.optional_array("attributes").children())
        out.attributes.push_back(parse_attribute_def(problems, item));
    out.attribution_attributes = ids<AttributeId>(fields.optional_strings("attribution_attributes"));
    out.document_attributes = ids<AttributeId>(fields.optional_strings("document_attributes"));
    for (const JsonValue item : fields.optional_array("relations").children())
        out.relations.push_back(parse_relation_type(problems, item));
    out.claim_relations = fields.optional_strings("claim_relations");
    out.extra = fields.finish();
    return out;
}

Annotator parse_annotator(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "annotator");
    Annotator out;
    out.id = id<AnnotatorTag>(fields.required_name("id"));
    out.name = fields.optional_string("name");
    out.kind = fields.optional_string("kind");
    out.extra = fields.finish();
    return out;
}

std::optional<ParsedDocument> parse_document(ProblemList& problems, JsonValue json, TextCheck check,
                                             std::optional<std::string> text)
{
    Fields fields(problems, json, "document");
    ParsedDocument out;
    out.document.id = id<DocumentTag>(fields.required_name("id"));
    out.document.name = fields.optional_string("name");
    out.document.title = fields.optional_string("title");
    out.document.publisher = fields.optional_string("publisher");
    out.document.url = fields.optional_string("url");
    out.document.date = fields.optional_string("date");
    out.document.language = fields.optional_string("language");
    out.document.meta = parse_meta(problems, fields.optional("meta"));
    const JsonValue written = text ? JsonValue() : fields.required("text");
    const JsonValue hash = fields.required("sha256");
    const JsonValue length = fields.required("length");
    const JsonValue segments = fields.optional("segments");
    out.document.extra = fields.finish();
    if (written && !written.is_string()) problems.add(written.offset(), "\"text\" has to be a string");
    if (hash && !hash.is_string()) problems.add(hash.offset(), "\"sha256\" has to be a string");
    if (written.is_string()) text = written.string();
    if (!text) return std::nullopt;

    Result<TextPtr> made = Text::make(std::move(*text));
    if (!made) {
        problems.add(written.offset(), made.error().message, made.error().code);
        return std::nullopt;
    }
    out.document.text = std::move(*made);
    if (hash.is_string() && hash.string() != out.document.text->sha256()) {
        out.differs = true;
        out.differs_at = hash.offset();
        out.how = "the text isn't the one that was annotated: its SHA-256 is " + out.document.text->sha256();
    }
    if (length) compare_length(problems, length, out);
    if (segments && !(out.differs && check == TextCheck::Changed))
        out.document.segments = parse_segments(problems, segments, *out.document.text);
    return out;
}

Entity parse_entity(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "entity");
    Entity out;
    out.id = id<EntityTag>(fields.required_name("id"));
    out.type = fields.optional_string("type");
    out.name = fields.required_string("name");
    out.aliases = fields.optional_strings("aliases");
    for (const JsonValue item : fields.optional_array("kb").children()) {
        Fields link(problems, item, "knowledge-base link");
        KnowledgeBaseLink& kb = out.kb.emplace_back();
        kb.base = link.required_string("base");
        kb.id = link.required_string("id");
        kb.extra = link.finish();
    }
    out.note = fields.optional_string("note");
    out.extra = fields.finish();
    return out;
}

Claim parse_claim(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "claim");
    Claim out;
    out.id = id<ClaimTag>(fields.required_name("id"));
    out.text = fields.required_string("text");
    for (const JsonValue item : fields.optional_array("links").children()) {
        Fields link(problems, item, "link between claims");
        ClaimRecordLink& to = out.links.emplace_back();
        to.type = link.required_string("type");
        to.to = id<ClaimTag>(link.required_name("to"));
        to.extra = link.finish();
    }
    out.note = fields.optional_string("note");
    out.extra = fields.finish();
    return out;
}

SetInfo parse_set_info(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "set");
    SetInfo out;
    out.id = id<SetTag>(fields.required_name("id"));
    out.document = id<DocumentTag>(fields.required_name("document"));
    out.by = id<AnnotatorTag>(fields.required_name("by"));
    const JsonValue role = fields.required("role");
    if (const std::optional<SetRole> named = set_role_named(role.string()))
        out.role = *named;
    else if (role)
        problems.add(role.offset(), "the role of a set is annotator, gold or model");
    out.status = fields.required_string("status");
    out.flags = fields.optional_strings("flags");
    out.attributes = fields.optional_attributes("attributes");
    out.note = fields.optional_string("note");
    out.seconds = fields.optional_number("seconds");
    out.extra = fields.finish({"spans", "relations", "attributions"});
    return out;
}

std::optional<uint32_t> place_of_quote(JsonValue range, std::string_view quote, const Text& text)
{
    const std::optional<uint32_t> begin = range.at_pointer("/0").unsigned32();
    if (!begin || *begin > text.code_points() || quote.empty()) return std::nullopt;
    const uint32_t byte = text.code_point_to_byte(*begin);
    return text.bytes().substr(byte, quote.size()) == quote ? std::optional(byte) : std::nullopt;
}

Span parse_span(ProblemList& problems, JsonValue json, const Text* text, const QuoteIndex* quotes)
{
    Fields fields(problems, json, "span");
    Span out;
    out.id = id<SpanTag>(fields.required_name("id"));
    out.label = id<LabelTag>(fields.required_name("label"));
    const JsonValue at = fields.required_array("at");
    const JsonValue quote = fields.required_array("quote");
    if (text != nullptr && quotes != nullptr)
        out.at = anchor_fragments(problems, at, quote, *text, *quotes);
    else if (text != nullptr)
        out.at = parse_fragments(problems, at, quote, *text);
    out.attributes = fields.optional_attributes("attributes");
    out.entity = id<EntityTag>(fields.optional_string("entity"));
    if (const JsonValue claim = fields.optional("claim")) out.claim = parse_claim_link(problems, claim);
    out.note = fields.optional_string("note");
    if (const JsonValue origin = fields.optional("origin")) out.origin = parse_origin(problems, origin);
    out.created = fields.optional_string("created");
    out.extra = fields.finish();
    return out;
}

Relation parse_relation(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "relation");
    Relation out;
    out.id = id<RelationTag>(fields.required_name("id"));
    out.type = id<RelationTypeTag>(fields.required_name("type"));
    out.from = id<SpanTag>(fields.required_name("from"));
    out.to = id<SpanTag>(fields.required_name("to"));
    out.attributes = fields.optional_attributes("attributes");
    out.extra = fields.finish();
    return out;
}

Attribution parse_attribution(ProblemList& problems, JsonValue json)
{
    Fields fields(problems, json, "attribution");
    Attribution out;
    out.id = id<AttributionTag>(fields.required_name("id"));
    out.sources = ids<SpanId>(strings_of(problems, fields.required_array("sources")));
    out.cues = ids<SpanId>(strings_of(problems, fields.required_array("cues")));
    out.contents = ids<SpanId>(strings_of(problems, fields.required_array("contents")));
    out.addressees = ids<SpanId>(fields.optional_strings("addressees"));
    const JsonValue parent = fields.optional("parent");
    if (parent && !parent.is_null() && !parent.is_string())
        problems.add(parent.offset(), "\"parent\" has to be a string or null");
    out.parent = id<AttributionTag>(std::string(parent.string()));
    out.attributes = fields.optional_attributes("attributes");
    out.extra = fields.finish();
    return out;
}

}  // namespace glossator
