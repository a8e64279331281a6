#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/text_range.h"

namespace glossator {

// A stretch of a block's text that isn't plain.
struct MarkdownRun {
    TextRange bytes;
    bool strong = false;
    bool emphasis = false;
    bool code = false;
    bool struck = false;
    std::string link = {};  // where it leads to; empty: nowhere
};

// A piece of a Markdown text as it stands below the one before it.
struct MarkdownBlock {
    enum class Kind { Heading, Paragraph, Code, Row, Rule };
    Kind kind = Kind::Paragraph;
    uint8_t level = 0;   // of a heading, 1 to 6; of a table's row, 1 in its head
    uint8_t depth = 0;   // lists around it
    uint8_t quotes = 0;  // quotes around it
    std::string marker;  // "•", "3.", of the first block of a list's item
    std::string text;    // what is read, without marks; of a row, that of all cells
    std::vector<MarkdownRun> runs;
    std::vector<TextRange> cells;  // of a row
};

// CommonMark with tables, struck text and bare links. HTML is text like any other: nothing of it is rendered. Never
// fails; `text` is UTF-8. O(size).
std::vector<MarkdownBlock> read_markdown(std::string_view text);

}  // namespace glossator
