#include "core/io/graphml.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "core/io/file_name.h"
#include "core/io/links.h"
#include "core/io/offset_unit.h"
#include "core/io/xml.h"

namespace glossator {

namespace {

const Format kFormat = {"graphml", "GraphML of who said what", {".graphml"}, false, true};

struct Key {
    const char* name;
    const char* type;
};
constexpr std::array<Key, 9> kNodeKeys = {Key{"kind", "string"}, {"label", "string"}, {"id", "string"},
                                          {"type", "string"},    {"cue", "string"},   {"publisher", "string"},
                                          {"url", "string"},     {"date", "string"},  {"language", "string"}};
constexpr std::array<Key, 8> kEdgeKeys = {Key{"kind", "string"}, {"role", "string"}, {"document", "string"},
                                          {"quote", "string"},   {"at", "string"},   {"begin", "int"},
                                          {"end", "int"},        {"weight", "int"}};

std::string quote_of(const Document& document, const Span& span)
{
    std::string out;
    for (const TextRange& range : span.at) (out += out.empty() ? "" : " … ") += document.text->slice(range);
    return out;
}

// What a span stands for: the kind and id of a node.
struct NodeName {
    std::string kind, id;
    friend bool operator<(const NodeName& a, const NodeName& b)
    {
        return std::tie(a.kind, a.id) < std::tie(b.kind, b.id);
    }
};
NodeName stands_for(const Span& span)
{
    if (!span.entity.empty()) return {"entity", span.entity.text};
    if (span.claim) return {"claim", span.claim->id.text};
    return {"span", span.id.text};
}

bool is_content(std::string_view role)
{
    return role == "content" || role == "parent";
}

class GraphWriter {
public:
    explicit GraphWriter(const Project& project) : project_(project) {}

    std::string write()
    {
        for (const Document& document : project_.documents()) add_document(document);
        for (const auto& [id, entity] : project_.entities()) {
            begin_node({"entity", id.text}, entity.name);
            node_data("type", entity.type);
            end_node();
        }
        for (const auto& [id, claim] : project_.claims()) {
            begin_node({"claim", id.text}, claim.text);
            end_node();
        }
        for (const Document& document : project_.documents())
            if (const AnnotationSet* set = exported_set(project_, document)) add_set(document, *set);
        for (const auto& [id, claim] : project_.claims())
            for (const ClaimRecordLink& link : claim.links)
                add_edge("claim", link.type, {"claim", id.text}, {"claim", link.to.text});
        std::string out =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
        for (const Key& key : kNodeKeys) write_key(out, "n_", "node", key.name, key.type);
        for (const Key& key : kEdgeKeys) write_key(out, "e_", "edge", key.name, key.type);
        for (size_t i = 0; i < attributes_.size(); ++i)
            write_key(out, "a" + std::to_string(i) + "_", "node", "attribute." + attributes_[i], types_[i]);
        for (size_t i = 0; i < link_attributes_.size(); ++i)
            write_key(out, "r" + std::to_string(i) + "_", "edge", "attribute." + link_attributes_[i], "string");
        return out + "<graph id=\"attributions\" edgedefault=\"directed\">\n" + nodes_ + edges_ +
               "</graph>\n</graphml>\n";
    }

private:
    // An attribute's key is numbered, since its name may be any text.
    static void write_key(std::string& out, std::string id, const char* of, const std::string& name, const char* type)
    {
        if (name.substr(0, 10) != "attribute.") id += name;
        out += "<key";
        write_xml_attribute(out, "id", id);
        write_xml_attribute(out, "for", of);
        write_xml_attribute(out, "attr.name", name);
        write_xml_attribute(out, "attr.type", type);
        out += "/>\n";
    }

    static void write_data(std::string& out, const std::string& key, std::string_view value)
    {
        out += "<data key=\"" + key + "\">";
        write_xml_text(out, value);
        out += "</data>";
    }

    void node_data(const char* name, std::string_view value)
    {
        if (!value.empty()) write_data(nodes_, std::string("n_") + name, value);
    }

    void begin_node(const NodeName& name, const std::string& label)
    {
        const std::string id = "n" + std::to_string(ids_.size());
        ids_[name] = id;
        nodes_ += "<node id=\"" + id + "\">";
        node_data("kind", name.kind);
        node_data("label", label.empty() ? name.id : label);
        node_data("id", name.id);
    }
    void end_node() { nodes_ += "</node>\n"; }

    void add_document(const Document& document)
    {
        begin_node({"document", document.id.text}, document.title.empty() ? document.name : document.title);
        node_data("publisher", document.publisher);
        node_data("url", document.url);
        node_data("date", document.date);
        node_data("language", document.language);
        end_node();
    }

