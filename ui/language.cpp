#include "ui/language.h"

#include <algorithm>
#include <vector>

#include "core/io/json.h"
#include "core/report/words.h"
#include "ui/right_to_left.h"
#include "ui/wording.h"

namespace glossator {

namespace {

std::string_view arabic_category(size_t n)
{
    const size_t last = n % 100;
    if (n <= 2) return n == 0 ? "zero" : n == 1 ? "one" : "two";
    return last >= 3 && last <= 10 ? "few" : last >= 11 ? "many" : "other";
}

}  // namespace

std::string_view plural_category(std::string_view language, size_t number)
{
    if (language == "ar") return arabic_category(number);
    if (language == "zh") return "other";
    if (language == "es" && number > 0 && number % 1'000'000 == 0) return "many";
    return number == 1 ? "one" : "other";
}

std::string_view language_for(std::string_view preferred)
{
    while (!preferred.empty()) {
        const std::string_view one = preferred.substr(0, preferred.find(','));
        const std::string_view primary = one.substr(0, one.find('-'));
        for (const LanguageName& known : kLanguages)
            if (primary == known.code) return known.code;
        preferred.remove_prefix(std::min(one.size() + 1, preferred.size()));
    }
    return kLanguages[0].code;
}

Result<Language> Language::read(std::string_view json)
{
    const Result<JsonDocument> parsed = JsonDocument::parse(json);
    if (!parsed) return glossator::fail(parsed.error());
    const JsonValue root = parsed->root();
    if (!root["language"].is_string() || !root["words"].is_object())
        return glossator::fail(ErrorCode::Invalid, "A file of words has “language” and “words”.");
    Language read;
    read.code_ = root["language"].string();
    read.right_to_left_ = root["direction"].string() == "rtl";
    read.thousands_ = root["thousands"].string();
    for (const JsonValue words : root["words"].children()) read.words_.emplace(words.key(), words.string());
    for (const JsonValue counted : root["counted"].children())
        for (const JsonValue words : counted.children())
            read.counted_[std::string(counted.key())].emplace(words.key(), words.string());
    return read;
}

const char* Language::find(std::string_view english) const
{
    const auto found = words_.find(english);
    return found == words_.end() ? nullptr : found->second.c_str();
}

const char* Language::find_counted(size_t number, std::string_view english) const
{
    const auto found = counted_.find(english);
    if (found == counted_.end()) return nullptr;
    auto words = found->second.find(plural_category(code_, number));
    if (words == found->second.end()) words = found->second.find("other");
    return words == found->second.end() ? nullptr : words->second.c_str();
}

const Language* language()
{
    const Interface* drawn = interface();
    return drawn ? drawn->language : nullptr;
}

const char* tr(const char* english)
{
    const char* found = language() ? language()->find(english) : nullptr;
    return found ? found : english;
}

std::string tr(const char* english, std::initializer_list<std::string_view> parts)
{
    if (!right_to_left()) return filled(tr(english), {parts.begin(), parts.size()});
    std::vector<std::string> own;
    for (const std::string_view part : parts) own.push_back(isolated(part));
    return filled(tr(english), std::vector<std::string_view>(own.begin(), own.end()));
}

}  // namespace glossator
