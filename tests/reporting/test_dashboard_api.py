# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The export answers as the published interface says (OpenAPI file of the dashboard, version 1.0), and reads such answers."""

import itertools
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.programme.spreadsheets import write_xlsx
from leistungswerk.reporting.dashboard import dto, own, writing
from leistungswerk.reporting.dashboard.dto import FIELDS, Coverage, DvData
from leistungswerk.reporting.dashboard.reading import File, read
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact, CompetenceFact
from leistungswerk.reporting.queries import cut_at
from leistungswerk.reporting.services import facts
from leistungswerk.reporting.services.dashboard import take_in

FULL = DvData(
    leika_key="99041006017000", leika_name="Hundehaltung anmelden", ars="071310000000", ars_name="Ahrweiler", ars_federal_state="07",
    bundesland="Rheinland-Pfalz", leika_bezeichnung="Hundesteuer Anmeldung", ozgid=10000, ozg_bezeichnung="Hundesteuer",
    url="https://example.org/", online_status="ok", aktiv="ja", art_flaechendeckung=Coverage.DISTRICT,
)  # fmt: skip
BARE = DvData(
    leika_key="99041006017000", leika_name="x", ars="070000000000", art_flaechendeckung=Coverage.SOMEWHERE
)


def _yaml(lines: Iterator[str]) -> Any:
    """The part of YAML that the file uses: maps and lists by indentation, plain and single-quoted words."""
    return _block([(len(line) - len(line.lstrip()), line.strip()) for line in lines if line.strip()])


def _block(lines: list[tuple[int, str]]) -> Any:
    level = lines[0][0]
    starts = [place for place, (indent, _text) in enumerate(lines) if indent == level]
    if lines[0][1].startswith("- "):
        # A map in a list begins behind the dash, a list may stand as deep as its name.
        parts = [
            lines[a:b] for a, b in itertools.pairwise([*starts, len(lines)]) if lines[a][1].startswith("- ")
        ]
        return [_item(part) for part in parts]
    found = {}
    for a, b in itertools.pairwise([*starts, len(lines)]):
        name, _colon, value = lines[a][1].partition(":")
        if not lines[a][1].startswith("- "):
            end = next(
                (place for place in range(a + 1, len(lines)) if _ends(lines[place], level)), len(lines)
            )
            inner = lines[a + 1 : max(b, end)]
            found[name.strip("'")] = _block(inner) if not value.strip() and inner else _word(value.strip())
    return found


def _ends(line: tuple[int, str], level: int) -> bool:
    return line[0] < level or (line[0] == level and not line[1].startswith("- "))


def _item(part: list[tuple[int, str]]) -> Any:
    (indent, text), rest = part[0], part[1:]
    if ": " in text or text.endswith(":"):
        return _block([(indent + 2, text[2:]), *rest])
    return _word(text[2:])


def _word(text: str) -> Any:
    return {"true": True, "false": False, "{}": {}}.get(text, text.strip("'"))


@pytest.fixture(scope="module")
def schemas(artefacts: Path) -> dict[str, Any]:
    text = (artefacts / "ozg-katalog" / "ozg-dashboard-api_1.0.openapi.yaml").read_text()
    return _yaml(iter(text.splitlines()))["components"]["schemas"]


def _validator(schemas: dict[str, Any], name: str) -> jsonschema_rs.Validator:
    """As JSON Schema: null where „nullable“ says so, and no field that the interface does not have."""

    def _plain(node: Any) -> Any:
        if isinstance(node, list):
            return [_plain(each) for each in node]
        if not isinstance(node, dict):
            return node
        made = {
            key: _plain(value) for key, value in node.items() if key not in {"nullable", "example", "format"}
        }
        if node.get("nullable") is True:
            made["type"] = [node["type"], "null"]
            made |= {"enum": [*node["enum"], None]} if "enum" in node else {}
        return {**made, "additionalProperties": False} if node.get("type") == "object" else made

    defined = {key: _plain(value) for key, value in schemas.items()}
    return jsonschema_rs.validator_for(
        {"components": {"schemas": defined}, "$ref": f"#/components/schemas/{name}"}
    )


