#include "core/report/timeline.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/csv.h"
#include "core/base/sort_stably.h"
#include "core/model/dates.h"
#include "core/report/words.h"

namespace glossator {

namespace {

constexpr float kOutlet = 160, kMargin = 16, kAxis = 40, kLaneHeight = 44, kGap = 6;
constexpr double kWanted = 900, kMost = 24'000;  // px for all days

// Days since 1970-01-01 in the Gregorian calendar, by H. Hinnant's days_from_civil.
int64_t days_from_civil(int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto year_of_era = static_cast<unsigned>(year - era * 400);
    const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + static_cast<int64_t>(year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year) -
           719468;
}

std::string date_of(int64_t days)
{
    days += 719468;
    const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const auto day_of_era = static_cast<unsigned>(days - era * 146097);
    const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const unsigned shifted = (5 * day_of_year + 2) / 153;
    const unsigned day = day_of_year - (153 * shifted + 2) / 5 + 1, month = shifted < 10 ? shifted + 3 : shifted - 9;
    const auto two = [](unsigned n) { return (n < 10 ? "-0" : "-") + std::to_string(n); };
    std::string year = std::to_string(static_cast<int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0));
    return std::string(4 - std::min<size_t>(year.size(), 4), '0') + year + two(month) + two(day);
}

unsigned number_at(std::string_view text, size_t at, size_t digits)
{
    unsigned number = 0;
    for (size_t i = at; i < at + digits && i < text.size(); ++i)
        number = number * 10 + static_cast<unsigned>(text[i] - '0');
    return number;
}

}  // namespace

std::optional<double> days_of(std::string_view date)
{
    if (!is_date(date)) return std::nullopt;
    const unsigned month = date.size() >= 7 ? number_at(date, 5, 2) : 1,
                   day = date.size() >= 10 ? number_at(date, 8, 2) : 1;
    auto days = static_cast<double>(days_from_civil(number_at(date, 0, 4), month, day));
    if (date.size() < 16) return days;
    days += number_at(date, 11, 2) / 24.0 + number_at(date, 14, 2) / 1440.0;
    if (date.size() >= 19 && date[16] == ':') days += number_at(date, 17, 2) / 86400.0;
    const size_t zone = date.find_first_of("+-", 16);
    if (zone == std::string_view::npos) return days;
    const double offset = number_at(date, zone + 1, 2) / 24.0 + number_at(date, zone + 4, 2) / 1440.0;
    return date[zone] == '+' ? days - offset : days + offset;
}

Timeline timeline_of(const Project& project)
{
    Timeline out;
    std::map<std::pair<bool, std::string>, std::vector<uint32_t>> by_outlet;  // those without a name last
    std::vector<std::string> outlets;
    for (const Document& document : project.documents()) {
        const std::optional<double> day = days_of(document.date);
        if (!day) {
            ++out.undated;
            continue;
        }
        out.items.push_back({document.id, display_title(document), document.date, *day, 0, 0});
        outlets.push_back(document.publisher);
    }
    if (out.items.empty()) return out;
    double last = out.first_day = out.items.front().day;
    for (const Timeline::Item& item : out.items) {
        out.first_day = std::min(out.first_day, std::floor(item.day));
        last = std::max(last, std::floor(item.day));
    }
    out.px_per_day =
        std::min(static_cast<double>(kTimelineItem + kGap),
                 std::max(kWanted, std::min(kMost, (last - out.first_day) * 24)) / (last - out.first_day + 1));
    for (uint32_t i = 0; i < out.items.size(); ++i) {
        out.items[i].x = kOutlet + kMargin + static_cast<float>((out.items[i].day - out.first_day) * out.px_per_day);
        out.width = std::max(out.width, out.items[i].x + kTimelineItem + kMargin);
        by_outlet[{outlets[i].empty(), outlets[i]}].push_back(i);
    }
    for (auto& [outlet, items] : by_outlet) {
        sort_stably(items, [&](uint32_t a, uint32_t b) { return out.items[a].day < out.items[b].day; });
        const auto first = static_cast<uint32_t>(out.lanes.size());
        std::vector<float> free_from;  // by lane of this outlet
        for (const uint32_t i : items) {
            Timeline::Item& item = out.items[i];
            const auto lane = std::find_if(free_from.begin(), free_from.end(), [&](float x) { return x <= item.x; });
            item.lane = first + static_cast<uint32_t>(lane - free_from.begin());
            if (lane == free_from.end()) {
                out.lanes.push_back({outlet.second, !free_from.empty()});
                free_from.push_back(0);
            }
            free_from[item.lane - first] = item.x + kTimelineItem + kGap;
        }
    }
    sort_stably(out.items, [](const Timeline::Item& a, const Timeline::Item& b) { return a.day < b.day; });
    return out;
}

