#include "core/model/label_colors.h"

#include <map>

namespace glossator {

std::string unused_color(const Schema& schema)
{
    std::map<std::string, size_t> uses;
    for (const LabelDef& label : schema.labels) ++uses[label.color];
    std::string least = kLabelColors[0];
    for (const char* color : kLabelColors)
        if (uses[color] < uses[least]) least = color;
    return least;
}

}  // namespace glossator
