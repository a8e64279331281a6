#!/usr/bin/env python3
"""Writes what the fuzz targets begin with: make_seeds.py FOLDER makes FOLDER/native, FOLDER/journal and so on."""
import hashlib
import io
import json
import pathlib
import sys
import zipfile

root = pathlib.Path(__file__).resolve().parents[2]
example = (root / "tests/data/ferry.glossator.json").read_text(encoding="utf-8")
project = json.loads(example)
header = {k: project[k] for k in ("format", "version", "offset_unit", "generator", "project", "schema", "annotators")}
lines = [header]
for key, kind in (("documents", "document"), ("entities", "entity"), ("claims", "claim"), ("sets", "set")):
    lines += [{kind: record} for record in project[key]]
span = {"id": "s-1", "label": "A", "at": [[0, 3]], "quote": ["Zoë"], "attributes": {}, "origin": {"kind": "model", "name": "", "score": 0.5}}
document = {**project["documents"][0], "id": "d-2"}


def step(*edits):
    return {"step": "Do", "edits": edits}


def kept(*entries):
    """What was kept, as a file: a snapshot and chained lines."""
    snapshot, after, chain = example.encode("utf-8"), "", []
    for number, entry in enumerate(entries, 1):
        line = json.dumps({"n": number, "after": after, "at": "2026-03-02T09:01:00Z", "by": "mira", **entry}, ensure_ascii=False)
        after = hashlib.sha256(line.encode("utf-8")).hexdigest()
        chain.append(line)
    head = f'{{"format": "glossator-journal", "version": 1, "snapshot_bytes": {len(snapshot)}, "lines": {len(chain)}}}'
    return "\n".join([head, example, *chain, ""])


def archive(method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr("a/b.txt", "The ferry will run again. " * 40)
        made.writestr("c.txt", "")
    return out.getvalue()


seeds = {
    "zip": [archive(zipfile.ZIP_STORED), archive(zipfile.ZIP_DEFLATED)],
    "kept": [kept({"start": "Ferry", "snapshot": ""}, step({"put": "entity", "record": {"id": "e-9", "name": "Zoë"}}), {"undo": True}, {"redo": True})],
    "schema": [path.read_text(encoding="utf-8") for path in sorted((root / "assets/schema").glob("*.json"))],
    "native": [example, "\n".join(json.dumps(line, ensure_ascii=False) for line in lines), json.dumps(project)],
    "journal": [json.dumps(entry, ensure_ascii=False) for entry in (
        {"undo": True}, {"redo": True},
        step({"put": "span", "set": "t-1", "record": span}),
        step({"put": "span", "set": "t-1", "bytes": [[0, 4]], "record": {**span, "at": [], "quote": []}}),
        step({"put": "document", "position": 0, "record": document}, {"put": "claim", "record": project["claims"][1]}),
        step({"put": "entity", "record": {"id": "e-1", "name": "Zoë"}}, {"remove": "entity", "id": "e-1"}),
        step({"put": "schema", "record": project["schema"]}, {"put": "project", "record": project["project"], "file": {"x-a": 1}}))],
    "pattern": ["ferry\nA Ferry, ferries.", "(a|b)*?c{2,3}[^x-z]+\nabbcc", "\\b\\p{Lu}\\w+$\nZo\u00eb \u00c9mile", "[\\d\\s]|^.\n1 2\n3"],
    "plain_text": [project["documents"][0]["text"], "\ufeffZoë\r\n", "a\0b", "渡し船 👩‍👧"],
}
for name, texts in seeds.items():
    folder = pathlib.Path(sys.argv[1]) / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"seed-{number}").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
