#include <algorithm>
#include <array>
#include <map>

#include "core/base/utf8.h"
#include "core/io/conllu.h"
#include "core/io/file_lines.h"
#include "core/io/iob_lines.h"
#include "core/io/offset_unit.h"
#include "core/io/tokens.h"

namespace glossator::conllu {

namespace {

enum Column { kId, kForm, kLemma, kUpos, kXpos, kFeats, kHead, kDeprel, kDeps, kMisc, kColumns };

// What is lost where a column says something; null where it isn't.
constexpr std::array<const char*, kColumns> kLostColumns = {
    nullptr,    nullptr,        "lemmas", "parts of speech",       "parts of speech",
    "features", "dependencies", nullptr,  "enhanced dependencies", nullptr};

struct Row {
    size_t at;
    std::array<std::string_view, kColumns> columns;
};

std::string_view trimmed(std::string_view text)
{
    const size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return text.substr(text.size());
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

size_t place_in(std::string_view whole, std::string_view part)
{
    return static_cast<size_t>(part.data() - whole.data());
}

// "7", "7-8" or "7.1": whole numbers with `border` between them, or none.
bool is_numbers(std::string_view id, char border)
{
    const size_t at = border == 0 ? id.size() : id.find(border);
    if (at == std::string_view::npos) return false;
    const auto is_number = [](std::string_view text) {
        return !text.empty() && text.size() < 9 && text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return is_number(id.substr(0, at)) && (border == 0 || is_number(id.substr(at + 1)));
}

size_t number_of(std::string_view digits)
{
    size_t out = 0;
    for (const char c : digits) out = out * 10 + static_cast<size_t>(c - '0');
    return out;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string decoded(std::string_view text)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool is_code =
            text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
        out += is_code ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
        if (is_code) i += 2;
    }
    return find_invalid_utf8(out) ? std::string(text) : out;
}

std::string unescaped(std::string_view text)
{
    constexpr std::string_view kNames = "stnrpfv\\", kBlanks = " \t\n\r|\f\v\\";
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const size_t name = text[i] == '\\' && i + 1 < text.size() ? kNames.find(text[i + 1]) : std::string_view::npos;
        uint32_t c = 0;
        bool is_code = text[i] == '\\' && i + 5 < text.size() && text[i + 1] == 'u';
        for (size_t k = i + 2; is_code && k < i + 6; ++k) {
            is_code = hex_digit(text[k]) >= 0;
            c = c * 16 + static_cast<uint32_t>(std::max(0, hex_digit(text[k])));
        }
        if (is_code && (c < 0xD800 || c > 0xDFFF)) {
            append_utf8(out, c);
            i += 5;
        } else if (name != std::string_view::npos) {
            out += kBlanks[name];
            ++i;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, char border)
{
    std::vector<std::string_view> out;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find(border, begin), text.size());
        out.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

// Reads a file line by line; what belongs to one document is gathered until the next begins.
class FileReader {
public:
    explicit FileReader(std::string_view bytes) : bytes_(bytes) {}

    Result<FoundFile> read()
    {
        if (const auto bad = find_invalid_utf8(bytes_)) return fail_at(*bad, "the file isn't valid UTF-8");
        size_t next = 0;
        while (const std::optional<Line> line = next_line(bytes_, next))
            if (Status taken = take_line(line->at, line->text); !taken) return fail(taken.error());
        end_sentence();
        if (file_.documents.empty() || has_words_ || !id_.empty())
            if (Status done = end_document(); !done) return fail(done.error());
        return std::move(file_);
    }

private:
    struct Open {
        size_t mention;
        size_t token;  // at which it begins
    };
    struct Part {
        size_t number = 1, of = 1;
    };

    void lose(const char* what, std::string_view example) { file_.lost.push_back({what, std::string(example)}); }

    Status take_line(size_t at, std::string_view line)
    {
        if (trimmed(line).empty()) {
            end_sentence();
            return {};
        }
        if (line[0] == '#') return take_comment(at, line);
        const std::vector<std::string_view> columns = split(line, '\t');
        if (columns.size() != kColumns)
            return fail_at(
                at, "ten columns parted by tabs are expected, and the line has " + std::to_string(columns.size()));
        Row row{at, {}};
        std::copy(columns.begin(), columns.end(), row.columns.begin());
        const std::string_view id = columns[kId];
        const bool is_word = is_numbers(id, 0), is_range = is_numbers(id, '-'), is_empty = is_numbers(id, '.');
        if (!is_word && !is_range && !is_empty) return fail_at(at, "the line begins with no number of a word");
        if (columns[kForm].empty()) return fail_at(at, "the line has no form");
        for (size_t i = 0; i < kColumns; ++i)
            if (kLostColumns[i] != nullptr && columns[i] != "_") lose(kLostColumns[i], columns[i]);
        if (is_range) {
            range_end_ = number_of(id.substr(id.find('-') + 1));
            add_token(row);
        } else if (is_empty) {
            lose("empty nodes", columns[kForm]);
        } else if (number_of(id) <= range_end_) {
            lose("words inside of multiword tokens", columns[kForm]);
        } else {
            add_token(row);
        }
        return take_misc(row, is_empty);
    }

    Status take_comment(size_t at, std::string_view line)
    {
        const size_t equals = std::min(line.find('='), line.size());
        const std::string_view name = trimmed(line.substr(1, equals - 1));
        const std::string_view value = trimmed(line.substr(std::min(equals + 1, line.size())));
        if (name == "newdoc" || name == "newdoc id") {
            end_sentence();
            if (has_words_ || !id_.empty())
                if (Status done = end_document(); !done) return done;
            id_ = value;
        } else if (name == "global.Entity") {
            fields_ = split(value, '-');
        } else if (name == "text") {
            text_ = value;
        } else if (name == "glossator") {
            file_.records = {at + place_in(line, value), value};
        } else if (name == "glossator.link") {
            links_.push_back({at + place_in(line, value), value});
        } else if (name != "sent_id" || file_.records.json.empty()) {
            lose(name == "sent_id" ? "ids of sentences" : "comments", trimmed(line.substr(1)));
        }
        return {};
    }

    void add_token(const Row& row)
    {
        std::string before = gap_, form(row.columns[kForm]), after = " ";
        gap_.clear();
        ends_with_.reset();
        for (const std::string_view pair : split(row.columns[kMisc], '|')) {
            const size_t equals = std::min(pair.find('='), pair.size());
            const std::string_view name = pair.substr(0, equals);
            const std::string value(pair.substr(std::min(equals + 1, pair.size())));
            if (name == "SpaceAfter" && value == "No") ends_with_ = after = "";
            if (name == "SpacesAfter") ends_with_ = after = unescaped(value);
            if (name == "SpacesBefore") before += unescaped(value);
            if (name == "Form" && !value.empty()) form = unescaped(value);
        }
        places_.push_back(words_.add(form, before));
        gap_ = after;
        has_words_ = true;
        tags_.push_back({row.at, row.columns[kForm], "O"});
    }

    Status take_misc(const Row& row, bool is_empty)
    {
        if (row.columns[kMisc] == "_") return {};
        for (const std::string_view pair : split(row.columns[kMisc], '|')) {
            const size_t equals = std::min(pair.find('='), pair.size());
            const std::string_view name = pair.substr(0, equals);
            const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
            if (name == "Entity" || name == "Span") {
                if (Status taken = take_marks(place_in(bytes_, value), value, name == "Entity", is_empty); !taken)
                    return taken;
            } else if ((name == "ner" || name == "NER" || name == "NE") && !is_empty && iob::is_tag(value)) {
                if (tags_.back().tag == "O") tags_.back().tag = value;
            } else if (name != "SpaceAfter" && name != "SpacesAfter" && name != "SpacesBefore" && name != "Form") {
                lose("keys of MISC", pair);
            }
        }
        return {};
    }

    // Marks follow each other without a blank: "(e1-PERSON" begins a mention, "e1)" ends it, "(e1-PERSON)" does both.
    Status take_marks(size_t at, std::string_view marks, bool is_entity, bool is_empty)
    {
        for (size_t begin = 0; begin < marks.size();) {
            const size_t border = marks.find_first_of("()", begin + 1);
            const bool opens = marks[begin] == '(';
            const bool closes = border != std::string_view::npos && marks[border] == ')';
            if (!opens && !closes) return fail_at(at + begin, "this is no mention: it neither begins nor ends");
            const size_t end = std::min(border, marks.size());
            const std::string_view inner = marks.substr(begin + opens, end - begin - opens);
            const std::vector<std::string_view> parts = split(inner, '-');
            if (Status taken = take_mark(at + begin, parts, is_entity, opens, closes, is_empty); !taken) return taken;
            begin = end + closes;
        }
        return {};
    }

    Status take_mark(size_t at, const std::vector<std::string_view>& parts, bool is_entity, bool opens, bool closes,
                     bool is_empty)
    {
        const auto place = [&](std::string_view one, std::string_view other) {
            if (!is_entity || fields_.empty()) return one == "eid" ? size_t{0} : one == "etype" ? size_t{1} : kNone;
            for (size_t i = 0; i < fields_.size(); ++i)
                if (fields_[i] == one || fields_[i] == other) return i;
            return one == "eid" ? size_t{0} : kNone;
        };
        const size_t key_at = parts.size() == 1 ? 0 : place("eid", "GRP");
        if (key_at >= parts.size() || parts[key_at].empty()) return fail_at(at, "the mention names no entity");
        std::string_view key = parts[key_at];
        const std::string name = (is_entity ? "e" : "s") + std::string(key);
        auto& open = open_[name];
        if (opens) {
            const std::optional<Part> part = take_part(key);
            if (!part) return fail_at(at, "the part of the mention is written as [1/2]");
            Mention made{at, is_entity, decoded(key), {}, {}};
            const size_t type_at = place("etype", "entity");
            if (type_at < parts.size() && type_at != key_at) made.type = decoded(parts[type_at]);
            take_fields_of(made, parts, key_at, type_at);
            const std::string whole = (is_entity ? "e" : "s") + made.key;
            if (part->number == 1) {
                mentions_.push_back(std::move(made));
                latest_[whole] = mentions_.size() - 1;
            } else if (latest_.count(whole) == 0) {
                return fail_at(at, "this part of a mention has no first one before it");
            }
            open.push_back({latest_[whole], places_.size() - (is_empty ? 0 : 1)});
        }
        if (!closes) return {};
        if (open.empty()) return fail_at(at, "a mention of " + std::string(key) + " ends that doesn't begin");
        const Open done = open.back();
        open.pop_back();
        if (done.token < places_.size())
            mentions_[done.mention].ranges.push_back({places_[done.token].begin, places_.back().end});
        return {};
    }

    // Takes "[1/2]" off the key.
    static std::optional<Part> take_part(std::string_view& key)
    {
        const size_t bracket = key.find('[');
        if (bracket == std::string_view::npos) return Part{};
        const std::string_view part = key.substr(bracket + 1, key.size() - bracket - 2);
        if (key.back() != ']' || !is_numbers(part, '/')) return std::nullopt;
        key = key.substr(0, bracket);
        return Part{number_of(part.substr(0, part.find('/'))), number_of(part.substr(part.find('/') + 1))};
    }

    void take_fields_of(Mention& mention, const std::vector<std::string_view>& parts, size_t key_at, size_t type_at)
    {
        static const std::vector<std::string_view> kOwn = {"eid", "etype", "head", "other"};
        const auto& names = mention.is_entity && !fields_.empty() ? fields_ : kOwn;
        for (size_t i = 0; i < parts.size(); ++i) {
            if (i == key_at || i == type_at || parts[i].empty()) continue;
            const std::string_view name = i < names.size() ? names[i] : "other";
            if (name == "head") {
                if (file_.records.json.empty()) lose("heads of mentions", parts[i]);
                continue;
            }
            if (name != "other") {
                mention.fields.push_back({std::string(name), decoded(parts[i])});
                continue;
            }
            for (const std::string_view pair : split(parts[i], ',')) {
                const size_t colon = std::min(pair.find(':'), pair.size());
                const std::string value = decoded(pair.substr(std::min(colon + 1, pair.size())));
                if (pair.substr(0, colon) == "*id")
                    mention.id = value;
                else if (pair.substr(0, colon) == "*alone")
                    mention.is_alone = true;
                else
                    mention.fields.push_back({decoded(pair.substr(0, colon)), value});
            }
        }
    }

    void end_sentence()
    {
        range_end_ = 0;
        if (words_.in_sentence()) {
            const uint32_t begin = places_[places_.size() - tags_.size()].begin;
            for (const iob::Marked& marked : iob::marked_in(tags_)) {
                const size_t first = places_.size() - tags_.size();
                Mention made{tags_[marked.begin].at, false, {}, marked.label, {}};
                made.ranges = {{places_[first + marked.begin].begin, places_[first + marked.end - 1].end}};
                mentions_.push_back(std::move(made));
            }
            if (!text_.empty()) said_.push_back({{begin, places_.back().end}, text_});
            words_.end_sentence(ends_with_ ? *ends_with_ : "\n");
        }
        gap_.clear();
        tags_.clear();
        text_ = {};
    }

    Status end_document()
    {
        for (const auto& [key, open] : open_)
            if (!open.empty())
                return fail_at(mentions_[open.back().mention].at, "the mention that begins here never ends");
        Result<TextPtr> text = words_.take_text();
        if (!text) return fail(text.error());
        for (const auto& [at, said] : said_)
            if (!same_but_blanks((*text)->slice(at), said))
                lose("texts of sentences that differ from their words", said);
        std::erase_if(mentions_, [&](const Mention& mention) {
            if (mention.ranges.empty()) lose("mentions of words that aren't in the text", mention.key);
            return mention.ranges.empty();
        });
        const std::string id = file_.records.json.empty() ? std::string(id_) : unescaped(id_);
        file_.documents.push_back(
            {id, std::move(*text), words_.segments("conllu"), std::move(mentions_), std::move(links_)});
        words_ = {};
        places_.clear();
        mentions_.clear();
        links_.clear();
        said_.clear();
        open_.clear();
        latest_.clear();
        id_ = {};
        has_words_ = false;
        return {};
    }

    static constexpr size_t kNone = static_cast<size_t>(-1);

    std::string_view bytes_;
    FoundFile file_;
    std::vector<std::string_view> fields_;  // of "Entity"; empty: the usual
    // Of the document:
    std::string_view id_;
    Detokeniser words_;
    std::vector<TextRange> places_;  // of tokens
    std::vector<Mention> mentions_;
    std::vector<FoundLink> links_;
    std::vector<std::pair<TextRange, std::string_view>> said_;  // "# text" of sentences
    std::map<std::string, std::vector<Open>> open_;
    std::map<std::string, size_t> latest_;  // mention with that key
    bool has_words_ = false;
    // Of the sentence:
    iob::Sentence tags_;  // of its tokens
    std::string_view text_;
    std::string gap_;                       // behind the last token
    std::optional<std::string> ends_with_;  // the same, if the file says it
    size_t range_end_ = 0;                  // the last word of a multiword token
};

}  // namespace

Result<FoundFile> read_file(std::string_view bytes)
{
    return FileReader(bytes).read();
}

std::string encoded(std::string_view text)
{
    constexpr const char* kDigits = "0123456789ABCDEF";
    std::string out;
    for (size_t i = 0; i < text.size();) {
        const auto [c, size] = decode_utf8(text, i);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
                              c == '.' || (c > 0x9F && !is_white_space(c));
        for (size_t k = i; k < i + size; ++k) {
            const auto byte = static_cast<unsigned char>(text[k]);
            if (is_plain)
                out += text[k];
            else
                (out += '%') += {kDigits[byte / 16], kDigits[byte % 16]};
        }
        i += size;
    }
    return out;
}

std::string escaped_blanks(std::string_view blanks)
{
    constexpr std::string_view kNames = "stnrpfv\\", kBlanks = " \t\n\r|\f\v\\";
    constexpr const char* kDigits = "0123456789ABCDEF";
    std::string out;
    for (size_t i = 0; i < blanks.size();) {
        const auto [c, size] = decode_utf8(blanks, i);
        const size_t name = c < 0x80 ? kBlanks.find(static_cast<char>(c)) : std::string_view::npos;
        if (name != std::string_view::npos)
            (out += '\\') += kNames[name];
        else if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || is_white_space(c))
            for (const char piece :
                 {'\\', 'u', kDigits[c >> 12 & 15], kDigits[c >> 8 & 15], kDigits[c >> 4 & 15], kDigits[c & 15]})
                out += piece;
        else
            out += blanks.substr(i, size);
        i += size;
    }
    return out;
}

}  // namespace glossator::conllu
