#include "core/report/attribution_graph.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/csv.h"
#include "core/base/sort_stably.h"
#include "core/report/said.h"
#include "core/report/words.h"

namespace glossator {

namespace {

constexpr size_t kNameBytes = 120;

}  // namespace

void AttributionGraph::begin(const Document& document, const AnnotationSet& set)
{
    document_ = &document;
    set_ = &set;
}

uint32_t AttributionGraph::node_for(std::string key, const Node& node)
{
    const auto [at, is_new] = nodes_by_key_.try_emplace(std::move(key), static_cast<uint32_t>(nodes_.size()));
    if (is_new) nodes_.push_back(node);
    return at->second;
}

std::vector<uint32_t> AttributionGraph::sources_of(const Attribution& attribution)
{
    std::vector<uint32_t> out;
    for (const SpanId& id : attribution.sources) {
        const Span* span = set_->spans.find(id);
        if (!span) continue;
        Node node{Kind::Source, source_name(project_, *document_, *set_, *span)};
        node.first = {document_->id, id};
        const Entity* entity = entity_of_source(project_, *set_, *span);
        if (entity) node.entity = entity->id;
        out.push_back(node_for(entity ? "e" + entity->id.text : "t" + folded(node.name), node));
    }
    if (out.empty()) {
        Node nobody{Kind::Source, {}};
        if (!attribution.contents.empty()) nobody.first = {document_->id, attribution.contents.front()};
        out.push_back(node_for("n", nobody));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<uint32_t> AttributionGraph::claims_of(const Attribution& attribution)
{
    std::vector<uint32_t> out;
    for (const SpanId& id : attribution.contents) {
        const Span* span = set_->spans.find(id);
        if (!span) continue;
        Node node{Kind::Claim, {}};
        node.first = {document_->id, id};
        bool known = false;
        for (const Span* said : claims_in(*set_, *span)) {
            const Claim* claim = project_.find(said->claim->id);
            if (!claim) continue;
            Node of_claim = node;
            of_claim.name = claim->text;
            of_claim.claim = claim->id;
            of_claim.first.span = said->id;
            out.push_back(node_for("c" + claim->id.text, of_claim));
            known = true;
        }
        if (known) continue;
        if (contents_ == Contents::Each) node.name = quote_of(*document_->text, *span, kNameBytes);
        out.push_back(node_for(contents_ == Contents::Each ? "x" + id.text : "u", node));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void AttributionGraph::join(uint32_t from, uint32_t to)
{
    const uint64_t ends = static_cast<uint64_t>(from) << 32 | to;
    const auto [at, is_new] = edges_by_ends_.try_emplace(ends, static_cast<uint32_t>(edges_.size()));
    if (is_new) edges_.push_back({from, to, 0});
    ++edges_[at->second].weight;
}

void AttributionGraph::add(const Attribution& attribution)
{
    const std::vector<uint32_t> sources = sources_of(attribution), claims = claims_of(attribution);
    for (const uint32_t source : sources) ++nodes_[source].weight;
    for (const uint32_t claim : claims) ++nodes_[claim].weight;
    for (const uint32_t source : sources)
        for (const uint32_t claim : claims) join(source, claim);
    const auto relay = set_->attributions.find(attribution.parent);
    if (relay == set_->attributions.end()) return;
    for (const uint32_t from : sources_of(relay->second))
        for (const uint32_t source : sources)
            if (from != source) join(from, source);
}

std::string name_of(const AttributionGraph::Node& node, const ReportWords& say)
{
    if (!node.name.empty()) return node.name;
    return node.kind == AttributionGraph::Kind::Source ? say.tr("No source named") : say.tr("Not linked to a claim");
}

void AttributionGraph::filter(std::string_view words, const ReportWords& say)
{
    const std::string wanted = folded(words);
    if (wanted.empty()) return;
    std::vector<bool> fits, stays;
    for (const Node& node : nodes_) fits.push_back(contains_folded(name_of(node, say), wanted));
    stays = fits;
    const auto goes = [&](const Edge& edge) { return !fits[edge.from] && !fits[edge.to]; };
    edges_.erase(std::remove_if(edges_.begin(), edges_.end(), goes), edges_.end());
    for (const Edge& edge : edges_) stays[edge.from] = stays[edge.to] = true;
    std::vector<uint32_t> moved(nodes_.size());
    std::vector<Node> kept;
    for (size_t i = 0; i < nodes_.size(); ++i) {
        moved[i] = static_cast<uint32_t>(kept.size());
        if (stays[i]) kept.push_back(std::move(nodes_[i]));
    }
    nodes_ = std::move(kept);
    for (Edge& edge : edges_) edge = {moved[edge.from], moved[edge.to], edge.weight};
    nodes_by_key_.clear();
    edges_by_ends_.clear();
}

GraphLayout layout_for(const AttributionGraph& graph)
{
    std::vector<bool> last;
    for (const AttributionGraph::Node& node : graph.nodes()) last.push_back(node.kind == AttributionGraph::Kind::Claim);
    std::vector<GraphLayout::Edge> edges;
    for (const AttributionGraph::Edge& edge : graph.edges()) edges.push_back({edge.from, edge.to});
    return GraphLayout(std::move(last), std::move(edges), kGraphNode);
}

Picture draw(const AttributionGraph& graph, const GraphLayout& layout, const ReportWords& say)
{
    Picture picture;
    picture.width = layout.width();
    picture.height = layout.height();
    std::vector<std::string> names;
    for (const AttributionGraph::Node& node : graph.nodes()) names.push_back(name_of(node, say));
    for (uint32_t i = 0; i < graph.edges().size(); ++i) {
        const AttributionGraph::Edge& edge = graph.edges()[i];
        const bool relay = graph.nodes()[edge.to].kind == AttributionGraph::Kind::Source;
        const std::vector<GraphLayout::Point> route = layout.route(i);
        const std::string weight = std::to_string(edge.weight);
        for (size_t at = 0; at + 1 < route.size(); ++at) {
            const GraphLayout::Point a = route[at], b = route[at + 1];
            picture.add({.kind = Shape::Kind::Curve,
                         .ink = relay ? Ink::Accent : Ink::Quiet,
                         .x = a.x,
                         .y = a.y,
                         .width = b.x - a.x,
                         .height = b.y - a.y,
                         .stroke = std::min(1 + std::log2(static_cast<float>(edge.weight)), 8.0f),
                         .text = relay ? say.tr("{} relays {} ({})", {names[edge.from], names[edge.to], weight})
                                       : names[edge.from] + " → " + names[edge.to] + " (" + weight + ")"});
        }
    }
    for (uint32_t i = 0; i < graph.nodes().size(); ++i) {
        const AttributionGraph::Node& node = graph.nodes()[i];
        const GraphLayout::Point at = layout.place(i);
        const bool source = node.kind == AttributionGraph::Kind::Source;
        picture.add({.kind = Shape::Kind::Box,
                     .ink = source ? Ink::Accent : Ink::Line,
                     .x = at.x,
                     .y = at.y,
                     .width = layout.node().width,
                     .height = layout.node().height,
                     .text = names[i] + " (" + std::to_string(node.weight) + ")",
                     .target = node.first});
        picture.add({.kind = Shape::Kind::Text,
                     .x = at.x + 10,
                     .y = at.y,
                     .width = layout.node().width - 20,
                     .height = layout.node().height,
                     .strong = source,
                     .text = names[i]});
    }
    return picture;
}

std::string write_csv(const AttributionGraph& graph)
{
    std::string out;
    append_csv_row(out, {"from", "entity", "kind", "to", "id", "attributions"});
    for (const AttributionGraph::Edge& edge : graph.edges()) {
        const AttributionGraph::Node &from = graph.nodes()[edge.from], &to = graph.nodes()[edge.to];
        const bool relay = to.kind == AttributionGraph::Kind::Source;
        append_csv_row(out, {name_of(from), from.entity.text, relay ? "relays" : "says", name_of(to),
                             relay ? to.entity.text : to.claim.text, std::to_string(edge.weight)});
    }
    return out;
}

namespace {

// Where the attribution stands in the text: its content, else its cue, else its source.
const Span* span_of(const AnnotationSet& set, const Attribution& a)
{
    for (const std::vector<SpanId>* role : {&a.contents, &a.cues, &a.sources})
        for (const SpanId& id : *role)
            if (const Span* span = set.spans.find(id)) return span;
    return nullptr;
}

// `order` holds what its attributions stand in, too.
AttributionTree tree_of_these(const Project& project, const Document& document, const AnnotationSet& set,
                              std::vector<const Attribution*> order)
{
    const auto begin = [&](const Attribution* a) {
        const Span* span = span_of(set, *a);
        return span ? span->begin() : 0;
    };
    sort_stably(order, [&](const Attribution* a, const Attribution* b) { return begin(a) < begin(b); });
    std::unordered_map<std::string, std::vector<const Attribution*>> below;  // by the id of the relay; "": none
    for (const Attribution* a : order) below[set.attributions.count(a->parent) ? a->parent.text : ""].push_back(a);

    AttributionTree tree;
    std::unordered_map<std::string, bool> seen;
    std::vector<std::pair<const Attribution*, uint32_t>> waiting;
    const auto take = [&] {
        while (!waiting.empty()) {
            const auto [a, depth] = waiting.back();
            waiting.pop_back();
            if (std::exchange(seen[a->id.text], true)) continue;
            const Span* span = span_of(set, *a);
            tree.rows.push_back({a->id,
                                 depth,
                                 joined_sources(project, document, set, a->sources),
                                 joined_words(document, set, a->cues),
                                 joined_words(document, set, a->contents),
                                 {document.id, span ? span->id : SpanId()}});
            const std::vector<const Attribution*>& children = below[a->id.text];
            for (size_t i = children.size(); i-- > 0;) waiting.emplace_back(children[i], depth + 1);
        }
    };
    const std::vector<const Attribution*> roots = below[""];
    for (size_t i = roots.size(); i-- > 0;) waiting.emplace_back(roots[i], 0u);
    take();
    for (const Attribution* a : order) {  // circles, which a file may hold
        waiting.emplace_back(a, 0u);
        take();
    }
    return tree;
}

}  // namespace

AttributionTree tree_of(const Project& project, const Document& document, const AnnotationSet& set)
{
    std::vector<const Attribution*> all;
    for (const auto& [id, attribution] : set.attributions) all.push_back(&attribution);
    return tree_of_these(project, document, set, std::move(all));
}

AttributionTree tree_around(const Project& project, const Document& document, const AnnotationSet& set,
                            const std::vector<AttributionId>& ids)
{
    std::set<AttributionId> related;
    for (const AttributionId& id : ids)
        if (set.attributions.count(id)) related.insert(id);
    // What stands in them, in rounds: a level each.
    std::vector<const Attribution*> nested;
    for (const auto& [id, attribution] : set.attributions)
        if (!attribution.parent.empty()) nested.push_back(&attribution);
    const auto joins = [&](const Attribution* a) {
        return related.count(a->parent) > 0 && related.insert(a->id).second;
    };
    while (std::count_if(nested.begin(), nested.end(), joins) > 0) {}
    for (const AttributionId& id : ids) {
        auto above = set.attributions.find(id);
        while (above != set.attributions.end()) {
            const AttributionId parent = above->second.parent;
            above = set.attributions.find(parent);
            if (above != set.attributions.end() && !related.insert(parent).second) break;
        }
    }
    std::vector<const Attribution*> order;
    for (const AttributionId& id : related) order.push_back(&set.attributions.at(id));
    return tree_of_these(project, document, set, std::move(order));
}

Picture draw(const AttributionTree& tree, const ReportWords& say)
{
    constexpr float kRow = 30, kIndent = 28, kMargin = 16, kSource = 240, kCue = 150, kContent = 480;
    Picture picture;
    uint32_t deepest = 0;
    for (const AttributionTree::Row& row : tree.rows) deepest = std::max(deepest, row.depth);
    picture.width = 2 * kMargin + kIndent * static_cast<float>(deepest) + kSource + kCue + kContent;
    float y = kMargin;
    std::vector<float> above;  // by depth: the middle of the last row there
    for (const AttributionTree::Row& row : tree.rows) {
        const float x = kMargin + kIndent * static_cast<float>(row.depth), middle = y + kRow / 2;
        above.resize(row.depth);
        if (row.depth > 0) {
            picture.add({.kind = Shape::Kind::Line,
                         .ink = Ink::Accent,
                         .x = x - kIndent / 2,
                         .y = above.back() + kRow / 2,
                         .height = middle - above.back() - kRow / 2});
            picture.add({.kind = Shape::Kind::Line,
                         .ink = Ink::Accent,
                         .x = x - kIndent / 2,
                         .y = middle,
                         .width = kIndent / 2 - 3});
        }
        above.push_back(middle);
        picture.add({.kind = Shape::Kind::Box,
                     .ink = Ink::Line,
                     .x = x,
                     .y = y + 2,
                     .width = kSource + kCue + kContent,
                     .height = kRow - 4,
                     .text = row.content,
                     .target = row.target});
        const auto text = [&](float left, float width, const std::string& words, Ink ink, bool strong) {
            picture.add({.kind = Shape::Kind::Text,
                         .ink = ink,
                         .x = left + 8,
                         .y = y,
                         .width = width - 16,
                         .height = kRow,
                         .strong = strong,
                         .text = words});
        };
        text(x, kSource, row.source.empty() ? say.tr("No source named") : row.source,
             row.source.empty() ? Ink::Quiet : Ink::Text, !row.source.empty());
        text(x + kSource, kCue, row.cue, Ink::Quiet, false);
        text(x + kSource + kCue, kContent, row.content.empty() ? say.tr("No content") : row.content,
             row.content.empty() ? Ink::Quiet : Ink::Text, false);
        y += kRow;
    }
    picture.height = y + kMargin;
    return picture;
}

std::string write_csv(const AttributionTree& tree)
{
    std::string out;
    append_csv_row(out, {"attribution", "depth", "source", "cue", "content"});
    for (const AttributionTree::Row& row : tree.rows)
        append_csv_row(out, {row.id.text, std::to_string(row.depth), row.source, row.cue, row.content});
    return out;
}

}  // namespace glossator
