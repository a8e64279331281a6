#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/io/codec.h"

// Which documents train, and which validate and test what was trained.
namespace glossator {

inline constexpr std::array<const char*, 3> kSplits = {"train", "validation", "test"};

// "by", "event", "validation", "test", "seed".
std::vector<FormatOption> split_options();

// For each document of the project its place in kSplits. Documents that share a claim, or claims that are linked as the
// same, or a text, or with `by` "event" the value of that key of their metadata, are in one split.
//
// Each such group goes where a hash of the seed and of one of its documents' texts (or of its event) says, so that the
// others stay where they are when documents are added. The shares hold on average. Errors: a share is no number from 0
// to 100, or both are more than 100 together.
Result<std::vector<size_t>> splits_of(const Project& project, const Format& format, const FormatOptions& options);

}  // namespace glossator
