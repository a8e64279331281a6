#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/lines.h"
#include "cli/progress.h"
#include "core/edit/join.h"
#include "core/io/file_name.h"
#include "core/io/json_writer.h"
#include "core/model/project_writer.h"

// convert and merge.
namespace glossator::cli {

namespace {

int wrong_usage(const std::string& sentence)
{
    std::cerr << "glossator: " << sentence << '\n';
    return kWrongUsage;
}

std::string loss_report(const std::string& format, const std::vector<Loss>& losses)
{
    std::string out = "{\"format\": ";
    out += JsonWriter().string(format).take() + ", \"losses\": [";
    for (const Loss& loss : losses) {
        out += &loss == &losses.front() ? "\n  " : ",\n  ";
        out += JsonWriter()
                   .begin_object()
                   .string("what", loss.what)
                   .number("count", loss.count)
                   .string("example", loss.example)
                   .end_object()
                   .take();
    }
    return out + "]}\n";
}

void write_files(const std::vector<ExportedFile>& files, const std::string& output)
{
    if (files.size() == 1 && !is_folder(output)) return write_file(output, files.front().bytes);
    make_folder(output);
    for (const ExportedFile& file : files) {
        const size_t slash = file.name.rfind('/');
        if (slash != std::string::npos) make_folder(output + "/" + file.name.substr(0, slash));
        write_file(output + "/" + file.name, file.bytes);
    }
}

struct Joined {
    std::optional<Project> project;  // nothing if something is wrong, which has been told
    std::vector<Loss> losses;        // of the reading
};

// All inputs as one project; `change` may put each one right before that.
Joined join(const std::vector<std::string>& names, const ImportOptions& options,
            const std::function<void(Project&, const std::string& file)>& change = {})
{
    const std::vector<std::string> files = expand(names, options.format);
    Joined out;
    ProjectJoin all;
    bool sound = true;
    size_t done = 0;
    Progress progress(files.size());
    read_each(files, options, [&](Outcome outcome) {
        progress.advance(++done);
        if (!tell(outcome)) {
            sound = false;
            return;
        }
        Project project = std::move(outcome.result->project);
        if (change) change(project, outcome.files.front().name);
        if (const Status added = all.add(std::move(project)); !added) {
            std::cerr << shown_name(outcome.files.front().name)
                      << ": it can't be joined to the files before it: " << added.error().message << '\n';
            sound = false;
        }
        out.losses.insert(out.losses.end(), outcome.result->losses.begin(), outcome.result->losses.end());
    });
    progress.clear();
    if (!sound || all.empty()) return out;
    Result<Project> project = all.take();
    if (project)
        out.project = std::move(*project);
    else
        std::cerr << "glossator: the files can't be joined: " << project.error().message << '\n';
    return out;
}

int convert_whole(const ConvertOptions& options, const Format& to)
{
    ImportOptions import;
    import.annotator = {AnnotatorId("annotator"), "", "human", {}};
    import.format = options.from;
    import.options = options.from_options;
    Joined joined = join(options.inputs, import);
    if (!joined.project) return kInputAtFault;
    Result<Exported> exported = export_project(*joined.project, to.id, options.to_options);
    if (!exported) return wrong_usage(exported.error().message);
    if (options.output == "-" && exported->files.size() != 1)
        return wrong_usage(std::to_string(exported->files.size()) +
                           " files don't go to standard output; name a folder with -o");
    tell_losses(shown_name(options.inputs.front()), to, exported->losses);
    joined.losses.insert(joined.losses.end(), exported->losses.begin(), exported->losses.end());
    return finish_convert(options, to, joined.losses, true, [&] { write_files(exported->files, options.output); });
}

// The format that all inputs have if each is a file of lines; else null.
const Format* lines_format(const ConvertOptions& options, std::unique_ptr<PeekedInput>& peeked)
{
    const Format* common = options.from.empty() ? nullptr : format_named(options.from);
    for (const std::string& name : options.inputs) {
        if (name != "-" && is_folder(name)) return nullptr;
        const Format* format = common;
        if (options.from.empty()) {
            std::string head;
            if (name == "-") {
                peeked = std::make_unique<PeekedInput>();
                head = peeked->head();
            } else {
                InputBytes(name).read_more(head);
            }
            format = detect_format(name == "-" ? "standard-input" : name, head);
        }
        if (format == nullptr || !goes_by_lines(*format) || (common != nullptr && format != common)) return nullptr;
        common = format;
    }
    return common;
}

// A set's annotator, where other files have the same one, becomes one named after the file.
class NamesByFile {
public:
    void operator()(Project& project, const std::string& file)
    {
        ProjectWriter writer(project);
        const std::vector<Annotator> annotators = project.annotators();
        for (const Annotator& annotator : annotators) {
            if (taken_.insert(annotator.id).second) continue;
            Annotator renamed = annotator;
            const std::string_view stem = file_stem(file);  // "ann" of "ann.glossator.json"
            const std::string name(stem.substr(0, stem.find(".glossator")));
            renamed.id = AnnotatorId(name);
            for (size_t n = 2; !taken_.insert(renamed.id).second; ++n)
                renamed.id = AnnotatorId(name + "-" + std::to_string(n));
            renamed.name = renamed.id.text;
            writer.put(renamed);
            for (const auto& set : project.sets()) {
                if (set->info.by != annotator.id) continue;
                SetInfo info = set->info;
                info.by = renamed.id;
                writer.put(std::move(info));
            }
            writer.erase(annotator.id);
        }
    }

private:
    std::set<AnnotatorId> taken_;
};

}  // namespace

void tell_losses(const std::string& name, const Format& to, const std::vector<Loss>& losses)
{
    for (const Loss& loss : losses)
        std::cerr << name << ": " << to.id << " can't carry the " << loss.what << " (" << loss.count
                  << ", for example \"" << loss.example << "\")\n";
}

int finish_convert(const ConvertOptions& options, const Format& to, const std::vector<Loss>& losses, bool sound,
                   const std::function<void()>& write)
{
    if (!options.loss_report.empty()) write_file(options.loss_report, loss_report(to.id, losses));
    if (!sound || (options.strict && !losses.empty())) return kInputAtFault;
    write();
    return kDone;
}

int convert(ConvertOptions options)
{
    if (!options.from.empty() && format_named(options.from) == nullptr)
        return wrong_usage("there is no format \"" + options.from + "\"; `glossator formats` lists them");
    const Format* to = format_named(options.to);
    if (to == nullptr || !to->writes)
        return wrong_usage("the format \"" + options.to + "\" can't be written; `glossator formats` lists them");
    if (std::count(options.inputs.begin(), options.inputs.end(), "-") > 1)
        return wrong_usage("standard input can be read only once");
    if (Status sound = check_options(*to, options.to_options); !sound) return wrong_usage(sound.error().message);
    std::unique_ptr<PeekedInput> peeked;
    if (goes_by_lines(*to) && !is_folder(options.output))
        if (const Format* from = lines_format(options, peeked)) return convert_lines(options, *from, *to);
    return convert_whole(options, *to);
}

int merge(const MergeOptions& options)
{
    ImportOptions import;
    import.annotator = {AnnotatorId("annotator"), "", "human", {}};
    import.format = options.from;
    NamesByFile names;
    Joined joined = join(options.inputs, import, [&](Project& project, const std::string& file) {
        if (options.by_file) names(project, file);
    });
    if (!joined.project) return kInputAtFault;
    constexpr std::string_view kLines = ".jsonl";
    const bool lines = options.output.size() > kLines.size() &&
                       options.output.compare(options.output.size() - kLines.size(), kLines.size(), kLines) == 0;
    write_file(options.output, lines ? write_native_lines(*joined.project) : write_native(*joined.project));
    return kDone;
}

}  // namespace glossator::cli
