# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The federal dashboard: our lines in its fields, its files beside ours, differences in words."""

import uuid
from datetime import timedelta

import msgspec
import pytest

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import services as register
from leistungswerk.reporting import queries
from leistungswerk.reporting.dashboard import compare, keeping, own
from leistungswerk.reporting.dashboard.compare import Asked, Kind
from leistungswerk.reporting.dashboard.own import Found
from leistungswerk.reporting.dashboard.reading import File
from leistungswerk.reporting.dashboard.writing import chunks
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact, CompetenceFact, DashboardImport, ServiceFact
from leistungswerk.reporting.services import facts
from leistungswerk.reporting.services.dashboard import take_in

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
KEY, FOREIGN = "99107023017001", "99999999999999"
TODAY = times.legal_day(times.now())
SINCE = TODAY - timedelta(days=20)
PLACES = {"071310001001": "A", "071310002002": "B", "071320003003": "C"}
LAND, FIRST, SECOND = "070000000000", "071310000000", "071320000000"


@pytest.fixture(autouse=True)
def _facts():
    register.ensure_service(OPERATOR, key=KEY, name="Wohngeld")
    told = {"service_key": KEY, "valid_from": SINCE, "source": "test"}
    at = times.now()
    facts.record(
        ServiceFact(name="Wohngeld", kind="lovd", ozg_id="10092", ozg_name="Wohngeld", ressort="FM", **told),
        at=at,
    )
    bodies = {ars: uuid.uuid4() for ars in PLACES}
    facts.record_many([CompetenceFact(body=bodies[ars], body_name=name, ars=ars, **told) for ars, name in PLACES.items()], at=at)  # fmt: skip
    for ars in list(PLACES)[:2]:
        register_fact = AvailabilityFact(
            body=bodies[ars], body_name="x", ars=ars, evidence=Evidence.SHOWN, transport="fit_connect", **told
        )
        facts.record(register_fact, at=at)


def _cut():
    return queries.cut_at(None, times.now())


def _line(ars: str, art: str, key: str = KEY, **more: object) -> dict[str, object]:
    return {"leika_key": key, "leika_name": "Wohngeld", "ars": ars, "url": "https://example.org/w", "online_status": "ok",
            "aktiv": "ja", "art_flaechendeckung": art, **more}  # fmt: skip


def _file(*lines: dict[str, object], name: str = "data.json", **page: object) -> File:
    return File(name, msgspec.json.encode({"content": lines, **page}))


def _take(*files: File, **more: object) -> compare.ImportView:
    return compare.import_of(
        take_in(OPERATOR, files=files, **{"as_of": TODAY, "source": "Abruf vom Test", **more})
    )


def test_a_land_a_district_and_a_place_are_told_each_with_its_reach():
    told = {line.ars: line.art_flaechendeckung.value for line in own.lines(_cut(), own.no_addresses)}
    assert told == {
        LAND: "in mind. einer Kommune verfügbar",
        FIRST: "kreisweit flächendeckend",
        "071310001001": "in mind. einer Kommune verfügbar",
        "071310002002": "in mind. einer Kommune verfügbar",
    }


def test_an_address_is_told_only_where_it_is_the_only_one():
    found = {
        KEY: [
            Found("071310001001", "https://a.example", True),
            Found("071310002002", "https://b.example", False),
        ]
    }
    told = {line.ars: (line.url, line.online_status) for line in own.lines(_cut(), lambda _keys: found)}
    assert told["071310001001"] == ("https://a.example", "ok")
    assert told["071310002002"] == ("https://b.example", msgspec.UNSET)
    assert told[LAND] == (msgspec.UNSET, msgspec.UNSET)


def test_our_own_export_read_back_differs_nowhere():
    for form in ("json", "csv"):
        content = b"".join(chunks(form, _cut(), own.no_addresses))
        taken = _take(File(f"export.{form}", content))
        assert (taken.lines, taken.unreadable) == (4, 0)
        assert compare.kinds(taken, _cut(), Asked())[Kind.SAME] == 4


