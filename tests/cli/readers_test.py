#!/usr/bin/env python3
"""Other programs read what the command-line tool writes, and find the same words at the same places.

usage: readers_test.py PROGRAM

Each reader is tested where it is installed (Debian's packages python3-networkx, python3-pandas, python3-nltk, libxml2-utils,
libuima-core-java with a Java compiler), on the example and, where they are here, on real articles and the grammars of others.
"""
import importlib.util
import json
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zlib
from pathlib import Path

PROGRAM = str(Path(sys.argv[1]).resolve())
ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"  # not part of the repository
PROJECTS = [path for path in (ROOT / "tests/data/ferry.glossator.json", SHARED / "corpus/gold.glossator.json") if path.exists()]
SYMBOLS = SHARED / "samples/spacy/spacy-symbols-ids.json"
UIMA = Path("/usr/share/java/uimaj-core.jar")
SECONDS = 120

# Prints the type, the place and the words of each annotation that Apache UIMA finds in a file.
UIMA_READER = """
import java.io.*;
import org.apache.uima.*;
import org.apache.uima.cas.*;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.util.*;

public class Reader {
    public static void main(String[] names) throws Exception {
        var types = UIMAFramework.getXMLParser().parseTypeSystemDescription(new XMLInputSource(names[0]));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (int i = 1; i < names.length; ++i) {
            CAS cas = CasCreationUtils.createCas(types, null, null);
            try (InputStream in = new FileInputStream(names[i])) { XmiCasDeserializer.deserialize(in, cas, false); }
            for (AnnotationFS each : cas.getAnnotationIndex()) {
                Feature label = each.getType().getFeatureByBaseName("label");
                if (!each.getType().getShortName().equals("GlossatorSpan")) continue;
                out.println(each.getStringValue(label) + "\\t" + each.getCoveredText().replaceAll("\\\\s+", " "));
            }
        }
    }
}
"""


def needs(module):
    return unittest.skipUnless(importlib.util.find_spec(module), f"the Python module {module} isn't here")


def needs_program(name):
    return unittest.skipUnless(shutil.which(name), f"the program {name} isn't here")


def on_one_line(words):
    return " ".join(words.split())


def msgpack(data, at=0):
    """The value of MessagePack at a place, of the kinds that a DocBin has, and the place behind it."""
    def items(count, at):
        out = []
        for _ in range(count):
            value, at = msgpack(data, at)
            out.append(value)
        return out, at

    code, at = data[at], at + 1
    if code < 0x80:
        return code, at
    if code in (0xC2, 0xC3):
        return code == 0xC3, at
    if 0xCC <= code <= 0xCF:
        size = 1 << (code - 0xCC)
        return int.from_bytes(data[at:at + size], "big"), at + size
    if code < 0xC0:
        count = code & (0x1F if code >= 0xA0 else 0x0F)
        kind = "text" if code >= 0xA0 else "list" if code >= 0x90 else "map"
    else:
        kind, size = {0xC4: ("bytes", 1), 0xC5: ("bytes", 2), 0xC6: ("bytes", 4), 0xD9: ("text", 1), 0xDA: ("text", 2),
                      0xDB: ("text", 4), 0xDC: ("list", 2), 0xDD: ("list", 4), 0xDE: ("map", 2), 0xDF: ("map", 4)}[code]
        count, at = int.from_bytes(data[at:at + size], "big"), at + size
    if kind == "list":
        return items(count, at)
    if kind == "map":
        flat, at = items(2 * count, at)
        return dict(zip(flat[::2], flat[1::2])), at
    value = data[at:at + count]
    return (value.decode() if kind == "text" else value), at + count


def murmur_hash(data, seed=1):
    """MurmurHash64A."""
    factor, most = 0xC6A4A7935BD1E995, (1 << 64) - 1
    value = seed ^ (len(data) * factor & most)
    whole = len(data) // 8 * 8
    for part, in struct.iter_unpack("<Q", data[:whole]):
        part = part * factor & most
        value = (value ^ ((part ^ part >> 47) * factor & most)) * factor & most
    if data[whole:]:
        value = (value ^ int.from_bytes(data[whole:], "little")) * factor & most
    value = (value ^ value >> 47) * factor & most
    return value ^ value >> 47


