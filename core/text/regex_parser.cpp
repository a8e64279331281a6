#include "core/text/regex_parser.h"

#include <optional>
#include <string>
#include <utility>

#include "core/base/utf8.h"

namespace glossator {

namespace {

using Kind = RegexNode::Kind;

constexpr uint32_t kMostNested = 100;
constexpr uint32_t kMostRepeats = 1000;
constexpr char32_t kLastCodePoint = 0x10FFFF;

CharacterSet word_parts()
{
    CharacterSet set;
    for (const char* name : {"L", "M", "Nd", "Pc"}) set.categories |= *categories_named(name);
    set.add(0x200C, 0x200D);
    return set;
}

CharacterSet blanks()
{
    CharacterSet set;
    set.categories = *categories_named("Z");
    set.add('\t', '\r');
    set.add(0x85, 0x85);
    return set;
}

CharacterSet digits()
{
    CharacterSet set;
    set.categories = *categories_named("Nd");
    return set;
}

CharacterSet anything_in_a_line()
{
    CharacterSet set;
    set.negated = true;
    set.add('\n', '\n');
    set.add('\r', '\r');
    set.add(0x2028, 0x2029);
    return set;
}

// One of the classes that a letter after a backslash stands for.
std::optional<CharacterSet> class_named(char32_t letter)
{
    CharacterSet set;
    switch (letter | 0x20) {
    case 'd': set = digits(); break;
    case 'w': set = word_parts(); break;
    case 's': set = blanks(); break;
    default: return std::nullopt;
    }
    set.negated = (letter & 0x20) == 0;
    return set;
}

std::string quoted(char32_t c)
{
    std::string text = "“";
    append_utf8(text, c);
    return text + "”";
}

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<RegexTree> parse()
    {
        const Result<uint32_t> root = choice(0);
        if (!root) return fail(root.error());
        if (!at_end()) return fail_at(at_, "this “)” closes nothing");
        tree_.root = *root;
        return std::move(tree_);
    }

private:
    bool at_end() const { return at_ >= text_.size(); }
    char32_t peek() const { return at_end() ? 0 : decode_utf8(text_, at_).code_point; }
    char32_t take()
    {
        const Decoded c = decode_utf8(text_, at_);
        at_ += c.length;
        return c.code_point;
    }
    bool take_if(std::string_view expected)
    {
        if (text_.substr(at_, expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }
    uint32_t add(RegexNode node)
    {
        tree_.nodes.push_back(std::move(node));
        return static_cast<uint32_t>(tree_.nodes.size() - 1);
    }
    uint32_t add_set(CharacterSet set)
    {
        tree_.sets.push_back(std::move(set));
        return add({.kind = Kind::Set, .value = static_cast<uint32_t>(tree_.sets.size() - 1)});
    }
    uint32_t add_border(Pattern::Border border)
    {
        return add({.kind = Kind::Border, .value = static_cast<uint32_t>(border)});
    }

    // a|b|c, up to the end or a closing parenthesis.
    Result<uint32_t> choice(uint32_t depth)
    {
        if (depth > kMostNested) return fail_at(at_, "more than 100 parentheses inside each other can't be read");
        RegexNode node{.kind = Kind::Choice};
        do {
            const Result<uint32_t> branch = sequence(depth);
            if (!branch) return branch;
            node.children.push_back(*branch);
        } while (take_if("|"));
        return node.children.size() == 1 ? node.children.front() : add(std::move(node));
    }

    Result<uint32_t> sequence(uint32_t depth)
    {
        RegexNode node{.kind = Kind::Sequence};
        while (!at_end() && peek() != '|' && peek() != ')') {
            const Result<uint32_t> part = repeated(depth);
            if (!part) return part;
            node.children.push_back(*part);
        }
        return add(std::move(node));
    }

    // An atom and how often it comes.
    Result<uint32_t> repeated(uint32_t depth)
    {
        Result<uint32_t> part = atom(depth);
        if (!part) return part;
        while (!at_end()) {
            RegexNode node{.kind = Kind::Repeat, .children = {*part}};
            const size_t began = at_;
            if (take_if("*")) {
                node.least = 0;
                node.most = RegexNode::kForever;
            } else if (take_if("+")) {
                node.most = RegexNode::kForever;
            } else if (take_if("?")) {
                node.least = 0;
            } else if (!count(node)) {
                at_ = began;
                break;
            }
            if (node.least > node.most) return fail_at(began, "the first of these two numbers is the larger one");
            if (node.least > kMostRepeats || (node.most > kMostRepeats && node.most != RegexNode::kForever))
                return fail_at(began, "nothing can be repeated more than 1,000 times; use * or +");
            node.greedy = !take_if("?");
            part = add(std::move(node));
        }
        return part;
    }

    // {2}, {2,} or {2,5}. Else false; a brace is then a character like any other.
    bool count(RegexNode& node)
    {
        if (!take_if("{") || !number(node.least)) return false;
        node.most = node.least;
        if (take_if(",") && !number(node.most)) node.most = RegexNode::kForever;
        return take_if("}");
    }

    bool number(uint32_t& value)
    {
        const size_t began = at_;
        uint32_t read = 0;
        for (; !at_end() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
            read = read > kMostRepeats ? read : read * 10 + static_cast<uint32_t>(text_[at_] - '0');
        if (at_ == began) return false;
        value = read;
        return true;
    }

    Result<uint32_t> atom(uint32_t depth)
    {
        const size_t began = at_;
        switch (const char32_t c = take()) {
        case '(': return group(began, depth);
        case '[': return set_in_brackets(began);
        case '.': return add_set(anything_in_a_line());
        case '^': return add_border(Pattern::Border::LineBegin);
        case '$': return add_border(Pattern::Border::LineEnd);
        case '\\': return escape(began);
        case '*':
        case '+':
        case '?': return fail_at(began, "there is nothing that " + quoted(c) + " could repeat");
        default: return add({.kind = Kind::Character, .value = c});
        }
    }

    Result<uint32_t> group(size_t began, uint32_t depth)
    {
        if (take_if("?") && !take_if(":"))
            return fail_at(began, "of the groups that begin with “(?”, only “(?:…)” can be searched for");
        const Result<uint32_t> inside = choice(depth + 1);
        if (inside && !take_if(")")) return fail_at(began, "this “(” is never closed");
        return inside;
    }

    Result<uint32_t> escape(size_t began)
    {
        if (at_end()) return fail_at(began, "there is nothing after the “\\”");
        const char32_t c = peek();
        if (c == 'b' || c == 'B') {
            take();
            return add_border(c == 'b' ? Pattern::Border::Word : Pattern::Border::NotWord);
        }
        if (c >= '1' && c <= '9')
            return fail_at(began, "what was found before can't be searched for again, as “\\1” would");
        CharacterSet set;
        if (const Result<bool> is_set = escaped_set(set); !is_set)
            return fail(is_set.error());
        else if (*is_set)
            return add_set(std::move(set));
        const Result<char32_t> character = escaped_character(began);
        if (!character) return fail(character.error());
        return add({.kind = Kind::Character, .value = *character});
    }

    // After a backslash: d, w, s, p{…} or their opposites. False, with nothing taken, if it is something else.
    Result<bool> escaped_set(CharacterSet& set)
    {
        const size_t began = at_;
        if (std::optional<CharacterSet> named = class_named(peek())) {
            take();
            set = std::move(*named);
            return true;
        }
        if (peek() != 'p' && peek() != 'P') return false;
        set.negated = take() == 'P';
        const size_t end = text_.find('}', at_);
        if (!take_if("{") || end == text_.npos) return fail_at(began, "“\\p” wants a name, as in “\\p{Lu}”");
        const std::string_view name = text_.substr(at_, end - at_);
        at_ = end + 1;
        if (const std::optional<Categories> categories = categories_named(name))
            set.categories = *categories;
        else if (name.size() == 4)
            set.scripts.push_back(script_of_tag(name));
        else
            return fail_at(began,
                           "“" + std::string(name) + "” is neither a category such as Lu nor a script such as Arab");
        return true;
    }

    // After a backslash: a character that is hard to type, or one that would mean something else without it.
    Result<char32_t> escaped_character(size_t began)
    {
        const char32_t c = take();
        switch (c) {
        case 'n': return U'\n';
        case 'r': return U'\r';
        case 't': return U'\t';
        case 'f': return U'\f';
        case 'v': return U'\v';
        case '0': return U'\0';
        case 'x': return hexadecimal(began, 2);
        case 'u': return hexadecimal(began, 4);
        default: break;
        }
        if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80)
            return fail_at(began, "“\\" + std::string(1, static_cast<char>(c)) + "” means nothing");
        return c;
    }

    // As many digits, or any number of them in braces.
    Result<char32_t> hexadecimal(size_t began, size_t digits_wanted)
    {
        const bool braces = take_if("{");
        char32_t value = 0;
        size_t digits_taken = 0;
        for (; !at_end() && (braces || digits_taken < digits_wanted); ++digits_taken) {
            const auto c = static_cast<unsigned char>(text_[at_]);
            const uint32_t digit =
                c >= '0' && c <= '9' ? c - '0' : ((c | 0x20u) - 'a' < 6u ? (c | 0x20u) - 'a' + 10 : 16);
            if (digit > 15 || value > kLastCodePoint) break;
            value = value * 16 + digit;
            ++at_;
        }
        const bool complete = braces ? digits_taken > 0 && take_if("}") : digits_taken == digits_wanted;
        if (!complete || value > kLastCodePoint)
            return fail_at(began, "this is no code point; write it as in “\\u00E9” or “\\u{1F600}”");
        return value;
    }

    Result<uint32_t> set_in_brackets(size_t began)
    {
        CharacterSet set;
        set.negated = take_if("^");
        while (!at_end() && peek() != ']') {
            std::optional<char32_t> first;
            if (const Status read = member(set, first); !read) return fail(read.error());
            const bool stretch =
                first && text_.substr(at_, 1) == "-" && at_ + 1 < text_.size() && text_[at_ + 1] != ']';
            if (!first) continue;
            if (!stretch) {
                set.add(*first, *first);
                continue;
            }
            const size_t dash = at_++;
            std::optional<char32_t> last;
            if (const Status read = member(set, last); !read) return fail(read.error());
            if (!last || *last < *first) return fail_at(dash, "what “-” stands between must go upwards");
            set.add(*first, *last);
        }
        if (!take_if("]")) return fail_at(began, "this “[” is never closed");
        return add_set(std::move(set));
    }

    // One character in brackets, or a class of them, which becomes part of `set`.
    Status member(CharacterSet& set, std::optional<char32_t>& character)
    {
        const size_t began = at_;
        const char32_t c = take();
        if (c != '\\') {
            character = c;
            return {};
        }
        if (at_end()) return fail_at(began, "there is nothing after the “\\”");
        CharacterSet part;
        const Result<bool> is_set = escaped_set(part);
        if (!is_set) return fail(is_set.error());
        if (*is_set) {
            set.parts.push_back(std::move(part));
            return {};
        }
        if (take_if("b")) {
            character = U'\b';
            return {};
        }
        const Result<char32_t> escaped = escaped_character(began);
        if (!escaped) return fail(escaped.error());
        character = *escaped;
        return {};
    }

    std::string_view text_;
    size_t at_ = 0;
    RegexTree tree_;
};

}  // namespace

Result<RegexTree> parse_regex(std::string_view expression)
{
    return Parser(expression).parse();
}

}  // namespace glossator
