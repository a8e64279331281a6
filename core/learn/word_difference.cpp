#include "core/learn/word_difference.h"

#include <algorithm>

#include "core/learn/compared_words.h"

namespace glossator {

namespace {

using Words = std::vector<ComparedWord>;
constexpr size_t kMostWords = 500;

void add(std::vector<TextRange>& ranges, const Words& words, size_t index)
{
    const TextRange at = words[index].at;
    const bool follows = !ranges.empty() && index > 0 && ranges.back().end == words[index - 1].at.end;
    if (follows)
        ranges.back().end = at.end;
    else
        ranges.push_back(at);
}

}  // namespace

WordDifference word_difference(std::string_view first, std::string_view second)
{
    const Words a = compared_words(first), b = compared_words(second);
    const auto same = [&](size_t i, size_t j) { return a[i].letters == b[j].letters; };
    size_t begin = 0, end_a = a.size(), end_b = b.size();
    while (begin < std::min(end_a, end_b) && same(begin, begin)) ++begin;
    while (end_a > begin && end_b > begin && same(end_a - 1, end_b - 1)) --end_a, --end_b;

    // longest[i][j]: of the words from a[begin + i] and b[begin + j] on, how many can be paired in order.
    const size_t rows = end_a - begin, columns = end_b - begin;
    const bool pairs = rows <= kMostWords && columns <= kMostWords;
    std::vector<uint16_t> longest(pairs ? (rows + 1) * (columns + 1) : 0);
    const auto cell = [&](size_t i, size_t j) -> uint16_t& { return longest[i * (columns + 1) + j]; };
    for (size_t i = pairs ? rows : 0; i-- > 0;)
        for (size_t j = columns; j-- > 0;)
            cell(i, j) = same(begin + i, begin + j) ? static_cast<uint16_t>(cell(i + 1, j + 1) + 1)
                                                    : std::max(cell(i + 1, j), cell(i, j + 1));
    WordDifference difference;
    size_t i = 0, j = 0;
    while (i < rows || j < columns) {
        if (pairs && i < rows && j < columns && same(begin + i, begin + j)) {
            ++i, ++j;
        } else if (j == columns || (i < rows && (!pairs || cell(i + 1, j) >= cell(i, j + 1)))) {
            add(difference.first, a, begin + i++);
        } else {
            add(difference.second, b, begin + j++);
        }
    }
    return difference;
}

}  // namespace glossator
