#include "core/io/tables.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/csv.h"
#include "core/io/links.h"
#include "core/io/offset_unit.h"

namespace glossator {

namespace {

using Row = std::vector<std::string>;

constexpr const char* kBetween = " … ";

struct Table {
    const char* name;
    std::vector<Row> rows;  // the first has the names of the columns
};

std::string text_of(const Document& document, const Span& span)
{
    std::string out;
    for (const TextRange& range : span.at) {
        if (!out.empty()) out += kBetween;
        out += document.text->slice(range);
    }
    return out;
}

// Values of the attributes that `used` names, one each; empty where there is none.
void add_attributes(Row& row, const Attributes& attributes, const std::set<AttributeId>& used)
{
    for (const AttributeId& id : used) {
        const AttributeValue* value = attributes.find(id);
        row.push_back(value == nullptr ? "" : text_of_value(*value));
    }
}

class TableMaker {
public:
    explicit TableMaker(const Project& project) : project_(project)
    {
        for (const auto& set : project.sets()) {
            set->spans.for_each([&](const Span& span) { note_used(span.attributes, of_spans_); });
            for (const auto& [id, relation] : set->relations) note_used(relation.attributes, of_relations_);
            for (const auto& [id, attribution] : set->attributions) note_used(attribution.attributes, of_attributions_);
        }
    }

    std::vector<Table> make()
    {
        begin(spans_,
              {"document", "annotator", "role", "id", "label", "begin", "end", "ranges", "text", "entity",
               "entity_name", "claim", "claim_relation", "claim_text", "note"},
              of_spans_);
        begin(relations_, {"document", "annotator", "id", "type", "from", "to", "from_text", "to_text"}, of_relations_);
        begin(attributions_,
              {"document", "annotator", "id", "parent", "sources", "cues", "contents", "addressees", "source_texts",
               "cue_texts", "content_texts", "addressee_texts"},
              of_attributions_);
        begin(claims_, {"claim", "claim_text", "source", "source_name", "document", "annotator", "attributions"}, {});
        for (const auto& set : project_.sets()) add(*set);
        return {spans_, relations_, attributions_, claims_};
    }

private:
    static void note_used(const Attributes& attributes, std::set<AttributeId>& used)
    {
        for (const auto& [id, value] : attributes) used.insert(id);
    }

    static void begin(Table& table, Row names, const std::set<AttributeId>& attributes)
    {
        for (const AttributeId& id : attributes) names.push_back("attribute:" + id.text);
        table.rows = {std::move(names)};
    }

    void add(const AnnotationSet& set)
    {
        const Document& document = *project_.find(set.info.document);
        const Offsets offsets(*document.text, OffsetUnit::CodePoint);
        set.spans.for_each([&](const Span& span) { add(document, set, offsets, span); });
        for (const auto& [id, relation] : set.relations) {
            Row row = {document.id.text,
                       set.info.by.text,
                       id.text,
                       relation.type.text,
                       relation.from.text,
                       relation.to.text,
                       text_of(document, *set.spans.find(relation.from)),
                       text_of(document, *set.spans.find(relation.to))};
            add_attributes(row, relation.attributes, of_relations_);
            relations_.rows.push_back(std::move(row));
        }
        std::map<std::pair<std::string, std::string>, size_t> said;  // claim and source: attributions
        for (const auto& [id, attribution] : set.attributions) {
            add(document, set, attribution);
            count(document, set, attribution, said);
        }
        for (const auto& [pair, count] : said) {
            const Claim* claim = project_.find(ClaimId(pair.first));
            const Entity* source = project_.find(EntityId(pair.second));
            claims_.rows.push_back({pair.first, claim->text, source == nullptr ? "" : pair.second,
                                    source == nullptr ? pair.second : source->name, document.id.text, set.info.by.text,
                                    std::to_string(count)});
        }
    }

