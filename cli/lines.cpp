#include "cli/lines.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/parallel.h"
#include "cli/progress.h"
#include "core/io/project_lines.h"

namespace glossator::cli {

namespace {

constexpr size_t kChunk = 1u << 18;  // bytes of lines that go to a thread together: they fit a processor's cache

// Lines, or projects, of an input.
struct Chunk {
    std::string name;
    size_t first_line = 1;
    std::string bytes;
};

struct Converted {
    std::string bytes;
    std::vector<std::string> problems;
    std::vector<Loss> not_read, losses;
};

// Parts an input into chunks at places where something begins that stands alone.
class Chunks {
public:
    Chunks(std::vector<std::string> names, bool of_projects) : names_(std::move(names)), of_projects_(of_projects) {}

    bool next(Chunk& chunk)
    {
        while (!in_) {
            if (names_.empty()) return false;
            name_ = names_.front();
            names_.erase(names_.begin());
            in_ = std::make_unique<InputBytes>(name_);
            line_ = 1;
        }
        size_t end = 0;
        while ((end = border()) == 0 && in_->read_more(rest_))
            if (rest_.size() > kMaxFileBytes)
                throw FileError(shown_name(name_) + ": line " + std::to_string(line_) + " is larger than the " +
                                std::to_string(kMaxFileBytes >> 20) + " MB that fit");
        if (end == 0) {
            end = rest_.size();
            in_.reset();
        }
        searched_ = 0;
        std::string next = rest_.substr(end);  // little, where lines are short
        rest_.resize(end);
        chunk = {name_, line_, std::move(rest_)};
        rest_ = std::move(next);
        line_ += static_cast<size_t>(std::count(chunk.bytes.begin(), chunk.bytes.end(), '\n'));
        return true;
    }
    size_t bytes_read() const { return in_ ? in_->bytes_read() : 0; }

private:
    // Where the chunk ends, which is the last border of what was read; 0 if more has to be read.
    size_t border()
    {
        if (rest_.size() < kChunk) return 0;
        const std::string_view fresh = std::string_view(rest_).substr(searched_);
        const size_t first = rest_.find_first_not_of(" \t\r\n"), last = fresh.rfind('\n');
        for (size_t line = last; line != std::string::npos && searched_ + line > first;
             line = line == 0 ? std::string::npos : fresh.rfind('\n', line - 1)) {
            const std::string_view next = fresh.substr(line + 1);
            if (!of_projects_ || begins_project(next.substr(0, next.find('\n')))) return searched_ + line + 1;
        }
        searched_ += std::min(last, fresh.size());
        return 0;
    }

    std::vector<std::string> names_;
    bool of_projects_;
    std::string name_;
    std::unique_ptr<InputBytes> in_;
    size_t line_ = 1;
    std::string rest_;
    size_t searched_ = 0;  // of `rest_`: before it ends no chunk
};

// Sums of losses by what they are.
void add(std::vector<Loss>& sum, const std::vector<Loss>& losses)
{
    for (const Loss& loss : losses) {
        const auto known =
            std::find_if(sum.begin(), sum.end(), [&](const Loss& each) { return each.what == loss.what; });
        if (known == sum.end())
            sum.push_back(loss);
        else
            known->count += loss.count;
    }
}

std::string problem_at(const Chunk& chunk, size_t unit, std::string_view bytes, const Error& error)
{
    const auto lines = [](std::string_view text) {
        return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    };
    const size_t first = chunk.first_line + lines(std::string_view(chunk.bytes).substr(0, unit));
    const LineColumn at = error.offset == Error::kNoOffset ? LineColumn{1, 1} : line_column(bytes, error.offset);
    return shown_name(chunk.name) + ':' + std::to_string(first + at.line - 1) + ':' + std::to_string(at.column) + ": " +
           sentence(error.message);
}

// Where each unit of the chunk begins: a line, or a project.
std::vector<size_t> units_of(const Chunk& chunk, bool of_projects)
{
    std::vector<size_t> out;
    if (of_projects) out = project_begins(chunk.bytes);
    if (of_projects) {  // blank lines before the first are its; without a header, the reader will say so
        if (out.empty()) out.push_back(0);
        out.front() = 0;
        return out;
    }
    for (size_t begin = 0; begin < chunk.bytes.size();) {
        const size_t end = std::min(chunk.bytes.find('\n', begin), chunk.bytes.size());
        const size_t word = chunk.bytes.find_first_not_of(" \t\r", begin);
        if (word < end) out.push_back(begin);
        begin = end + 1;
    }
    return out;
}

class LineConverter {
public:
    LineConverter(const ConvertOptions& options, const Format& from, const Format& to)
        : options_(options), to_(to), of_projects_(std::string_view(from.id) == "glossator-jsonl")
    {
        import_.annotator = {AnnotatorId("annotator"), "", "human", {}};
        import_.format = from.id;
        import_.options = options.from_options;
    }

