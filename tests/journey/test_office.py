# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office in Chromium: from an official schema to a form that is online, and what it says when it must not."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leistungswerk.standards.fitconnect.constants import DestinationStatus
from leistungswerk.standards.fitconnect.sandbox.store import Store

from .conftest import Accessible, Instance, press

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("instance")]
LISTS = "/verwaltung/{}/"


def _sign_in(page: Page, instance: Instance, name: str) -> None:
    page.goto(f"{instance.base}/verwaltung/")
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort").fill(instance.logins[name])
    press(page, page.get_by_role("button", name="Anmelden"))


def test_a_wrong_password_is_answered_without_saying_which_part_was_wrong(
    page: Page, instance: Instance, accessible: Accessible
) -> None:
    page.goto(f"{instance.base}/verwaltung/")
    accessible(page)
    page.get_by_label("Benutzername").fill("redaktion")
    page.get_by_label("Passwort").fill("falsch")
    press(page, page.get_by_role("button", name="Anmelden"))
    expect(page.locator(".lw-errors")).to_contain_text("Benutzername oder Passwort stimmt nicht")
    accessible(page)


def test_an_official_schema_becomes_a_form_with_preview(
    page: Page, instance: Instance, artefacts: Path, accessible: Accessible
) -> None:
    real = artefacts / "xdatenfelder" / "real" / "S00000094V1.0"
    _sign_in(page, instance, "redaktion")
    accessible(page)
    page.goto(f"{instance.base}/verwaltung/schemata/")
    page.set_input_files("#schema", real / "S00000094V1.0_xdf2.xml")
    press(page, page.get_by_role("button", name="Importieren"))
    expect(page.locator(".lw-errors")).to_contain_text("urn:de")
    accessible(page)
    page.set_input_files("#schema", real / "S00000094V1.0_xdf2.xml")
    page.set_input_files("#codelists", sorted(real.glob("C*.xml")))
    press(page, page.get_by_role("button", name="Importieren"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mutterschutzgesetz")
    accessible(page)
    press(page, page.get_by_role("button", name="Formularfassung erzeugen"))
    accessible(page)
    press(page, page.get_by_role("link", name="Vorschau"))
    press(page, page.get_by_role("button", name="Probe prüfen"))
    expect(page.locator(".lw-errors")).to_be_visible()
    accessible(page)


def test_publishing_is_refused_while_the_destination_is_inactive(
    page: Page, instance: Instance, accessible: Accessible
) -> None:
    _sign_in(page, instance, "redaktion")
    page.goto(f"{instance.base}/verwaltung/schemata/")
    press(page, page.get_by_role("link", name="Hundesteuer").first)
    press(page, page.locator("main a[href*='/verwaltung/formulare/']").first)
    form = page.url
    with _inactive(instance):
        for name in ("service", "body", "territory", "connection"):
            page.locator(f"select[name={name}]").select_option(index=1)
        press(page, page.get_by_role("button", name="Online stellen"))
        expect(page.locator(".kern-alert")).to_contain_text("nicht aktiv")
        accessible(page)
    page.goto(form)
    for name in ("service", "body", "territory", "connection"):
        page.locator(f"select[name={name}]").select_option(index=1)
    press(page, page.get_by_role("button", name="Online stellen"))


class _inactive:  # noqa: N801 - reads as a phrase
    """The sandbox's destination is switched off for a while, as its authority would."""

    def __init__(self, instance: Instance) -> None:
        self._store = Store(instance.data / "sandbox")

    def _set(self, status: DestinationStatus) -> None:
        with self._store.writing() as db:
            view = "json_set(CAST(public_view AS TEXT), '$.status', ?)"
            db.execute(f"UPDATE destinations SET public_view = CAST({view} AS BLOB)", (status.value,))  # noqa: S608 - no foreign text

    def __enter__(self) -> None:
        self._set(DestinationStatus.INACTIVE)

    def __exit__(self, *_: object) -> None:
        self._set(DestinationStatus.ACTIVE)


def test_every_list_is_accessible_and_a_reader_sees_only_deliveries(
    page: Page, instance: Instance, accessible: Accessible
) -> None:
    _sign_in(page, instance, "einsicht")
    for path, allowed in (
        ("antraege", True),
        ("zustellungen", True),
        ("schemata", False),
        ("protokoll", False),
    ):
        answer = page.goto(f"{instance.base}{LISTS.format(path)}")
        assert answer is not None
        assert answer.status == (200 if allowed else 403)
        accessible(page)
    page.context.clear_cookies()
    _sign_in(page, instance, "redaktion")
    for path in ("dienste", "protokoll", "antraege"):
        page.goto(f"{instance.base}{LISTS.format(path)}")
        accessible(page)
    page.goto(f"{instance.base}/verwaltung/dienste/")
    press(page, page.locator("main table a").first)
    accessible(page)
