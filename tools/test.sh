# Sourced by ./dev: the kinds of tests, and the counting.
#
# test_KIND builds and runs one kind, and prints results in one of the forms that count_results
# knows. A test that can't run here prints a line `SKIPPED: reason`.

test_kinds="layers format format-schema cli package unit fuzz wasm ui native browser size"

# Nothing in a lower layer includes a higher one, and the compiler would not find it if it did.
test_layers()
{
    setup layers
    build_preset debug glossator_fonts
    python3 tests/layers/check_layers.py --test build/debug
}

test_format()
{
    local version
    version=$(setup format; clang-format --version | sed 's/.*version \([0-9]*\).*/\1/')
    if command_format --check; then
        echo "1 passed, 0 failed"
    elif [ "$version" != 14 ]; then
        echo "SKIPPED: the sources are laid out by clang-format 14, and this is $version"
        echo "0 passed, 0 failed"
    else
        echo "0 passed, 1 failed"
        return 1
    fi
}

# The native file against its JSON Schema.
test_format-schema()
{
    setup format-schema
    build_preset release glossator
    /usr/bin/python3 tests/format/validate_schema.py build/native/glossator
}

# The command-line tool, as scripts use it; what others read of what it writes.
test_cli()
{
    local status=0
    setup cli
    build_preset release glossator
    /usr/bin/python3 tests/cli/cli_test.py build/native/glossator || status=$?
    /usr/bin/python3 tests/cli/readers_test.py build/native/glossator || status=$?
    return $status
}

# Core as a package that another project builds on.
test_package()
{
    setup package
    build_preset release glossator
    local root=$PWD/build/package
    rm -rf "$root"
    cmake --install build/native --prefix "$root/installed" >/dev/null
    cmake -S examples/count_spans -B "$root/example" -DCMAKE_PREFIX_PATH="$root/installed" -DCMAKE_BUILD_TYPE=Release >/dev/null
    cmake --build "$root/example" >/dev/null
    if [ "$("$root/example/count_spans" tests/data/ferry.glossator.json | head -n 1)" = "ferry.glossator.json: 5 spans" ]; then
        echo "1 passed, 0 failed"
    else
        echo "0 passed, 1 failed"
        return 1
    fi
}

# run_doctest FOLDER COMMAND...: the tests of a folder's files, in as many processes at a time as there are processors. One that is left out, since
# a process ended before its end or a file has another name, is a failure.
run_doctest()
{
    local folder=$1 parts=$((2 * $(nproc))) i=0 file filters=() all ran
    shift
    for file in "$folder"/*.cpp; do
        filters[i % parts]+="${filters[i % parts]:+,}*$file"
        i=$((i + 1))
    done
    rm -f build/test/part-*.log
    for i in "${!filters[@]}"; do
        while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do sleep 0.2; done
        "$@" --no-colors=true --source-file="${filters[i]}" >"build/test/part-$i.log" 2>&1 ||
            echo "FAILED: a process of tests ended with exit code $?" >>"build/test/part-$i.log" &
    done
    wait
    sed '/^\[doctest\] test cases:/s/ | *[0-9]* skipped//' build/test/part-*.log
    all=$("$@" --no-colors=true --count | sed -n 's/.*current filters: //p')
    ran=$(sed -n 's/^\[doctest\] test cases: *\([0-9]*\).*/\1/p' build/test/part-*.log | awk '{ sum += $1 } END { print sum + 0 }')
    [ "$ran" = "$all" ] || echo "0 passed, $((all - ran)) failed"
    ! grep -q '^FAILED' build/test/part-*.log && [ "$ran" = "$all" ]
}

# The tests of core under AddressSanitizer and UBSan.
test_unit()
{
    setup unit
    build_preset asan glossator_unit_tests
    run_doctest tests/unit build/asan/glossator_unit_tests
}

# What reads files that may come from anywhere, and what was kept: a minute each, by clang's fuzzer.
test_fuzz()
{
    local readers="native journal kept plain_text schema" name passed=0 failed=0
    setup fuzz
    build_preset fuzz glossator_fuzz_seeds $(printf 'glossator_fuzz_%s ' $readers)
    for name in $readers; do
        while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do sleep 1; done
        (fuzz_target "$name" 60 >"build/fuzz/$name.log" 2>&1 && echo ran >>"build/fuzz/$name.log") &
    done
    wait
    for name in $readers; do
        if [ "$(tail -n 1 "build/fuzz/$name.log")" = ran ]; then
            printf '%s: %s\n' "$name" "$(grep -a stat::number_of_executed_units "build/fuzz/$name.log")"
            passed=$((passed + 1))
        else
            tail -n 40 "build/fuzz/$name.log"
            failed=$((failed + 1))
        fi
    done
    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
}

# The tests of core as WebAssembly.
test_wasm()
{
    setup web unit
    build_preset web-debug glossator_unit_tests
    # The module loader of older Emscripten takes node's fetch for a browser's.
    run_doctest tests/unit node --no-experimental-fetch build/web-debug/glossator_unit_tests.js
}

test_ui()
{
    setup native
    build_preset asan glossator_ui_tests glossator_fonts
    run_doctest tests/ui build/asan/glossator_ui_tests
}

# What the desktop program does with files.
test_native()
{
    setup native
    build_preset asan glossator_native_tests
    if [ ! -e build/asan/glossator_native_tests ]; then
        echo "SKIPPED: the desktop program needs GLFW 3, which is not here"
        echo "0 passed, 0 failed"
        return 0
    fi
    build/asan/glossator_native_tests --no-colors=true
}

