#include "core/io/formats.h"

// Every file is taken in whole or refused with a place inside it.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::vector<std::string> notes;
    glossator::ImportOptions options;
    options.format = "text";  // whatever it looks like
    const auto project = glossator::import_file("fuzz.txt", bytes, options, notes);
    if (!project) {
        if (project.error().front().offset > size) __builtin_trap();
        return 0;
    }
    if (!bytes.ends_with(project->documents().front().text->bytes())) __builtin_trap();
    if (!glossator::read_native(glossator::write_native(*project))) __builtin_trap();
    return 0;
}
