#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace glossator {

// Nodes in columns from left to right, so that edges lead to the right wherever they can: each node stands behind all
// that lead to it, and those of the last column at the end. Edges that go over a column pass between its nodes. The
// same graph always gets the same layout. Goes on a step at a time.
class GraphLayout {
public:
    struct Edge {
        uint32_t from, to;
    };
    struct Point {
        float x, y;
    };
    struct Size {
        float width, height;
    };
    // `last`: by node, whether it stands in the last column. Edges to itself are allowed and have no route.
    GraphLayout(std::vector<bool> last, std::vector<Edge> edges, Size node);

    // False until all is done. O((nodes + edges) log nodes) each time.
    bool step();

    // Makes the room between columns, then the nodes, narrower until all is no more than `width` px wide, as far as
    // they can still be read. Once all is done.
    void fit(float width);

    Size node() const { return node_; }
    uint32_t columns() const { return static_cast<uint32_t>(layers_.size()); }
    float width() const;
    float height() const { return height_; }
    // The left upper corner of a node, px. No two nodes overlap.
    Point place(uint32_t node) const { return {x_of(layer_[node]), y_[node]}; }
    // Where the edge goes through: its ends at the right and left edges of its nodes, and between them the two edges of
    // each column that it goes over. Empty for an edge to itself.
    std::vector<Point> route(uint32_t edge) const;

private:
    void find_layers();
    void add_items();
    void sort_layer(size_t layer, const std::vector<std::vector<uint32_t>>& neighbours);
    void place_all();
    float x_of(uint32_t layer) const;
    float height_of(uint32_t item) const;

    static constexpr int kSweeps = 6;

    std::vector<bool> last_;
    std::vector<Edge> edges_;
    Size node_;
    float between_;  // columns
    int done_ = -1;  // sweeps
    uint32_t node_count_;
    std::vector<uint32_t> layer_;                // by item: the nodes, then one for each column that an edge goes over
    std::vector<std::vector<uint32_t>> layers_;  // items from top to bottom
    std::vector<std::vector<uint32_t>> before_, behind_;  // by item: those that it is joined to in the next column
    std::vector<uint32_t> position_;                      // by item, in its layer
    std::vector<std::vector<uint32_t>> passes_;           // by edge: items that it goes through, its ends left out
    std::vector<float> y_;                                // by item
    float height_ = 0;
};

}  // namespace glossator
