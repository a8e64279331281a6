#include <algorithm>
#include <charconv>
#include <set>

#include "core/base/utf8.h"
#include "core/io/brat_parts.h"
#include "core/io/links.h"
#include "core/io/losses.h"
#include "core/io/native.h"
#include "core/io/offset_unit.h"
#include "core/io/tokens.h"

namespace glossator::brat {

namespace {

// Without what ends a line or a field; `is_changed` is set where there was any.
std::string one_line(std::string_view text, bool& is_changed)
{
    std::string out;
    for (size_t i = 0; i < text.size();) {
        const auto [c, size] = decode_utf8(text, i);
        const bool ends = is_line_end(c) || c == '\t';
        is_changed |= ends;
        if (ends)
            out += ' ';
        else
            out += text.substr(i, size);
        i += size;
    }
    return out;
}

// Numbers for lines of one kind: a record keeps its id where brat could have given it.
class LineIds {
public:
    explicit LineIds(char kind) : kind_(kind) {}
    void keep(const std::string& id)
    {
        if (id.size() > 1 && id.size() < 10 && id[0] == kind_ && id[1] != '0' &&
            std::all_of(id.begin() + 1, id.end(), [](char c) { return c >= '0' && c <= '9'; }))
            kept_.insert(id);
    }
    std::string of(const std::string& id) { return kept_.count(id) > 0 ? id : next(); }
    std::string next()
    {
        std::string out;
        do out = kind_ + std::to_string(++count_);
        while (kept_.count(out) > 0);
        return out;
    }

private:
    char kind_;
    std::set<std::string> kept_;
    size_t count_ = 0;
};

// One document's .ann file.
class AnnWriter {
public:
    AnnWriter(const Project& project, const Document& document, const SchemaNames& names, Losses& losses)
        : project_(project), document_(document), text_(*document.text), names_(names), losses_(losses)
    {}

    std::string write(const AnnotationSet& set)
    {
        keep_ids(set);
        set.spans.for_each([&](const Span& span) { add_span(span); });
        for (const auto& [id, attribution] : set.attributions)
            if (has_part(attribution)) events_.emplace(id, event_ids_.of(id.text));
        for (const auto& [id, attribution] : set.attributions) add_attribution(set, attribution);
        for (const auto& [id, relation] : set.relations) add_relation(relation);
        set.spans.for_each([&](const Span& span) { add_details(span); });
        return text_bounds_ + others_;
    }

private:
    void keep_ids(const AnnotationSet& set)
    {
        set.spans.for_each([&](const Span& span) { text_bound_ids_.keep(span.id.text); });
        for (const auto& [id, attribution] : set.attributions) event_ids_.keep(id.text);
        for (const auto& [id, relation] : set.relations) relation_ids_.keep(id.text);
    }

    void add_text_bound(const std::string& id, std::string_view type, const std::vector<TextRange>& pieces)
    {
        text_bounds_ += id + "\t" + std::string(type);
        for (const TextRange& piece : pieces)
            text_bounds_ += (&piece == &pieces.front() ? " " : ";") +
                            std::to_string(text_.byte_to_code_point(piece.begin)) + " " +
                            std::to_string(text_.byte_to_code_point(piece.end));
        text_bounds_ += "\t" + quote_of(text_, pieces) + "\n";
    }

    void add_span(const Span& span)
    {
        const std::vector<TextRange> pieces = pieces_of(text_, span.at);
        if (pieces.empty()) return losses_.add("spans of nothing but line ends", shown(document_, span));
        if (joined_pieces(text_, pieces) != span.at)
            losses_.add("white space of spans that begins or ends a line", shown(document_, span));
        const std::string id = text_bound_ids_.of(span.id.text);
        text_bound_of_.emplace(span.id, id);
        add_text_bound(id, names_.labels.of(span.label.text), pieces);
    }

    bool has_part(const Attribution& attribution) const
    {
        for (const auto* role : {&attribution.sources, &attribution.cues, &attribution.contents})
            for (const SpanId& span : *role)
                if (text_bound_of_.count(span) > 0) return true;
        return false;
    }

