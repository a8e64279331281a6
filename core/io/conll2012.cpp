#include "core/io/conll2012.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "core/base/utf8.h"
#include "core/io/file_lines.h"
#include "core/io/file_name.h"
#include "core/io/iob_spans.h"
#include "core/io/links.h"
#include "core/io/project_builder.h"

namespace glossator {

namespace {

constexpr std::string_view kBegin = "#begin document", kEnd = "#end document";

const Format kFormat = {"conll2012", "CoNLL-2012 coreference", {".conll"}, true, true};

// A mention of a cluster, or a name with its label, over tokens of a document.
struct Marked {
    std::string key;
    size_t begin, end;
    friend bool operator<(const Marked& a, const Marked& b)
    {
        return std::tie(a.key, a.begin, a.end) < std::tie(b.key, b.begin, b.end);
    }
    friend bool operator==(const Marked&, const Marked&) = default;
};
struct FoundDocument {
    std::string name, part;
    iob::Document sentences = {};
    std::vector<Marked> mentions = {}, names = {};  // in the order in which they end
};
struct FoundFile {
    std::vector<FoundDocument> documents;
    std::vector<Property> lost = {};
};

bool is_nothing(std::string_view cell)
{
    return cell.empty() || cell == "-" || cell == "_" || cell == "*";
}

class FileReader {
public:
    explicit FileReader(std::string_view bytes) : bytes_(bytes) {}

    Result<FoundFile> read()
    {
        if (const auto bad = find_invalid_utf8(bytes_)) return fail_at(*bad, "the file isn't valid UTF-8");
        size_t next = 0;
        while (const std::optional<Line> line = next_line(bytes_, next))
            if (Status taken = take_line(line->at, line->text); !taken) return fail(taken.error());
        if (Status done = end_document(); !done) return fail(done.error());
        if (file_.documents.empty()) file_.documents.emplace_back();
        return std::move(file_);
    }

private:
    struct Open {
        size_t at;  // in the file
        size_t token;
    };

    Status take_line(size_t at, std::string_view line)
    {
        if (line.find_first_not_of(" \t") == std::string_view::npos) {
            in_sentence_ = false;
            return {};
        }
        if (line.substr(0, kBegin.size()) == kBegin) {
            if (Status done = end_document(); !done) return done;
            begin_document(line);
            return {};
        }
        if (line.substr(0, kEnd.size()) == kEnd) return end_document();
        if (line[0] == '#' && line.find('\t') == std::string_view::npos) {
            file_.lost.push_back({"comments", std::string(line)});
            return {};
        }
        const std::vector<std::string_view> columns = iob::columns_of(line);
        constexpr size_t kWord = 3;
        if (columns.size() < kWord + 2)
            return fail_at(at, "a document, part, number, word and cluster are expected, and the line has " +
                                   std::to_string(columns.size()) + (columns.size() == 1 ? " column" : " columns"));
        const auto place = [&](std::string_view cell) { return at + static_cast<size_t>(cell.data() - line.data()); };
        if (columns[kWord].empty()) return fail_at(place(columns[kWord]), "the line has no word");
        if (!is_open_) begin_document({});
        FoundDocument& document = file_.documents.back();
        if (!in_sentence_) document.sentences.emplace_back();
        in_sentence_ = true;
        document.sentences.back().push_back({at, columns[kWord], "O"});
        count_lost(columns);
        constexpr size_t kNames = 10;
        if (columns.size() > kNames + 1)
            if (Status taken = take_name(place(columns[kNames]), columns[kNames]); !taken) return taken;
        if (Status taken = take_clusters(place(columns.back()), columns.back()); !taken) return taken;
        ++token_;
        return {};
    }

    void begin_document(std::string_view line)
    {
        FoundDocument made;
        const size_t open = std::min(line.find('('), line.size());
        const size_t border = std::min(line.rfind(';'), line.size());
        const size_t close = std::min(line.rfind(')', border), line.size());
        if (open + 1 < close) made.name = line.substr(open + 1, close - open - 1);
        const size_t part = line.find("part ", std::min(border, line.size()));
        if (part != std::string_view::npos) made.part = line.substr(part + 5);
        file_.documents.push_back(std::move(made));
        is_open_ = true;
        in_sentence_ = false;
        token_ = 0;
    }

    void count_lost(const std::vector<std::string_view>& columns)
    {
        constexpr std::array<const char*, 6> kKinds = {"parts of speech", "parse trees", "lemmas",
                                                       "framesets",       "word senses", "speakers"};
        for (size_t i = 4; i + 1 < columns.size(); ++i) {
            if (is_nothing(columns[i]) || i == 10) continue;
            const char* kind = i < 10 ? kKinds[i - 4] : "arguments of predicates";
            const bool is_bare = i == 5 && (columns[i] == "(TOP*" || columns[i] == "(TOP*)" || columns[i] == "*)");
            if (!is_bare) file_.lost.push_back({kind, std::string(columns[i])});
        }
    }

