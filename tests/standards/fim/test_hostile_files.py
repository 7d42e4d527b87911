# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that want to cost much or to break something: always a sentence, never much memory or time.

What a command may need is measured in a process of its own: 200 MB and 10 s of computing. The fuzzing is bounded;
a longer run is a matter of ``--hypothesis-profile``.
"""

import contextlib
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from leistungswerk.core import processes
from leistungswerk.forms import FormError, compile_form
from leistungswerk.forms.rules.german import recognise_schema
from leistungswerk.standards import xml
from leistungswerk.standards.fim import (
    CodelistCollection,
    FimError,
    read_codelist,
    read_message,
    reader,
    write_message,
)
from leistungswerk.standards.fim.check import examine
from leistungswerk.standards.fim.convert import json_schema, to_v2, to_v3, xsd
from leistungswerk.standards.fim.model import Dokumentsteckbrief, Stammdatenschema, XdfVersion
from leistungswerk.standards.fim.positions import positions

DEMO = Path(__file__).resolve().parents[3] / "demo" / "hundesteuer"
OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "artefacts" / "xdatenfelder"
MEGABYTES, SECONDS = 200, 10
FIELD = re.compile(
    r"<xdf:struktur>\s*<xdf:anzahl>[^<]*</xdf:anzahl>(?:(?!<xdf:datenfeldgruppe>).)*?</xdf:struktur>",
    re.DOTALL,
)
_MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_maxrss // 1024, used.ru_utime + used.ru_stime)
sys.stderr.write(done.stderr)
"""


def _demo() -> tuple[str, str, str, str]:
    """Beginning, one field, one rule and end of the demo schema, each on one line."""
    text = (DEMO / "S99000001V1.0_xdf2.xml").read_text(encoding="utf-8")
    found = FIELD.search(text)
    rule = re.search(r"<xdf:regel>.*?</xdf:regel>", text, re.DOTALL)
    assert found is not None
    assert rule is not None
    head = text[: text.index("<xdf:struktur>")]
    field, one = (re.sub(r">\s+<", "><", part.group(0)) for part in (found, rule))
    return head, field, one, "</xdf:stammdatenschema></xdf:xdatenfelder.stammdatenschema.0102>"


def _size(text: str) -> int:
    return text.count("<") - text.count("</")


def _renamed(text: str, letter: str, count: int) -> str:
    """Copies with ids of their own."""
    old = re.search(rf"{letter}\d{{8}}", text)
    assert old is not None
    return "".join(text.replace(old.group(0), f"{letter}{number:08}") for number in range(count))


