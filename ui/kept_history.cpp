#include "ui/kept_history.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "core/base/csv.h"
#include "core/base/sha256.h"
#include "core/model/dates.h"

namespace glossator {

namespace {

// What each entry did, with what undo and redo are about.
class Titles {
public:
    std::string of(const JournalLine& line)
    {
        switch (line.kind) {
        case JournalLine::Kind::Start: return "Opened " + (line.title.empty() ? "a project" : "“" + line.title + "”");
        case JournalLine::Kind::Undo: return "Undo " + move(done_, undone_);
        case JournalLine::Kind::Redo: return "Redo " + move(undone_, done_);
        case JournalLine::Kind::Do: break;
        }
        done_.push_back(line.title);
        undone_.clear();
        return line.title;
    }

private:
    static std::string move(std::vector<std::string>& from, std::vector<std::string>& to)
    {
        if (from.empty()) return {};
        to.push_back(std::move(from.back()));
        from.pop_back();
        return to.back();
    }
    std::vector<std::string> done_, undone_;
};

int number_at(std::string_view text, size_t at, size_t size)
{
    int number = 0;
    std::from_chars(text.data() + at, text.data() + at + size, number);
    return number;
}

std::string padded(int number, size_t digits)
{
    std::string text = std::to_string(number);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

}  // namespace

std::vector<KeptStep> steps_of(uint64_t generation, const std::vector<std::string>& lines)
{
    std::vector<KeptStep> steps;
    Titles titles;
    for (size_t i = 0; i < lines.size(); ++i) {
        KeptStep step{generation, i + 1, {}, {}, sha256_hex(lines[i])};
        if (const Result<JournalLine> read = read_journal_line(lines[i]))
            step.line = *read;
        else
            step.fits = false;
        if (i > 0 && step.line.number > 0) step.fits = step.fits && step.line.after == steps.back().sha256;
        step.title = titles.of(step.line);
        steps.push_back(std::move(step));
    }
    return steps;
}

void KeptHistory::follow(const Keeper& keeper, Platform& platform)
{
    const std::vector<Platform::Generation>& kept = keeper.generations();
    for (auto at = generations_.begin(); at != generations_.end();) {  // those that were forgotten
        const auto is_it = [&](const Platform::Generation& each) { return each.number == at->first; };
        const bool gone = std::none_of(kept.begin(), kept.end(), is_it);
        at = gone ? generations_.erase(at) : std::next(at);
    }
    if (asked_ || keeper.state() == Keeper::State::Saving) return;
    for (size_t i = kept.size(); i-- > 0;) {
        const bool is_last = i + 1 == kept.size();
        const auto read = lines_read_.find(kept[i].number);
        if (read != lines_read_.end() && (!is_last || read->second == keeper.lines())) continue;
        if (is_last) lines_read_[kept[i].number] = keeper.lines();
        asked_ = kept[i].number;
        complete_ = false;
        return platform.request_kept(kept[i].number, false);
    }
    complete_ = true;
}

void KeptHistory::want(Wanted wanted, Platform& platform)
{
    platform.request_kept(wanted.generation, true);
    wanted_ = std::move(wanted);
}

std::optional<KeptHistory::Wanted> KeptHistory::handle(const Platform::KeptRead& read)
{
    if (wanted_ && wanted_->generation == read.generation && !read.kept.snapshot.empty())
        return std::exchange(wanted_, std::nullopt);
    if (asked_ != read.generation) return std::nullopt;
    asked_.reset();
    lines_read_.emplace(read.generation, read.kept.lines.size());
    generations_[read.generation] = steps_of(read.generation, read.kept.lines);
    steps_.clear();
    for (const auto& [number, steps] : generations_) steps_.insert(steps_.end(), steps.begin(), steps.end());
    return std::nullopt;
}

std::string history_csv(const std::vector<KeptStep>& steps, const Project& project)
{
    std::string out;
    append_csv_row(out, {"number", "time", "annotator", "step", "sha256", "sha256 of the one before"});
    for (const KeptStep& step : steps) {
        const Annotator* by = project.find(AnnotatorId(step.line.by));
        append_csv_row(out, {std::to_string(step.line.number), step.line.at, by ? by->name : step.line.by, step.title,
                             step.sha256, step.line.after});
    }
    return out;
}

std::vector<KeptProject> described(const std::vector<Platform::KeptProject>& projects)
{
    std::vector<KeptProject> out;
    for (const Platform::KeptProject& each : projects) {
        const Result<JournalLine> first = read_journal_line(each.first_line), last = read_journal_line(each.last_line);
        out.push_back({each.slot, first ? first->title : std::string(), last ? last->at : std::string()});
    }
    std::stable_sort(out.begin(), out.end(), [](const KeptProject& a, const KeptProject& b) { return a.at > b.at; });
    return out;
}

LocalTime local_time(std::string_view rfc3339, int utc_offset_min)
{
    if (!is_timestamp(rfc3339)) return {};
    namespace chrono = std::chrono;
    const auto number = [&](size_t at, size_t size) { return number_at(rfc3339, at, size); };
    const chrono::sys_days day = chrono::year(number(0, 4)) / number(5, 2) / number(8, 2);
    const auto then = day + chrono::minutes(number(11, 2) * 60 + number(14, 2) + utc_offset_min);
    const auto local_day = chrono::floor<chrono::days>(then);
    const chrono::year_month_day date(local_day);
    const auto minutes = static_cast<int>((then - local_day).count());
    return {padded(static_cast<int>(date.year()), 4) + '-' +
                padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + '-' +
                padded(static_cast<int>(static_cast<unsigned>(date.day())), 2),
            padded(minutes / 60, 2) + ':' + padded(minutes % 60, 2) + ':' + padded(number(17, 2), 2)};
}

}  // namespace glossator
