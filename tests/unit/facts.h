#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/io/links.h"
#include "core/io/losses.h"
#include "core/model/project.h"
#include "tests/unit/python_words.h"

// What a project says, each thing by itself and in words that don't depend on ids, on white space or on marks of byte
// order, so that projects
// that went through any formats can be compared thing by thing.
namespace glossator::worlds {

// A kind ("relation") and what is said ("near: …").
using Facts = std::set<std::pair<std::string, std::string>>;

inline Facts operator-(const Facts& a, const Facts& b)
{
    Facts out;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
    return out;
}

// Those of a document's exported set.
class DocumentFacts {
public:
    DocumentFacts(const Project& project, const Document& document, Facts& out)
        : project_(project), document_(document), out_(out)
    {
        const std::string_view text = document.text->bytes();
        std::string words;
        for (size_t at = 0; at < text.size();) {
            const Decoded next = decode_utf8(text, at);
            for (uint32_t i = 0; i < next.length; ++i) before_.push_back(words_);
            if (!is_python_blank(next.code_point) && next.code_point != 0xFEFF) {
                words += text.substr(at, next.length);
                ++words_;
            }
            at += next.length;
        }
        before_.push_back(words_);
        name_ = std::to_string(words_) + "[" + words.substr(0, 12) + "]";
        say("document", words);
        say("text", std::string(text));
        tell_details();
        if (const AnnotationSet* set = exported_set(project, document)) tell(*set);
    }

private:
    void say(const char* kind, const std::string& what) { out_.emplace(kind, name_ + " " + what); }

    void tell_details()
    {
        const auto field = [&](const char* key, const std::string& value) {
            if (!value.empty()) say("metadata", std::string(key) + "=" + value);
        };
        field("title", document_.title);
        field("publisher", document_.publisher);
        field("url", document_.url);
        field("date", document_.date);
        field("language", document_.language);
        for (const auto& [key, value] : document_.meta) say("metadata", key + "=" + value);
    }

    void tell(const AnnotationSet& set)
    {
        for (const auto& [id, value] : set.info.attributes)
            say("document attribute", id.text + "=" + text_of_value(value));
        for (const std::string& flag : set.info.flags) say("status", flag);
        if (!set.info.note.empty()) say("status", "note: " + set.info.note);
        set.spans.for_each([&](const Span& span) { tell(span); });
        for (const auto& [id, relation] : set.relations) {
            const std::string &from = names_[relation.from], &to = names_[relation.to];
            if (from.empty() || to.empty()) continue;
            const std::string link = relation.type.text + ": " + from + " > " + to;
            say("relation", link);
            for (const auto& [key, value] : relation.attributes)
                say("relation attribute", link + " " + key.text + "=" + text_of_value(value));
        }
        for (const auto& [id, attribution] : set.attributions) tell(set, attribution);
    }

    // Each fragment by itself; those with nothing but white space between them are one.
    void tell(const Span& span)
    {
        std::vector<std::pair<uint32_t, uint32_t>> places;
        for (const TextRange& range : span.at) {
            const uint32_t begin = before_[range.begin], end = before_[range.end];
            if (begin == end) continue;
            if (!places.empty() && places.back().second == begin)
                places.back().second = end;
            else
                places.emplace_back(begin, end);
        }
        if (places.empty()) return;
        std::string name = span.label.text;
        for (const auto& [begin, end] : places) {
            const std::string place = " " + std::to_string(begin) + "-" + std::to_string(end);
            say("span", span.label.text + place);
            name += place;
        }
        names_[span.id] = name;
        if (places.size() > 1) say("fragments", name);
        for (const auto& [id, value] : span.attributes)
            if (const std::string text = text_of_value(value); !text.empty())
                say("attribute", name + " " + id.text + "=" + text);
        if (!span.note.empty()) say("note", name + " " + span.note);
        if (const Entity* entity = project_.find(span.entity)) {
            for (const std::string& other : mentions_[span.entity]) say("entity", other + " = " + name);
            mentions_[span.entity].push_back(name);
            say("entity name", name + " " + entity->name);
        }
        if (span.claim) say("claim", name + " " + project_.find(span.claim->id)->text + "/" + span.claim->relation);
    }

