# Sourced by ./dev: the instructions that the hot paths take, beside those kept in the repository.

counts=tests/bench/instructions.txt

# The instructions of the path with this number, by valgrind's callgrind.
instructions_of()
{
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --collect-atstart=no --toggle-collect='*counted(*' \
        build/native/glossator_bench_paths "$1" 2>&1 | sed -n 's/.*Collected : //p'
}

# count_instructions [--keep]: a table; with --keep they are kept, else it fails if a path takes over 5 % more than is
# kept. Counts of another compiler can't be compared: then they are only printed.
count_instructions()
{
    setup count
    build_preset release glossator_bench_paths
    local compiler number=0 name now kept slower=0 lines
    compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' build/native/CMakeCache.txt | head -n 1)
    compiler=$("$compiler" --version | head -n 1)
    lines="# Written by ./dev bench count --keep
# $compiler, $(uname -m)"
    grep -qxF "# $compiler, $(uname -m)" "$counts" 2>/dev/null || say "The counts kept are another compiler's."
    echo "| path | instructions | kept |"
    echo "|---|---|---|"
    while read -r name; do
        now=$(instructions_of $number)
        number=$((number + 1))
        [ -n "$now" ] || fail "valgrind did not count '$name'."
        kept=
        grep -qxF "# $compiler, $(uname -m)" "$counts" 2>/dev/null && kept=$(sed -n "s/^$name: //p" "$counts")
        echo "| $name | $now | $kept |"
        lines+=$'\n'"$name: $now"
        if [ -n "$kept" ] && [ $((now * 100)) -gt $((kept * 105)) ]; then
            say "Slower: $name"
            slower=1
        fi
    done < <(build/native/glossator_bench_paths)
    if [ "${1:-}" = --keep ]; then printf '%s\n' "$lines" >"$counts"; else return $slower; fi
}