    // "(PERSON*" begins a name, "*)" ends it, "(PERSON)" and "(PERSON*)" are one of a word.
    Status take_name(size_t at, std::string_view cell)
    {
        if (is_nothing(cell)) return {};
        if (cell[0] == '(') {
            if (name_) return fail_at(at, "a name begins inside of another");
            name_ = Open{at, token_};
            label_ = cell.substr(1, std::min(cell.find_first_of("*)"), cell.size()) - 1);
        }
        if (cell.back() == ')') {
            if (!name_) return fail_at(at, "a name ends that doesn't begin");
            file_.documents.back().names.push_back({label_, name_->token, token_ + 1});
            name_.reset();
        } else if (cell[0] != '(') {
            return fail_at(at, "this is no name: it neither begins nor ends");
        }
        return {};
    }

    Status take_clusters(size_t at, std::string_view cell)
    {
        if (is_nothing(cell)) return {};
        for (size_t begin = 0; begin <= cell.size();) {
            const size_t end = std::min(cell.find('|', begin), cell.size());
            std::string_view mark = cell.substr(begin, end - begin);
            const bool opens = !mark.empty() && mark.front() == '(', closes = !mark.empty() && mark.back() == ')';
            if (opens) mark.remove_prefix(1);
            if (closes && !mark.empty()) mark.remove_suffix(1);
            if (mark.empty() || (!opens && !closes) || mark.find_first_of("()+") != std::string_view::npos)
                return fail_at(at + begin, "a mention is written as (1, 1) or (1)");
            std::vector<Open>& open = open_[std::string(mark)];
            if (opens) open.push_back({at + begin, token_});
            if (closes) {
                if (open.empty())
                    return fail_at(at + begin, "a mention of " + std::string(mark) + " ends that doesn't begin");
                file_.documents.back().mentions.push_back({std::string(mark), open.back().token, token_ + 1});
                open.pop_back();
            }
            begin = end + 1;
        }
        return {};
    }

    Status end_document()
    {
        for (const auto& [key, open] : open_)
            if (!open.empty()) return fail_at(open.back().at, "the mention that begins here never ends");
        if (name_) return fail_at(name_->at, "the name that begins here never ends");
        open_.clear();
        is_open_ = false;
        return {};
    }

