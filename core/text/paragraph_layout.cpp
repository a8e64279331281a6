#include "core/text/paragraph_layout.h"

#include <algorithm>
#include <cassert>

#include "core/base/utf8.h"
#include "core/text/bidi.h"
#include "core/text/invisible.h"
#include "core/text/sentence_break.h"
#include "core/text/unicode_breaks.h"

namespace glossator {
namespace {

using PlacedCluster = ParagraphLayout::PlacedCluster;

// What a line is never broken in: a grapheme cluster, or several that share their glyphs.
struct Piece {
    uint32_t begin;
    uint32_t end;
    uint32_t first_cluster;  // in Pieces::clusters
    uint32_t cluster_count = 0;
    uint32_t first_glyph = 0;  // in ShapedParagraph::glyphs
    uint32_t glyph_count = 0;
    FaceId face{};
    float width = 0;
    Break after = Break::None;
    uint8_t level = 0;
    bool blank = false;
};

struct Pieces {
    std::vector<Piece> list;          // in logical order
    std::vector<TextRange> clusters;  // grapheme clusters, in logical order
};

// Gives each glyph to the piece that holds its byte. Glyphs of a piece stand together, as the shaper promises.
void give_glyphs(Pieces& pieces, const std::vector<uint32_t>& piece_of_byte, const ShapedParagraph& shaped)
{
    for (const ShapedRun& run : shaped.runs) {
        for (uint32_t g = run.first_glyph; g < run.first_glyph + run.glyph_count; ++g) {
            Piece& piece = pieces.list[piece_of_byte[shaped.glyphs[g].cluster]];
            if (piece.glyph_count == 0) piece.first_glyph = g;
            piece.glyph_count = g + 1 - piece.first_glyph;
            piece.face = run.face;
            piece.width += shaped.glyphs[g].advance;
        }
    }
}

// Joins a letter that has no room of its own, but glyphs, to the one before it: some fonts draw a lam with its alef so.
void join_weightless(Pieces& pieces, std::string_view paragraph)
{
    std::vector<Piece> joined;
    for (const Piece& piece : pieces.list) {
        const char32_t c = decode_utf8(paragraph, piece.begin).code_point;
        const bool weightless =
            piece.width == 0 && piece.glyph_count > 0 && !is_default_ignorable(c) && !is_line_separator(c);
        Piece* last = joined.empty() ? nullptr : &joined.back();
        if (!weightless || !last || last->after != Break::None || last->level != piece.level ||
            last->face != piece.face || last->width == 0) {
            joined.push_back(piece);
            continue;
        }
        last->end = piece.end;
        last->cluster_count += piece.cluster_count;
        last->first_glyph = std::min(last->first_glyph, piece.first_glyph);
        last->glyph_count += piece.glyph_count;
        last->after = piece.after;
    }
    pieces.list = std::move(joined);
}

Pieces cut_into_pieces(std::string_view paragraph, const ShapedParagraph& shaped)
{
    const std::vector<Break> graphemes = grapheme_breaks(paragraph);
    const std::vector<Break> breaks = line_breaks(paragraph);
    std::vector<bool> glyph_begins(paragraph.size(), false);
    for (const ShapedRun& run : shaped.runs) {
        if (!run.bytes.empty()) glyph_begins[run.bytes.begin] = true;
        for (uint32_t g = run.first_glyph; g < run.first_glyph + run.glyph_count; ++g)
            glyph_begins[shaped.glyphs[g].cluster] = true;
    }

    Pieces pieces;
    std::vector<uint32_t> piece_of_byte(paragraph.size());
    size_t run = 0;
    for (uint32_t byte = 0; byte < paragraph.size(); ++byte) {
        while (byte >= shaped.runs[run].bytes.end) ++run;
        if (byte == 0 || graphemes[byte - 1] != Break::None) {
            if (byte == 0 || glyph_begins[byte]) {
                const auto first_cluster = static_cast<uint32_t>(pieces.clusters.size());
                pieces.list.push_back({.begin = byte, .end = byte, .first_cluster = first_cluster});
                pieces.list.back().level = shaped.runs[run].level;
                pieces.list.back().blank = is_blank(decode_utf8(paragraph, byte).code_point);
            }
            pieces.clusters.push_back({byte, byte});
            ++pieces.list.back().cluster_count;
        }
        pieces.clusters.back().end = byte + 1;
        pieces.list.back().end = byte + 1;
        pieces.list.back().after = breaks[byte];
        piece_of_byte[byte] = static_cast<uint32_t>(pieces.list.size()) - 1;
    }
    give_glyphs(pieces, piece_of_byte, shaped);
    join_weightless(pieces, paragraph);
    return pieces;
}

// The piece behind the last one on the line that begins with `first`: as many as fit, up to the last place where a
// line may end, else up to where the room ends, but one at least. Blanks always fit, since they hang.
size_t line_end(const std::vector<Piece>& pieces, size_t first, float width)
{
    size_t last_break = first;
    float x = 0;
    for (size_t i = first; i < pieces.size(); ++i) {
        x += pieces[i].width;
        if (x > width && !pieces[i].blank && i > first) return last_break > first ? last_break : i;
        if (pieces[i].after == Break::Mandatory) return i + 1;
        if (pieces[i].after == Break::Allowed) last_break = i + 1;
    }
    return pieces.size();
}

// Places pieces and their glyphs from left to right.
class LinePlacer {
public:
    LinePlacer(const Pieces& pieces, const ShapedParagraph& shaped, ParagraphLayout& out)
        : pieces_(pieces), shaped_(shaped), out_(out)
    {
        out_.glyphs.reserve(shaped.glyphs.size());
        out_.clusters.reserve(pieces.clusters.size());
    }

