#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/io/brat_parts.h"
#include "core/io/links.h"
#include "core/io/losses.h"

// annotation.conf says what may be marked, visual.conf how it looks and is called.
namespace glossator::brat {

namespace {

// Values that brat's configuration can list: its lists are parted by "|" and ",", its fields by white space.
bool can_list(std::string_view value)
{
    if (value.empty()) return false;
    return std::none_of(value.begin(), value.end(), [](char c) {
        return (c >= 0 && c <= ' ') || c == '|' || c == ',' || c == ':' || c == '<' || c == '>' || is_continuation(c);
    });
}

std::string listed(const std::vector<std::string>& words, const char* between)
{
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
    return out;
}

// The labels that a relation type may link; all if it doesn't say.
std::string ends_of(const std::vector<LabelId>& labels, const SchemaNames& names)
{
    std::vector<std::string> out;
    for (const LabelId& label : labels) out.push_back(names.labels.of(label.text));
    return out.empty() ? "<ENTITY>" : listed(out, "|");
}

// The texts that `attributes` have, by attribute.
using UsedValues = std::map<AttributeId, std::set<std::string>>;

void add_used(const Attributes& attributes, UsedValues& used)
{
    for (const auto& [id, value] : attributes) {
        if (const auto* words = std::get_if<std::vector<std::string>>(&value))
            used[id].insert(words->begin(), words->end());
        else
            used[id].insert(text_of_value(value));
    }
}

UsedValues used_values(const Project& project)
{
    UsedValues out;
    for (const Document& document : project.documents()) {
        const AnnotationSet* set = exported_set(project, document);
        if (set == nullptr) continue;
        set->spans.for_each([&](const Span& span) { add_used(span.attributes, out); });
        for (const auto& [id, attribution] : set->attributions) add_used(attribution.attributes, out);
    }
    return out;
}

std::string attribute_line(const Schema& schema, const AttributeDef& def, std::set<std::string> used,
                           const SchemaNames& names)
{
    std::vector<std::string> targets, values;
    for (const LabelDef& label : schema.labels)
        if (std::find(label.attributes.begin(), label.attributes.end(), def.id) != label.attributes.end())
            targets.push_back(names.labels.of(label.id.text));
    const auto& asked = schema.attribution_attributes;
    if (std::find(asked.begin(), asked.end(), def.id) != asked.end())
        targets.insert(targets.end(), {std::string(kAttribution), std::string(kWithoutSource)});
    if (targets.empty()) return {};
    for (const std::string& value : def.values)
        if (can_list(value)) values.push_back(value);
    for (const std::string& value : def.values) used.erase(value);
    for (const std::string& value : used)
        if (can_list(value) && def.type != AttributeType::YesNo) values.push_back(value);
    std::string out = names.attributes.of(def.id.text) + "\tArg:" + listed(targets, "|");
    if (!values.empty()) out += ", Value:" + listed(values, "|");
    return out + "\n";
}

std::string claim_relation_line(const Schema& schema, const SchemaNames& names)
{
    std::vector<std::string> claims, values;
    for (const LabelDef& label : schema.labels)
        if (label.layer == "claim") claims.push_back(names.labels.of(label.id.text));
    for (const std::string& value : schema.claim_relations)
        if (can_list(value)) values.push_back(value);
    if (values.empty()) return {};
    return std::string(kClaimRelation) + "\tArg:" + (claims.empty() ? "<ENTITY>" : listed(claims, "|")) +
           ", Value:" + listed(values, "|") + "\n";
}

// On one line, whatever a reader takes for the end of one.
std::string records_comment(const Project& project)
{
    std::vector<const Document*> documents;
    for (const Document& document : project.documents()) documents.push_back(&document);
    std::string out(kRecordsComment);
    const std::string json = side_records(project, documents);
    for (size_t i = 0; i < json.size(); ++i) {
        if (json[i] == '\n')
            out += ' ';
        else if (json.compare(i, 2, "\xC2\x85") == 0)
            out += "\\u0085", ++i;
        else
            out += json[i];
    }
    return out + "\n";
}

std::string title_of(const std::string& id, std::string_view title)
{
    std::string out(title.empty() ? std::string_view(id) : title);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return (c >= 0 && c < ' ') || c == '|'; }, ' ');
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// Calls `take(section, line)` for every line that says something, trimmed.
template <class Take>
void for_each_line(std::string_view bytes, const Take& take)
{
    std::string_view section;
    for (size_t begin = 0; begin < bytes.size();) {
        const size_t end = std::min(bytes.find('\n', begin), bytes.size());
        const std::string_view line = trimmed(bytes.substr(begin, end - begin));
        begin = end + 1;
        if (line.empty() || line[0] == '#') continue;
        if (line[0] == '[' && line.back() == ']')
            section = line.substr(1, line.size() - 2);
        else
            take(section, line);
    }
}

std::vector<std::string> parts_of(std::string_view text, char between)
{
    std::vector<std::string> out;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find(between, begin), text.size());
        out.emplace_back(trimmed(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return out;
}

void read_definition(std::string_view section, std::string_view line, Configuration& out)
{
    const size_t blank = std::min(line.find_first_of(" \t"), line.size());
    std::string name(line.substr(0, blank));
    if (name[0] == '<' || name[0] == '!' || name[0] == '-') return;  // a macro, a heading, a separator
    if (section == "entities") out.entities.push_back(std::move(name));
    if (section == "relations") out.relations.push_back(std::move(name));
    if (section != "attributes") return;
    Configuration::Attribute attribute{std::move(name), {}};
    constexpr std::string_view kValue = "Value:";
    for (const std::string& part : parts_of(line.substr(blank), ','))
        if (part.compare(0, kValue.size(), kValue) == 0)
            attribute.values = parts_of(std::string_view(part).substr(kValue.size()), '|');
    out.attributes.push_back(std::move(attribute));
}

void read_look(std::string_view section, std::string_view line, Configuration& out)
{
    if (section == "labels") {
        const std::vector<std::string> parts = parts_of(line, '|');
        if (parts.size() > 1 && !parts[1].empty()) out.titles.emplace(parts[0], parts[1]);
    }
    constexpr std::string_view kColor = "bgColor:#";
    const size_t color = section == "drawing" ? line.find(kColor) : std::string_view::npos;
    if (color == std::string_view::npos) return;
    std::string digits(line.substr(color + kColor.size(), 6));
    for (char& c : digits)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c + ('a' - 'A'));
    if (digits.size() == 6 && digits.find_first_not_of("0123456789abcdef") == std::string::npos)
        out.colors.emplace(line.substr(0, line.find_first_of(" \t")), "#" + digits);
}

}  // namespace

