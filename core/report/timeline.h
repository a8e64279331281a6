#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/picture.h"
#include "core/report/report.h"
#include "core/report/words.h"

namespace glossator {

// Days since 1970-01-01, with the time of day as a fraction, in UTC where the date has a zone. A year or a month counts
// as its first day. Nothing for what is no date (see is_date).
std::optional<double> days_of(std::string_view date);

// Documents that have a date, in its order, in lanes: one or more for each outlet.
struct Timeline {
    struct Item {
        DocumentId document;
        std::string title, date;
        double day;
        uint32_t lane;
        float x;  // px; no two boxes of kTimelineItem px in a lane overlap
    };
    struct Lane {
        std::string outlet;  // empty: not known
        bool goes_on;        // of the same outlet as the one above
    };
    std::vector<Item> items;
    std::vector<Lane> lanes;
    uint32_t undated = 0;  // documents without a date, or with one that can't be read
    float width = 0;       // px
    double first_day = 0, px_per_day = 1;
};

inline constexpr float kTimelineItem = 170;  // px wide
// O(n log n), and O(lanes) for each document that shares its time with others of its outlet.
Timeline timeline_of(const Project& project);
Picture draw(const Timeline& timeline, const ReportWords& say = {});
std::string write_csv(const Timeline& timeline);

}  // namespace glossator
