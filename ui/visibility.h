#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/app.h"

// What of the annotation can be seen. Labels are shown unless they or their layer are hidden, sets of other annotators
// only when asked for. What isn't as by default stands in Settings::switched, a line each: "layer:NAME", "label:ID",
// "annotator:ID".
namespace glossator {

bool is_shown(const Settings& settings, const LabelDef& label);
// Its label is shown, or it is focused: what is being worked on can always be seen.
bool is_shown(const App& app, const Span& span);
// Sets that other annotators made of the open document and that the user asked to see; for reading only.
std::vector<const AnnotationSet*> other_sets(const App& app);
std::string name_of_annotator(const Project& project, const AnnotatorId& id);

// One thing that can be shown or hidden by the command "view." + name.
struct ViewSwitch {
    std::string name;   // as in Settings::switched
    std::string title;  // "Entities"
    bool shown;
};
// Layers of the schema, annotators of the open document's other sets, then labels.
std::vector<ViewSwitch> view_switches(const App& app);
// False if there is no such switch. A focused span that is hidden by it loses the focus.
bool flip_switch(App& app, std::string_view name);
// Shows the label, whose spans somebody is about to make, and its layer.
void show_again(App& app, const LabelId& label);
void show_all(App& app);
// What is hidden of this project's layers and labels, "Entities, Claim"; empty if nothing is.
std::string hidden_now(const App& app);

}  // namespace glossator
