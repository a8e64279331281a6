#!/usr/bin/env python3
"""Writes core/io/html_names.h from the names of characters that Python knows from the HTML standard.

    tools/make_entity_table.py > core/io/html_names.h

Of over 2,000 names those that texts use: all of HTML 4, and of HTML 5 those of Latin letters and general punctuation.
"""
from html.entities import html5, name2codepoint


def is_used(name, value):
    return len(value) == 1 and (name in name2codepoint or ord(value) < 0x250 or 0x2000 <= ord(value) < 0x2070)


def main():
    names = {name[:-1]: value for name, value in html5.items() if name.endswith(";") and is_used(name[:-1], value)}
    entries = ['{"%s", 0x%X, %d}' % (name, ord(names[name]), name in html5) for name in sorted(names)]
    print("""#pragma once

// Written by tools/make_entity_table.py. Not to be edited.

namespace glossator::html {

// Sorted by name; `is_bare`: also without a semicolon behind it.
struct CharacterName {
    const char* name;
    char16_t code_point;
    bool is_bare;
};

// clang-format off
inline constexpr CharacterName kCharacterNames[] = {""")
    line = "   "
    for entry in entries:
        if len(line) + len(entry) > 115:
            print(line)
            line = "   "
        line += " " + entry + ","
    print(line + """
};
// clang-format on

}  // namespace glossator::html""")


main()
