#include <algorithm>
#include <map>
#include <set>

#include "core/base/utf8.h"
#include "core/io/file_lines.h"
#include "core/io/links.h"
#include "core/io/offset_unit.h"
#include "core/io/webanno_tsv.h"
#include "core/text/text.h"

namespace glossator::cas {

namespace {

// A piece of a line and where it stands in the file.
struct Piece {
    std::string_view text;
    size_t offset;
};

// At each `mark` that no backslash escapes; with `escapes` false, at each.
std::vector<Piece> split(Piece piece, char mark, bool escapes)
{
    std::vector<Piece> out;
    size_t begin = 0;
    for (size_t i = 0; i <= piece.text.size(); ++i) {
        if (i < piece.text.size() && escapes && piece.text[i] == '\\') {
            ++i;
            continue;
        }
        if (i < piece.text.size() && piece.text[i] != mark) continue;
        out.push_back({piece.text.substr(begin, i - begin), piece.offset + begin});
        begin = i + 1;
    }
    if (begin <= piece.text.size()) out.push_back({piece.text.substr(begin), piece.offset + begin});
    return out;
}

std::string unescaped_value(std::string_view text)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        if (c == 't' || c == 'n')
            out += c == 't' ? '\t' : '\n';
        else if (std::string_view("\\[]|_;*-").find(c) != std::string_view::npos)
            out += c;
        else
            (out += '\\') += c;
    }
    return out;
}

std::string unescaped_text(std::string_view text)
{
    constexpr std::string_view kLetters = "tnfrb\\", kMeant = "\t\n\f\r\b\\";
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        const size_t letter = kLetters.find(c);
        if (letter != std::string_view::npos)
            out += kMeant[letter];
        else if (static_cast<unsigned char>(c) < 0x20)
            out += c;
        else
            (out += '\\') += c;
    }
    return out;
}

std::optional<uint32_t> number_of(std::string_view text)
{
    if (text.empty() || text.size() > 9) return std::nullopt;
    uint32_t out = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + static_cast<uint32_t>(c - '0');
    }
    return out;
}

size_t utf16_length(std::string_view utf8)
{
    size_t out = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        out += (byte & 0xC0u) == 0x80u ? 0 : byte >= 0xF0 ? 2 : 1;
    }
    return out;
}

bool starts_with(std::string_view text, std::string_view prefix)
{
    return text.substr(0, prefix.size()) == prefix;
}

enum class Cell { Text, NoFeature, Governor, Roles, Targets, ChainType, ChainLink };
struct Column {
    Cell cell;
    size_t layer;
    std::string feature;
    std::string link_type = {};  // of roles
};
struct Layer {
    char kind;  // 'S', 'R', 'C'
    std::string type;
    std::string base = {};  // of relations: what they link; of slots: what they lead to
};

class TsvReader {
public:
    TsvReader(std::string_view bytes, Losses& losses) : bytes_(bytes), losses_(losses) {}

    Result<Cas> read()
    {
        if (const std::optional<size_t> invalid = find_invalid_utf8(bytes_))
            return fail_at(*invalid, "the file isn't UTF-8 here");
        if (Status sound = read_header(); !sound) return fail(sound.error());
        if (Status sound = read_content(); !sound) return fail(sound.error());
        Result<TextPtr> text = Text::make(std::move(text_));
        if (!text) return fail(text.error());
        cas_.views.push_back({"_InitialView", std::move(*text)});
        if (Status sound = place(); !sound) return fail(sound.error());
        for (const Reference& each : references_)
            if (Status sound = resolve(each); !sound) return fail(sound.error());
        close_chains();
        return std::move(cas_);
    }

private:
    struct Unit {
        std::string id;
        uint32_t begin, end;  // UTF-16
        Piece token;
        std::map<size_t, std::vector<size_t>> annotations = {};  // by layer, as stacked
        bool is_token = true;
        size_t structure = 0;
    };
    struct Reference {
        size_t structure;
        std::string feature;
        std::string type;  // of what it leads to
        std::string unit;
        size_t offset;
        uint32_t id;  // 0: the only one there
    };
    struct Range {
        uint32_t begin, end;
    };

    std::optional<Piece> next_line()
    {
        const std::optional<Line> line = glossator::next_line(bytes_, at_);
        if (!line) return std::nullopt;
        return Piece{line->text, line->at};
    }

