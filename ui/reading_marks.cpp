#include "ui/reading_marks.h"

#include <algorithm>
#include <cctype>
#include <numeric>

#include "core/base/sort_stably.h"

namespace glossator {

namespace {

bool contains_word(std::string_view text, std::string_view lower_word)
{
    const auto found = std::search(text.begin(), text.end(), lower_word.begin(), lower_word.end(),
                                   [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
    return found != text.end();
}

bool overlap(const MarkPiece& a, const MarkPiece& b)
{
    return a.line == b.line && a.left < b.right && b.left < a.right;
}

// Levels of bars and of underlines don't get in each other's way.
bool share_levels(const MarkPiece& a, const MarkPiece& b)
{
    return (a.shape == MarkShape::Bar) == (b.shape == MarkShape::Bar);
}

}  // namespace

MarkShape shape_of(const LabelDef& label)
{
    if (label.layer == "entity") return MarkShape::Underline;
    if (label.layer == "claim") return MarkShape::Bar;
    if (label.layer != "attribution") return MarkShape::Corners;
    if (contains_word(label.id.text, "source")) return MarkShape::Dotted;
    if (contains_word(label.id.text, "cue")) return MarkShape::Dashed;
    return MarkShape::Bracket;
}

LinePattern pattern_of(const Schema& schema, const LabelDef& label)
{
    if (shape_of(label) != MarkShape::Underline) return LinePattern::Solid;
    return static_cast<LinePattern>((&label - schema.labels.data()) % 3);
}

std::vector<MarkPiece> cut_into_pieces(const std::vector<const Span*>& spans, const Schema& schema, TextRange paragraph,
                                       const ParagraphLayout& layout)
{
    std::vector<MarkPiece> pieces;
    std::vector<LineBox> boxes;
    for (const Span* span : spans) {
        const LabelDef* label = schema.find(span->label);
        if (!label) continue;
        const LinePattern pattern = pattern_of(schema, *label);
        for (size_t f = 0; f < span->at.size(); ++f) {
            const TextRange at = span->at[f];
            if (!at.overlaps(paragraph)) continue;
            const TextRange part{std::max(at.begin, paragraph.begin), std::min(at.end, paragraph.end)};
            boxes.clear();
            layout.boxes({part.begin - paragraph.begin, part.end - paragraph.begin}, boxes);
            uint32_t begin = UINT32_MAX, end = 0;  // of what is drawn, clusters being whole
            for (const LineBox& box : boxes) {
                begin = std::min(begin, box.bytes.begin);
                end = std::max(end, box.bytes.end);
            }
            for (size_t b = 0; b < boxes.size(); ++b) {
                const bool first = boxes[b].bytes.begin == begin && at.begin >= paragraph.begin;
                const bool last = boxes[b].bytes.end == end && at.end <= paragraph.end;
                pieces.push_back({span, label, shape_of(*label), Emphasis::Normal, boxes[b].line, boxes[b].left,
                                  boxes[b].right, first && f == 0, first, last, last && f + 1 < span->at.size(),
                                  first && f > 0, boxes[b].right_to_left});
                pieces.back().pattern = pattern;
            }
        }
    }
    assign_levels(pieces);
    return pieces;
}

void assign_levels(std::vector<MarkPiece>& pieces)
{
    std::vector<size_t> order(pieces.size());
    std::iota(order.begin(), order.end(), size_t{0});
    sort_stably(order, [&](size_t a, size_t b) {
        const auto size = [&](size_t i) { return pieces[i].span->end() - pieces[i].span->begin(); };
        if (pieces[a].line != pieces[b].line) return pieces[a].line < pieces[b].line;
        return size(a) < size(b);
    });
    for (size_t i = 0; i < order.size(); ++i) {
        MarkPiece& piece = pieces[order[i]];
        uint32_t taken = 0;  // a bit a level
        for (size_t j = i; j-- > 0 && pieces[order[j]].line == piece.line;) {
            const MarkPiece& other = pieces[order[j]];
            const bool beside = piece.shape == MarkShape::Bar || overlap(piece, other);  // bars share the margin
            if (share_levels(piece, other) && beside && other.span != piece.span)
                taken |= 1u << std::min(other.level, 31u);
        }
        piece.level = 0;
        while (piece.level < 31 && (taken >> piece.level & 1u)) ++piece.level;
    }
    for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        uint32_t highest[2] = {0, 0};  // of bars, of the others
        const auto line = pieces[order[begin]].line;
        const auto kind = [&](size_t i) { return pieces[order[i]].shape == MarkShape::Bar ? 0 : 1; };
        for (end = begin; end < order.size() && pieces[order[end]].line == line; ++end)
            highest[kind(end)] = std::max(highest[kind(end)], pieces[order[end]].level);
        for (size_t i = begin; i < end; ++i) pieces[order[i]].crowd = highest[kind(i)];
    }
}

std::vector<DroppedSpans> drop_beyond(std::vector<const Span*>& spans, size_t most, const SpanId& spared)
{
    std::vector<DroppedSpans> dropped;
    if (spans.size() <= most) return dropped;
    std::vector<uint32_t> ends;  // of those kept that reach on
    size_t kept = 0;
    for (const Span* span : spans) {
        std::erase_if(ends, [&](uint32_t end) { return end <= span->begin(); });
        if (ends.size() >= most && span->id != spared) {
            if (dropped.empty() || dropped.back().after != kept - 1) dropped.push_back({kept - 1, 0, span->id});
            ++dropped.back().count;
            continue;
        }
        ends.push_back(span->end());
        spans[kept++] = span;
    }
    spans.resize(kept);
    return dropped;
}

std::vector<MarkTag> place_tags(const std::vector<MarkPiece>& pieces, const std::vector<float>& widths, float limit,
                                bool right_to_left, float column_width)
{
    const auto begin_of = [&](const MarkPiece& piece) {
        return right_to_left ? column_width - piece.right : piece.left;
    };
    constexpr float kGap = 3;
    constexpr float kDot = 7;
    constexpr float kSlack = 30, kFarthest = 140;
    constexpr float kMore = 38;  // "+4,994"
    std::vector<size_t> order;
    for (size_t i = 0; i < pieces.size(); ++i)
        if (pieces[i].begins_span || pieces[i].more > 0) order.push_back(i);
    sort_stably(order, [&](size_t a, size_t b) {
        if (pieces[a].line != pieces[b].line) return pieces[a].line < pieces[b].line;
        const float begin_a = begin_of(pieces[a]), begin_b = begin_of(pieces[b]);
        if (begin_a != begin_b) return begin_a < begin_b;
        return pieces[a].span->covered_bytes() < pieces[b].span->covered_bytes();
    });
    std::vector<MarkTag> tags;
    float cursor = 0;
    const auto put = [&](size_t piece, float left, float width, bool dot) {
        tags.push_back(right_to_left ? MarkTag{piece, column_width - left - width, column_width - left, dot}
                                     : MarkTag{piece, left, left + width, dot});
        cursor = left + width + kGap;
    };
    const auto is_on = [&](const MarkPiece& piece) {
        return !tags.empty() && pieces[tags.back().piece].line == piece.line;
    };
    const auto put_more = [&](size_t piece, float left, uint32_t count, SpanId first) {
        if (!is_on(pieces[piece]) || tags.back().more == 0) {
            left = std::min(left, limit - kMore);  // what stands there already is counted too
            while (is_on(pieces[piece])) {
                const MarkTag& last = tags.back();
                if ((right_to_left ? column_width - last.left : last.right) + kGap <= left) break;
                first = pieces[last.piece].span->id;
                ++count;
                tags.pop_back();
            }
            put(piece, left, kMore, false);
            tags.back().more_span = first;
        }
        tags.back().more += count;
    };
    for (size_t k = 0; k < order.size(); ++k) {
        const MarkPiece& piece = pieces[order[k]];
        if (k == 0 || pieces[order[k - 1]].line != piece.line) cursor = 0;
        const float left = std::max(begin_of(piece), cursor);
        if (piece.begins_span) {
            const float moved = left - begin_of(piece), width = widths[order[k]];
            const bool near = moved <= kSlack || moved + width <= std::min(piece.right - piece.left, kFarthest);
            const bool fits = near && left + width <= limit;
            if (fits || left + kDot + kGap + kMore <= limit)
                put(order[k], left, fits ? width : kDot, !fits);
            else
                put_more(order[k], left, 1, piece.span->id);
        }
        if (piece.more > 0) put_more(order[k], std::max(begin_of(piece), cursor), piece.more, piece.more_span);
    }
    return tags;
}

LabelInk ink_for(ImU32 color, const Theme& theme)
{
    constexpr float kText = 5.2f;  // mixed colours may be a little darker than what they are mixed of
    LabelInk ink;
    ink.stroke = legible_on(color, theme.paper, 3);
    ink.tag = legible_on(color, theme.paper);
    ink.faded_tag = legible_on(mixed(ink.tag, theme.quiet_ink, theme.contrast ? 0.0f : 0.65f), theme.paper);
    float share = 0;  // of the paper
    while (share < 0.9f && contrast_ratio(theme.ink, mixed(color, theme.paper, share)) < kText) share += 0.05f;
    ink.fill = mixed(color, theme.paper, share);
    ink.gain = 1 / (1 - share);
    return ink;
}

LabelInk LabelInks::of(const LabelDef& label, const Theme& theme)
{
    if (theme_ != &theme) known_.clear();
    theme_ = &theme;
    const ImU32 color = color_of(label.color);
    for (const auto& [known, ink] : known_)
        if (known == color) return ink;
    known_.push_back({color, ink_for(color, theme)});
    return known_.back().second;
}

float fill_strength(MarkShape shape, Emphasis emphasis)
{
    const float strength = emphasis == Emphasis::Focused   ? 0.34f
                           : emphasis == Emphasis::Partner ? 0.27f
                           : emphasis == Emphasis::Faded   ? 0.12f
                                                           : 0.18f;
    switch (shape) {
    case MarkShape::Underline: return strength;
    case MarkShape::Corners:
    case MarkShape::Bar: return strength * 0.55f;
    default: return strength * 0.7f;
    }
}

}  // namespace glossator
