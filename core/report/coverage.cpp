#include "core/report/coverage.h"

#include <algorithm>
#include <numeric>

#include "core/base/sort_stably.h"
#include "core/report/said.h"
#include "core/report/words.h"

namespace glossator {

bool is_disagreement(std::string_view relation)
{
    return relation == "contradicts" || relation == "denies" || relation == "updates";
}

Coverage::Coverage(const Project& project) : project_(project)
{
    for (const Document& document : project.documents()) {
        columns_by_document_[document.id] = static_cast<uint32_t>(columns_.size());
        columns_.push_back({document.id, outlet_of(document), display_title(document), document.date});
    }
    for (const auto& [id, claim] : project.claims()) {
        const auto row = static_cast<uint32_t>(rows_.size());
        rows_by_claim_[id] = row;
        rows_.push_back({id, claim.text, row, false, {}});
    }
    link_records(project);
}

// Linked records get the same group, and links that disagree become contradictions.
void Coverage::link_records(const Project& project)
{
    const auto head = [&](uint32_t row) {
        while (rows_[row].group != row) row = rows_[row].group = rows_[rows_[row].group].group;
        return row;
    };
    for (const auto& [id, claim] : project.claims()) {
        for (const ClaimRecordLink& link : claim.links) {
            const auto other = rows_by_claim_.find(link.to);
            if (other == rows_by_claim_.end()) continue;
            const uint32_t row = rows_by_claim_[id], a = head(row), b = head(other->second);
            rows_[std::max(a, b)].group = std::min(a, b);
            if (is_disagreement(link.type)) contradictions_.push_back({link.type, row, other->second, {}, {}});
        }
    }
    for (uint32_t row = 0; row < rows_.size(); ++row) rows_[row].group = head(row);
}

void Coverage::begin(const Document& document, const AnnotationSet& set)
{
    document_ = &document;
    set_ = &set;
    column_ = columns_by_document_.at(document.id);
    said_by_.clear();
}

void Coverage::add(const Attribution& attribution)
{
    for (const SpanId& content : attribution.contents) {
        const Span* span = set_->spans.find(content);
        if (!span) continue;
        for (const Span* claim : claims_in(*set_, *span)) {
            std::vector<const Attribution*>& said_by = said_by_[claim->id];
            if (said_by.empty() || said_by.back() != &attribution) said_by.push_back(&attribution);
        }
    }
}

void Coverage::add(const Span& span)
{
    if (!span.claim) return;
    const auto found = rows_by_claim_.find(span.claim->id);
    if (found == rows_by_claim_.end()) return;
    const auto number = static_cast<uint32_t>(mentions_.size());
    Mention mention{found->second,
                    column_,
                    span.id,
                    quote_of(*document_->text, span, 200),
                    span.claim->relation,
                    values_of(span.attributes),
                    {}};
    if (const auto said = said_by_.find(span.id); said != said_by_.end())
        for (const Attribution* attribution : said->second)
            mention.voices.push_back(voice_of(project_, *document_, *set_, *attribution));
    Row& row = rows_[mention.row];
    if (row.cells.empty() || row.cells.back().column != column_) row.cells.push_back({column_, false, {}});
    row.cells.back().mentions.push_back(number);
    if (is_disagreement(mention.relation))
        contradictions_.push_back({mention.relation, mention.row, mention.row, span.id, {}});
    mentions_by_span_[span.id] = number;
    mentions_.push_back(std::move(mention));
}

void Coverage::add_span_relations()
{
    for (const auto& set : project_.sets()) {
        for (const auto& [id, relation] : set->relations) {
            if (!is_disagreement(relation.type.text)) continue;
            const auto from = mentions_by_span_.find(relation.from), to = mentions_by_span_.find(relation.to);
            if (from == mentions_by_span_.end() || to == mentions_by_span_.end()) continue;
            contradictions_.push_back({relation.type.text, mentions_[from->second].row, mentions_[to->second].row,
                                       relation.from, relation.to});
        }
    }
}

// A span that disagrees disputes all of its row: with a span, only the cell that it stands in.
void Coverage::dispute(uint32_t row, const SpanId& span)
{
    rows_[row].disputed = true;
    const uint32_t only = span.empty() ? ~0u : mentions_[mentions_by_span_.at(span)].column;
    for (Cell& cell : rows_[row].cells)
        if (only == ~0u || cell.column == only) cell.disputed = true;
}

void Coverage::finish()
{
    add_span_relations();
    for (const Contradiction& c : contradictions_) {
        dispute(c.row, c.row == c.other_row && c.other_span.empty() ? SpanId() : c.span);
        dispute(c.other_row, c.other_span);
    }
    sort_stably(contradictions_, [](const Contradiction& a, const Contradiction& b) { return a.row < b.row; });
}

const Coverage::Cell* Coverage::find(uint32_t row, uint32_t column) const
{
    const std::vector<Cell>& cells = rows_[row].cells;
    const auto at = std::lower_bound(cells.begin(), cells.end(), column,
                                     [](const Cell& cell, uint32_t wanted) { return cell.column < wanted; });
    return at == cells.end() || at->column != column ? nullptr : &*at;
}

// "Gazette, Ledger and 7 more", without the column `besides`.
std::string Coverage::outlets_of(const Row& row, uint32_t besides, const ReportWords& say) const
{
    constexpr size_t kNamed = 3;
    std::vector<std::string> names;
    for (const Cell& cell : row.cells)
        if (cell.column != besides) names.push_back(columns_[cell.column].outlet);
    std::string out;
    for (size_t i = 0; i < std::min(names.size(), kNamed); ++i)
        out = i == 0 ? names[i] : i + 1 == names.size() ? say.tr("{} and {}", {out, names[i]}) : out + ", " + names[i];
    if (names.size() > kNamed) out = say.tr("{} and {} more", {out, std::to_string(names.size() - kNamed)});
    return out;
}

std::string Coverage::sentence_of(const Contradiction& c, const ReportWords& say) const
{
    constexpr uint32_t kNone = ~0u;
    const auto side = [&](uint32_t row, const SpanId& span, uint32_t besides) {
        if (!span.empty()) {
            const Mention& mention = mentions_[mentions_by_span_.at(span)];
            return columns_[mention.column].outlet + ": “" + mention.words + "”";
        }
        const std::string outlets = outlets_of(rows_[row], besides, say);
        return (outlets.empty() ? "" : outlets + ": ") + "“" + rows_[row].text + "”";
    };
    const uint32_t own =
        c.span.empty() || c.row != c.other_row ? kNone : mentions_[mentions_by_span_.at(c.span)].column;
    return side(c.row, c.span, kNone) + " " + c.kind + " " + side(c.other_row, c.other_span, own);
}

bool Coverage::shrink(size_t mentions)
{
    for (; mentions > 0 && !mentions_.empty(); --mentions) {
        mentions_by_span_.erase(mentions_.back().span);
        mentions_.pop_back();
    }
    for (; mentions > 0 && !rows_.empty(); rows_.pop_back())
        mentions -= std::min(mentions, rows_.back().cells.size() + 1);
    return mentions_.empty() && rows_.empty();
}

namespace {

bool says(const Coverage& coverage, const Coverage::Cell& cell, const std::string& wanted)
{
    for (const uint32_t number : cell.mentions) {
        const Coverage::Mention& mention = coverage.mentions()[number];
        if (contains_folded(mention.words, wanted)) return true;
        for (const std::string& voice : mention.voices)
            if (contains_folded(voice, wanted)) return true;
    }
    return false;
}

}  // namespace

CoverageArrangement::CoverageArrangement(const Coverage& coverage, CoverageOrder order)
    : coverage_(coverage), order_(std::move(order)), wanted_(folded(order_.words))
{}

bool CoverageArrangement::advance(size_t cells)
{
    while (row_ < coverage_.rows().size()) {
        if (cells-- == 0) return false;
        const Coverage::Row& row = coverage_.rows()[row_];
        const bool out = order_.only_disputed && !row.disputed;
        const bool fits =
            !out && (cell_ == 0 ? contains_folded(row.text, wanted_) : says(coverage_, row.cells[cell_ - 1], wanted_));
        if (fits) shape_.rows.push_back(row_);
        const bool known = out || fits || cell_ == row.cells.size();
        row_ += known;
        cell_ = known ? 0 : cell_ + 1;
    }
    sort();
    return true;
}

void CoverageArrangement::sort()
{
    const std::vector<Coverage::Row>& rows = coverage_.rows();
    sort_stably(shape_.rows, [&](uint32_t a, uint32_t b) {
        switch (order_.rows) {
        case RowOrder::Groups: return rows[a].group < rows[b].group;
        case RowOrder::MostReported: return rows[a].cells.size() > rows[b].cells.size();
        case RowOrder::LeastReported: return rows[a].cells.size() < rows[b].cells.size();
        case RowOrder::ByText: return rows[a].text < rows[b].text;
        }
        return false;
    });
    const std::vector<Coverage::Column>& columns = coverage_.columns();
    shape_.columns.resize(columns.size());
    std::iota(shape_.columns.begin(), shape_.columns.end(), 0u);
    if (order_.columns != ColumnOrder::AsOpened)
        sort_stably(shape_.columns, [&](uint32_t a, uint32_t b) {
            if (order_.columns == ColumnOrder::ByOutlet) return columns[a].outlet < columns[b].outlet;
            if (columns[a].date.empty() != columns[b].date.empty()) return columns[b].date.empty();
            return columns[a].date < columns[b].date;
        });
}

CoverageShape arranged(const Coverage& coverage, const CoverageOrder& order)
{
    CoverageArrangement arrangement(coverage, order);
    while (!arrangement.advance(coverage.rows().size())) {}
    return arrangement.shape();
}

}  // namespace glossator