    Status read_header()
    {
        const std::optional<Piece> first = next_line();
        if (!first || !starts_with(first->text, "#FORMAT=WebAnno TSV 3."))
            return fail_at(0, "the first line has to be \"#FORMAT=WebAnno TSV 3.3\"");
        for (std::optional<Piece> line = next_line(); line && !line->text.empty(); line = next_line()) {
            const size_t equals = line->text.find('=');
            const std::string_view prefix = line->text.substr(0, std::min(equals, line->text.size()));
            if (equals == std::string_view::npos || (prefix != "#T_SP" && prefix != "#T_RL" && prefix != "#T_CH"))
                return fail_at(line->offset, "expected a layer, as #T_SP=, #T_RL= or #T_CH=, or an empty line");
            if (Status sound = read_layer({line->text.substr(equals + 1), line->offset + equals + 1}, prefix[3]);
                !sound)
                return sound;
        }
        return {};
    }

    Status read_layer(Piece line, char kind)
    {
        const std::vector<Piece> fields = split(line, '|', false);
        const size_t layer = layers_.size();
        layers_.push_back({kind, std::string(fields.front().text)});
        if (layers_.back().type.empty()) return fail_at(line.offset, "the layer has no name");
        bool after_roles = false;
        for (size_t i = 1; i < fields.size(); ++i) {
            const std::string_view field = fields[i].text;
            const std::string name(field);
            if (after_roles) {
                columns_.push_back({Cell::Targets, layer, columns_.back().feature});
                layers_[layer].base = name;
                after_roles = false;
            } else if (kind == 'S' && starts_with(field, "ROLE_")) {
                const size_t colon = field.find(':');
                const size_t bar = field.find('_', std::min(colon, field.size()));
                if (bar == std::string_view::npos) return fail_at(fields[i].offset, "the slot has no feature or type");
                columns_.push_back({Cell::Roles, layer, name.substr(colon + 1, bar - colon - 1), name.substr(bar + 1)});
                after_roles = true;
            } else if (kind == 'R' && starts_with(field, "BT_")) {
                columns_.push_back({Cell::Governor, layer, "Governor"});
                layers_[layer].base = name.substr(3);
            } else if (kind == 'C' && (field == "referenceRelation" || field == "referenceType")) {
                columns_.push_back({field == "referenceType" ? Cell::ChainType : Cell::ChainLink, layer, name});
            } else {
                columns_.push_back({field.empty() ? Cell::NoFeature : Cell::Text, layer, name});
            }
        }
        if (fields.size() == 1) columns_.push_back({Cell::NoFeature, layer, ""});
        if (after_roles) return fail_at(fields.back().offset, "no column of targets follows that of the roles");
        return {};
    }

    Status read_content()
    {
        std::string sentence;
        bool in_header = false;
        for (std::optional<Piece> line = next_line(); line; line = next_line()) {
            if (line->text.empty()) {
                if (in_header) return fail_at(line->offset, "a sentence ends before its first token");
                in_sentence_ = false;
            } else if (!in_sentence_ && starts_with(line->text, "#")) {
                in_header = true;
                if (starts_with(line->text, "#Text="))
                    sentence += unescaped_text(line->text.substr(6)) + "\n";
                else if (starts_with(line->text, "#Sentence.id="))
                    losses_.add("ids of sentences", std::string(line->text.substr(13)));
                else
                    return fail_at(line->offset, "expected #Text= or #Sentence.id=");
            } else {
                if (!in_header && !in_sentence_) return fail_at(line->offset, "the sentence has no #Text= line");
                if (Status sound = read_row(*line, in_header ? &sentence : nullptr); !sound) return sound;
                in_header = false;
                in_sentence_ = true;
                sentence.clear();
            }
        }
        if (in_header) return fail_at(bytes_.size(), "the file ends before the first token of a sentence");
        if (!text_.empty()) text_.pop_back();  // the line feed that ends the last #Text= line
        return {};
    }