    void add(const Document& document, const AnnotationSet& set, const Offsets& offsets, const Span& span)
    {
        std::string ranges;
        for (const TextRange& range : span.at)
            ranges += (ranges.empty() ? "" : ";") + std::to_string(offsets.from_byte(range.begin)) + "-" +
                      std::to_string(offsets.from_byte(range.end));
        const Entity* entity = project_.find(span.entity);
        const Claim* claim = span.claim ? project_.find(span.claim->id) : nullptr;
        Row row = {document.id.text,
                   set.info.by.text,
                   name_of(set.info.role),
                   span.id.text,
                   span.label.text,
                   std::to_string(offsets.from_byte(span.begin())),
                   std::to_string(offsets.from_byte(span.end())),
                   ranges,
                   text_of(document, span),
                   span.entity.text,
                   entity == nullptr ? "" : entity->name,
                   claim == nullptr ? "" : claim->id.text,
                   span.claim ? span.claim->relation : "",
                   claim == nullptr ? "" : claim->text,
                   span.note};
        add_attributes(row, span.attributes, of_spans_);
        spans_.rows.push_back(std::move(row));
    }

    void add(const Document& document, const AnnotationSet& set, const Attribution& attribution)
    {
        Row row = {document.id.text, set.info.by.text, attribution.id.text, attribution.parent.text};
        const std::vector<SpanId>* const roles[] = {&attribution.sources, &attribution.cues, &attribution.contents,
                                                    &attribution.addressees};
        for (const bool texts : {false, true})
            for (const std::vector<SpanId>* role : roles) {
                std::string cell;
                for (const SpanId& id : *role) {
                    if (&id != &role->front()) cell += texts ? " | " : " ";
                    cell += texts ? text_of(document, *set.spans.find(id)) : id.text;
                }
                row.push_back(std::move(cell));
            }
        add_attributes(row, attribution.attributes, of_attributions_);
        attributions_.rows.push_back(std::move(row));
    }

    // A source is its entity, else that of a mention with the same words, else its words.
    std::string source_of(const Document& document, const AnnotationSet& set, const Span& source) const
    {
        if (!source.entity.empty()) return source.entity.text;
        std::string out;
        set.spans.for_each([&](const Span& span) {
            if (out.empty() && !span.entity.empty() && span.at == source.at) out = span.entity.text;
        });
        return out.empty() ? text_of(document, source) : out;
    }

    void count(const Document& document, const AnnotationSet& set, const Attribution& attribution,
               std::map<std::pair<std::string, std::string>, size_t>& said) const
    {
        std::set<std::string> claims, sources;
        for (const SpanId& id : attribution.contents)
            if (const Span& span = *set.spans.find(id); span.claim) claims.insert(span.claim->id.text);
        for (const SpanId& id : attribution.sources) sources.insert(source_of(document, set, *set.spans.find(id)));
        if (sources.empty()) sources.insert("");
        for (const std::string& claim : claims)
            for (const std::string& source : sources) ++said[{claim, source}];
    }

