#include "core/report/said.h"

#include <algorithm>

#include "core/report/words.h"

namespace glossator {

namespace {

constexpr size_t kWords = 80;  // bytes of a source or a cue
constexpr int kRelays = 16;    // that are named; a circle ends here

void join(std::string& out, std::string_view more)
{
    if (more.empty()) return;
    if (!out.empty()) out += ", ";
    out += more;
}

}  // namespace

const Entity* entity_of_source(const Project& project, const AnnotationSet& set, const Span& source)
{
    if (const Entity* own = project.find(source.entity)) return own;
    std::vector<const Span*> there;
    set.spans.overlapping(source.at.front(), there);
    for (const Span* span : there)
        if (span->at == source.at)
            if (const Entity* named = project.find(span->entity)) return named;
    return nullptr;
}

std::string source_name(const Project& project, const Document& document, const AnnotationSet& set, const Span& source)
{
    const Entity* entity = entity_of_source(project, set, source);
    return entity && !entity->name.empty() ? entity->name : quote_of(*document.text, source, kWords);
}

std::vector<const Span*> claims_in(const AnnotationSet& set, const Span& content)
{
    if (content.claim) return {&content};
    std::vector<const Span*> found;
    set.spans.overlapping({content.begin(), content.end()}, found);
    const auto is_other = [&](const Span* span) {
        return !span->claim || span->begin() < content.begin() || span->end() > content.end();
    };
    found.erase(std::remove_if(found.begin(), found.end(), is_other), found.end());
    return found;
}

std::string joined_words(const Document& document, const AnnotationSet& set, const std::vector<SpanId>& spans)
{
    std::string out;
    for (const SpanId& id : spans)
        if (const Span* span = set.spans.find(id)) join(out, quote_of(*document.text, *span, kWords));
    return out;
}

std::string joined_sources(const Project& project, const Document& document, const AnnotationSet& set,
                           const std::vector<SpanId>& spans)
{
    std::string out;
    for (const SpanId& id : spans)
        if (const Span* span = set.spans.find(id)) join(out, source_name(project, document, set, *span));
    return out;
}

std::string voice_of(const Project& project, const Document& document, const AnnotationSet& set,
                     const Attribution& attribution)
{
    const std::string source = joined_sources(project, document, set, attribution.sources);
    std::string out = source.empty() ? "–" : source;
    if (const std::string cues = joined_words(document, set, attribution.cues); !cues.empty()) out += ": " + cues;
    auto parent = set.attributions.find(attribution.parent);
    for (int i = 0; i < kRelays && parent != set.attributions.end(); ++i) {
        const std::string relay = joined_sources(project, document, set, parent->second.sources);
        out += ", via " + (relay.empty() ? "–" : relay);
        parent = set.attributions.find(parent->second.parent);
    }
    if (!attribution.attributes.empty()) out += " (" + values_of(attribution.attributes) + ")";
    return out;
}

}  // namespace glossator
