#include <algorithm>
#include <unordered_set>

#include "core/base/utf8.h"
#include "core/io/brat.h"
#include "core/io/brat_lines.h"
#include "core/io/brat_parts.h"
#include "core/io/file_name.h"
#include "core/io/links.h"
#include "core/io/losses.h"
#include "core/io/native_fields.h"
#include "core/io/offset_unit.h"
#include "core/io/project_builder.h"

namespace glossator::brat {

namespace {

// "Content2" is "content".
std::string role_name(std::string_view name)
{
    const size_t end = name.find_last_not_of("0123456789");
    return lower_ascii(name.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

bool is_part(const std::string& role)
{
    return role == "source" || role == "cue" || role == "content";
}

// Makes the project of one pair of files.
class Maker {
public:
    Maker(const ReadRequest& request, Lines lines, Configuration configuration)
        : builder_(request),
          lines_(std::move(lines)),
          configuration_(std::move(configuration)),
          names_(configuration_.records ? configuration_.records->schema() : Schema())
    {}

    Status make(std::string name, TextPtr text, std::string_view unit)
    {
        describe(std::move(name), std::move(text));
        if (Status sound = find_places(unit); !sound) return sound;
        for (Event& event : lines_.events) event.is_attribution = is_attribution(event);
        find_triggers();
        collect_marks();
        for (const TextBound& each : lines_.text_bounds) add_span(each);
        add_links();
        add_equivalences();
        return {};
    }

    Result<ReadProject> take()
    {
        Result<Project> project = builder_.take();
        if (!project) return fail(project.error());
        return ReadProject{std::move(*project), std::move(notes_), losses_.take()};
    }

private:
    // What the configuration says, and what of it is about this document.
    void describe(std::string name, TextPtr text)
    {
        if (configuration_.records) builder_.adopt(*configuration_.records);
        const std::string stem(file_stem(name));
        builder_.add_document(std::move(name), std::move(text));
        if (configuration_.records) {
            const std::vector<Document>& documents = configuration_.records->documents();
            const std::vector<std::string> stems = file_stems(documents);
            const auto known = std::find(stems.begin(), stems.end(), stem);
            if (known != stems.end())
                builder_.describe(*configuration_.records, documents[static_cast<size_t>(known - stems.begin())]);
            return;
        }
        for (const std::string& entity : configuration_.entities) label(entity);
        for (const std::string& relation : configuration_.relations) relation_type(relation);
        for (const Configuration::Attribute& attribute : configuration_.attributes)
            define_attribute(attribute.name, attribute.values);
    }

    LabelId label(const std::string& name)
    {
        const std::string& id = names_.labels.back(name);
        const size_t before = builder_.schema().labels.size();
        const LabelId out = builder_.label(id);
        if (builder_.schema().labels.size() == before) return out;
        LabelDef& made = builder_.schema().labels.back();
        const auto title = configuration_.titles.find(name), color = configuration_.colors.find(name);
        if (title != configuration_.titles.end()) made.title = title->second;
        if (color != configuration_.colors.end()) made.color = color->second;
        return out;
    }

    RelationTypeId relation_type(const std::string& name)
    {
        const size_t before = builder_.schema().relations.size();
        const RelationTypeId out = builder_.relation_type(names_.relations.back(name));
        const auto title = configuration_.titles.find(name);
        if (builder_.schema().relations.size() > before && title != configuration_.titles.end())
            builder_.schema().relations.back().title = title->second;
        return out;
    }

    void define_attribute(const std::string& name, const std::vector<std::string>& values)
    {
        if (builder_.schema().find(AttributeId(name)) != nullptr) return;
        AttributeDef def;
        def.id = AttributeId(name);
        def.type = values.empty() ? AttributeType::YesNo : AttributeType::Choice;
        def.values = values;
        builder_.schema().attributes.push_back(std::move(def));
    }

    // The unit under which the quotes stand at their places, and then the places.
    Status find_places(std::string_view wanted)
    {
        const Text& text = builder_.text();
        std::vector<Quoted> quotes, shifted;
        for (const TextBound& each : lines_.text_bounds) {
            if (!each.quote || each.ranges.size() != 1) continue;
            const auto [begin, end] = each.ranges.front();
            quotes.push_back({begin, end, *each.quote});
            if (begin > 0) shifted.push_back({begin - 1, end - 1, *each.quote});
        }
        DetectedUnit unit{OffsetUnit::CodePoint, 0};
        uint64_t shift = 0;
        if (const auto named = offset_unit_named(wanted)) {
            unit.unit = *named;
        } else {
            unit = detect_unit(text, quotes, OffsetUnit::CodePoint);
            const DetectedUnit marked = detect_unit(text, shifted, OffsetUnit::CodePoint);
            if (unit.mismatches > 0 && marked.mismatches == 0 && shifted.size() == quotes.size()) {
                unit = marked;
                shift = 1;  // offsets count a byte order mark
                notes_.push_back("offsets count a byte order mark that the text has no longer");
            }
        }
        if (unit.unit != OffsetUnit::CodePoint)
            notes_.push_back(std::string("offsets were read as ") + name_of(unit.unit));
        const Offsets offsets(text, unit.unit);
        for (TextBound& each : lines_.text_bounds)
            if (Status sound = place(each, offsets, shift); !sound) return sound;
        return {};
    }

    Status place(TextBound& each, const Offsets& offsets, uint64_t shift) const
    {
        const Text& text = builder_.text();
        for (const auto& [begin, end] : each.ranges) {
            const Result<TextRange> range = offsets.range(begin - std::min(begin, shift), end - shift);
            if (!range) return fail_at(each.at, range.error().message);
            each.places.push_back(*range);
        }
        if (each.quote && !same_but_blanks(quote_of(text, each.places), *each.quote))
            return fail_at(each.at, "at the place of " + each.id + " stands " + quoted(quote_of(text, each.places)) +
                                        ", not " + quoted(*each.quote));
        return {};
    }

    bool is_attribution(const Event& event) const
    {
        const std::string type = lower_ascii(event.type);
        if (type != "attribution" && type != lower_ascii(kWithoutSource)) return false;
        return std::all_of(event.roles.begin(), event.roles.end(), [](const Role& role) {
            const std::string name = role_name(role.name);
            return is_part(name) || name == "addressee" || name == "parent";
        });
    }

    const Event* attribution_of(const std::string& id) const
    {
        const auto known = lines_.event_of.find(id);
        if (known == lines_.event_of.end()) return nullptr;
        const Event& event = lines_.events[known->second];
        return event.is_attribution ? &event : nullptr;
    }

    TextBound& text_bound(const std::string& id) { return lines_.text_bounds[lines_.text_bound_of.at(id)]; }
    // The T line that stands for a target of a link: an event's trigger.
    const std::string& stand_in(const std::string& id) const
    {
        const auto known = lines_.event_of.find(id);
        return known == lines_.event_of.end() ? id : lines_.events[known->second].trigger;
    }

    // A trigger is no span of its own where one of the roles stands at its place, unless something else is said of it.
    void find_triggers()
    {
        for (const Event& event : lines_.events) {
            if (!event.is_attribution || text_bound(event.trigger).type != event.type) continue;
            for (const Role& role : event.roles)
                if (lines_.text_bound_of.count(role.target) > 0 && role.target != event.trigger &&
                    text_bound(role.target).places == text_bound(event.trigger).places)
                    text_bound(event.trigger).is_trigger = true;
        }
        for (const Event& event : lines_.events) {
            if (!event.is_attribution) text_bound(event.trigger).is_trigger = false;
            for (const Role& role : event.roles)
                if (lines_.text_bound_of.count(role.target) > 0) text_bound(role.target).is_trigger = false;
        }
        for (const Arc& arc : lines_.arcs)
            for (const std::string* end : {&arc.from, &arc.to}) text_bound(stand_in(*end)).is_trigger = false;
        for (const Mark& mark : lines_.marks)
            if (attribution_of(mark.target) == nullptr && lines_.arc_of.count(mark.target) == 0)
                text_bound(stand_in(mark.target)).is_trigger = false;
    }

    // What is said of spans goes to their T line, of attributions to their event.
    void collect_marks()
    {
        for (const Mark& mark : lines_.marks) {
            if (lines_.arc_of.count(mark.target) > 0)
                losses_.add(mark.kind == '#' ? "notes on relations" : "attributes of relations", mark.value);
            else if (mark.kind == 'A' && attribution_of(mark.target) != nullptr)
                add_property(mark.target, mark);
            else if (mark.kind == 'A')
                add_property(stand_in(mark.target), mark);
            else if (attribution_of(mark.target) != nullptr)
                losses_.add("notes and references of attributions", mark.value);
            else
                marks_[stand_in(mark.target)].push_back(&mark);
        }
    }

    // Several values of one name are several choices.
    void add_property(const std::string& target, const Mark& mark)
    {
        const std::string& name = names_.attributes.back(mark.type);
        const AttributeDef* def = builder_.schema().find(AttributeId(name));
        if (def == nullptr && mark.value.empty() && name != kClaimRelation) define_attribute(name, {});
        def = builder_.schema().find(AttributeId(name));
        const bool is_flag = mark.value.empty() && def != nullptr && def->type == AttributeType::YesNo;
        const std::string value = is_flag ? "true" : mark.value;
        std::vector<std::string>& values = values_[target][name];
        if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    }

    AttributeValue value_of_all(const std::string& name, const std::vector<std::string>& values)
    {
        const AttributeDef* def = builder_.schema().find(AttributeId(name));
        if (values.size() > 1 || (def != nullptr && def->type == AttributeType::Choices)) return values;
        if (def == nullptr) return values.front();
        return value_of(builder_.schema(), name, values.front());
    }

    void add_span(const TextBound& each)
    {
        if (each.is_trigger) return;
        if (each.places.empty()) return losses_.add("spans of no text", each.type + " " + each.id);
        Span span;
        span.id = SpanId(each.id);
        const bool is_cue = each.type == kAttribution || each.type == kWithoutSource;
        span.label = is_cue ? builder_.label("Cue") : label(each.type);
        span.at = joined_pieces(builder_.text(), each.places);
        joined_ += span.at.size() < each.places.size();
        std::map<std::string, std::vector<std::string>> values = values_[each.id];
        const auto relation = values.extract(std::string(kClaimRelation));
        for (const auto& [name, list] : values) builder_.set_attribute(span, name, value_of_all(name, list));
        for (const Mark* mark : marks_[each.id]) {
            if (mark->kind == '#')
                add_note(span, *mark);
            else
                add_reference(span, *mark);
        }
        if (!relation.empty() && span.claim) {
            span.claim->relation = relation.mapped().front();
            builder_.allow_claim_relation(span.claim->relation);
        } else if (!relation.empty()) {
            builder_.set_attribute(span, kClaimRelation, relation.mapped().front());
        }
        spans_.emplace(each.id, builder_.add(std::move(span)));
    }

    void add_note(Span& span, const Mark& mark)
    {
        if (noted_.insert(span.id.text).second == false) span.note += '\n';
        if (mark.type != "AnnotatorNotes") span.note += mark.type + ": ";
        span.note += mark.value;
    }

    // The first reference makes the span a mention; further ones are ids in other knowledge bases.
    void add_reference(Span& span, const Mark& mark)
    {
        const size_t colon = mark.type.find(':');
        const std::string base = mark.type.substr(0, colon), id = mark.type.substr(colon + 1);
        if (base == kClaimBase) {
            if (span.claim) return losses_.add("further claims of a span", mark.value);
            ClaimLink link;
            link.id = builder_.claim(unescape_id(id), mark.value);
            span.claim = std::move(link);
        } else if (base == kEntityBase) {
            if (!span.entity.empty()) return losses_.add("further entities of a span", mark.value);
            span.entity = builder_.entity(unescape_id(id), span.label.text, mark.value);
        } else {
            if (span.entity.empty()) span.entity = builder_.entity(mark.type, span.label.text, mark.value);
            const bool is_ours = configuration_.records.has_value();
            add_knowledge_base(builder_.record(span.entity),
                               {is_ours ? unescape_id(base) : base, is_ours ? unescape_id(id) : id, {}});
        }
    }

    void add_knowledge_base(Entity& entity, KnowledgeBaseLink link)
    {
        const auto same = [&](const KnowledgeBaseLink& each) { return each.base == link.base && each.id == link.id; };
        if (std::none_of(entity.kb.begin(), entity.kb.end(), same)) entity.kb.push_back(std::move(link));
    }

    void add_links()
    {
        std::vector<RoleLink> links;
        size_t frames = 0;
        for (const Event& event : lines_.events)
            for (const Role& role : event.roles)
                if (event.is_attribution && role_name(role.name) != "parent" && attribution_of(role.target) != nullptr)
                    reported_by_.emplace(role.target, event.id);
        for (const Event& event : lines_.events) {
            if (event.is_attribution) {
                links.push_back(attribution_link(event));
                continue;
            }
            ++frames;
            for (const Role& role : event.roles) {
                const std::string type = relation_type(role_name_as_written(role.name)).text;
                links.push_back({"", type, {{"from", event.trigger}, {"to", stand_in(role.target)}}});
            }
        }
        for (const Arc& arc : lines_.arcs)
            links.push_back(
                {arc.id, relation_type(arc.type).text, {{"from", stand_in(arc.from)}, {"to", stand_in(arc.to)}}});
        take_links(builder_, links, spans_, losses_);
        if (frames > 0)
            notes_.push_back(std::to_string(frames) +
                             " events are spans, with a relation to each of their arguments, named after its role");
        if (joined_ > 0)
            notes_.push_back(std::to_string(joined_) + " spans that were cut at the ends of lines are whole again");
    }

    std::string role_name_as_written(const std::string& name) const
    {
        const size_t end = name.find_last_not_of("0123456789");
        return end == std::string::npos ? name : name.substr(0, end + 1);
    }

    // An attribution in a role of another is reported by it: that is its parent, and what it says is said there too.
    RoleLink attribution_link(const Event& event)
    {
        RoleLink out{event.id, kAttributionType, {}};
        for (const Role& role : event.roles) {
            const std::string name = role_name(role.name);
            const Event* inner = attribution_of(role.target);
            if (name == "parent")
                out.ends.push_back({"parent", role.target});
            else if (inner == nullptr)
                out.ends.push_back({name, stand_in(role.target)});
            else
                for (const Role& said : inner->roles)
                    if (role_name(said.name) == "content" && lines_.text_bound_of.count(said.target) > 0)
                        out.ends.push_back({name, said.target});
        }
        const auto outer = reported_by_.find(event.id);
        if (outer != reported_by_.end()) out.ends.push_back({"parent", outer->second});
        if (!text_bound(event.trigger).is_trigger &&
            std::none_of(out.ends.begin(), out.ends.end(), [](const LinkEnd& end) { return end.role == "cue"; }))
            out.ends.push_back({"cue", event.trigger});
        for (const auto& [name, values] : values_[event.id])
            out.properties.push_back({name, text_of_value(value_of_all(name, values))});
        return out;
    }

    // What is equivalent, directly or through others, is one entity: the one that a member refers to, if any does.
    void add_equivalences()
    {
        for (bool is_more = true; is_more;) {
            is_more = false;
            for (const Equivalence& each : lines_.equivalences) is_more |= spread(each);
        }
        for (const auto& [member, group] : groups_)
            if (const Span* span = span_of(member); span != nullptr && !span->entity.empty())
                entities_.emplace(group, span->entity);
        for (const TextBound& each : lines_.text_bounds) {
            const auto group = groups_.find(each.id);
            Span* span = group == groups_.end() ? nullptr : span_of(each.id);
            if (span == nullptr) continue;
            const auto [entity, is_new] = entities_.emplace(group->second, EntityId());
            if (is_new)
                entity->second =
                    builder_.entity("*" + group->second, span->label.text, quote_of(builder_.text(), span->at));
            if (span->entity.empty())
                span->entity = entity->second;
            else if (span->entity != entity->second)
                losses_.add("equivalences of different entities", each.id);
        }
    }

    Span* span_of(const std::string& text_bound_id)
    {
        const auto id = spans_.find(text_bound_id);
        return id == spans_.end() ? nullptr : builder_.find(id->second);
    }

    // The members get the smallest name of a group that one of them has. False if they had it already.
    bool spread(const Equivalence& equivalence)
    {
        if (equivalence.members.empty()) return false;
        std::string least = equivalence.members.front();
        for (const std::string& each : equivalence.members)
            least = std::min(least, groups_.emplace(each, each).first->second);
        bool is_changed = false;
        for (const std::string& each : equivalence.members) {
            std::string& group = groups_[each];
            is_changed |= group != least;
            group = least;
        }
        return is_changed;
    }

    ProjectBuilder builder_;
    Lines lines_;
    Configuration configuration_;
    SchemaNames names_;
    Losses losses_;
    std::vector<std::string> notes_;
    std::unordered_map<std::string, SpanId> spans_;  // by T line
    std::unordered_map<std::string, std::vector<const Mark*>> marks_;
    std::unordered_map<std::string, std::map<std::string, std::vector<std::string>>> values_;
    std::unordered_set<std::string> noted_;
    std::map<std::string, std::string> groups_;                 // of equivalent T lines, by T line
    std::map<std::string, EntityId> entities_;                  // by group
    std::unordered_map<std::string, std::string> reported_by_;  // the attribution in whose role one stands
    size_t joined_ = 0;
};

std::string stem_of(const std::string& name)
{
    return name.substr(0, name.size() - std::min<size_t>(name.size(), 4));
}

}  // namespace

ReadResult read(const ReadRequest& request)
{
    const InputFile& ann = request.files.front();
    const size_t slash = ann.name.find_last_of("/\\");
    const std::string folder = slash == std::string::npos ? "" : ann.name.substr(0, slash + 1);
    const std::string text_name = stem_of(ann.name) + ".txt";
    const InputFile* text_file = request.find(text_name);
    if (text_file == nullptr)
        return refuse(ann, Error{ErrorCode::NotFound,
                                 "its text is missing: “" + text_name + "” has to be opened with it",
                                 Error::kNoOffset,
                                 {}});
    Result<TextPtr> text = Text::make(std::string(text_file->bytes));
    if (!text) return refuse(*text_file, text.error());
    const InputFile* annotation_conf = request.find(folder + "annotation.conf");
    Result<Configuration> configuration = read_configuration(annotation_conf, request.find(folder + "visual.conf"));
    if (!configuration) return refuse(*annotation_conf, configuration.error());
    Result<Lines> lines = read_lines(ann.bytes);
    if (!lines) return refuse(ann, lines.error());
    Maker maker(request, std::move(*lines), std::move(*configuration));
    const Status made =
        maker.make(text_name.substr(folder.size()), std::move(*text), request.option(brat_codec().format, "offsets"));
    if (!made) return refuse(ann, made.error());
    Result<ReadProject> project = maker.take();
    if (!project) return refuse(ann, project.error());
    return std::move(*project);
}

}  // namespace glossator::brat
