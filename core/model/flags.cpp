#include "core/model/flags.h"

#include "core/model/plain_list.h"

namespace glossator {

bool is_flagged(const Span& span)
{
    return find_member(span.extra, kFlagsKey) != nullptr;
}

std::vector<std::string> flags_of(const Span& span)
{
    return plain_list(span.extra, kFlagsKey).value_or(std::vector<std::string>());
}

std::vector<std::string> flags_of(const Attribution& attribution)
{
    return plain_list(attribution.extra, kFlagsKey).value_or(std::vector<std::string>());
}

}  // namespace glossator