    Converted operator()(const Chunk& chunk) const
    {
        Converted out;
        const std::vector<size_t> units = units_of(chunk, of_projects_);
        out.bytes.reserve(2 * chunk.bytes.size());  // untouched memory costs nothing, growing does
        for (size_t i = 0; i < units.size(); ++i) {
            const size_t begin = units[i];
            size_t end = i + 1 < units.size() ? units[i + 1] : chunk.bytes.size();
            if (!of_projects_) end = std::min(chunk.bytes.find('\n', begin), chunk.bytes.size());
            convert(chunk, begin, std::string_view(chunk.bytes).substr(begin, end - begin), out);
        }
        return out;
    }

private:
    void convert(const Chunk& chunk, size_t begin, std::string_view unit, Converted& out) const
    {
        ReadResult read = import_files({{chunk.name, unit}}, import_);
        if (!read) {
            for (const InputProblem& problem : read.error())
                out.problems.push_back(problem_at(chunk, begin, unit, problem.error));
            return;
        }
        add(out.not_read, read->losses);
        Result<Exported> exported = export_project(read->project, to_.id, options_.to_options);
        if (!exported) {
            out.problems.push_back(problem_at(chunk, begin, unit, exported.error()));
            return;
        }
        for (const ExportedFile& file : exported->files) out.bytes += file.bytes;
        add(out.losses, exported->losses);
    }

    const ConvertOptions& options_;
    const Format& to_;
    bool of_projects_;
    ImportOptions import_;
};

}  // namespace

bool goes_by_lines(const Format& format)
{
    return format.is_lines || std::string_view(format.id) == "glossator-jsonl";
}

int convert_lines(const ConvertOptions& options, const Format& from, const Format& to)
{
    Chunks chunks(options.inputs, std::string_view(from.id) == "glossator-jsonl");
    const LineConverter converter(options, from, to);
    OutputFile out(options.output);
    std::vector<Loss> not_read, losses;
    size_t problems = 0;
    Progress progress(options.inputs);
    in_order<Chunk, Converted>([&](Chunk& chunk) { return chunks.next(chunk); },
                               [&](const Chunk& chunk) { return converter(chunk); },
                               [&](Converted done) {
                                   for (const std::string& problem : done.problems)
                                       if (++problems <= kMaxProblems) std::cerr << problem << '\n';
                                   add(not_read, done.not_read);
                                   add(losses, done.losses);
                                   out.write(done.bytes);
                                   progress.advance(chunks.bytes_read());
                               });
    progress.clear();
    if (problems > kMaxProblems) std::cerr << "glossator: " << problems - kMaxProblems << " more problems\n";
    const std::string name = shown_name(options.inputs.front());
    for (const Loss& loss : not_read) std::cerr << name << ": " << said(loss) << '\n';
    tell_losses(name, to, losses);
    add(losses, not_read);
    return finish_convert(options, to, losses, problems == 0, [&] { out.finish(); });
}

}  // namespace glossator::cli
