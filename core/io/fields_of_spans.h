#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/io/links.h"

// What a span says beside its place and label, for formats that know texts under a name: "identifier" (the entity's
// id), "entity_name", "claim", "claim_relation", "claim_text", "note", and the attributes under their ids.
namespace glossator {

std::vector<Property> fields_of(const Project& project, const Span& span);
// Passes over "type", which is the label.
void take_fields(ProjectBuilder& builder, Span& span, const std::vector<Property>& fields);

// An attribute's name among such fields: with "attribute:" in front where it would be one of them; and back.
std::string field_name(const std::string& attribute);
std::string attribute_name(const std::string& field);

// Sorts a span's fragments, and makes one of those that overlap. False if any did.
bool settle_fragments(std::vector<TextRange>& ranges);

// What is lost by a format that carries fields, links and side_records(), all documents in one file or each in its own;
// with `segments` also tokens and sentences.
void count_beside_records(const Project& project, Losses& losses, bool in_one_file = true, bool segments = false);

}  // namespace glossator
