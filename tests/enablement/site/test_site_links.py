# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The nightly check: dead links are found by asking the site itself, kept with their day, and gone when mended."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.test import override_settings
from site_editors import EDITOR, PLACE, WORDS

from leistungswerk.core import check_runs, times
from leistungswerk.core.failures import TemporaryFailure
from leistungswerk.enablement.site import editing
from leistungswerk.enablement.site.models import DeadLink
from leistungswerk.enablement.site.services import links, pages
from leistungswerk.enablement.site.states import Tongue

pytestmark = pytest.mark.django_db
BODY = "[a](/umsetzung/neu/) [b](/weg/) [c](#da) [d](#fort) [e](/umsetzung/neu/#da) [f](https://fremd.example/x)\n\n## Da\n"


@pytest.fixture
def shown(page):
    text = msgspec.structs.replace(WORDS, body=BODY)
    pages.save(EDITOR, page=page, language=Tongue.GERMAN, text=text, base=1)
    pages.publish(EDITOR, page=page, language=Tongue.GERMAN, number=2)
    return page


def test_dead_links_are_found_with_their_reason(shown) -> None:
    assert links.check() == 2
    found, total = editing.dead_links(EDITOR, offset=0, limit=9)
    assert total == 2
    assert {(link.path, link.target) for link in found} == {(PLACE.path, "/weg/"), (PLACE.path, "#fort")}
    run = editing.last_link_check()
    assert run is not None
    assert (run.ok, run.report["checked"]) == (False, 6)


def test_what_stays_dead_keeps_its_day_and_what_is_mended_goes(shown) -> None:
    links.check()
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    DeadLink.objects.filter(target="/weg/").update(since=long_ago)
    text = msgspec.structs.replace(WORDS, body="[b](/weg/)")
    pages.save(EDITOR, page=shown, language=Tongue.GERMAN, text=text, base=2)
    pages.publish(EDITOR, page=shown, language=Tongue.GERMAN, number=3)
    assert links.check() == 1
    assert [link.since for link in editing.dead_links(EDITOR, offset=0, limit=9)[0]] == [long_ago]
    assert editing.dead_link_count(EDITOR) == 1


def test_foreign_pages_are_asked_once_each_and_a_failing_port_is_told(shown) -> None:
    asked: list[str] = []

    def _foreign(target: str) -> str:
        asked.append(target)
        return "Der fremde Server meldet 404."

    checked, found = links.find(times.now(), lambda _target, _language: "", _foreign)
    assert (checked, asked) == (6, ["https://fremd.example/x"])
    assert [each.problem for each in found] == ["Der fremde Server meldet 404."]


def test_failing_adapter_becomes_a_problem_of_the_link(shown, monkeypatch) -> None:
    class Failing:
        def problem(self, url: str) -> str:
            raise TemporaryFailure("Kein Netz.")

    monkeypatch.setattr(links.ports, "links", lambda name, *, options: Failing())
    links.check()
    assert DeadLink.objects.get(target__startswith="https").problem == "Kein Netz."


def test_it_runs_once_a_night_and_not_before_two(shown, monkeypatch) -> None:
    assert links.check_nightly() == 2
    assert links.check_nightly() == 0
    tomorrow = datetime.combine(
        times.legal_day(times.now()) + timedelta(days=1), datetime.min.time(), times.BERLIN
    )
    monkeypatch.setattr(times, "now", lambda: tomorrow + timedelta(hours=1))
    assert links.check_nightly() == 0
    monkeypatch.setattr(times, "now", lambda: tomorrow + timedelta(hours=3))
    assert links.check_nightly() == 2
    assert check_runs.latest(kind=editing.LINKS, subject_digest=editing.LINKS) is not None


@override_settings(ALLOWED_HOSTS=["amt.example"])
def test_it_asks_under_a_name_the_instance_answers_to(shown) -> None:
    assert links.check() == 2