    // Puts the sentence's text behind what there is: its first token begins where it does.
    Status begin_sentence(const std::string& sentence, uint32_t begin, size_t offset)
    {
        if (utf16_ == static_cast<size_t>(begin) + 1) {
            text_.pop_back();
            --utf16_;
        }
        if (utf16_ > begin)
            return fail_at(offset, "the sentence begins at " + std::to_string(begin) +
                                       ", but the one before it ends at " + std::to_string(utf16_ - 1));
        if (begin > 2 * bytes_.size())
            return fail_at(offset,
                           "the sentence begins at " + std::to_string(begin) + ", far behind the one before it");
        text_.append(begin - utf16_, ' ');
        sentences_.push_back({begin, static_cast<uint32_t>(begin + utf16_length(sentence)) - 1});
        text_ += sentence;
        utf16_ = begin + utf16_length(sentence);
        return {};
    }

    Status read_row(Piece line, const std::string* sentence)
    {
        const std::vector<Piece> fields = split(line, '\t', false);
        if (fields.size() < columns_.size() + 3)
            return fail_at(line.offset, "the row has " + std::to_string(fields.size()) + " columns, not " +
                                            std::to_string(columns_.size() + 3));
        for (size_t i = columns_.size() + 3; i < fields.size(); ++i)
            if (!fields[i].text.empty()) return fail_at(fields[i].offset, "the row has more columns than the header");
        const std::vector<Piece> ends = split(fields[1], '-', false);
        const std::optional<uint32_t> begin = number_of(ends.front().text), end = number_of(ends.back().text);
        if (ends.size() != 2 || !begin || !end || *begin > *end)
            return fail_at(fields[1].offset, "expected two offsets with \"-\" in between");
        if (sentence != nullptr)
            if (Status sound = begin_sentence(*sentence, *begin, fields[1].offset); !sound) return sound;
        Unit unit{std::string(fields[0].text), *begin, *end, fields[2]};
        unit.is_token = fields[0].text.find('.') == std::string_view::npos;
        if (!unit_places_.emplace(unit.id, units_.size()).second)
            return fail_at(fields[0].offset, "the row " + unit.id + " is there twice");
        units_.push_back(std::move(unit));
        for (const bool types : {false, true})  // the type of a chain's link last: the link has its place
            for (size_t i = 0; i < columns_.size(); ++i) {
                const Piece& cell = fields[i + 3];
                if ((columns_[i].cell == Cell::ChainType) != types || cell.text == "_") continue;
                const std::vector<Piece> stacked = split(cell, '|', true);
                for (size_t k = 0; k < stacked.size(); ++k)
                    if (Status sound = read_cell(columns_[i], k, stacked[k]); !sound) return sound;
            }
        return {};
    }

    // Takes "[…]" or "->…" off the end of a cell.
    static Piece take_suffix(Piece& cell, Cell kind)
    {
        if (kind == Cell::Targets) return {};
        if (kind == Cell::ChainLink) {
            const size_t arrow = cell.text.rfind("->");
            if (arrow == std::string_view::npos) return {};
            const Piece out{cell.text.substr(arrow + 2), cell.offset + arrow + 2};
            cell.text = cell.text.substr(0, arrow);
            return out;
        }
        const size_t bracket = cell.text.rfind('[');
        if (bracket == std::string_view::npos || cell.text.back() != ']' ||
            (cell.text.size() > 1 && cell.text[cell.text.size() - 2] == '\\'))
            return {};
        const Piece out{cell.text.substr(bracket + 1, cell.text.size() - bracket - 2), cell.offset + bracket + 1};
        cell.text = cell.text.substr(0, bracket);
        return out;
    }

    size_t make(const Column& column, uint32_t begin, uint32_t end, size_t offset)
    {
        cas_.structures.push_back({layers_[column.layer].type, TextRange{begin, end}, {}, 0, offset});
        return cas_.structures.size() - 1;
    }

