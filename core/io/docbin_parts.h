#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/losses.h"

// Between the bytes of a DocBin and Doc JSON, a document a line.
namespace glossator {

// Numbers by which spaCy knows the attributes of tokens (spacy/symbols.pyx; the order of core/io/spacy_strings.cpp).
enum class TokenAttribute : uint64_t {
    Orth = 65,
    Lemma = 73,
    Pos = 74,
    Tag = 75,
    Dep = 76,
    EntIob = 77,
    EntType = 78,
    Head = 79,
    SentStart = 80,
    EntKbId = 452,
    Morph = 453,
};
// Values of EntIob.
inline constexpr uint64_t kIobInside = 1, kIobOutside = 2, kIobBegin = 3;
// The key of what stands beside, in a Doc's user data and in "_" of Doc JSON.
inline constexpr std::string_view kBesideKey = "glossator";

// The DocBin of lines as the codec "spacy" writes them.
Result<std::string> pack_docbin(std::string_view lines);

struct UnpackedDocs {
    std::string lines;
    size_t guessed_spaces = 0;  // documents that don't know where white space is
    Losses losses;              // what Doc JSON has no place for
};
// Never trusts `bytes`. Errors: Invalid, without place, since what is damaged was packed; TooLarge.
Result<UnpackedDocs> unpack_docbin(std::string_view bytes);

}  // namespace glossator
