#include "core/model/records.h"

#include <array>

namespace glossator {

namespace {

constexpr std::array<const char*, 3> kRoleNames = {"annotator", "gold", "model"};  // by SetRole

}  // namespace

const char* name_of(SetRole role)
{
    const auto index = static_cast<size_t>(role);
    return index < kRoleNames.size() ? kRoleNames[index] : nullptr;
}

std::optional<SetRole> set_role_named(std::string_view name)
{
    for (size_t i = 0; i < kRoleNames.size(); ++i)
        if (name == kRoleNames[i]) return static_cast<SetRole>(i);
    return std::nullopt;
}

}  // namespace glossator
