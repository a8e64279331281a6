#include "core/base/sha256_blocks.h"

namespace glossator {

bool has_sha256_instructions()
{
    return false;
}

void hash_sha256_by_instructions(Sha256State&, const char*, size_t) {}

}  // namespace glossator
