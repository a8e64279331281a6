#include "core/io/conllu.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/io/fields_of_spans.h"
#include "core/io/file_name.h"
#include "core/io/iob_spans.h"
#include "core/io/json.h"
#include "core/io/json_writer.h"
#include "core/io/tokens.h"

namespace glossator {

namespace {

using conllu::FoundDocument;
using conllu::FoundFile;

const Format kFormat = {"conllu", "CoNLL-U with entities in MISC", {".conllu"}, true, true};

std::vector<const Span*> spans_of(const AnnotationSet* set)
{
    std::vector<const Span*> out;
    if (set != nullptr) set->spans.for_each([&](const Span& span) { out.push_back(&span); });
    return out;
}

bool is_blank(const Document& document)
{
    return without_blanks(*document.text, {0, document.text->size()}).empty();
}

void write_link(std::string& out, const RoleLink& link)
{
    JsonWriter json;
    json.begin_object().string("id", link.id).string("type", link.type).key("ends").begin_array();
    for (const LinkEnd& end : link.ends) json.begin_array().string(end.role).string(end.target).end_array();
    json.end_array().key("properties").begin_object();
    for (const Property& each : link.properties) json.string(each.name, each.value);
    out += "# glossator.link = " + json.end_object().end_object().take() + "\n";
}

// What stands in MISC of one token: of mentions of entities ([0]) and of other spans ([1]).
struct Marks {
    std::string closing[2], opening[2];
};

class DocumentWriter {
public:
    DocumentWriter(const Project& project, const Document& document, Losses& losses)
        : project_(project),
          document_(document),
          losses_(losses),
          set_(exported_set(project, document)),
          spans_(spans_of(set_)),
          sentences_(tokenise(document, spans_)),
          tokens_(flat(sentences_)),
          marks_(tokens_.size())
    {}

    // `head` stands before the first sentence.
    std::string write(const std::string& head)
    {
        for (const Span* span : spans_) mark(*span);
        count_segments();
        std::string out = head + "# newdoc id = " + conllu::escaped_blanks(document_.id.text) + "\n";
        if (set_ != nullptr) {
            for (const auto& [id, relation] : set_->relations) write_link(out, link_of(relation));
            for (const auto& [id, attribution] : set_->attributions) write_link(out, link_of(attribution));
        }
        size_t token = 0, number = 0;
        for (const TokenSentence& sentence : sentences_) {
            out += "# sent_id = " + conllu::escaped_blanks(document_.id.text) + "-s" + std::to_string(++number) +
                   "\n# text = ";
            for (size_t i = 0; i < sentence.tokens.size(); ++i) {
                if (i > 0 && sentence.tokens[i - 1].end < sentence.tokens[i].begin) out += ' ';
                out += iob::word_in_column(document_.text->slice(sentence.tokens[i]));
            }
            out += '\n';
            for (size_t i = 0; i < sentence.tokens.size(); ++i)
                write_row(out, i + 1, token++, i + 1 == sentence.tokens.size());
            out += '\n';
        }
        return out;
    }

private:
    // A mention of an entity that others of the same entity cross, or share pieces with, can't be told from them by
    // the entity's id alone.
    bool is_ambiguous(const std::string& key, const std::vector<TokenRange>& parts)
    {
        auto& open = open_[key];
        while (!open.empty() && open.back().end <= parts.front().begin) open.pop_back();
        const size_t end = parts.back().end;
        if (!open.empty() && (open.back().end < end || open.back().is_split || parts.size() > 1)) return true;
        open.push_back({end, parts.size() > 1});
        return false;
    }

    void mark(const Span& span)
    {
        std::vector<TokenRange> parts;
        bool is_cut = false;
        for (const TextRange& range : span.at) {
            const TokenRange part = tokens_of(tokens_, range);
            if (!part.empty()) parts.push_back(part);
            is_cut |=
                part.empty() || tokens_[part.begin].begin != range.begin || tokens_[part.end - 1].end != range.end;
        }
        if (parts.empty()) return losses_.add("spans of nothing but blanks", shown(document_, span));
        if (is_cut) losses_.add("blanks at the ends of spans", shown(document_, span));
        const LabelDef* label = project_.schema().find(span.label);
        std::string key = span.entity.text;
        bool is_entity = !key.empty() || (label != nullptr && label->layer == "entity");
        const bool is_alone = key.empty();
        if (is_alone) key = span.id.text;
        while (is_entity && is_alone && project_.find(EntityId(key)) != nullptr) key += '_';
        if (is_entity && is_ambiguous(key, parts)) {
            losses_.add("places in “Entity” of mentions that cross others of the same entity", shown(document_, span));
            is_entity = false;
        }
        put(span, conllu::encoded(is_entity ? key : span.id.text), is_entity, is_entity && is_alone, parts);
    }

