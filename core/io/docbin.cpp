#include "core/io/docbin.h"

#include "core/io/docbin_parts.h"
#include "core/io/file_name.h"
#include "core/io/json_lines.h"
#include "core/io/spacy.h"

// A DocBin says what Doc JSON says: the codec of that does all but the packing.
namespace glossator {

namespace {

bool fits(std::string_view name, std::string_view)
{
    return has_extension(name, ".spacy");
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    Result<UnpackedDocs> docs = unpack_docbin(file.bytes);
    if (!docs) return refuse(file, docs.error());
    const std::vector<InputFile> lines = {{file.name, docs->lines}};
    ReadResult out = spacy_codec().read({lines, request.schema, request.annotator, request.options});
    if (!out) {
        InputProblems problems = out.error();
        for (InputProblem& problem : problems) problem.error.offset = Error::kNoOffset;  // in what was unpacked
        return tl::unexpected(std::move(problems));
    }
    for (Loss& loss : docs->losses.take()) out->losses.push_back(std::move(loss));
    if (docs->guessed_spaces > 0)
        out->notes.push_back(
            "Of " + std::to_string(docs->guessed_spaces) +
            " documents the file doesn't know where white space is: there is a space between all words.");
    return out;
}

Result<Exported> write(const Project& project, const FormatOptions& options)
{
    Result<Exported> out = spacy_codec().write(project, options);
    if (!out) return out;
    Result<std::string> packed = pack_docbin(out->files.front().bytes);
    if (!packed) return fail(packed.error());
    std::set<std::string> taken;
    out->files.front() = {free_name(project.info().id.text, ".spacy", taken), std::move(*packed)};
    return out;
}

Status check(const Project& project, const Exported& exported, const FormatOptions& options)
{
    Result<UnpackedDocs> docs = unpack_docbin(exported.files.front().bytes);
    if (!docs) return fail(docs.error());
    return spacy_codec().check(project, {{{"", std::move(docs->lines)}}, {}}, options);
}

}  // namespace

Codec docbin_codec()
{
    Format format = spacy_codec().format;
    format.id = "spacy-docbin";
    format.title = "spaCy DocBin, for spacy train";
    format.extensions = {".spacy"};
    format.is_lines = false;
    return {std::move(format), fits, nullptr, read, write, check};
}

}  // namespace glossator
