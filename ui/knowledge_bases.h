#pragma once

#include <string_view>

#include "core/base/result.h"

namespace glossator {

// Whether `id` is written as that knowledge base writes its ids ("wikidata": Q42). Any id is right for a base that
// isn't known, but neither may be empty. Errors: Invalid, with how ids of the base look.
Status check_knowledge_base_id(std::string_view base, std::string_view id);

}  // namespace glossator
