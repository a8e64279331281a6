#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/attributes.h"

// Lists of words that the tool keeps in "x-" members of records, as a JSON array of strings.
namespace glossator {

// True if JSON writes it without an escape; other words can't be kept in a list.
bool is_plain(std::string_view word);

// The words under `key`, none if there is no such member. Nothing for what isn't a list of plain words: somebody
// else's, to be left as it is.
std::optional<std::vector<std::string>> plain_list(const JsonMembers& members, std::string_view key);

// Each word is plain. An empty list takes the member out.
void set_plain_list(JsonMembers& members, std::string_view key, const std::vector<std::string>& words);

// Puts any JSON value under `key`; an empty text takes the member out.
void set_member(JsonMembers& members, std::string_view key, std::string json);

// The JSON under `key`, or null.
const std::string* find_member(const JsonMembers& members, std::string_view key);

}  // namespace glossator
