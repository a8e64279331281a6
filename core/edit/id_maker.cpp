#include "core/edit/compose.h"

namespace glossator {

std::string IdMaker::Counter::next(const char* prefix)
{
    return prefix + std::to_string(++last_);
}

void IdMaker::Counter::skip(std::string_view id)
{
    constexpr size_t kMaxDigits = 15;  // larger numbers are never reached by counting
    const size_t dash = id.find('-');
    if (dash != 1 || id.size() - 2 > kMaxDigits || id.size() == 2) return;
    uint64_t number = 0;
    for (const char c : id.substr(2)) {
        if (c < '0' || c > '9') return;
        number = number * 10 + static_cast<uint64_t>(c - '0');
    }
    if (number > last_) last_ = number;
}

void IdMaker::skip(const Project& project)
{
    for (const Document& document : project.documents()) documents_.skip(document.id.text);
    for (const auto& [id, entity] : project.entities()) entities_.skip(id.text);
    for (const auto& [id, claim] : project.claims()) claims_.skip(id.text);
    for (const auto& set : project.sets()) {
        sets_.skip(set->info.id.text);
        set->spans.for_each([&](const Span& span) { spans_.skip(span.id.text); });
        for (const auto& [id, relation] : set->relations) relations_.skip(id.text);
        for (const auto& [id, attribution] : set->attributions) attributions_.skip(id.text);
    }
}

}  // namespace glossator