# The page, and what the tests drive a browser with: the last playwright-core for Debian 12's node.
prepare_browser_tests()
{
    setup browser
    build_web
    [ -e tests/browser/node_modules/.package-lock.json ] &&
        [ tests/browser/node_modules/.package-lock.json -nt tests/browser/package-lock.json ] ||
        npm ci --prefix tests/browser --no-audit --no-fund >&2
}

# run_in_browser FILE...: a file that never ends is a failure, not a wait.
run_in_browser()
{
    local file status=0
    for file; do
        timeout -k 10 900 node --test --test-reporter=tap "$file" && continue
        status=1
        echo "FAILED: $file"
    done
    return $status
}

test_browser()
{
    prepare_browser_tests
    local files=(tests/browser/*.test.mjs)
    [ -e "${files[0]}" ] || { say "There are no browser tests yet."; return 1; }
    local status=0
    run_in_browser "${files[@]}" || status=$?
    say "-- the page in one file, by file://"
    GLOSSATOR_PAGE=file run_in_browser tests/browser/{annotate,languages,links,page}.test.mjs || status=$?
    test_in_other_browsers firefox webkit || status=$?
    return $status
}

# test_in_other_browsers NAME...: side by side; what they say comes one after the other.
test_in_other_browsers()
{
    local name status=0 running=()
    mkdir -p build/test
    for name; do setup "$name"; done
    for name; do
        test_in_browser "$name" >"build/test/$name.log" 2>&1 &
        running+=($!)
    done
    for name; do
        wait "${running[0]}" || status=$?
        running=("${running[@]:1}")
        cat "build/test/$name.log"
    done
    return $status
}

# test_in_browser NAME: in another browser than Chromium, what hangs on the browser. One that can't be installed is only told of.
test_in_browser()
{
    local missing status=0
    if ! missing=$(node tests/browser/browsers.mjs "$1"); then
        echo "SKIPPED: the main tests in $1: $missing"
        return 0
    fi
    say "-- the main tests in $1"
    GLOSSATOR_BROWSER=$1 run_in_browser tests/browser/{annotate,offline,page,scripts,storage,tabs,typing}.test.mjs || status=$?
    say "-- the page in one file, by file://, in $1"
    GLOSSATOR_BROWSER=$1 GLOSSATOR_PAGE=file run_in_browser tests/browser/storage.test.mjs || status=$?
    return $status
}

# What a browser loads before the first article can be annotated is at most 600 kB, gzipped.
test_size()
{
    build_web
    local total=0 file size first
    first=$(sed -n "s/.*const files = \[\(.*\)\];.*/\1/p" web/page/boot.js | tr -d "'," | sed 's#[^ ]*#dist/&#g')
    for file in dist/index.html dist/glossator.js dist/glossator.wasm $first; do
        size=$(gzip -9c "$file" | wc -c)
        printf '%8d  %s\n' "$size" "$file"
        total=$((total + size))
    done
    printf '%8d  bytes gzipped, of 600000\n' $total
    if [ $total -le 600000 ]; then echo "1 passed, 0 failed"; else echo "0 passed, 1 failed"; fi
}

# Reads a log; prints how many tests passed, failed and were skipped.
count_results()
{
    awk '
    /^\[doctest\] test cases:/ {
        for (i = 2; i <= NF; i++) {
            if ($i == "passed") passed += $(i - 1)
            if ($i == "failed") failed += $(i - 1)
            if ($i == "skipped") skipped += $(i - 1)
        }
    }
    /^# pass [0-9]+$/ { passed += $3 }
    /^# (fail|cancelled) [0-9]+$/ { failed += $3 }
    /^# (skipped|todo) [0-9]+$/ { skipped += $3 }
    /^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
    /^SKIPPED: / { skipped++; inside++ }
    /^\[doctest\] test cases:/ { passed -= inside; inside = 0 }  # doctest counts those as passed
    END { print passed + 0, failed + 0, skipped + 0 }' "$1"
}

# Runs one kind; adds to passed, failed and skipped.
run_kind()
{
    local kind=$1 log=build/test/$1.log status counts began=$SECONDS
    say "== $kind"
    set +e
    (set -e; "test_$kind") 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    set -e
    counts=($(count_results "$log"))
    if [ "$status" != 0 ] && [ "${counts[1]}" = 0 ]; then
        echo "FAILED: $kind ended with exit code $status" | tee -a "$log"
        counts[1]=1
    elif [ $((counts[0] + counts[1] + counts[2])) = 0 ]; then
        echo "FAILED: no test of kind $kind ran" | tee -a "$log"
        counts[1]=1
    fi
    say "== $kind: $((SECONDS - began)) s"
    table+=$(printf '\n%-10s %6d passed %4d failed %4d skipped' "$kind" "${counts[@]}")
    passed=$((passed + counts[0])) failed=$((failed + counts[1])) skipped=$((skipped + counts[2]))
}

command_test()
{
    local kind passed=0 failed=0 skipped=0 table=
    [ $# -gt 0 ] || set -- $test_kinds
    for kind; do
        declare -F "test_$kind" >/dev/null || fail "There are no tests of kind '$kind'. Choose from: $test_kinds"
    done
    mkdir -p build/test
    for kind; do run_kind "$kind"; done
    echo "${table#?}"
    for kind; do
        sed -n -e "s/^SKIPPED: /skipped ($kind): /p" -e "s/^ *ok [0-9]* - \(.*\) # SKIP/skipped ($kind): \1:/p" \
            "build/test/$kind.log"
    done
    if [ $skipped = 0 ]; then echo "$passed passed, $failed failed"
    else echo "$passed passed, $failed failed, $skipped skipped"; fi
    [ $failed = 0 ]
}
