#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/io/losses.h"
#include "core/io/project_builder.h"

// The data model of Apache UIMA, which XMI, UIMA CAS JSON and WebAnno TSV write each in its way: texts ("views"), and
// structures of named types with features, some of which have a place in a text.
//
// How our records stand in it, so that INCEpTION shows them once its project has these layers:
//   webanno.custom.GlossatorSpan         a span, one for each fragment with the same "spanId": "label", "entity",
//                                        "entityName", "claim", "claimRelation", "claimText", "note" and the
//                                        attributes, all as text, at the first fragment
//   webanno.custom.GlossatorRelation     Governor, Dependent, "label", "relationId", attributes
//   webanno.custom.GlossatorAttribution  at its first cue, else content, else source: "attributionId", "parent",
//                                        attributes, and "arguments", links with role and target
//   …coref.type.CoreferenceLink, Chain   the mentions of an entity once more, which INCEpTION knows without a layer
//   …segmentation.type.Token, Sentence   the document's, or ours
//   …metadata.type.DocumentMetaData      name, title, URL, language
//   webanno.custom.GlossatorRecords      "json": see side_records(); not in WebAnno TSV, which has no place for it
namespace glossator::cas {

inline constexpr const char* kToken = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
inline constexpr const char* kSentence = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
inline constexpr const char* kMetaData = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
inline constexpr const char* kNamedEntity = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
inline constexpr const char* kCoreferenceLink = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink";
inline constexpr const char* kCoreferenceChain = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain";
inline constexpr const char* kSpan = "webanno.custom.GlossatorSpan";
inline constexpr const char* kRelation = "webanno.custom.GlossatorRelation";
inline constexpr const char* kAttribution = "webanno.custom.GlossatorAttribution";
inline constexpr const char* kArgument = "webanno.custom.GlossatorAttributionArgumentsLink";
inline constexpr const char* kRecords = "webanno.custom.GlossatorRecords";
inline constexpr const char* kAnnotation = "uima.tcas.Annotation";
inline constexpr const char* kDocumentAnnotation = "uima.tcas.DocumentAnnotation";
inline constexpr const char* kString = "uima.cas.String";
inline constexpr const char* kArray = "uima.cas.FSArray";

struct Feature {
    std::string name;
    std::string range;    // "uima.cas.String"; kArray for several structures
    std::string element;  // of an array: what it holds
};
struct Type {
    std::string name;
    std::string super;
    std::vector<Feature> features;
};

struct Value {
    std::string feature;
    std::string text;             // of a feature that holds no structures
    std::vector<size_t> targets;  // indexes of Cas::structures
    bool is_reference = false;
};
struct Structure {
    std::string type;
    std::optional<TextRange> at;  // may be empty: an annotation between two characters
    std::vector<Value> values = {};
    size_t view = 0;
    size_t offset = Error::kNoOffset;  // where it stands in its file

    const Value* find(std::string_view feature) const;      // null if there is none
    std::string_view text(std::string_view feature) const;  // "" if there is none
};
struct View {
    std::string name;
    TextPtr text;
};
struct Cas {
    std::vector<Type> types;
    std::vector<View> views;
    std::vector<Structure> structures;

    const Type* type(std::string_view name) const;  // null if it isn't declared
};

// The part of a type's name behind its last dot.
std::string_view short_name(std::string_view type);

// A document with its exported set, tokens and sentences first. Adds what is lost, but for count_uncarried(). With
// `with_records` the records that only GlossatorRecords has a place for. Fragments begin and end at tokens.
Cas cas_of(const Project& project, const Document& document, bool with_records, Losses& losses);
inline constexpr Carries kCarried = [] {
    Carries out;
    out.discontinuous = out.attributes = out.notes = out.entities = out.entity_names = out.claims = true;
    out.relations = out.relation_attributes = out.attributions = out.attribution_details = out.segments = true;
    return out;
}();

// Adds a document for each view. Every annotation becomes a span labelled with the short name of its type (those of a
// NamedEntity or GlossatorSpan with what they say), its texts attributes, its references relations; chains become
// entities, a structure with Governor and Dependent a relation. Errors: what read_side_records() says.
Status take_cas(ProjectBuilder& builder, const Cas& cas, const std::string& name, Losses& losses);

// Whether a feature of this range holds a value, not a structure.
bool is_primitive(std::string_view range);

// Puts a CAS together from what a file says in any order, by its ids, with places in UTF-16 units.
class Assembler {
public:
    struct Value {
        std::string feature;
        std::string text;
        std::vector<uint64_t> ids = {};
        bool is_reference = false;
    };
    struct Structure {
        uint64_t id;
        std::string type;
        std::optional<uint64_t> sofa, begin, end;
        std::vector<Value> values;
        size_t offset;
    };
    void add_sofa(uint64_t id, std::string name, std::optional<std::string> text, size_t offset);
    void add(Structure structure) { structures_.push_back(std::move(structure)); }
    // Arrays, structures of their own with a feature "elements", give way to what they hold. Errors: an id that is
    // there twice or not at all, a place outside its text; with the offset of the structure.
    Result<Cas> finish(std::vector<Type> types);

private:
    struct Sofa {
        uint64_t id;
        std::string name;
        std::optional<std::string> text;
        size_t offset;
    };
    Result<cas::Value> resolved(Value& value, size_t offset) const;

    std::vector<Sofa> sofas_;
    std::vector<Structure> structures_;
    std::unordered_map<uint64_t, size_t> places_;  // of structures_, by id
    std::vector<size_t> indexes_;                  // in what comes out; arrays have none
};

// For a codec's `check`; see compare_spans(). `cas` is what was read from the written bytes.
Status compare(const Document& document, const AnnotationSet* set, const Cas& cas);

}  // namespace glossator::cas
