#include <algorithm>
#include <set>

#include "core/io/file_name.h"
#include "core/io/json.h"
#include "core/io/json_writer.h"
#include "core/io/links.h"
#include "core/io/offset_unit.h"
#include "core/io/uima.h"

namespace glossator {

namespace cas {

namespace {

class JsonReader {
public:
    explicit JsonReader(Losses& losses) : losses_(losses) {}

    Result<Cas> read(std::string_view json)
    {
        const Result<JsonDocument> document = JsonDocument::parse(json);
        if (!document) return fail(document.error());
        const JsonValue root = document->root();
        if (!root.is_object()) return fail_at(root.offset(), "expected an object with %TYPES and %FEATURE_STRUCTURES");
        const JsonValue structures = root["%FEATURE_STRUCTURES"];
        std::vector<Type> types = types_of(root["%TYPES"]);
        for (const JsonValue item : structures.children()) {
            // Either an array, or an object with the ids as keys.
            const std::optional<uint32_t> id =
                structures.is_object() ? number_of(item.key()) : item["%ID"].unsigned32();
            if (!id) return fail_at(item.offset(), "the structure has no %ID that is a whole number");
            if (Status sound = take(item, *id); !sound) return fail(sound.error());
        }
        return assembler_.finish(std::move(types));
    }

private:
    static std::optional<uint32_t> number_of(std::string_view text)
    {
        const Result<JsonDocument> json = JsonDocument::parse(text);
        return json ? json->root().unsigned32() : std::nullopt;
    }

    static std::vector<Type> types_of(JsonValue json)
    {
        std::vector<Type> out;
        for (const JsonValue item : json.children()) {
            Type& type = out.emplace_back(
                Type{std::string(item["%NAME"].string()), std::string(item["%SUPER_TYPE"].string()), {}});
            for (const JsonValue feature : item.children())
                if (feature.key().substr(0, 1) != "%")
                    type.features.push_back({std::string(feature.key()), std::string(feature["%RANGE"].string()),
                                             std::string(feature["%ELEMENT_TYPE"].string())});
        }
        return out;
    }

    Status take(JsonValue item, uint32_t id)
    {
        const std::string type(item["%TYPE"].string());
        if (type.empty()) return fail_at(item.offset(), "the structure has no %TYPE");
        if (type == "uima.cas.Sofa") {
            const JsonValue text = item["sofaString"];
            assembler_.add_sofa(id, std::string(item["sofaID"].string()),
                                text.is_string() ? std::optional<std::string>(text.string()) : std::nullopt,
                                item.offset());
            return {};
        }
        Assembler::Structure made{id, type, {}, {}, {}, {}, item.offset()};
        for (const JsonValue member : item.children())
            if (Status sound = take(made, member); !sound) return sound;
        assembler_.add(std::move(made));
        return {};
    }

    Status take(Assembler::Structure& to, JsonValue member)
    {
        const std::string_view key = member.key();
        if (key == "%ID" || key == "%TYPE" || member.is_null()) return {};
        if (key == "begin" || key == "end" || key == "@sofa") {
            const std::optional<uint32_t> number = member.unsigned32();
            if (!number) return fail_at(member.offset(), std::string(key) + " isn't a whole number");
            (key == "@sofa" ? to.sofa : key == "begin" ? to.begin : to.end) = *number;
        } else if (key == "%ELEMENTS") {
            return take_elements(to, member);
        } else if (key.substr(0, 1) == "@") {
            const std::optional<uint32_t> target = member.unsigned32();
            if (!target) return fail_at(member.offset(), "a reference has to be the id of a structure");
            to.values.push_back({std::string(key.substr(1)), "", {*target}, true});
        } else if (key.substr(0, 1) == "%" || key.substr(0, 1) == "^") {
            losses_.add("reserved members of structures", std::string(key));
        } else {
            const std::string name(key.substr(0, 1) == "#" ? key.substr(1) : key);
            to.values.push_back({name, member.is_string() ? std::string(member.string()) : member.text(), {}, false});
        }
        return {};
    }

    // The ids in an array of structures; the values in one of values.
    static Status take_elements(Assembler::Structure& to, JsonValue elements)
    {
        const bool of_values =
            is_primitive(to.type) || (to.type.size() > 2 && is_primitive(to.type.substr(0, to.type.size() - 2)));
        Assembler::Value value{"elements", of_values ? elements.text() : "", {}, !of_values};
        for (const JsonValue item : elements.children()) {
            if (of_values || item.is_null()) continue;
            const std::optional<uint32_t> id = item.unsigned32();
            if (!id) return fail_at(item.offset(), "an array of structures has to hold their ids");
            value.ids.push_back(*id);
        }
        to.values.push_back(std::move(value));
        return {};
    }

