#!/usr/bin/env python3
"""Writes core/text/sentence_break_table.h from Unicode's SentenceBreakProperty.txt.

    tools/make_sentence_break_table.py /usr/share/unicode/auxiliary/SentenceBreakProperty.txt \\
        > core/text/sentence_break_table.h

(On Debian the input is in the package unicode-data.)
"""
import re
import sys

# The order of enum class SentenceBreak.
CLASSES = ["Other", "CR", "LF", "Sep", "Extend", "Format", "Sp", "Lower", "Upper", "OLetter",
           "Numeric", "ATerm", "SContinue", "STerm", "Close", "UpperLower", "LowerUpper"]
UPPER_LOWER = CLASSES.index("UpperLower")
LOWER_UPPER = CLASSES.index("LowerUpper")


def read_classes(path):
    classes = [0] * 0x110000
    version = "?"
    for line in open(path, encoding="utf-8"):
        if match := re.match(r"# SentenceBreakProperty-([\d.]+)\.txt", line):
            version = match[1]
        if match := re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line):
            for c in range(int(match[1], 16), int(match[2] or match[1], 16) + 1):
                classes[c] = CLASSES.index(match[3])
    return classes, version


def alternating_length(classes, at):
    """How many code points from `at` on are by turns upper and lower case."""
    pair = (classes[at], classes[at + 1]) if at + 1 < len(classes) else None
    if pair not in ((7, 8), (8, 7)):
        return 0
    end = at
    while end < len(classes) and classes[end] == pair[(end - at) % 2]:
        end += 1
    return end - at


def ranges(classes):
    at = 0
    while at < len(classes):
        length = alternating_length(classes, at)
        if length >= 3:
            yield at, LOWER_UPPER if classes[at] == 7 else UPPER_LOWER
            at += length
            continue
        start = at
        while at < len(classes) and classes[at] == classes[start] and (
                at == start or alternating_length(classes, at) < 3):
            at += 1
        yield start, classes[start]


def main():
    classes, version = read_classes(sys.argv[1])
    entries, last = [], None
    for start, kind in ranges(classes):
        # Two equal classes in a row make one range, unless the meaning hangs on where the range begins.
        if kind != last or kind >= UPPER_LOWER:
            entries.append(start << 8 | kind)
        last = kind
    print("#pragma once\n")
    print(f"// Written by tools/make_sentence_break_table.py from SentenceBreakProperty-{version}.txt. Not to be edited.\n")
    print("#include <cstdint>\n")
    print("namespace glossator {\n")
    print("// By code point: where a range begins << 8 | its SentenceBreak; it goes up to the next. UpperLower and LowerUpper")
    print("// alternate from their first code point on.")
    print("// clang-format off")
    print("inline constexpr uint32_t kSentenceBreakRanges[] = {")
    for i in range(0, len(entries), 10):
        print("    " + " ".join(f"0x{e:X}," for e in entries[i:i + 10]))
    print("};\n// clang-format on\n\n}  // namespace glossator")


main()
