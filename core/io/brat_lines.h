#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/text/text_range.h"

// The lines of an .ann file as they say it, before anything is made of them.
namespace glossator::brat {

struct TextBound {
    size_t at;
    std::string id, type;
    std::vector<std::pair<uint64_t, uint64_t>> ranges;
    std::optional<std::string> quote;
    std::vector<TextRange> places = {};  // once the unit is known
    bool is_trigger = false;             // that only repeats where a role of its attribution stands
};
struct Role {
    std::string name, target;
};
struct Event {
    size_t at;
    std::string id, type, trigger;
    std::vector<Role> roles;
    bool is_attribution = false;
};
struct Arc {
    size_t at;
    std::string id, type, from, to;
};
struct Mark {  // an A, M, N or # line: what it says of its target
    size_t at;
    char kind;
    std::string type, target, value;
};
struct Equivalence {
    size_t at;
    std::vector<std::string> members;
};
struct Lines {
    std::vector<TextBound> text_bounds;
    std::vector<Event> events;
    std::vector<Arc> arcs;
    std::vector<Mark> marks;
    std::vector<Equivalence> equivalences;
    std::unordered_map<std::string, size_t> text_bound_of, event_of, arc_of;  // by id
};

// Every target is there. Errors: with the byte where a line breaks brat's rules.
Result<Lines> read_lines(std::string_view ann);

}  // namespace glossator::brat
