#include "core/report/statistics.h"

#include <algorithm>

#include "core/base/csv.h"
#include "core/base/sort_stably.h"
#include "core/report/timeline.h"
#include "core/report/words.h"

namespace glossator {

namespace {

constexpr double kDay_s = 86400, kPause_s = 300;

uint32_t length_of(const Document& document, const Span& span)
{
    uint32_t length = 0;
    for (const TextRange range : span.at)
        length += document.text->byte_to_code_point(range.end) - document.text->byte_to_code_point(range.begin);
    return length;
}

// Line ends and runs of blanks as one blank: how a name is broken over lines is no spelling.
std::string with_single_blanks(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!blank || out.empty() || out.back() != ' ') out += blank ? ' ' : c;
    }
    return out;
}

size_t length_class(uint32_t length)
{
    size_t at = 0;
    while (length > 1 && at + 1 < Statistics::kLengths) {
        length /= 2;
        ++at;
    }
    return at;
}

std::string length_name(size_t at, const ReportWords& say = {})
{
    const uint32_t from = 1u << at;
    if (at + 1 == Statistics::kLengths) return say.tr("{} and more", {std::to_string(from)});
    return from == 1 ? "1" : std::to_string(from) + "–" + std::to_string(2 * from - 1);
}

}  // namespace

Statistics::Statistics(const Project& project) : project_(project)
{
    for (const LabelDef& label : project.schema().labels) {
        labels_by_id_[label.id] = labels_.size();
        Label& made = labels_.emplace_back();
        made.id = label.id;
        made.title = label.title.empty() ? label.id.text : label.title;
    }
}

void Statistics::begin(const Document& document, const AnnotationSet& set)
{
    end_work();
    document_ = &document;
    Work& work = work_.emplace_back();
    const Annotator* by = project_.find(set.info.by);
    work.document = document.id;
    work.title = display_title(document);
    work.annotator = by && !by->name.empty() ? by->name : set.info.by.text;
    work.relations = static_cast<uint32_t>(set.relations.size());
}

void Statistics::add(const Attribution&)
{
    ++work_.back().attributions;
}

void Statistics::add(const Span& span)
{
    ++work_.back().spans;
    if (const std::optional<double> made = days_of(span.created)) made_.push_back(*made);
    if (!span.entity.empty()) ++forms_[span.entity][with_single_blanks(quote_of(*document_->text, span, 120))];
    const auto label = labels_by_id_.find(span.label);
    if (label == labels_by_id_.end()) return;
    const uint32_t length = length_of(*document_, span);
    Label& counted = labels_[label->second];
    ++counted.spans;
    counted.code_points += length;
    ++counted.lengths[length_class(length)];
}

void Statistics::end_work()
{
    if (work_.empty()) return;
    std::sort(made_.begin(), made_.end());
    uint32_t steps = 0;
    for (size_t i = 1; i < made_.size(); ++i) {
        const double gap = (made_[i] - made_[i - 1]) * kDay_s;
        if (gap > kPause_s) continue;
        work_.back().worked_s += gap;
        ++steps;
    }
    if (work_.back().worked_s > 0) work_.back().spans_per_hour = steps * 3600 / work_.back().worked_s;
    made_.clear();
}

void Statistics::finish()
{
    end_work();
    for (const auto& [id, forms] : forms_) {
        if (forms.size() < 2) continue;
        const Entity* entity = project_.find(id);
        Spelling spelling{id, entity ? entity->name : id.text, 0, {forms.begin(), forms.end()}, 0};
        for (const auto& form : spelling.forms) spelling.mentions += form.second;
        sort_stably(spelling.forms, [](const auto& a, const auto& b) { return a.second > b.second; });
        spelling.agreement = static_cast<double>(spelling.forms.front().second) / spelling.mentions;
        spellings_.push_back(std::move(spelling));
    }
    sort_stably(spellings_, [](const Spelling& a, const Spelling& b) { return a.agreement < b.agreement; });
}

