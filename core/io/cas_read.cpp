#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "core/io/cas.h"
#include "core/io/links.h"

namespace glossator::cas {

namespace {

// Takes one view of a CAS over as a document.
class ViewTaker {
public:
    ViewTaker(ProjectBuilder& builder, const Cas& cas, size_t view, Losses& losses)
        : builder_(builder), cas_(cas), view_(view), losses_(losses)
    {}

    void take(bool described)
    {
        sort_out(described);
        take_segments();
        for (const size_t i : spans_) take_span(i);
        for (auto& [id, parts] : parts_) take_parts(parts);
        for (const size_t i : chains_) take_chain(i);
        for (const size_t i : relations_) take_relation(i);
        for (const size_t i : attributions_) take_attribution(i);
        for (const size_t i : loose_)
            if (used_.count(i) == 0)
                losses_.add("structures without a place in the text", std::string(short_name(cas_.structures[i].type)));
        take_links(builder_, links_, ids_, losses_);
    }

private:
    void sort_out(bool described)
    {
        for (size_t i = 0; i < cas_.structures.size(); ++i) {
            const Structure& each = cas_.structures[i];
            if (each.view != view_ || each.type == kRecords) continue;
            if (each.type == kMetaData || each.type == kDocumentAnnotation)
                take_meta_data(each, described);
            else if (each.type == kToken || each.type == kSentence)
                (each.type == kToken ? tokens_ : sentences_).push_back(i);
            else if (each.type == kAttribution)
                attributions_.push_back(i);
            else if (refers(each, "Governor") && refers(each, "Dependent"))
                relations_.push_back(i);
            else if (refers(each, "first") && !each.at)
                chains_.push_back(i);
            else if (!each.at)
                loose_.push_back(i);
            else if (each.type == kSpan && !each.text("spanId").empty())
                parts_[std::string(each.text("spanId"))].push_back(i);
            else
                spans_.push_back(i);
        }
        // The links of chains become mentions, not spans like others.
        for (const size_t i : chains_) gather_chain(i);
        std::erase_if(spans_, [&](size_t i) { return used_.count(i) > 0; });
    }

    static bool refers(const Structure& structure, const char* feature)
    {
        const Value* value = structure.find(feature);
        return value != nullptr && value->is_reference && !value->targets.empty();
    }

    void take_meta_data(const Structure& from, bool described)
    {
        if (described) return;
        Document& document = builder_.document();
        for (const Value& value : from.values) {
            if (value.feature == "language" && value.text != "x-unspecified")
                document.language = value.text;
            else if (value.feature == "documentTitle")
                document.title = value.text;
            else if (value.feature == "documentUri")
                document.url = value.text;
            else if (value.feature != "language" && value.feature != "isLastSegment" && !value.text.empty())
                losses_.add("details of documents", value.feature + ": " + value.text);
        }
    }

    void take_segments()
    {
        Segments out;
        out.tokenizer = "uima";
        const auto gather = [&](const std::vector<size_t>& from, std::vector<TextRange>& to) {
            for (const size_t i : from) {
                to.push_back(*cas_.structures[i].at);
                for (const Value& value : cas_.structures[i].values)
                    losses_.add("features of tokens and sentences", value.feature);
            }
            std::sort(to.begin(), to.end());
            uint32_t last = 0;
            for (const TextRange& each : to) {
                if (each.empty() || each.begin < last) return false;
                last = each.end;
            }
            return true;
        };
        if (tokens_.empty() && sentences_.empty()) return;
        const bool sound = gather(tokens_, out.tokens), also = gather(sentences_, out.sentences);
        if (sound && also)
            builder_.document().segments = std::move(out);
        else
            losses_.add("tokens and sentences that overlap or are empty", cas_.views[view_].name);
    }

    SpanId add(Span span, size_t structure)
    {
        const SpanId id = builder_.add(std::move(span));
        ids_.emplace(std::to_string(structure), id);
        return id;
    }

    void take_span(size_t i)
    {
        const Structure& from = cas_.structures[i];
        if (from.at->empty()) return losses_.add("annotations without text", std::string(short_name(from.type)));
        Span span;
        span.at = {*from.at};
        span.label = builder_.label(label_of(from));
        take_fields(from, span);
        add(std::move(span), i);
        take_references(i);
    }

    std::string_view label_of(const Structure& from) const
    {
        const std::string_view said = from.type == kNamedEntity ? from.text("value")
                                      : from.type == kSpan      ? from.text("label")
                                                                : std::string_view();
        return said.empty() ? short_name(from.type) : said;
    }

