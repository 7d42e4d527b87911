# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The directory of municipalities: GV100AD and tables; and the shipped table of Rheinland-Pfalz."""

from collections import Counter
from datetime import date

import pytest

from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.register import land_table, services
from leistungswerk.register.entries import ImportFile, Recut, Succession
from leistungswerk.register.importers import make_plan, municipalities
from leistungswerk.register.kinds import ImportKind, OrganisationKind
from leistungswerk.register.models import Organisation, Territory

DAY = date(2026, 6, 30)


def _record(kind, key, name, *, association="", type_="", seat="", postcode=""):
    """A record of GV100AD, invented, in the columns of standards.md 13.3."""
    line = f"{kind}20260630{key:<8}{association:<4}{name:<50}{seat:<50}{type_:<2}"
    return f"{line:<165}{postcode:<5}{'':<50}"


RECORDS = (
    _record("10", "07", "Musterland", seat="Musterstadt"),
    _record("20", "071", "früher: Regierungsbezirk"),
    _record("40", "07111", "Musterstadt, kreisfreie Stadt", type_="41", seat="Musterstadt"),
    _record("50", "07111", "Musterstadt", association="0000", type_="50"),
    _record(
        "60", "07111000", "Musterstadt, kreisfreie Stadt", association="0000", type_="61", postcode="55555"
    ),
    _record("40", "07131", "Mustertal", type_="44"),
    _record("50", "07131", "Freistadt", association="0007", type_="50"),
    _record("60", "07131007", "Freistadt, Stadt", association="0007", type_="63"),
    _record("50", "07131", "Oberes Tal", association="5001", type_="53", seat="Dorf"),
    _record("60", "07131001", "Dorf", association="5001", type_="64"),
    _record("40", "06411", "Andersstadt", type_="41"),
)


def _file(records=RECORDS, name="GV100AD.txt"):
    return ImportFile(name, "\n".join(records).encode())


def test_the_levels_of_the_official_file_become_territories_and_bodies():
    areas = {area.ars: (area.name, area.kind, area.body) for area in municipalities.read([_file()])}
    assert areas == {
        "070000000000": ("Musterland", None, ""),
        "071110000000": ("Musterstadt", OrganisationKind.CITY, "Stadt Musterstadt"),
        "071310000000": ("Landkreis Mustertal", OrganisationKind.DISTRICT, "Landkreis Mustertal"),
        "071310007007": ("Freistadt", OrganisationKind.MUNICIPALITY, "Stadt Freistadt"),
        "071315001000": (
            "Verbandsgemeinde Oberes Tal", OrganisationKind.ASSOCIATION_OF_MUNICIPALITIES, "Verbandsgemeinde Oberes Tal",
        ),
        "071315001001": ("Dorf", None, ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("60 zu kurz", "Zeile 2: Die Zeile hat 10 Zeichen"),
        (_record("70", "07131001", "Dorf", association="5001"), "Zeile 2: „70“ ist keine Satzart"),
        (_record("60", "0713100", "Dorf", association="5001"), "Zeile 2: „0713100“ ist kein Schlüssel"),
        (
            _record("60", "07131001", "Dorf", association="501"),
            "Zeile 2: „501“ ist kein Schlüssel eines Gemeindeverbands",
        ),
    ],
)
def test_a_record_that_does_not_fit_is_refused_with_its_line(line, sentence):
    with pytest.raises(Refused, match=sentence):
        municipalities.read([_file((RECORDS[0], line))])


def test_tables_with_short_keys_unknown_kinds_or_other_columns_are_refused():
    for text, sentence in (
        ("rs,name,art\n7131,Ahrweiler,Landkreis\n", "Zeile 2: „7131“ .* nicht genau 5 Ziffern"),
        ("rs,name,art\n07131,Ahrweiler,Kreis\n", "Zeile 2: „Kreis“"),
        ("rs9,name,kreis_rs\n071315,Adenau,07131\n", "Zeile 2: „071315“ .* nicht genau 9 Ziffern"),
        ("a,b\n1,2\n", "weder eine Datei GV100AD noch"),
        ("", "ist leer"),
        ("rs,name,art\n06411,Darmstadt,Kreisfreie Stadt\n", "kein Gebiet des Landes 07"),
    ):
        with pytest.raises(Refused, match=sentence):
            municipalities.read([ImportFile("t.csv", text.encode())])


