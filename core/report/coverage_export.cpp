#include <algorithm>

#include "core/base/csv.h"
#include "core/report/coverage.h"

namespace glossator {

std::string text_of(const Coverage& coverage, const Coverage::Cell& cell, const ReportWords& say)
{
    std::string out;
    for (const uint32_t number : cell.mentions) {
        const Coverage::Mention& mention = coverage.mentions()[number];
        if (!out.empty()) out += " | ";
        out += mention.relation.empty() ? say.tr("reported") : mention.relation;
        out += ": “" + mention.words + "”";
        for (const std::string& voice : mention.voices) out += " – " + voice;
        if (!mention.attributes.empty()) out += " [" + mention.attributes + "]";
    }
    return out;
}

namespace {

std::string contradictions_of(const Coverage& coverage, uint32_t row)
{
    std::string out;
    for (const Coverage::Contradiction& c : coverage.contradictions())
        if (c.row == row || c.other_row == row) out += (out.empty() ? "" : " | ") + coverage.sentence_of(c);
    return out;
}

}  // namespace

std::string write_csv(const Coverage& coverage, const CoverageShape& shape)
{
    std::string out;
    std::vector<std::string> fields = {"claim", "text", "documents", "contradictions"};
    for (const uint32_t column : shape.columns) {
        const Coverage::Column& c = coverage.columns()[column];
        fields.push_back(c.date.empty() ? c.outlet : c.outlet + " " + c.date);
    }
    append_csv_row(out, fields);
    for (const uint32_t number : shape.rows) {
        const Coverage::Row& row = coverage.rows()[number];
        fields = {row.claim.text, row.text, std::to_string(row.cells.size()), contradictions_of(coverage, number)};
        for (const uint32_t column : shape.columns) {
            const Coverage::Cell* cell = coverage.find(number, column);
            fields.push_back(cell ? text_of(coverage, *cell) : "");
        }
        append_csv_row(out, fields);
    }
    return out;
}

namespace {

constexpr float kClaim = 280, kColumn = 180, kHead = 44, kLine = 17, kPad = 8;
constexpr size_t kClaimLines = 6, kCellLines = 6;

// Lines below each other; returns how high they are.
float add_lines(Picture& picture, const std::vector<std::string>& lines, float x, float y, float width, Ink ink,
                bool strong = false)
{
    for (const std::string& line : lines) {
        picture.add({.kind = Shape::Kind::Text,
                     .ink = ink,
                     .x = x,
                     .y = y,
                     .width = width,
                     .height = kLine,
                     .strong = strong,
                     .text = line});
        y += kLine;
    }
    return kLine * static_cast<float>(lines.size());
}

float add_row(Picture& picture, const Coverage& coverage, const CoverageShape& shape, uint32_t number, float y,
              const ReportWords& say)
{
    const Coverage::Row& row = coverage.rows()[number];
    float height = add_lines(picture, wrapped(row.text, kClaim - 2 * kPad, kClaimLines), kPad, y + kPad,
                             kClaim - 2 * kPad, row.disputed ? Ink::Conflict : Ink::Text);
    float x = kClaim;
    for (const uint32_t column : shape.columns) {
        if (const Coverage::Cell* cell = coverage.find(number, column)) {
            const std::vector<std::string> lines =
                wrapped(text_of(coverage, *cell, say), kColumn - 2 * kPad, kCellLines);
            picture.add({.kind = Shape::Kind::Bar,
                         .ink = cell->disputed ? Ink::Conflict : Ink::Accent,
                         .x = x,
                         .y = y + kPad,
                         .width = 3,
                         .height = kLine * static_cast<float>(std::max(lines.size(), size_t{1})),
                         .text = text_of(coverage, *cell, say)});
            height = std::max(height, add_lines(picture, lines, x + kPad, y + kPad, kColumn - 2 * kPad, Ink::Text));
        }
        x += kColumn;
    }
    return std::max(height, kLine) + 2 * kPad;
}

}  // namespace

Picture draw(const Coverage& coverage, const CoverageShape& shape, const ReportWords& say)
{
    Picture picture;
    picture.width = kClaim + kColumn * static_cast<float>(shape.columns.size());
    float x = kClaim;
    for (const uint32_t column : shape.columns) {
        const Coverage::Column& c = coverage.columns()[column];
        add_lines(picture, {c.outlet}, x + kPad, 5, kColumn - 2 * kPad, Ink::Text, true);
        add_lines(picture, {c.date}, x + kPad, 5 + kLine, kColumn - 2 * kPad, Ink::Quiet);
        x += kColumn;
    }
    float y = kHead;
    for (const uint32_t row : shape.rows) {
        picture.add({.kind = Shape::Kind::Line, .ink = Ink::Line, .y = y, .width = picture.width});
        y += add_row(picture, coverage, shape, row, y, say);
    }
    if (!coverage.contradictions().empty()) {
        picture.add({.kind = Shape::Kind::Line, .ink = Ink::Line, .y = y, .width = picture.width});
        y += kPad;
        for (const Coverage::Contradiction& c : coverage.contradictions())
            y += add_lines(picture, wrapped(coverage.sentence_of(c, say), picture.width - 2 * kPad, 3), kPad, y,
                           picture.width - 2 * kPad, Ink::Conflict);
    }
    picture.height = y + kPad;
    return picture;
}

}  // namespace glossator
