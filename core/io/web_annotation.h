#pragma once

#include "core/io/codec.h"

namespace glossator {

// "web-annotation": the W3C Web Annotation Data Model as JSON-LD, a list of annotations for each document ("a.json"),
// its relations and attributions apart ("a.links.json"), since readers as Recogito refuse annotations without a
// selector, and the text that they are about ("a.txt"), which no annotation holds: without it nothing is read.
//
// Every target has a position selector, which counts code points as the Recommendation asks, and a quote selector with
// what stands around it. Reading takes the unit under which the quotes stand at their place, and for a position that
// fails the one place where the quote does. Fragments are several targets. The label is a body for tagging, the note
// one for commenting, fields (see fields_of()) are bodies for classifying: "name=value". A link has its type for
// tagging, "roles=from to" and its ends as targets. What else a project holds is a description in the file of links.
Codec web_annotation_codec();

}  // namespace glossator