def _apply(files):
    plan = make_plan(ImportKind.MUNICIPALITIES, files, DAY)
    services.run_plan(OPERATOR, plan=plan)
    return plan


@pytest.mark.django_db
@pytest.mark.postgres
def test_the_same_file_twice_changes_nothing_and_a_body_that_is_gone_waits_for_a_recut():
    _apply([_file()])
    assert make_plan(ImportKind.MUNICIPALITIES, [_file()], DAY).changes == ()
    fewer = [record for record in RECORDS if "Freistadt" not in record]
    plan = _apply([_file(fewer)])
    assert [str(change) for change in plan.changes] == ["- Gebiet 071310007007 Freistadt"]
    assert "„Stadt Freistadt“ (071310007007) steht nicht mehr in der Datei" in plan.notes[0]
    assert Organisation.objects.get(name="Stadt Freistadt").valid_to is None
    assert Territory.objects.get(ars="071310007007").valid_to == date(2026, 6, 29)


@pytest.mark.django_db
def test_a_renamed_body_keeps_its_identity():
    _apply([_file()])
    before = Organisation.objects.get(name="Landkreis Mustertal").uuid
    renamed = [record.replace("Mustertal ", "Schönthal") for record in RECORDS]
    plan = _apply([_file(renamed)])
    assert {change.title for change in plan.changes} == {"Landkreis Schönthal"}
    assert Organisation.objects.get(uuid=before).name == "Landkreis Schönthal"


@pytest.mark.django_db
def test_the_tables_of_rheinland_pfalz_agree_with_the_shipped_table(artefacts):
    services.load_land(OPERATOR, table=land_table.read("rheinland-pfalz"))
    folder = artefacts / "regional"
    files = [
        ImportFile(name, (folder / name).read_bytes())
        for name in ("rlp_kreise_2026-06-30.csv", "rlp_verbandsgemeinden_2026-06-30.csv")
    ]
    assert make_plan(ImportKind.MUNICIPALITIES, files, DAY).changes == ()


def test_the_shipped_table_has_ten_ressorts_and_194_municipal_bodies_and_says_what_it_lacks():
    table = land_table.read("rheinland-pfalz")
    kinds = Counter(body.kind for body in table.bodies)
    assert (kinds["state_chancellery"], kinds["ministry"]) == (1, 9)
    assert (kinds["district"], kinds["city"]) == (24, 12)
    assert kinds["association_of_municipalities"] + kinds["municipality"] == 158
    assert (kinds["state_authority"], kinds["chamber"]) == (12, 20)
    without = {body.kind for body in table.bodies if not body.ars}
    assert without == {"chamber", "council"}, "a chamber has a district of its own, the IT-Planungsrat none"
    assert all(len(body.ars) == 12 and body.ars.startswith("07") for body in table.bodies if body.ars)
    assert len({body.id for body in table.bodies}) == len(table.bodies)
    assert any("dl-de/by-2-0" in source for source in table.sources)
    assert table.gaps
    with pytest.raises(Refused, match="rheinland-pfalz"):
        land_table.read("../saarland")


@pytest.mark.django_db
@pytest.mark.postgres
def test_loading_a_land_again_changes_nothing_and_does_not_undo_a_recut():
    table = land_table.read("rheinland-pfalz")
    assert services.load_land(OPERATOR, table=table) == len(table.bodies)
    assert services.load_land(OPERATOR, table=table) == 0
    bodies = dict(Organisation.objects.filter(kind="ministry").values_list("name", "uuid"))
    one, two = sorted(bodies)[:2]
    services.recut(
        OPERATOR,
        entry=Recut(day=date(2026, 5, 18), act="Erlass", successions=(Succession(bodies[one], bodies[two]),)),
    )
    assert services.load_land(OPERATOR, table=table) == 0
    office = Organisation.objects.get(kind="project_office")
    assert office.supported.count() == 194
