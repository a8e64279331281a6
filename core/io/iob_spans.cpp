#include "core/io/iob_spans.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace glossator::iob {

std::string label_in_tag(std::string_view label)
{
    std::string out;
    for (size_t i = 0; i < label.size();) {
        const auto [c, size] = decode_utf8(label, i);
        if (c < 0x20 || c == 0x7F || is_white_space(c))
            out += '_';
        else
            out += label.substr(i, size);
        i += size;
    }
    return out;
}

std::string word_in_column(std::string_view word)
{
    std::string out;
    for (const char c : word) {
        if ((c >= 0 && c < ' ') || c == 0x7F)
            out += "\xEF\xBF\xBD";
        else
            out += c;
    }
    return out;
}

std::vector<FlatSpan> flat_spans(const glossator::Document& document, std::vector<const Span*> spans,
                                 const std::vector<TextRange>& tokens, Losses* losses)
{
    const auto lose = [&](const char* what, const Span& span) {
        if (losses != nullptr) losses->add(what, shown(document, span));
    };
    std::stable_sort(spans.begin(), spans.end(),
                     [](const Span* a, const Span* b) { return a->at.front().size() > b->at.front().size(); });
    std::vector<bool> taken(tokens.size());
    std::vector<FlatSpan> out;
    for (const Span* span : spans) {
        const TextRange at = span->at.front();
        const TokenRange range = tokens_of(tokens, at);
        if (range.empty()) {
            lose("spans of nothing but blanks", *span);
            continue;
        }
        const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(range.begin);
        const auto end = taken.begin() + static_cast<std::ptrdiff_t>(range.end);
        if (std::find(begin, end, true) != end) {
            lose("spans inside of or across longer ones", *span);
            continue;
        }
        std::fill(begin, end, true);
        if (tokens[range.begin].begin != at.begin || tokens[range.end - 1].end != at.end)
            lose("blanks at the ends of spans", *span);
        out.push_back({span, range});
    }
    std::sort(out.begin(), out.end(),
              [](const FlatSpan& a, const FlatSpan& b) { return a.tokens.begin < b.tokens.begin; });
    return out;
}

void count_text_losses(const glossator::Document& document, const std::vector<TokenSentence>& sentences, Losses& losses)
{
    Detokeniser again;
    for (const TokenSentence& sentence : sentences) {
        for (const TextRange& token : sentence.tokens) {
            const std::string_view word = document.text->slice(token);
            if (word_in_column(word) != word) losses.add("control characters in tokens", document.id.text);
            again.add(word);
        }
        again.end_sentence();
    }
    const Result<TextPtr> text = again.take_text();
    if (!text || (*text)->bytes() != document.text->bytes())
        losses.add("blanks between tokens and sentences", document.id.text);
}

Result<std::vector<TextRange>> places_of(const Document& rows, const Text& text)
{
    std::vector<TextRange> out;
    uint32_t at = 0;
    const auto skip = [&] {
        while (at < text.size()) {
            const auto [c, size] = decode_utf8(text.bytes(), at);
            if (!is_white_space(c)) return;
            at += size;
        }
    };
    for (const Sentence& sentence : rows)
        for (const Row& row : sentence) {
            skip();
            uint32_t end = at;
            std::string passed;
            while (end < text.size() && passed.size() < row.word.size()) {
                const uint32_t size = decode_utf8(text.bytes(), end).length;
                passed += word_in_column(text.bytes().substr(end, size));
                end += size;
            }
            if (passed != row.word)
                return fail(ErrorCode::Invalid, "the token “" + std::string(row.word) + "” isn't the text's next one");
            out.push_back({at, end});
            at = end;
        }
    skip();
    if (at < text.size()) return fail(ErrorCode::Invalid, "the last words of the text are missing in what was written");
    return out;
}

}  // namespace glossator::iob
