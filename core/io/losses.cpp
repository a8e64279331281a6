#include "core/io/losses.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace glossator {

namespace {

bool has_metadata(const Document& document)
{
    return !(document.title + document.publisher + document.url + document.date + document.language).empty() ||
           !document.meta.empty();
}

void count_spans(const Document& document, const AnnotationSet& set, const Carries& carries, Losses& losses)
{
    set.spans.for_each([&](const Span& span) {
        if (!carries.spans) return losses.add("spans", shown(document, span));
        if (!carries.discontinuous && span.at.size() > 1) losses.add("discontinuous spans", shown(document, span));
        if (!carries.attributes && !span.attributes.empty())
            losses.add("attributes of spans", span.attributes.begin()->first.text + " of " + shown(document, span));
        if (!carries.notes && !span.note.empty()) losses.add("notes on spans", span.note);
        if (span.origin) losses.add("origins of spans", span.origin->name);
        if (!span.created.empty()) losses.add("times at which spans were made", span.created);
        if (!span.extra.empty()) losses.add("keys of other programs", span.extra.front().first);
    });
}

void count_links(const AnnotationSet& set, const Carries& carries, Losses& losses)
{
    for (const auto& [id, relation] : set.relations) {
        if (!relation.extra.empty()) losses.add("keys of other programs", relation.extra.front().first);
        if (!carries.relations)
            losses.add("relations", relation.type.text + " from " + relation.from.text + " to " + relation.to.text);
        else if (!carries.relation_attributes && !relation.attributes.empty())
            losses.add("attributes of relations", relation.attributes.begin()->first.text + " of " + id.text);
    }
    for (const auto& [id, attribution] : set.attributions) {
        if (!attribution.extra.empty()) losses.add("keys of other programs", attribution.extra.front().first);
        if (!carries.attributions) {
            losses.add("attributions", id.text);
        } else if (!carries.attribution_details) {
            if (!attribution.attributes.empty())
                losses.add("attributes of attributions", attribution.attributes.begin()->first.text + " of " + id.text);
            if (!attribution.addressees.empty()) losses.add("addressees of attributions", id.text);
            if (!attribution.parent.empty()) losses.add("parents of attributions", id.text);
        }
    }
}

void count_set(const Document& document, const AnnotationSet& set, const Carries& carries, Losses& losses)
{
    if (!carries.document_attributes && !set.info.attributes.empty())
        losses.add("attributes of documents", set.info.attributes.begin()->first.text + " of " + document.id.text);
    if (!carries.status && (!set.info.flags.empty() || !set.info.note.empty()))
        losses.add("flags and notes of documents", document.id.text);
    if (!carries.status && (set.info.status != "open" || set.info.role != SetRole::Annotator || set.info.seconds))
        losses.add("status, role and time of annotators", set.info.by.text + " on " + document.id.text);
    count_spans(document, set, carries, losses);
    count_links(set, carries, losses);
}

void count_records(const Project& project, const Carries& carries, Losses& losses)
{
    for (const auto& [id, entity] : project.entities()) {
        if (!carries.entities)
            losses.add("entities", entity.name);
        else if (!carries.unmentioned && project.mentions(id) == 0)
            losses.add("entities without a mention", entity.name);
        else if (!carries.entity_names)
            losses.add("names of entities", entity.name);
        if (carries.entities && !carries.entity_details &&
            !(entity.type.empty() && entity.aliases.empty() && entity.kb.empty() && entity.note.empty()))
            losses.add("types, aliases, ids and notes of entities", entity.name);
    }
    for (const auto& [id, claim] : project.claims()) {
        if (!carries.claims)
            losses.add("claims", claim.text);
        else if (!carries.unmentioned && project.mentions(id) == 0)
            losses.add("claims without a span", claim.text);
        if (carries.claims && !carries.claim_links && !claim.links.empty())
            losses.add("links between claims", claim.links.front().type + ": " + claim.text);
    }
}

}  // namespace

void Losses::add(std::string_view what, std::string example)
{
    const auto known =
        std::find_if(losses_.begin(), losses_.end(), [&](const Loss& loss) { return loss.what == what; });
    if (known != losses_.end())
        ++known->count;
    else
        losses_.push_back({std::string(what), 1, std::move(example)});
}

Carries Carries::all()
{
    Carries out;
    out.metadata = out.discontinuous = out.attributes = out.notes = out.entities = out.entity_names =
        out.entity_details = out.claims = out.claim_links = out.relations = out.relation_attributes = out.attributions =
            out.attribution_details = out.document_attributes = out.status = out.guidelines = out.unmentioned = true;
    return out;
}

void count_uncarried(const Project& project, const Carries& carries, Losses& losses)
{
    for (const Document& document : project.documents()) {
        if (!carries.metadata && has_metadata(document)) losses.add("metadata of documents", document.id.text);
        if (!carries.segments && document.segments && !document.segments->tokens.empty())
            losses.add("tokens and sentences of documents", document.id.text);
        if (carries.all_sets)
            for (const AnnotationSet* set : project.sets_of(document.id)) count_set(document, *set, carries, losses);
        else if (const AnnotationSet* set = exported_set(project, document))
            count_set(document, *set, carries, losses);
    }
    count_records(project, carries, losses);
    if (!carries.guidelines && !project.info().guidelines.empty()) losses.add("guidelines", project.info().title);
}

const AnnotationSet* exported_set(const Project& project, const Document& document)
{
    const std::vector<const AnnotationSet*> sets = project.sets_of(document.id);
    const auto gold = std::find_if(sets.begin(), sets.end(),
                                   [](const AnnotationSet* set) { return set->info.role == SetRole::Gold; });
    if (gold != sets.end()) return *gold;
    return sets.empty() ? nullptr : sets.front();
}

void count_other_sets(const Project& project, Losses& losses)
{
    for (const Document& document : project.documents()) {
        const AnnotationSet* chosen = exported_set(project, document);
        for (const AnnotationSet* set : project.sets_of(document.id))
            if (set != chosen && !(set->spans.empty() && set->info.attributes.empty()))
                losses.add("work of further annotators", set->info.by.text + " on " + document.id.text);
    }
}

std::string shown(const Document& document, const Span& span)
{
    constexpr size_t kShown = 60;  // bytes
    std::string out = span.label.text + " “";
    for (const TextRange& range : span.at) {
        if (&range != &span.at.front()) out += " … ";
        out += document.text->slice(range);
        if (out.size() > kShown) break;
    }
    if (out.size() > kShown) {
        size_t end = kShown;
        while (is_continuation(out[end])) --end;
        out.resize(end);
        out += "…";
    }
    return out + "”";
}

}  // namespace glossator
