#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "core/io/cas.h"
#include "core/io/links.h"
#include "core/io/tokens.h"

namespace glossator::cas {

namespace {

Feature text_feature(std::string name)
{
    return {std::move(name), kString, ""};
}

// Names of features, which are letters, digits and "_", each once in its type.
class FeatureNames {
public:
    FeatureNames(Type& type, Losses& losses) : type_(type), losses_(losses) {}

    const std::string& name_of(const std::string& attribute)
    {
        const auto known = names_.find(attribute);
        if (known != names_.end()) return known->second;
        std::string name;
        for (const char c : attribute) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            const bool digit = c >= '0' && c <= '9';
            if (name.empty() && !letter) name = "a";
            name += letter || digit ? c : '_';
        }
        const auto is_taken = [&] {
            constexpr std::array<std::string_view, 3> kOfAll = {"begin", "end", "sofa"};
            return std::find(kOfAll.begin(), kOfAll.end(), name) != kOfAll.end() ||
                   std::any_of(type_.features.begin(), type_.features.end(),
                               [&](const Feature& feature) { return feature.name == name; });
        };
        const std::string wanted = name;
        for (size_t i = 2; is_taken(); ++i) name = wanted + std::to_string(i);
        if (name != attribute) losses_.add("names of attributes", attribute + ", written as " + name);
        type_.features.push_back(text_feature(name));
        return names_.emplace(attribute, name).first->second;
    }

private:
    Type& type_;
    Losses& losses_;
    std::map<std::string, std::string> names_;
};

class CasMaker {
public:
    CasMaker(const Project& project, const Document& document, Losses& losses)
        : project_(project), document_(document), losses_(losses), set_(exported_set(project, document))
    {}

    Cas make(bool with_records)
    {
        cas_.views.push_back({"_InitialView", document_.text});
        add_types();
        add_tokens();
        if (set_ != nullptr) {
            set_->spans.for_each([&](const Span& span) { add_span(span); });
            for (const auto& [id, relation] : set_->relations) add_relation(relation);
            for (const auto& [id, attribution] : set_->attributions) add_attribution(attribution);
            add_chains();
        }
        if (with_records) {
            Structure records{kRecords, std::nullopt};
            records.values.push_back({"json", side_records(project_, {&document_}), {}});
            cas_.structures.push_back(std::move(records));
        }
        cas_.types.push_back(std::move(span_type_));
        cas_.types.push_back(std::move(relation_type_));
        cas_.types.push_back(std::move(attribution_type_));
        return std::move(cas_);
    }

private:
    void add_types()
    {
        const auto texts = [](std::initializer_list<const char*> names) {
            std::vector<Feature> out;
            for (const char* name : names) out.push_back(text_feature(name));
            return out;
        };
        cas_.types = {
            {kMetaData, kDocumentAnnotation,
             texts({"documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"})},
            {kToken, kAnnotation, {}},
            {kSentence, kAnnotation, {}},
            {kCoreferenceChain, "uima.cas.AnnotationBase", {{"first", kCoreferenceLink, ""}}},
            {kCoreferenceLink,
             kAnnotation,
             {{"next", kCoreferenceLink, ""}, text_feature("referenceRelation"), text_feature("referenceType")}},
            {kArgument, "uima.cas.TOP", {text_feature("role"), {"target", kSpan, ""}}},
            {kRecords, "uima.cas.TOP", texts({"json"})},
        };
        cas_.types[0].features.push_back({"isLastSegment", "uima.cas.Boolean", ""});
        span_type_ = {
            kSpan, kAnnotation,
            texts({"label", "spanId", "entity", "entityName", "claim", "claimRelation", "claimText", "note"})};
        relation_type_ = {kRelation, kAnnotation, {{"Governor", kSpan, ""}, {"Dependent", kSpan, ""}}};
        for (Feature& feature : texts({"label", "relationId"})) relation_type_.features.push_back(std::move(feature));
        attribution_type_ = {kAttribution, kAnnotation, texts({"attributionId", "parent"})};
        attribution_type_.features.push_back({"arguments", kArray, kArgument});
    }

    void add_tokens()
    {
        std::vector<const Span*> spans;
        if (set_ != nullptr) set_->spans.for_each([&](const Span& span) { spans.push_back(&span); });
        Structure data{kMetaData, TextRange{0, document_.text->size()}};
        data.values.push_back({"documentTitle", document_.title.empty() ? document_.name : document_.title, {}});
        data.values.push_back({"documentId", document_.name.empty() ? document_.id.text : document_.name, {}});
        if (!document_.url.empty()) data.values.push_back({"documentUri", document_.url, {}});
        data.values.push_back({"isLastSegment", "false", {}});
        data.values.push_back({"language", document_.language.empty() ? "x-unspecified" : document_.language, {}});
        cas_.structures.push_back(std::move(data));
        for (const TokenSentence& sentence : tokenise(document_, spans)) {
            cas_.structures.push_back({kSentence, sentence.at});
            for (const TextRange& token : sentence.tokens) cas_.structures.push_back({kToken, token});
        }
    }

    static void add_text(Structure& structure, const char* feature, const std::string& text)
    {
        if (!text.empty()) structure.values.push_back({feature, text, {}});
    }

    void add_attributes(Structure& structure, const Attributes& attributes, FeatureNames& names)
    {
        for (const auto& [id, value] : attributes) {
            const std::string text = text_of_value(value);
            if (text.empty())
                losses_.add("attributes with an empty text", id.text);
            else
                structure.values.push_back({names.name_of(id.text), text, {}});
        }
    }

