#include "core/io/journal.h"
#include "core/io/native.h"

namespace {

constexpr const char* kProject =
    R"({"format": "glossator", "version": 1, "offset_unit": "codepoint", "project": {"id": "p"},
    "schema": {"labels": [{"id": "A", "layer": "entity", "color": "#000000"}], "claim_relations": ["same"]}, "annotators": [{"id": "m"}],
    "documents": [{"id": "d-1", "text": "Zoë said so.", "sha256": "3371f219c47475fd6e97bf556bf0347e4db845906cc69f53130aa5b34b8a79bb",
    "length": {"codepoints": 12, "utf16": 12, "bytes": 13}}], "entities": [], "claims": [],
    "sets": [{"id": "t-1", "document": "d-1", "by": "m", "role": "gold", "status": "open", "spans": [], "relations": [], "attributions": []}]})";

}  // namespace

// A line that is taken in can be undone, whatever it says.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    auto project = glossator::read_native(kProject, {true});
    if (!project) __builtin_trap();
    glossator::History history(std::move(*project));
    const std::string before = glossator::write_native(history.project());
    if (!glossator::replay_journal_line(history, {reinterpret_cast<const char*>(data), size})) return 0;
    if (history.steps_done() > 0 && !history.undo()) __builtin_trap();
    if (glossator::write_native(history.project()) != before) __builtin_trap();
    return 0;
}
