#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace glossator {

// The words of the interface in another language than the one they are written in here, English: a file of
// assets/languages.
class Language {
public:
    // Errors: no such file.
    static Result<Language> read(std::string_view json);

    const std::string& code() const { return code_; }  // BCP 47
    bool right_to_left() const { return right_to_left_; }
    const std::string& thousands() const { return thousands_; }  // what stands between groups of three digits

    // What the English words are in it; null if the file doesn't have them. Holds as long as the language.
    const char* find(std::string_view english) const;
    // Words with "{}" where the number stands, which depend on it: `english` is what they are for many. Null likewise.
    const char* find_counted(size_t number, std::string_view english) const;

private:
    std::string code_;
    bool right_to_left_ = false;
    std::string thousands_;
    std::map<std::string, std::string, std::less<>> words_;
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> counted_;  // by plural category
};

// The categories by which Unicode CLDR tells plurals apart in a language: "zero", "one", "two", "few", "many", "other".
// https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
std::string_view plural_category(std::string_view language, size_t number);

// The languages that there are, English first.
struct LanguageName {
    const char* code;
    const char* name;  // in the language itself
};
inline constexpr LanguageName kLanguages[] = {
    {"en", "English"}, {"es", "Español"}, {"ar", "العربية"}, {"ur", "اردو"}, {"zh", "中文"}};
// The first of those that are `preferred` (BCP 47, with commas between them) which there is; else "en".
std::string_view language_for(std::string_view preferred);

// The language of the interface that is being drawn (see ui/right_to_left.h); null for English.
const Language* language();
inline bool right_to_left()
{
    return language() && language()->right_to_left();
}

// The interface's words in its language, or as they are. Holds until the language changes.
const char* tr(const char* english);
// The same with `parts` in place of "{}", in their order, or of "{1}", "{2}" where a language has another one. A part
// keeps its own direction.
std::string tr(const char* english, std::initializer_list<std::string_view> parts);
// Marks words of a table for the files of assets/languages; they go through tr() when they are shown.
constexpr const char* tr_later(const char* english)
{
    return english;
}

}  // namespace glossator
