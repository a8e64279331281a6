#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/report/graph_layout.h"
#include "core/report/picture.h"
#include "core/report/report.h"
#include "core/report/words.h"

namespace glossator {

// Who says what, all attributions together: sources, those whom they relay, and claims.
class AttributionGraph : public Report {
public:
    enum class Kind { Source, Claim };
    struct Node {
        Kind kind;
        std::string name;      // empty: no source, or not linked to a claim; see name_of()
        EntityId entity = {};  // of a source that is one
        ClaimId claim = {};
        Target first = {};    // where it is met first
        uint32_t weight = 0;  // attributions that it takes part in
    };
    // From a source to a claim, or to a source whom it relays.
    struct Edge {
        uint32_t from, to;
        uint32_t weight;  // attributions
    };
    // Contents without a claim record: one node for all of them, or a node for each.
    enum class Contents { Together, Each };

    AttributionGraph(const Project& project, Contents contents) : project_(project), contents_(contents) {}
    void begin(const Document& document, const AnnotationSet& set) override;
    void add(const Attribution& attribution) override;
    void add(const Span&) override {}
    bool wants_spans() const override { return false; }
    // Once all have been added: leaves only what has `words` in its name, and its neighbours. Empty: all.
    void filter(std::string_view words, const ReportWords& say = {});

    const std::vector<Node>& nodes() const { return nodes_; }
    const std::vector<Edge>& edges() const { return edges_; }

private:
    uint32_t node_for(std::string key, const Node& node);
    std::vector<uint32_t> sources_of(const Attribution& attribution);
    std::vector<uint32_t> claims_of(const Attribution& attribution);
    void join(uint32_t from, uint32_t to);

    const Project& project_;
    Contents contents_;
    std::vector<Node> nodes_;
    std::vector<Edge> edges_;
    std::unordered_map<std::string, uint32_t> nodes_by_key_;
    std::unordered_map<uint64_t, uint32_t> edges_by_ends_;
    const Document* document_ = nullptr;
    const AnnotationSet* set_ = nullptr;
};

std::string name_of(const AttributionGraph::Node& node, const ReportWords& say = {});
// Its nodes as boxes of a picture, px.
inline constexpr GraphLayout::Size kGraphNode = {230, 34};
GraphLayout layout_for(const AttributionGraph& graph);
// `layout` is done.
Picture draw(const AttributionGraph& graph, const GraphLayout& layout, const ReportWords& say = {});
// An edge a record: from, to, kind, weight.
std::string write_csv(const AttributionGraph& graph);

// The attributions of one set, each below the one that relays it.
struct AttributionTree {
    struct Row {
        AttributionId id;
        uint32_t depth;
        std::string source, cue, content;  // in words; empty: none
        Target target;                     // its content, else its cue or source
    };
    std::vector<Row> rows;
};
AttributionTree tree_of(const Project& project, const Document& document, const AnnotationSet& set);
// Only those named, with all that they stand in and all that stand in them, at any depth. O(attributions of the set).
AttributionTree tree_around(const Project& project, const Document& document, const AnnotationSet& set,
                            const std::vector<AttributionId>& ids);
Picture draw(const AttributionTree& tree, const ReportWords& say = {});
std::string write_csv(const AttributionTree& tree);

}  // namespace glossator
