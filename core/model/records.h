#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/model/attributes.h"
#include "core/model/span.h"
#include "core/model/span_store.h"
#include "core/text/text.h"

// The records of a project as they stand in the native file (docs/format.md), one struct each. All are plain values.
namespace glossator {

struct ProjectInfo {
    ProjectId id;
    std::string title;
    std::string description;
    std::string language;    // BCP 47
    std::string guidelines;  // Markdown
    JsonMembers extra;
    JsonMembers file_extra = {};  // what stands in the file beside "project", not in it
    friend bool operator==(const ProjectInfo&, const ProjectInfo&) = default;
};

struct Annotator {
    AnnotatorId id;
    std::string name;
    std::string kind;  // "human", "model", or what the file says
    JsonMembers extra;
    friend bool operator==(const Annotator&, const Annotator&) = default;
};

// Tokens and sentences that a tokenised format brought along or needs.
struct Segments {
    std::string tokenizer;
    std::vector<TextRange> tokens;
    std::vector<TextRange> sentences;
    JsonMembers extra = {};
    friend bool operator==(const Segments&, const Segments&) = default;
};

// A text with its metadata. The text never changes under one id.
struct Document {
    DocumentId id;
    std::string name;  // of the file it came from
    std::string title;
    std::string publisher;
    std::string url;
    std::string date;      // ISO 8601, or empty
    std::string language;  // BCP 47, or empty
    JsonMembers meta;
    TextPtr text;  // never null
    std::optional<Segments> segments;
    JsonMembers extra;
};

struct KnowledgeBaseLink {
    std::string base;  // "wikidata"
    std::string id;
    JsonMembers extra = {};
    friend bool operator==(const KnowledgeBaseLink&, const KnowledgeBaseLink&) = default;
};

// Somebody or something that mentions in any document point to.
struct Entity {
    EntityId id;
    std::string type;  // a label's id, or empty
    std::string name;
    std::vector<std::string> aliases;
    std::vector<KnowledgeBaseLink> kb;
    std::string note;
    JsonMembers extra;
    friend bool operator==(const Entity&, const Entity&) = default;
};

struct ClaimRecordLink {
    std::string type;  // one of the schema's claim relations
    ClaimId to;
    JsonMembers extra = {};
    friend bool operator==(const ClaimRecordLink&, const ClaimRecordLink&) = default;
};

// What claim spans in any document say.
struct Claim {
    ClaimId id;
    std::string text;
    std::vector<ClaimRecordLink> links;
    std::string note;
    JsonMembers extra;
    friend bool operator==(const Claim&, const Claim&) = default;
};

struct Relation {
    RelationId id;
    RelationTypeId type;
    SpanId from;
    SpanId to;
    Attributes attributes;
    JsonMembers extra;
    friend bool operator==(const Relation&, const Relation&) = default;
};

// Who said what, as one record over spans of one set. Each of sources, cues and contents may be empty, not all three.
struct Attribution {
    AttributionId id;
    std::vector<SpanId> sources;
    std::vector<SpanId> cues;
    std::vector<SpanId> contents;
    std::vector<SpanId> addressees;
    AttributionId parent;  // the relay whose content contains this one; empty: none
    Attributes attributes;
    JsonMembers extra;
    friend bool operator==(const Attribution&, const Attribution&) = default;
};

enum class SetRole { Annotator, Gold, Model };

// One annotator's work on one document, without the work itself.
struct SetInfo {
    SetId id;
    DocumentId document;
    AnnotatorId by;
    SetRole role = SetRole::Annotator;
    std::string status = "open";  // "open", "done", or what a team agrees on
    std::vector<std::string> flags;
    Attributes attributes;  // the schema's document attributes
    std::string note;
    std::optional<double> seconds;  // active time
    JsonMembers extra;
    friend bool operator==(const SetInfo&, const SetInfo&) = default;
};

struct AnnotationSet {
    SetInfo info;
    SpanStore spans;
    std::map<RelationId, Relation> relations;
    std::map<AttributionId, Attribution> attributions;
};

// "annotator", "gold", "model"; nothing for what isn't one.
const char* name_of(SetRole role);
std::optional<SetRole> set_role_named(std::string_view name);

}  // namespace glossator
