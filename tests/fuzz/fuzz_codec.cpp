#include <cstdlib>
#include <string>

#include "core/io/formats.h"

#ifndef GLOSSATOR_FUZZ_CODEC
#error "GLOSSATOR_FUZZ_CODEC is the id of the format to read"
#endif

// Whatever is read keeps every rule of the native file, and is written again in its own format, which reads its own
// files. The input is the file; behind a line of "%%%%", the first of those that come with it.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    using namespace glossator;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Format& format = *format_named(GLOSSATOR_FUZZ_CODEC);
    const std::string name = "fuzz" + format.extensions.front();
    constexpr std::string_view kBorder = "\n%%%%\n";
    const size_t border = bytes.find(kBorder);
    std::vector<InputFile> files{{name, bytes.substr(0, border)}};
    const std::vector<std::string> companions = companions_of(format, name);
    if (border != std::string_view::npos && !companions.empty())
        files.push_back({companions.front(), bytes.substr(border + kBorder.size())});
    ImportOptions options;
    options.format = format.id;
    const ReadResult read = import_files(files, options);
    if (!read) {
        for (const InputProblem& problem : read.error())
            if (problem.error.message.empty()) __builtin_trap();
        return 0;
    }
    if (!read_native(write_native(read->project))) __builtin_trap();
    if (!format.writes) return 0;
    const Result<Exported> exported = export_project(read->project, format.id);
    if (!exported) __builtin_trap();
    std::vector<InputFile> again;
    for (const ExportedFile& file : exported->files) again.push_back({file.name, file.bytes});
    for (const FileGroup& group : group_files(again)) {
        std::vector<InputFile> together;
        for (const size_t index : group.files) together.push_back(again[index]);
        if (group.format == &format && !import_files(together, options)) __builtin_trap();
    }
    return 0;
}