    // The trigger stands where the first cue does; without a cue, where the first content or source does.
    void add_attribution(const AnnotationSet& set, const Attribution& attribution)
    {
        const auto event = events_.find(attribution.id);
        if (event == events_.end())
            return losses_.add("attributions between spans of nothing but line ends", attribution.id.text);
        std::string roles;
        const Span* first = nullptr;
        const auto add_role = [&](const char* role, const std::vector<SpanId>& spans) {
            size_t count = 0;
            for (const SpanId& id : spans) {
                const auto known = text_bound_of_.find(id);
                if (known == text_bound_of_.end()) continue;
                roles += std::string(" ") + role + (++count > 1 ? std::to_string(count) : "") + ":" + known->second;
                if (first == nullptr) first = set.spans.find(id);
            }
        };
        add_role("Cue", attribution.cues);
        add_role("Content", attribution.contents);
        add_role("Source", attribution.sources);
        add_role("Addressee", attribution.addressees);
        const auto parent = events_.find(attribution.parent);
        if (parent != events_.end()) roles += " Parent:" + parent->second;
        const std::string type(attribution.sources.empty() ? kWithoutSource : kAttribution);
        const std::string trigger = text_bound_ids_.next();
        add_text_bound(trigger, type, pieces_of(text_, first->at));
        others_ += event->second + "\t" + type + ":" + trigger + roles + "\n";
        add_attributes(event->second, attribution.attributes);
    }

    void add_relation(const Relation& relation)
    {
        const auto from = text_bound_of_.find(relation.from), to = text_bound_of_.find(relation.to);
        if (from == text_bound_of_.end() || to == text_bound_of_.end())
            return losses_.add("relations of spans of nothing but line ends", relation.id.text);
        others_ += relation_ids_.of(relation.id.text) + "\t" + names_.relations.of(relation.type.text) +
                   " Arg1:" + from->second + " Arg2:" + to->second + "\t\n";
    }

    void add_attribute(const std::string& target, std::string_view name, std::string_view value)
    {
        bool is_changed = false;
        others_ += attribute_ids_.next() + "\t" + std::string(name) + " " + target;
        if (!value.empty()) others_ += " " + one_line(value, is_changed);
        others_ += '\n';
        if (is_changed) losses_.add("tabs and line ends in attributes", std::string(name));
    }

    void add_attributes(const std::string& target, const Attributes& attributes)
    {
        for (const auto& [id, value] : attributes) {
            const std::string& name = names_.attributes.of(id.text);
            if (const auto* words = std::get_if<std::vector<std::string>>(&value)) {
                if (words->empty()) losses_.add("choices of which none is chosen", id.text);
                for (const std::string& word : *words) add_attribute(target, name, word);
            } else {
                const bool* yes = std::get_if<bool>(&value);
                add_attribute(target, name, yes != nullptr && *yes ? "" : text_of_value(value));
            }
        }
    }

    void add_reference(const std::string& target, std::string_view base, std::string_view id, std::string_view name)
    {
        bool is_changed = false;
        others_ += reference_ids_.next() + "\tReference " + target + " " + std::string(base) + ":" + escape_id(id) +
                   "\t" + one_line(name, is_changed) + "\n";
    }

    void add_details(const Span& span)
    {
        const auto known = text_bound_of_.find(span.id);
        if (known == text_bound_of_.end()) return;
        const std::string& target = known->second;
        add_attributes(target, span.attributes);
        if (const Entity* entity = project_.find(span.entity)) {
            add_reference(target, kEntityBase, entity->id.text, entity->name);
            for (const KnowledgeBaseLink& link : entity->kb)  // the first mention says it for all
                if (!link.base.empty() && !link.id.empty() && said_.insert(entity->id.text + "\n" + link.base).second)
                    add_reference(target, escape_id(link.base), link.id, entity->name);
        }
        if (span.claim) {
            add_reference(target, kClaimBase, span.claim->id.text, project_.find(span.claim->id)->text);
            if (!span.claim->relation.empty()) add_attribute(target, kClaimRelation, span.claim->relation);
        }
        add_note(target, span.note);
    }

    // A line for each line of it.
    void add_note(const std::string& target, std::string_view note)
    {
        bool is_changed = false;
        for (size_t begin = 0; !note.empty() && begin <= note.size();) {
            const size_t end = std::min(note.find('\n', begin), note.size());
            others_ += note_ids_.next() + "\tAnnotatorNotes " + target + "\t" +
                       one_line(note.substr(begin, end - begin), is_changed) + "\n";
            begin = end + 1;
        }
        if (is_changed) losses_.add("tabs and rare line ends in notes", std::string(note));
    }