    Losses& losses_;
    Assembler assembler_;
};

void write_types(JsonWriter& out, const std::vector<Type>& types)
{
    out.key("%TYPES").begin_object();
    for (const Type& type : types) {
        out.key(type.name).begin_object().string("%NAME", type.name).string("%SUPER_TYPE", type.super);
        for (const Feature& feature : type.features)
            out.key(feature.name)
                .begin_object()
                .string("%NAME", feature.name)
                .string("%RANGE", feature.element.empty() ? feature.range : feature.element + "[]")
                .end_object();
        out.end_object();
    }
    out.end_object();
}

}  // namespace

std::string write_uima_json(const Cas& cas)
{
    JsonWriter out;
    out.begin_object();
    write_types(out, cas.types);
    const Offsets offsets(*cas.views.front().text, OffsetUnit::Utf16);
    size_t next_array = cas.structures.size() + 2;  // 1 is the text, then the structures, then arrays
    std::vector<std::pair<std::string, const Value*>> arrays;
    out.key("%FEATURE_STRUCTURES").begin_array();
    out.begin_object().number("%ID", 1).string("%TYPE", "uima.cas.Sofa").number("sofaNum", 1);
    out.string("sofaID", "_InitialView").string("mimeType", "text/plain");
    out.string("sofaString", cas.views.front().text->bytes()).end_object();
    for (size_t i = 0; i < cas.structures.size(); ++i) {
        const Structure& each = cas.structures[i];
        const Type* type = cas.type(each.type);
        out.begin_object().number("%ID", i + 2).string("%TYPE", each.type);
        if (each.at || (type != nullptr && type->super == "uima.cas.AnnotationBase")) out.number("@sofa", 1);
        if (each.at)
            out.number("begin", offsets.from_byte(each.at->begin)).number("end", offsets.from_byte(each.at->end));
        for (const Value& value : each.values) {
            const auto is_it = [&](const Feature& feature) { return feature.name == value.feature; };
            const auto feature = std::find_if(type->features.begin(), type->features.end(), is_it);
            const std::string range = feature == type->features.end() ? kString : feature->range;
            if (range == kArray) {
                out.number("@" + value.feature, next_array + arrays.size());
                arrays.emplace_back(feature->element + "[]", &value);
            } else if (value.is_reference) {
                out.number("@" + value.feature, value.targets.front() + 2);
            } else if (range == kString) {
                out.string(value.feature, value.text);
            } else {
                out.key(value.feature).raw(value.text);
            }
        }
        out.end_object();
    }
    for (const auto& [type, value] : arrays) {
        out.begin_object().number("%ID", next_array++).string("%TYPE", type).key("%ELEMENTS").begin_array();
        for (const size_t target : value->targets) out.number(static_cast<uint64_t>(target + 2));
        out.end_array().end_object();
    }
    out.end_array().key("%VIEWS").begin_object().key("_InitialView").begin_object().number("%SOFA", 1);
    out.key("%MEMBERS").begin_array();
    for (size_t i = 0; i < cas.structures.size(); ++i) out.number(static_cast<uint64_t>(i + 2));
    out.end_array().end_object().end_object().end_object();
    return out.take() + "\n";
}

Result<Cas> read_uima_json(std::string_view json, Losses& losses)
{
    return JsonReader(losses).read(json);
}

void count_uncarried_beside_records(const Project& project, Losses& losses)
{
    Carries carries = kCarried;
    carries.metadata = carries.entity_details = carries.document_attributes = carries.status = carries.guidelines =
        true;
    carries.unmentioned = carries.claim_links = project.documents().size() == 1;
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
}

}  // namespace cas

namespace {

bool fits_uima_json(std::string_view, std::string_view bytes)
{
    constexpr size_t kSniffed = 4096;
    const std::string_view head = bytes.substr(0, kSniffed);
    const size_t brace = head.find_first_not_of(" \t\r\n");
    if (brace == std::string_view::npos || head[brace] != '{') return false;
    return head.find("\"%TYPES\"") != std::string_view::npos ||
           head.find("\"%FEATURE_STRUCTURES\"") != std::string_view::npos;
}

ReadResult read_json(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    Losses losses;
    const Result<cas::Cas> cas = cas::read_uima_json(file.bytes, losses);
    if (!cas) return refuse(file, cas.error());
    ProjectBuilder builder(request);
    if (Status taken = cas::take_cas(builder, *cas, file.name, losses); !taken) return refuse(file, taken.error());
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), {}, losses.take()};
}

Result<Exported> write_json(const Project& project, const FormatOptions&)
{
    Exported out;
    Losses losses;
    std::set<std::string> taken;
    for (const Document& document : project.documents())
        out.files.push_back({free_name(document.name.empty() ? document.id.text : document.name, ".json", taken),
                             cas::write_uima_json(cas::cas_of(project, document, true, losses))});
    cas::count_uncarried_beside_records(project, losses);
    out.losses = losses.take();
    return out;
}

Status check_json(const Project& project, const Exported& exported, const FormatOptions&)
{
    for (size_t i = 0; i < project.documents().size(); ++i) {
        const Document& document = project.documents()[i];
        Losses losses;
        const Result<cas::Cas> cas = cas::read_uima_json(exported.files.at(i).bytes, losses);
        if (!cas) return fail(cas.error());
        if (Status same = cas::compare(document, exported_set(project, document), *cas); !same) return same;
    }
    return {};
}

}  // namespace

Codec uima_json_codec()
{
    return {{"uima-json", "UIMA CAS JSON 0.4, for INCEpTION and cassis", {".json"}, true, true},
            fits_uima_json,
            nullptr,
            read_json,
            write_json,
            check_json};
}

}  // namespace glossator
