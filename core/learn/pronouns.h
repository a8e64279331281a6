#pragma once

#include <string>
#include <string_view>

namespace glossator {

// True for words that stand for whatever was named shortly before. `joined` is joined_words() of `text`.
bool is_pronoun(std::string_view text, const std::string& joined);

}  // namespace glossator