    void add_span(const Span& span)
    {
        for (const TextRange& range : span.at) {
            const TextRange cut = without_blanks(*document_.text, range);
            if (cut.empty()) {
                losses_.add("fragments of nothing but blanks", shown(document_, span));
                continue;
            }
            if (cut != range) losses_.add("blanks at the ends of spans", shown(document_, span));
            Structure out{kSpan, cut};
            add_text(out, "label", span.label.text);
            add_text(out, "spanId", span.id.text);
            if (places_.emplace(span.id, cas_.structures.size()).second) {
                add_text(out, "entity", span.entity.text);
                if (const Entity* entity = project_.find(span.entity)) add_text(out, "entityName", entity->name);
                if (span.claim) {
                    add_text(out, "claim", span.claim->id.text);
                    add_text(out, "claimRelation", span.claim->relation);
                    if (const Claim* claim = project_.find(span.claim->id)) add_text(out, "claimText", claim->text);
                    if (!span.claim->extra.empty())
                        losses_.add("keys of other programs", span.claim->extra.front().first);
                }
                add_text(out, "note", span.note);
                add_attributes(out, span.attributes, span_names_);
                if (!span.entity.empty()) mentions_[span.entity].push_back(cas_.structures.size());
            }
            cas_.structures.push_back(std::move(out));
        }
    }

    void add_relation(const Relation& relation)
    {
        const auto from = places_.find(relation.from), to = places_.find(relation.to);
        if (from == places_.end() || to == places_.end())
            return losses_.add("relations of spans that are nothing but blanks", relation.id.text);
        Structure out{kRelation, cas_.structures[to->second].at};
        out.values.push_back({"Governor", "", {from->second}, true});
        out.values.push_back({"Dependent", "", {to->second}, true});
        add_text(out, "label", relation.type.text);
        add_text(out, "relationId", relation.id.text);
        add_attributes(out, relation.attributes, relation_names_);
        cas_.structures.push_back(std::move(out));
    }

    void add_attribution(const Attribution& attribution)
    {
        Structure out{kAttribution, std::nullopt};
        Value arguments{"arguments", "", {}, true};
        std::map<std::string, size_t> firsts;
        for (const LinkEnd& end : link_of(attribution).ends) {
            if (end.role == "parent") continue;
            const auto place = places_.find(SpanId(end.target));
            if (place == places_.end()) {
                losses_.add("roles of spans that are nothing but blanks", end.target);
                continue;
            }
            firsts.emplace(end.role, place->second);
            arguments.targets.push_back(cas_.structures.size());
            Structure argument{kArgument, std::nullopt};
            argument.values.push_back({"role", end.role, {}});
            argument.values.push_back({"target", "", {place->second}, true});
            cas_.structures.push_back(std::move(argument));
        }
        for (const char* role : {"addressee", "source", "content", "cue"})
            if (const auto first = firsts.find(role); first != firsts.end()) out.at = cas_.structures[first->second].at;
        if (!out.at) return losses_.add("attributions of spans that are nothing but blanks", attribution.id.text);
        add_text(out, "attributionId", attribution.id.text);
        add_text(out, "parent", attribution.parent.text);
        add_attributes(out, attribution.attributes, attribution_names_);
        out.values.push_back(std::move(arguments));
        cas_.structures.push_back(std::move(out));
    }

    void add_chains()
    {
        for (const auto& [id, mentions] : mentions_) {
            const size_t first = cas_.structures.size();
            for (const size_t mention : mentions) {
                Structure link{kCoreferenceLink, cas_.structures[mention].at};
                link.values.push_back({"referenceType", std::string(cas_.structures[mention].text("label")), {}});
                if (cas_.structures.size() - first + 1 < mentions.size())
                    link.values.push_back({"next", "", {cas_.structures.size() + 1}, true});
                cas_.structures.push_back(std::move(link));
            }
            Structure chain{kCoreferenceChain, std::nullopt};
            chain.values.push_back({"first", "", {first}, true});
            cas_.structures.push_back(std::move(chain));
        }
    }

    const Project& project_;
    const Document& document_;
    Losses& losses_;
    const AnnotationSet* set_;
    Cas cas_;
    Type span_type_, relation_type_, attribution_type_;
    FeatureNames span_names_{span_type_, losses_}, relation_names_{relation_type_, losses_},
        attribution_names_{attribution_type_, losses_};
    std::unordered_map<SpanId, size_t> places_;  // of the first fragment
    std::map<EntityId, std::vector<size_t>> mentions_;
};

}  // namespace

const Value* Structure::find(std::string_view feature) const
{
    for (const Value& value : values)
        if (value.feature == feature) return &value;
    return nullptr;
}

std::string_view Structure::text(std::string_view feature) const
{
    const Value* value = find(feature);
    return value == nullptr ? std::string_view() : std::string_view(value->text);
}

const Type* Cas::type(std::string_view name) const
{
    for (const Type& each : types)
        if (each.name == name) return &each;
    return nullptr;
}

std::string_view short_name(std::string_view type)
{
    return type.substr(type.rfind('.') + 1);  // npos + 1 is 0
}

Cas cas_of(const Project& project, const Document& document, bool with_records, Losses& losses)
{
    return CasMaker(project, document, losses).make(with_records);
}

}  // namespace glossator::cas
