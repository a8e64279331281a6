# Sourced by ./dev: fills build/deps/ from the distribution's packages and source packages.
#
# Nothing here writes outside build/ and the cache folder, except apt-get when it installs packages.

deps=$root/build/deps
cache=${XDG_CACHE_HOME:-${HOME:-$deps}/.cache}/glossator

window="xvfb libegl1 libgl1-mesa-dri"  # what a browser needs that has no WebGL without one

have() { command -v "$1" >/dev/null 2>&1; }

# The packages that a group of commands needs; the names are the same on Debian 12 and 13.
packages_of()
{
    case $1 in
    native) echo g++ cmake ninja-build ccache xz-utils libexpected-dev libcli11-dev libstb-dev doctest-dev \
                 libglfw3-dev libopengl-dev fonts-inter fonts-noto-core libharfbuzz-bin ;;
    unit) packages_of native; echo unicode-data ;;  # the conformance tests of Unicode
    web) packages_of native
         have emcc || echo emscripten
         have node || echo nodejs
         have esbuild || echo esbuild ;;
    browser) packages_of web
             have npm || echo npm
             echo chromium ;;
    firefox) echo firefox-esr $window ;;
    webkit) echo webkit2gtk-driver $window ;;
    clang) packages_of native; have clang++ || echo clang ;;
    layers) packages_of native; have python3 || echo python3 ;;
    lint) packages_of layers; packages_of clang; echo clang-tidy ;;
    format-schema) packages_of native; echo python3 python3-jsonschema ;;
    package) packages_of native ;;
    cli) packages_of native; echo python3 parallel ;;
    format) have clang-format || echo clang-format ;;
    count) packages_of native; echo valgrind ;;
    fuzz) packages_of layers; echo clang libclang-rt-dev ;;
    esac
}

# Prints those of the named packages that aren't installed.
missing_packages()
{
    local package
    for package; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
    done | sort -u
}

install_packages()
{
    local missing as_root=()
    if ! have dpkg-query || ! have apt-get; then
        say "This is no Debian system. Install what these Debian packages hold, if the build stops: $*"
        return 0
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        if ! have sudo || ! { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            say "Not installed, and this user may not install packages:" $missing
            say "Going on with what is there."
            return 0
        fi
        as_root=(sudo)
    fi
    say "Installing packages:" $missing
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends
                   -o Acquire::Retries=3 $missing)
    # The lists of packages may be absent or old: then they are fetched, and it is tried once more.
    if ! "${as_root[@]}" "${install[@]}" >"$deps/install.log" 2>&1; then
        "${as_root[@]}" apt-get update -q -o Acquire::Retries=3 >"$deps/update.log" 2>&1 || cat "$deps/update.log" >&2
        if ! "${as_root[@]}" "${install[@]}" >"$deps/install.log" 2>&1; then
            tail -n 20 "$deps/install.log" >&2
            say "Some packages could not be installed. Going on with what is there."
        fi
    fi
}

# The address of this machine's own Debian archive, from either form of apt's sources.
archive_address()
{
    cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '
        function flush() { if (types ~ /deb/ && suites !~ /security/ && uris != "") print uris; types = suites = uris = "" }
        /^[[:space:]]*$/ { flush(); next }
        tolower($1) == "types:" { types = $0 }
        tolower($1) == "suites:" { suites = $0 }
        tolower($1) == "uris:" { uris = $2 }
        END { flush() }'
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -e 's/^[[:space:]]*//' -e 's/\[[^]]*\]//' | awk '$1 == "deb" && $3 !~ /security/ && / main/ { print $2 }'
}

# apt-get with a private list of sources, so that the machine's own setting stays as it is.
# Signatures are checked, dates aren't: a mirror may lag, and these releases don't change.
private_apt()
{
    apt-get -q -o Dir::Etc::sourcelist="$deps/apt/sources.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State::lists="$deps/apt/lists" -o Dir::Cache="$deps/apt/cache" \
        -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=3 -o Acquire::Languages=none \
        -o Acquire::Check-Valid-Until=false "$@"
}

lists_tried=no

private_lists()
{
    local address keyring=/usr/share/keyrings/debian-archive-keyring.gpg signed=
    [ -e "$keyring" ] || keyring=${keyring%.gpg}.pgp
    [ ! -e "$keyring" ] || signed="[signed-by=$keyring] "
    address=$(archive_address | head -n 1)
    [ -n "$address" ] || { say "apt's sources name no Debian archive."; return 1; }
    mkdir -p "$deps/apt/lists/partial" "$deps/apt/cache/archives/partial"
    local suite
    for suite in forky trixie; do echo "deb-src $signed$address $suite main"; done >"$deps/apt/sources.list"
    [ ! -e "$deps/apt/updated" ] || return 0
    [ "$lists_tried" = no ] || return 1
    lists_tried=yes
    say "Reading the lists of source packages"
    retry private_apt update && : >"$deps/apt/updated"
}

