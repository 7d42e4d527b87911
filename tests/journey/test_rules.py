# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From German sentences to a form that enforces them: read, corrected, tried, released by a person."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leistungswerk.forms.rules.terms import legal_day
from leistungswerk.forms.values import typed

from .conftest import Accessible, Instance, press
from .test_office import _sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("instance")]
DATED = "R00001344"
"""„Wenn (aktuelles Datum - Beginn) < 7 Tage …“: authors mean the other direction."""
BEGIN, SHORTENED = "G00001378.F00000539", "G00001378.F00002543"
CORRECTED = (
    f"wenn Tage von heute bis {BEGIN} < 7 dann muss {SHORTENED} befüllt sein. "
    f"wenn Tage von heute bis {BEGIN} >= 7 dann darf {SHORTENED} nicht befüllt sein."
)


def _import(page: Page, instance: Instance, real: Path) -> None:
    page.goto(f"{instance.base}/verwaltung/schemata/")
    page.set_input_files("#schema", next(real.glob("S*xdf2.xml")))
    page.set_input_files("#codelists", sorted(real.glob("1*.xml")))
    press(page, page.get_by_role("button", name="Importieren"))


def _button(page: Page, name: str) -> None:
    press(page, page.get_by_role("button", name=name, exact=True).last)


def test_sentences_become_a_form_that_enforces_them(
    page: Page, instance: Instance, artefacts: Path, accessible: Accessible
) -> None:
    _sign_in(page, instance, "redaktion")
    _import(page, instance, artefacts / "xdatenfelder" / "real" / "S00000186V1.0")
    schema = page.url
    press(page, page.get_by_role("link", name="Regeln prüfen und freigeben"))
    accessible(page)
    rules = page.url
    confirmed = _confirm_recognised(page, accessible)
    page.goto(f"{rules}regel/{DATED}/")
    accessible(page)
    _correct_while_typing(page, accessible)
    _try_around_the_day(page)
    page.get_by_label("Notiz").fill("Richtung berichtigt: Die Frist läuft bis zum Beginn.")
    _button(page, "Regel freigeben")
    expect(page.locator(".lw-notice")).to_contain_text("Die Regel ist freigegeben")
    expect(page.locator("#verlauf + ol li")).to_have_count(1)
    accessible(page)
    page.goto(schema)
    press(page, page.get_by_role("button", name="Formularfassung erzeugen"))
    expect(page.locator("main")).to_contain_text(f"{confirmed + 1} Regeln")
    accessible(page)
    _the_form_enforces_it(page)


def _confirm_recognised(page: Page, accessible: Accessible) -> int:
    """Two pages of recognised rules, none of which reckons with dates; returns how many."""
    press(page, page.get_by_role("link", name="Erkannte Regeln bestätigen"))
    accessible(page)
    expect(page.get_by_text(DATED)).to_have_count(0)
    confirmed = page.locator("input[type=checkbox]:checked").count()
    _button(page, "Ausgewählte Regeln freigeben")
    press(page, page.get_by_role("link", name="Erkannte Regeln bestätigen"))
    confirmed += page.locator("input[type=checkbox]:checked").count()
    _button(page, "Ausgewählte Regeln freigeben")
    expect(page.get_by_role("img", name=f"{confirmed} von 36 Regeln freigegeben")).to_be_visible()
    return confirmed


def _correct_while_typing(page: Page, accessible: Accessible) -> None:
    feedback = page.locator("#rueckmeldung")
    page.locator("#expression").fill("wenn F1 dann")
    expect(feedback).to_contain_text("Zeile 1, Zeichen 9")
    accessible(page)
    page.locator("#expression").fill(CORRECTED)
    expect(feedback).to_contain_text("Die Bedeutung passt zum Schema")


def _try_around_the_day(page: Page) -> None:
    """Six days before the beginning the question is asked, seven days before it is not."""
    result = page.locator("#ergebnis")
    begin, shortened = page.get_by_label("Beginn der Tätigkeiten"), page.get_by_label("Fristverkürzung")
    shortened.select_option("")
    begin.fill(typed(legal_day() + timedelta(days=6)))
    _button(page, "Ausprobieren")
    expect(result).to_contain_text("Verlangt, fehlt aber")
    begin.fill(typed(legal_day() + timedelta(days=7)))
    _button(page, "Ausprobieren")
    expect(result).to_contain_text("Nicht erlaubt und leer")


def _the_form_enforces_it(page: Page) -> None:
    press(page, page.get_by_role("link", name="Vorschau"))
    press(page, page.get_by_role("link", name="Unternehmensbezogene Anzeige", exact=True))
    page.locator(f"[name='{BEGIN}']").fill(typed(legal_day() + timedelta(days=3)))
    press(page, page.get_by_role("button", name="Probe prüfen"))
    expect(page.locator(".lw-errors")).to_contain_text("Fristverkürzung")
    page.locator(f"[name='{BEGIN}']").fill(typed(legal_day() + timedelta(days=30)))
    press(page, page.get_by_role("button", name="Probe prüfen"))
    expect(page.locator(".lw-errors")).not_to_contain_text("Fristverkürzung")