    void add_set(const Document& document, const AnnotationSet& set)
    {
        const Offsets offsets(*document.text, OffsetUnit::CodePoint);
        const NodeName place{"document", document.id.text};
        std::map<NodeName, size_t> mentions;
        set.spans.for_each([&](const Span& span) {
            if (!span.entity.empty()) ++mentions[{"entity", span.entity.text}];
            if (span.claim) ++mentions[{"claim", span.claim->id.text}];
        });
        for (const auto& [node, count] : mentions) {
            add_edge("mention", "mention", node, place, false);
            write_data(edges_, "e_weight", std::to_string(count));
            edges_ += "</edge>\n";
        }
        for (const auto& [id, attribution] : set.attributions) add_attribution(document, set, attribution);
        for (const auto& [id, attribution] : set.attributions) {
            const NodeName here{"attribution", id.text};
            add_edge("document", "document", here, place);
            for (const LinkEnd& end : link_of(attribution).ends) {
                if (end.role == "cue") continue;
                const Span* span = end.role == "parent" ? nullptr : set.spans.find(SpanId(end.target));
                const NodeName there = span == nullptr ? NodeName{"attribution", end.target} : node_of(document, *span);
                if (is_content(end.role))
                    add_edge("attribution", end.role, here, there, span == nullptr);
                else
                    add_edge("attribution", end.role, there, here, span == nullptr);
                if (span != nullptr) end_edge(document, offsets, *span);
            }
        }
        for (const auto& [id, relation] : set.relations) {
            add_edge("relation", relation.type.text, node_of(document, *set.spans.find(relation.from)),
                     node_of(document, *set.spans.find(relation.to)), false);
            for (const Property& each : link_of(relation).properties) {
                const size_t key = number_of(link_attributes_, each.name);
                write_data(edges_, "r" + std::to_string(key) + "_", each.value);
            }
            edges_ += "</edge>\n";
        }
    }

    void add_attribution(const Document& document, const AnnotationSet& set, const Attribution& attribution)
    {
        std::string cue;
        for (const SpanId& id : attribution.cues)
            (cue += cue.empty() ? "" : " / ") += quote_of(document, *set.spans.find(id));
        begin_node({"attribution", attribution.id.text}, cue);
        node_data("cue", cue);
        for (const auto& [id, value] : attribution.attributes) {
            const size_t key = number_of(attributes_, id.text);
            if (key == types_.size())
                types_.push_back(std::holds_alternative<bool>(value)     ? "boolean"
                                 : std::holds_alternative<double>(value) ? "double"
                                                                         : "string");
            write_data(nodes_, "a" + std::to_string(key) + "_", text_of_value(value));
        }
        end_node();
    }

    static size_t number_of(std::vector<std::string>& names, const std::string& name)
    {
        const auto known = std::find(names.begin(), names.end(), name);
        const auto number = static_cast<size_t>(known - names.begin());
        if (known == names.end()) names.push_back(name);
        return number;
    }

    // The node of what the span stands for, which is made if it is the span itself.
    NodeName node_of(const Document& document, const Span& span)
    {
        const NodeName name = stands_for(span);
        if (ids_.count(name) > 0) return name;
        begin_node(name, quote_of(document, span));
        node_data("type", span.label.text);
        end_node();
        return name;
    }

    void add_edge(const char* kind, const std::string& role, const NodeName& from, const NodeName& to,
                  bool is_whole = true)
    {
        edges_ += "<edge id=\"e" + std::to_string(edge_count_++) + "\" source=\"" + ids_.at(from) + "\" target=\"" +
                  ids_.at(to) + "\">";
        write_data(edges_, "e_kind", kind);
        write_data(edges_, "e_role", role);
        if (is_whole) edges_ += "</edge>\n";
    }

    void end_edge(const Document& document, const Offsets& offsets, const Span& span)
    {
        write_data(edges_, "e_document", document.id.text);
        write_data(edges_, "e_quote", quote_of(document, span));
        std::string at;
        for (const TextRange& range : span.at)
            at += (at.empty() ? "" : ";") + std::to_string(offsets.from_byte(range.begin)) + "-" +
                  std::to_string(offsets.from_byte(range.end));
        write_data(edges_, "e_at", at);
        write_data(edges_, "e_begin", std::to_string(offsets.from_byte(span.begin())));
        write_data(edges_, "e_end", std::to_string(offsets.from_byte(span.end())));
        edges_ += "</edge>\n";
    }

