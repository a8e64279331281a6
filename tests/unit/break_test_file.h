#pragma once

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/utf8.h"

namespace glossator {

// A line of one of Unicode's files of break tests: a text and the borders of its units, the begin of the text left out.
struct BreakTest {
    std::string text;
    std::vector<uint32_t> borders;
    int line;
};

// Reads lines of the form "÷ 0020 × 0308 ÷ # comment". Without the file there are no tests, and standard output says
// why.
inline std::vector<BreakTest> read_break_tests(const std::string& path)
{
    std::vector<BreakTest> tests;
    std::ifstream file(path);
    if (!file) std::printf("SKIPPED: there is no Unicode test file '%s'\n", path.c_str());
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        line = line.substr(0, line.find('#'));
        BreakTest test{"", {}, number};
        for (size_t at = 0; at < line.size();) {
            const Decoded c = decode_utf8(line, at);
            at += c.length;
            if (c.code_point == U'\u00F7' && !test.text.empty())
                test.borders.push_back(static_cast<uint32_t>(test.text.size()));
            if (c.code_point > ' ' && c.code_point < 0x7F) {
                const size_t end = line.find(' ', at);
                const char32_t code_point =
                    static_cast<char32_t>(std::stoul(line.substr(at - 1, end - at + 1), nullptr, 16));
                append_utf8(test.text, code_point);
                at = end;
            }
        }
        if (!test.text.empty()) tests.push_back(test);
    }
    return tests;
}

}  // namespace glossator
