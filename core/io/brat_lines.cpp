#include "core/io/brat_lines.h"

#include <algorithm>
#include <charconv>

#include "core/base/utf8.h"
#include "core/io/file_lines.h"
#include "core/io/native_fields.h"

namespace glossator::brat {

namespace {

// A line's parts, each with its place in the file.
struct Part {
    size_t at;
    std::string_view text;
};

// Cuts off what stands before the first `between`; all if there is none.
Part take(Part& from, char between)
{
    const size_t end = std::min(from.text.find(between), from.text.size());
    const Part out{from.at, from.text.substr(0, end)};
    const size_t next = std::min(end + 1, from.text.size());
    from = {from.at + next, from.text.substr(next)};
    return out;
}

std::optional<uint64_t> number_in(std::string_view text)
{
    uint32_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

class LineReader {
public:
    explicit LineReader(std::string_view bytes) : bytes_(bytes) {}

    Result<Lines> read()
    {
        if (const auto bad = find_invalid_utf8(bytes_)) return fail_at(*bad, "the file isn't valid UTF-8");
        size_t next = 0;
        while (const std::optional<Line> line = next_line(bytes_, next)) {
            if (line->text.find_first_not_of(" \t") == std::string_view::npos) continue;
            if (Status sound = read_line({line->at, line->text}); !sound) return fail(sound.error());
        }
        if (Status sound = check_targets(); !sound) return fail(sound.error());
        return std::move(out_);
    }

private:
    Status read_line(Part line)
    {
        const size_t at = line.at;
        if (line.text.find('\t') == std::string_view::npos)
            return fail_at(at, "the line has no tab, which stands behind the id");
        const Part id = take(line, '\t');
        const Part fields = take(line, '\t');
        const char kind = id.text.empty() ? ' ' : id.text[0];
        if (id.text != "*" && (id.text.size() < 2 || !number_in(id.text.substr(1))))
            return fail_at(at, "a line begins with T, R, E, A, M, N or # and a number, or with *");
        switch (kind) {
        case 'T': return read_text_bound(id, fields, line);
        case 'E': return read_event(id, fields);
        case 'R': return read_relation(id, fields);
        case 'A':
        case 'M':
        case 'N':
        case '#': return read_mark(kind, id, fields, line);
        case '*': return read_equivalence(fields);
        default: return fail_at(at, "a line begins with T, R, E, A, M, N or # and a number, or with *");
        }
    }

    // The text is absent where the line ends after the second field.
    Status read_text_bound(Part id, Part fields, Part quote)
    {
        TextBound out{id.at, std::string(id.text), std::string(take(fields, ' ').text), {}, {}};
        while (!fields.text.empty()) {
            Part range = take(fields, ';');
            const Part begin = take(range, ' ');
            const auto first = number_in(begin.text), last = number_in(range.text);
            if (!first) return fail_at(begin.at, "the begin isn't a number");
            if (!last) return fail_at(range.at, "the end isn't a number");
            if (*first > *last) return fail_at(begin.at, "the range ends before it begins");
            if (*first < *last) out.ranges.emplace_back(*first, *last);
        }
        if (out.type.empty()) return fail_at(fields.at, "the line names no type");
        std::sort(out.ranges.begin(), out.ranges.end());
        for (size_t i = 1; i < out.ranges.size(); ++i)
            if (out.ranges[i].first < out.ranges[i - 1].second) return fail_at(id.at, "its fragments overlap");
        const size_t before = id.at + id.text.size() + 1;
        if (quote.at > before && bytes_[quote.at - 1] == '\t') out.quote = quote.text;
        return add(out_.text_bounds, out_.text_bound_of, std::move(out));
    }

    Status read_event(Part id, Part fields)
    {
        Event out{id.at, std::string(id.text), {}, {}, {}};
        Part head = take(fields, ' ');
        out.type = take(head, ':').text;
        out.trigger = head.text;
        if (out.type.empty() || out.trigger.empty()) return fail_at(head.at, "the event has no trigger, as in Type:T1");
        while (!fields.text.empty()) {
            Part role = take(fields, ' ');
            if (role.text.empty()) continue;
            const Part name = take(role, ':');
            if (name.text.empty() || role.text.empty())
                return fail_at(name.at, "a role and its target are expected, as in Source:T1");
            out.roles.push_back({std::string(name.text), std::string(role.text)});
        }
        return add(out_.events, out_.event_of, std::move(out));
    }

    Status read_relation(Part id, Part fields)
    {
        Arc out{id.at, std::string(id.text), std::string(take(fields, ' ').text), {}, {}};
        for (std::string* end : {&out.from, &out.to}) {
            Part role = take(fields, ' ');
            const Part name = take(role, ':');
            if (name.text.empty() || role.text.empty())
                return fail_at(name.at, "a relation has two arguments, as in Arg1:T1 Arg2:T2");
            *end = role.text;
        }
        if (fields.text.find_first_not_of(' ') != std::string_view::npos)
            return fail_at(fields.at, "a relation has two arguments and no more");
        return add(out_.arcs, out_.arc_of, std::move(out));
    }

    Status read_mark(char kind, Part id, Part fields, Part tail)
    {
        Mark out{id.at, kind == 'M' ? 'A' : kind, {}, {}, {}};
        out.type = take(fields, ' ').text;
        const Part target = take(fields, ' ');
        out.target = target.text;
        if (out.type.empty() || out.target.empty()) return fail_at(target.at, "the line names no target");
        out.value = fields.text;
        if (kind == '#') out.value = tail.text;
        if (kind == 'N') {
            const size_t colon = fields.text.find(':');
            if (colon == 0 || colon == std::string_view::npos || colon + 1 == fields.text.size())
                return fail_at(fields.at, "a base and an id are expected, as in Wikipedia:64488");
            out.type = fields.text;
            out.value = tail.text;
        }
        out_.marks.push_back(std::move(out));
        return {};
    }

    Status read_equivalence(Part fields)
    {
        Equivalence out{fields.at, {}};
        if (take(fields, ' ').text.empty()) return fail_at(fields.at, "the line names no type");
        while (!fields.text.empty())
            if (const Part member = take(fields, ' '); !member.text.empty()) out.members.emplace_back(member.text);
        out_.equivalences.push_back(std::move(out));
        return {};
    }

    template <class Record>
    Status add(std::vector<Record>& list, std::unordered_map<std::string, size_t>& by_id, Record record)
    {
        if (!by_id.emplace(record.id, list.size()).second)
            return fail_at(record.at, "the id " + quoted(record.id) + " is taken by a line before");
        list.push_back(std::move(record));
        return {};
    }

    Status check_targets() const
    {
        const auto missing = [](size_t at, const std::string& id) {
            return fail_at(at, "there is no line with the id " + quoted(id));
        };
        const auto is_text_bound = [&](const std::string& id) { return out_.text_bound_of.count(id) > 0; };
        const auto is_thing = [&](const std::string& id) { return is_text_bound(id) || out_.event_of.count(id) > 0; };
        for (const Event& event : out_.events) {
            if (!is_text_bound(event.trigger)) return missing(event.at, event.trigger);
            for (const Role& role : event.roles)
                if (!is_thing(role.target)) return missing(event.at, role.target);
        }
        for (const Arc& arc : out_.arcs)
            for (const std::string* end : {&arc.from, &arc.to})
                if (!is_thing(*end)) return missing(arc.at, *end);
        for (const Mark& mark : out_.marks)
            if (!is_thing(mark.target) && out_.arc_of.count(mark.target) == 0) return missing(mark.at, mark.target);
        for (const Equivalence& each : out_.equivalences)
            for (const std::string& member : each.members)
                if (!is_text_bound(member)) return missing(each.at, member);
        return {};
    }

    std::string_view bytes_;
    Lines out_;
};

}  // namespace

Result<Lines> read_lines(std::string_view ann)
{
    return LineReader(ann).read();
}

}  // namespace glossator::brat