    void take_fields(const Structure& from, Span& span)
    {
        for (const Value& value : from.values) {
            if (value.is_reference || value.text.empty()) continue;
            if (from.type == kSpan) {
                take_own_field(from, value, span);
            } else if (from.type == kNamedEntity && value.feature == "identifier") {
                span.entity = builder_.entity(value.text, "", "");
            } else if (from.type != kNamedEntity || value.feature != "value") {
                builder_.set_attribute(span, value.feature, value_of(builder_.schema(), value.feature, value.text));
            }
        }
    }

    void take_own_field(const Structure& from, const Value& value, Span& span)
    {
        const std::string& name = value.feature;
        if (name == "entity") {
            Entity entity;
            entity.id = EntityId(value.text);
            entity.name = from.text("entityName");
            span.entity =
                builder_.has_entity(value.text) ? builder_.entity(value.text, "", "") : builder_.add(std::move(entity));
        } else if (name == "claim") {
            Claim claim;
            claim.id = ClaimId(value.text);
            claim.text = from.text("claimText");
            ClaimLink link;
            link.id = builder_.has_claim(value.text) ? builder_.claim(value.text, "") : builder_.add(std::move(claim));
            link.relation = from.text("claimRelation");
            builder_.allow_claim_relation(link.relation);
            span.claim = std::move(link);
        } else if (name == "note") {
            span.note = value.text;
        } else if (name != "label" && name != "spanId" && name != "entityName" && name != "claimRelation" &&
                   name != "claimText") {
            builder_.set_attribute(span, name, value_of(builder_.schema(), name, value.text));
        }
    }

    // The fragments of one of our spans, together unless they overlap.
    void take_parts(std::vector<size_t>& parts)
    {
        std::stable_sort(parts.begin(), parts.end(),
                         [&](size_t a, size_t b) { return *cas_.structures[a].at < *cas_.structures[b].at; });
        Span span;
        uint32_t reach = 0;
        for (const size_t i : parts) {
            const Structure& from = cas_.structures[i];
            if (from.at->empty() || from.at->begin < reach || (!span.at.empty() && label_of(from) != span.label.text)) {
                losses_.add("fragments of a span that overlap, or are of another label", std::string(label_of(from)));
                continue;
            }
            if (span.at.empty()) {
                span.id = SpanId(from.text("spanId"));
                span.label = builder_.label(label_of(from));
            }
            span.at.push_back(*from.at);
            reach = from.at->end;
            take_fields(from, span);
        }
        if (span.at.empty()) return;
        if (!span.entity.empty()) mentions_.emplace(span.at.front(), span.label.text);
        const SpanId id = builder_.add(std::move(span));
        for (const size_t i : parts) {
            ids_.emplace(std::to_string(i), id);
            take_references(i);
        }
    }

    // Each structure that a span refers to, through a link with a role or without, as a relation.
    void take_references(size_t i)
    {
        for (const Value& value : cas_.structures[i].values)
            for (const size_t target : value.targets) {
                const Structure& to = cas_.structures[target];
                const Value* through = to.at ? nullptr : to.find("target");
                RoleLink link{"", value.feature, {{"from", end_of(i)}}};
                if (through != nullptr && !through->targets.empty()) {
                    used_.insert(target);
                    if (!to.text("role").empty()) link.type = to.text("role");
                    link.ends.push_back({"to", end_of(through->targets.front())});
                } else {
                    link.ends.push_back({"to", end_of(target)});
                }
                links_.push_back(std::move(link));
            }
    }

    // The id of a structure's span; tokens get one when something refers to them.
    std::string end_of(size_t i)
    {
        const Structure& structure = cas_.structures[i];
        const std::string id = std::to_string(i);
        const bool is_segment = structure.type == kToken || structure.type == kSentence;
        if (is_segment && structure.view == view_ && !structure.at->empty() && ids_.count(id) == 0) {
            Span span;
            span.at = {*structure.at};
            span.label = builder_.label(short_name(structure.type));
            add(std::move(span), i);
        }
        return id;
    }

    void take_relation(size_t i)
    {
        const Structure& from = cas_.structures[i];
        RoleLink link{std::string(from.text("relationId")), std::string(short_name(from.type)), {}};
        if (from.type == kRelation && !from.text("label").empty()) link.type = from.text("label");
        link.ends = {{"from", end_of(from.find("Governor")->targets.front())},
                     {"to", end_of(from.find("Dependent")->targets.front())}};
        for (const Value& value : from.values) {
            if (value.is_reference) {
                if (value.feature != "Governor" && value.feature != "Dependent" && !value.targets.empty())
                    losses_.add("references of relations", value.feature);
                continue;
            }
            const bool is_own = from.type == kRelation && (value.feature == "label" || value.feature == "relationId");
            if (!is_own && !value.text.empty()) link.properties.push_back({value.feature, value.text});
        }
        links_.push_back(std::move(link));
    }

