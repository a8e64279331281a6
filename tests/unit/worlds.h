#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/project.h"
#include "core/model/project_writer.h"

// Tiny projects in the words of the domain, and what tests ask of any project.
namespace glossator::worlds {

// Numbers by chance, the same at every run.
class Chance {
public:
    explicit Chance(uint32_t seed) : engine_(seed) {}
    uint32_t below(uint32_t n) { return static_cast<uint32_t>(engine_() % n); }
    bool one_in(uint32_t n) { return below(n) == 0; }

private:
    std::mt19937 engine_;
};

inline TextPtr text_of(std::string utf8)
{
    return Text::make(std::move(utf8)).value();
}

inline AttributeDef choice(std::string_view id, std::vector<std::string> values)
{
    AttributeDef def;
    def.id = AttributeId(id);
    def.type = AttributeType::Choice;
    def.values = std::move(values);
    return def;
}

inline AttributeDef attribute(std::string_view id, AttributeType type)
{
    AttributeDef def;
    def.id = AttributeId(id);
    def.type = type;
    return def;
}

inline LabelDef label(std::string_view id, std::string_view layer, std::string_view title, std::string_view key,
                      std::initializer_list<std::string_view> attributes = {})
{
    LabelDef def;
    def.id = LabelId(id);
    def.layer = layer;
    def.title = title;
    def.color = "#1b9e77";
    def.key = key;
    for (const std::string_view attribute_id : attributes) def.attributes.emplace_back(attribute_id);
    return def;
}

// PERSON (mention, defaults to "name"; born; seats), ORG (mention), CLAIM (certainty, topics, checked), SOURCE, CUE;
// member_of from PERSON to ORG; attributions have form, documents have genre.
inline Schema news_schema()
{
    Schema schema;
    schema.attributes = {choice("mention", {"name", "nominal", "pronoun"}),
                         choice("certainty", {"certain", "probable", "possible"}),
                         choice("form", {"direct", "indirect"}),
                         choice("genre", {"report", "comment"}),
                         attribute("topics", AttributeType::Choices),
                         attribute("born", AttributeType::Date),
                         attribute("seats", AttributeType::Number),
                         attribute("checked", AttributeType::YesNo),
                         attribute("remark", AttributeType::Text)};
    schema.attributes[0].default_value = "name";
    schema.attributes[4].values = {"cost", "date", "route"};
    schema.labels = {label("PERSON", "entity", "Person", "p", {"mention", "born", "seats", "remark"}),
                     label("ORG", "entity", "Organisation", "o", {"mention"}),
                     label("CLAIM", "claim", "Claim", "c", {"certainty", "topics", "checked"}),
                     label("SOURCE", "attribution", "Source", "s"), label("CUE", "attribution", "Cue", "q")};
    schema.attribution_attributes = {AttributeId("form")};
    schema.document_attributes = {AttributeId("genre")};
    RelationType member_of;
    member_of.id = RelationTypeId("member_of");
    member_of.title = "member of";
    member_of.from = {LabelId("PERSON")};
    member_of.to = {LabelId("ORG")};
    member_of.attributes = {AttributeId("remark")};
    RelationType near;
    near.id = RelationTypeId("near");
    near.directed = false;
    schema.relations = {member_of, near};
    schema.claim_relations = {"same", "narrower", "contradicts"};
    return schema;
}

inline Annotator annotator(std::string_view id, std::string_view name, std::string_view kind = "human")
{
    Annotator made;
    made.id = AnnotatorId(id);
    made.name = name;
    made.kind = kind;
    return made;
}

inline Document document(std::string_view id, std::string utf8)
{
    Document made;
    made.id = DocumentId(id);
    made.name = std::string(id) + ".txt";
    made.text = text_of(std::move(utf8));
    return made;
}

inline SetInfo set_info(std::string_view id, std::string_view document, std::string_view by)
{
    SetInfo info;
    info.id = SetId(id);
    info.document = DocumentId(document);
    info.by = AnnotatorId(by);
    return info;
}

// Where `words` first stand in the text.
inline TextRange place_of(const Document& document, std::string_view words)
{
    const size_t at = document.text->bytes().find(words);
    assert(at != std::string_view::npos);
    return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

inline Span span(std::string_view id, std::string_view label_id, std::vector<TextRange> at)
{
    Span made;
    made.id = SpanId(id);
    made.label = LabelId(label_id);
    made.at = std::move(at);
    return made;
}

// A span over the first places of these words, one fragment each.
inline Span span(const Document& document, std::string_view id, std::string_view label_id,
                 std::initializer_list<std::string_view> words)
{
    std::vector<TextRange> at;
    for (const std::string_view fragment : words) at.push_back(place_of(document, fragment));
    return span(id, label_id, std::move(at));
}

inline ClaimLink claim_link(std::string_view id, std::string_view relation = {})
{
    ClaimLink link;
    link.id = ClaimId(id);
    link.relation = relation;
    return link;
}

inline Claim claim(std::string_view id, std::string_view text)
{
    Claim made;
    made.id = ClaimId(id);
    made.text = text;
    return made;
}

inline Entity entity(std::string_view id, std::string_view type, std::string_view name)
{
    Entity made;
    made.id = EntityId(id);
    made.type = type;
    made.name = name;
    return made;
}

inline Relation relation(std::string_view id, std::string_view type, std::string_view from, std::string_view to)
{
    Relation made;
    made.id = RelationId(id);
    made.type = RelationTypeId(type);
    made.from = SpanId(from);
    made.to = SpanId(to);
    return made;
}

inline std::vector<SpanId> span_ids(std::initializer_list<std::string_view> ids)
{
    std::vector<SpanId> made;
    for (const std::string_view id : ids) made.emplace_back(id);
    return made;
}

inline Attribution attribution(std::string_view id, std::initializer_list<std::string_view> sources,
                               std::initializer_list<std::string_view> cues,
                               std::initializer_list<std::string_view> contents, std::string_view parent = {})
{
    Attribution made;
    made.id = AttributionId(id);
    made.sources = span_ids(sources);
    made.cues = span_ids(cues);
    made.contents = span_ids(contents);
    made.parent = AttributionId(parent);
    return made;
}

// An empty project with the schema above and the annotators "mira" and "tagger".
inline Project empty_project()
{
    Project project;
    ProjectWriter writer(project);
    ProjectInfo info;
    info.id = ProjectId("p-harbour");
    info.title = "Harbour ferry";
    info.language = "en";
    writer.set_info(info);
    writer.set_schema(news_schema());
    writer.put(annotator("mira", "Mira"));
    writer.put(annotator("tagger", "Tagger 2", "model"));
    return project;
}

inline constexpr const char* kFerryText =
    "The ferry will run again. Mayor Ilse Okonjo of the Harbour Board said the line, long delayed, will cost 41 "
    "million "
    "crowns, the agency reported.\n";
inline constexpr const char* kShortText = "Zoë 👩‍👩‍👧 rode the 渡し船.\r\nNaïve? Cafe\xCC\x81!\n";

// Two documents; one set with all kinds of records ("t-1"), one of a model with a span ("t-2"), one that is empty
// ("t-3").
//
//   s-1 PERSON "Mayor Ilse Okonjo" (e-1)      s-3 ORG "Harbour Board" (e-2)     r-1 s-1 is a member_of s-3
//   s-2 CLAIM "the line" + "will cost 41 million crowns" (same as c-1)    s-4 CUE "said"    s-5 SOURCE "Mayor Ilse
//   Okonjo" s-6 SOURCE "the agency"    s-7 CUE "reported"    s-8 CLAIM "The ferry will run again" a-1 s-6 s-7 say s-2,
//   and in it a-2: s-5 s-4 say s-2
inline Project ferry_project()
{
    Project project = empty_project();
    ProjectWriter writer(project);
    writer.put(document("d-1", kFerryText));
    writer.put(document("d-2", kShortText));
    Entity mayor = entity("e-1", "PERSON", "Ilse Okonjo");
    mayor.aliases = {"Mayor Okonjo"};
    writer.put(mayor);
    writer.put(entity("e-2", "ORG", "Harbour Board"));
    writer.put(claim("c-2", "The line will cost 38 million crowns."));
    Claim cost = claim("c-1", "The line will cost 41 million crowns.");
    cost.links.emplace_back().type = "contradicts";
    cost.links.back().to = ClaimId("c-2");
    writer.put(cost);

    const Document& ferry = project.documents()[0];
    AnnotationSet& set = writer.put(set_info("t-1", "d-1", "mira"));
    Span person = span(ferry, "s-1", "PERSON", {"Mayor Ilse Okonjo"});
    person.entity = EntityId("e-1");
    person.attributes.set(AttributeId("mention"), "name");
    writer.put(set, person);
    Span cost_claim = span(ferry, "s-2", "CLAIM", {"the line", "will cost 41 million crowns"});
    cost_claim.claim = claim_link("c-1", "same");
    writer.put(set, cost_claim);
    Span board = span(ferry, "s-3", "ORG", {"Harbour Board"});
    board.entity = EntityId("e-2");
    writer.put(set, board);
    writer.put(set, span(ferry, "s-4", "CUE", {"said"}));
    writer.put(set, span(ferry, "s-5", "SOURCE", {"Mayor Ilse Okonjo"}));
    writer.put(set, span(ferry, "s-6", "SOURCE", {"the agency"}));
    writer.put(set, span(ferry, "s-7", "CUE", {"reported"}));
    writer.put(set, span(ferry, "s-8", "CLAIM", {"The ferry will run again"}));
    writer.put(set, relation("r-1", "member_of", "s-1", "s-3"));
    writer.put(set, attribution("a-1", {"s-6"}, {"s-7"}, {"s-2"}));
    writer.put(set, attribution("a-2", {"s-5"}, {"s-4"}, {"s-2"}, "a-1"));

    SetInfo model = set_info("t-2", "d-1", "tagger");
    model.role = SetRole::Model;
    writer.put(writer.put(model), span(ferry, "s-9", "PERSON", {"Ilse Okonjo"}));
    writer.put(set_info("t-3", "d-2", "mira"));
    return project;
}

// "" if the two hold the same, else the first kind of record in which they differ.
inline std::string difference(const Project& a, const Project& b)
{
    if (a.info() != b.info()) return "info";
    if (a.schema() != b.schema()) return "schema";
    if (a.annotators() != b.annotators()) return "annotators";
    if (a.entities() != b.entities()) return "entities";
    if (a.claims() != b.claims()) return "claims";
    if (a.documents().size() != b.documents().size()) return "number of documents";
    for (size_t i = 0; i < a.documents().size(); ++i) {
        const Document& x = a.documents()[i];
        const Document& y = b.documents()[i];
        if (x.id != y.id || x.name != y.name || x.title != y.title || x.publisher != y.publisher || x.url != y.url ||
            x.date != y.date || x.language != y.language || x.meta != y.meta || x.text->bytes() != y.text->bytes() ||
            x.segments != y.segments || x.extra != y.extra)
            return "document " + x.id.text;
    }
    if (a.sets().size() != b.sets().size()) return "number of sets";
    for (size_t i = 0; i < a.sets().size(); ++i) {
        const AnnotationSet& x = *a.sets()[i];
        const AnnotationSet& y = *b.sets()[i];
        if (x.info != y.info) return "set " + x.info.id.text;
        if (x.relations != y.relations) return "relations of " + x.info.id.text;
        if (x.attributions != y.attributions) return "attributions of " + x.info.id.text;
        if (x.spans.size() != y.spans.size()) return "number of spans of " + x.info.id.text;
        for (size_t k = 0; k < x.spans.size(); ++k)
            if (x.spans.at(k) != y.spans.at(k)) return "span " + x.spans.at(k).id.text;
    }
    return {};
}

inline Project copy_of(const Project& project)
{
    Project copy;
    ProjectWriter writer(copy);
    writer.set_info(project.info());
    writer.set_schema(project.schema());
    for (const Annotator& each : project.annotators()) writer.put(each);
    for (const Document& each : project.documents()) writer.put(each);
    for (const auto& [id, each] : project.entities()) writer.put(each);
    for (const auto& [id, each] : project.claims()) writer.put(each);
    for (const auto& each : project.sets()) {
        AnnotationSet& set = writer.put(each->info);
        each->spans.for_each([&](const Span& span) { writer.put(set, span); });
        for (const auto& [id, relation] : each->relations) writer.put(set, relation);
        for (const auto& [id, attribution] : each->attributions) writer.put(set, attribution);
    }
    return copy;
}

}  // namespace glossator::worlds
