#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/iob_lines.h"
#include "core/io/losses.h"
#include "core/io/tokens.h"

// Spans and words for files that have nothing but tokens.
namespace glossator::iob {

// A span as a file of this kind has it: whole tokens, flat.
struct FlatSpan {
    const Span* span;
    TokenRange tokens;
};
// Of spans of one fragment that share a token the longest, of equals the first. The others go to `losses`, if there is
// such a list.
std::vector<FlatSpan> flat_spans(const glossator::Document& document, std::vector<const Span*> spans,
                                 const std::vector<TextRange>& tokens, Losses* losses);

// A tag's label: white space and controls, at which readers would part columns, become "_".
std::string label_in_tag(std::string_view label);
// A token in a column: controls, at which Python parts columns and lines too, become U+FFFD.
std::string word_in_column(std::string_view word);

// Adds what of the document's text doesn't come back from its tokens.
void count_text_losses(const glossator::Document& document, const std::vector<TokenSentence>& sentences,
                       Losses& losses);

// Where the words stand in the text: each behind the one before, with nothing but white space in between. Errors: a
// sentence that names the first word that isn't there.
Result<std::vector<TextRange>> places_of(const Document& rows, const Text& text);

}  // namespace glossator::iob
