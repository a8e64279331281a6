#!/usr/bin/env python3
"""What docs/glossator.1 and CONTRACT promise of the command-line tool, asked of the program itself.

usage: cli_test.py PROGRAM [NAME…]
"""
import filecmp
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

PROGRAM = str(Path(sys.argv[1]).resolve())
ROOT = Path(__file__).resolve().parents[2]
FERRY = ROOT / "tests/data/ferry.glossator.json"
SECONDS = 120  # against a hang


def run(*arguments, stdin=b"", cwd=None, env=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, timeout=SECONDS, cwd=cwd, env=env)


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.here = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def done(self, *arguments, **more):
        result = run(*arguments, **more)
        self.assertEqual((result.returncode, result.stderr.decode()), (0, ""), arguments)
        return result.stdout

    def lines_of(self, project, copies):
        """Projects one behind the other, each with a text of its own."""
        return b"".join(project.replace(b"d-1", f"d-{i}".encode()) for i in range(copies))

    def ferry_lines(self):
        return self.done("convert", FERRY, "--to", "glossator-jsonl", "-o", "-")

    def test_native_forms_give_the_same_bytes_back(self):
        lines = self.ferry_lines()
        self.assertEqual(self.done("convert", "-", "--to", "glossator", "-o", "-", stdin=lines), FERRY.read_bytes())
        self.assertEqual(self.done("convert", "-", "--to", "glossator-jsonl", "-o", "-", stdin=lines), lines)

    def test_lines_go_through_in_order_and_in_bounded_memory(self):
        file, out = self.here / "big.glossator.jsonl", self.here / "out.glossator.jsonl"
        part = self.lines_of(self.ferry_lines(), 100)
        with file.open("wb") as big:
            for _ in range(200):
                big.write(part)
        self.assertGreater(file.stat().st_size, 50_000_000)
        # Alone in a program of its own, so that no other counts; kB on Linux.
        measure = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
                   "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        asked = [sys.executable, "-c", measure, PROGRAM, "convert", file, "--to", "glossator-jsonl", "-o", out]
        used = subprocess.run(asked, capture_output=True, check=True, timeout=SECONDS)
        self.assertTrue(filecmp.cmp(file, out, shallow=False))
        self.assertLess(int(used.stdout), 100_000)

    def test_the_number_of_processors_changes_nothing(self):
        lines = self.lines_of(self.ferry_lines(), 2_000)
        alone = subprocess.run(["taskset", "-c", "0", PROGRAM, "convert", "-", "--to", "glossator-jsonl", "-o", "-"],
                               input=lines, capture_output=True, timeout=SECONDS)
        self.assertEqual(alone.stdout, self.done("convert", "-", "--to", "glossator-jsonl", "-o", "-", stdin=lines))

    def test_blank_lines_before_projects_change_nothing(self):
        lines = self.lines_of(self.ferry_lines(), 200)
        asked = ("convert", "-", "--from", "glossator-jsonl", "--to", "glossator-jsonl", "-o", "-")
        self.assertEqual(self.done(*asked, stdin=b"\n \n" + lines), lines)

    def test_lines_larger_than_what_goes_to_a_thread_go_through(self):
        rows = [json.dumps({"text": "Zoë said so. " * count, "entities": [], "relations": []}, ensure_ascii=False,
                           separators=(",", ":")) for count in (1, 90_000, 2, 3, 60_000)]
        lines = "".join(row + "\n" for row in rows).encode()
        native = self.done("convert", "-", "--from", "doccano", "--to", "glossator-jsonl", "-o", "-", stdin=lines)
        self.assertEqual(self.done("convert", "-", "--to", "doccano", "-o", "-", stdin=native), lines)

    def test_a_bad_line_is_told_with_its_place_and_nothing_is_written(self):
        good = self.ferry_lines()
        file = self.here / "a.glossator.jsonl"
        file.write_bytes(good + good.replace(b'"version": 1', b'"version": 7') + good)
        for command in (["convert", file, "--to", "glossator-jsonl", "-o", self.here / "out.jsonl"], ["validate", file]):
            result = run(*command)
            self.assertEqual(result.returncode, 1)
            first = result.stderr.decode().splitlines()[0]
            line = good.count(b"\n") + 1
            self.assertRegex(first, rf"^{re.escape(str(file))}:{line}:\d+: [A-Z].*\.$")
        self.assertEqual(list(self.here.glob("out*")), [])

    def test_merge_puts_annotators_side_by_side_on_the_same_text(self):
        for name in ("ann", "bob"):
            (self.here / f"{name}.glossator.json").write_bytes(FERRY.read_bytes())
        second = FERRY.read_text().replace('"status": "open"', '"status": "done"')
        self.assertNotEqual(second, FERRY.read_text())
        (self.here / "bob.glossator.json").write_text(second)
        self.done("merge", self.here, "--by-file", "-o", self.here / "all.glossator.json")
        merged = json.loads((self.here / "all.glossator.json").read_text())
        self.assertEqual([a["id"] for a in merged["annotators"]], ["bob", "mira"])
        self.assertEqual(len(merged["documents"]), 1)
        self.assertEqual({s["by"] for s in merged["sets"]}, {"mira", "bob"})
        self.done("validate", self.here / "all.glossator.json")

    def test_a_folder_is_all_that_lies_below(self):
        (self.here / "in/deep").mkdir(parents=True)
        (self.here / "in/a.txt").write_text("One.")
        (self.here / "in/deep/b.txt").write_text("Two.")
        (self.here / "in/c.bin").write_bytes(b"\xff")
        counts = json.loads(self.done("stats", self.here / "in", "--json"))
        self.assertEqual([Path(c["file"]).name for c in counts], ["a.txt", "b.txt"])
        self.done("convert", self.here / "in", "--to", "glossator", "-o", self.here / "out.glossator.json")
        self.assertEqual([d["name"] for d in json.loads((self.here / "out.glossator.json").read_text())["documents"]],
                         ["a.txt", "b.txt"])

    def test_an_archive_is_what_lies_in_it(self):
        archive = self.here / "in/work.zip"
        archive.parent.mkdir()
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("deep/b.txt", "Two.")
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("a.txt", "Ilse Okonjo said so, and said it again. " * 500)
            made.writestr("a.ann", "T1\tPER 0 11\tIlse Okonjo\n")
            made.writestr("picture.png", bytes(range(256)) * 20)
            made.writestr("inner.zip", inner.getvalue())
        for source in (archive, archive.parent):
            counts = json.loads(run("stats", source, "--json").stdout)
            self.assertEqual([(Path(c["file"]).name, c["documents"], c["spans"]) for c in counts], [("work.zip", 2, 1)])
        out = self.here / "out.glossator.json"
        told = run("convert", archive, "--to", "glossator", "-o", out)
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn(b"picture.png", told.stderr)
        self.assertEqual([d["name"] for d in json.loads(out.read_text())["documents"]], ["a.txt", "b.txt"])
        (self.here / "cut.zip").write_bytes(archive.read_bytes()[:-40])
        cut = run("validate", self.here / "cut.zip")
        self.assertEqual(cut.returncode, 1)
        self.assertIn(b"cut.zip: The archive is damaged", cut.stderr)
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("bad.ann", "T1\tPER 0 99\tIlse\n")
            made.writestr("bad.txt", "Ilse.")
        bad = run("validate", archive)
        self.assertEqual(bad.returncode, 1)
        self.assertIn(b"work.zip/bad.ann:1:", bad.stderr)

    def test_losses_are_listed_reported_and_a_fault_if_asked(self):
        report = self.here / "losses.json"
        result = run("convert", FERRY, "--to", "text", "-o", self.here / "texts", "--loss-report", report)
        self.assertEqual(result.returncode, 0)
        losses = json.loads(report.read_text())["losses"]
        self.assertIn("spans", [loss["what"] for loss in losses])
        for loss in losses:
            self.assertIn(f"can't carry the {loss['what']} ({loss['count']}, ", result.stderr.decode())
        strict = run("convert", FERRY, "--to", "text", "-o", self.here / "none", "--strict")
        self.assertEqual((strict.returncode, (self.here / "none").exists()), (1, False))

    def test_wrong_usage_is_told_apart_from_wrong_input(self):
        for arguments in (["convert", FERRY, "--to", "none", "-o", "x"], ["convert", FERRY, "--to", "text"], ["nothing"], [],
                          ["convert", FERRY, "--to", "text", "--option", "a=b", "-o", "x"], ["completion", "dos"],
                          ["convert", FERRY, "--to", "text", "--option", "a", "-o", "x"], ["stats", "--from", "none", FERRY],
                          ["agree", FERRY]):
            result = run(*arguments, cwd=self.here)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertNotEqual(result.stderr + result.stdout, b"", arguments)
        self.assertEqual(run("stats", self.here / "absent.txt").returncode, 1)

    def test_every_format_that_is_written_writes_the_ferry(self):
        for each in json.loads(self.done("formats", "--json")):
            if not each["writes"]:
                continue
            with self.subTest(each["id"]):
                out = self.here / each["id"]
                out.mkdir()
                result = run("convert", FERRY, "--to", each["id"], "-o", out)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertTrue(list(out.iterdir()))

    def test_the_manual_page_names_every_command_and_option(self):
        page = (ROOT / "docs/glossator.1").read_text().replace("\\-", "-")
        commands = re.findall(r"^  ([a-z]+) ", run("--help").stdout.decode(), re.M)
        self.assertIn("convert", commands)
        for command in commands:
            self.assertIn(f".SS {command}", page)
            for option in re.findall(r"^  (--?[a-z-]+)", run(command, "--help").stdout.decode(), re.M):
                self.assertIn(option.split(",")[-1], page, command)

    def test_the_help_of_convert_has_the_script_for_docbin_that_is_documented(self):
        script = re.search(r"^import json.*^DocBin.*?$", run("convert", "--help").stdout.decode(), re.M | re.S).group()
        compile(script, "to_docbin.py", "exec")
        self.assertIn(f"```py\n{script}\n```", (ROOT / "docs/interoperability.md").read_text())

    def scripts_of_scale(self):
        return re.findall(r"```sh\n(.*?)```", (ROOT / "docs/scale.md").read_text(), re.S)

    def shards(self, folder):
        (folder / "shards").mkdir(parents=True)
        ferry = self.ferry_lines()
        for i in range(7):
            (folder / f"shards/{i}.jsonl").write_bytes(ferry.replace(b"p-harbour", f"p-{i}".encode()) * (i + 1))

    def shell(self, script, folder, **variables):
        path = str(Path(PROGRAM).parent) + ":" + os.environ["PATH"]
        result = subprocess.run(["bash", "-e", "-c", script], cwd=folder, capture_output=True, timeout=SECONDS,
                                env=dict(os.environ, PATH=path, **variables))
        self.assertEqual(result.returncode, 0, result.stderr.decode())

    def out_of(self, folder):
        return {file.name: file.read_bytes() for file in (folder / "out").iterdir()}

    def test_an_array_of_tasks_gives_the_same_whatever_their_number(self):
        array, joined = next(s for s in self.scripts_of_scale() if "SBATCH" in s), self.scripts_of_scale()[-1]
        results = []
        for tasks in (1, 3, 8):
            folder = self.here / str(tasks)
            self.shards(folder)
            for task in range(tasks):
                self.shell(array, folder, SLURM_ARRAY_TASK_ID=str(task), SLURM_ARRAY_TASK_COUNT=str(tasks))
            self.shell(joined, folder)
            results.append((self.out_of(folder), (folder / "all.glossator.jsonl").read_bytes(),
                            (folder / "all.glossator.json").read_bytes()))
        self.assertEqual(len(results[0][0]), 7)
        self.assertEqual(results[0], results[1])
        self.assertEqual(results[0], results[2])

    @unittest.skipUnless(shutil.which("parallel"), "GNU parallel is not installed")
    def test_gnu_parallel_gives_the_same_whatever_the_number_of_jobs(self):
        shards, pipe = [s for s in self.scripts_of_scale() if s.lstrip().startswith(("mkdir", "parallel"))]
        results = []
        for jobs in ("1", "4"):
            folder = self.here / jobs
            self.shards(folder)
            project = self.done("convert", FERRY, "--to", "glossator", "-o", "-").replace(b"\n", b" ") + b"\n"
            (folder / "all.jsonl").write_bytes(project * 200)
            self.shell(shards.replace("parallel ", f"parallel --will-cite -j {jobs} "), folder)
            self.shell(pipe.replace("parallel ", f"parallel --will-cite -j {jobs} ").replace("10M", "100k"), folder)
            results.append((self.out_of(folder), (folder / "all.glossator.jsonl").read_bytes()))
        self.assertEqual(results[0], results[1])
        self.assertEqual(results[0][1], self.ferry_lines() * 200)

    def test_completion_is_a_script_of_the_shell(self):
        script = self.done("completion", "bash")
        env = dict(os.environ, PATH=str(Path(PROGRAM).parent) + ":" + os.environ["PATH"])
        asked = script.decode() + '\nCOMP_WORDS=(glossator convert --to glossator-); COMP_CWORD=3; _glossator; echo "${COMPREPLY[@]}"\n'
        answer = subprocess.run(["bash", "-c", asked], capture_output=True, env=env, timeout=SECONDS)
        self.assertEqual((answer.stdout.decode().split(), answer.stderr), (["glossator-jsonl"], b""))
        self.assertIn(b"bashcompinit", self.done("completion", "zsh"))
        self.assertIn(b"complete -c glossator", self.done("completion", "fish"))


if __name__ == "__main__":
    names = sys.argv[2:]
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(CommandLine)
    if names:
        suite = unittest.TestSuite(t for t in suite if any(n in t.id() for n in names))
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    failed, skipped = len(result.failures) + len(result.errors), len(result.skipped)
    for _, reason in result.skipped:
        print(f"SKIPPED: {reason}")
    print(f"{result.testsRun - failed - skipped} passed, {failed} failed")
    sys.exit(failed > 0)
