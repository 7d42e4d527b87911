# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Help stands where the work is: at fields with official words, checklist items, gates, duties and errors."""

import re
import tomllib
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from leistungswerk import programme, web
from leistungswerk.core.actor import OPERATOR
from leistungswerk.enablement.guidance import handbook, terms
from leistungswerk.programme.states import Gate
from leistungswerk.web import errors

WEB = Path(web.__file__).parent
ITEMS = {
    item["code"]
    for path in (Path(programme.__file__).parent / "checklists").glob("*.toml")
    for item in tomllib.loads(path.read_text(encoding="utf-8"))["items"]
}
FIELD = '{% load i18n %}{% translate "Bedarfsträger" as label %}{% include "parts/PART.html" with name="n" options=none %}'


def _field(part: str, language: str = "de", **context: object) -> str:
    with translation.override(language):
        return Template(FIELD.replace("PART", part)).render(Context(context))


def test_every_checklist_item_leads_to_a_how_to_and_no_how_to_to_an_item_that_is_gone():
    assert len(ITEMS) > 60
    assert [code for code in ITEMS if handbook.about(f"item:{code}", "de") is None] == []
    named = {
        name.removeprefix("item:")
        for each in handbook.articles("de")
        for name in each.about
        if name.startswith("item:")
    }
    assert sorted(named - ITEMS - {""}) == []
    assert handbook.about("item:own-of-a-house", "de") == handbook.about("item:", "de")
    assert handbook.about("item:schulung", "de").slug == "schulungen"


def test_gates_and_the_pages_of_errors_lead_to_one():
    assert all(handbook.about(f"gate:{gate}", "en") for gate in Gate)
    assert all(handbook.about(f"error:{status}", "de") for status in errors._WORDS)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_link_inside_the_handbook_leads_somewhere(language):
    slugs = {each.slug for each in handbook.articles(language)}
    linked = {
        slug
        for each in handbook.articles(language)
        for slug in re.findall(r"/verwaltung/handbuch/([\w-]+)/", each.html())
    }
    assert linked <= slugs
    assert {term.article for term in terms.terms()} <= slugs


def test_every_term_stands_at_a_field_and_none_twice():
    labels = [label for term in terms.terms() for label in term.labels]
    assert len(set(labels)) == len(labels) > 50
    said = "\n".join(
        path.read_text(encoding="utf-8") for kind in ("html", "py") for path in WEB.rglob(f"*.{kind}")
    )
    assert [label for label in labels if f'"{label}"' not in said] == []


def test_terms_explain_in_two_sentences_in_both_languages():
    for term in terms.terms():
        for text in (term.de, term.en):
            assert text.endswith(".")
            assert len(text) < 330


@pytest.mark.parametrize("part", ["input", "field", "choice", "select"])
def test_a_field_with_an_official_word_has_help_that_unfolds_without_script(part):
    page = _field(part, actor=OPERATOR)
    assert page.index("</label>") < page.index("<details") < page.index("</details>")
    assert "fachlich verantwortlich" in page
    assert '/verwaltung/handbuch/vorhaben/"' in page
    assert "responsible for the service" in _field(part, "en", actor=OPERATOR)


def test_the_portal_shows_no_help_of_the_office():
    assert "<details" not in _field("input")


def test_a_word_that_explains_itself_has_none():
    assert terms.help_at("Telefon", "de") is None


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500])
def test_an_error_in_the_office_leads_to_the_handbook_and_in_the_portal_not(status):
    factory = RequestFactory()
    inside, outside = factory.get("/verwaltung/x/"), factory.get("/x/")
    assert "/verwaltung/handbuch/meldungen/" in errors.page(inside, status).content.decode()
    assert "/verwaltung/handbuch/" not in errors.page(outside, status).content.decode()
