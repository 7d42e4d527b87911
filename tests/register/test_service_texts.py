# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts about services out of XZuFi: per language and Gebiet, with their source, replaced and never edited."""

from datetime import date
from pathlib import Path

import pytest

from leistungswerk.core.actor import OPERATOR
from leistungswerk.register import services
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.importers import make_plan, xzufi
from leistungswerk.register.keys import ars_levels
from leistungswerk.register.kinds import ImportKind
from leistungswerk.register.models import ServiceText
from leistungswerk.register.queries import finder
from leistungswerk.register.service_texts import tongue
from leistungswerk.register.text_content import FeeKind, Module

DEMO = Path(__file__).resolve().parents[2] / "demo" / "leistungstexte.xml"
KEY, MAINZ = "99102013104000", "073150000000"
DAY = date(2026, 11, 1)


def _file(content=None):
    return ImportFile("texte.xml", content or DEMO.read_bytes())


def _import(content=None):
    plan = make_plan(ImportKind.XZUFI, [_file(content)], DAY)
    services.run_plan(OPERATOR, plan=plan)
    return plan


@pytest.mark.parametrize(
    ("code", "language"),
    [("de-DE", "de"), ("de", "de"), ("EN_gb", "en"), ("de-DE-x-leicht", "de-x-leicht"), ("uk-UA", "uk")],
)
def test_a_language_is_known_without_its_region(code, language):
    assert tongue(code) == language


def test_each_language_has_what_it_speaks_and_nothing_else():
    rows = {(row.key, row.language, row.ars): row for row in xzufi.read([_file()]).texts}
    german, english = rows[KEY, "de", ""], rows[KEY, "en", ""]
    assert german.name == "Hund anmelden (Hundesteuer)"
    assert english.name == "Register a dog (dog tax)"
    assert german.agency == "LDEMO"
    assert german.changed_on == date(2026, 10, 12)
    assert "Hundemarke" in german.keywords
    assert "dog licence" in english.keywords
    assert rows[KEY, "de-x-leicht", ""].content.section(Module.CONDITIONS) is None
    [fee] = german.content.fees
    assert (fee.kind, fee.low, fee.high, fee.currency) == (FeeKind.VARIABLE, "48", "186", "EUR")
    [deadline] = german.content.deadlines
    assert (deadline.amount, deadline.unit) == (14, "TAG")
    assert next(paper.name for paper in german.content.papers) == "Angaben zum Hund"


@pytest.mark.django_db
@pytest.mark.postgres
def test_texts_are_kept_replaced_and_known_again():
    plan = _import()
    assert any(change.what == "Text" for change in plan.changes)
    assert make_plan(ImportKind.XZUFI, [_file()], DAY).changes == ()
    changed = DEMO.read_bytes().replace(b"Die Hundesteuer ist eine Gemeindesteuer.", b"Anders.")
    plan = _import(changed)
    assert [(change.what, change.kind.value) for change in plan.changes] == [("Text", "changed")]
    text = ServiceText.objects.get(key=KEY, language="de", ars="")
    assert "Anders." in str(text.content)
    assert ServiceText.objects.filter(key=KEY, language="de").count() == 2


@pytest.mark.django_db
def test_a_message_accepted_in_the_office_brings_its_texts_too():
    services.import_message(OPERATOR, file=_file())
    assert ServiceText.objects.filter(key=KEY, language="en").exists()


@pytest.mark.django_db
def test_a_nearer_gebiet_speaks_for_its_modules_only():
    _import()
    mainz = finder.public_service(KEY, ars_levels(MAINZ))
    trier = finder.public_service(KEY, ars_levels("072110000000"))
    near, wide = mainz.text("de").content, trier.text("de").content
    assert [fee.low for fee in near.fees] == ["186", "216"]
    assert [fee.low for fee in wide.fees] == ["48"]
    assert near.section(Module.FULL) == wide.section(Module.FULL)
    assert near.section(Module.NOTES) != wide.section(Module.NOTES)


@pytest.mark.django_db
def test_services_are_found_by_every_name_and_through_slips():
    _import()
    for query in (
        "Hund anmelden",
        "Hundesteueranmeldung",
        "Hudn anmeldn",
        "Vierbeiner",
        "dog tax",
        KEY[:8],
        "Register a dog",
    ):
        assert KEY in finder.hits(query)[:3], query
    assert finder.hits("Umzug")[0] == "99115005104000"
    assert finder.hits("qqqq zzzz") == ()
