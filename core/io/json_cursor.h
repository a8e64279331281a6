#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace glossator {

// Steps through JSON text without making a tree of it, for lists of very many records. A step that doesn't find what
// it asks for says so, and leaves the cursor anywhere: go back to a place() noted before.
class JsonCursor {
public:
    // `text` outlives the cursor.
    explicit JsonCursor(std::string_view text) : text_(text) {}

    size_t place() const { return at_; }
    void go_back(size_t place) { at_ = place; }

    // Each passes over blanks first.
    bool at_end();
    // One of []{}:, which in a file that we wrote has at most one blank before it.
    bool take(char mark)
    {
        const size_t after_blank = at_ + (at_ < text_.size() && text_[at_] == ' ' ? 1 : 0);
        if (after_blank < text_.size() && text_[after_blank] == mark) {
            at_ = after_blank + 1;
            return true;
        }
        return take_after_blanks(mark);
    }
    bool take_word(std::string_view word);  // null, true or false
    // Takes a string without escapes, controls or characters beyond ASCII.
    bool take_plain(std::string_view& out);
    // Takes a string of any length, and what it stands for; not one that has an escaped surrogate. UTF-8 isn't checked.
    bool take_text(std::string& out);
    // Takes a string that stands for exactly `text`, which is UTF-8, and needed no escape for it.
    bool take_same(std::string_view text);
    // Takes the key `name`, written without escapes, and its colon. Stays where it is, or after the key, if there is
    // something else.
    bool take_key(std::string_view name);
    // Takes a whole number without sign, fraction or exponent.
    bool take_number(uint32_t& out);
    // Takes a value of any kind as it stands. If it is JSON, no more and no less than this is the value; that it is
    // JSON isn't looked into. Empty at the end.
    std::string_view take_any();

private:
    bool take_after_blanks(char mark);
    bool skip_string();  // from its first quotation mark

    std::string_view text_;
    size_t at_ = 0;
};

}  // namespace glossator
