#include "core/learn/unmarked_names.h"

#include <algorithm>
#include <unordered_set>

#include "core/base/utf8.h"
#include "core/learn/compared_words.h"
#include "core/learn/pronouns.h"
#include "core/text/unicode_data.h"

namespace glossator {

namespace {

// Scripts that put no spaces between words: a name may begin and end anywhere.
bool has_no_spaces(char32_t c)
{
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
           (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// Neither pronouns nor numbers, and in scripts with capitals only what has one.
bool is_name(const std::string& words)
{
    static const Categories uncased = *categories_named("Lo");
    const std::vector<ComparedWord> parts = compared_words(words);
    if (parts.empty() || is_pronoun(words, joined_words(parts))) return false;
    const char32_t first = decode_utf8(words, parts.front().at.begin).code_point;
    if ((category_of(first) & uncased) != 0)
        return !has_no_spaces(first) || words.size() > decode_utf8(words, 0).length;
    return std::any_of(parts.begin(), parts.end(), [](const ComparedWord& part) { return part.capital; });
}

bool writes_nouns_with_capitals(const std::string& language)
{
    const std::string tag = language.substr(0, 2);
    return tag == "de" || tag == "lb";
}

// English words that often begin a sentence and are part of no name; in small letters.
bool is_opener(const std::string& word)
{
    constexpr std::string_view kOpeners =
        " a after all also although an and as at because before both but by earlier for from he here however if in it "
        "later many meanwhile most no not now of on or she since so some still that the then there these they this "
        "those though to today we when while with yesterday yet ";
    return kOpeners.find(" " + word + " ") != kOpeners.npos;
}

// A run of words with capitals, as positions in the window's words, half open.
struct Run {
    size_t first, end;
};

// Words of one name have a blank, a hyphen or the point of an initial between them.
bool joins(std::string_view between)
{
    return between == " " || between == "-" || between == "\xC2\xA0" || between == ". ";
}

struct Window {
    std::string_view text;
    uint32_t begin;  // byte in the document
    std::vector<ComparedWord> words;
    std::vector<bool> begins_sentence;              // by word
    std::unordered_set<std::string> small, inside;  // letters of words without capital; with one within a sentence

    std::string_view between(size_t word) const  // and the next
    {
        return text.substr(words[word].at.end, words[word + 1].at.begin - words[word].at.end);
    }
};

Window look_at(const Text& text, TextRange range)
{
    Window window{text.slice(range), range.begin, {}, {}, {}, {}};
    window.words = compared_words(window.text);
    window.begins_sentence.assign(window.words.size(), false);
    size_t word = 0;
    for (uint32_t byte = range.begin; byte < range.end;) {
        const std::vector<TextRange> sentences = sentences_from(text, byte);
        for (const TextRange sentence : sentences) {
            while (word < window.words.size() && window.words[word].at.begin + range.begin < sentence.begin) ++word;
            if (word < window.words.size()) window.begins_sentence[word] = true;
        }
        byte = sentences.empty() ? text.line(text.line_of(byte)).end : std::max(sentences.back().end, byte + 1);
    }
    for (size_t i = 0; i < window.words.size(); ++i) {
        const ComparedWord& each = window.words[i];
        if (!each.capital) window.small.insert(each.letters);
        if (each.capital && !window.begins_sentence[i]) window.inside.insert(each.letters);
    }
    return window;
}

// A sentence's first word has its capital from there: it counts if it is nowhere written small, and alone only if it
// has a capital elsewhere too.
std::optional<Run> without_first_word(const Window& window, Run run)
{
    const ComparedWord& first = window.words[run.first];
    if (!window.begins_sentence[run.first]) return run;
    if (window.small.count(first.letters) > 0 || is_opener(first.letters)) ++run.first;
    if (run.first == run.end) return std::nullopt;
    const bool alone = run.end - run.first == 1 && window.begins_sentence[run.first];
    if (alone && window.inside.count(first.letters) == 0) return std::nullopt;
    return run;
}

std::vector<TextRange> with_capitals(const Window& window)
{
    std::vector<TextRange> found;
    for (size_t i = 0; i < window.words.size(); ++i) {
        if (!window.words[i].capital) continue;
        Run run{i, i + 1};
        while (run.end < window.words.size() && window.words[run.end].capital && !window.begins_sentence[run.end] &&
               joins(window.between(run.end - 1)))
            ++run.end;
        i = run.end - 1;
        const std::optional<Run> named = without_first_word(window, run);
        if (!named) continue;
        const TextRange at{window.words[named->first].at.begin, window.words[named->end - 1].at.end};
        const std::string words(window.text.substr(at.begin, at.size()));
        if (!is_pronoun(words, joined_words(compared_words(words)))) found.push_back(at);
    }
    return found;
}

// Without those that any entity span touches, in order, none overlapping: of two, the one that begins first.
std::vector<TextRange> uncovered(std::vector<TextRange> names, const Schema& schema, const AnnotationSet* set)
{
    std::sort(names.begin(), names.end(),
              [](TextRange a, TextRange b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    std::vector<TextRange> found;
    std::vector<const Span*> there;
    for (const TextRange name : names) {
        if (!found.empty() && name.begin < found.back().end) continue;
        there.clear();
        if (set) set->spans.overlapping(name, there);
        const auto is_entity = [&](const Span* span) {
            const LabelDef* label = schema.find(span->label);
            return label && label->layer == "entity";
        };
        if (std::none_of(there.begin(), there.end(), is_entity)) found.push_back(name);
    }
    return found;
}

// The window that holds `byte`: whole lines, or a part of a long one.
TextRange window_at(const Text& text, uint32_t byte)
{
    constexpr uint32_t kWindow = UnmarkedNames::kWindow;
    const auto line_begin = [&](uint32_t at) { return text.line(text.line_of(at)).begin; };
    uint32_t begin = byte / kWindow * kWindow, end = std::min(begin + kWindow, text.size());
    // Borders lie where lines begin, if a line begins within a window before them.
    const auto border = [&](uint32_t at) {
        if (at == 0 || at >= text.size()) return std::min(at, text.size());
        const uint32_t line = line_begin(at);
        if (at - line < kWindow) return line;
        while (!text.is_boundary(at)) --at;
        return at;
    };
    begin = border(begin);
    end = border(end);
    if (byte >= end && end < text.size()) {
        begin = end;
        end = border(std::min((byte / kWindow + 2) * kWindow, text.size()));
    }
    return {begin, end};
}

}  // namespace

void UnmarkedNames::follow(const Project& project, const std::vector<Edit>& edits)
{
    const bool same = project_ == project.info().id.text;
    if (same && revision_ == project.revision()) return;
    const auto is_schema = [](const Edit& edit) { return std::holds_alternative<PutSchema>(edit); };
    if (same && revision_ + edits.size() == project.revision() && std::none_of(edits.begin(), edits.end(), is_schema)) {
        for (const Edit& edit : edits) take(project, edit);
    } else {
        *this = {};
        for (const auto& set : project.sets()) {
            const Text& text = *project.find(set->info.document)->text;
            set->spans.for_each([&](const Span& span) { put(project, text, span); });
        }
    }
    project_ = project.info().id.text;
    revision_ = project.revision();
}

void UnmarkedNames::take(const Project& project, const Edit& edit)
{
    if (const auto* gone = std::get_if<RemoveSpan>(&edit)) remove(gone->id);
    const auto* came = std::get_if<PutSpan>(&edit);
    if (!came) return;
    remove(came->span.id);
    const AnnotationSet* set = project.find(came->set);  // null if a later edit took it away
    if (set) put(project, *project.find(set->info.document)->text, came->span);
}

void UnmarkedNames::put(const Project& project, const Text& text, const Span& span)
{
    const LabelDef* label = project.schema().find(span.label);
    if (!label || label->layer != "entity" || span.at.size() != 1) return;
    std::string words(text.slice(span.at.front()));
    constexpr size_t kLongest = 200;  // bytes; longer ones come once
    if (words.size() > kLongest || !is_name(words)) return;
    std::vector<Phrase>& like = phrases_[decode_utf8(words, 0).code_point];
    const auto there = std::find_if(like.begin(), like.end(), [&](const Phrase& each) { return each.words == words; });
    if (there == like.end())
        like.push_back({words, 1});
    else
        ++there->spans;
    spans_[span.id] = std::move(words);
}

void UnmarkedNames::remove(const SpanId& id)
{
    const auto span = spans_.find(id);
    if (span == spans_.end()) return;
    std::vector<Phrase>& like = phrases_[decode_utf8(span->second, 0).code_point];
    const auto there =
        std::find_if(like.begin(), like.end(), [&](const Phrase& each) { return each.words == span->second; });
    if (--there->spans == 0) like.erase(there);
    spans_.erase(span);
}

uint32_t UnmarkedNames::phrase_at(std::string_view text, uint32_t byte, bool inside_word) const
{
    const char32_t first = decode_utf8(text, byte).code_point;
    if (inside_word && !has_no_spaces(first)) return 0;
    const auto like = phrases_.find(first);
    if (like == phrases_.end()) return 0;
    size_t longest = 0;
    for (const Phrase& phrase : like->second) {
        if (phrase.words.size() <= longest || text.substr(byte, phrase.words.size()) != phrase.words) continue;
        const size_t end = byte + phrase.words.size();
        const char32_t after = end < text.size() ? decode_utf8(text, end).code_point : U' ';
        if (!is_word_part(after) || has_no_spaces(after) || has_no_spaces(first)) longest = phrase.words.size();
    }
    return static_cast<uint32_t>(longest);
}

std::vector<TextRange> UnmarkedNames::names_in(const Project& project, const Document& document,
                                               const AnnotationSet* set, TextRange window) const
{
    const Window looked_at = look_at(*document.text, window);
    std::vector<TextRange> names;
    if (!writes_nouns_with_capitals(document.language)) names = with_capitals(looked_at);
    bool inside_word = false;
    for (size_t at = 0; at < looked_at.text.size();) {
        const Decoded c = decode_utf8(looked_at.text, at);
        const auto byte = static_cast<uint32_t>(at);
        if (const uint32_t length = phrase_at(looked_at.text, byte, inside_word); length > 0)
            names.push_back({byte, byte + length});
        inside_word = is_word_part(c.code_point);
        at += c.length;
    }
    for (TextRange& name : names) name = {name.begin + window.begin, name.end + window.begin};
    return uncovered(std::move(names), project.schema(), set);
}

std::optional<TextRange> UnmarkedNames::next(const Project& project, const Document& document, const AnnotationSet* set,
                                             uint32_t from, Direction direction) const
{
    const Text& text = *document.text;
    uint32_t looked = 0;
    for (TextRange window = window_at(text, std::min(from, text.size() - (text.size() > 0 ? 1 : 0)));;) {
        const std::vector<TextRange> names = names_in(project, document, set, window);
        if (direction == Direction::Forward) {
            const auto at = std::find_if(names.begin(), names.end(), [&](TextRange name) { return name.begin > from; });
            if (at != names.end()) return *at;
            if (window.end >= text.size()) return std::nullopt;
        } else {
            const auto at =
                std::find_if(names.rbegin(), names.rend(), [&](TextRange name) { return name.begin < from; });
            if (at != names.rend()) return *at;
            if (window.begin == 0) return std::nullopt;
        }
        looked += window.size();
        if (looked >= kMost) return std::nullopt;
        window = window_at(text, direction == Direction::Forward ? window.end : window.begin - 1);
    }
}

}  // namespace glossator
