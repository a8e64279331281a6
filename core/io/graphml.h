#pragma once

#include "core/io/codec.h"

namespace glossator {

// GraphML of who said what, for networkx, Gephi and yEd; written, not read. Nodes are of the `kind` document, entity,
// claim, attribution, and span, for what stands for no entity or claim; `label` is for people, `id` Glossator's.
// Edges have a `kind` and a `role`:
//   attribution  source, addressee -> attribution; attribution -> content; attribution -> parent
//   document     attribution -> document
//   mention      entity, claim -> document, with the number of spans as `weight`
//   relation     from -> to, with the relation's type as role
//   claim        claim -> claim, with the link's type as role
// Where an edge stands for a span, it has its `quote`, the id of its `document`, and `begin`, `end` and, for each
// fragment, `at` ("5-9;12-20") in code points. The cues' words are `cue` of an attribution. Keys are typed.
Codec graphml_codec();

}  // namespace glossator
