#include <memory>

#include "core/text/pattern_search.h"

// The first line is looked for in the rest, as text and as a regular expression: matches rise, are not empty, don't
// overlap, begin and end between characters, and what is compiled is searched within the work that its size allows.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    using namespace glossator;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const size_t end = input.find('\n');
    if (end == std::string_view::npos || end > 200 || size > 2000) return 0;
    const Result<TextPtr> text = Text::make(std::string(input.substr(end + 1)));
    if (!text) return 0;
    for (unsigned options = 0; options < 8; ++options) {
        Result<Pattern> pattern =
            Pattern::compile(input.substr(0, end), {(options & 1) != 0, (options & 2) != 0, (options & 4) != 0});
        if (!pattern) continue;
        const size_t instructions = pattern->program().size();
        PatternSearch search(std::make_shared<const Pattern>(std::move(*pattern)), *text);
        std::vector<TextRange> found;
        size_t rounds = 0;
        while (!search.advance(1000, found))
            if (++rounds > (size + 1) * (size + 1) * (instructions + 1)) __builtin_trap();
        uint32_t last = 0;
        for (const TextRange& hit : found) {
            if (hit.empty() || hit.begin < last || hit.end > (*text)->size()) __builtin_trap();
            if (!(*text)->is_boundary(hit.begin) || !(*text)->is_boundary(hit.end)) __builtin_trap();
            last = hit.end;
        }
    }
    return 0;
}