    void take_attribution(size_t i)
    {
        const Structure& from = cas_.structures[i];
        RoleLink link{std::string(from.text("attributionId")), kAttributionType, {}};
        for (const Value& value : from.values) {
            for (const size_t target : value.targets) {
                const Structure& argument = cas_.structures[target];
                const Value* to = argument.find("target");
                if (to == nullptr || to->targets.empty()) continue;
                used_.insert(target);
                link.ends.push_back({std::string(argument.text("role")), end_of(to->targets.front())});
            }
            if (value.is_reference || value.text.empty() || value.feature == "attributionId") continue;
            if (value.feature == "parent")
                link.ends.push_back({"parent", value.text});
            else
                link.properties.push_back({value.feature, value.text});
        }
        links_.push_back(std::move(link));
    }

    void gather_chain(size_t head)
    {
        std::vector<size_t>& links = chain_links_[head];
        for (const Value* next = cas_.structures[head].find("first"); next != nullptr && !next->targets.empty();) {
            const size_t link = next->targets.front();
            if (!cas_.structures[link].at || !used_.insert(link).second) break;
            links.push_back(link);
            next = cas_.structures[link].find("next");
        }
    }

    // Mentions that one of our own spans stands for already are passed over: they were written from it.
    void take_chain(size_t head)
    {
        EntityId entity;
        for (const size_t i : chain_links_[head]) {
            const Structure& from = cas_.structures[i];
            const std::string type(from.text("referenceType"));
            if (from.at->empty()) {
                losses_.add("annotations without text", std::string(short_name(from.type)));
                continue;
            }
            if (mentions_.count({*from.at, type}) > 0) continue;
            Span span;
            span.at = {*from.at};
            span.label = builder_.label(type.empty() ? "Mention" : type, "entity");
            if (entity.empty())
                entity = builder_.entity("chain " + std::to_string(view_) + " " + std::to_string(head), "",
                                         cas_.views[view_].text->slice(*from.at));
            span.entity = entity;
            for (const Value& value : from.values)
                if (!value.is_reference && value.feature != "referenceType" && !value.text.empty())
                    builder_.set_attribute(span, value.feature, value_of(builder_.schema(), value.feature, value.text));
            add(std::move(span), i);
        }
    }

    ProjectBuilder& builder_;
    const Cas& cas_;
    size_t view_;
    Losses& losses_;
    std::vector<size_t> tokens_, sentences_, spans_, relations_, attributions_, chains_, loose_;
    std::map<std::string, std::vector<size_t>> parts_;  // of our spans, by their ids
    std::map<size_t, std::vector<size_t>> chain_links_;
    std::set<size_t> used_;                                 // structures that another one brought in
    std::set<std::pair<TextRange, std::string>> mentions_;  // of our spans: where, and the label
    std::unordered_map<std::string, SpanId> ids_;           // by index
    std::vector<RoleLink> links_;
};

}  // namespace

Status take_cas(ProjectBuilder& builder, const Cas& cas, const std::string& name, Losses& losses)
{
    std::optional<Project> records;
    for (const Structure& each : cas.structures) {
        if (each.type != kRecords || records) continue;
        Result<Project> read = read_side_records(each.text("json"));
        if (!read) return fail(Error{read.error().code, read.error().message, each.offset, {}});
        records = std::move(*read);
        builder.adopt(*records);
    }
    const auto with_text =
        std::count_if(cas.views.begin(), cas.views.end(), [](const View& view) { return view.text != nullptr; });
    for (size_t i = 0; i < cas.views.size(); ++i) {
        if (cas.views[i].text == nullptr) {
            losses.add("views without a text", cas.views[i].name);
            for (const Structure& each : cas.structures)
                if (each.view == i) losses.add("structures in views without a text", each.type);
            continue;
        }
        builder.add_document(with_text > 1 ? name + " " + cas.views[i].name : name, cas.views[i].text);
        const bool described = records && !records->documents().empty() && with_text == 1;
        ViewTaker taker(builder, cas, i, losses);
        taker.take(described);
        if (described) builder.describe(*records, records->documents().front());
    }
    return {};
}

Status compare(const Document& document, const AnnotationSet* set, const Cas& cas)
{
    std::map<std::string, std::vector<TextRange>> places;
    for (const Structure& each : cas.structures)
        if (each.type == kSpan && each.at) places[std::string(each.text("spanId"))].push_back(*each.at);
    std::vector<FoundSpan> found;
    for (auto& [id, ranges] : places) {
        std::sort(ranges.begin(), ranges.end());
        FoundSpan& span = found.emplace_back(FoundSpan{id, {}});
        for (const TextRange& range : ranges) span.quotes.emplace_back(cas.views.front().text->slice(range));
    }
    return compare_spans(document, set, found, true);
}

}  // namespace glossator::cas
