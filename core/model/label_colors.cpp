#include "core/model/label_colors.h"

#include <algorithm>

namespace glossator {

std::string unused_color(const Schema& schema)
{
    const char* least = nullptr;
    std::ptrdiff_t fewest = 0;
    for (const char* color : kLabelColors) {
        const auto uses = std::count_if(schema.labels.begin(), schema.labels.end(),
                                        [&](const LabelDef& label) { return label.color == color; });
        if (least != nullptr && uses >= fewest) continue;
        least = color;
        fewest = uses;
        if (uses == 0) break;
    }
    return least;
}

}  // namespace glossator
