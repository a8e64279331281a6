#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/report/picture.h"
#include "core/report/report.h"
#include "core/report/words.h"

namespace glossator {

// True for the relations by which claims disagree: "contradicts", "denies", "updates".
bool is_disagreement(std::string_view relation);

// Which documents report which claims, how, and by whom: claim records as rows, documents as columns.
class Coverage : public Report {
public:
    struct Column {
        DocumentId document;
        std::string outlet;  // see outlet_of()
        std::string title;
        std::string date;
    };
    // One span that reports a claim.
    struct Mention {
        uint32_t row, column;
        SpanId span;
        std::string words;                // at most about 200 bytes
        std::string relation;             // to the claim record, or empty
        std::string attributes;           // see values_of()
        std::vector<std::string> voices;  // see voice_of(); none: the document says it itself
    };
    // What one document says of one claim.
    struct Cell {
        uint32_t column;
        bool disputed = false;           // it disagrees with another one, or another one with it
        std::vector<uint32_t> mentions;  // in mentions(), in the order of the text
    };
    struct Row {
        ClaimId claim;
        std::string text;
        uint32_t group;           // linked records have the same: the first of them
        bool disputed = false;    // any of its cells is
        std::vector<Cell> cells;  // by column; documents that don't report it have none
    };
    // One disagreement that was marked. Between two rows, or within one row where a span disagrees with its record.
    struct Contradiction {
        std::string kind;  // see is_disagreement()
        uint32_t row, other_row;
        SpanId span, other_span;  // empty where the record as a whole is meant
    };

    // All documents, all claim records; the mentions come by add().
    explicit Coverage(const Project& project);
    void begin(const Document& document, const AnnotationSet& set) override;
    void add(const Attribution& attribution) override;
    void add(const Span& span) override;
    // Once all have been added. O(cells + contradictions).
    void finish();
    // Lets about so many mentions go, for when it is of no more use; true once nothing is left of them. Letting a large
    // one go at once takes longer than a frame.
    bool shrink(size_t mentions);

    const std::vector<Column>& columns() const { return columns_; }
    const std::vector<Row>& rows() const { return rows_; }
    const std::deque<Mention>& mentions() const { return mentions_; }
    const std::vector<Contradiction>& contradictions() const { return contradictions_; }
    const Cell* find(uint32_t row, uint32_t column) const;  // null if that document doesn't report it
    // "Courier: “31 groups” contradicts “ten groups”, as Gazette and Ledger have it".
    std::string sentence_of(const Contradiction& contradiction, const ReportWords& say = {}) const;

private:
    void link_records(const Project& project);
    void add_span_relations();
    void dispute(uint32_t row, const SpanId& span);
    std::string outlets_of(const Row& row, uint32_t besides, const ReportWords& say) const;

    const Project& project_;
    std::vector<Column> columns_;
    std::vector<Row> rows_;
    std::deque<Mention> mentions_;  // growing moves none of them
    std::vector<Contradiction> contradictions_;
    std::unordered_map<ClaimId, uint32_t> rows_by_claim_;
    std::unordered_map<DocumentId, uint32_t> columns_by_document_;
    std::unordered_map<SpanId, uint32_t> mentions_by_span_;
    // Of the set that is being added:
    const Document* document_ = nullptr;
    const AnnotationSet* set_ = nullptr;
    uint32_t column_ = 0;
    std::unordered_map<SpanId, std::vector<const Attribution*>> said_by_;
};

enum class RowOrder { Groups, MostReported, LeastReported, ByText };
enum class ColumnOrder { ByDate, ByOutlet, AsOpened };

struct CoverageOrder {
    RowOrder rows = RowOrder::Groups;  // Groups: linked claims below each other
    ColumnOrder columns = ColumnOrder::ByDate;
    bool only_disputed = false;
    std::string words = {};  // in the claim, or in what a document or a source says of it; empty: all
    friend bool operator==(const CoverageOrder&, const CoverageOrder&) = default;
};

// What is shown of a coverage and in which order: positions in rows() and columns(). A column without a date comes
// last.
struct CoverageShape {
    std::vector<uint32_t> rows, columns;
};
CoverageShape arranged(const Coverage& coverage, const CoverageOrder& order);

// The same a piece at a time. The coverage is finished, and stays as it is meanwhile.
class CoverageArrangement {
public:
    CoverageArrangement(const Coverage& coverage, CoverageOrder order);
    // Goes on for about so many cells; true at the end, when shape() is there.
    bool advance(size_t cells);
    const CoverageShape& shape() const { return shape_; }

private:
    void sort();

    const Coverage& coverage_;
    CoverageOrder order_;
    std::string wanted_;  // the words, folded
    CoverageShape shape_;
    uint32_t row_ = 0;  // that is looked at
    size_t cell_ = 0;   // of its cells, how many have been; the first look is at its own text
};

// How a cell is told in one line: "same – the statement: said", mentions joined by " | ".
std::string text_of(const Coverage& coverage, const Coverage::Cell& cell, const ReportWords& say = {});
// The matrix, a record for each claim with what contradicts it.
std::string write_csv(const Coverage& coverage, const CoverageShape& shape);
Picture draw(const Coverage& coverage, const CoverageShape& shape, const ReportWords& say = {});

}  // namespace glossator