namespace {

std::string shown_name(const Timeline::Lane& lane, const ReportWords& say = {})
{
    return lane.outlet.empty() ? say.tr("No outlet") : lane.outlet;
}

// Dates on top, each with a line down through the lanes.
void add_axis(Picture& picture, const Timeline& timeline)
{
    constexpr float kTick = 90;  // px between two dates at least
    const double days = static_cast<double>(timeline.width - kOutlet - kMargin) / timeline.px_per_day;
    const double step = std::max(1.0, std::ceil(static_cast<double>(kTick) / timeline.px_per_day));
    for (double day = 0; day < days; day += step) {
        const float x = kOutlet + kMargin + static_cast<float>(day * timeline.px_per_day);
        picture.add({.kind = Shape::Kind::Line,
                     .ink = Ink::Line,
                     .x = x,
                     .y = kAxis - 8,
                     .height = kLaneHeight * static_cast<float>(timeline.lanes.size()) + 8});
        picture.add({.kind = Shape::Kind::Text,
                     .ink = Ink::Quiet,
                     .x = x,
                     .y = 8,
                     .width = kTick - 6,
                     .height = 22,
                     .text = date_of(static_cast<int64_t>(timeline.first_day + day))});
    }
}

}  // namespace

Picture draw(const Timeline& timeline, const ReportWords& say)
{
    Picture picture;
    picture.width = std::max(timeline.width, kOutlet + kTimelineItem);
    picture.height = kAxis + kLaneHeight * static_cast<float>(timeline.lanes.size()) + 2 * kMargin;
    if (timeline.undated > 0)
        picture.add({.kind = Shape::Kind::Text,
                     .ink = Ink::Quiet,
                     .x = kMargin,
                     .y = picture.height - kMargin - 12,
                     .width = picture.width - 2 * kMargin,
                     .height = 20,
                     .text = say.counted(timeline.undated, "article has no date", "articles have no date")});
    if (timeline.items.empty()) return picture;
    add_axis(picture, timeline);
    const auto top = [](uint32_t lane) { return kAxis + kLaneHeight * static_cast<float>(lane); };
    for (uint32_t i = 0; i < timeline.lanes.size(); ++i) {
        if (timeline.lanes[i].goes_on) continue;
        picture.add({.kind = Shape::Kind::Line, .ink = Ink::Line, .y = top(i), .width = picture.width});
        picture.add({.kind = Shape::Kind::Text,
                     .x = kMargin,
                     .y = top(i),
                     .width = kOutlet - kMargin,
                     .height = kLaneHeight,
                     .strong = true,
                     .text = shown_name(timeline.lanes[i], say)});
    }
    for (const Timeline::Item& item : timeline.items) {
        const float y = top(item.lane) + 4;
        picture.add({.kind = Shape::Kind::Box,
                     .ink = Ink::Line,
                     .x = item.x,
                     .y = y,
                     .width = kTimelineItem,
                     .height = kLaneHeight - 8,
                     .text = item.title + ", " + item.date,
                     .target = {item.document, {}}});
        picture.add(
            {.kind = Shape::Kind::Bar, .ink = Ink::Accent, .x = item.x, .y = y, .width = 3, .height = kLaneHeight - 8});
        picture.add({.kind = Shape::Kind::Text,
                     .x = item.x + 10,
                     .y = y,
                     .width = kTimelineItem - 16,
                     .height = kLaneHeight - 8,
                     .text = item.title});
    }
    return picture;
}

std::string write_csv(const Timeline& timeline)
{
    std::string out;
    append_csv_row(out, {"date", "document", "outlet", "title"});
    for (const Timeline::Item& item : timeline.items)
        append_csv_row(out, {item.date, item.document.text, shown_name(timeline.lanes[item.lane]), item.title});
    return out;
}

}  // namespace glossator
