#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/random_text.h"
#include "tests/unit/worlds.h"

// Projects by chance that use everything that a file may hold.
namespace glossator::worlds {

inline JsonMembers random_extra(Chance& chance)
{
    static constexpr const char* kValues[] = {"1.50", "\"\\u2028 é\"", "{\"b\":[null,true],\"a\":{}}", "[]"};
    JsonMembers out;
    if (chance.one_in(3)) out.emplace_back("x-a", kValues[chance.below(4)]);
    if (chance.one_in(3)) out.emplace_back("x-ünï", kValues[chance.below(4)]);
    return out;
}

inline std::string random_words(Chance& chance)
{
    static constexpr const char* kWords[] = {
        "", "plain", "a \"quote\" \\ and\ta\ntab", "渡し船", "\u2028\uFEFF\u0001", "é/~1"};
    return kWords[chance.below(6)];
}

// Up to three ranges of the text that a span may have.
inline std::vector<TextRange> random_ranges(Chance& chance, const Text& text)
{
    std::vector<uint32_t> ends;
    for (uint32_t i = 0; i < 2 + 2 * chance.below(3); ++i) ends.push_back(chance.below(text.code_points() + 1));
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    std::vector<TextRange> out;
    for (size_t i = 0; i + 1 < ends.size(); i += 2)
        out.push_back({text.code_point_to_byte(ends[i]), text.code_point_to_byte(ends[i + 1])});
    return out;
}

inline Span random_span(Chance& chance, const Text& text, const std::string& id)
{
    static constexpr const char* kLabels[] = {"PERSON", "ORG", "CLAIM", "SOURCE", "CUE"};
    Span out = span(id, kLabels[chance.below(5)], random_ranges(chance, text));
    if (out.label == LabelId("PERSON")) {
        if (chance.one_in(2)) out.attributes.set(AttributeId("mention"), "nominal");
        if (chance.one_in(3)) out.attributes.set(AttributeId("seats"), chance.below(1000) / 8.0);
        if (chance.one_in(3)) out.attributes.set(AttributeId("remark"), random_words(chance));
        if (chance.one_in(2)) out.entity = EntityId("e-" + std::to_string(chance.below(3)));
    }
    if (out.label == LabelId("CLAIM")) {
        if (chance.one_in(2)) out.attributes.set(AttributeId("topics"), std::vector<std::string>{"route", "cost"});
        if (chance.one_in(2)) out.attributes.set(AttributeId("checked"), chance.one_in(2));
        if (chance.one_in(2)) out.claim = claim_link("c-1", chance.one_in(2) ? "same" : "");
        if (out.claim) out.claim->extra = random_extra(chance);
    }
    out.note = random_words(chance);
    if (chance.one_in(3)) {
        Origin origin;
        origin.kind = "model";
        origin.name = random_words(chance);
        if (chance.one_in(2)) origin.score = chance.below(1000) / 1000.0;
        origin.extra = random_extra(chance);
        out.origin = origin;
    }
    if (chance.one_in(3)) out.created = "2026-03-02T09:01:00Z";
    out.extra = random_extra(chance);
    return out;
}

inline void add_random_set(Chance& chance, ProjectWriter& writer, const Document& document, const std::string& number)
{
    SetInfo info = set_info("t-" + number, document.id.text, chance.one_in(2) ? "mira" : "tagger");
    info.role = static_cast<SetRole>(chance.below(3));
    if (chance.one_in(2)) info.attributes.set(AttributeId("genre"), "report");
    if (chance.one_in(2)) info.seconds = chance.below(10000) / 10.0;
    if (chance.one_in(3)) info.flags = {"later", random_words(chance)};
    info.note = random_words(chance);
    info.extra = random_extra(chance);
    AnnotationSet& set = writer.put(info);
    std::vector<SpanId> spans;
    for (uint32_t i = 0; i < chance.below(12); ++i) {
        Span span = random_span(chance, *document.text, "s-" + number + "-" + std::to_string(i));
        if (span.at.empty()) continue;
        spans.push_back(span.id);
        writer.put(set, span);
    }
    if (spans.empty()) return;
    const auto any = [&] { return spans[chance.below(static_cast<uint32_t>(spans.size()))]; };
    for (uint32_t i = 0; i < chance.below(3); ++i) {
        Relation link = relation("r-" + number + "-" + std::to_string(i), "near", any().text, any().text);
        link.extra = random_extra(chance);
        writer.put(set, link);
    }
    for (uint32_t i = 0; i < chance.below(4); ++i) {
        Attribution said = attribution("a-" + number + "-" + std::to_string(i), {any().text}, {}, {any().text});
        if (i > 0 && chance.one_in(2)) said.parent = AttributionId("a-" + number + "-0");
        if (chance.one_in(2)) said.attributes.set(AttributeId("form"), "direct");
        said.extra = random_extra(chance);
        writer.put(set, said);
    }
}

inline Document random_document(Chance& chance, std::mt19937& rng, const std::string& number)
{
    Document out = document("d-" + number, random_text(rng, chance.below(200)));
    out.title = random_words(chance);
    out.meta = random_extra(chance);
    out.extra = random_extra(chance);
    if (chance.one_in(3)) {
        Segments segments;
        segments.tokenizer = "blanks";
        segments.tokens = random_ranges(chance, *out.text);
        segments.extra = random_extra(chance);
        out.segments = segments;
    }
    return out;
}

inline Project random_project(uint32_t seed)
{
    Chance chance(seed);
    std::mt19937 rng(seed);
    Project project = empty_project();
    ProjectWriter writer(project);
    ProjectInfo info = project.info();
    info.guidelines = random_words(chance);
    info.extra = random_extra(chance);
    info.file_extra = random_extra(chance);
    writer.set_info(info);
    for (uint32_t i = 0; i < 3; ++i) {
        Entity each = entity("e-" + std::to_string(i), chance.one_in(2) ? "PERSON" : "", random_words(chance));
        if (chance.one_in(2)) each.aliases = {random_words(chance), "alias"};
        if (chance.one_in(2)) each.kb.emplace_back().base = "wikidata";
        each.extra = random_extra(chance);
        writer.put(each);
    }
    writer.put(claim("c-1", random_words(chance)));
    Claim linked = claim("c-0", random_words(chance));
    linked.links.emplace_back().type = "narrower";
    linked.links.back().to = ClaimId("c-1");
    linked.links.back().extra = random_extra(chance);
    writer.put(linked);
    for (uint32_t i = 0; i < chance.below(4); ++i) {
        writer.put(random_document(chance, rng, std::to_string(i)));
        for (uint32_t k = 0; k < chance.below(3); ++k)
            add_random_set(chance, writer, project.documents().back(), std::to_string(i) + std::to_string(k));
    }
    return project;
}

}  // namespace glossator::worlds
