# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook is where the work is: every page group, gate, role and error has its how-to, in both languages."""

import os
from pathlib import Path

import pytest

from leistungswerk.core.actor import Role
from leistungswerk.enablement.guidance import handbook
from leistungswerk.programme.states import Gate
from leistungswerk.web.office.navigation import GROUPS

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "handbook.md"
WITHOUT = {"dashboard", "audit"}
"""Pages that explain themselves."""
LATER = {Role.AUDITOR, Role.COUNCIL_OFFICE, Role.ADMINISTRATION}
"""Roles whose first day is their one page."""


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_article_is_whole_in_both_languages(language):
    for each in handbook.articles(language):
        assert each.title
        assert each.summary.endswith((".", "?", "!")), each.slug
        assert len(each.text.split()) > 40, each.slug
    assert [each.slug for each in handbook.articles("de")] == [each.slug for each in handbook.articles("en")]


def test_every_page_of_the_navigation_has_a_how_to():
    keys = {entry.key for group in GROUPS for entry in group.entries} - WITHOUT
    assert sorted(key for key in keys if handbook.about(f"here:{key}", "de") is None) == []


def test_every_gate_role_and_error_has_one():
    assert all(handbook.about(f"gate:{gate}", "de") for gate in Gate)
    assert {role for role in Role if not handbook.first_days({role}, "de")} == LATER
    assert all(handbook.about(f"error:{code}", "en") for code in (403, 404, 409, 422))
    assert handbook.about("duty:training", "de") == handbook.about("gate:G3", "de")
    assert handbook.about("here:", "de") is None


def test_the_search_finds_words_and_parts_of_words_and_says_when_there_is_nothing():
    assert handbook.search("Go-live zeichnen", "de")[0].slug in {"go-live", "erster-tag-kommune"}
    assert handbook.search("warteliste", "de")[0].slug == "schulungen"
    assert handbook.search("waiting list", "en")[0].slug == "schulungen"
    assert handbook.search("Quantenfluxkompensator", "de") == ()


def test_the_documentation_lists_the_same_texts():
    lines = [
        f"| [{each.title}](../../src/leistungswerk/enablement/guidance/texts/{each.slug}.md) | {', '.join(f'`{name}`' for name in sorted(each.about))} |"
        for each in handbook.articles("en")
    ]
    document = "\n".join(
        ["<!--", "SPDX-FileCopyrightText: Leistungswerk contributors", "SPDX-License-Identifier: EUPL-1.2", "-->",
         "# Handbook of the office", "",
         "What people read in the office under „Handbuch“, and where it is linked. Drawn from the texts by a test.", "",
         "| How-to | About |", "|---|---|", *lines, ""]
    )  # fmt: skip
    if os.environ.get("UPDATE_DOCS") == "1":
        FILE.write_text(document, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == document, "stale: run again with UPDATE_DOCS=1"
