#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "core/base/result.h"
#include "core/edit/history.h"
#include "core/model/project.h"

// The native file, version 1 (docs/format.md): ".glossator.json", and ".glossator.jsonl" with one record a line.
namespace glossator {

inline constexpr const char* kVersion = "0.1.0";

struct ReadOptions {
    // Where a text no longer matches its hash or a quote its place: move spans to where their quotes stand once and
    // only once.
    bool reanchor = false;
};

// What is wrong with a file, in file order, each with its offset; at most 100, never empty.
using Problems = std::vector<Error>;
inline constexpr size_t kMaxProblems = 100;

// Reads either form, told apart by content. The file keeps every rule or nothing is returned.
tl::expected<Project, Problems> read_native(std::string_view file, ReadOptions options = {});

std::string write_native(const Project& project);  // the same project gives the same bytes
std::string write_native_lines(const Project& project);

// Records as they stand in a file, one JSON object without line breaks. Offsets in code points of `text`.
std::string write_record(const Text& text, const Span& span);
std::string write_record(const Document& document);
std::string write_record(const SetInfo& info);
std::string write_record(const Relation& relation);
std::string write_record(const Attribution& attribution);
std::string write_record(const Entity& entity);
std::string write_record(const Claim& claim);
std::string write_record(const Annotator& annotator);
std::string write_record(const ProjectInfo& info);
std::string write_record(const Schema& schema);

// A schema as it stands under "schema" in a project, alone in a file.
Result<Schema> read_schema(std::string_view json);

}  // namespace glossator
