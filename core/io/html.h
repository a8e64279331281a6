#pragma once

#include "core/io/codec.h"

namespace glossator {

// HTML: the text of a page's article as one document; read, not written. What is text is told in html_text.h; title,
// publisher, address, date, language and author come from JSON-LD (schema.org), <meta>, <link> and <title>. Where each
// piece of the text stands in the file is kept in the document's "x-html" (docs/format.md).
Codec html_codec();

}  // namespace glossator
