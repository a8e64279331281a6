#pragma once

#include <cstddef>

// How much is taken in from outside; more is refused with a sentence, and what was open stays as it was.
namespace glossator {

inline constexpr size_t kMaxTextBytes = 32u << 20;   // of a plain text
inline constexpr size_t kMaxFileBytes = 512u << 20;  // of a file, and of all files that are opened together
inline constexpr size_t kMaxFilesTogether = 20'000;
inline constexpr size_t kMaxJsonDepth = 64;  // arrays and objects within each other

// Records of a project that comes from a file.
struct RecordLimits {
    size_t documents = 20'000;
    size_t spans = 5'000'000;
};

}  // namespace glossator
