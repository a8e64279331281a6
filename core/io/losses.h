#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/codec.h"

// What a format leaves behind, counted by kind with the first of each as an example.
namespace glossator {

class Losses {
public:
    // `what` is a plural for people ("relations").
    void add(std::string_view what, std::string example);
    std::vector<Loss> take() { return std::move(losses_); }  // in the order in which kinds first came
    const std::vector<Loss>& list() const { return losses_; }

private:
    std::vector<Loss> losses_;
};

// What a format has a place for. All that a project has beside it is a loss. Attributes are those of spans.
struct Carries {
    bool metadata = false;  // of documents: title, publisher, URL, date, language, meta
    bool spans = true;
    bool discontinuous = false;  // spans of several fragments; else the codec writes each fragment, or what it says
    bool attributes = false;
    bool notes = false;
    bool entities = false;  // which spans mention the same
    bool entity_names = false;
    bool entity_details = false;  // type, aliases, knowledge-base ids, notes
    bool claims = false;
    bool claim_links = false;
    bool relations = false;
    bool relation_attributes = false;
    bool attributions = false;
    bool attribution_details = false;  // attributes, addressees, parents
    bool document_attributes = false;
    bool status = false;    // of sets, with flags and notes
    bool segments = false;  // tokens and sentences that a document brought along
    bool guidelines = false;
    bool all_sets = false;     // every annotator's; else only the exported ones count
    bool unmentioned = false;  // entities and claims to which no span points

    // All of a document's one set, and of what stands beside it; neither tokens nor further sets.
    static Carries all();
};
// Adds what `project` has and the format hasn't. See exported_set.
void count_uncarried(const Project& project, const Carries& carries, Losses& losses);

// The set that formats with room for one annotator's work carry: the gold one if there is one, else the first. Null if
// the document has none.
const AnnotationSet* exported_set(const Project& project, const Document& document);
// Adds the other sets that hold something.
void count_other_sets(const Project& project, Losses& losses);

// A span for a loss: its label and the begin of its text.
std::string shown(const Document& document, const Span& span);

}  // namespace glossator
