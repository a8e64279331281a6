#!/usr/bin/env python3
"""Holds native files against docs/glossator.schema.json: validate_schema.py GLOSSATOR, the path of the command-line tool.

Good files are the sample, the example of docs/format.md, what the tool writes, and the gold annotation where there is one. Each
damage below is refused by the schema and by the tool. The last line counts."""
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
try:
    import jsonschema
except ImportError:
    print("SKIPPED: Python has no jsonschema (package python3-jsonschema)")
    print("0 passed, 0 failed")
    sys.exit(0)

tool = sys.argv[1]
schema = json.loads((root / "docs/glossator.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
results = {True: 0, False: 0}


def check(what, fine):
    results[bool(fine)] += 1
    if not fine:
        print("FAILED:", what)


def load(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def run(*arguments):
    return subprocess.run([tool, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")


def check_good(path, scratch):
    check(f"{path} fits the schema", validator.is_valid(load(path)))
    check(f"{path} is read by the tool", run("validate", path).returncode == 0)
    written = scratch / "written.glossator.json"
    check(f"{path} is written by the tool", run("convert", path, "--to", "glossator", "-o", written).returncode == 0)
    check(f"{path} as written fits the schema", validator.is_valid(load(written)))


def pointed(value, path):
    for token in path:
        value = value[token]
    return value


def check_damages(good, scratch):
    for path, change in DAMAGES:
        damaged = copy.deepcopy(good)
        change(pointed(damaged, path))
        what = f"damage {DAMAGES.index((path, change))} at {path}"
        check(f"{what} is refused by the schema", not validator.is_valid(damaged))
        file = scratch / "damaged.glossator.json"
        file.write_text(json.dumps(damaged), encoding="utf-8")
        ran = run("validate", file)
        check(f"{what} is refused by the tool: {ran.stderr}", ran.returncode == 1 and ran.stderr.startswith(f"{file}:1:"))


def without(key):
    return lambda record: record.pop(key)


def with_(key, value):
    return lambda record: record.update({key: value})


SPAN = ("sets", 0, "spans", 0)
DAMAGES = [
    ((), without("version")), ((), without("sets")), ((), with_("version", 2)), ((), with_("offset_unit", "byte")), ((), with_("y", 1)),
    (("project",), without("id")), (("schema",), without("labels")), (("schema", "labels", 0), with_("color", "red")),
    (("schema", "attributes", 0), with_("type", "list")), (("documents", 0), without("text")), (("documents", 0), with_("sha256", 5)),
    (("documents", 0, "length"), without("bytes")), (("entities", 0), with_("aliases", "x")), (("claims", 0), without("text")),
    (("sets", 0), with_("role", "boss")), (SPAN, without("quote")), (SPAN, with_("at", [])), (SPAN, with_("at", [[0, 1, 2]])),
    (SPAN, with_("at", [[-1, 2]])), (SPAN, with_("attributes", {"mention": None})), (SPAN, with_("colour", "red")),
    (("sets", 0, "relations", 0), without("from")), (("sets", 0, "attributions", 0), with_("parent", 7)),
]


def example_of(path):
    text = (root / path).read_text(encoding="utf-8")
    return text.split("```json\n{\n\"format\"", 1)[1].split("```", 1)[0]


with tempfile.TemporaryDirectory() as folder:
    scratch = pathlib.Path(folder)
    example = root / "tests/data/ferry.glossator.json"
    check("docs/format.md shows tests/data/ferry.glossator.json",
          "{\n\"format\"" + example_of("docs/format.md") == example.read_text(encoding="utf-8"))
    gold = pathlib.Path(os.environ.get("GLOSSATOR_SHARED", root.parent / "shared")) / "corpus/gold.glossator.json"
    for good in [example, *sorted((root / "assets/sample").glob("*.glossator.json"))]:
        check_good(good, scratch)
    if gold.exists():
        check_good(gold, scratch)
    else:
        print("SKIPPED: the gold annotation isn't here")
    text = scratch / "a.txt"
    text.write_text("Zoë said so.\r\n", encoding="utf-8")
    check("a text is converted", run("convert", text, "--to", "glossator", "-o", scratch / "a.glossator.json").returncode == 0)
    check_good(scratch / "a.glossator.json", scratch)
    check_damages(load(example), scratch)

print(f"{results[True]} passed, {results[False]} failed")
sys.exit(1 if results[False] else 0)
