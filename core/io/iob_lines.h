#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

// The lines of files with a token and its tag on each.
namespace glossator::iob {

enum class Scheme { Conll2003, Iob2, Bilou };

struct Row {
    size_t at;  // in the file
    std::string_view word, tag;
};
using Sentence = std::vector<Row>;  // never empty
using Document = std::vector<Sentence>;

// Columns are parted by single tabs, or else by runs of blanks.
std::vector<std::string_view> columns_of(std::string_view line);

// `column` of the tags, counted from 1; 0 is the last. Errors: with the byte where a line has too few columns, or what
// isn't a tag.
Result<std::vector<Document>> read_rows(std::string_view bytes, size_t column);

// "O", or one of B, I, E, S, L, U with "-" and a label.
bool is_tag(std::string_view tag);

// A span of a sentence's tokens, half open.
struct Marked {
    std::string label;
    size_t begin, end;
};
// A tag that continues what isn't there begins it.
std::vector<Marked> marked_in(const Sentence& sentence);

// The tag of the token at `place` of a span of `size` tokens.
std::string tag_of(Scheme scheme, const std::string& label, size_t place, size_t size);

// Whether the first lines are of this kind.
bool looks_like(Scheme scheme, std::string_view bytes);

}  // namespace glossator::iob