# Runs a command up to three times; prints what it said if it never worked.
retry()
{
    local try
    for try in 1 2 3; do
        "$@" >"$deps/apt/log" 2>&1 && return 0
        sleep "$try"
    done
    cat "$deps/apt/log" >&2
    return 1
}

# fetch_source PACKAGE SUITE: the upstream tar file of a source package, into the cache.
fetch_source()
{
    local package=$1 suite=$2 folder=$cache/sources/$1
    ls "$folder"/*.orig.tar.* >/dev/null 2>&1 && return 0
    have apt-get && private_lists || return 1
    say "Fetching the source package $package ($suite)"
    rm -rf "$deps/apt/new"
    mkdir -p "$deps/apt/new" "$cache/sources"
    if ! (cd "$deps/apt/new" && retry private_apt source --tar-only --download-only "$package/$suite"); then
        local file
        file=$(private_apt --print-uris source --tar-only "$package/$suite" 2>/dev/null | awk '/orig/ {print $2}')
        say "Could not get ${file:-the source package $package} of $suite. Try again later: a mirror now and then lacks a file."
        return 1
    fi
    rm -rf "$folder"
    mv "$deps/apt/new" "$folder"
}

# unpack_source PACKAGE SUITE: its files, in build/deps/src/PACKAGE.
unpack_source()
{
    local package=$1 suite=$2 target=$deps/src/$1
    [ ! -e "$target" ] || return 0
    fetch_source "$package" "$suite" || return 1
    rm -rf "$target.new"
    mkdir -p "$target.new"
    if ! tar -xf "$cache/sources/$package"/*.orig.tar.* --strip-components=1 -C "$target.new"; then
        rm -rf "$target.new" "$cache/sources/$package"
        say "The source package $package was damaged and has been removed. Run the command again."
        return 1
    fi
    mv "$target.new" "$target"
}

# link_headers NAME PATH HEADERS: headers of a package, laid out as upstream does, so that
# /usr/include need not be searched. That matters when compiling for the browser.
link_headers()
{
    [ -e "$3" ] || return 1
    mkdir -p "$(dirname "$deps/src/$1/$2")"
    ln -sfn "$3" "$deps/src/$1/$2"
}

# Fails if something could not be had; CMake then fetches the upstream release itself.
lay_out_dependencies()
{
    local complete=0
    mkdir -p "$deps/src"
    unpack_source imgui forky || complete=1
    unpack_source harfbuzz trixie || complete=1
    unpack_source sheenbidi forky || complete=1
    unpack_source libunibreak trixie || complete=1
    unpack_source yyjson trixie || complete=1
    unpack_source md4c trixie || complete=1
    unpack_source pugixml trixie || complete=1
    local header
    for header in stb_truetype.h stb_rect_pack.h stb_image.h stb_image_write.h; do
        link_headers stb $header /usr/include/stb/$header || complete=1
    done
    link_headers tl_expected include/tl /usr/include/tl || complete=1
    link_headers cli11 include/CLI /usr/include/CLI || complete=1
    link_headers doctest doctest /usr/include/doctest || complete=1
    return $complete
}

# Changes when a group needs other packages, or one of them is installed or upgraded.
fingerprint()
{
    local packages
    packages=$(for group; do packages_of "$group"; done)
    { cat "$root/tools/setup.sh" /etc/os-release; echo $packages; dpkg-query -W $packages; } 2>/dev/null | cksum
}

# setup GROUP…: everything that these groups of commands need. Quick if nothing has changed.
setup()
{
    local groups=$*
    local stamp=$deps/stamp-${groups// /-}
    mkdir -p "$deps"
    [ "$(cat "$stamp" 2>/dev/null)" != "$(fingerprint "$@")" ] || return 0
    exclusively "$deps/lock" setup_now "$@" || return 0
    fingerprint "$@" >"$stamp"
}

setup_now()
{
    install_packages $(for group; do packages_of "$group"; done | tr ' ' '\n' | sort -u)
    lay_out_dependencies && return 0
    say "Not all libraries are there; CMake will fetch the others from their projects, if it can."
    return 1
}