    // The annotation that a cell is about, which it makes or goes on with.
    Result<size_t> annotation(const Column& column, size_t stacked, Piece suffix, size_t offset)
    {
        Unit& unit = units_.back();
        std::vector<size_t>& here = unit.annotations[column.layer];
        if (stacked < here.size()) return here[stacked];
        if (stacked > here.size() || column.cell == Cell::ChainType)
            return fail_at(offset, "the cell speaks of an annotation that the others of its layer don't know");
        std::pair<uint32_t, uint32_t> key{0, 0};
        if (column.cell == Cell::ChainLink) {
            const size_t dash = std::min(suffix.text.find('-'), suffix.text.size());
            const std::optional<uint32_t> chain = number_of(suffix.text.substr(0, dash));
            const std::optional<uint32_t> place = number_of(suffix.text.substr(std::min(dash + 1, suffix.text.size())));
            if (!chain || !place) return fail_at(offset, "expected \"->\", the number of a chain, and a place in it");
            key = {*chain, *place};
        } else if (!suffix.text.empty() && layers_[column.layer].kind == 'S') {
            const std::optional<uint32_t> id = number_of(suffix.text);
            if (!id || *id == 0) return fail_at(suffix.offset, "expected a number in brackets");
            key = {*id, 0};
        }
        size_t made;
        const auto known = known_.find({column.layer, key});
        if (key.first > 0 && known != known_.end()) {
            made = known->second;
            cas_.structures[made].at->end = std::max(cas_.structures[made].at->end, unit.end);
        } else {
            made = make(column, unit.begin, unit.end, offset);
            if (key.first > 0) known_[{column.layer, key}] = made;
        }
        here.push_back(made);
        return made;
    }

    Status read_cell(const Column& column, size_t stacked, Piece cell)
    {
        const size_t offset = cell.offset;
        const Piece suffix = take_suffix(cell, column.cell);
        const Result<size_t> found = annotation(column, stacked, suffix, offset);
        if (!found) return fail(found.error());
        const bool known = cas_.structures[*found].find(column.feature) != nullptr;
        switch (column.cell) {
        case Cell::NoFeature: return {};
        case Cell::Text:
        case Cell::ChainType:
        case Cell::ChainLink:
            if (cell.text != "*" && cell.text != "_" && !known)
                cas_.structures[*found].values.push_back({column.feature, unescaped_value(cell.text), {}});
            return {};
        case Cell::Governor: return read_governor(column, *found, cell, suffix);
        case Cell::Roles: roles_[*found] = cell; return {};
        case Cell::Targets: return known ? Status() : read_targets(column, *found, cell);
        }
        return {};
    }

    Status read_governor(const Column& column, size_t structure, Piece cell, Piece suffix)
    {
        uint32_t from = 0, to = 0;
        if (!suffix.text.empty()) {
            const size_t bar = std::min(suffix.text.find('_'), suffix.text.size());
            const std::optional<uint32_t> first = number_of(suffix.text.substr(0, bar));
            const std::optional<uint32_t> second = number_of(suffix.text.substr(std::min(bar + 1, suffix.text.size())));
            if (!first || !second) return fail_at(suffix.offset, "expected two numbers with \"_\" in between");
            from = *first;
            to = *second;
        }
        std::string base = layers_[column.layer].base;
        // INCEpTION writes the part of speech there but means the token.
        if (short_name(layers_[column.layer].type) == "Dependency") base = kToken;
        references_.push_back({structure, "Governor", base, std::string(cell.text), cell.offset, from});
        references_.push_back({structure, "Dependent", base, units_.back().id, cell.offset, to});
        return {};
    }

    Status read_targets(const Column& column, size_t host, Piece cell)
    {
        const Column& roles_column = *(&column - 1);
        const Piece said = roles_[host];
        Value value{column.feature, "", {}, true};
        if (said.text.empty() || said.text == "_") {
            cas_.structures[host].values.push_back(std::move(value));
            return {};
        }
        const std::vector<Piece> roles = split(said, ';', true), targets = split(cell, ';', true);
        if (roles.size() != targets.size())
            return fail_at(cell.offset, "there are " + std::to_string(roles.size()) + " roles, but " +
                                            std::to_string(targets.size()) + " targets");
        for (size_t i = 0; i < roles.size(); ++i) {
            Piece target = targets[i];
            const Piece suffix = take_suffix(target, Cell::Text);
            const std::optional<uint32_t> id = suffix.text.empty() ? 0 : number_of(suffix.text);
            if (!id) return fail_at(suffix.offset, "expected a number in brackets");
            const size_t link = cas_.structures.size();
            Structure made{roles_column.link_type, std::nullopt, {}, 0, target.offset};
            if (roles[i].text != "*") made.values.push_back({"role", unescaped_value(roles[i].text), {}});
            cas_.structures.push_back(std::move(made));
            references_.push_back(
                {link, "target", layers_[column.layer].base, std::string(target.text), target.offset, *id});
            value.targets.push_back(link);
        }
        cas_.structures[host].values.push_back(std::move(value));
        return {};
    }

