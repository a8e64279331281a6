#include "ui/visibility.h"

#include <algorithm>

#include "ui/wording.h"

namespace glossator {

namespace {

constexpr std::string_view kLayer = "layer:", kLabel = "label:", kAnnotator = "annotator:";

bool is_switched(const Settings& settings, std::string_view kind, std::string_view name)
{
    return std::any_of(settings.switched.begin(), settings.switched.end(), [&](const std::string& each) {
        return each.size() == kind.size() + name.size() && each.compare(0, kind.size(), kind) == 0 &&
               each.compare(kind.size(), name.size(), name) == 0;
    });
}

std::string title_of_layer(const std::string& layer)
{
    if (layer == "entity") return "Entities";
    if (layer == "claim") return "Claims";
    if (layer == "attribution") return "Sources, cues and contents";
    return "Layer “" + layer + "”";
}

}  // namespace

bool is_shown(const Settings& settings, const LabelDef& label)
{
    return settings.switched.empty() ||
           (!is_switched(settings, kLayer, label.layer) && !is_switched(settings, kLabel, label.id.text));
}

bool is_shown(const App& app, const Span& span)
{
    const Session& session = app.session();
    if (session.settings.switched.empty() || span.id == session.focused) return true;
    const LabelDef* label = app.project().schema().find(span.label);
    return !label || is_shown(session.settings, *label);
}

std::vector<const AnnotationSet*> other_sets(const App& app)
{
    std::vector<const AnnotationSet*> result;
    if (!app.document() || app.session().settings.switched.empty()) return result;
    for (const AnnotationSet* set : app.project().sets_of(app.document()->id))
        if (set != app.set() && is_switched(app.session().settings, kAnnotator, set->info.by.text))
            result.push_back(set);
    return result;
}

std::string name_of_annotator(const Project& project, const AnnotatorId& id)
{
    const Annotator* annotator = project.find(id);
    return annotator && !annotator->name.empty() ? annotator->name : id.text;
}

std::vector<ViewSwitch> view_switches(const App& app)
{
    std::vector<ViewSwitch> list;
    const Settings& settings = app.session().settings;
    const auto add = [&](std::string_view kind, const std::string& id, std::string title) {
        std::string name = std::string(kind) + id;
        const bool known = std::any_of(list.begin(), list.end(), [&](const ViewSwitch& s) { return s.name == name; });
        if (known) return;
        const bool shown = is_switched(settings, kind, id) == (kind == kAnnotator);
        list.push_back({std::move(name), std::move(title), shown});
    };
    const std::vector<LabelDef>& labels = app.project().schema().labels;
    for (const LabelDef& label : labels) add(kLayer, label.layer, title_of_layer(label.layer));
    if (app.document())
        for (const AnnotationSet* set : app.project().sets_of(app.document()->id))
            if (set != app.set())
                add(kAnnotator, set->info.by.text, "Set of " + name_of_annotator(app.project(), set->info.by));
    for (const LabelDef& label : labels) add(kLabel, label.id.text, std::string(title_of(label)));
    return list;
}

bool flip_switch(App& app, std::string_view name)
{
    const std::vector<ViewSwitch> all = view_switches(app);
    if (std::none_of(all.begin(), all.end(), [&](const ViewSwitch& s) { return s.name == name; })) return false;
    Session& session = app.session();
    std::vector<std::string>& switched = session.settings.switched;
    const auto found = std::find(switched.begin(), switched.end(), name);
    if (found != switched.end())
        switched.erase(found);
    else
        switched.insert(switched.end(), std::string(name));
    const Span* focused = app.focused();
    const LabelDef* label = focused ? app.project().schema().find(focused->label) : nullptr;
    if (label && !is_shown(session.settings, *label)) session.focused = {};
    return true;
}

void show_again(App& app, const LabelId& label)
{
    const LabelDef* def = app.project().schema().find(label);
    if (!def || is_shown(app.session().settings, *def)) return;
    std::erase_if(app.session().settings.switched, [&](const std::string& each) {
        return each == std::string(kLayer) + def->layer || each == std::string(kLabel) + label.text;
    });
}

void show_all(App& app)
{
    std::erase_if(app.session().settings.switched,
                  [](const std::string& each) { return each.compare(0, kAnnotator.size(), kAnnotator) != 0; });
}

std::string hidden_now(const App& app)
{
    std::string text;
    if (app.session().settings.switched.empty()) return text;
    for (const ViewSwitch& s : view_switches(app))
        if (!s.shown && s.name.compare(0, kAnnotator.size(), kAnnotator) != 0)
            text += (text.empty() ? "" : ", ") + s.title;
    return text;
}

}  // namespace glossator
