#include "web/automation.h"

#include "core/io/json.h"
#include "ui/automation.h"

namespace glossator {

namespace {

std::string quoted(std::string_view text)
{
    std::string out;
    write_json_string(out, text);
    return out;
}

std::string error_answer(const Error& error)
{
    return "{\"error\":" + quoted(sentence(error.message)) + "}";
}

std::string value_answer(std::string_view json)
{
    return "{\"value\":" + std::string(json) + "}";
}

// `items` as a JSON array, each written by `write`.
template <class Items, class Write>
std::string array_of(const Items& items, Write write)
{
    std::string out = "[";
    for (const auto& item : items) {
        if (out.size() > 1) out += ',';
        out += write(item);
    }
    return out + "]";
}

std::string problem_json(const FileProblem& problem)
{
    std::string where = problem.file;
    if (!problem.place.empty()) where += (where.empty() ? "" : ", ") + problem.place;
    const std::string message = where.empty() ? problem.message : where + ": " + problem.message;
    std::string out = "{\"file\":" + quoted(problem.file) + ",\"message\":" + quoted(message);
    if (problem.offset != Error::kNoOffset) out += ",\"offset\":" + std::to_string(problem.offset);
    return out + "}";
}

std::string loss_json(const Loss& loss)
{
    return "{\"what\":" + quoted(loss.what) + ",\"count\":" + std::to_string(loss.count) +
           ",\"example\":" + quoted(loss.example) + "}";
}

// {"name": "value"}; empty: none.
Result<FormatOptions> options_of(std::string_view json)
{
    FormatOptions out;
    if (json.empty()) return out;
    const Result<JsonDocument> document = JsonDocument::parse(json);
    if (!document) return fail(document.error());
    if (!document->root().is_object())
        return fail(ErrorCode::Invalid, "the options of a format are an object of names with a text each");
    for (const JsonValue& value : document->root().children()) {
        if (!value.is_string())
            return fail(ErrorCode::Invalid, "the option \"" + std::string(value.key()) + "\" has to be a text");
        out[std::string(value.key())] = value.string();
    }
    return out;
}

}  // namespace

std::string answer_call(App& app, std::string_view name, std::string_view args)
{
    const Result<std::string> result = automation_call(app, name, args);
    return result ? value_answer(*result) : error_answer(result.error());
}

std::string answer_open(App& app, std::vector<Platform::InputFile> files, OpenMode mode)
{
    const OpenOutcome outcome = app.open_files(std::move(files), mode);
    return value_answer(
        "{\"documents\":" + array_of(outcome.documents, [](const DocumentId& id) { return quoted(id.text); }) +
        ",\"problems\":" + array_of(outcome.problems, problem_json) + "}");
}

std::string extensions_json()
{
    return array_of(readable_extensions(), quoted);
}

ExportAnswer answer_export(const App& app, std::string_view format, std::string_view options)
{
    const Result<FormatOptions> read = options_of(options);
    if (!read) return {error_answer(read.error()), {}};
    Result<Exported> exported = export_project(app.project(), format, *read);
    if (!exported) return {error_answer(exported.error()), {}};
    const auto file_json = [](const ExportedFile& file) {
        return "{\"name\":" + quoted(file.name) + ",\"size\":" + std::to_string(file.bytes.size()) + "}";
    };
    return {value_answer("{\"files\":" + array_of(exported->files, file_json) +
                         ",\"losses\":" + array_of(exported->losses, loss_json) + "}"),
            std::move(exported->files)};
}

}  // namespace glossator