class Readers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.folder.cleanup()

    def written(self, project, form, *options):
        """The files of an export by their names."""
        folder = Path(self.folder.name) / (project.stem + "-" + form)
        arguments = ["convert", project, "--to", form, "-o", folder, *options]
        subprocess.run([PROGRAM, *map(str, arguments)], check=True, capture_output=True, timeout=SECONDS)
        paths = folder.rglob("*") if folder.is_dir() else [folder]
        return {str(path.relative_to(folder)): path for path in sorted(paths) if path.is_file()}

    def exported(self, project):
        """The documents of a project, each with the set that formats for one annotator's work carry."""
        content = json.loads(project.read_text(encoding="utf-8"))
        for document in content["documents"]:
            sets = [each for each in content["sets"] if each["document"] == document["id"]]
            sets.sort(key=lambda each: each["role"] != "gold")
            if sets:
                yield content, document, sets[0]

    @needs("networkx")
    def test_networkx_finds_every_attribution_and_its_words(self):
        import networkx
        for project in PROJECTS:
            texts, attributions, ends = {}, 0, 0
            for content, document, each in self.exported(project):
                texts[document["id"]] = document["text"]
                attributions += len(each["attributions"])
                ends += sum(len(said[role]) for said in each["attributions"] for role in ("sources", "contents", "addressees"))
            [path] = self.written(project, "graphml").values()
            graph = networkx.read_graphml(path, force_multigraph=True)
            kinds = [data["kind"] for _, data in graph.nodes(data=True)]
            self.assertEqual(kinds.count("attribution"), attributions)
            quoted = [data for _, _, data in graph.edges(data=True) if "quote" in data and data["kind"] == "attribution"]
            self.assertEqual(len(quoted), ends)
            for data in quoted:
                places = [[int(n) for n in place.split("-")] for place in data["at"].split(";")]
                text = texts[data["document"]]
                self.assertEqual(on_one_line(" ".join(text[begin:end] for begin, end in places)).replace(" … ", " "),
                                 on_one_line(data["quote"].replace("…", " ")))

    @needs("pandas")
    def test_pandas_reads_tables_with_the_same_rows_and_types(self):
        import pandas
        for project in PROJECTS:
            content = json.loads(project.read_text(encoding="utf-8"))
            texts = {each["id"]: each["text"] for each in content["documents"]}
            spans = {span["id"]: span for each in content["sets"] for span in each["spans"]}
            for form, border in (("csv", ","), ("tsv", "\t")):
                files = self.written(project, form)
                [path] = [path for name, path in files.items() if "spans" in name]
                table = pandas.read_csv(path, sep=border, keep_default_na=False)
                self.assertEqual(set(table["id"]), set(spans))
                for row in table.itertuples():
                    at = spans[row.id]["at"]
                    self.assertEqual((row.begin, row.end, row.label), (at[0][0], at[-1][1], spans[row.id]["label"]))
                    if len(at) == 1 and form == "csv":
                        self.assertEqual(row.text.lstrip("'"), texts[row.document][row.begin:row.end].lstrip("'"))

    @needs("nltk")
    def test_nltk_reads_tags_as_names(self):
        from nltk.chunk.util import conlltags2tree
        from nltk.corpus.reader import ConllCorpusReader
        for project in PROJECTS:
            layers = {label["id"]: label["layer"] for label in json.loads(project.read_text(encoding="utf-8"))["schema"]["labels"]}
            expected, found = [], []
            for content, document, each in self.exported(project):
                taken = set()
                flat = [span for span in each["spans"] if layers[span["label"]] == "entity" and len(span["at"]) == 1]
                for span in sorted(flat, key=lambda span: (span["at"][0][0] - span["at"][0][1], span["at"][0][0])):
                    places = range(*span["at"][0])
                    if taken.isdisjoint(places):
                        taken.update(places)
                        expected.append((span["label"], "".join(span["quote"][0].split())))
            [path] = self.written(project, "conll2003").values()
            reader = ConllCorpusReader(str(path.parent), [path.name], ("words", "pos", "ignore", "chunk"), separator=" ")
            for sentence in reader.iob_sents():
                for part in conlltags2tree(sentence).subtrees(lambda tree: tree.label() != "S"):
                    found.append((part.label(), "".join(word for word, _ in part.leaves())))
            self.assertEqual(sorted(found), sorted(expected))

    @needs_program("xmllint")
    def test_libxml2_takes_every_file_of_xml(self):
        grammar = SHARED / "samples/bioc/BioC.dtd"
        for project in PROJECTS:
            for form in ("bioc-xml", "uima-xmi", "graphml", "tei", "medtator"):
                for name, path in self.written(project, form).items():
                    checks = [[]]
                    if form == "bioc-xml" and grammar.exists():
                        checks.append(["--dtdvalid", grammar])
                    if name.endswith(".dtd"):
                        continue
                    for check in checks:
                        asked = ["xmllint", "--noout", "--nonet", *map(str, check), str(path)]
                        result = subprocess.run(asked, capture_output=True, timeout=SECONDS)
                        self.assertEqual(result.returncode, 0, result.stderr.decode()[-2000:])

    @needs_program("java")
    @unittest.skipUnless(UIMA.exists(), "Apache UIMA isn't here")
    def test_apache_uima_finds_every_span_at_its_words(self):
        reader = Path(self.folder.name) / "Reader.java"
        reader.write_text(UIMA_READER, encoding="utf-8")
        for project in PROJECTS:
            files = self.written(project, "uima-xmi")
            [types] = [path for name, path in files.items() if name.endswith("TypeSystem.xml")]
            pages = [path for name, path in files.items() if name.endswith(".xmi")]
            asked = ["java", "-cp", str(UIMA), str(reader), str(types), *map(str, pages)]
            result = subprocess.run(asked, capture_output=True, timeout=SECONDS)
            self.assertEqual(result.returncode, 0, result.stderr.decode()[-2000:])
            expected = [span["label"] + "\t" + on_one_line(quote) for _, _, each in self.exported(project)
                        for span in each["spans"] for quote in span["quote"]]
            self.assertEqual(sorted(result.stdout.decode().splitlines()), sorted(expected))

    @unittest.skipUnless(SYMBOLS.exists(), "the numbers of spaCy's symbols aren't here")
    def test_python_finds_the_words_of_a_docbin_where_spacy_looks_for_them(self):
        symbols = json.loads(SYMBOLS.read_text(encoding="utf-8"))
        for project in PROJECTS:
            [path] = self.written(project, "spacy-docbin").values()
            table, _ = msgpack(zlib.decompress(path.read_bytes()))
            self.assertEqual((table["version"], table["attrs"][:3]), ("0.1", [65, 77, 78]))
            strings = {symbols.get(string, murmur_hash(string.encode())): string for string in table["strings"]}
            rows = list(struct.iter_unpack(f"<{len(table['attrs'])}Q", table["tokens"]))
            self.assertEqual(len(table["spaces"]), len(rows))
            texts, found, row = [], [], 0
            for (length,), groups in zip(struct.iter_unpack("<i", table["lengths"]), table["span_groups"]):
                text, tokens = "", []
                for number in range(row, row + length):
                    tokens.append((len(text), len(text) + len(strings[rows[number][0]])))
                    text += strings[rows[number][0]] + " " * table["spaces"][number]
                row += length
                texts.append(text)
                for group in msgpack(groups)[0] or {}:
                    for span in msgpack(group)[0]["spans"]:
                        _, _, label, first, behind, begin, end = struct.unpack(">QQQllll", span)
                        self.assertEqual((begin, end), (tokens[first][0], tokens[behind - 1][1]))
                        found.append((strings[label], text[begin:end]))
            content = json.loads(project.read_text(encoding="utf-8"))
            self.assertEqual(texts, [document["text"] for document in content["documents"]])
            expected = [(span["label"], quote.strip()) for _, _, each in self.exported(project) for span in each["spans"]
                        for quote in span["quote"]]
            self.assertEqual(sorted(found), sorted(expected))

    def test_python_finds_the_words_of_tei_by_its_own_offsets(self):
        tei = "{http://www.tei-c.org/ns/1.0}"
        for project in PROJECTS:
            found, expected = [], []
            for content, document, each in self.exported(project):
                expected += [tuple(span["quote"]) for span in each["spans"]]
            for path in self.written(project, "tei").values():
                root = xml.parse(path).getroot()
                text = "".join(root.find(f"{tei}text//{tei}ab").itertext())
                for span in root.iter(f"{tei}span"):
                    numbers = [int(n) for n in re.findall(r",(\d+)", span.get("target"))]
                    found.append(tuple(text[at:at + size] for at, size in zip(numbers[::2], numbers[1::2])))
            self.assertEqual(sorted(found), sorted(expected))


if __name__ == "__main__":
    result = unittest.TextTestRunner(verbosity=1).run(unittest.defaultTestLoader.loadTestsFromTestCase(Readers))
    failed, skipped = len(result.failures) + len(result.errors), len(result.skipped)
    for _, reason in result.skipped:
        print(f"SKIPPED: {reason}")
    print(f"{result.testsRun - failed - skipped} passed, {failed} failed")
    sys.exit(failed > 0)
