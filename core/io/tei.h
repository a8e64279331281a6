#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/codec.h"
#include "core/io/links.h"
#include "core/io/xml.h"

namespace glossator {

// TEI P5 with annotation beside the text (<standOff>, from version 4.0 on); a file a document.
//
// Written: the text is one <ab xml:id="text" xml:space="preserve">. A span is a <span> whose @target is
// "#string-range(text,5,4)", with code points from 0 (TEI guidelines, 16.2.4; characters there are those of XML) and a
// pair of offset and length for each fragment; its @ana is an <fs> with the label as @type and our fields. A relation
// is a <relation> with @active and @passive, an attribution an <fs type="attribution"> whose <f> "source", "cue",
// "content", "addressee" and "parent" point by @fVal. <xenoData> of the header holds side_records().
//
// Read: the same; <span> from anchors or elements (@from, @to, @target); <annotation>; <link>, <relation>; names and
// quotes in the text (<rs>, <persName>, <said>, …), whose @ref is their entity. Texts that aren't to be preserved,
// and to which no string range points, have a space for each run of white space, and a line for each block.
Codec tei_codec();

namespace tei {

struct FoundSpan {
    pugi::xml_node node;
    std::vector<TextRange> ranges;  // bytes of the text
    bool is_inline = false;
};
struct Found {
    TextPtr text;
    std::vector<FoundSpan> spans;
    std::vector<Property> lost;  // a kind, and an example
};
// Which white space is kept: what the file asks for, or all.
enum class Blanks { Auto, Keep };
// Errors: with the byte offset where a pointer leads nowhere, or there is no text.
Result<Found> find_spans(const XmlDocument& xml, Blanks blanks);

Result<Exported> write(const Project& project, const FormatOptions& options);
Status check(const Project& project, const Exported& exported, const FormatOptions& options);
ReadResult read(const ReadRequest& request);

}  // namespace tei

}  // namespace glossator
