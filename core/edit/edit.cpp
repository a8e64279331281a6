#include "core/edit/edit.h"

#include <algorithm>

#include "core/model/project_writer.h"
#include "core/model/rules.h"

namespace glossator {

namespace {

template <class Id>
tl::unexpected<Error> no_such(const char* kind, const Id& id)
{
    return fail(ErrorCode::NotFound, std::string("there is no ") + kind + " \"" + id.text + "\"");
}

template <class Id>
tl::unexpected<Error> in_use(const char* kind, const Id& id, const std::string& by)
{
    return fail(ErrorCode::InUse, std::string("the ") + kind + " \"" + id.text + "\" can't go: " + by);
}

template <class Id>
tl::unexpected<Error> taken(const char* kind, const Id& id)
{
    return fail(ErrorCode::Invalid, std::string("another set has a ") + kind + " \"" + id.text + "\" already", "/id");
}

bool is_empty(const AnnotationSet& set)
{
    return set.spans.empty() && set.relations.empty() && set.attributions.empty();
}

bool same_text(const Document& a, const Document& b)
{
    return a.text == b.text || a.text->bytes() == b.text->bytes();
}

// One function for each kind of edit: asks the rules, makes the change, returns the inverse.
class Applier {
public:
    explicit Applier(Project& project) : project_(project), writer_(project) {}

    Result<Edit> operator()(const PutProjectInfo& edit)
    {
        PutProjectInfo inverse{project_.info()};
        writer_.set_info(edit.info);
        return Edit(std::move(inverse));
    }

    Result<Edit> operator()(const PutSchema& edit)
    {
        if (Status status = check(edit.schema); !status) return fail(status.error());
        if (Status status = check(project_, edit.schema); !status) return fail(status.error());
        PutSchema inverse{project_.schema()};
        writer_.set_schema(edit.schema);
        return Edit(std::move(inverse));
    }

    Result<Edit> operator()(const PutAnnotator& edit)
    {
        if (Status status = check(edit.annotator); !status) return fail(status.error());
        const Annotator* present = project_.find(edit.annotator.id);
        Edit inverse = present ? Edit(PutAnnotator{*present}) : Edit(RemoveAnnotator{edit.annotator.id});
        writer_.put(edit.annotator);
        return inverse;
    }

    Result<Edit> operator()(const RemoveAnnotator& edit)
    {
        const Annotator* present = project_.find(edit.id);
        if (!present) return no_such("annotator", edit.id);
        for (const auto& set : project_.sets())
            if (set->info.by == edit.id)
                return in_use("annotator", edit.id, "the set \"" + set->info.id.text + "\" is theirs");
        PutAnnotator inverse{*present};
        writer_.erase(edit.id);
        return Edit(std::move(inverse));
    }

    Result<Edit> operator()(const PutDocument& edit)
    {
        if (Status status = check(project_, edit.document); !status) return fail(status.error());
        const Document* present = project_.find(edit.document.id);
        if (present && !same_text(*present, edit.document))
            return fail(ErrorCode::Invalid, "the text of a document can't change", "/text");
        Edit inverse =
            present ? Edit(PutDocument{*present, position_of(*present)}) : Edit(RemoveDocument{edit.document.id});
        writer_.put(edit.document, edit.position);
        return inverse;
    }

    Result<Edit> operator()(const RemoveDocument& edit)
    {
        const Document* present = project_.find(edit.id);
        if (!present) return no_such("document", edit.id);
        for (const auto& set : project_.sets())
            if (set->info.document == edit.id)
                return in_use("document", edit.id, "the set \"" + set->info.id.text + "\" is about it");
        PutDocument inverse{*present, position_of(*present)};
        writer_.erase(edit.id);
        return Edit(std::move(inverse));
    }

    Result<Edit> operator()(const PutEntity& edit)
    {
        if (Status status = check(project_, edit.entity); !status) return fail(status.error());
        const Entity* present = project_.find(edit.entity.id);
        Edit inverse = present ? Edit(PutEntity{*present}) : Edit(RemoveEntity{edit.entity.id});
        writer_.put(edit.entity);
        return inverse;
    }

