#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/model/project.h"

namespace glossator {

// What is derived from the records of a project. It is shown one record after the other, in the order of the project,
// so that a large project can be gone through in pieces. Records hold while the project stays as it is.
class Report {
public:
    virtual ~Report() = default;
    virtual void begin(const Document& document, const AnnotationSet& set) = 0;
    // Of the set begun last: its attributions first, then its spans.
    virtual void add(const Attribution& attribution) = 0;
    virtual void add(const Span& span) = 0;
    virtual bool wants_spans() const { return true; }
};

// Shows the records of some sets to a report. The project stays as it is meanwhile.
class ReportWalk {
public:
    // `sets` are positions in Project::sets(), in rising order.
    ReportWalk(const Project& project, std::vector<uint32_t> sets);
    // Goes on for about so many records; true at the end. A record costs O(log n).
    bool advance(Report& report, size_t records);

private:
    const Project& project_;
    std::vector<uint32_t> sets_;
    size_t next_ = 0;
    bool begun_ = false;
    std::map<AttributionId, Attribution>::const_iterator attribution_;
    size_t span_ = 0;
};

// One set for each document that has any: that of `annotator`, else the gold one, else the first.
std::vector<uint32_t> one_set_each(const Project& project, const AnnotatorId& annotator);
std::vector<uint32_t> all_sets(const Project& project);

}  // namespace glossator
