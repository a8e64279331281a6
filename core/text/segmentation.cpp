#include "core/text/segmentation.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/sentence_break.h"
#include "core/text/sentences.h"
#include "core/text/unicode_breaks.h"

namespace glossator {
namespace {

uint32_t previous_code_point(const Text& text, uint32_t byte)
{
    do --byte;
    while (is_continuation(text.bytes()[byte]));
    return byte;
}

char32_t code_point_at(const Text& text, uint32_t byte)
{
    return decode_utf8(text.bytes(), byte).code_point;
}

bool is_ascii_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// A place where UAX #29 sees the border of a word and of a grapheme cluster without looking any further: between a
// space and an ASCII letter or digit. From seam to seam a paragraph can be cut up piece by piece.
bool is_seam(std::string_view bytes, uint32_t at)
{
    return bytes[at - 1] == ' ' && is_ascii_letter_or_digit(bytes[at]);
}

// Likewise, for grapheme clusters alone: between two printable ASCII characters.
bool is_cluster_seam(std::string_view bytes, uint32_t at)
{
    const auto plain = [](char c) { return c >= ' ' && c < 0x7F; };
    return plain(bytes[at - 1]) && plain(bytes[at]);
}

// The code points from `byte`, which lies in `paragraph`, to the nearest seams on either side, or to its ends, or as
// far as `reach` bytes.
TextRange piece_around(const Text& text, TextRange paragraph, uint32_t byte, uint32_t reach,
                       bool (*seam)(std::string_view, uint32_t))
{
    const std::string_view bytes = text.bytes();
    TextRange piece{byte, byte + 1};
    const uint32_t first = byte - std::min(reach, byte - paragraph.begin);
    const uint32_t last = byte + std::min(reach, paragraph.end - byte);
    while (piece.begin > first && !seam(bytes, piece.begin)) --piece.begin;
    while (piece.end < last && !seam(bytes, piece.end)) ++piece.end;
    while (piece.begin > paragraph.begin && is_continuation(bytes[piece.begin])) --piece.begin;
    while (piece.end < paragraph.end && is_continuation(bytes[piece.end])) ++piece.end;
    return piece;
}

// The units that `breaks` cuts `piece` into.
std::vector<TextRange> units_between(TextRange piece, const std::vector<Break>& breaks)
{
    std::vector<TextRange> units;
    uint32_t begin = piece.begin;
    for (uint32_t i = 0; i < breaks.size(); ++i) {
        if (breaks[i] == Break::None) continue;
        units.push_back({begin, piece.begin + i + 1});
        begin = units.back().end;
    }
    return units;
}

bool any_code_point(const Text& text, TextRange range, bool (*is)(char32_t))
{
    for (uint32_t at = range.begin; at < range.end;) {
        const Decoded c = decode_utf8(text.bytes(), at);
        if (is(c.code_point)) return true;
        at += c.length;
    }
    return false;
}

bool is_word(const Text& text, TextRange unit)
{
    return any_code_point(text, unit, is_word_character);
}

bool is_apostrophe(std::string_view s)
{
    return s == "'" || s == "\u2019";
}

// The length of the possessive at the end of `word`, or 0.
uint32_t possessive_length(std::string_view word)
{
    if (word.empty() || (word.back() != 's' && word.back() != 'S')) return 0;
    for (const uint32_t apostrophe : {1u, 3u})
        if (word.size() >= apostrophe + 1 && is_apostrophe(word.substr(word.size() - apostrophe - 1, apostrophe)))
            return apostrophe + 1;
    return 0;
}

// Word units of a piece: those of UAX #29, where blanks of different kinds make one run, and a possessive is a unit.
std::vector<TextRange> word_units(const Text& text, TextRange piece)
{
    std::vector<TextRange> units;
    for (const TextRange unit : units_between(piece, word_breaks(text.slice(piece)))) {
        const auto last_is = [&](auto what) { return !units.empty() && what(units.back()); };
        const auto blank = [&](TextRange u) { return is_blank(code_point_at(text, u.begin)); };
        const auto apostrophe = [&](TextRange u) { return is_apostrophe(text.slice(u)); };
        const uint32_t possessive = possessive_length(text.slice(unit));
        if (blank(unit) && last_is(blank)) {
            units.back().end = unit.end;
        } else if (possessive > 0 && possessive < unit.size()) {  // Pakistan’s
            units.push_back({unit.begin, unit.end - possessive});
            units.push_back({unit.end - possessive, unit.end});
        } else if ((text.slice(unit) == "s" || text.slice(unit) == "S") && last_is(apostrophe) && units.size() > 1 &&
                   is_word(text, units[units.size() - 2])) {  // G20’s, which UAX #29 breaks into three
            units.back().end = unit.end;
        } else {
            units.push_back(unit);
        }
    }
    return units;
}

// The one of `units`, which follow one another, that contains `byte`.
TextRange unit_containing(const std::vector<TextRange>& units, uint32_t byte)
{
    return *std::upper_bound(units.begin(), units.end(), byte, [](uint32_t b, TextRange u) { return b < u.end; });
}

bool is_regional_indicator(char32_t c)  // two of them make a flag, and it matters which two
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

// The grapheme cluster that contains `byte`, looked for in stretches that grow, so that a long line costs no more than
// a short one.
TextRange cluster_at(const Text& text, TextRange paragraph, uint32_t byte)
{
    for (uint32_t reach = 64;; reach *= 4) {
        TextRange piece = piece_around(text, paragraph, byte, reach, is_cluster_seam);
        while (piece.begin > paragraph.begin && is_regional_indicator(code_point_at(text, piece.begin)))
            piece.begin = previous_code_point(text, piece.begin);
        const std::vector<TextRange> units = units_between(piece, grapheme_breaks(text.slice(piece)));
        const TextRange found = unit_containing(units, byte);
        const auto real = [&](uint32_t at, uint32_t end) { return at == end || is_cluster_seam(text.bytes(), at); };
        // What was cut off before the piece may have made one border too many, besides its own.
        const bool begins = real(piece.begin, paragraph.begin) || (units.size() > 2 && found.begin >= units[2].begin);
        if (begins && (found.end < piece.end || real(piece.end, paragraph.end))) return found;
    }
}

// As far as a word or a sentence is followed to either side. One that is longer is cut.
constexpr uint32_t kReach = 16 << 10;

// Where the words around `byte` can be found.
TextRange words_around(const Text& text, TextRange paragraph, uint32_t byte)
{
    TextRange piece = piece_around(text, paragraph, byte, kReach, is_seam);
    piece.begin = cluster_at(text, paragraph, piece.begin).begin;
    if (piece.end == paragraph.end) return piece;
    const TextRange next = cluster_at(text, paragraph, piece.end);
    return {piece.begin, next.begin < piece.end ? next.end : piece.end};
}

// `range` without the blanks around it; empty, at its end, if it has nothing else.
TextRange trim(const Text& text, TextRange range)
{
    while (!range.empty() && is_blank(code_point_at(text, range.begin)))
        range.begin += decode_utf8(text.bytes(), range.begin).length;
    while (!range.empty()) {
        const uint32_t last = previous_code_point(text, range.end);
        if (!is_blank(code_point_at(text, last))) break;
        range.end = last;
    }
    return range;
}

// Sentences of a paragraph without the blanks around them; those that hold nothing else are left out.
std::vector<TextRange> sentence_units(const Text& text, TextRange paragraph)
{
    std::vector<TextRange> units;
    uint32_t begin = paragraph.begin;
    for (const uint32_t end : sentence_ends(text.slice(paragraph))) {
        const TextRange unit = trim(text, {begin, paragraph.begin + end});
        if (!unit.empty()) units.push_back(unit);
        begin = paragraph.begin + end;
    }
    return units;
}

// The sentences around `byte`: all of a paragraph, or those of which no part is farther away than kReach.
std::vector<TextRange> sentences_around(const Text& text, TextRange paragraph, uint32_t byte)
{
    const auto nowhere = [](std::string_view, uint32_t) { return false; };
    const TextRange near = piece_around(text, paragraph, byte, kReach, nowhere);
    std::vector<TextRange> units = sentence_units(text, near);
    if (near.end < paragraph.end && units.size() > 1 && units.back().begin > byte) units.pop_back();
    if (near.begin > paragraph.begin && units.size() > 1 && units.front().end <= byte) units.erase(units.begin());
    return units;
}

// The sentence that contains `byte`, or the one before the blanks that do.
TextRange sentence_at(const Text& text, TextRange paragraph, uint32_t byte)
{
    const std::vector<TextRange> units = sentences_around(text, paragraph, byte);
    if (units.empty()) return paragraph;  // all blank
    const auto after = std::partition_point(units.begin(), units.end(), [&](TextRange u) { return u.begin <= byte; });
    return after == units.begin() ? *after : *(after - 1);
}

uint32_t next_word_end(const Text& text, uint32_t byte)
{
    for (uint32_t line = text.line_of(byte); line < text.lines(); ++line) {
        const TextRange paragraph = text.line_content(line);
        for (uint32_t at = std::max(byte, paragraph.begin); at < paragraph.end;) {
            const TextRange piece = words_around(text, paragraph, at);
            for (const TextRange unit : word_units(text, piece))
                if (unit.end > byte && is_word(text, unit)) return unit.end;
            at = piece.end;
        }
    }
    return text.size();
}

uint32_t previous_word_begin(const Text& text, uint32_t byte)
{
    for (uint32_t line = text.line_of(byte) + 1; line-- > 0;) {
        const TextRange paragraph = text.line_content(line);
        for (uint32_t at = std::min(byte, paragraph.end); at > paragraph.begin;) {
            const TextRange piece = words_around(text, paragraph, at - 1);
            const std::vector<TextRange> units = word_units(text, piece);
            for (size_t i = units.size(); i-- > 0;)
                if (units[i].begin < byte && is_word(text, units[i])) return units[i].begin;
            at = piece.begin;
        }
    }
    return 0;
}

uint32_t next_sentence_begin(const Text& text, uint32_t byte)
{
    for (uint32_t line = text.line_of(byte); line < text.lines(); ++line) {
        const TextRange paragraph = text.line_content(line);
        for (uint32_t at = std::max(byte, paragraph.begin); at < paragraph.end; at += kReach)
            for (const TextRange unit : sentences_around(text, paragraph, at))
                if (unit.begin > byte) return unit.begin;
    }
    return text.size();
}

uint32_t previous_sentence_begin(const Text& text, uint32_t byte)
{
    for (uint32_t line = text.line_of(byte) + 1; line-- > 0;) {
        const TextRange paragraph = text.line_content(line);
        for (uint32_t at = std::min(byte, paragraph.end); at > paragraph.begin;
             at -= std::min(kReach, at - paragraph.begin)) {
            const std::vector<TextRange> units = sentences_around(text, paragraph, at - 1);
            for (size_t i = units.size(); i-- > 0;)
                if (units[i].begin < byte) return units[i].begin;
        }
    }
    return 0;
}

uint32_t paragraph_border(const Text& text, uint32_t byte, Direction direction)
{
    const uint32_t line = text.line_of(byte);
    if (direction == Direction::Forward) return text.line(line).end;
    const uint32_t begin = text.line(line).begin;
    return begin < byte || line == 0 ? begin : text.line(line - 1).begin;
}

}  // namespace

TextRange unit_at(const Text& text, uint32_t byte, TextUnit unit)
{
    const uint32_t line = text.line_of(byte);
    const TextRange paragraph = text.line_content(line);
    if (unit == TextUnit::Grapheme && byte >= paragraph.end && byte < text.line(line).end)
        return {paragraph.end, text.line(line).end};  // the line end mark
    if (unit == TextUnit::Paragraph || paragraph.empty()) return paragraph;

    const uint32_t at = byte < paragraph.end ? byte : previous_code_point(text, paragraph.end);
    if (unit == TextUnit::Sentence) return sentence_at(text, paragraph, at);
    if (unit == TextUnit::Grapheme) return cluster_at(text, paragraph, at);
    return unit_containing(word_units(text, words_around(text, paragraph, at)), at);
}

std::vector<TextRange> sentences_from(const Text& text, uint32_t byte)
{
    constexpr uint32_t kMost = 64 << 10;
    const uint32_t line_end = text.line_content(text.line_of(byte)).end;
    for (TextRange rest{std::min(byte, line_end), line_end};; rest = {rest.end, line_end}) {
        if (rest.size() > kMost) {
            rest.end = rest.begin + kMost;
            while (!text.is_boundary(rest.end)) --rest.end;
        }
        std::vector<TextRange> units = sentence_units(text, rest);
        const bool cut = rest.end < line_end;
        if (cut && units.empty()) continue;             // a great many blanks
        if (cut && units.size() > 1) units.pop_back();  // it may go on
        return units;
    }
}

uint32_t move_by(const Text& text, uint32_t byte, TextUnit unit, Direction direction)
{
    const bool forward = direction == Direction::Forward;
    if (byte == (forward ? text.size() : 0)) return byte;
    switch (unit) {
    case TextUnit::Grapheme:
        return forward ? unit_at(text, byte, unit).end : unit_at(text, previous_code_point(text, byte), unit).begin;
    case TextUnit::Word: return forward ? next_word_end(text, byte) : previous_word_begin(text, byte);
    case TextUnit::Sentence: return forward ? next_sentence_begin(text, byte) : previous_sentence_begin(text, byte);
    case TextUnit::Paragraph: break;
    }
    return paragraph_border(text, byte, direction);
}

TextRange snap_to_words(const Text& text, TextRange range)
{
    range = trim(text, range);
    if (range.empty()) return range;
    const TextRange first = unit_at(text, range.begin, TextUnit::Word);
    const TextRange last = unit_at(text, previous_code_point(text, range.end), TextUnit::Word);
    if (is_word(text, first)) range.begin = first.begin;
    if (is_word(text, last)) range.end = last.end;
    return snap_to_graphemes(text, range);
}

TextRange snap_to_graphemes(const Text& text, TextRange range)
{
    if (range.begin < text.size()) {
        const uint32_t begin = unit_at(text, range.begin, TextUnit::Grapheme).begin;
        if (range.empty()) return {begin, begin};
        range.begin = begin;
    }
    if (!range.empty()) range.end = unit_at(text, previous_code_point(text, range.end), TextUnit::Grapheme).end;
    return range;
}

}  // namespace glossator
