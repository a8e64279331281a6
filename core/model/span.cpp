#include "core/model/span.h"

namespace glossator {

uint32_t Span::covered_bytes() const
{
    uint32_t bytes = 0;
    for (const TextRange& fragment : at) bytes += fragment.size();
    return bytes;
}

bool precedes(const Span& a, const Span& b)
{
    if (a.begin() != b.begin()) return a.begin() < b.begin();
    if (a.end() != b.end()) return a.end() > b.end();
    return a.id < b.id;
}

}  // namespace glossator