def test_our_fields_and_words_are_those_of_the_interface(schemas):
    told = schemas["DvDataDto"]["properties"]
    assert list(told) == list(FIELDS)
    assert set(told["art_flaechendeckung"]["enum"]) == set(Coverage)
    assert tuple(told["online_status"]["enum"]) == dto.ONLINE
    assert tuple(told["aktiv"]["enum"]) == dto.ACTIVE


def test_a_page_is_valid_with_all_fields_and_with_few(schemas):
    validator = _validator(schemas, "PageDvDataDto")
    whole = msgspec.to_builtins(dto.page([FULL, BARE], number=1, size=2, total=4))
    validator.validate(whole)
    assert not validator.is_valid({**whole, "content": [{**whole["content"][0], "aktiv": "vielleicht"}]})
    assert not validator.is_valid({**whole, "seiten": 3})


def _three_places_online() -> None:
    told = {"service_key": FULL.leika_key, "valid_from": times.legal_day(times.now()), "source": "test"}
    for ars in ("071310001001", "071310002002", "071320003003"):
        body, at = uuid.uuid4(), times.now()
        facts.record(CompetenceFact(body=body, body_name="x", ars=ars, **told), at=at)
        facts.record(
            AvailabilityFact(body=body, body_name="x", ars=ars, evidence=Evidence.SHOWN, **told), at=at
        )


@pytest.mark.django_db
def test_every_file_of_a_folder_is_an_answer_and_reads_back(schemas, tmp_path, monkeypatch):
    _three_places_online()
    monkeypatch.setattr(writing, "PAGE", 4)
    written = writing.write_folder(tmp_path / "abruf", cut_at(), own.no_addresses)
    pages = [path for path in written if path.name.startswith("data-")]
    assert [path.name for path in pages] == ["data-0.json", "data-1.json"]
    for path in written:
        name = "PageDvDataDto" if path in pages else "PageArsDto"
        _validator(schemas, name).validate(msgspec.json.decode(path.read_bytes()))
    taken = read([File(path.name, path.read_bytes()) for path in pages], "07")
    assert (len(taken.lines), taken.unreadable, taken.remarks) == (6, 0, ())


@pytest.mark.django_db
def test_one_file_is_one_page_that_holds_every_line(schemas, tmp_path):
    path = tmp_path / "alles.json"
    writing.write_file(path, "json", cut_at(), own.no_addresses)
    found = msgspec.json.decode(path.read_bytes())
    _validator(schemas, "PageDvDataDto").validate(found)
    assert (found["content"], found["last"], found["empty"]) == ([], True, True)
    assert [each.name for each in tmp_path.iterdir()] == ["alles.json"]


@pytest.mark.django_db
def test_the_example_of_the_interface_is_taken_in_and_stays_outside_the_land(schemas):
    example = {name: each["example"] for name, each in schemas["DvDataDto"]["properties"].items()}
    taken = read([File("data.json", msgspec.json.encode({"content": [example]}))], example["ars"][:2])
    (line,) = taken.lines
    assert (line.leika_key, line.ozgid, line.art_flaechendeckung) == (
        "99041006017000",
        10000,
        "landesweit flächendeckend",
    )
    assert line.url.startswith("https://www.elterngeld-digital.de/")
    elsewhere = read([File("data.json", msgspec.json.encode([example]))], "07")
    assert (elsewhere.lines, elsewhere.elsewhere) == ((), 1)
    identity = take_in(
        OPERATOR,
        files=[File("d.json", msgspec.json.encode([example]))],
        as_of=times.legal_day(times.now()),
        source="x",
    )
    assert identity


def test_a_workbook_is_read_though_the_program_took_a_zero_away():
    row = ("99041006017000", "Hund", 71310000000, "kreisweit flächendeckend", "=1+1", None)
    columns = ("leika_key", "leika_name", "ars", "art_flaechendeckung", "ozg_bezeichnung", "url")
    taken = read([File("d.xlsx", write_xlsx("x", columns, [row, ("",) * 6]))], "07")
    (line,) = taken.lines
    assert (line.ars, line.ozg_bezeichnung, taken.unreadable) == ("071310000000", "=1+1", 0)