    void put(const Span& span, const std::string& key, bool is_entity, bool is_alone,
             const std::vector<TokenRange>& parts)
    {
        std::string other = "*id:" + conllu::encoded(span.id.text) + (is_alone ? ",*alone:1" : "");
        for (const Property& each : fields_of(project_, span))
            if (!is_entity || each.name != "identifier")
                other += "," + conllu::encoded(each.name) + ":" + conllu::encoded(each.value);
        for (size_t i = 0; i < parts.size(); ++i) {
            const std::string name =
                parts.size() == 1 ? key : key + "[" + std::to_string(i + 1) + "/" + std::to_string(parts.size()) + "]";
            const bool is_one = parts[i].end == parts[i].begin + 1;
            marks_[parts[i].begin].opening[!is_entity] +=
                "(" + name + "-" + conllu::encoded(span.label.text) + "-1-" + other + (is_one ? ")" : "");
            if (is_one) continue;
            // What began last ends first.
            std::string& closing = marks_[parts[i].end - 1].closing[!is_entity];
            closing = name + ")" + closing;
        }
    }

    void write_row(std::string& out, size_t number, size_t token, bool ends_sentence)
    {
        const std::string_view word = document_.text->slice(tokens_[token]);
        const std::string form = iob::word_in_column(word);
        out += std::to_string(number) + "\t" + form + "\t_\t_\t_\t_\t_\t_\t_\t";
        std::string misc;
        const auto add = [&](const char* name, const std::string& value) {
            if (!value.empty()) misc += (misc.empty() ? "" : "|") + std::string(name) + "=" + value;
        };
        const Marks& marks = marks_[token];
        add("Entity", marks.closing[0] + marks.opening[0]);
        add("Span", marks.closing[1] + marks.opening[1]);
        if (form != word) add("Form", conllu::escaped_blanks(word));
        if (token == 0) add("SpacesBefore", conllu::escaped_blanks(document_.text->slice({0, tokens_[0].begin})));
        const uint32_t next = token + 1 < tokens_.size() ? tokens_[token + 1].begin : document_.text->size();
        const std::string_view gap = document_.text->slice({tokens_[token].end, next});
        if (gap.empty())
            add("SpaceAfter", "No");
        else if (gap != " " || ends_sentence)
            add("SpacesAfter", conllu::escaped_blanks(gap));
        out += (misc.empty() ? "_" : misc) + "\n";
    }

    void count_segments()
    {
        if (!document_.segments) return;
        std::vector<TextRange> sentences;
        for (const TokenSentence& sentence : sentences_) sentences.push_back(sentence.at);
        if (document_.segments->tokens != tokens_ || document_.segments->sentences != sentences)
            losses_.add("tokens and sentences that are cut or joined", document_.id.text);
    }