    std::string_view bytes_;
    FoundFile file_;
    bool is_open_ = false, in_sentence_ = false;
    size_t token_ = 0;  // of the document
    std::map<std::string, std::vector<Open>> open_;
    std::optional<Open> name_;
    std::string label_;
};

// What of a document is written, by the tokens that it has in the file.
struct Chosen {
    struct Mention {
        const Span* span;
        TokenRange tokens;
        size_t cluster;
    };
    std::vector<Mention> mentions;  // in the order of the set
    std::vector<iob::FlatSpan> names;
};

bool is_name(const Project& project, const Span& span)
{
    const LabelDef* label = project.schema().find(span.label);
    return label != nullptr && label->layer == "entity";
}

// Spans of one fragment that are names or mention an entity.
std::vector<const Span*> candidates(const Project& project, const Document& document)
{
    std::vector<const Span*> out;
    if (const AnnotationSet* set = exported_set(project, document))
        set->spans.for_each([&](const Span& span) {
            if (span.at.size() == 1 && (!span.entity.empty() || is_name(project, span))) out.push_back(&span);
        });
    return out;
}

Chosen choose(const Project& project, const std::vector<const Span*>& spans, const Document& document,
              const std::vector<TextRange>& tokens)
{
    Chosen out;
    std::map<EntityId, size_t> clusters;
    std::map<EntityId, std::vector<TokenRange>> open;
    std::vector<const Span*> names, lone_names;
    for (const Span* span : spans) {
        if (is_name(project, *span)) (span->entity.empty() ? lone_names : names).push_back(span);
        const TokenRange range = tokens_of(tokens, span->at.front());
        if (range.empty() || span->entity.empty()) continue;
        std::vector<TokenRange>& around = open[span->entity];
        while (!around.empty() && around.back().end <= range.begin) around.pop_back();
        // A mention across another of the same cluster can't be told from it, nor can one at the same place.
        const bool is_clear = around.empty() || (around.back().end >= range.end &&
                                                 (around.back().begin != range.begin || around.back().end > range.end));
        if (!is_clear) continue;
        around.push_back(range);
        const size_t cluster = clusters.emplace(span->entity, clusters.size()).first->second;
        out.mentions.push_back({span, range, cluster});
    }
    names.insert(names.end(), lone_names.begin(), lone_names.end());
    out.names = iob::flat_spans(document, std::move(names), tokens, nullptr);
    return out;
}

std::string label_in_brackets(const Span& span)
{
    std::string out = iob::label_in_tag(span.label.text);
    for (char& c : out)
        if (c == '(' || c == ')' || c == '*') c = '_';
    return out;
}

void count_spans(const Project& project, const Document& document, const Chosen& chosen,
                 const std::vector<TextRange>& tokens, Losses& losses)
{
    std::set<const Span*> mentions, names;
    for (const Chosen::Mention& each : chosen.mentions) mentions.insert(each.span);
    for (const iob::FlatSpan& each : chosen.names) names.insert(each.span);
    const AnnotationSet* set = exported_set(project, document);
    if (set != nullptr)
        set->spans.for_each([&](const Span& span) {
            if (span.at.size() > 1) return;  // counted as discontinuous
            const bool is_mention = mentions.count(&span) > 0, has_label = names.count(&span) > 0;
            const std::string example = shown(document, span);
            if (span.entity.empty() && !is_name(project, span)) return losses.add("spans of other layers", example);
            const TokenRange range = tokens_of(tokens, span.at.front());
            if (range.empty()) return losses.add("spans of nothing but blanks", example);
            if (tokens[range.begin].begin != span.begin() || tokens[range.end - 1].end != span.end())
                losses.add("blanks at the ends of spans", example);
            if (!span.entity.empty() && !is_mention)
                losses.add("mentions across, or at the place of, others of the same entity", example);
            if (!has_label)
                losses.add(is_mention ? "labels of spans that aren't names, or lie inside of or across longer ones"
                                      : "spans inside of or across longer ones",
                           example);
        });
}

void count_project(const Project& project, Losses& losses)
{
    Carries carries;
    carries.segments = carries.entities = true;
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
    std::map<EntityId, std::set<DocumentId>> where;
    for (const Document& document : project.documents())
        for (const Span* span : candidates(project, document)) where[span->entity].insert(document.id);
    for (const auto& [id, documents] : where)
        if (const Entity* entity = project.find(id); entity != nullptr && documents.size() > 1)
            losses.add("links between documents that mention one entity", entity->name);
    for (const LabelDef& label : project.schema().labels) {
        const Span named{{}, label.id, {}, {}, {}, {}, {}, {}, {}, {}};
        if (label.layer == "entity" && label_in_brackets(named) != label.id.text)
            losses.add("blanks and brackets in names of labels", label.id.text);
    }
}

std::string write_document(const Project& project, const Document& document, Losses& losses)
{
    const std::vector<const Span*> spans = candidates(project, document);
    const std::vector<TokenSentence> sentences = tokenise(document, spans);
    const std::vector<TextRange> tokens = flat(sentences);
    const Chosen chosen = choose(project, spans, document, tokens);
    count_spans(project, document, chosen, tokens, losses);
    iob::count_text_losses(document, sentences, losses);
    std::vector<std::string> opening(tokens.size()), closing(tokens.size()), names(tokens.size(), "*");
    const auto add = [](std::string& cell, const std::string& mark) { cell += (cell.empty() ? "" : "|") + mark; };
    for (const Chosen::Mention& each : chosen.mentions) {
        const std::string key = std::to_string(each.cluster);
        const bool is_one = each.tokens.end == each.tokens.begin + 1;
        add(opening[each.tokens.begin], "(" + key + (is_one ? ")" : ""));
        if (is_one) continue;
        std::string& last = closing[each.tokens.end - 1];
        last = key + ")" + (last.empty() ? "" : "|") + last;  // what began last ends first
    }
    for (const iob::FlatSpan& each : chosen.names) {
        names[each.tokens.begin] = "(" + label_in_brackets(*each.span) + "*";
        names[each.tokens.end - 1] += ")";
    }
    const std::string name = iob::label_in_tag(document.id.text);
    std::string out = std::string(kBegin) + " (" + name + "); part 000\n";
    size_t token = 0;
    for (const TokenSentence& sentence : sentences) {
        for (size_t i = 0; i < sentence.tokens.size(); ++i, ++token) {
            out += name + "\t0\t" + std::to_string(i) + "\t";
            out += iob::word_in_column(document.text->slice(tokens[token])) + "\t-\t";
            out += std::string(i == 0 ? "(TOP*" : "*") + (i + 1 == sentence.tokens.size() ? ")" : "");
            std::string cell = closing[token];
            if (!opening[token].empty()) add(cell, opening[token]);
            out += "\t-\t-\t-\t-\t" + names[token] + "\t" + (cell.empty() ? "-" : cell) + "\n";
        }
        out += '\n';
    }
    return out + std::string(kEnd) + "\n";
}

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Losses losses;
    count_project(project, losses);
    std::string out;
    for (const Document& document : project.documents()) out += write_document(project, document, losses);
    std::set<std::string> taken;
    return Exported{{{free_name(project.info().id.text, ".conll", taken), std::move(out)}}, losses.take()};
}

Status check_document(const Project& project, const Document& document, FoundDocument found)
{
    const Result<std::vector<TextRange>> tokens = iob::places_of(found.sentences, *document.text);
    if (!tokens) return fail(tokens.error());
    const Chosen chosen = choose(project, candidates(project, document), document, *tokens);
    std::vector<Marked> mentions, names;
    for (const Chosen::Mention& each : chosen.mentions)
        mentions.push_back({std::to_string(each.cluster), each.tokens.begin, each.tokens.end});
    for (const iob::FlatSpan& each : chosen.names)
        names.push_back({label_in_brackets(*each.span), each.tokens.begin, each.tokens.end});
    for (std::vector<Marked>* list : {&mentions, &names, &found.mentions, &found.names})
        std::sort(list->begin(), list->end());
    if (mentions != found.mentions)
        return fail(ErrorCode::Invalid, "the mentions of " + document.id.text + " don't stand at their places");
    if (names != found.names)
        return fail(ErrorCode::Invalid, "the names in " + document.id.text + " don't stand at their places");
    return {};
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    const Result<FoundFile> found = FileReader(exported.files.front().bytes).read();
    if (!found) return fail(found.error());
    if (found->documents.size() != project.documents().size() && !project.documents().empty())
        return fail(ErrorCode::Invalid, "what was written has another number of documents");
    for (size_t i = 0; i < project.documents().size(); ++i)
        if (Status sound = check_document(project, project.documents()[i], found->documents[i]); !sound) return sound;
    return {};
}

Status take_document(ProjectBuilder& builder, const FoundDocument& found, const std::string& name, size_t number)
{
    Detokeniser words;
    std::vector<TextRange> places;
    for (const iob::Sentence& sentence : found.sentences) {
        for (const iob::Row& row : sentence) places.push_back(words.add(row.word));
        words.end_sentence();
    }
    Result<TextPtr> text = words.take_text();
    if (!text) return fail(text.error());
    builder.add_document(name, std::move(*text));
    if (!places.empty()) builder.document().segments = words.segments("conll2012");
    std::map<std::pair<size_t, size_t>, std::string> names;  // that no mention has yet
    for (const Marked& each : found.names) names[{each.begin, each.end}] = each.key;
    const auto add = [&](const Marked& at, const std::string& label, const EntityId& entity) {
        Span span;
        span.label = builder.label(label.empty() ? "mention" : label);
        span.at = {{places[at.begin].begin, places[at.end - 1].end}};
        span.entity = entity;
        builder.add(std::move(span));
    };
    std::vector<Marked> mentions = found.mentions;
    std::stable_sort(mentions.begin(), mentions.end(),
                     [](const Marked& a, const Marked& b) { return a.begin < b.begin; });
    for (const Marked& each : mentions) {
        const std::string_view words_of = builder.text().slice({places[each.begin].begin, places[each.end - 1].end});
        const EntityId entity = builder.entity(std::to_string(number) + ":" + each.key, "", words_of);
        const auto known = names.find({each.begin, each.end});
        add(each, known == names.end() ? "" : known->second, entity);
        if (known != names.end()) names.erase(known);
    }
    for (const auto& [at, label] : names) add({"", at.first, at.second}, label, {});
    return {};
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    Result<FoundFile> found = FileReader(file.bytes).read();
    if (!found) return refuse(file, found.error());
    ProjectBuilder builder(request);
    Losses losses;
    for (const Property& lost : found->lost) losses.add(lost.name, lost.value);
    std::map<std::string, size_t> parts;
    for (const FoundDocument& each : found->documents) ++parts[each.name];
    for (size_t i = 0; i < found->documents.size(); ++i) {
        const FoundDocument& document = found->documents[i];
        std::string name = document.name.empty() ? std::string(file_stem(file.name)) : document.name;
        if (parts[document.name] > 1) name += "-" + (document.part.empty() ? std::to_string(i + 1) : document.part);
        if (Status taken = take_document(builder, document, name + ".txt", i); !taken)
            return refuse(file, taken.error());
    }
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project),
                       {"the text was put together from tokens: blanks between them are as in English"},
                       losses.take()};
}

bool fits(std::string_view, std::string_view bytes)
{
    const size_t begin = std::min(bytes.find_first_not_of(" \r\n"), bytes.size());
    const size_t name = std::min(begin + kBegin.size(), bytes.size());
    return bytes.substr(begin, kBegin.size()) == kBegin && bytes.substr(name, 2) == " (";
}

}  // namespace

Codec conll2012_codec()
{
    return {kFormat, fits, nullptr, read, write, check};
}

}  // namespace glossator
