#include "core/io/tokens.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/text/segmentation.h"
#include "core/text/sentences.h"

namespace glossator {

namespace {

// Appends `range` without the blanks at its ends, cut where white space stands inside.
void add_without_blanks(const Text& text, TextRange range, std::vector<TextRange>& out)
{
    uint32_t begin = range.begin;
    for (uint32_t i = range.begin; i < range.end;) {
        const auto [c, size] = decode_utf8(text.bytes(), i);
        if (is_white_space(c)) {
            if (i > begin) out.push_back({begin, i});
            begin = i + static_cast<uint32_t>(size);
        }
        i += static_cast<uint32_t>(size);
    }
    if (range.end > begin) out.push_back({begin, range.end});
}

std::vector<TextRange> words_of(const Text& text, TextRange range)
{
    std::vector<TextRange> out;
    for (uint32_t at = range.begin; at < range.end;) {
        const TextRange word = unit_at(text, at, TextUnit::Word);
        const uint32_t end = std::min(std::max(word.end, text.forward(at, 1)), range.end);
        add_without_blanks(text, {at, end}, out);
        at = end;
    }
    return out;
}

Segments segments_of(const Text& text)
{
    Segments out;
    for (uint32_t i = 0; i < text.lines(); ++i) {
        const TextRange line = text.line_content(i);
        uint32_t begin = line.begin;
        for (const uint32_t end : sentence_ends(text.slice(line))) {
            const TextRange sentence{begin, line.begin + end};
            const std::vector<TextRange> words = words_of(text, sentence);
            if (!words.empty()) out.sentences.push_back({words.front().begin, words.back().end});
            out.tokens.insert(out.tokens.end(), words.begin(), words.end());
            begin = sentence.end;
        }
    }
    return out;
}

// The tokens, and the words between them where they leave some out.
std::vector<TextRange> without_gaps(const Text& text, const std::vector<TextRange>& tokens)
{
    std::vector<TextRange> out;
    uint32_t at = 0;
    for (const TextRange& token : tokens) {
        for (const TextRange& word : words_of(text, {at, token.begin})) out.push_back(word);
        out.push_back(token);
        at = token.end;
    }
    for (const TextRange& word : words_of(text, {at, text.size()})) out.push_back(word);
    return out;
}

// The edges of all fragments, sorted, each once.
std::vector<uint32_t> edges_of(const std::vector<const Span*>& spans)
{
    std::vector<uint32_t> out;
    for (const Span* span : spans)
        for (const TextRange& range : span->at) out.insert(out.end(), {range.begin, range.end});
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<TextRange> cut(const Text& text, const std::vector<TextRange>& tokens, const std::vector<uint32_t>& edges)
{
    std::vector<TextRange> out;
    for (const TextRange& token : tokens) {
        uint32_t begin = token.begin;
        for (auto edge = std::upper_bound(edges.begin(), edges.end(), token.begin);
             edge != edges.end() && *edge < token.end; ++edge) {
            add_without_blanks(text, {begin, *edge}, out);
            begin = *edge;
        }
        add_without_blanks(text, {begin, token.end}, out);
    }
    return out;
}

// Sentences that a fragment crosses become one.
std::vector<TextRange> joined(std::vector<TextRange> sentences, const std::vector<const Span*>& spans)
{
    std::vector<TextRange> ranges;
    for (const Span* span : spans) ranges.insert(ranges.end(), span->at.begin(), span->at.end());
    std::sort(ranges.begin(), ranges.end());
    std::vector<TextRange> out;
    auto range = ranges.begin();
    uint32_t reach = 0;  // how far fragments go that begin before the sentence
    for (const TextRange& sentence : sentences) {
        const bool crossed = !out.empty() && reach > sentence.begin;
        if (crossed)
            out.back().end = sentence.end;
        else
            out.push_back(sentence);
        for (; range != ranges.end() && range->begin < sentence.end; ++range) reach = std::max(reach, range->end);
    }
    return out;
}

bool is_one_of(std::string_view token, const auto& list)
{
    return std::find(list.begin(), list.end(), token) != list.end();
}

}  // namespace

bool is_white_space(char32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 ||
           c == 0xFEFF;
}

std::vector<TokenSentence> tokenise(const Document& document, const std::vector<const Span*>& spans)
{
    const Text& text = *document.text;
    const Segments made = document.segments && !document.segments->tokens.empty() ? Segments{} : segments_of(text);
    const Segments& from = made.tokens.empty() && document.segments ? *document.segments : made;
    const std::vector<TextRange> tokens = cut(text, without_gaps(text, from.tokens), edges_of(spans));
    std::vector<TextRange> sentences = joined(from.sentences, spans);
    if (sentences.empty() && !tokens.empty()) sentences.push_back({tokens.front().begin, tokens.back().end});

    std::vector<TokenSentence> out;
    size_t sentence = 0;
    for (const TextRange& token : tokens) {
        // A token outside of every sentence goes with the one before it.
        while (sentence + 1 < sentences.size() && token.begin >= sentences[sentence + 1].begin) ++sentence;
        const bool begins = out.empty() || sentences[sentence].begin > out.back().at.begin;
        if (begins && (out.empty() || token.begin >= sentences[sentence].begin)) out.push_back({token, {}});
        out.back().at.end = token.end;
        out.back().tokens.push_back(token);
    }
    return out;
}

TokenRange tokens_of(const std::vector<TextRange>& tokens, TextRange range)
{
    const auto first = std::lower_bound(tokens.begin(), tokens.end(), range.begin,
                                        [](const TextRange& token, uint32_t byte) { return token.end <= byte; });
    const auto last = std::lower_bound(first, tokens.end(), range.end,
                                       [](const TextRange& token, uint32_t byte) { return token.begin < byte; });
    if (first == last || first->begin < range.begin || std::prev(last)->end > range.end) return {};
    return {static_cast<size_t>(first - tokens.begin()), static_cast<size_t>(last - tokens.begin())};
}

std::vector<TextRange> flat(const std::vector<TokenSentence>& sentences)
{
    std::vector<TextRange> out;
    for (const TokenSentence& sentence : sentences)
        out.insert(out.end(), sentence.tokens.begin(), sentence.tokens.end());
    return out;
}

bool Detokeniser::wants_blank(std::string_view token)
{
    constexpr std::array<std::string_view, 16> kClosing = {",", ".", ";", ":", "!", "?", ")",  "]",
                                                           "}", "%", "”", "’", "»", "…", "''", "..."};
    constexpr std::array<std::string_view, 12> kOpening = {"(", "[", "{", "“", "‘", "«", "„", "$", "€", "£", "``", "#"};
    const bool after_opening = opened_;
    opened_ = is_one_of(token, kOpening);
    if (token == "\"") {
        in_quotes_ = !in_quotes_;
        opened_ = in_quotes_;
        return in_quotes_ && !after_opening;
    }
    if (after_opening || is_one_of(token, kClosing)) return false;
    if (token == "n't") return false;
    return !(token.size() > 1 && (token[0] == '\'' || token.substr(0, 3) == "’"));
}

TextRange Detokeniser::add(std::string_view token)
{
    const bool begins = !open_;
    if (begins) in_quotes_ = opened_ = false;
    const bool blank = wants_blank(token);
    return add(token, blank && !begins ? " " : "");
}

TextRange Detokeniser::add(std::string_view token, std::string_view blanks_before)
{
    if (!open_) {
        text_ += pending_;
        pending_.clear();
        text_ += blanks_before;
        sentence_begin_ = static_cast<uint32_t>(text_.size());
        open_ = true;
    } else {
        text_ += blanks_before;
    }
    const auto begin = static_cast<uint32_t>(text_.size());
    text_ += token;
    tokens_.push_back({begin, static_cast<uint32_t>(text_.size())});
    return tokens_.back();
}

void Detokeniser::end_sentence(std::string_view end)
{
    if (!open_) return;
    sentences_.push_back({sentence_begin_, static_cast<uint32_t>(text_.size())});
    pending_ = end;
    open_ = false;
}

Result<TextPtr> Detokeniser::take_text()
{
    end_sentence();
    text_ += pending_;
    pending_.clear();
    return Text::make(std::move(text_));
}

Segments Detokeniser::segments(std::string tokenizer) const
{
    return {std::move(tokenizer), tokens_, sentences_};
}

}  // namespace glossator
