#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/html_tokens.h"
#include "core/io/losses.h"

// What a reader of a page in HTML sees of its text, and where each piece of it stands in the file.
namespace glossator::html {

// A stretch of the text, and of the file that it comes from, in bytes. Of the same size, they are the same byte by byte
// but for white space; else the whole stands for the whole ("é" for "&eacute;", a line end for "<br>").
struct Piece {
    uint32_t begin, end;
    size_t source_begin, source_end;
    bool is_alike() const { return end - begin == source_end - source_begin; }
};

struct PageText {
    std::string text;
    std::vector<Piece> pieces = {};  // in order; line ends and tabs that blocks and cells make are in none
};

enum class Part { Article, Page };

// The text of the page's article, or of all that a browser would show of the page: a line for each block, white space
// as browsers collapse it, a tab between cells. Adds what is left out. Of valid UTF-8.
PageText text_of_page(std::string_view bytes, Part part, Losses& losses);

// Follows the tags: which elements are open, and what that means for text. Ends of elements that were never begun are
// passed over; elements that are not ended end with the one around them.
class OpenElements {
public:
    struct Element {
        std::string name;
        bool is_unseen = false;  // no browser shows it
        bool is_beside = false;  // beside an article: menus, footers
        bool keeps_blanks = false;
        std::optional<size_t> article = {}, main = {};  // where the outermost <article> and <main> around it begin
    };
    // Takes a tag; true if lines end at it.
    bool take(const Token& tag);
    // What holds for text that comes next: of the innermost element, which has inherited it.
    const Element& innermost() const { return open_.empty() ? none_ : open_.back(); }

private:
    void close(const Token& tag);

    std::vector<Element> open_;
    Element none_;
};

}  // namespace glossator::html