def _hostile() -> dict[str, str]:
    head, field, rule, end = _demo()
    sentence = re.search(r"<xdf:definition>(.*?)</xdf:definition>", rule)
    assert sentence is not None
    long = "Wenn " + "F99000001 = 1 oder " * 8 + "ist, dann muss F99000001 gefüllt sein."
    unknown = "<xdf:x " + " ".join(f'a{number}="1"' for number in range(49)) + "/>"
    return {
        "wide": "<a>" + "<b/>" * (xml.MAX_BYTES // 4 - 10) + "</a>",
        "fields": head + _renamed(field, "F", (xml.MAX_ELEMENTS - _size(head) - 10) // _size(field)) + end,
        "rules": head + field + _renamed(rule.replace(sentence.group(1), long), "R", reader.MAX_RULES) + end,
        "attributes": head + field + unknown * 3900 + end,
        "unknown": head + "y<xdf:x/>" * (xml.MAX_ELEMENTS - _size(head) - 10) + end,
    }


HOSTILE = _hostile()


def _used(folder: Path, *command: str) -> tuple[int, int, float, str]:
    """Exit code, megabytes and seconds of computing of a command, and what it said on standard error."""
    env = {**os.environ, "LEISTUNGSWERK_DATA": str(folder / "data"), "LEISTUNGSWERK_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *processes.command(*command)],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    code, megabytes, seconds = done.stdout.split()
    return int(code), int(megabytes), float(seconds), done.stderr


@pytest.mark.parametrize(
    ("name", "command", "code", "says"),
    [
        ("wide", ("fim", "check"), 2, "ab Zeile 1 mehr als die erlaubten 80.000 Elemente"),
        ("wide", ("import", "schema"), 2, "ab Zeile 1 mehr als die erlaubten 80.000 Elemente"),
        ("fields", ("fim", "check"), 1, ""),
        ("fields", ("fim", "convert", "--to", "xdf3", "-o", "neu.xml"), 0, "Zeile"),
        ("rules", ("fim", "rules"), 0, ""),
        ("attributes", ("fim", "check"), 2, "Zeile"),
        ("unknown", ("fim", "rules"), 0, "Zeile"),
    ],
)  # fmt: skip
def test_the_worst_files_stay_within_memory_and_time(tmp_path, name, command, code, says):
    path = tmp_path / "boese.xml"
    path.write_text(HOSTILE[name], encoding="utf-8")
    if command[0] == "import":
        # What a file costs is measured, not the making of an empty database.
        assert _used(tmp_path, "migrate")[0] == 0
    arguments = [str(tmp_path / one) if one == "neu.xml" else one for one in command]
    done, megabytes, seconds, told = _used(tmp_path, *arguments, str(path))
    assert (done, "Traceback" in told) == (code, False), told[-2000:]
    assert says in told
    assert megabytes <= MEGABYTES
    assert seconds <= SECONDS


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<a>\n" + b"<b/>\n" * 90_000 + b"</a>", "ab Zeile 80001 mehr als die erlaubten 80.000 Elemente"),
        (b"<a>\n" + b"<!---->" * 90_000 + b"</a>", "ab Zeile 2 mehr als"),
        ("<a>\n".encode("utf-16") + ("<b/>" * 90_000 + "</a>").encode("utf-16-le"), "ab Zeile 2 mehr als"),
        (b"<a>\n<b\n " + b" ".join(b'a%d="1"' % n for n in range(51)) + b"/></a>", "in Zeile 3 der XML-Datei hat mehr als die erlaubten 50 Attribute"),
        (b"<a " + b" ".join(b"x%d = '1'" % n for n in range(210_000)) + b"/>", "ab Zeile 1 mehr als die erlaubten 200.000 Attribute"),
        (b"<a " + b" ".join(b'xmlns:n%d="u"' % n for n in range(210_000)) + b"/>", "ab Zeile 1 mehr als die erlaubten 200.000 Attribute"),
        (b"<a>\n" * 101 + b"</a>" * 101, "ab Zeile 101 zu tief"),
        (b"<a>\n" * 5000, "zu tief"),
        ('<?xml version="1.0" encoding="UTF-7"?><a/>'.encode("ascii"), "Zeichenkodierung „utf-7“"),
        ("<?xml version='1.0' encoding='cp037'?><a/>".encode("cp037"), "UTF-8"),
        ("<a/>".encode("utf-32"), "UTF-8"),
    ],
    ids=["elements", "comments", "utf-16", "attributes of one", "attributes", "namespaces", "deep", "deeper", "utf-7", "ebcdic", "utf-32"],
)  # fmt: skip
def test_limits_name_the_line_before_a_tree_is_built(content, says):
    with pytest.raises(xml.XmlError) as told:
        xml.parse(content)
    assert says in str(told.value)
    assert told.value.line is not None


@pytest.mark.parametrize(
    ("rules", "says"), [(reader.MAX_RULES + 1, "2000 Regeln"), (1, "400000 Zeichen")], ids=["many", "long"]
)
def test_more_rules_than_anybody_can_release_are_refused(rules, says):
    head, field, rule, end = _demo()
    if rules == 1:
        rule = re.sub(r"(<xdf:definition>).*?(</xdf:definition>)", r"\1" + "Wenn " * 90_000 + r"\2", rule)
    with pytest.raises(FimError, match=says) as told:
        read_message((head + field + _renamed(rule, "R", rules) + end).encode())
    assert told.value.line is not None


# --- Fuzzing ------------------------------------------------------------------------------------------------


def _seeds() -> list[bytes]:
    """Our own schema in both editions, and every official file where they lie beside the repository."""
    demo = (DEMO / "S99000001V1.0_xdf2.xml").read_bytes()
    lists = CodelistCollection(read_codelist(path.read_bytes()) for path in sorted(DEMO.glob("C*.xml")))
    third = write_message(to_v3(read_message(demo).nachricht, lists).nachricht)
    official = [path.read_bytes() for path in sorted(OFFICIAL.glob("v[23]_*.xml"))]
    return [demo, third, *official]


SEEDS = _seeds()
WEIRD = (
    "", " ", "\u00a0", "0", "-1", "9" * 400, "1e999", "NaN", "0:0", "2:1", "1:99999999999999999999", "*:*", "true",
    "F99000001", "G99000001", "S99000001", "R99000001", "(((((", "[a-", "(a+)+$", "{", '{"pattern":"("}',
    '{"minLength":"-5","maxLength":"x"}', '{"a":' * 200, "Wenn Wenn dann dann", "Das Feld F99000001 muss F99000001 sein.",
    "F99000001 = F99000001 + 1 / 0", "31.02.0000", "\u202e\ufeff", "ẞ" * 300, "urn:", "\n\n", "<", "&",
)  # fmt: skip
OPERATIONS = ("drop", "double", "empty", "text", "name", "attribute", "swap", "nest")


def _mutated(seed: bytes, chance: random.Random) -> bytes:
    """A file with a few elements changed: still XML, so that what follows the parser is reached."""
    root = etree.fromstring(seed, etree.XMLParser(remove_comments=True))
    for _change in range(chance.randint(1, 4)):
        nodes = [node for node in root.iter() if node.getparent() is not None]
        if nodes:
            _change_one(chance.choice(nodes), chance.choice(nodes), chance)
    return etree.tostring(root, encoding="UTF-8")


def _copy(node: xml.Element) -> xml.Element:
    return etree.fromstring(etree.tostring(node, with_tail=False))


def _change_one(node: xml.Element, other: xml.Element, chance: random.Random) -> None:
    parent, text = node.getparent(), chance.choice(WEIRD)
    match chance.choice(OPERATIONS):
        case "drop":
            parent.remove(node)
        case "double":
            parent.insert(parent.index(node), _copy(node))
        case "empty":
            node[:] = []
            node.text = None
        case "text":
            node.text = text
        case "name":
            node.tag = other.tag
        case "attribute":
            node.set(chance.choice(["listURI", "listVersionID", "link", "neu"]), text)
        case "swap":
            node.text, other.text = other.text, node.text
        case "nest":
            other.append(_copy(node))


def _cut(seed: bytes, chance: random.Random) -> bytes:
    """A file damaged on its way: bytes lost, doubled or changed."""
    start = chance.randrange(len(seed))
    end = min(len(seed), start + chance.randint(0, 200))
    middle = chance.choice([b"", seed[start:end] * 2, b"\0", b"&#0;", b"]]>", b"<!--", b"\xff"])
    return seed[:start] + middle + seed[end:]


@contextlib.contextmanager
def _typed() -> Iterator[None]:
    """Only what reaches people as a sentence may be raised, and it is one sentence."""
    said = ""
    try:
        yield
    except (FimError, xml.XmlError, FormError) as error:
        said = str(error)
        if not said.strip():
            raise
    assert "\n" not in said


def _through_everything(data: bytes) -> None:
    lists = CodelistCollection()
    with _typed():
        examine(data, lists)
    for tolerant in (False, True):
        with _typed():
            nachricht = read_message(data, tolerant=tolerant).nachricht
            lines = positions(data)
            with _typed():
                moved = (
                    to_v3(nachricht, lists, lines=lines)
                    if nachricht.xdf is XdfVersion.V2
                    else to_v2(nachricht, lines=lines)
                )
                write_message(moved.nachricht)
            if isinstance(nachricht.inhalt, Dokumentsteckbrief):
                continue
            with _typed():
                recognise_schema(nachricht.inhalt, lists)
            if isinstance(nachricht.inhalt, Stammdatenschema):
                with _typed():
                    json_schema.convert(nachricht.inhalt, lists, base_uri="https://schema.example")
                for use in (xsd.convert, compile_form):
                    with _typed():
                        use(nachricht.inhalt, lists)


# A file is named by a number: nothing to shrink, and the number says it all.
FUZZ = settings(max_examples=40, phases=[Phase.explicit, Phase.generate])


@FUZZ
@given(st.integers(0, 2**32))
def test_changed_files_end_in_a_sentence(number: int):
    chance = random.Random(number)
    _through_everything(_mutated(chance.choice(SEEDS), chance))


@FUZZ
@given(st.integers(0, 2**32))
def test_damaged_files_end_in_a_sentence(number: int):
    chance = random.Random(number)
    _through_everything(_cut(chance.choice(SEEDS), chance))