    // From UTF-16 units to bytes; tokens and sentences become structures.
    Status place()
    {
        const Text& text = *cas_.views.front().text;
        const Offsets offsets(text, OffsetUnit::Utf16);
        for (Structure& each : cas_.structures) {
            if (!each.at) continue;
            const std::optional<uint32_t> begin = offsets.to_byte(each.at->begin), end = offsets.to_byte(each.at->end);
            if (!begin || !end) return fail_at(each.offset, "the annotation doesn't lie in the text");
            each.at = TextRange{*begin, *end};
        }
        for (Unit& unit : units_) {
            const std::optional<uint32_t> begin = offsets.to_byte(unit.begin), end = offsets.to_byte(unit.end);
            if (!begin || !end || text.slice({*begin, *end}) != unit.token.text)
                return fail_at(unit.token.offset, "“" + std::string(unit.token.text) + "” doesn't stand at " +
                                                      std::to_string(unit.begin) + " to " + std::to_string(unit.end) +
                                                      " of the text, in UTF-16 units");
            if (!unit.is_token) continue;
            unit.structure = cas_.structures.size();
            cas_.structures.push_back({kToken, TextRange{*begin, *end}, {}, 0, unit.token.offset});
        }
        for (const Range& each : sentences_) {
            const std::optional<uint32_t> begin = offsets.to_byte(each.begin), end = offsets.to_byte(each.end);
            if (!begin || !end) continue;
            const TextRange at = without_blanks(text, {*begin, *end});
            if (!at.empty()) cas_.structures.push_back({kSentence, at});
        }
        return {};
    }

    Status resolve(const Reference& reference)
    {
        const auto unit = unit_places_.find(reference.unit);
        std::optional<size_t> found;
        for (size_t layer = 0; layer < layers_.size() && !found; ++layer) {
            if (layers_[layer].type != reference.type) continue;
            const auto known = known_.find({layer, {reference.id, 0}});
            if (reference.id > 0 && known != known_.end()) found = known->second;
            if (reference.id > 0 || unit == unit_places_.end()) continue;
            const auto here = units_[unit->second].annotations.find(layer);
            if (here != units_[unit->second].annotations.end() && !here->second.empty()) found = here->second.front();
        }
        if (reference.type == kToken && unit != unit_places_.end() && units_[unit->second].is_token)
            found = units_[unit->second].structure;
        if (!found)
            return fail_at(reference.offset, "there is no " + std::string(short_name(reference.type)) + " at " +
                                                 reference.unit +
                                                 (reference.id > 0 ? "[" + std::to_string(reference.id) + "]" : ""));
        cas_.structures[reference.structure].values.push_back({reference.feature, "", {*found}, true});
        return {};
    }

    void close_chains()
    {
        std::map<std::pair<size_t, uint32_t>, std::vector<size_t>> chains;  // layer and number: the links in order
        for (const auto& [key, structure] : known_)
            if (layers_[key.first].kind == 'C') chains[{key.first, key.second.first}].push_back(structure);
        for (const auto& [key, links] : chains) {
            std::string type = layers_[key.first].type;
            if (type.size() > 4 && type.substr(type.size() - 4) == "Link") type.resize(type.size() - 4);
            for (size_t i = 0; i + 1 < links.size(); ++i)
                cas_.structures[links[i]].values.push_back({"next", "", {links[i + 1]}, true});
            Structure head{type + "Chain", std::nullopt};
            head.values.push_back({"first", "", {links.front()}, true});
            cas_.structures.push_back(std::move(head));
        }
    }

    std::string_view bytes_;
    Losses& losses_;
    size_t at_ = 0;
    bool in_sentence_ = false;
    std::string text_;
    size_t utf16_ = 0;  // of text_
    Cas cas_;
    std::vector<Layer> layers_;
    std::vector<Column> columns_;
    std::vector<Unit> units_;
    std::vector<Range> sentences_;
    std::map<std::string, size_t, std::less<>> unit_places_;
    std::map<std::pair<size_t, std::pair<uint32_t, uint32_t>>, size_t> known_;  // layer; id, or chain and place
    std::map<size_t, Piece> roles_;  // what the cell of roles said, by the annotation
    std::vector<Reference> references_;
};

}  // namespace

Result<Cas> read_webanno_tsv(std::string_view bytes, Losses& losses)
{
    return TsvReader(bytes, losses).read();
}

}  // namespace glossator::cas
