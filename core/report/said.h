#pragma once

#include <string>
#include <vector>

#include "core/model/project.h"

// Who said something, in words.
namespace glossator {

// Whom a source span names: its entity, else that of a span over the same words, else nobody known.
const Entity* entity_of_source(const Project& project, const AnnotationSet& set, const Span& source);
// The entity's name, else the span's words.
std::string source_name(const Project& project, const Document& document, const AnnotationSet& set, const Span& source);
// The spans whose claims an attribution's content says: itself if it is linked to a claim record, else those that lie
// within it.
std::vector<const Span*> claims_in(const AnnotationSet& set, const Span& content);
// The words of several spans of the set, or the names of sources, joined by ", ".
std::string joined_words(const Document& document, const AnnotationSet& set, const std::vector<SpanId>& spans);
std::string joined_sources(const Project& project, const Document& document, const AnnotationSet& set,
                           const std::vector<SpanId>& spans);
// The attribution in one line: "the statement: said, via ANI", with its attributes in brackets. A missing source is
// "–".
std::string voice_of(const Project& project, const Document& document, const AnnotationSet& set,
                     const Attribution& attribution);

}  // namespace glossator
