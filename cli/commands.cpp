#include "cli/commands.h"

#include <iostream>
#include <map>
#include <utility>

#include "cli/exit_codes.h"
#include "cli/inputs.h"
#include "cli/lines.h"
#include "core/io/json.h"
#include "core/io/json_writer.h"

namespace glossator::cli {

namespace {

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
    JsonWriter out;
    out.begin_object().string("id", format.id).string("title", format.title).key("extensions").begin_array();
    for (const std::string& extension : format.extensions) out.string(extension);
    out.end_array().key("reads").boolean(format.reads).key("writes").boolean(format.writes);
    out.key("lines").boolean(goes_by_lines(format)).key("options").begin_array();
    for (const FormatOption& option : format.options) {
        out.begin_object().string("name", option.name).string("about", option.about).key("values").begin_array();
        for (const char* value : option.values) out.string(value);
        out.end_array().end_object();
    }
    return out.end_array().end_object().take();
}

// An array with one item a line.
std::string json_lines(const std::vector<std::string>& items)
{
    std::string out = "[";
    for (const std::string& item : items) out += (out.size() > 1 ? ",\n " : "\n ") + item;
    return out + "\n]\n";
}

}  // namespace

int validate(const std::vector<std::string>& files, const std::string& format)
{
    ImportOptions options;
    options.format = format;
    int code = kDone;
    read_each(expand(files, format), options, [&](const Outcome& outcome) {
        if (!tell(outcome)) code = kInputAtFault;
    });
    return code;
}

int stats(const std::vector<std::string>& files, const std::string& format, bool as_json)
{
    ImportOptions options;
    options.format = format;
    int code = kDone;
    std::vector<std::string> items;
    read_each(expand(files, format), options, [&](const Outcome& outcome) {
        const std::string& name = outcome.files.front().name;
        if (!tell(outcome))
            code = kInputAtFault;
        else if (as_json)
            items.push_back(stats_json(name, count(outcome.result->project)));
        else
            std::cout << stats_text(name, count(outcome.result->project));
    });
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
        if (!as_json)
            for (const FormatOption& option : format.options) {
                std::cout << "\t\t\t" << option.name << ": " << option.about;
                for (const char* value : option.values)
                    std::cout << (value == option.values.front() ? "; " : " | ") << value;
                std::cout << '\n';
            }
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
