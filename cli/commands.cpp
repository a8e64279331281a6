#include "cli/commands.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <utility>

#include "cli/files.h"
#include "core/edit/compose.h"
#include "core/io/formats.h"
#include "core/io/json.h"

namespace glossator::cli {

namespace {

constexpr int kDone = 0;
constexpr int kInputAtFault = 1;
constexpr int kWrongUsage = 2;

std::string shown_name(const std::string& file)
{
    return file == "-" ? "standard input" : file;
}

// The project in a file; what is wrong with it goes to standard error, a line each.
std::optional<Project> read_project(const std::string& file, const std::string& format = {})
{
    ImportOptions options;
    options.annotator = {AnnotatorId("annotator"), "", "human", {}};
    options.format = format;
    const std::string bytes = read_file(file);
    std::vector<std::string> notes;
    tl::expected<Project, Problems> project = import_file(file == "-" ? "standard-input" : file, bytes, options, notes);
    for (const std::string& note : notes) std::cerr << shown_name(file) << ": " << note << '\n';
    if (project) return std::move(*project);
    for (const Error& error : project.error()) std::cerr << place(shown_name(file), bytes, error) << '\n';
    return std::nullopt;
}

// Adds `incoming` to the project of `history`, as opening it beside would.
Status merge(History& history, const Project& incoming)
{
    IdMaker ids(history.project());
    Result<Composed> merged = merge_project(Context{history.project(), ids, {}, {}}, incoming);
    if (!merged) return fail(merged.error());
    return history.run(std::move(merged->step));
}

std::optional<Project> read_projects(const std::vector<std::string>& files, const std::string& format)
{
    std::optional<History> history;
    bool fine = true;
    for (const std::string& file : files) {
        std::optional<Project> project = read_project(file, format);
        if (!project) {
            fine = false;
        } else if (!history) {
            history.emplace(std::move(*project));
        } else if (Status status = merge(*history, *project); !status) {
            std::cerr << shown_name(file) << ": it can't be joined to the files before it: " << status.error().message
                      << '\n';
            fine = false;
        }
    }
    if (!fine) return std::nullopt;
    return history->take_project();
}

std::string loss_report(const std::string& format, const std::vector<Loss>& losses)
{
    std::string out = "{\"format\": ";
    write_json_string(out, format);
    out += ", \"losses\": [";
    for (size_t i = 0; i < losses.size(); ++i) {
        out += i > 0 ? ",\n  {\"what\": " : "\n  {\"what\": ";
        write_json_string(out, losses[i].what);
        out += ", \"count\": " + std::to_string(losses[i].count) + ", \"example\": ";
        write_json_string(out, losses[i].example);
        out += '}';
    }
    return out + "]}\n";
}

void write_files(const std::vector<ExportedFile>& files, const std::string& output)
{
    if (files.size() == 1 && !is_folder(output)) return write_file(output, files.front().bytes);
    make_folder(output);
    for (const ExportedFile& file : files) write_file(output + "/" + file.name, file.bytes);
}

// How much of what a project holds; the same numbers for people and programs.
struct Counts {
    size_t documents = 0, code_points = 0, bytes = 0, entities = 0, claims = 0, sets = 0, spans = 0, relations = 0,
           attributions = 0;
    std::map<LabelId, size_t> labels;
};

Counts count(const Project& project)
{
    Counts out;
    out.documents = project.documents().size();
    for (const Document& document : project.documents()) {
        out.code_points += document.text->code_points();
        out.bytes += document.text->size();
    }
    out.entities = project.entities().size();
    out.claims = project.claims().size();
    out.sets = project.sets().size();
    for (const LabelDef& label : project.schema().labels) out.labels[label.id] = 0;
    for (const auto& set : project.sets()) {
        out.spans += set->spans.size();
        out.relations += set->relations.size();
        out.attributions += set->attributions.size();
        set->spans.for_each([&](const Span& span) { ++out.labels[span.label]; });
    }
    return out;
}

using Rows = std::vector<std::pair<const char*, size_t>>;

Rows rows(const Counts& counts)
{
    return {{"documents", counts.documents}, {"codepoints", counts.code_points}, {"bytes", counts.bytes},
            {"entities", counts.entities},   {"claims", counts.claims},          {"sets", counts.sets},
            {"spans", counts.spans},         {"relations", counts.relations},    {"attributions", counts.attributions}};
}

std::string stats_json(const std::string& file, const Counts& counts)
{
    std::string out = "{\"file\": ";
    write_json_string(out, file);
    for (const auto& [name, number] : rows(counts)) out += std::string(", \"") + name + "\": " + std::to_string(number);
    out += ", \"labels\": {";
    for (const auto& [label, number] : counts.labels) {
        if (out.back() != '{') out += ", ";
        write_json_string(out, label.text);
        out += ": " + std::to_string(number);
    }
    return out + "}}";
}

std::string stats_text(const std::string& file, const Counts& counts)
{
    std::string out = file + '\n';
    const auto row = [&](const std::string& name, size_t number) {
        const std::string digits = std::to_string(number);
        out += std::string(digits.size() < 12 ? 12 - digits.size() : 0, ' ') + digits + "  " + name + '\n';
    };
    for (const auto& [name, number] : rows(counts)) row(name, number);
    for (const auto& [label, number] : counts.labels) row("spans " + label.text, number);
    return out;
}

std::string format_json(const Format& format)
{
    std::string out = "{\"id\": ";
    write_json_string(out, format.id);
    out += ", \"title\": ";
    write_json_string(out, format.title);
    out += ", \"extensions\": [";
    for (const std::string& extension : format.extensions) {
        if (out.back() != '[') out += ", ";
        write_json_string(out, extension);
    }
    out += std::string("], \"reads\": ") + (format.reads ? "true" : "false") +
           ", \"writes\": " + (format.writes ? "true" : "false");
    return out + "}";
}

// An array with one item a line.
std::string json_lines(const std::vector<std::string>& items)
{
    std::string out = "[";
    for (const std::string& item : items) out += (out.size() > 1 ? ",\n " : "\n ") + item;
    return out + "\n]\n";
}

}  // namespace

int convert(const ConvertOptions& options)
{
    if (!options.from.empty() && format_named(options.from) == nullptr) {
        std::cerr << "glossator: there is no format \"" << options.from << "\"; `glossator formats` lists them\n";
        return kWrongUsage;
    }
    const Format* to = format_named(options.to);
    if (to == nullptr || !to->writes) {
        std::cerr << "glossator: the format \"" << options.to
                  << "\" can't be written; `glossator formats` lists them\n";
        return kWrongUsage;
    }
    if (std::count(options.inputs.begin(), options.inputs.end(), "-") > 1) {
        std::cerr << "glossator: standard input can be read only once\n";
        return kWrongUsage;
    }
    const std::optional<Project> project = read_projects(options.inputs, options.from);
    if (!project) return kInputAtFault;
    const Result<Exported> exported = export_project(*project, options.to);
    if (!exported) {
        std::cerr << "glossator: " << exported.error().message << '\n';
        return kWrongUsage;
    }
    for (const Loss& loss : exported->losses)
        std::cerr << shown_name(options.inputs.front()) << ": " << to->id << " can't carry the " << loss.what << " ("
                  << loss.count << ", for example \"" << loss.example << "\")\n";
    if (!options.loss_report.empty()) write_file(options.loss_report, loss_report(options.to, exported->losses));
    if (options.strict && !exported->losses.empty()) return kInputAtFault;
    if (options.output == "-" && exported->files.size() != 1) {
        std::cerr << "glossator: " << exported->files.size()
                  << " files don't go to standard output; name a folder with -o\n";
        return kWrongUsage;
    }
    write_files(exported->files, options.output);
    return kDone;
}

int validate(const std::vector<std::string>& files)
{
    int code = kDone;
    for (const std::string& file : files)
        if (!read_project(file)) code = kInputAtFault;
    return code;
}

int stats(const std::vector<std::string>& files, bool as_json)
{
    int code = kDone;
    std::vector<std::string> items;
    for (const std::string& file : files) {
        const std::optional<Project> project = read_project(file);
        if (!project)
            code = kInputAtFault;
        else if (as_json)
            items.push_back(stats_json(file, count(*project)));
        else
            std::cout << stats_text(file, count(*project));
    }
    if (as_json) std::cout << json_lines(items);
    return code;
}

int list_formats(bool as_json)
{
    std::vector<std::string> items;
    for (const Format& format : formats()) {
        if (as_json)
            items.push_back(format_json(format));
        else
            std::cout << format.id << '\t' << (format.reads ? "reads" : "-") << '\t' << (format.writes ? "writes" : "-")
                      << '\t' << format.title << '\n';
    }
    if (as_json) std::cout << json_lines(items);
    return kDone;
}

int not_built_yet(const std::string& command)
{
    std::cerr << "glossator: \"" << command << "\" isn't built yet\n";
    return kWrongUsage;
}

}  // namespace glossator::cli
