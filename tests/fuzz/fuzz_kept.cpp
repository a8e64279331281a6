#include "core/io/journal.h"
#include "core/io/native.h"

// A file of what was kept is read as far as it can be, and what is read is a project that keeps the rules.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    const auto kept = glossator::read_journal_file({reinterpret_cast<const char*>(data), size});
    if (!kept) return 0;
    for (const std::string& line : kept->lines) (void)glossator::read_journal_line(line);
    const auto replayed = glossator::replay_journal(*kept);
    if (!replayed) return 0;
    if (!glossator::read_native(glossator::write_native(replayed->history.project()))) __builtin_trap();
    const auto again = glossator::read_journal_file(glossator::write_journal_file(*kept));
    if (!again || again->snapshot != kept->snapshot || again->lines != kept->lines) __builtin_trap();
    return 0;
}
