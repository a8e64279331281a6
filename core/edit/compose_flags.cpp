#include <algorithm>

#include "core/edit/compose_parts.h"
#include "core/model/checked.h"
#include "core/model/flags.h"
#include "core/model/plain_list.h"

namespace glossator {

using compose::find_span;
using compose::no_such;
using compose::Place;

namespace {

tl::unexpected<Error> no_list(std::string_view key)
{
    return fail(ErrorCode::Invalid, "\"" + std::string(key) + "\" of the record isn't a list of words");
}

// True if the word is in the list now.
bool toggle(std::vector<std::string>& words, const std::string& word)
{
    const auto at = std::find(words.begin(), words.end(), word);
    const bool comes = at == words.end();
    if (comes)
        words.push_back(word);
    else
        words.erase(at);
    std::sort(words.begin(), words.end());
    return comes;
}

std::string title_of(bool comes, const std::string& flag)
{
    return (comes ? "Flag: " : "Take off flag: ") + flag;
}

// The title of the step.
Result<std::string> toggle_member(JsonMembers& members, const std::string& flag)
{
    std::optional<std::vector<std::string>> flags = plain_list(members, kFlagsKey);
    if (!flags) return no_list(kFlagsKey);
    if (flag.empty() || !is_plain(flag)) return fail(ErrorCode::Invalid, "a flag must be a plain word");
    const bool comes = toggle(*flags, flag);
    set_plain_list(members, kFlagsKey, *flags);
    return title_of(comes, flag);
}

}  // namespace

Result<Composed> toggle_flag(const Context& context, const SpanId& id, const std::string& flag)
{
    const Place place = find_span(context, id);
    if (!place.set) return no_such("span", id);
    Span span = *place.span;
    const Result<std::string> title = toggle_member(span.extra, flag);
    if (!title) return fail(title.error());
    return compose::replace_span(place, std::move(span), *title);
}

Result<Composed> toggle_flag(const Context& context, const AttributionId& id, const std::string& flag)
{
    const AnnotationSet* set = compose::set_with(context, id);
    if (!set) return no_such("attribution", id);
    Attribution attribution = set->attributions.at(id);
    const Result<std::string> title = toggle_member(attribution.extra, flag);
    if (!title) return fail(title.error());
    return Composed{{*title, {PutAttribution{set->info.id, std::move(attribution)}}}, {id.text}};
}

Result<Composed> toggle_flag(const Context& context, const SetId& id, const std::string& flag)
{
    const AnnotationSet* set = context.project.find(id);
    if (!set) return no_such("set", id);
    if (flag.empty()) return fail(ErrorCode::Invalid, "a flag must be a plain word");
    SetInfo info = set->info;
    const bool comes = toggle(info.flags, flag);
    return Composed{{title_of(comes, flag), {PutSet{std::move(info)}}}, {id.text}};
}

Result<Composed> dismiss_checks(const Context& context, const SetId& id, const std::vector<std::string>& keys)
{
    const AnnotationSet* set = context.project.find(id);
    if (!set) return no_such("set", id);
    std::optional<std::vector<std::string>> checked = plain_list(set->info.extra, kCheckedKey);
    if (!checked) return no_list(kCheckedKey);
    for (const std::string& key : keys) {
        if (!is_plain(key)) return fail(ErrorCode::Invalid, "the record's id can't be kept in a list");
        toggle(*checked, key);
    }
    SetInfo info = set->info;
    set_plain_list(info.extra, kCheckedKey, *checked);
    Composed composed{{"Change the checklist", {}}, {id.text}};
    if (info != set->info) composed.step.edits.push_back(PutSet{std::move(info)});
    return composed;
}

Result<Composed> toggle_checks(const Context& context, const std::string& group)
{
    ProjectInfo info = context.project.info();
    std::optional<std::vector<std::string>> unchecked = plain_list(info.extra, kUncheckedKey);
    if (!unchecked) return no_list(kUncheckedKey);
    if (group.empty() || !is_plain(group)) return fail(ErrorCode::Invalid, "there is no such kind of checks");
    toggle(*unchecked, group);
    set_plain_list(info.extra, kUncheckedKey, *unchecked);
    return Composed{{"Change the checklist of all articles", {PutProjectInfo{std::move(info)}}}, {}};
}

Result<Composed> restore_checks(const Context& context, const SetId& id)
{
    const AnnotationSet* set = context.project.find(id);
    if (!set) return no_such("set", id);
    Composed composed{{"List again what was dismissed", {}}, {id.text}};
    SetInfo info = set->info;
    set_member(info.extra, kCheckedKey, {});
    if (info != set->info) composed.step.edits.push_back(PutSet{std::move(info)});
    ProjectInfo project = context.project.info();
    set_member(project.extra, kUncheckedKey, {});
    if (project != context.project.info()) composed.step.edits.push_back(PutProjectInfo{std::move(project)});
    return composed;
}

}  // namespace glossator
