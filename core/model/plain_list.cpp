#include "core/model/plain_list.h"

#include <algorithm>

namespace glossator {

bool is_plain(std::string_view word)
{
    // Also the three beyond ASCII that the native file escapes: U+2028, U+2029, U+FEFF.
    return std::none_of(word.begin(), word.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }) &&
           word.find("\xE2\x80\xA8") == word.npos && word.find("\xE2\x80\xA9") == word.npos &&
           word.find("\xEF\xBB\xBF") == word.npos;
}

std::optional<std::vector<std::string>> plain_list(const JsonMembers& members, std::string_view key)
{
    std::vector<std::string> words;
    const std::string* json = find_member(members, key);
    if (!json || *json == "[]") return words;
    if (json->size() < 4 || json->front() != '[' || json->back() != ']') return std::nullopt;
    // Canonical JSON: ["one","two"].
    for (size_t at = 1;; ++at) {
        if (at >= json->size() || (*json)[at] != '"') return std::nullopt;
        const size_t end = json->find('"', at + 1);
        if (end == json->npos || end + 1 >= json->size()) return std::nullopt;
        std::string word = json->substr(at + 1, end - at - 1);
        if (!is_plain(word)) return std::nullopt;
        words.push_back(std::move(word));
        at = end + 1;
        if (at + 1 == json->size()) return words;
        if ((*json)[at] != ',') return std::nullopt;
    }
}

void set_plain_list(JsonMembers& members, std::string_view key, const std::vector<std::string>& words)
{
    std::string json;
    for (const std::string& word : words) json += (json.empty() ? "[\"" : ",\"") + word + "\"";
    set_member(members, key, json.empty() ? json : json + "]");
}

void set_member(JsonMembers& members, std::string_view key, std::string json)
{
    const auto at = std::lower_bound(members.begin(), members.end(), key,
                                     [](const auto& member, std::string_view k) { return member.first < k; });
    const bool there = at != members.end() && at->first == key;
    if (json.empty()) {
        if (there) members.erase(at);
    } else if (there) {
        at->second = std::move(json);
    } else {
        members.insert(at, {std::string(key), std::move(json)});
    }
}

const std::string* find_member(const JsonMembers& members, std::string_view key)
{
    for (const auto& [name, json] : members)
        if (name == key) return &json;
    return nullptr;
}

}  // namespace glossator
