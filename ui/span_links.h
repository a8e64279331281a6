#pragma once

#include <string>
#include <vector>

#include "core/model/project.h"
#include "ui/language.h"
#include "ui/view_memory.h"

// What a span is linked to.
namespace glossator {

class App;

// How a span stands out from the others.
enum class Emphasis { Normal, Focused, Partner, Faded };

struct AttributionRole {
    const char* key;
    const char* title;
    std::vector<SpanId> Attribution::*spans;
};
inline constexpr AttributionRole kAttributionRoles[] = {
    {"sources", tr_later("Source"), &Attribution::sources},
    {"cues", tr_later("Cue"), &Attribution::cues},
    {"contents", tr_later("Content"), &Attribution::contents},
    {"addressees", tr_later("Addressee"), &Attribution::addressees}};

// The attributions and relations of `set` that the span takes part in. O(1) if there are none, else O(all of the set).
SpanLinks find_links(const Project& project, const AnnotationSet& set, const Span& span);

// Same: mentions of the same entity, spans of the same claim.
enum class LinkKind { Attribution, Relation, Same };

struct Link {
    const Span* to;
    std::string role;  // what the screen calls the other end
    bool arrow_there = false;
    bool arrow_here = false;
};

// Links that hang together: those of an attribution, all relations, all mentions. Sorted as spans are in files.
struct LinkBundle {
    LinkKind kind;
    std::vector<Link> links;
};

// The links of one span inside its set.
class LinksOf {
public:
    // Looks anew when the span or the project has changed: O(the set's attributions and relations), and O(its spans)
    // if the span shares its entity or claim. Pointers to spans hold until the project changes.
    // Leaves out those to spans that are hidden.
    void update(const App& app, const Span* span);
    const SpanId& span() const { return span_; }
    const std::vector<LinkBundle>& bundles() const { return bundles_; }
    // How `other` stands out while the span is focused.
    Emphasis emphasis(const Span& other) const;

private:
    bool is_linked(const Span& other) const;
    void add_attribution(const AnnotationSet& set, const Attribution& attribution);
    void add_relations(const Project& project, const AnnotationSet& set, const std::vector<RelationId>& relations);
    void add_same(const Project& project, const AnnotationSet& set, const Span& span);

    SpanId span_;
    EntityId entity_;
    ClaimId claim_;
    uint64_t revision_ = ~0ull;
    std::string switched_;  // Settings::switched then
    std::vector<LinkBundle> bundles_;
};

}  // namespace glossator
