#!/usr/bin/env python3
"""How fast the command line converts JSON Lines on one processor, beside the copying of the same file, and in how much memory.

usage: convert_bench.py PROGRAM FOLDER [MEGABYTES]
"""
import json
import statistics
import subprocess
import sys
from pathlib import Path

PROGRAM, FOLDER = sys.argv[1], Path(sys.argv[2])
MEGABYTES = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
ROUNDS = 3
SENTENCE = "The ministry said on Tuesday that {n} people had crossed the river near Zoë’s harbour, as Ilse Okonjo reported. "


def doccano_line(n):
    """An article of some 5 kB with a label a sentence, as doccano exports it: offsets in UTF-16 units."""
    text, labels = "", []
    while len(text) < 5000:
        sentence = SENTENCE.format(n=n + len(text))
        for words, label in (("The ministry", "ORG"), ("Ilse Okonjo", "PERSON")):
            at = len(text) + sentence.index(words)
            labels.append([at, at + len(words), label])
        text += sentence
    return json.dumps({"id": n, "text": text, "label": labels}, ensure_ascii=False)


def make_file(path):
    block = "".join(doccano_line(n) + "\n" for n in range(200)).encode()
    with path.open("wb") as out:
        for _ in range(max(1, MEGABYTES * 1_000_000 // len(block))):
            out.write(block)


def run(command, out):
    """Seconds, and the most memory in MB, of a program on one processor."""
    measure = ("import resource, subprocess, sys, time; t = time.monotonic(); "
               "subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL); "
               "print(time.monotonic() - t, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    asked = [sys.executable, "-c", measure, "taskset", "-c", "0", *map(str, command)]
    seconds, memory = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.split()
    out.unlink(missing_ok=True)
    return float(seconds), int(memory) / 1000


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    source, out = FOLDER / "lines.jsonl", FOLDER / "out.jsonl"
    make_file(source)
    size = source.stat().st_size / 1e6
    native = FOLDER / "lines.glossator.jsonl"
    subprocess.run([PROGRAM, "convert", source, "--from", "doccano", "--to", "glossator-jsonl", "-o", native], check=True,
                   stderr=subprocess.DEVNULL)
    ways = [("copy (cat)", source, ["sh", "-c", f"cat '{source}' > '{out}'"])]
    for name, given, source_format, target in (("doccano to glossator-jsonl", source, "doccano", "glossator-jsonl"),
                                               ("glossator-jsonl to doccano", native, "glossator-jsonl", "doccano")):
        ways.append((name, given, [PROGRAM, "convert", given, "--from", source_format, "--to", target, "-o", out]))
    print(f"| JSON Lines on one processor, {size:.0f} MB | aim | MB/s | memory |\n|---|---|---|---|")
    for name, given, command in ways:
        times = [run(command, out) for _ in range(ROUNDS)]
        rate = given.stat().st_size / 1e6 / statistics.median(seconds for seconds, _ in times)
        aim = "" if name.startswith("copy") else "≥ 100 MB/s, < 100 MB"
        print(f"| {name} | {aim} | {rate:.0f} | {max(memory for _, memory in times):.0f} MB |")


main()
