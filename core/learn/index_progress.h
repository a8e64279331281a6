#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/edit/edit.h"
#include "core/model/project.h"

namespace glossator {

// The spans of all sets. O(sets).
inline size_t span_count(const Project& project)
{
    size_t count = 0;
    for (const auto& set : project.sets()) count += set->spans.size();
    return count;
}

// How far an index over the records and spans of a project has come. It follows the edits of each step, or, when it has
// missed some, is built anew a piece at a time; an edit meanwhile begins that again.
class IndexProgress {
public:
    // All of the project as it stands is in the index.
    bool is_done(const Project& project) const { return built_ && is_at(project); }
    // The index was done, and `edits` are all that has happened since.
    bool lacks_only(const Project& project, const std::vector<Edit>& edits) const
    {
        return built_ && project_ == project.info().id.text && revision_ + edits.size() == project.revision();
    }
    // It is being built, of the project as it stands.
    bool goes_on(const Project& project) const { return !built_ && is_at(project); }

    void begin(const Project& project)
    {
        *this = {};
        project_ = project.info().id.text;
        revision_ = project.revision();
    }
    void followed(const Project& project) { revision_ = project.revision(); }

    // Calls `put` for the records in `records` (a map by id), then `put_span` with each span of all sets and the set,
    // for about `most` of them; true at the end.
    template <class Records, class Put, class PutSpan>
    bool advance(const Project& project, const Records& records, size_t most, const Put& put, const PutSpan& put_span)
    {
        for (auto at = records.upper_bound(typename Records::key_type(record_)); at != records.end(); ++at) {
            if (most-- == 0) return false;
            put(at->second);
            record_ = at->first.text;
        }
        for (; set_ < project.sets().size(); ++set_, span_ = 0) {
            const AnnotationSet& set = *project.sets()[set_];
            for (; span_ < set.spans.size(); ++span_) {
                if (most-- == 0) return false;
                put_span(set, set.spans.at(span_));
            }
        }
        return built_ = true;
    }

private:
    bool is_at(const Project& project) const
    {
        return project_ == project.info().id.text && revision_ == project.revision();
    }

    std::string project_;
    uint64_t revision_ = ~0ull;
    bool built_ = false;
    std::string record_;  // the last that was put
    size_t set_ = 0, span_ = 0;
};

}  // namespace glossator
