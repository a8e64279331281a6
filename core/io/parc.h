#pragma once

#include "core/io/codec.h"

namespace glossator {

// PARC 3: attributions on the words of the Penn Treebank's trees, as XML; read, not written, since its text may not be
// given away. A word is <WORD ByteCount="9,12" text="said">; the attributions that it belongs to are its children
// <attribution id="…"><attributionRole roleValue="source|cue|content"/></attribution>, by whose ids words are put
// together: words that follow each other are one fragment. Where ByteCount tells that nothing stands between two words,
// nothing does, else a blank; without it, Detokeniser tells.
Codec parc_codec();

}  // namespace glossator