    // A line of the pieces [first, end), those from `visible` on hanging over the margin.
    void place(size_t first, size_t visible, size_t end, float width)
    {
        LayoutLine line;
        line.bytes = {pieces_.list[first].begin, pieces_.list[end - 1].end};
        line.first_glyph = static_cast<uint32_t>(out_.glyphs.size());
        line.first_cluster = static_cast<uint32_t>(out_.clusters.size());
        float hanging = 0;
        for (size_t i = first; i < end; ++i) (i < visible ? line.width : hanging) += pieces_.list[i].width;
        const bool rtl = shaped_.base_level % 2 == 1;
        line.left = rtl ? width - line.width : 0;
        pen_ = rtl ? line.left - hanging : 0;
        place_in_visual_order(first, visible, end);
        line.glyph_count = static_cast<uint32_t>(out_.glyphs.size()) - line.first_glyph;
        line.cluster_count = static_cast<uint32_t>(out_.clusters.size()) - line.first_cluster;
        out_.lines.push_back(line);
    }

private:
    void place_in_visual_order(size_t first, size_t visible, size_t end)
    {
        bool turns = false;
        for (size_t i = first; i < end && !turns; ++i) turns = pieces_.list[i].level > 0;
        if (!turns && shaped_.base_level == 0) {
            for (size_t i = first; i < end; ++i) place_piece(pieces_.list[i], false);
            return;
        }
        std::vector<uint8_t> levels;
        for (size_t i = first; i < end; ++i)  // rule L1: blanks at the end of a line have the paragraph's level
            levels.push_back(i < visible ? pieces_.list[i].level : shaped_.base_level);
        for (const uint32_t i : visual_order(levels)) place_piece(pieces_.list[first + i], levels[i] % 2 == 1);
    }

    void place_piece(const Piece& piece, bool rtl)
    {
        const float left = pen_;
        for (uint32_t g = piece.first_glyph; g < piece.first_glyph + piece.glyph_count; ++g) {
            const Glyph& glyph = shaped_.glyphs[g];
            out_.glyphs.push_back({glyph.id, piece.face, pen_ + glyph.x_offset, glyph.y_offset});
            pen_ += glyph.advance;
        }
        const uint32_t count = piece.cluster_count;
        for (uint32_t k = 0; k < count; ++k) {
            const uint32_t cluster = piece.first_cluster + (rtl ? count - 1 - k : k);
            const float from = left + piece.width * static_cast<float>(k) / static_cast<float>(count);
            const float to = left + piece.width * static_cast<float>(k + 1) / static_cast<float>(count);
            out_.clusters.push_back({pieces_.clusters[cluster], from, to, rtl});
        }
    }