std::string write_annotation_conf(const Project& project, const SchemaNames& names)
{
    const Schema& schema = project.schema();
    std::string out = records_comment(project) + "\n[entities]\n";
    for (const LabelDef& label : schema.labels) out += names.labels.of(label.id.text) + "\n";
    out += "\n[relations]\n";
    for (const RelationType& type : schema.relations)
        out += names.relations.of(type.id.text) + "\tArg1:" + ends_of(type.from, names) +
               ", Arg2:" + ends_of(type.to, names) + (type.directed ? "" : ", <REL-TYPE>:symmetric") + "\n";
    out += "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:contain|equal\n\n[events]\n";
    for (const std::string_view type : {kAttribution, kWithoutSource})
        out += std::string(type) +
               "\tSource*:<ENTITY>, Cue*:<ENTITY>, Content*:<ENTITY>, Addressee*:<ENTITY>, Parent?:<EVENT>\n";
    out += "\n[attributes]\n";
    const UsedValues used = used_values(project);
    for (const AttributeDef& def : schema.attributes) {
        const auto values = used.find(def.id);
        out += attribute_line(schema, def, values == used.end() ? std::set<std::string>() : values->second, names);
    }
    return out + claim_relation_line(schema, names);
}

std::string write_visual_conf(const Schema& schema, const SchemaNames& names)
{
    std::string out = "[labels]\n";
    const auto add = [&](const std::string& name, const std::string& id, const std::string& title) {
        out += name + " | " + title_of(id, title) + "\n";
    };
    for (const LabelDef& label : schema.labels) add(names.labels.of(label.id.text), label.id.text, label.title);
    for (const RelationType& type : schema.relations) add(names.relations.of(type.id.text), type.id.text, type.title);
    for (const AttributeDef& def : schema.attributes) add(names.attributes.of(def.id.text), def.id.text, def.title);
    out += "\n[drawing]\n";
    for (const LabelDef& label : schema.labels)
        if (!label.color.empty()) out += names.labels.of(label.id.text) + "\tbgColor:" + label.color + "\n";
    return out;
}

Result<Configuration> read_configuration(const InputFile* annotation_conf, const InputFile* visual_conf)
{
    Configuration out;
    if (annotation_conf != nullptr) {
        const std::string_view bytes = annotation_conf->bytes;
        if (bytes.substr(0, kRecordsComment.size()) == kRecordsComment) {
            const size_t end = std::min(bytes.find('\n'), bytes.size());
            Result<Project> records =
                read_side_records(bytes.substr(kRecordsComment.size(), end - kRecordsComment.size()));
            if (!records) {
                if (records.error().offset != Error::kNoOffset) records.error().offset += kRecordsComment.size();
                return fail(records.error());
            }
            out.records = std::move(*records);
        }
        for_each_line(bytes,
                      [&](std::string_view section, std::string_view line) { read_definition(section, line, out); });
    }
    if (visual_conf != nullptr)
        for_each_line(visual_conf->bytes,
                      [&](std::string_view section, std::string_view line) { read_look(section, line, out); });
    return out;
}

}  // namespace glossator::brat
