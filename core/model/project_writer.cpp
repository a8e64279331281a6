#include "core/model/project_writer.h"

#include <algorithm>
#include <cassert>

namespace glossator {

namespace {

template <class Counts, class Id>
void count_up(Counts& counts, const Id& id)
{
    ++counts[id];
}

template <class Counts, class Id>
void count_down(Counts& counts, const Id& id)
{
    const auto it = counts.find(id);
    assert(it != counts.end());
    if (--it->second == 0) counts.erase(it);
}

template <class Visit>
void for_each_span(const Relation& relation, const Visit& visit)
{
    visit(relation.from);
    visit(relation.to);
}

template <class Visit>
void for_each_span(const Attribution& attribution, const Visit& visit)
{
    for (const auto* role : {&attribution.sources, &attribution.cues, &attribution.contents, &attribution.addressees})
        for (const SpanId& id : *role) visit(id);
}

// Puts a record that refers to spans, and counts the references.
template <class Record, class Id>
const Record& put_counted(std::map<Id, Record>& records, std::unordered_map<SpanId, size_t>& uses, Record record)
{
    for_each_span(record, [&](const SpanId& span) { count_up(uses, span); });
    auto it = records.lower_bound(record.id);
    if (it == records.end() || it->first != record.id) {
        Id id = record.id;
        it = records.emplace_hint(it, std::move(id), std::move(record));
        return it->second;
    }
    for_each_span(it->second, [&](const SpanId& span) { count_down(uses, span); });
    it->second = std::move(record);
    return it->second;
}

template <class Record, class Id>
void erase_counted(std::map<Id, Record>& records, std::unordered_map<SpanId, size_t>& uses, const Id& id)
{
    const auto it = records.find(id);
    for_each_span(it->second, [&](const SpanId& span) { count_down(uses, span); });
    records.erase(it);
}

}  // namespace

void ProjectWriter::set_info(ProjectInfo info)
{
    project_.info_ = std::move(info);
    ++project_.revision_;
}

void ProjectWriter::set_schema(Schema schema)
{
    project_.schema_ = std::move(schema);
    ++project_.revision_;
}

void ProjectWriter::put(Annotator annotator)
{
    ++project_.revision_;
    std::vector<Annotator>& annotators = project_.annotators_;
    const auto before = [](const Annotator& a, const Annotator& b) { return a.id < b.id; };
    const auto place = std::lower_bound(annotators.begin(), annotators.end(), annotator, before);
    if (place != annotators.end() && place->id == annotator.id)
        *place = std::move(annotator);
    else
        annotators.insert(place, std::move(annotator));
}

void ProjectWriter::put(Document document, size_t position)
{
    ++project_.revision_;
    std::vector<Document>& documents = project_.documents_;
    const auto present = project_.document_positions_.find(document.id);
    if (present == project_.document_positions_.end()) {
        const size_t place = std::min(position, documents.size());
        documents.insert(documents.begin() + static_cast<std::ptrdiff_t>(place), std::move(document));
        number_documents(place);
        if (place + 1 < documents.size()) sort_sets();
        return;
    }
    const size_t was = present->second;
    documents[was] = std::move(document);
    if (position >= documents.size() || position == was) return;
    const auto begin = documents.begin();
    const auto from = begin + static_cast<std::ptrdiff_t>(std::min(was, position));
    const auto to = begin + static_cast<std::ptrdiff_t>(std::max(was, position)) + 1;
    std::rotate(from, was < position ? from + 1 : to - 1, to);
    number_documents(std::min(was, position));
    sort_sets();
}

void ProjectWriter::put(Entity entity)
{
    ++project_.revision_;
    EntityId id = entity.id;
    project_.entities_.insert_or_assign(std::move(id), std::move(entity));
}

void ProjectWriter::put(Claim claim)
{
    ++project_.revision_;
    ClaimId id = claim.id;
    project_.claims_.insert_or_assign(std::move(id), std::move(claim));
}

AnnotationSet& ProjectWriter::put(SetInfo info)
{
    ++project_.revision_;
    if (AnnotationSet* present = find(info.id)) {
        const bool moves = present->info.document != info.document;
        present->info = std::move(info);
        if (moves) sort_sets();
        return *present;
    }
    auto set = std::make_unique<AnnotationSet>();
    set->info = std::move(info);
    AnnotationSet& added = *set;
    project_.sets_by_id_.emplace(added.info.id, &added);
    auto& sets = project_.sets_;
    const auto place = std::upper_bound(sets.begin(), sets.end(), set,
                                        [this](const auto& a, const auto& b) { return stands_before(*a, *b); });
    sets.insert(place, std::move(set));
    return added;
}

void ProjectWriter::put(AnnotationSet& set, Span span)
{
    ++project_.revision_;
    if (!span.entity.empty()) count_up(project_.entity_mentions_, span.entity);
    if (span.claim) count_up(project_.claim_mentions_, span.claim->id);
    if (const Span* present = set.spans.find(span.id)) {
        if (!present->entity.empty()) count_down(project_.entity_mentions_, present->entity);
        if (present->claim) count_down(project_.claim_mentions_, present->claim->id);
    }
    set.spans.put(std::move(span));
}

const Relation& ProjectWriter::put(AnnotationSet& set, Relation relation)
{
    ++project_.revision_;
    return put_counted(set.relations, project_.span_uses_, std::move(relation));
}

const Attribution& ProjectWriter::put(AnnotationSet& set, Attribution attribution)
{
    ++project_.revision_;
    return put_counted(set.attributions, project_.span_uses_, std::move(attribution));
}

bool ProjectWriter::assign(AnnotationSet& set, std::deque<Span> spans)
{
    assert(set.spans.empty());
    ++project_.revision_;
    for (const Span& span : spans) {
        if (!span.entity.empty()) count_up(project_.entity_mentions_, span.entity);
        if (span.claim) count_up(project_.claim_mentions_, span.claim->id);
    }
    return set.spans.assign(std::move(spans));
}

AnnotationSet* ProjectWriter::find(const SetId& id)
{
    return const_cast<AnnotationSet*>(static_cast<const Project&>(project_).find(id));
}

void ProjectWriter::erase(const AnnotatorId& id)
{
    ++project_.revision_;
    std::vector<Annotator>& annotators = project_.annotators_;
    const auto is_it = [&](const Annotator& annotator) { return annotator.id == id; };
    annotators.erase(std::find_if(annotators.begin(), annotators.end(), is_it));
}

void ProjectWriter::erase(const DocumentId& id)
{
    ++project_.revision_;
    const auto entry = project_.document_positions_.find(id);
    const size_t position = entry->second;
    project_.document_positions_.erase(entry);
    project_.documents_.erase(project_.documents_.begin() + static_cast<std::ptrdiff_t>(position));
    number_documents(position);
}

void ProjectWriter::erase(const EntityId& id)
{
    ++project_.revision_;
    project_.entities_.erase(id);
}

void ProjectWriter::erase(const ClaimId& id)
{
    ++project_.revision_;
    project_.claims_.erase(id);
}

void ProjectWriter::erase(const SetId& id)
{
    ++project_.revision_;
    const auto entry = project_.sets_by_id_.find(id);
    const AnnotationSet* set = entry->second;
    project_.sets_by_id_.erase(entry);  // before the set: `id` may be the set's own
    const auto is_it = [&](const auto& candidate) { return candidate.get() == set; };
    project_.sets_.erase(std::find_if(project_.sets_.begin(), project_.sets_.end(), is_it));
}

void ProjectWriter::erase(AnnotationSet& set, const SpanId& id)
{
    ++project_.revision_;
    const Span* present = set.spans.find(id);
    if (!present->entity.empty()) count_down(project_.entity_mentions_, present->entity);
    if (present->claim) count_down(project_.claim_mentions_, present->claim->id);
    set.spans.erase(id);
}

void ProjectWriter::erase(AnnotationSet& set, const RelationId& id)
{
    ++project_.revision_;
    erase_counted(set.relations, project_.span_uses_, id);
}

void ProjectWriter::erase(AnnotationSet& set, const AttributionId& id)
{
    ++project_.revision_;
    erase_counted(set.attributions, project_.span_uses_, id);
}

void ProjectWriter::number_documents(size_t from)
{
    for (size_t i = from; i < project_.documents_.size(); ++i)
        project_.document_positions_[project_.documents_[i].id] = i;
}

bool ProjectWriter::stands_before(const AnnotationSet& a, const AnnotationSet& b) const
{
    if (a.info.document == b.info.document) return a.info.id < b.info.id;
    return project_.document_positions_[a.info.document] < project_.document_positions_[b.info.document];
}

void ProjectWriter::sort_sets()
{
    std::sort(project_.sets_.begin(), project_.sets_.end(),
              [this](const auto& a, const auto& b) { return stands_before(*a, *b); });
}

}  // namespace glossator