    const Pieces& pieces_;
    const ShapedParagraph& shaped_;
    ParagraphLayout& out_;
    float pen_ = 0;
};

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
    const LayoutLine& l = lines[line];
    const PlacedCluster* last = nullptr;
    for (uint32_t i = l.first_cluster; i < l.first_cluster + l.cluster_count; ++i) {
        const PlacedCluster& c = clusters[i];
        if (c.bytes.contains(byte)) return c.right_to_left ? c.right : c.left;
        if (!last || c.bytes.end > last->bytes.end) last = &c;
    }
    if (!last) return right_to_left ? l.left + l.width : l.left;
    return last->right_to_left ? last->left : last->right;
}

uint32_t ParagraphLayout::byte_at(float x, uint32_t line) const
{
    const LayoutLine& l = lines[line];
    if (l.cluster_count == 0) return l.bytes.begin;
    const auto first = clusters.begin() + l.first_cluster;
    const auto end = first + l.cluster_count;
    auto at = std::partition_point(first, end, [&](const PlacedCluster& c) { return c.right <= x; });
    if (at == end) --at;
    const bool left_half = x < (at->left + at->right) / 2;
    return left_half != at->right_to_left ? at->bytes.begin : at->bytes.end;
}

const PlacedCluster* ParagraphLayout::cluster_at(float x, uint32_t line) const
{
    const LayoutLine& l = lines[line];
    const auto first = clusters.begin() + l.first_cluster;
    const auto end = first + l.cluster_count;
    const auto at = std::partition_point(first, end, [&](const PlacedCluster& c) { return c.right <= x; });
    return at != end && x >= at->left ? &*at : nullptr;
}

bool ParagraphLayout::is_right_to_left(uint32_t byte) const
{
    const LayoutLine& l = lines[line_of(byte)];
    for (uint32_t i = l.first_cluster; i < l.first_cluster + l.cluster_count; ++i)
        if (clusters[i].bytes.contains(byte)) return clusters[i].right_to_left;
    return right_to_left;
}

void ParagraphLayout::boxes(TextRange range, std::vector<LineBox>& out) const
{
    if (range.empty()) return;
    for (uint32_t line = line_of(range.begin); line < lines.size() && lines[line].bytes.begin < range.end; ++line) {
        const LayoutLine& l = lines[line];
        bool open = false;  // whether the box at the end of `out` goes on
        for (uint32_t i = l.first_cluster; i < l.first_cluster + l.cluster_count; ++i) {
            const PlacedCluster& c = clusters[i];
            const bool covered = c.bytes.overlaps(range);
            if (covered && !open) out.push_back({line, c.left, c.right, c.bytes, c.right_to_left});
            if (covered && open) {
                LineBox& box = out.back();
                box.right = c.right;
                box.bytes = {std::min(box.bytes.begin, c.bytes.begin), std::max(box.bytes.end, c.bytes.end)};
                if (box.right_to_left != c.right_to_left) box.right_to_left = right_to_left;
            }
            open = covered;
        }
    }
}

ParagraphLayout lay_out_paragraph(std::string_view paragraph, const ShapedParagraph& shaped, float width)
{
    const Pieces pieces = cut_into_pieces(paragraph, shaped);
    ParagraphLayout layout;
    layout.right_to_left = shaped.base_level % 2 == 1;
    LinePlacer placer(pieces, shaped, layout);
    for (size_t first = 0; first < pieces.list.size();) {
        const size_t end = line_end(pieces.list, first, width);
        size_t visible = end;
        while (visible > first && pieces.list[visible - 1].blank) --visible;
        placer.place(first, visible, end, width);
        first = end;
    }
    // An empty paragraph has a line to put the caret on, and so has what follows a mandatory break at the end.
    if (pieces.list.empty() || pieces.list.back().after == Break::Mandatory) {
        LayoutLine line;
        const uint32_t size = pieces.list.empty() ? 0 : pieces.list.back().end;
        line.bytes = {size, size};
        line.first_glyph = static_cast<uint32_t>(layout.glyphs.size());
        line.first_cluster = static_cast<uint32_t>(layout.clusters.size());
        line.left = layout.right_to_left ? width : 0;
        layout.lines.push_back(line);
    }
    return layout;
}

}  // namespace glossator
