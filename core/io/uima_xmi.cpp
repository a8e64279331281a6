#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/io/file_name.h"
#include "core/io/links.h"
#include "core/io/offset_unit.h"
#include "core/io/uima.h"
#include "core/io/xml.h"

namespace glossator {

namespace cas {

namespace {

constexpr const char* kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view kNamespaceBegin = "http:///", kNamespaceEnd = ".ecore";

std::string package_of(std::string_view type)
{
    const size_t dot = type.rfind('.');
    return std::string(type.substr(0, dot == std::string_view::npos ? 0 : dot));
}

std::string namespace_of(std::string package)
{
    if (package.empty()) package = "uima.noNamespace";
    std::replace(package.begin(), package.end(), '.', '/');
    return std::string(kNamespaceBegin) + package + std::string(kNamespaceEnd);
}

std::string type_of(std::string_view uri, std::string_view name)
{
    if (uri.size() < kNamespaceBegin.size() + kNamespaceEnd.size()) return std::string(name);
    std::string package(uri.substr(kNamespaceBegin.size(), uri.size() - kNamespaceBegin.size() - kNamespaceEnd.size()));
    std::replace(package.begin(), package.end(), '/', '.');
    return package == "uima.noNamespace" ? std::string(name) : package + "." + std::string(name);
}

std::optional<uint64_t> whole_number(std::string_view text)
{
    if (text.empty() || text.size() > 18) return std::nullopt;
    uint64_t out = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + static_cast<uint64_t>(c - '0');
    }
    return out;
}

std::optional<std::vector<uint64_t>> numbers_in(std::string_view text)
{
    std::vector<uint64_t> out;
    while (!text.empty()) {
        const size_t blank = std::min(text.find_first_of(" \t\n"), text.size());
        if (blank > 0) {
            const std::optional<uint64_t> number = whole_number(text.substr(0, blank));
            if (!number) return std::nullopt;
            if (*number != 0) out.push_back(*number);  // 0 is nothing
        }
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    return out;
}

// Of a type, or of one that it extends; null if no type system tells.
const Feature* feature_of(const std::vector<Type>& types, std::string_view type, std::string_view feature)
{
    for (size_t depth = 0; depth < types.size(); ++depth) {
        const auto def = std::find_if(types.begin(), types.end(), [&](const Type& each) { return each.name == type; });
        if (def == types.end()) return nullptr;
        for (const Feature& each : def->features)
            if (each.name == feature) return &each;
        type = def->super;
    }
    return nullptr;
}

bool is_reference(const std::vector<Type>& types, std::string_view type, std::string_view feature)
{
    if (const Feature* def = feature_of(types, type, feature)) return !is_primitive(def->range);
    constexpr std::array<std::string_view, 9> kUsual = {"Governor", "Dependent", "target",    "first", "next",
                                                        "elements", "links",     "arguments", "sofa"};
    return std::find(kUsual.begin(), kUsual.end(), feature) != kUsual.end();
}

class XmiReader {
public:
    explicit XmiReader(const std::vector<Type>& types) : types_(types) {}

    Result<Cas> read(std::string_view xmi)
    {
        const Result<XmlDocument> xml = XmlDocument::parse(xmi);
        if (!xml) return fail(xml.error());
        if (local_name(xml->root()) != "XMI") return fail_at(XmlDocument::offset(xml->root()), "the root isn't XMI");
        for (const pugi::xml_attribute& each : xml->root().attributes())
            if (const std::string_view name = each.name(); name.substr(0, 6) == "xmlns:")
                namespaces_.emplace(name.substr(6), each.value());
        for (const pugi::xml_node& node : xml->root().children()) {
            if (node.type() != pugi::node_element) continue;
            if (Status sound = take(node); !sound) return fail(sound.error());
        }
        return assembler_.finish(types_);
    }

private:
    Status take(const pugi::xml_node& node)
    {
        const std::string_view name = node.name();
        const size_t colon = name.find(':');
        const auto uri = namespaces_.find(name.substr(0, colon == std::string_view::npos ? 0 : colon));
        if (uri == namespaces_.end())
            return fail_at(XmlDocument::offset(node), "the prefix of " + std::string(name) + " has no namespace");
        const std::string type = type_of(uri->second, name.substr(colon + 1));
        if (type == "uima.cas.NULL" || type == "uima.cas.View") return {};
        const size_t offset = XmlDocument::offset(node);
        const std::optional<uint64_t> id = whole_number(node.attribute("xmi:id").value());
        if (!id) return fail_at(offset, std::string(name) + " has no xmi:id that is a number");
        if (type == "uima.cas.Sofa") {
            const pugi::xml_attribute text = node.attribute("sofaString");
            assembler_.add_sofa(*id, node.attribute("sofaID").value(),
                                text ? std::optional<std::string>(text.value()) : std::nullopt, offset);
            return {};
        }
        Assembler::Structure made{*id, type, {}, {}, {}, {}, offset};
        for (const pugi::xml_attribute& each : node.attributes())
            if (Status sound = take(made, each.name(), each.value()); !sound) return sound;
        take_lists(made, node);
        assembler_.add(std::move(made));
        return {};
    }

    Status take(Assembler::Structure& to, std::string_view name, std::string_view text)
    {
        if (name == "xmi:id") return {};
        if (name == "sofa" || name == "begin" || name == "end") {
            const std::optional<uint64_t> number = whole_number(text);
            if (!number) return fail_at(to.offset, std::string(name) + " isn't a whole number");
            (name == "sofa" ? to.sofa : name == "begin" ? to.begin : to.end) = number;
            return {};
        }
        Assembler::Value value{std::string(name), std::string(text), {}, false};
        if (is_reference(types_, to.type, name) || to.type == kArray) {
            std::optional<std::vector<uint64_t>> ids = numbers_in(text);
            if (!ids) return fail_at(to.offset, std::string(name) + " has to be the ids of what it leads to");
            value = {std::string(name), "", std::move(*ids), true};
        }
        to.values.push_back(std::move(value));
        return {};
    }

    // Elements within are the items of a list of texts.
    static void take_lists(Assembler::Structure& to, const pugi::xml_node& node)
    {
        std::map<std::string, std::vector<std::string>> lists;
        for (const pugi::xml_node& child : node.children())
            if (child.type() == pugi::node_element) lists[child.name()].push_back(xml_text(child));
        for (auto& [feature, items] : lists)
            to.values.push_back({feature, text_of_value(AttributeValue(std::move(items))), {}, false});
    }

    const std::vector<Type>& types_;
    std::map<std::string, std::string, std::less<>> namespaces_;
    Assembler assembler_;
};

void write_feature(std::string& out, const Value& value)
{
    std::string text = value.text;
    if (value.is_reference) {
        for (const size_t target : value.targets) text += (text.empty() ? "" : " ") + std::to_string(target + 2);
        if (text.empty()) return;
    }
    write_xml_attribute(out, value.feature, text);
}

}  // namespace

std::string write_xmi(const Cas& cas)
{
    std::map<std::string, std::string> prefixes;  // by package
    std::set<std::string> taken = {"xmi", "cas"};
    for (const Structure& each : cas.structures) {
        const std::string package = package_of(each.type);
        if (prefixes.count(package) > 0) continue;
        const std::string wanted = package.empty() ? "noNamespace" : std::string(short_name(package));
        std::string prefix = wanted;
        for (size_t i = 2; !taken.insert(prefix).second; ++i) prefix = wanted + std::to_string(i);
        prefixes.emplace(package, prefix);
    }
    std::string out = kHead;
    out += "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\"";
    for (const auto& [package, prefix] : prefixes) write_xml_attribute(out, "xmlns:" + prefix, namespace_of(package));
    out += " xmi:version=\"2.0\">\n<cas:NULL xmi:id=\"0\"/>\n";
    const Offsets offsets(*cas.views.front().text, OffsetUnit::Utf16);
    std::string members;
    for (size_t i = 0; i < cas.structures.size(); ++i) {
        const Structure& each = cas.structures[i];
        const std::string id = std::to_string(i + 2);  // 1 is the text
        members += (members.empty() ? "" : " ") + id;
        out += "<" + prefixes.at(package_of(each.type)) + ":" + std::string(short_name(each.type)) + " xmi:id=\"" + id +
               "\"";
        const Type* type = cas.type(each.type);
        if (each.at || (type != nullptr && type->super == "uima.cas.AnnotationBase")) out += " sofa=\"1\"";
        if (each.at) {
            write_xml_attribute(out, "begin", std::to_string(offsets.from_byte(each.at->begin)));
            write_xml_attribute(out, "end", std::to_string(offsets.from_byte(each.at->end)));
        }
        for (const Value& value : each.values) write_feature(out, value);
        out += "/>\n";
    }
    out += "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\"";
    write_xml_attribute(out, "sofaString", cas.views.front().text->bytes());
    out += "/>\n<cas:View sofa=\"1\" members=\"" + members + "\"/>\n</xmi:XMI>\n";
    return out;
}

std::string write_type_system(const std::vector<Type>& types)
{
    std::string out = kHead;
    out += "<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n";
    for (const Type& type : types) {
        out += "<typeDescription><name>" + type.name + "</name><supertypeName>" + type.super +
               "</supertypeName>\n<features>\n";
        for (const Feature& feature : type.features) {
            out += "<featureDescription><name>" + feature.name + "</name><rangeTypeName>" + feature.range +
                   "</rangeTypeName>";
            if (!feature.element.empty()) out += "<elementType>" + feature.element + "</elementType>";
            out += "</featureDescription>\n";
        }
        out += "</features></typeDescription>\n";
    }
    return out + "</types>\n</typeSystemDescription>\n";
}

Result<std::vector<Type>> read_type_system(std::string_view xml)
{
    const Result<XmlDocument> parsed = XmlDocument::parse(xml);
    if (!parsed) return fail(parsed.error());
    if (local_name(parsed->root()) != "typeSystemDescription")
        return fail_at(XmlDocument::offset(parsed->root()), "the root isn't a typeSystemDescription");
    std::vector<Type> out;
    const auto trimmed = [](const pugi::xml_node& node) {
        const std::string text = xml_text(node);
        const size_t begin = text.find_first_not_of(" \t\n\r");
        return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\n\r") + 1 - begin);
    };
    for (const pugi::xml_node& type : parsed->root().child("types").children("typeDescription")) {
        Type& made = out.emplace_back(Type{trimmed(type.child("name")), trimmed(type.child("supertypeName")), {}});
        for (const pugi::xml_node& feature : type.child("features").children("featureDescription"))
            made.features.push_back({trimmed(feature.child("name")), trimmed(feature.child("rangeTypeName")),
                                     trimmed(feature.child("elementType"))});
    }
    return out;
}

Result<Cas> read_xmi(std::string_view xmi, const std::vector<Type>& types)
{
    return XmiReader(types).read(xmi);
}

}  // namespace cas

namespace {

constexpr const char* kTypeSystemName = "TypeSystem.xml";
constexpr size_t kSniffed = 4096;

bool fits_xmi(std::string_view, std::string_view bytes)
{
    return bytes.substr(0, kSniffed).find("http://www.omg.org/XMI") != std::string_view::npos &&
           bytes.substr(0, kSniffed).find("http:///uima/cas.ecore") != std::string_view::npos;
}

std::vector<std::string> type_systems_beside(std::string_view name)
{
    const size_t slash = name.rfind('/');
    const std::string folder(name.substr(0, slash == std::string_view::npos ? 0 : slash + 1));
    std::string stem(file_stem(name));
    std::vector<std::string> out = {folder + kTypeSystemName, folder + "typesystem.xml",
                                    folder + stem + "_typesystem.xml", folder + stem + ".typesystem.xml"};
    if (const size_t bar = stem.rfind('_'); bar != std::string::npos)
        out.push_back(folder + stem.substr(0, bar) + "_typesystem.xml");
    return out;
}

ReadResult read_xmi_file(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    std::vector<cas::Type> types;
    std::vector<std::string> notes;
    for (const std::string& name : type_systems_beside(file.name)) {
        const InputFile* beside = request.find(name);
        if (beside == nullptr || !types.empty()) continue;
        Result<std::vector<cas::Type>> read = cas::read_type_system(beside->bytes);
        if (!read) return refuse(*beside, read.error());
        types = std::move(*read);
    }
    if (types.empty())
        notes.push_back("there is no type system beside it: what its features hold is guessed by their names");
    const Result<cas::Cas> cas = cas::read_xmi(file.bytes, types);
    if (!cas) return refuse(file, cas.error());
    ProjectBuilder builder(request);
    Losses losses;
    if (Status taken = cas::take_cas(builder, *cas, file.name, losses); !taken) return refuse(file, taken.error());
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), std::move(notes), losses.take()};
}