    // Each end with each content, or where there is none with the first end.
    void tell(const AnnotationSet& set, const Attribution& attribution)
    {
        const std::vector<std::string> cores = cores_of(attribution);
        for (const std::string& core : cores) {
            for (const LinkEnd& end : link_of(attribution).ends) {
                const std::string& name = names_[SpanId(end.target)];
                if (end.role == "parent" || name.empty() || end.role + " " + name == core) continue;
                say(end.role == "addressee" ? "attribution detail" : "attribution",
                    core + " < " + end.role + " " + name);
            }
            if (const auto parent = set.attributions.find(attribution.parent); parent != set.attributions.end())
                for (const std::string& outer : cores_of(parent->second))
                    say("attribution detail", core + " in " + outer);
            for (const auto& [key, value] : attribution.attributes)
                say("attribution detail", core + " " + key.text + "=" + text_of_value(value));
        }
    }

    std::vector<std::string> cores_of(const Attribution& attribution)
    {
        std::vector<std::string> out;
        for (const SpanId& content : attribution.contents)
            if (!names_[content].empty()) out.push_back("content " + names_[content]);
        for (const LinkEnd& end : link_of(attribution).ends)
            if (out.empty() && end.role != "parent" && end.role != "addressee" && !names_[SpanId(end.target)].empty())
                out.push_back(end.role + " " + names_[SpanId(end.target)]);
        return out;
    }

    const Project& project_;
    const Document& document_;
    Facts& out_;
    std::vector<uint32_t> before_;  // how many characters but blanks stand before a byte
    uint32_t words_ = 0;
    std::string name_;
    std::map<SpanId, std::string> names_;
    std::map<EntityId, std::vector<std::string>> mentions_;
};

inline Facts facts_of(const Project& project)
{
    Facts out;
    for (const Document& document : project.documents()) DocumentFacts(project, document, out);
    for (const auto& [id, claim] : project.claims())
        for (const ClaimRecordLink& link : claim.links)
            out.emplace("claim link", claim.text + " " + link.type + " " + project.find(link.to)->text);
    if (!project.info().guidelines.empty()) out.emplace("guidelines", project.info().guidelines);
    return out;
}

// Words one of which stands in each loss by which a kind of fact may get lost.
inline const std::map<std::string, std::vector<std::string>>& loss_words()
{
    static const std::map<std::string, std::vector<std::string>> kWords = {
        {"document", {"documents without words", "texts without a word", "control characters"}},
        {"text", {"blanks", "line ends", "carriage returns", "control characters", "without words", "without a word"}},
        {"metadata", {"metadata", "names of documents"}},
        {"document attribute", {"attributes of documents"}},
        {"status", {"flags", "status"}},
        {"span", {"spans", "mentions", "labels"}},
        {"fragments", {"fragments", "discontinuous", "spans"}},
        {"attribute", {"attributes"}},
        {"note", {"notes"}},
        {"entity", {"entities", "entity"}},
        {"entity name", {"entities", "entity"}},
        {"claim", {"claims"}},
        {"claim link", {"links between claims", "claims"}},
        {"relation", {"relations", "links", "spans"}},
        {"relation attribute", {"attributes of relations", "relations", "links"}},
        {"attribution", {"attributions", "links", "roles"}},
        {"attribution detail", {"attributions", "links", "roles"}},
        {"guidelines", {"guidelines"}},
    };
    return kWords;
}

// The facts that are lost though no loss speaks of their kind, one a line.
inline std::string lost_silently(const Facts& before, const Facts& after, const std::vector<Loss>& losses)
{
    const auto is_lost = [&](const Loss& loss, const std::string& kind) {
        const std::vector<std::string>& words = loss_words().at(kind);
        const bool is_of_spans = kind != "document" && kind != "text" && kind != "metadata" && kind != "guidelines" &&
                                 kind != "document attribute" && kind != "status" && kind != "claim link";
        return (is_of_spans && loss.what == "spans") || loss.what == "characters that XML has not" ||
               std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return loss.what.find(word) != std::string::npos; });
    };
    std::string out;
    for (const auto& lost : before - after) {
        const bool is_told =
            std::any_of(losses.begin(), losses.end(), [&](const Loss& loss) { return is_lost(loss, lost.first); });
        if (!is_told) out += lost.first + ": " + lost.second.substr(0, 200) + "\n";
    }
    return out;
}

}  // namespace glossator::worlds