    const Project& project_;
    std::string nodes_, edges_;
    std::map<NodeName, std::string> ids_;
    std::vector<std::string> attributes_, link_attributes_;
    std::vector<const char*> types_;  // of attributes_
    size_t edge_count_ = 0;
};

void count_losses(const Project& project, Losses& losses)
{
    Carries carries;
    carries.discontinuous = carries.entities = carries.entity_names = carries.claims = carries.claim_links = true;
    carries.relations = carries.relation_attributes = carries.attributions = carries.attribution_details = true;
    carries.unmentioned = carries.metadata = true;
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
    for (const Document& document : project.documents()) {
        losses.add("texts of documents", document.id.text);
        if (!document.meta.empty()) losses.add("further metadata of documents", document.meta.front().first);
        const AnnotationSet* set = exported_set(project, document);
        if (set == nullptr) continue;
        set->spans.for_each([&](const Span& span) {
            if (project.uses(span.id) == 0 && stands_for(span).kind == "span")
                losses.add("spans that nothing refers to", shown(document, span));
            if (xml_lacks(quote_of(document, span)) > 0)
                losses.add("characters that XML has not", shown(document, span));
        });
        for (const auto& [id, attribution] : set->attributions)
            if (!attribution.cues.empty()) losses.add("places of cues", id.text);
    }
}

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Losses losses;
    count_losses(project, losses);
    std::set<std::string> taken;
    return Exported{{{free_name(project.info().id.text, ".graphml", taken), GraphWriter(project).write()}},
                    losses.take()};
}

std::string data_of(const pugi::xml_node& node, const char* key)
{
    return xml_text(node.find_child_by_attribute("data", "key", key));
}

// The fragments that an edge's "at" names.
Result<std::vector<TextRange>> ranges_of(const std::string& at, const Offsets& offsets)
{
    std::vector<TextRange> out;
    uint64_t numbers[2] = {0, 0};
    size_t which = 0;
    for (const char c : at + ";") {
        if (c >= '0' && c <= '9') {
            numbers[which] = numbers[which] * 10 + static_cast<uint64_t>(c - '0');
        } else if (c == '-') {
            which = 1;
        } else {
            const Result<TextRange> range = offsets.range(numbers[0], numbers[1]);
            if (!range) return fail(range.error());
            out.push_back(*range);
            numbers[0] = numbers[1] = which = 0;
        }
    }
    return out;
}

// "a-1 source entity e-1 “Ilse Okonjo”", for each end of an attribution that is a span; sorted.
std::vector<std::string> expected_ends(const Project& project)
{
    std::vector<std::string> out;
    for (const Document& document : project.documents()) {
        const AnnotationSet* set = exported_set(project, document);
        if (set == nullptr) continue;
        for (const auto& [id, attribution] : set->attributions)
            for (const LinkEnd& end : link_of(attribution).ends) {
                if (end.role == "cue" || end.role == "parent") continue;
                const Span& span = *set->spans.find(SpanId(end.target));
                const NodeName node = stands_for(span);
                out.push_back(as_in_xml(id.text + " " + end.role + " " + node.kind + " " + node.id + " “" +
                                        quote_of(document, span) + "”"));
            }
    }
    std::sort(out.begin(), out.end());
    return out;
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    const Result<XmlDocument> xml = XmlDocument::parse(exported.files.front().bytes);
    if (!xml) return fail(xml.error());
    const pugi::xml_node graph = xml->root().child("graph");
    std::map<std::string, NodeName> nodes;
    for (const pugi::xml_node& node : graph.children("node"))
        nodes[node.attribute("id").value()] = {data_of(node, "n_kind"), data_of(node, "n_id")};
    std::map<std::string, const Document*> documents;
    for (const Document& document : project.documents()) documents[as_in_xml(document.id.text)] = &document;
    std::vector<std::string> found;
    for (const pugi::xml_node& edge : graph.children("edge")) {
        const std::string at = data_of(edge, "e_at"), role = data_of(edge, "e_role");
        if (at.empty()) continue;
        const auto document = documents.find(data_of(edge, "e_document"));
        if (document == documents.end()) return fail(ErrorCode::Invalid, "an edge names no document");
        const Offsets offsets(*document->second->text, OffsetUnit::CodePoint);
        const Result<std::vector<TextRange>> ranges = ranges_of(at, offsets);
        if (!ranges) return fail(ranges.error());
        Span there;
        there.at = *ranges;
        const std::string quote = as_in_xml(quote_of(*document->second, there));
        if (quote != data_of(edge, "e_quote"))
            return fail(ErrorCode::Invalid, "“" + data_of(edge, "e_quote") + "” doesn't stand at " + at + " of " +
                                                document->second->id.text);
        NodeName here = nodes[edge.attribute("source").value()], node = nodes[edge.attribute("target").value()];
        if (!is_content(role)) std::swap(here, node);
        found.push_back(here.id + " " + role + " " + node.kind + " " + node.id + " “" + quote + "”");
    }
    std::sort(found.begin(), found.end());
    if (found == expected_ends(project)) return {};
    return fail(ErrorCode::Invalid, "what was written has other sources or contents than the project");
}

}  // namespace

Codec graphml_codec()
{
    return {kFormat, nullptr, nullptr, nullptr, write, check};
}

}  // namespace glossator