namespace {

constexpr float kName = 240, kBars = 420, kRow = 24, kMargin = 16;

struct Bar {
    std::string name;
    double value;
    std::string shown;
    Target target = {};
};

// A heading and bars below it, the longest as wide as there is room; returns where it ends.
float add_bars(Picture& picture, float y, const std::string& title, const std::vector<Bar>& bars)
{
    if (bars.empty()) return y;
    picture.add({.kind = Shape::Kind::Text,
                 .x = kMargin,
                 .y = y,
                 .width = kName + kBars,
                 .height = 28,
                 .strong = true,
                 .text = title});
    y += 32;
    double most = 0;
    for (const Bar& bar : bars) most = std::max(most, bar.value);
    for (const Bar& bar : bars) {
        const float width = most > 0 ? kBars * static_cast<float>(bar.value / most) : 0;
        picture.add({.kind = Shape::Kind::Text,
                     .x = kMargin,
                     .y = y,
                     .width = kName - 12,
                     .height = kRow,
                     .text = bar.name,
                     .target = bar.target});
        if (bar.value > 0)
            picture.add({.kind = Shape::Kind::Bar,
                         .ink = Ink::Accent,
                         .x = kMargin + kName,
                         .y = y + 5,
                         .width = std::max(width, 1.0f),
                         .height = kRow - 10,
                         .text = bar.name + ": " + bar.shown});
        picture.add({.kind = Shape::Kind::Text,
                     .ink = Ink::Quiet,
                     .x = kMargin + kName + width + 8,
                     .y = y,
                     .width = 300,
                     .height = kRow,
                     .text = bar.shown});
        y += kRow;
    }
    return y + 20;
}

std::string forms_of(const Statistics::Spelling& spelling)
{
    std::string out;
    for (const auto& [form, count] : spelling.forms)
        out += (out.empty() ? "“" : ", “") + form + "” " + std::to_string(count);
    return out;
}

}  // namespace

Picture draw(const Statistics& statistics, const ReportWords& say)
{
    Picture picture;
    picture.width = 2 * kMargin + kName + kBars + 310;
    std::vector<Bar> labels, lengths, spans, pace, spellings;
    std::array<uint32_t, Statistics::kLengths> all = {};
    for (const Statistics::Label& label : statistics.labels()) {
        for (size_t i = 0; i < all.size(); ++i) all[i] += label.lengths[i];
        if (label.spans == 0) continue;
        const double mean = static_cast<double>(label.code_points) / label.spans;
        labels.push_back({label.title, static_cast<double>(label.spans),
                          say.tr("{}, {} characters on average", {std::to_string(label.spans), decimal(mean)})});
    }
    if (!labels.empty())
        for (size_t i = 0; i < all.size(); ++i)
            lengths.push_back({length_name(i, say), static_cast<double>(all[i]), std::to_string(all[i])});
    for (const Statistics::Work& work : statistics.work()) {
        const std::string name = work.title + " · " + work.annotator;
        spans.push_back(
            {name,
             static_cast<double>(work.spans),
             std::to_string(work.spans) + ", " + say.counted(work.attributions, "attribution", "attributions"),
             {work.document, {}}});
        if (work.spans_per_hour > 0)
            pace.push_back({name,
                            work.spans_per_hour,
                            say.tr("{} spans an hour", {decimal(work.spans_per_hour)}),
                            {work.document, {}}});
    }
    for (const Statistics::Spelling& spelling : statistics.spellings())
        spellings.push_back({spelling.name, spelling.agreement * 100,
                             decimal(spelling.agreement * 100) + " % · " + forms_of(spelling)});
    float y = kMargin;
    y = add_bars(picture, y, say.tr("Spans by label"), labels);
    y = add_bars(picture, y, say.tr("Spans by length, in characters"), lengths);
    y = add_bars(picture, y, say.tr("Spans by article and annotator"), spans);
    y = add_bars(picture, y, say.tr("Pace, pauses of over five minutes left out"), pace);
    y = add_bars(picture, y, say.tr("How alike entities are spelt"), spellings);
    picture.height = y + kMargin;
    return picture;
}

std::string write_csv(const Statistics& statistics)
{
    std::string out;
    append_csv_row(out, {"measure", "document", "annotator", "item", "value"});
    const auto add = [&](const char* measure, const Statistics::Work* work, const std::string& item,
                         const std::string& value) {
        append_csv_row(out, {measure, work ? work->document.text : "", work ? work->annotator : "", item, value});
    };
    for (const Statistics::Label& label : statistics.labels()) {
        add("spans of label", nullptr, label.id.text, std::to_string(label.spans));
        if (label.spans == 0) continue;
        add("mean length of label", nullptr, label.id.text,
            decimal(static_cast<double>(label.code_points) / label.spans));
        for (size_t i = 0; i < label.lengths.size(); ++i)
            if (label.lengths[i] > 0)
                add("spans of label and length", nullptr, label.id.text + " " + length_name(i),
                    std::to_string(label.lengths[i]));
    }
    for (const Statistics::Work& work : statistics.work()) {
        add("spans", &work, "", std::to_string(work.spans));
        add("attributions", &work, "", std::to_string(work.attributions));
        add("relations", &work, "", std::to_string(work.relations));
        if (work.spans_per_hour > 0) {
            add("seconds worked", &work, "", decimal(work.worked_s));
            add("spans per hour", &work, "", decimal(work.spans_per_hour));
        }
    }
    for (const Statistics::Spelling& spelling : statistics.spellings()) {
        add("agreement of spelling", nullptr, spelling.entity.text, decimal(spelling.agreement));
        for (const auto& [form, count] : spelling.forms)
            add("spelling", nullptr, spelling.entity.text + " “" + form + "”", std::to_string(count));
    }
    return out;
}

}  // namespace glossator
