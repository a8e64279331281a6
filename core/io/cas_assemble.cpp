#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/io/cas.h"
#include "core/io/links.h"
#include "core/io/offset_unit.h"

namespace glossator::cas {

namespace {

bool is_array(std::string_view type)
{
    return type == kArray || (type.size() > 2 && type.substr(type.size() - 2) == "[]");
}

}  // namespace

bool is_primitive(std::string_view range)
{
    constexpr std::array<std::string_view, 19> kPrimitives = {
        "String",       "Boolean",      "Byte",       "Short",       "Integer",   "Long",        "Float",
        "Double",       "StringArray",  "ByteArray",  "ShortArray",  "LongArray", "DoubleArray", "FloatArray",
        "BooleanArray", "IntegerArray", "StringList", "IntegerList", "FloatList"};
    constexpr std::string_view kPackage = "uima.cas.";
    if (range.substr(0, kPackage.size()) != kPackage) return false;
    const std::string_view name = range.substr(kPackage.size());
    return std::find(kPrimitives.begin(), kPrimitives.end(), name) != kPrimitives.end();
}

void Assembler::add_sofa(uint64_t id, std::string name, std::optional<std::string> text, size_t offset)
{
    sofas_.push_back({id, std::move(name), std::move(text), offset});
}

Result<Cas> Assembler::finish(std::vector<Type> types)
{
    Cas out;
    out.types = std::move(types);
    std::unordered_map<uint64_t, size_t> views;
    std::vector<Offsets> offsets;
    for (Sofa& sofa : sofas_) {
        Result<TextPtr> text = Text::make(sofa.text.value_or(""));
        if (!text) return fail_at(sofa.offset, text.error().message, text.error().code);
        if (!views.emplace(sofa.id, out.views.size()).second) return fail_at(sofa.offset, "this id is there twice");
        out.views.push_back({std::move(sofa.name), std::move(*text)});
    }
    for (const View& view : out.views) offsets.emplace_back(*view.text, OffsetUnit::Utf16);
    size_t count = 0;
    for (size_t i = 0; i < structures_.size(); ++i) {
        if (views.count(structures_[i].id) > 0 || !places_.emplace(structures_[i].id, i).second)
            return fail_at(structures_[i].offset, "the id " + std::to_string(structures_[i].id) + " is there twice");
        indexes_.push_back(is_array(structures_[i].type) ? 0 : count++);
    }
    for (Structure& raw : structures_) {
        if (is_array(raw.type)) continue;
        cas::Structure made{raw.type, std::nullopt, {}, 0, raw.offset};
        if (raw.sofa) {
            const auto view = views.find(*raw.sofa);
            if (view == views.end()) return fail_at(raw.offset, "it stands in a text (sofa) that isn't there");
            made.view = view->second;
        }
        if (raw.sofa && raw.begin && raw.end) {
            const std::optional<uint32_t> begin = offsets[made.view].to_byte(*raw.begin),
                                          end = offsets[made.view].to_byte(*raw.end);
            if (!begin || !end || *begin > *end)
                return fail_at(raw.offset, offsets[made.view].range(*raw.begin, *raw.end).error().message);
            made.at = TextRange{*begin, *end};
        }
        for (Value& value : raw.values) {
            Result<cas::Value> taken = resolved(value, raw.offset);
            if (!taken) return fail(taken.error());
            made.values.push_back(std::move(*taken));
        }
        out.structures.push_back(std::move(made));
    }
    for (size_t i = 0; i < sofas_.size(); ++i)
        if (!sofas_[i].text) out.views[i].text = nullptr;
    return out;
}

Result<cas::Value> Assembler::resolved(Value& value, size_t offset) const
{
    cas::Value out{std::move(value.feature), std::move(value.text), {}, value.is_reference};
    for (const uint64_t id : value.ids) {
        const auto place = places_.find(id);
        if (place == places_.end())
            return fail_at(offset, out.feature + " leads to " + std::to_string(id) + ", which isn't there");
        const Structure& target = structures_[place->second];
        if (!is_array(target.type)) {
            out.targets.push_back(indexes_[place->second]);
            continue;
        }
        for (const Value& elements : target.values)
            for (const uint64_t element : elements.ids) {
                const auto there = places_.find(element);
                if (there == places_.end() || is_array(structures_[there->second].type))
                    return fail_at(target.offset, "the array holds " + std::to_string(element) + ", which isn't there");
                out.targets.push_back(indexes_[there->second]);
            }
    }
    return out;
}

}  // namespace glossator::cas
