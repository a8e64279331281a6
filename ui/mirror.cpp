#include "ui/mirror.h"

#include <algorithm>

#include "core/model/flags.h"
#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/reports.h"
#include "ui/span_links.h"
#include "ui/visibility.h"
#include "ui/wording.h"

namespace glossator {

namespace {

std::string or_null(const std::optional<uint32_t>& number)
{
    return number ? std::to_string(*number) : "null";
}

void append(std::string& list, std::string_view item)
{
    if (!list.empty()) list += ',';
    list += item;
}

std::string list_json(const std::string& items)
{
    return "[" + items + "]";
}

// "Person, of Ilse Okonjo, flagged unsure, note: perhaps her brother".
std::string about(const Project& project, const Span& span)
{
    const LabelDef* label = project.schema().find(span.label);
    std::string out(label ? title_of(*label) : std::string_view(span.label.text));
    if (const Entity* entity = project.find(span.entity)) out += tr(", of {}", {entity->name});
    if (span.claim)
        if (const Claim* claim = project.find(span.claim->id)) out += tr(", that {}", {claim->text});
    if (const std::string values = values_of(span.attributes); !values.empty()) out += ", " + values;
    for (const std::string& flag : flags_of(span)) out += tr(", flagged {}", {flag});
    if (!span.note.empty()) out += tr(", note: {}", {span.note});
    return out;
}

// Whole lines around the caret, as many as there is room for.
TextRange window_of(const Text& text, uint32_t caret)
{
    if (text.size() <= Mirror::kMostBytes) return {0, text.size()};
    uint32_t first = text.line_of(caret), last = first;
    TextRange window = text.line(first);
    for (bool grew = true; grew;) {
        grew = false;
        if (last + 1 < text.lines() && text.line(last + 1).end - window.begin <= Mirror::kMostBytes) {
            window.end = text.line(++last).end;
            grew = true;
        }
        if (first > 0 && window.end - text.line(first - 1).begin <= Mirror::kMostBytes) {
            window.begin = text.line(--first).begin;
            grew = true;
        }
    }
    if (window.size() <= Mirror::kMostBytes) return window;
    // A line that is longer than all the room: a piece of it from the caret on.
    uint32_t end = caret + std::min(window.end - caret, Mirror::kMostBytes);
    while (!text.is_boundary(end)) --end;
    return {caret, end};
}

std::string marks_json(const App& app, const Text& text, TextRange line, const std::vector<const Span*>& spans)
{
    const uint32_t begin = text.byte_to_utf16(line.begin);
    std::string marks;
    for (const Span* span : spans) {
        for (const TextRange at : span->at) {
            const TextRange part{std::max(at.begin, line.begin), std::min(at.end, line.end)};
            if (part.begin >= part.end) continue;
            append(marks, Args()
                              .number("from", text.byte_to_utf16(part.begin) - begin)
                              .number("to", text.byte_to_utf16(part.end) - begin)
                              .text("span", span->id.text)
                              .text("about", about(app.project(), *span))
                              .str());
        }
    }
    return list_json(marks);
}

std::string paragraphs_json(const App& app, const Text& text, TextRange window)
{
    std::string paragraphs;
    size_t marked = 0;
    std::vector<const Span*> spans;
    for (uint32_t line = text.line_of(window.begin); line < text.lines() && text.line(line).begin < window.end;
         ++line) {
        TextRange range = text.line_content(line);
        range = {std::max(range.begin, window.begin), std::min(range.end, window.end)};
        if (range.begin >= range.end) continue;
        spans.clear();
        if (app.set() && marked < Mirror::kMostSpans) app.set()->spans.overlapping(range, spans);
        std::erase_if(spans, [&](const Span* span) { return !is_shown(app, *span); });
        spans.resize(std::min(spans.size(), Mirror::kMostSpans - marked));
        marked += spans.size();
        append(paragraphs, Args()
                               .number("start", text.byte_to_code_point(range.begin))
                               .text("text", text.slice(range))
                               .json("marks", marks_json(app, text, range, spans))
                               .str());
    }
    return list_json(paragraphs);
}

std::string text_json(const App& app)
{
    const Document* document = app.document();
    if (!document || app.session().main_view != MainView::Text) return "null";
    const Text& text = *document->text;
    const uint32_t caret = std::min(app.session().selection.caret, text.size());
    const TextRange window = window_of(text, caret);
    std::optional<uint32_t> earlier, later;
    if (window.begin > 0) earlier = text.byte_to_code_point(text.line(text.line_of(window.begin - 1)).begin);
    if (window.end < text.size()) later = text.byte_to_code_point(window.end);
    return Args()
        .text("document", document->id.text)
        .text("title", display_title(*document))
        .text("language", document->language)
        .text("focused", app.focused() ? app.session().focused.text : "")
        .json("earlier", or_null(earlier))
        .json("later", or_null(later))
        .json("paragraphs", paragraphs_json(app, text, window))
        .str();
}

std::string articles_json(const App& app)
{
    const auto& documents = app.project().documents();
    const auto open = std::find_if(documents.begin(), documents.end(),
                                   [&](const Document& each) { return each.id == app.session().document; });
    const auto at = open == documents.end() ? 0 : static_cast<size_t>(open - documents.begin());
    const size_t first = at - std::min(at, Mirror::kMostArticles / 2);
    std::string articles;
    for (size_t i = first; i < std::min(documents.size(), first + Mirror::kMostArticles); ++i) {
        const Document& document = documents[i];
        const AnnotationSet* set = app.project().find(app.set_for(document.id));
        std::string about = document.publisher;
        if (!document.date.empty()) about += (about.empty() ? "" : ", ") + short_date(document.date);
        about += (about.empty() ? "" : ", ") + counted(set ? set->spans.size() : 0, "span", "spans");
        if (set && set->info.status == "done") about += ", " + std::string(tr("done"));
        append(articles, Args()
                             .text("id", document.id.text)
                             .text("title", display_title(document))
                             .text("about", about)
                             .flag("open", i == at && open != documents.end())
                             .str());
    }
    return list_json(articles);
}

std::string labels_json(const App& app)
{
    std::string labels;
    if (app.document() && app.session().main_view == MainView::Text)
        for (const LabelDef& label : app.project().schema().labels)
            append(labels, Args()
                               .text("id", label.id.text)
                               .text("title", title_of(label))
                               .text("key", shown_key(label.key))
                               .str());
    return list_json(labels);
}

std::string pair_json(std::string_view name, std::string_view value)
{
    std::string out = "[";
    write_json_string(out, name);
    out += ',';
    write_json_string(out, value);
    return out + "]";
}

// Who said what, as far as the span takes part in it.
void append_attributions(std::string& details, const App& app, const Span& span)
{
    const AnnotationSet& set = *app.set();
    const Text& text = *app.document()->text;
    for (const AttributionId& id : find_links(app.project(), set, span).attributions) {
        const Attribution& attribution = set.attributions.at(id);
        std::string said;
        for (const AttributionRole& role : kAttributionRoles)
            for (const SpanId& member : attribution.*role.spans)
                if (const Span* each = set.spans.find(member))
                    said += (said.empty() ? "" : "; ") + std::string(tr(role.title)) + " " + quoted(text, *each, 200);
        append(details, pair_json(tr("Attribution"), said));
    }
}

std::string details_json(const App& app)
{
    const Span* span = app.focused();
    if (!span || app.session().main_view != MainView::Text) return "[]";
    std::string details;
    append(details, pair_json(tr("Words"), quoted(*app.document()->text, *span)));
    append(details, pair_json(tr("Label"), about(app.project(), *span)));
    append_attributions(details, app, *span);
    return list_json(details);
}

std::string commands_here_json(const App& app)
{
    std::string commands;
    for (const CommandInfo& each : list_commands(app))
        if (each.enabled && each.in_palette)
            append(commands, Args().text("id", each.id).text("title", each.title).text("keys", each.keys).str());
    return list_json(commands);
}

// Lists, forms, menus and views, as they are drawn. What the mirror has for itself is left out, and what follows the
// mouse.
std::string panels_json(const App& app)
{
    constexpr std::string_view kElsewhere[] = {"reading", "documents", "labels", "question.ground"};
    std::string panels;
    for (const Panel& panel : app.controls().panels()) {
        const bool elsewhere =
            std::find(std::begin(kElsewhere), std::end(kElsewhere), panel.name) != std::end(kElsewhere);
        if (elsewhere || panel.name.starts_with("##Tooltip") || panel.items.empty()) continue;
        std::string items;
        for (const PanelItem& item : panel.items)
            append(items, Args()
                              .text("words", item.words)
                              .text("control", item.control)
                              .number("nth", static_cast<double>(item.nth))
                              .flag("chosen", item.chosen)
                              .str());
        append(panels, Args().text("name", panel.name).json("items", list_json(items)).str());
    }
    return list_json(panels);
}

std::string dialog_json(const App& app)
{
    const std::optional<Question>& question = app.session().question;
    if (!question) return "null";
    std::string others;
    for (const Question::Answer& answer : question->others)
        append(others, Args().text("title", answer.title).text("command", answer.command).str());
    return Args().text("text", question->text).text("yes", question->yes).json("others", list_json(others)).str();
}

// What has happened last: what was selected, or what the status line says.
std::string said(const App& app)
{
    constexpr uint32_t kMost = 400;
    const Session& session = app.session();
    TextRange range = session.selection.range();
    if (!app.document() || range.empty() || session.main_view != MainView::Text) return session.message;
    const Text& text = *app.document()->text;
    range.end = std::min(range.end, range.begin + kMost);
    while (!text.is_boundary(range.end)) --range.end;
    return tr("Selected: {}", {text.slice(range)});
}

// What the top bar and the status line say of keeping.
std::string kept_sentence(const App& app)
{
    if (app.reads_along()) return std::string(app.writing_sentence());
    return app.keeper().state() == Keeper::State::Failed ? tr("Not saved: {}", {app.keeper().failure()})
                                                         : std::string();
}

std::string words_json()
{
    return Args()
        .text("language", language() ? language()->code() : kLanguages[0].code)
        .text("direction", right_to_left() ? "rtl" : "ltr")
        .text("articles", tr("Articles"))
        .text("labels", tr("Labels"))
        .text("details", tr("Chosen span"))
        .text("panels", tr("Panels"))
        .text("commands", tr("Commands"))
        .text("earlier", tr("Earlier text"))
        .text("later", tr("Text after this"))
        .text("continued", tr("{}, continued"))
        .text("cancel", tr("Cancel"))
        .str();
}

}  // namespace

bool Mirror::changed(const App& app)
{
    const Session& session = app.session();
    Seen now{app.project().revision(),
             session.document,
             session.set,
             app.focused() ? session.focused : SpanId(),
             session.selection.caret,
             session.selection.anchor,
             app.controls().painted(),
             session.main_view,
             session.message,
             session.question ? session.question->text : std::string(),
             session.settings.switched,
             language() ? language()->code() : std::string(),
             session.problems.size(),
             app.keeper().state(),
             app.writer()};
    if (now == seen_) return false;
    seen_ = std::move(now);
    return true;
}

std::string Mirror::write(const App& app) const
{
    const Session& session = app.session();
    const std::string kept = kept_sentence(app);
    const std::string problem = session.problems.empty() ? kept : session.problems.back().message;
    return Args()
        .json("articles", articles_json(app))
        .json("text", text_json(app))
        .json("labels", labels_json(app))
        .json("details", details_json(app))
        .json("commands", commands_here_json(app))
        .json("panels", panels_json(app))
        .json("dialog", dialog_json(app))
        .text("view", tr(title_of(session.main_view)))
        .text("said", said(app))
        .text("problem", problem)
        .json("words", words_json())
        .str();
}

}  // namespace glossator
