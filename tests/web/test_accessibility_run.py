# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The automatic accessibility run of a form version, as gate 2 reads it."""

import pytest
from playwright.sync_api import Browser

from leistungswerk.core import check_runs
from leistungswerk.core.failures import Refused
from leistungswerk.online import queries
from leistungswerk.web import accessibility
from stage import demo_form


@pytest.mark.django_db
def test_a_run_needs_a_digest_that_names_one_form_version() -> None:
    demo_form(publish=False)
    with pytest.raises(Refused, match="sechs Zeichen"):
        accessibility.find_form("0")
    with pytest.raises(Refused, match="eindeutig"):
        accessibility.find_form("f" * 64)


@pytest.mark.django_db
def test_every_page_is_shown_empty_and_with_its_errors() -> None:
    version = queries.form_version(demo_form(publish=False))
    assert version is not None
    names = [name for name, _html in accessibility._pages(version)]
    assert len(names) == len(set(names))
    assert any(name.endswith("(mit Fehlermeldungen)") for name in names)


@pytest.mark.django_db
def test_a_missing_program_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    form = queries.form_version(demo_form(publish=False))
    assert form is not None
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(Refused, match="Chromium"):
        accessibility.check_form(form.digest)
    assert check_runs.latest(kind="accessibility", subject_digest=form.digest) is None


@pytest.mark.browser
def test_axe_finds_a_barrier_and_nothing_else(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        '<html lang="de"><title>x</title><main><h1>x</h1><img src="data:,"><input></main></html>'
    )
    found = accessibility._violations(page, accessibility._AXE.read_text(encoding="utf-8"), "Seite 1")
    assert {each.rule for each in found} == {"image-alt", "label"}
    page.close()