    const Project& project_;
    std::set<AttributeId> of_spans_, of_relations_, of_attributions_;
    Table spans_{"spans", {}}, relations_{"relations", {}}, attributions_{"attributions", {}}, claims_{"claims", {}};
};

void append_tsv_row(std::string& out, const Row& fields)
{
    constexpr std::string_view kMarks = "\\\t\n\r", kLetters = "\\tnr";
    for (const std::string& field : fields) {
        if (&field != &fields.front()) out += '\t';
        for (const char c : field) {
            const size_t mark = kMarks.find(c);
            if (mark != std::string_view::npos) out += '\\';
            out += mark == std::string_view::npos ? c : kLetters[mark];
        }
    }
    out += '\n';
}

Exported write(const Project& project, bool csv)
{
    Exported out;
    for (const Table& table : TableMaker(project).make()) {
        std::string bytes;
        for (const Row& row : table.rows) csv ? append_csv_row(bytes, row) : append_tsv_row(bytes, row);
        out.files.push_back({std::string(table.name) + (csv ? ".csv" : ".tsv"), std::move(bytes)});
    }
    Losses losses;
    Carries carries;
    carries.discontinuous = carries.attributes = carries.notes = carries.entities = carries.entity_names = true;
    carries.claims = carries.relations = carries.relation_attributes = carries.attributions = true;
    carries.attribution_details = carries.all_sets = true;
    count_uncarried(project, carries, losses);
    for (const Document& document : project.documents()) losses.add("texts of documents", document.id.text);
    out.losses = losses.take();
    return out;
}

// Without the apostrophe of a guarded field.
std::string unguarded(std::string field)
{
    constexpr const char* kBegins[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    const size_t begin = field.find_first_not_of('\'');
    if (begin == 0 || begin == std::string::npos) return field;
    const std::string_view rest = std::string_view(field).substr(begin);
    for (const std::string_view each : kBegins)
        if (rest.substr(0, each.size()) == each) return field.substr(1);
    return field;
}

std::vector<Row> csv_rows(std::string_view bytes)
{
    std::vector<Row> out{{""}};
    bool quoted = false;
    for (size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quoted && c == '"' && bytes.substr(i + 1, 1) == "\"") {
            out.back().back() += bytes[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            out.back().emplace_back();
        } else if (!quoted && bytes.substr(i, 2) == "\r\n") {
            out.push_back({""});
            ++i;
        } else {
            out.back().back() += c;
        }
    }
    out.pop_back();
    for (Row& row : out)
        for (std::string& field : row) field = unguarded(std::move(field));
    return out;
}

std::vector<Row> tsv_rows(std::string_view bytes)
{
    std::vector<Row> out{{""}};
    for (size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '\\' && i + 1 < bytes.size()) {
            const char letter = bytes[++i];
            out.back().back() += letter == 't' ? '\t' : letter == 'n' ? '\n' : letter == 'r' ? '\r' : letter;
        } else if (c == '\t') {
            out.back().emplace_back();
        } else if (c == '\n') {
            out.push_back({""});
        } else {
            out.back().back() += c;
        }
    }
    out.pop_back();
    return out;
}

// What the text of a row has to be by its ranges; nothing if they aren't ranges of the document.
std::optional<std::string> text_at(const Document& document, std::string_view ranges)
{
    const Offsets offsets(*document.text, OffsetUnit::CodePoint);
    std::string out;
    while (!ranges.empty()) {
        uint64_t ends[2] = {0, 0};
        size_t which = 0;
        size_t i = 0;
        for (; i < ranges.size() && ranges[i] != ';'; ++i) {
            if (ranges[i] == '-')
                which = 1;
            else
                ends[which] = ends[which] * 10 + static_cast<uint64_t>(ranges[i] - '0');
        }
        const Result<TextRange> range = offsets.range(ends[0], ends[1]);
        if (!range) return std::nullopt;
        if (!out.empty()) out += kBetween;
        out += document.text->slice(*range);
        ranges.remove_prefix(std::min(i + 1, ranges.size()));
    }
    return out;
}

Status check(const Project& project, const std::vector<Row>& rows)
{
    constexpr size_t kDocument = 0, kId = 3, kRanges = 7, kText = 8;
    size_t spans = 0;
    for (const auto& set : project.sets()) spans += set->spans.size();
    if (rows.size() != spans + 1) return fail(ErrorCode::Invalid, "what was written has another number of spans");
    for (size_t i = 1; i < rows.size(); ++i) {
        const Row& row = rows[i];
        const Document* document = row.size() == rows[0].size() ? project.find(DocumentId(row[kDocument])) : nullptr;
        const AnnotationSet* set = document == nullptr ? nullptr : project.set_of(SpanId(row[kId]));
        const Span* span = set == nullptr ? nullptr : set->spans.find(SpanId(row[kId]));
        if (span == nullptr || text_at(*document, row[kRanges]) != row[kText] ||
            text_of(*document, *span) != row[kText])
            return fail(ErrorCode::Invalid,
                        "the span of row " + std::to_string(i) + " doesn't stand at its place in what was written");
    }
    return {};
}

}  // namespace

Codec csv_codec()
{
    return {{"csv", "CSV: spans, relations, attributions, claims and their sources", {".csv"}, false, true},
            nullptr,
            nullptr,
            nullptr,
            [](const Project& project, const FormatOptions&) -> Result<Exported> { return write(project, true); },
            [](const Project& project, const Exported& exported, const FormatOptions&) {
                return check(project, csv_rows(exported.files.front().bytes));
            }};
}

Codec tsv_codec()
{
    return {{"tsv", "TSV: spans, relations, attributions, claims and their sources", {".tsv"}, false, true},
            nullptr,
            nullptr,
            nullptr,
            [](const Project& project, const FormatOptions&) -> Result<Exported> { return write(project, false); },
            [](const Project& project, const Exported& exported, const FormatOptions&) {
                return check(project, tsv_rows(exported.files.front().bytes));
            }};
}

}  // namespace glossator