def test_differences_are_told_by_key_and_territory_in_words():
    taken = _take(_file(
        _line(FIRST, "in mind. einer Kommune verfügbar", online_status="nicht ok"),
        _line(SECOND, "kreisweit flächendeckend"),
        _line("071310002002", "nicht in Auswertung berücksichtigt"),
        _line("079990000000", "kreisweit flächendeckend"),
        _line(LAND, "landesweit flächendeckend", key=FOREIGN),
        _line("010000000000", "landesweit flächendeckend"),
    ))  # fmt: skip
    assert (taken.lines, taken.elsewhere) == (5, 1)
    found = {
        (each.service_key, each.ars): each
        for each in compare.lines(taken, _cut(), Asked(), offset=0, limit=99)
    }
    kinds = {place: each.kind.value for place, each in found.items()}
    assert kinds == {
        (KEY, LAND): "nur_hier", (KEY, FIRST): "verschieden", (KEY, "071310001001"): "nur_hier",
        (KEY, "071310002002"): "verschieden", (KEY, SECOND): "nur_dort", (KEY, "079990000000"): "nur_dort", (FOREIGN, LAND): "nur_dort",
    }  # fmt: skip
    assert "alle 2 zuständigen" in found[KEY, FIRST].reason
    assert "nicht erreichbar" in found[KEY, FIRST].reason
    assert "Leistungsschlüssel kennt unser Register" in found[FOREIGN, LAND].reason
    assert "Regionalschlüssel" in found[KEY, "079990000000"].reason
    assert sum(compare.kinds(taken, _cut(), Asked()).values()) == 7
    assert [
        each.ars
        for each in compare.lines(taken, _cut(), Asked(kind="nur_dort", area="07132"), offset=0, limit=9)
    ] == [SECOND]


def test_what_the_other_side_tells_for_a_larger_territory_is_no_difference():
    taken = _take(_file(_line("000000000000", "bundesweit flächendeckend")))
    kinds = compare.kinds(taken, _cut(), Asked())
    assert (kinds[Kind.ONLY_OURS], kinds[Kind.COVERED]) == (0, 4)


def test_files_are_kept_as_they_came_and_change_none_of_our_facts():
    before = list(AvailabilityFact.objects.values_list("pk", "superseded_at"))
    file = _file(_line(LAND, "landesweit flächendeckend"))
    taken = _take(file)
    assert keeping.content(taken.files[0].sha256) == file.content
    assert list(AvailabilityFact.objects.values_list("pk", "superseded_at")) == before
    with pytest.raises(Refused, match="schon übernommen"):
        _take(file)
    with pytest.raises(NotAllowed):
        take_in(Actor("account:9", "Gast"), files=[file], as_of=TODAY, source="x")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([File("a.json", b"[" * 100_000)], "keine Antwort der Dashboard"),
        ([File("a.json", b'{"content": {"leika_key": 1}}')], "keine Antwort der Dashboard"),
        ([File("a.json", b"\xff\xfe")], "keine Antwort der Dashboard"),
        ([File("a.json", b" " * 34_000_000)], "größer als 32 MB"),
        ([File("a.csv", b"a;b\n1;2\n")], "fehlen Spalten"),
        ([File("a.csv", b"\xff;")], "keine lesbare CSV"),
        ([_file(_line(LAND, "überall"))], "Keine Zeile ließ sich lesen.*Art der Flächendeckung"),
        ([_file()], "Die Dateien sind leer"),
        ([], "mindestens eine Datei"),
        ([_file(_line(LAND, "landesweit flächendeckend"))] * 2, "zweimal dabei"),
        ([_file(_line(LAND, "landesweit flächendeckend"), number=1, totalPages=3)], "zuerst die mit der Nummer 0"),
        ([_file(_line(LAND, "landesweit flächendeckend"), number=0, totalPages=10**15)], "Nummer 1"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(files, says):
    with pytest.raises(Refused, match=says):
        _take(*files)
    assert not DashboardImport.objects.exists()


def test_lines_that_do_not_fit_are_set_aside_and_named():
    taken = _take(_file(
        _line(LAND, "landesweit flächendeckend", neu="x", url="javascript:alert(1)"), _line("7", "landesweit flächendeckend"),
        _line(LAND, "landesweit flächendeckend", key="123"), _line(LAND, "landesweit flächendeckend", aktiv="vielleicht"),
    ))  # fmt: skip
    assert (taken.lines, taken.unreadable) == (1, 3)
    assert any("neu" in remark for remark in taken.remarks)
    assert any("Zeile 2" in remark for remark in taken.remarks)
    (line,) = [each for each in compare.lines(taken, _cut(), Asked(), offset=0, limit=9) if each.theirs]
    assert line.url == ""
