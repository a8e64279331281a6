#include "core/report/graph_layout.h"

#include <algorithm>
#include <numeric>

#include "core/base/sort_stably.h"

namespace glossator {

namespace {

constexpr float kBetweenColumns = 140, kLeastBetween = 48, kLeastNode = 150, kBetweenNodes = 12, kPassing = 8,
                kMargin = 16;

}  // namespace

GraphLayout::GraphLayout(std::vector<bool> last, std::vector<Edge> edges, Size node)
    : last_(std::move(last)),
      edges_(std::move(edges)),
      node_(node),
      between_(kBetweenColumns),
      node_count_(static_cast<uint32_t>(last_.size()))
{}

bool GraphLayout::step()
{
    if (done_ < 0) {
        find_layers();
        add_items();
    } else if (done_ < kSweeps) {
        if (done_ % 2 == 0)
            for (size_t i = 1; i < layers_.size(); ++i) sort_layer(i, before_);
        else
            for (size_t i = layers_.size(); i-- > 1;) sort_layer(i - 1, behind_);
    } else {
        place_all();
        return true;
    }
    ++done_;
    return false;
}

// The longest way from a node that nothing leads to. Where only circles are left, the first node is taken as a begin.
void GraphLayout::find_layers()
{
    layer_.assign(node_count_, 0);
    std::vector<std::vector<uint32_t>> to(node_count_);
    std::vector<uint32_t> waits_for(node_count_, 0), ready;
    for (const Edge& edge : edges_) {
        if (edge.from == edge.to || last_[edge.to] || last_[edge.from]) continue;
        to[edge.from].push_back(edge.to);
        ++waits_for[edge.to];
    }
    std::vector<bool> taken(node_count_, false);
    uint32_t deepest = 0;
    const auto take_ready = [&] {
        for (size_t i = 0; i < ready.size(); ++i) {
            const uint32_t node = ready[i];
            deepest = std::max(deepest, layer_[node]);
            for (const uint32_t next : to[node]) {
                if (taken[next]) continue;
                layer_[next] = std::max(layer_[next], layer_[node] + 1);
                if (--waits_for[next] > 0) continue;
                taken[next] = true;
                ready.push_back(next);
            }
        }
        ready.clear();
    };
    for (const bool in_circle : {false, true}) {
        for (uint32_t node = 0; node < node_count_; ++node) {
            if (last_[node] || taken[node] || (!in_circle && waits_for[node] > 0)) continue;
            taken[node] = true;
            ready.push_back(node);
            if (in_circle) take_ready();
        }
        take_ready();
    }
    for (uint32_t node = 0; node < node_count_; ++node)
        if (last_[node]) layer_[node] = deepest + 1;
}

void GraphLayout::add_items()
{
    passes_.resize(edges_.size());
    before_.resize(node_count_);
    behind_.resize(node_count_);
    const auto join = [&](uint32_t left, uint32_t right) {
        behind_[left].push_back(right);
        before_[right].push_back(left);
    };
    for (size_t i = 0; i < edges_.size(); ++i) {
        uint32_t at = edges_[i].from;
        for (uint32_t layer = layer_[at] + 1; layer < layer_[edges_[i].to]; ++layer) {
            const auto item = static_cast<uint32_t>(layer_.size());
            layer_.push_back(layer);
            before_.emplace_back();
            behind_.emplace_back();
            passes_[i].push_back(item);
            join(at, item);
            at = item;
        }
        if (layer_[edges_[i].to] > layer_[at]) join(at, edges_[i].to);
    }
    layers_.resize(layer_.empty() ? 0 : *std::max_element(layer_.begin(), layer_.end()) + 1);
    position_.resize(layer_.size());
    for (uint32_t item = 0; item < layer_.size(); ++item) {
        position_[item] = static_cast<uint32_t>(layers_[layer_[item]].size());
        layers_[layer_[item]].push_back(item);
    }
}

// By the mean place of what each item is joined to; one that is joined to nothing keeps its place.
void GraphLayout::sort_layer(size_t layer, const std::vector<std::vector<uint32_t>>& neighbours)
{
    std::vector<std::pair<double, uint32_t>> keys;
    for (const uint32_t item : layers_[layer]) {
        double sum = 0;
        for (const uint32_t other : neighbours[item])
            sum += (position_[other] + 0.5) / static_cast<double>(layers_[layer_[other]].size());
        const double own = (position_[item] + 0.5) / static_cast<double>(layers_[layer].size());
        keys.emplace_back(neighbours[item].empty() ? own : sum / static_cast<double>(neighbours[item].size()), item);
    }
    sort_stably(keys, [](const auto& a, const auto& b) { return a.first < b.first; });
    for (size_t i = 0; i < keys.size(); ++i) {
        layers_[layer][i] = keys[i].second;
        position_[keys[i].second] = static_cast<uint32_t>(i);
    }
}

float GraphLayout::height_of(uint32_t item) const
{
    return item < node_count_ ? node_.height : kPassing;
}

void GraphLayout::place_all()
{
    y_.assign(layer_.size(), 0);
    std::vector<float> heights;
    for (const std::vector<uint32_t>& layer : layers_) {
        float y = 0;
        for (const uint32_t item : layer) {
            y_[item] = y;
            y += height_of(item) + kBetweenNodes;
        }
        heights.push_back(std::max(y - kBetweenNodes, 0.0f));
        height_ = std::max(height_, heights.back());
    }
    for (size_t i = 0; i < layers_.size(); ++i)
        for (const uint32_t item : layers_[i]) y_[item] += kMargin + (height_ - heights[i]) / 2;
    height_ += 2 * kMargin;
}

void GraphLayout::fit(float width)
{
    if (columns() < 2) return;
    const auto count = static_cast<float>(columns());
    const float room = width - 2 * kMargin;
    between_ = std::clamp((room - count * node_.width) / (count - 1), kLeastBetween, between_);
    node_.width = std::clamp((room - (count - 1) * between_) / count, kLeastNode, node_.width);
}

float GraphLayout::x_of(uint32_t layer) const
{
    return kMargin + static_cast<float>(layer) * (node_.width + between_);
}

float GraphLayout::width() const
{
    return layers_.empty() ? 2 * kMargin : x_of(columns() - 1) + node_.width + kMargin;
}

std::vector<GraphLayout::Point> GraphLayout::route(uint32_t edge) const
{
    const auto [from, to] = edges_[edge];
    if (from == to) return {};
    std::vector<Point> points = {{x_of(layer_[from]) + node_.width, y_[from] + node_.height / 2}};
    for (const uint32_t item : passes_[edge]) {
        points.push_back({x_of(layer_[item]), y_[item] + kPassing / 2});
        points.push_back({x_of(layer_[item]) + node_.width, y_[item] + kPassing / 2});
    }
    points.push_back({x_of(layer_[to]), y_[to] + node_.height / 2});
    return points;
}

}  // namespace glossator
