#!/usr/bin/env python3
"""Checks that no #include points from a lower layer to a higher one.

check_layers.py            checks the sources
check_layers.py --test DIR checks the sources, this check itself, and that the compiler refuses such
                           an include with the flags of the build in DIR
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Folder -> the folders that it may include, besides itself; and which third-party headers only it may include.
CORE = ["core/base", "core/text", "core/model", "core/edit"]
ALLOWED = {
    "core/base": [],
    "core/text": CORE[:1],
    "core/model": CORE[:2],
    "core/edit": CORE[:3],
    "core/io": CORE,
    "core/agree": CORE,
    "core/learn": CORE,
    "core/report": CORE,
    "cli": CORE + ["core/io", "core/agree", "core/learn", "core/report"],
    "ui": CORE + ["core/io", "core/agree", "core/learn", "core/report"],
    "web": CORE + ["core/io", "core/agree", "core/learn", "core/report", "ui"],
    "native": CORE + ["core/io", "core/agree", "core/learn", "core/report", "ui"],
}
OWNED = [
    (re.compile(r"^(imgui|imstb|misc/cpp/imgui)"), ("ui", "web", "native")),
    (re.compile(r"^imgui_impl_"), ("web", "native")),
    (re.compile(r"^emscripten|^GLES"), ("web",)),
    (re.compile(r"^GLFW/|^GL/|^(filesystem|fstream)$"), ("native", "cli")),
    (re.compile(r"^(ctime|chrono|cstdio|iostream|thread|random)$"), ("ui", "web", "native", "cli")),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


def layer_of(path):
    """The folder of ALLOWED that a path lies in, or None."""
    return next((folder for folder in ALLOWED if path.startswith(folder + "/")), None)


def fault(path, include):
    """Why the file at `path` may not include `include`; None if it may."""
    layer = layer_of(path)
    if ".." in pathlib.PurePosixPath(include).parts:
        return "write includes from the root"
    target = layer_of(include)
    if target and target != layer and target not in ALLOWED[layer]:
        return f"{layer} may not know {target}"
    for pattern, owners in OWNED:
        if pattern.search(include) and not layer.startswith(owners):
            return f"{layer} may not know <{include}>"
    return None


def check_sources():
    """Returns the faults in all sources, one line each, and how many includes were looked at."""
    faults, seen = [], 0
    for top in ("core", "ui", "web", "native", "cli"):
        for path in sorted((ROOT / top).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix not in (".h", ".cpp") or not layer_of(name):
                continue
            text = path.read_text(encoding="utf-8")
            for match in INCLUDE.finditer(text):
                seen += 1
                reason = fault(name, match.group(1))
                if reason:
                    faults.append(f"{name}:{text.count(chr(10), 0, match.start(1)) + 1}: {reason}")
    return faults, seen


def check_this():
    """The rules refuse what they should, and nothing else."""
    wrong = [
        ("core/text/a.h", "core/model/span.h"), ("core/base/a.h", "core/text/text.h"),
        ("core/edit/a.cpp", "ui/app.h"), ("core/io/a.cpp", "imgui.h"), ("ui/a.cpp", "web/main.h"),
        ("cli/a.cpp", "ui/app.h"), ("ui/a.cpp", "GLFW/glfw3.h"), ("ui/a.cpp", "emscripten.h"),
        ("ui/a.cpp", "imgui_impl_opengl3.h"), ("native/a.cpp", "web/main.h"), ("core/text/a.h", "../model/span.h"),
        ("ui/a.cpp", "fstream"), ("core/io/a.cpp", "cstdio"), ("core/report/a.cpp", "core/io/json.h"),
    ]
    right = [
        ("core/model/a.h", "core/text/text.h"), ("core/io/a.cpp", "core/edit/edit.h"), ("ui/a.cpp", "imgui.h"),
        ("web/a.cpp", "emscripten/html5.h"), ("native/a.cpp", "GLFW/glfw3.h"), ("cli/a.cpp", "core/io/native.h"),
        ("core/text/a.cpp", "core/text/text.h"), ("core/text/a.cpp", "vector"), ("native/a.cpp", "filesystem"),
    ]
    return [f"not refused: {p} includes {i}" for p, i in wrong if not fault(p, i)] + \
           [f"refused: {p} includes {i}" for p, i in right if fault(p, i)]


def compiles(build, layer, include):
    """Whether one #include compiles with the include roots that a layer of the build publishes."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        if f"/{layer}/" not in entry["file"]:
            continue
        words = shlex.split(entry["command"])
        while pathlib.Path(words[0]).name == "ccache":
            words = words[1:]
        flags = [word for word in words[1:] if word.startswith(("-I", "-std", "-f", "-D"))]
        for at, word in enumerate(words):
            if word == "-isystem":
                flags += words[at:at + 2]
        with tempfile.NamedTemporaryFile("w", suffix=".cpp") as file:
            file.write(f'#include "{include}"\n')
            file.flush()
            return subprocess.run([words[0], *flags, "-fsyntax-only", file.name], capture_output=True).returncode == 0
    raise SystemExit(f"no source of {layer} is compiled in {build}")


def check_compiler(build):
    faults = []
    for layer, include, expected in [
        ("core/text", "core/base/result.h", True), ("core/text", "core/model/span.h", False),
        ("core/base", "core/text/text.h", False), ("core/model", "core/edit/edit.h", False),
        ("core/edit", "core/io/native.h", False), ("core/report", "core/io/native.h", False),
        ("core/report", "core/model/project.h", True), ("core/io", "imgui.h", False), ("core/io", "ui/app.h", False),
        ("ui", "core/model/span.h", True), ("ui", "native/main.h", False),
    ]:
        if not (ROOT / include).exists() and expected:
            faults.append(f"{include} has moved: name another header of its layer in this test")
        elif compiles(build, layer, include) != expected:
            faults.append(f"{layer} {'cannot' if expected else 'can'} include {include}")
    return faults


def main(arguments):
    faults, seen = check_sources()
    results = [("includes point downwards", faults if seen else ["no include was found"])]
    if arguments[:1] == ["--test"]:
        results.append(("the rules refuse what they should", check_this()))
        results.append(("the compiler refuses it too", check_compiler(pathlib.Path(arguments[1]))))
    for name, faults in results:
        print(f"{'FAILED' if faults else 'ok'}: {name}")
        for line in faults:
            print(f"  {line}")
    failed = sum(bool(faults) for _, faults in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
