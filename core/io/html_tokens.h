#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The tags and texts of an HTML file, told apart as the standard's tokenizer does. What it says of scripts that write
// comments, and of <![CDATA[ in SVG and MathML, is left out; so are names of characters that texts don't use.
namespace glossator::html {

struct TagAttribute {
    std::string name;   // lower case
    std::string value;  // its references read
};

struct Token {
    enum class Kind { Open, Close, Text, Raw };  // Raw: a text in which no references are read
    Kind kind;
    size_t begin, end;                          // in the file
    std::string name = {};                      // of the tag, lower case
    std::vector<TagAttribute> attributes = {};  // of an open tag, each name once

    const std::string* find(std::string_view attribute) const;  // null if it isn't there
};

// Gives the tokens in the order of the file; comments and declarations are passed over, as is a tag that the file ends
// in.
class Tokens {
public:
    // Of valid UTF-8, which has to live as long.
    explicit Tokens(std::string_view bytes) : bytes_(bytes) {}
    std::optional<Token> next();

private:
    size_t markup_from(size_t at) const;
    bool take_markup(Token& token);
    bool take_tag(Token& token, size_t name);
    bool take_attribute(Token& token, size_t& at) const;
    Token take_raw();

    std::string_view bytes_;
    size_t at_ = 0;
    std::string raw_;  // the element whose content is only text until its end tag
};

// What a reference to a character stands for.
struct Reference {
    std::string text;
    size_t length;  // in the file, with "&"
};
// The one that begins with the "&" at `at`; nothing if it is none. In attributes fewer are.
std::optional<Reference> reference_at(std::string_view source, size_t at, bool is_attribute = false);
std::string with_references_read(std::string_view source, bool is_attribute = false);

// The white space of HTML: space, tab, line feed, form feed, carriage return.
constexpr bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

}  // namespace glossator::html
