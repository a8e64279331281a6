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

std::vector<MarkPiece> cut_into_pieces(const std::vector<const Span*>& spans, const Schema& schema, TextRange paragraph,
                                       const ParagraphLayout& layout)
{
    std::vector<MarkPiece> pieces;
    std::vector<LineBox> boxes;
    for (const Span* span : spans) {
        const LabelDef* label = schema.find(span->label);
        if (!label) continue;
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
}

std::vector<MarkTag> place_tags(const std::vector<MarkPiece>& pieces, const std::vector<float>& widths, float limit,
                                bool right_to_left, float column_width)
{
    const auto begin_of = [&](const MarkPiece& piece) {
        return right_to_left ? column_width - piece.right : piece.left;
    };
    constexpr float kGap = 3;
    constexpr float kDot = 7;
    constexpr float kSlack = 30;
    std::vector<size_t> order;
    for (size_t i = 0; i < pieces.size(); ++i)
        if (pieces[i].begins_span) order.push_back(i);
    sort_stably(order, [&](size_t a, size_t b) {
        if (pieces[a].line != pieces[b].line) return pieces[a].line < pieces[b].line;
        const float begin_a = begin_of(pieces[a]), begin_b = begin_of(pieces[b]);
        if (begin_a != begin_b) return begin_a < begin_b;
        return pieces[a].span->covered_bytes() < pieces[b].span->covered_bytes();
    });
    std::vector<MarkTag> tags;
    float cursor = 0;
    for (size_t k = 0; k < order.size(); ++k) {
        const MarkPiece& piece = pieces[order[k]];
        if (k == 0 || pieces[order[k - 1]].line != piece.line) cursor = 0;
        const float left = std::max(begin_of(piece), cursor);
        const bool fits = left - begin_of(piece) <= kSlack && left + widths[order[k]] <= limit;
        const float right = left + (fits ? widths[order[k]] : kDot);
        tags.push_back(right_to_left ? MarkTag{order[k], column_width - right, column_width - left, !fits}
                                     : MarkTag{order[k], left, right, !fits});
        cursor = right + kGap;
    }
    return tags;
}

void Partners::update(const Project& project, const AnnotationSet* set, const Span* focused)
{
    const SpanId id = focused ? focused->id : SpanId();
    if (id == focused_ && revision_ == project.revision()) return;
    focused_ = id;
    revision_ = project.revision();
    linked_.clear();
    entity_ = focused ? focused->entity : EntityId();
    claim_ = focused && focused->claim ? focused->claim->id : ClaimId();
    if (!set || !focused) return;
    const auto add_all = [&](const std::vector<SpanId>& ids) { linked_.insert(ids.begin(), ids.end()); };
    for (const auto& [key, a] : set->attributions) {
        const auto has = [&](const std::vector<SpanId>& ids) {
            return std::find(ids.begin(), ids.end(), id) != ids.end();
        };
        if (!has(a.sources) && !has(a.cues) && !has(a.contents) && !has(a.addressees)) continue;
        add_all(a.sources);
        add_all(a.cues);
        add_all(a.contents);
        add_all(a.addressees);
    }
    for (const auto& [key, r] : set->relations) {
        if (r.from == id) linked_.insert(r.to);
        if (r.to == id) linked_.insert(r.from);
    }
}

Emphasis Partners::emphasis(const Span& span) const
{
    if (focused_.empty()) return Emphasis::Normal;
    if (span.id == focused_) return Emphasis::Focused;
    const bool same_entity = !entity_.empty() && span.entity == entity_;
    const bool same_claim = !claim_.empty() && span.claim && span.claim->id == claim_;
    return same_entity || same_claim || linked_.count(span.id) ? Emphasis::Partner : Emphasis::Faded;
}

}  // namespace glossator