    const Project& project_;
    const Document& document_;
    const Text& text_;
    const SchemaNames& names_;
    Losses& losses_;
    LineIds text_bound_ids_{'T'}, event_ids_{'E'}, relation_ids_{'R'}, attribute_ids_{'A'}, reference_ids_{'N'},
        note_ids_{'#'};
    std::map<SpanId, std::string> text_bound_of_;
    std::map<AttributionId, std::string> events_;
    std::set<std::string> said_;
    std::string text_bounds_, others_;
};

// A T line of what was written.
struct WrittenSpan {
    std::string type;
    std::vector<TextRange> at;
    std::string quote;
};

Result<std::vector<WrittenSpan>> written_spans(std::string_view ann, const Text& text)
{
    const Offsets offsets(text, OffsetUnit::CodePoint);
    std::vector<WrittenSpan> out;
    for (size_t begin = 0; begin < ann.size();) {
        const size_t end = std::min(ann.find('\n', begin), ann.size());
        const std::string_view line = ann.substr(begin, end - begin);
        begin = end + 1;
        if (line.empty() || line[0] != 'T') continue;
        const size_t tab = std::min(line.find('\t'), line.size() - 1), second = line.find('\t', tab + 1);
        if (second == std::string_view::npos)
            return fail(ErrorCode::Invalid, "a T line lacks a field: " + std::string(line));
        std::string_view place = line.substr(tab + 1, second - tab - 1);
        const size_t blank = std::min(place.find(' '), place.size());
        WrittenSpan span{std::string(place.substr(0, blank)), {}, std::string(line.substr(second + 1))};
        for (const char* at = place.data() + blank; at < place.data() + place.size();) {
            uint32_t numbers[2] = {0, 0};
            for (uint32_t& number : numbers) at = std::from_chars(at + 1, place.data() + place.size(), number).ptr;
            const Result<TextRange> range = offsets.range(numbers[0], numbers[1]);
            if (!range) return fail(range.error());
            span.at.push_back(*range);
        }
        if (quote_of(text, span.at) != span.quote)
            return fail(ErrorCode::Invalid, "what stands at the offsets of “" + std::string(line) + "” is “" +
                                                quote_of(text, span.at) + "”");
        if (span.type != kAttribution && span.type != kWithoutSource) out.push_back(std::move(span));
    }
    return out;
}

}  // namespace

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Exported out;
    Losses losses;
    Carries carries = Carries::all();
    carries.relation_attributes = false;
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
    const SchemaNames names(project.schema());
    const std::vector<std::string> stems = file_stems(project.documents());
    for (size_t i = 0; i < stems.size(); ++i) {
        const Document& document = project.documents()[i];
        const AnnotationSet* set = exported_set(project, document);
        AnnWriter writer(project, document, names, losses);
        out.files.push_back({stems[i] + ".ann", set == nullptr ? std::string() : writer.write(*set)});
    }
    for (size_t i = 0; i < stems.size(); ++i)
        out.files.push_back({stems[i] + ".txt", std::string(project.documents()[i].text->bytes())});
    out.files.push_back({"annotation.conf", write_annotation_conf(project, names)});
    out.files.push_back({"visual.conf", write_visual_conf(project.schema(), names)});
    out.losses = losses.take();
    return out;
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    const size_t count = project.documents().size();
    for (size_t i = 0; i < count; ++i) {
        const Document& document = project.documents()[i];
        const Result<TextPtr> text = Text::make(exported.files[count + i].bytes);
        if (!text) return fail(text.error());
        const Result<std::vector<WrittenSpan>> found = written_spans(exported.files[i].bytes, **text);
        if (!found) return fail(found.error());
        const AnnotationSet* set = exported_set(project, document);
        size_t next = 0;
        Status sound;
        const auto compare = [&](const Span& span) {
            const std::vector<TextRange> pieces = pieces_of(*document.text, span.at);
            if (pieces.empty() || !sound) return;
            if (next < found->size() && (*found)[next].quote == quote_of(*document.text, pieces) &&
                (*found)[next].at == pieces) {
                ++next;
                return;
            }
            sound = fail(ErrorCode::Invalid, "the span " + span.id.text + " (" + shown(document, span) +
                                                 ") doesn't stand at its place in " + exported.files[i].name);
        };
        if (set != nullptr) set->spans.for_each(compare);
        if (!sound) return sound;
        if (next != found->size())
            return fail(ErrorCode::Invalid, exported.files[i].name + " has more spans than " + document.id.text);
    }
    return {};
}

}  // namespace glossator::brat