    Result<Edit> operator()(const RemoveEntity& edit)
    {
        const Entity* present = project_.find(edit.id);
        if (!present) return no_such("entity", edit.id);
        if (project_.mentions(edit.id) > 0) return in_use("entity", edit.id, "spans mention it");
        PutEntity inverse{*present};
        writer_.erase(edit.id);
        return Edit(std::move(inverse));
    }

    Result<Edit> operator()(const PutClaim& edit)
    {
        if (Status status = check(project_, edit.claim); !status) return fail(status.error());
        const Claim* present = project_.find(edit.claim.id);
        Edit inverse = present ? Edit(PutClaim{*present}) : Edit(RemoveClaim{edit.claim.id});
        writer_.put(edit.claim);
        return inverse;
    }

    Result<Edit> operator()(const RemoveClaim& edit)
    {
        const Claim* present = project_.find(edit.id);
        if (!present) return no_such("claim", edit.id);
        if (project_.mentions(edit.id) > 0) return in_use("claim", edit.id, "spans state it");
        for (const auto& [id, claim] : project_.claims())
            for (const ClaimRecordLink& link : claim.links)
                if (link.to == edit.id)
                    return in_use("claim", edit.id, "the claim \"" + id.text + "\" is linked to it");
        PutClaim inverse{*present};
        writer_.erase(edit.id);
        return Edit(std::move(inverse));
    }

    Result<Edit> operator()(const PutSet& edit)
    {
        if (Status status = check(project_, edit.info); !status) return fail(status.error());
        const AnnotationSet* present = project_.find(edit.info.id);
        if (present && present->info.document != edit.info.document && !is_empty(*present))
            return fail(ErrorCode::Invalid, "a set that isn't empty can't move to another document", "/document");
        Edit inverse = present ? Edit(PutSet{present->info}) : Edit(RemoveSet{edit.info.id});
        writer_.put(edit.info);
        return inverse;
    }

    Result<Edit> operator()(const RemoveSet& edit)
    {
        const AnnotationSet* present = project_.find(edit.id);
        if (!present) return no_such("set", edit.id);
        if (!is_empty(*present)) return in_use("set", edit.id, "it isn't empty");
        PutSet inverse{present->info};
        writer_.erase(edit.id);
        return Edit(std::move(inverse));
    }

    Result<Edit> operator()(const PutSpan& edit)
    {
        AnnotationSet* set = writer_.find(edit.set);
        if (!set) return no_such("set", edit.set);
        if (Status status = check(project_, *project_.find(set->info.document), edit.span); !status)
            return fail(status.error());
        const Span* present = set->spans.find(edit.span.id);
        if (!present && project_.set_of(edit.span.id)) return taken("span", edit.span.id);
        if (present && present->label != edit.span.label)
            if (Status status = relations_allow(*set, *present, edit.span.label); !status) return fail(status.error());
        Edit inverse = present ? Edit(PutSpan{edit.set, *present}) : Edit(RemoveSpan{edit.set, edit.span.id});
        writer_.put(*set, edit.span);
        return inverse;
    }

    Result<Edit> operator()(const RemoveSpan& edit)
    {
        AnnotationSet* set = writer_.find(edit.set);
        if (!set) return no_such("set", edit.set);
        const Span* present = set->spans.find(edit.id);
        if (!present) return no_such("span", edit.id);
        if (project_.uses(edit.id) > 0) return in_use("span", edit.id, "a relation or an attribution refers to it");
        PutSpan inverse{edit.set, *present};
        writer_.erase(*set, edit.id);
        return Edit(std::move(inverse));
    }

