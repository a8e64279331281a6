#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace glossator {

// Properties of code points, for searching.

// A set of general categories of Unicode, a bit each.
using Categories = uint32_t;
// The category of `c`, as a set of one.
Categories category_of(char32_t c);
// By the name in Unicode: "Lu" for capitals, "L" for all letters. Nothing if none is called that.
std::optional<Categories> categories_named(std::string_view name);

// Letters, marks, digits, connectors and joiners (UTS #18, \w).
bool is_word_part(char32_t c);

// One step of the canonical decomposition of `c`: é is e and an acute accent. False if it has none; `second` is 0 if it
// is a single code point.
bool decompose(char32_t c, char32_t& first, char32_t& second);

// Simple case folding (CaseFolding.txt, C and S): capital and small letter come out the same.
char32_t fold_case(char32_t c);
// All code points whose folding is not themselves, in order: calls `use(context, c, folded)` for each.
void for_each_folding(void (*use)(void* context, char32_t c, char32_t folded), void* context);

}  // namespace glossator
