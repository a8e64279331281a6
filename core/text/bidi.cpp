#include "core/text/bidi.h"

#include <SheenBidi/SheenBidi.h>
#include <algorithm>
#include <memory>
#include <numeric>

#include "core/base/utf8.h"

namespace glossator {
namespace {

struct Release {
    void operator()(SBAlgorithmRef algorithm) const { SBAlgorithmRelease(algorithm); }
    void operator()(SBParagraphRef paragraph) const { SBParagraphRelease(paragraph); }
};
using Algorithm = std::unique_ptr<std::remove_pointer_t<SBAlgorithmRef>, Release>;
using Paragraph = std::unique_ptr<std::remove_pointer_t<SBParagraphRef>, Release>;

// Characters that can make a level other than 0 in a paragraph that begins at the left: those of the blocks that
// Unicode keeps for scripts written from right to left, and the bidi controls.
bool may_turn(char32_t c)
{
    return (c >= 0x590 && c < 0x900) || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) || (c >= 0x10800 && c < 0x11000) ||
           (c >= 0x1E800 && c < 0x1F000);
}

bool runs_left_to_right(std::string_view utf8)
{
    for (size_t at = 0; at < utf8.size();) {
        if (static_cast<unsigned char>(utf8[at]) < 0xD6) {  // below U+0580; also a byte that continues one such
            ++at;
            continue;
        }
        const Decoded c = decode_utf8(utf8, at);
        if (may_turn(c.code_point)) return false;
        at += c.length;
    }
    return true;
}

SBLevel requested_level(BaseDirection base)
{
    switch (base) {
    case BaseDirection::LeftToRight: return 0;
    case BaseDirection::RightToLeft: return 1;
    case BaseDirection::Auto: break;
    }
    return SBLevelDefaultLTR;
}

}  // namespace

BidiLevels bidi_levels(std::string_view paragraph, BaseDirection base)
{
    BidiLevels result;
    if (base != BaseDirection::RightToLeft && runs_left_to_right(paragraph)) return result;
    if (paragraph.empty()) {
        result.base = 1;
        return result;
    }
    const SBCodepointSequence sequence{SBStringEncodingUTF8, paragraph.data(), paragraph.size()};
    const Algorithm algorithm(SBAlgorithmCreate(&sequence));
    SBLevel level = requested_level(base);
    result.of_byte.reserve(paragraph.size());
    while (algorithm && result.of_byte.size() < paragraph.size()) {
        const size_t offset = result.of_byte.size();
        const Paragraph part(SBAlgorithmCreateParagraph(algorithm.get(), offset, paragraph.size() - offset, level));
        if (!part) break;
        if (offset == 0) result.base = level = SBParagraphGetBaseLevel(part.get());
        const SBLevel* levels = SBParagraphGetLevelsPtr(part.get());
        result.of_byte.insert(result.of_byte.end(), levels, levels + SBParagraphGetLength(part.get()));
    }
    result.of_byte.resize(paragraph.size(), result.base);  // only if there was no memory
    return result;
}

std::vector<uint32_t> visual_order(const std::vector<uint8_t>& levels)
{
    std::vector<uint32_t> order(levels.size());
    std::iota(order.begin(), order.end(), 0u);
    if (levels.empty()) return order;
    // Down to 1 rather than to the lowest odd level: the line as a whole is then reversed an even number of times more.
    const uint8_t highest = *std::max_element(levels.begin(), levels.end());
    for (uint8_t level = highest; level > 0; --level) {
        for (size_t i = 0; i < levels.size();) {
            size_t end = i;
            while (end < levels.size() && levels[end] >= level) ++end;
            std::reverse(order.begin() + static_cast<std::ptrdiff_t>(i),
                         order.begin() + static_cast<std::ptrdiff_t>(end));
            i = end + 1;
        }
    }
    return order;
}

}  // namespace glossator