    Result<Edit> operator()(const PutRelation& edit)
    {
        AnnotationSet* set = writer_.find(edit.set);
        if (!set) return no_such("set", edit.set);
        if (Status status = check(project_, *set, edit.relation); !status) return fail(status.error());
        const auto present = set->relations.find(edit.relation.id);
        const bool is_here = present != set->relations.end();
        if (!is_here && project_.set_of(edit.relation.id)) return taken("relation", edit.relation.id);
        Edit inverse =
            is_here ? Edit(PutRelation{edit.set, present->second}) : Edit(RemoveRelation{edit.set, edit.relation.id});
        writer_.put(*set, edit.relation);
        return inverse;
    }

    Result<Edit> operator()(const RemoveRelation& edit)
    {
        AnnotationSet* set = writer_.find(edit.set);
        if (!set) return no_such("set", edit.set);
        const auto present = set->relations.find(edit.id);
        if (present == set->relations.end()) return no_such("relation", edit.id);
        PutRelation inverse{edit.set, present->second};
        writer_.erase(*set, edit.id);
        return Edit(std::move(inverse));
    }

    Result<Edit> operator()(const PutAttribution& edit)
    {
        AnnotationSet* set = writer_.find(edit.set);
        if (!set) return no_such("set", edit.set);
        if (Status status = check(project_, *set, edit.attribution); !status) return fail(status.error());
        const auto present = set->attributions.find(edit.attribution.id);
        const bool is_here = present != set->attributions.end();
        if (!is_here && project_.set_of(edit.attribution.id)) return taken("attribution", edit.attribution.id);
        Edit inverse = is_here ? Edit(PutAttribution{edit.set, present->second})
                               : Edit(RemoveAttribution{edit.set, edit.attribution.id});
        writer_.put(*set, edit.attribution);
        return inverse;
    }

    Result<Edit> operator()(const RemoveAttribution& edit)
    {
        AnnotationSet* set = writer_.find(edit.set);
        if (!set) return no_such("set", edit.set);
        const auto present = set->attributions.find(edit.id);
        if (present == set->attributions.end()) return no_such("attribution", edit.id);
        for (const auto& [id, attribution] : set->attributions)
            if (attribution.parent == edit.id)
                return in_use("attribution", edit.id, "the attribution \"" + id.text + "\" is inside it");
        PutAttribution inverse{edit.set, present->second};
        writer_.erase(*set, edit.id);
        return Edit(std::move(inverse));
    }

private:
    size_t position_of(const Document& document) const
    {
        return static_cast<size_t>(&document - project_.documents().data());
    }

    // Whether the relations of `span` would still be allowed if it had that label.
    Status relations_allow(const AnnotationSet& set, const Span& span, const LabelId& label) const
    {
        if (project_.uses(span.id) == 0) return {};
        for (const auto& [id, relation] : set.relations) {
            const RelationType& type = *project_.schema().find(relation.type);
            const auto forbids = [&](const SpanId& end, const std::vector<LabelId>& allowed) {
                return end == span.id && !allowed.empty() &&
                       std::find(allowed.begin(), allowed.end(), label) == allowed.end();
            };
            if (forbids(relation.from, type.from) || forbids(relation.to, type.to))
                return fail(ErrorCode::Invalid,
                            "the relation \"" + id.text + "\" doesn't allow the label \"" + label.text + "\"",
                            "/label");
        }
        return {};
    }

    Project& project_;
    ProjectWriter writer_;
};

}  // namespace

Result<Edit> apply(Project& project, const Edit& edit)
{
    return std::visit(Applier(project), edit);
}

Result<std::vector<Edit>> apply_all(Project& project, const std::vector<Edit>& edits)
{
    std::vector<Edit> inverse;
    inverse.reserve(edits.size());
    for (const Edit& edit : edits) {
        Result<Edit> undo = apply(project, edit);
        if (!undo) {  // all or nothing: take back what was done, newest first
            for (size_t i = inverse.size(); i-- > 0;) (void)glossator::apply(project, inverse[i]);
            return fail(undo.error());
        }
        inverse.push_back(std::move(*undo));
    }
    std::reverse(inverse.begin(), inverse.end());
    return inverse;
}

}  // namespace glossator
