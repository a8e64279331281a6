#include "core/text/paragraph_layout.h"

#include <algorithm>
#include <cassert>

#include "core/base/utf8.h"
#include "core/text/sentence_break.h"
#include "core/text/unicode_breaks.h"

namespace glossator {
namespace {

using PlacedGlyph = ParagraphLayout::PlacedGlyph;

// What a caret never enters: grapheme clusters, joined further where one glyph stands for several.
struct Cluster {
    uint32_t begin;
    uint32_t end;
    float width = 0;
    Break after = Break::None;
    bool blank = false;
};

// The clusters of a paragraph in logical order, and for each byte the index of its cluster.
struct Clusters {
    std::vector<Cluster> list;
    std::vector<uint32_t> of_byte;
};

Clusters find_clusters(std::string_view paragraph, const std::vector<ShapedRun>& runs)
{
    const std::vector<Break> graphemes = grapheme_breaks(paragraph);
    const std::vector<Break> breaks = line_breaks(paragraph);
    std::vector<bool> glyph_begins(paragraph.size(), false);
    for (const ShapedRun& run : runs)
        for (const Glyph& glyph : run.glyphs) glyph_begins[glyph.cluster] = true;

    Clusters clusters;
    clusters.of_byte.resize(paragraph.size());
    for (uint32_t byte = 0; byte < paragraph.size(); ++byte) {
        const bool border = byte == 0 || (glyph_begins[byte] && graphemes[byte - 1] != Break::None);
        if (border) {
            const bool blank = is_blank(decode_utf8(paragraph, byte).code_point);
            clusters.list.push_back({.begin = byte, .end = byte, .blank = blank});
        }
        clusters.list.back().end = byte + 1;
        clusters.list.back().after = breaks[byte];
        clusters.of_byte[byte] = static_cast<uint32_t>(clusters.list.size()) - 1;
    }
    for (const ShapedRun& run : runs)
        for (const Glyph& glyph : run.glyphs) clusters.list[clusters.of_byte[glyph.cluster]].width += glyph.advance;
    return clusters;
}

// The cluster behind the last one on the line that begins with `first`: as many as fit, up to the last place where a
// line may end, else up to where the room ends, but one at least. Blanks always fit, since they hang.
size_t line_end(const std::vector<Cluster>& clusters, size_t first, float width)
{
    size_t last_break = first;
    float x = 0;
    for (size_t i = first; i < clusters.size(); ++i) {
        x += clusters[i].width;
        if (x > width && !clusters[i].blank && i > first) return last_break > first ? last_break : i;
        if (clusters[i].after == Break::Mandatory) return i + 1;
        if (clusters[i].after == Break::Allowed) last_break = i + 1;
    }
    return clusters.size();
}

std::vector<LayoutLine> break_lines(const std::vector<Cluster>& clusters, float width)
{
    std::vector<LayoutLine> lines;
    for (size_t first = 0; first < clusters.size();) {
        const size_t end = line_end(clusters, first, width);
        size_t visible = end;
        while (visible > first && clusters[visible - 1].blank) --visible;
        float line_width = 0;
        for (size_t i = first; i < visible; ++i) line_width += clusters[i].width;
        lines.push_back({{clusters[first].begin, clusters[end - 1].end}, 0, 0, line_width});
        first = end;
    }
    // An empty paragraph has a line to put the caret on, and so has what follows a mandatory break at the end.
    const bool open_end = clusters.empty() || clusters.back().after == Break::Mandatory;
    const uint32_t size = clusters.empty() ? 0 : clusters.back().end;
    if (open_end) lines.push_back({{size, size}, 0, 0, 0});
    return lines;
}

// Puts each glyph on its line. Within a line runs stand in logical order and the glyphs of a run in the order in which
// they came.
void place_glyphs(ParagraphLayout& layout, const Clusters& clusters, const std::vector<ShapedRun>& runs)
{
    uint32_t line = 0;
    const auto line_of_glyph = [&](const Glyph& glyph) {  // mostly the same as for the glyph before
        const uint32_t byte = clusters.list[clusters.of_byte[glyph.cluster]].begin;
        if (!layout.lines[line].bytes.contains(byte)) line = layout.line_of(byte);
        return line;
    };
    for (const ShapedRun& run : runs)
        for (const Glyph& glyph : run.glyphs) ++layout.lines[line_of_glyph(glyph)].glyph_count;
    uint32_t total = 0;
    for (LayoutLine& l : layout.lines) {
        l.first_glyph = total;
        total += l.glyph_count;
        l.glyph_count = 0;
    }

    layout.glyphs.resize(total);
    std::vector<float> pens(layout.lines.size(), 0.0f);
    for (const ShapedRun& run : runs) {
        for (const Glyph& glyph : run.glyphs) {
            const uint32_t at = line_of_glyph(glyph);
            LayoutLine& l = layout.lines[at];
            float& pen = pens[at];
            const Cluster& cluster = clusters.list[clusters.of_byte[glyph.cluster]];
            layout.glyphs[l.first_glyph + l.glyph_count++] = {
                glyph.id,      cluster.begin,  cluster.end, pen, pen + glyph.x_offset,
                glyph.advance, glyph.y_offset, run.font};
            pen += glyph.advance;
        }
    }
}

// Calls `visit(TextRange cluster, float left, float right)` for each cluster on `line`, from left to right.
template <class Visit>
void each_cluster(const ParagraphLayout& layout, const LayoutLine& line, Visit visit)
{
    const uint32_t end = line.first_glyph + line.glyph_count;
    for (uint32_t i = line.first_glyph; i < end;) {
        const PlacedGlyph& first = layout.glyphs[i];
        while (i < end && layout.glyphs[i].cluster == first.cluster) ++i;
        const PlacedGlyph& last = layout.glyphs[i - 1];
        visit(TextRange{first.cluster, first.cluster_end}, first.pen, last.pen + last.advance);
    }
}

}  // namespace

uint32_t ParagraphLayout::line_of(uint32_t byte, Affinity affinity) const
{
    const auto after = std::partition_point(lines.begin(), lines.end(), [&](const LayoutLine& line) {
        return affinity == Affinity::Downstream ? line.bytes.begin <= byte : line.bytes.begin < byte;
    });
    return after == lines.begin() ? 0 : static_cast<uint32_t>(after - lines.begin()) - 1;
}

float ParagraphLayout::caret_x(uint32_t byte, uint32_t line) const
{
    float x = 0;
    bool found = false;
    each_cluster(*this, lines[line], [&](TextRange cluster, float left, float right) {
        if (found) return;
        found = cluster.contains(byte);
        x = found ? left : right;
    });
    return x;
}

uint32_t ParagraphLayout::byte_at(float x, uint32_t line) const
{
    uint32_t byte = lines[line].bytes.begin;
    bool first = true;
    each_cluster(*this, lines[line], [&](TextRange cluster, float left, float right) {
        if (first || x >= left) byte = x < (left + right) / 2 ? cluster.begin : cluster.end;
        first = false;
    });
    return byte;
}

void ParagraphLayout::boxes(TextRange range, std::vector<LineBox>& out) const
{
    if (range.empty()) return;
    for (uint32_t line = line_of(range.begin); line < lines.size() && lines[line].bytes.begin < range.end; ++line) {
        bool open = false;  // whether the box at the end of `out` goes on
        each_cluster(*this, lines[line], [&](TextRange cluster, float left, float right) {
            const bool covered = cluster.overlaps(range);
            if (covered && open) out.back().right = right;
            if (covered && !open) out.push_back({line, left, right});
            open = covered;
        });
    }
}

ParagraphLayout lay_out_paragraph(std::string_view paragraph, const std::vector<ShapedRun>& runs, float width)
{
    const Clusters clusters = find_clusters(paragraph, runs);
    ParagraphLayout layout;
    layout.lines = break_lines(clusters.list, width);
    place_glyphs(layout, clusters, runs);
    return layout;
}

}  // namespace glossator