    struct Open {
        size_t end;
        bool is_split;
    };
    const Project& project_;
    const Document& document_;
    Losses& losses_;
    const AnnotationSet* set_;
    std::vector<const Span*> spans_;
    std::vector<TokenSentence> sentences_;
    std::vector<TextRange> tokens_;
    std::vector<Marks> marks_;
    std::map<std::string, std::vector<Open>> open_;
};

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Losses losses;
    count_beside_records(project, losses, true, true);
    std::vector<const Document*> written;
    for (const Document& document : project.documents()) {
        if (is_blank(document))
            losses.add("documents without words", document.id.text);
        else
            written.push_back(&document);
    }
    std::string out;
    for (const Document* document : written) {
        std::string head;
        if (out.empty()) {
            const JsonDocument records = JsonDocument::parse(side_records(project, written)).value();  // in one line
            head = "# global.Entity = eid-etype-head-other\n# glossator = " + records.root().text() + "\n";
        }
        out += DocumentWriter(project, *document, losses).write(head);
    }
    std::set<std::string> taken;
    return Exported{{{free_name(project.info().id.text, ".conllu", taken), std::move(out)}}, losses.take()};
}

Result<RoleLink> link_in(const conllu::FoundLink& from)
{
    const Result<JsonDocument> json = JsonDocument::parse(from.json, from.at);
    if (!json) return fail(json.error());
    RoleLink out{std::string(json->root()["id"].string()), std::string(json->root()["type"].string()), {}};
    for (const JsonValue end : json->root()["ends"].children()) {
        std::vector<std::string> words;
        for (const JsonValue word : end.children()) words.emplace_back(word.string());
        if (words.size() != 2) return fail_at(end.offset(), "an end of a link is a role and an id");
        out.ends.push_back({words[0], words[1]});
    }
    for (const JsonValue each : json->root()["properties"].children())
        out.properties.push_back({std::string(each.key()), std::string(each.string())});
    return out;
}

Status take_document(ProjectBuilder& builder, FoundDocument& found, Losses& losses)
{
    std::unordered_map<std::string, SpanId> spans;
    for (conllu::Mention& mention : found.mentions) {
        if (!settle_fragments(mention.ranges)) losses.add("overlaps of fragments", mention.key);
        Span span;
        span.id = SpanId(mention.id);
        span.label = builder.label(mention.type.empty() ? "mention" : mention.type);
        span.at = std::move(mention.ranges);
        if (mention.is_entity && !mention.is_alone) mention.fields.push_back({"identifier", mention.key});
        take_fields(builder, span, mention.fields);
        const SpanId id = builder.add(std::move(span));
        if (!mention.id.empty()) spans.emplace(mention.id, id);
    }
    std::vector<RoleLink> links;
    for (const conllu::FoundLink& each : found.links) {
        Result<RoleLink> link = link_in(each);
        if (!link) return fail(link.error());
        links.push_back(std::move(*link));
    }
    take_links(builder, links, spans, losses);
    return {};
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    Result<FoundFile> found = conllu::read_file(file.bytes);
    if (!found) return refuse(file, found.error());
    ProjectBuilder builder(request);
    Losses losses;
    for (const Property& lost : found->lost) losses.add(lost.name, lost.value);
    std::optional<Project> records;
    if (!found->records.json.empty()) {
        Result<Project> read = read_side_records(found->records.json);
        if (!read) return refuse(file, found->records.at, read.error().message);
        records = std::move(*read);
        builder.adopt(*records);
    }
    const std::string stem(file_stem(file.name));
    size_t number = 0;
    for (FoundDocument& document : found->documents) {
        std::string name = found->documents.size() > 1 ? stem + "-" + std::to_string(++number) : stem;
        if (!document.id.empty()) name = document.id;
        builder.add_document(name + ".txt", document.text);
        if (!document.segments.tokens.empty()) builder.document().segments = document.segments;
        if (Status taken = take_document(builder, document, losses); !taken) return refuse(file, taken.error());
        if (records)
            if (const Document* known = records->find(DocumentId(document.id))) builder.describe(*records, *known);
    }
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    std::vector<std::string> notes;
    if (!records) notes.emplace_back("the text was put together from words, a line for each sentence");
    return ReadProject{std::move(*project), std::move(notes), losses.take()};
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    const Result<FoundFile> found = conllu::read_file(exported.files.front().bytes);
    if (!found) return fail(found.error());
    auto next = found->documents.begin();
    for (const Document& document : project.documents()) {
        if (is_blank(document)) continue;
        if (next == found->documents.end() || next->text->bytes() != document.text->bytes())
            return fail(ErrorCode::Invalid, "the text of " + document.id.text + " isn't what was written");
        std::vector<FoundSpan> spans;
        for (const conllu::Mention& mention : next->mentions) {
            FoundSpan& span = spans.emplace_back(FoundSpan{mention.id, {}});
            for (const TextRange& range : mention.ranges) span.quotes.emplace_back(next->text->slice(range));
        }
        if (Status same = compare_spans(document, exported_set(project, document), spans, true); !same) return same;
        ++next;
    }
    return {};
}

// By its extension, or as ".conll" if the first line with words has ten columns and is numbered.
bool fits(std::string_view name, std::string_view bytes)
{
    const auto has_end = [&](std::string_view end) {
        return name.size() > end.size() && name.substr(name.size() - end.size()) == end;
    };
    if (has_end(".conllu")) return true;
    if (!has_end(".conll")) return false;
    size_t at = 0;
    while (at < bytes.size() && (bytes[at] == '#' || bytes[at] == '\n' || bytes[at] == '\r'))
        at = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(at, bytes.find('\n', at) - at);
    return std::count(line.begin(), line.end(), '\t') == 9 && (line.substr(0, 2) == "1\t" || line.substr(0, 2) == "1-");
}

}  // namespace

Codec conllu_codec()
{
    return {kFormat, fits, nullptr, read, write, check};
}

}  // namespace glossator
