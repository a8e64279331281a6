#!/usr/bin/env python3
"""Writes core/text/case_folding_table.h from Unicode's CaseFolding.txt.

    tools/make_case_folding_table.py /usr/share/unicode/CaseFolding.txt > core/text/case_folding_table.h

(On Debian the input is in the package unicode-data.)
"""
import re
import sys


def read_foldings(path):
    foldings, version = [], "?"
    for line in open(path, encoding="utf-8"):
        if match := re.match(r"# CaseFolding-([\d.]+)\.txt", line):
            version = match[1]
        if match := re.match(r"([0-9A-F]+); [CS]; ([0-9A-F]+);", line):
            foldings.append((int(match[1], 16), int(match[2], 16)))
    return foldings, version


def stretches(foldings):
    """[first, last, distance to the folded code point, step from one to the next]"""
    result = []
    for source, target in foldings:
        last = result[-1] if result else None
        if last and last[2] == target - source and (
                source - last[1] == last[3] or (last[0] == last[1] and source - last[1] <= 2)):
            last[3] = source - last[1]
            last[1] = source
        else:
            result.append([source, source, target - source, 1])
    return result


def main():
    foldings, version = read_foldings(sys.argv[1])
    entries = ["{0x%X, 0x%X, %d, %d}" % tuple(stretch) for stretch in stretches(foldings)]
    print(f"""#pragma once

// Written by tools/make_case_folding_table.py from CaseFolding-{version}.txt. Not to be edited.

#include <cstdint>

namespace glossator {{

// Every `step`-th code point from `first` to `last` folds to the one at `distance`.
struct CaseFoldings {{
    uint32_t first, last;
    int32_t distance;
    uint32_t step;
}};

// clang-format off
inline constexpr CaseFoldings kCaseFoldings[] = {{""")
    for at in range(0, len(entries), 5):
        print("    " + ", ".join(entries[at:at + 5]) + ",")
    print("""};
// clang-format on

}  // namespace glossator""")


main()