// The document with a text as XML gives it back.
Document in_xml(const Document& document)
{
    Document out = document;
    out.text = Text::make(as_in_xml(document.text->bytes())).value();
    return out;
}

void merge(std::vector<cas::Type>& into, const std::vector<cas::Type>& types)
{
    for (const cas::Type& type : types) {
        const auto known =
            std::find_if(into.begin(), into.end(), [&](const cas::Type& each) { return each.name == type.name; });
        if (known == into.end()) {
            into.push_back(type);
            continue;
        }
        for (const cas::Feature& feature : type.features)
            if (std::none_of(known->features.begin(), known->features.end(),
                             [&](const cas::Feature& each) { return each.name == feature.name; }))
                known->features.push_back(feature);
    }
}

Result<Exported> write_xmi_files(const Project& project, const FormatOptions&)
{
    Exported out;
    Losses losses;
    std::set<std::string> taken;
    std::vector<cas::Type> types;
    for (const Document& document : project.documents()) {
        const cas::Cas made = cas::cas_of(project, in_xml(document), true, losses);
        if (xml_lacks(document.text->bytes()) > 0) losses.add("characters that XML has not", document.id.text);
        for (const cas::Structure& each : made.structures)
            for (const cas::Value& value : each.values)
                if (xml_lacks(value.text) > 0) losses.add("characters that XML has not", value.feature);
        merge(types, made.types);
        out.files.push_back(
            {free_name(document.name.empty() ? document.id.text : document.name, ".xmi", taken), cas::write_xmi(made)});
    }
    cas::count_uncarried_beside_records(project, losses);
    if (!types.empty()) out.files.push_back({kTypeSystemName, cas::write_type_system(types)});
    out.losses = losses.take();
    return out;
}

Status check_xmi(const Project& project, const Exported& exported, const FormatOptions&)
{
    if (project.documents().empty()) return {};
    const Result<std::vector<cas::Type>> types = cas::read_type_system(exported.files.back().bytes);
    if (!types) return fail(types.error());
    for (size_t i = 0; i < project.documents().size(); ++i) {
        const Document document = in_xml(project.documents()[i]);
        const Result<cas::Cas> cas = cas::read_xmi(exported.files.at(i).bytes, *types);
        if (!cas) return fail(cas.error());
        if (Status same = cas::compare(document, exported_set(project, document), *cas); !same) return same;
    }
    return {};
}

}  // namespace

Codec uima_xmi_codec()
{
    return {{"uima-xmi", "UIMA CAS XMI, for INCEpTION", {".xmi"}, true, true},
            fits_xmi,
            type_systems_beside,
            read_xmi_file,
            write_xmi_files,
            check_xmi};
}

}  // namespace glossator
