#include "ui/visibility.h"

#include "ui/language.h"
#include "ui/wording.h"

namespace glossator {

namespace {

constexpr std::string_view kLayer = "layer:", kLabel = "label:", kAnnotator = "annotator:";

std::string line_of(std::string_view kind, std::string_view name)
{
    return std::string(kind).append(name) + "\n";
}

// Where `line` stands in the settings; npos if it doesn't.
size_t place_of(const Settings& settings, const std::string& line)
{
    size_t at = settings.switched.find(line);
    while (at != std::string::npos && at > 0 && settings.switched[at - 1] != '\n')
        at = settings.switched.find(line, at + 1);
    return at;
}

bool is_switched(const Settings& settings, std::string_view kind, std::string_view name)
{
    return place_of(settings, line_of(kind, name)) != std::string::npos;
}

void flip(Settings& settings, const std::string& line)
{
    if (const size_t at = place_of(settings, line); at != std::string::npos)
        settings.switched.erase(at, line.size());
    else
        settings.switched += line;
}

bool is_of_annotator(const ViewSwitch& view_switch)
{
    return view_switch.name.compare(0, kAnnotator.size(), kAnnotator) == 0;
}

std::string title_of_layer(const std::string& layer)
{
    if (layer == "entity") return tr("Entities");
    if (layer == "claim") return tr("Claims");
    if (layer == "attribution") return tr("Sources, cues and contents");
    return tr("Layer “{}”", {layer});
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
        for (const ViewSwitch& each : list)
            if (each.name == name) return;
        const bool shown = is_switched(settings, kind, id) == (kind == kAnnotator);
        list.push_back({std::move(name), std::move(title), shown});
    };
    const std::vector<LabelDef>& labels = app.project().schema().labels;
    for (const LabelDef& label : labels) add(kLayer, label.layer, title_of_layer(label.layer));
    if (app.document())
        for (const AnnotationSet* set : app.project().sets_of(app.document()->id))
            if (set != app.set())
                add(kAnnotator, set->info.by.text, tr("Set of {}", {name_of_annotator(app.project(), set->info.by)}));
    for (const LabelDef& label : labels) add(kLabel, label.id.text, std::string(title_of(label)));
    return list;
}

bool flip_switch(App& app, std::string_view name)
{
    bool known = false;
    for (const ViewSwitch& each : view_switches(app)) known = known || each.name == name;
    if (!known) return false;
    Session& session = app.session();
    flip(session.settings, line_of({}, name));
    const Span* focused = app.focused();
    const LabelDef* label = focused ? app.project().schema().find(focused->label) : nullptr;
    if (label && !is_shown(session.settings, *label)) session.focused = {};
    return true;
}

void show_again(App& app, const LabelId& label)
{
    Settings& settings = app.session().settings;
    const LabelDef* def = app.project().schema().find(label);
    if (!def) return;
    if (is_switched(settings, kLayer, def->layer)) flip(settings, line_of(kLayer, def->layer));
    if (is_switched(settings, kLabel, label.text)) flip(settings, line_of(kLabel, label.text));
}

void show_all(App& app)
{
    for (const ViewSwitch& each : view_switches(app))
        if (!each.shown && !is_of_annotator(each)) flip(app.session().settings, line_of({}, each.name));
}

std::string hidden_now(const App& app)
{
    std::string text;
    if (app.session().settings.switched.empty()) return text;
    for (const ViewSwitch& each : view_switches(app))
        if (!each.shown && !is_of_annotator(each)) text += (text.empty() ? "" : ", ") + each.title;
    return text;
}

}  // namespace glossator
