#pragma once

#include <cstdint>
#include <string_view>

namespace glossator {

// The number by which spaCy's StringStore (version 3) knows a text: 0 for the empty one, the position among its symbols
// ("DATE", "nsubj") for one of these, else MurmurHash64A with seed 1 of its UTF-8.
uint64_t spacy_id(std::string_view text);

}  // namespace glossator
