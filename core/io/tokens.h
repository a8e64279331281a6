#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/records.h"

// Tokens and sentences for formats that know nothing finer, and texts from formats that know nothing else.
namespace glossator {

struct TokenSentence {
    TextRange at;                   // from its first token to its last
    std::vector<TextRange> tokens;  // sorted, not overlapping, without blanks in between or at their ends
};

// The document's own segments where it has some, with the words that they leave out, else its words, numbers and marks
// (UAX #29, with "’s" a token of its own) and its sentences, line by line. A token begins and ends at every edge of the
// spans, and sentences that a fragment crosses are one. Blanks belong to no token. O(text).
std::vector<TokenSentence> tokenise(const Document& document, const std::vector<const Span*>& spans);

// The tokens that cover `range`, half open, in tokens counted through all `tokens`; empty if its edges lie on none.
struct TokenRange {
    size_t begin = 0, end = 0;
    bool empty() const { return begin == end; }
};
TokenRange tokens_of(const std::vector<TextRange>& tokens, TextRange range);

// All tokens of all sentences, in order.
std::vector<TextRange> flat(const std::vector<TokenSentence>& sentences);

// White_Space of Unicode, and U+FEFF.
bool is_white_space(char32_t c);

// Puts a text together from tokens. Where the format doesn't say what stood between two of them, there is one space but
// none before , . ; : ! ? ) ] } % ’ ” and what begins with an apostrophe, nor after ( [ { ‘ “ and a currency sign; of
// straight quotation marks the first of a sentence opens, the next closes. A sentence ends with a line feed.
class Detokeniser {
public:
    // Returns the token's place.
    TextRange add(std::string_view token);
    TextRange add(std::string_view token, std::string_view blanks_before);
    // `end` stands behind the last token, where the format says so.
    void end_sentence(std::string_view end = "\n");
    bool in_sentence() const { return open_; }

    // The text so far, and where its tokens and sentences are. Nothing can be added after it.
    Result<TextPtr> take_text();
    Segments segments(std::string tokenizer) const;

private:
    bool wants_blank(std::string_view token);

    std::string text_;
    std::string pending_;  // what ends the last sentence, if another follows
    bool open_ = false;    // inside a sentence
    uint32_t sentence_begin_ = 0;
    bool in_quotes_ = false;
    bool opened_ = false;  // the last token was an opening mark
    std::vector<TextRange> tokens_, sentences_;
};

}  // namespace glossator
