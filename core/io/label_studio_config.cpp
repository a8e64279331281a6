#include <algorithm>
#include <set>

#include "core/io/label_studio.h"
#include "core/io/xml.h"

namespace glossator {

namespace label_studio {

namespace {

// `wanted`, or "wanted-2" and so on; `taken` gets it.
std::string free_name_of(const std::string& wanted, std::set<std::string>& taken)
{
    std::string out = wanted;
    for (size_t i = 2; !taken.insert(out).second; ++i) out = wanted + "-" + std::to_string(i);
    return out;
}

struct Element {
    std::string& out;
    Element(std::string& to, const char* indent, const char* name) : out(to)
    {
        out += indent + ("<" + std::string(name));
    }
    Element& with(const char* name, const std::string& value)
    {
        write_xml_attribute(out, name, value);
        return *this;
    }
};

const char* tag_of(AttributeType type)
{
    switch (type) {
    case AttributeType::Choice:
    case AttributeType::Choices:
    case AttributeType::YesNo: return "Choices";
    case AttributeType::Number: return "Number";
    case AttributeType::Text:
    case AttributeType::Date: break;
    }
    return "TextArea";
}

// A control for an attribute of regions; `labels` are those that have it, parted by commas.
void write_control(std::string& out, const std::string& name, const AttributeDef& def, const std::string& labels)
{
    const std::string tag = tag_of(def.type);
    Element element(out, "  ", tag.c_str());
    element.with("name", name).with("toName", kTextObject).with("perRegion", "true");
    if (!labels.empty()) element.with("whenTagName", kLabelControl).with("whenLabelValue", labels);
    if (tag != "Choices") {
        out += "/>\n";
        return;
    }
    out += def.type == AttributeType::Choices ? " choice=\"multiple\">\n" : " choice=\"single\">\n";
    const std::vector<std::string> values =
        def.type == AttributeType::YesNo ? std::vector<std::string>{"yes", "no"} : def.values;
    for (const std::string& value : values) {
        Element(out, "    ", "Choice").with("value", value);
        out += "/>\n";
    }
    out += "  </Choices>\n";
}

std::string labels_with(const Schema& schema, const AttributeId& attribute, const std::string& attribution)
{
    std::string out;
    const auto add = [&](const std::string& label) { out += (out.empty() ? "" : ",") + label; };
    const auto has = [&](const std::vector<AttributeId>& list) {
        return std::find(list.begin(), list.end(), attribute) != list.end();
    };
    for (const LabelDef& label : schema.labels)
        if (has(label.attributes)) add(label.id.text);
    if (has(schema.attribution_attributes)) add(attribution);
    return out;
}

void write_labels(std::string& out, const Schema& schema, const std::string& attribution)
{
    Element(out, "  ", "Labels").with("name", kLabelControl).with("toName", kTextObject);
    out += ">\n";
    for (const LabelDef& label : schema.labels) {
        Element element(out, "    ", "Label");
        element.with("value", label.id.text);
        if (!label.color.empty()) element.with("background", label.color);
        if (!label.key.empty()) element.with("hotkey", label.key);
        out += "/>\n";
    }
    Element(out, "    ", "Label").with("value", attribution);
    out += "/>\n  </Labels>\n";
}

void write_relations(std::string& out, const Schema& schema)
{
    std::set<std::string> values = {"source", "cue", "content", "addressee", "parent", kFragment};
    for (const RelationType& type : schema.relations) values.insert(type.id.text);
    out += "  <Relations>\n";
    for (const std::string& value : values) {
        Element(out, "    ", "Relation").with("value", value);
        out += "/>\n";
    }
    out += "  </Relations>\n";
}

// A file of tasks has objects with "data", and mostly what was made of it.
bool fits(std::string_view name, std::string_view bytes)
{
    constexpr std::string_view kExtension = ".json", kData = "\"data\"";
    if (name.size() < kExtension.size() || name.substr(name.size() - kExtension.size()) != kExtension) return false;
    const size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (bytes[first] != '[' && bytes[first] != '{')) return false;
    for (size_t at = bytes.find(kData); at != std::string_view::npos; at = bytes.find(kData, at + 1)) {
        size_t next = bytes.find_first_not_of(" \t\r\n", at + kData.size());
        if (next == std::string_view::npos || bytes[next] != ':') continue;
        next = bytes.find_first_not_of(" \t\r\n", next + 1);
        if (next == std::string_view::npos || bytes[next] != '{') continue;
        if (bytes.substr(first, at - first).find_first_not_of("[{ \t\r\n") == std::string_view::npos) return true;
        for (const char* key : {"\"annotations\"", "\"predictions\"", "\"completions\""})
            if (bytes.find(key) != std::string_view::npos) return true;
        return false;
    }
    return false;
}

}  // namespace

Controls::Controls(const Schema& schema)
{
    std::set<std::string> labels, taken = {kLabelControl, kTextObject};
    for (const LabelDef& label : schema.labels) labels.insert(label.id.text);
    attribution = free_name_of("Attribution", labels);
    for (const AttributeDef& def : schema.attributes)
        attributes_.emplace_back(def.id, free_name_of(def.id.text, taken));
    entity = free_name_of("entity", taken);
    claim = free_name_of("claim", taken);
    claim_relation = free_name_of("claim_relation", taken);
}

std::string Controls::of(const AttributeId& id) const
{
    for (const auto& [attribute, control] : attributes_)
        if (attribute == id) return control;
    return id.text;
}

std::string Controls::attribute_of(const std::string& control) const
{
    for (const auto& [attribute, each] : attributes_)
        if (each == control) return attribute.text;
    return control;
}

std::string write_config(const Schema& schema, const Controls& controls)
{
    std::string out = "<View>\n";
    write_labels(out, schema, controls.attribution);
    write_relations(out, schema);
    Element(out, "  ", "Text").with("name", kTextObject).with("value", "$text").with("granularity", "symbol");
    out += "/>\n";
    for (const AttributeDef& def : schema.attributes) {
        const std::string labels = labels_with(schema, def.id, controls.attribution);
        if (!labels.empty()) write_control(out, controls.of(def.id), def, labels);
    }
    AttributeDef words;
    words.type = AttributeType::Text;
    write_control(out, controls.entity, words, "");
    write_control(out, controls.claim, words, "");
    if (!schema.claim_relations.empty()) {
        AttributeDef relation;
        relation.type = AttributeType::Choice;
        relation.values = schema.claim_relations;
        write_control(out, controls.claim_relation, relation, "");
    }
    return out + "</View>\n";
}

}  // namespace label_studio

Codec label_studio_codec()
{
    return {{"label-studio",
             "Label Studio",
             {".json"},
             true,
             true,
             {{"offsets", "what offsets in files that are read count", {"auto", "codepoint", "utf16"}},
              {"text", "the key of the data that holds the text, in files that are read", {}}}},
            label_studio::fits,
            nullptr,
            label_studio::read,
            label_studio::write,
            label_studio::check};
}

}  // namespace glossator
