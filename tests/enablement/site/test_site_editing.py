# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page's life: drafts, publishing at a moment, revisions, the second of two editors, who edits what."""

import uuid
from datetime import timedelta

import msgspec
import pytest
from site_editors import CONTACT, EDITOR, PLACE, READER, RESSORT, WORDS

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.models import AuditEntry, Event
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.site import editing, queries
from leistungswerk.enablement.site.editing import Change
from leistungswerk.enablement.site.services import pages, start_texts
from leistungswerk.enablement.site.states import Section, Standing, Tongue

pytestmark = pytest.mark.django_db
DE, EN = Tongue.GERMAN, Tongue.ENGLISH


def _seen(path: str = PLACE.path, language: Tongue = DE, *, in_days: float = 0.0) -> queries.Shown | None:
    return queries.shown(path, language, times.now() + timedelta(days=in_days))


def test_draft_is_seen_by_editors_only(page: uuid.UUID) -> None:
    assert _seen() is None
    assert editing.page(EDITOR, page, DE).revisions[0].standing is Standing.DRAFT


@pytest.mark.postgres
def test_published_page_is_seen_and_every_write_moves_the_clock(page: uuid.UUID) -> None:
    before = queries.version()
    pages.publish(EDITOR, page=page, language=DE, number=1)
    found = _seen()
    assert found is not None
    assert (found.title, found.reviewed_on) == ("Neu", times.legal_day(times.now()))
    assert queries.version() == before + 1
    assert Event.objects.filter(kind="site.published", subject=page).exists()
    assert AuditEntry.objects.filter(action="site.published", subject=f"site:{page}").exists()


@pytest.mark.postgres
def test_planned_revision_appears_by_itself_when_its_time_has_come(page: uuid.UUID) -> None:
    pages.publish(EDITOR, page=page, language=DE, number=1)
    pages.save(EDITOR, page=page, language=DE, text=msgspec.structs.replace(WORDS, title="Später"), base=1)
    moment = times.now() + timedelta(days=2)
    pages.publish(EDITOR, page=page, language=DE, number=2, moment=moment)
    now, then = _seen(), _seen(in_days=2.1)
    assert now is not None
    assert then is not None
    assert (now.title, then.title) == ("Neu", "Später")
    assert queries.next_change(times.now()) == moment
    assert [each.standing for each in editing.page(EDITOR, page, DE).revisions] == [
        Standing.SCHEDULED,
        Standing.SHOWN,
    ]
    pages.unschedule(EDITOR, page=page, language=DE, number=2)
    again = _seen(in_days=2.1)
    assert again is not None
    assert again.title == "Neu"


def test_shown_revision_is_not_put_back_and_none_is_published_twice(page: uuid.UUID) -> None:
    pages.publish(EDITOR, page=page, language=DE, number=1)
    with pytest.raises(Refused, match="schon öffentlich"):
        pages.unschedule(EDITOR, page=page, language=DE, number=1)
    with pytest.raises(Refused, match="schon veröffentlicht"):
        pages.publish(EDITOR, page=page, language=DE, number=1)


@pytest.mark.parametrize("days", [-1, 800])
def test_moment_in_the_past_or_far_away_is_refused(page: uuid.UUID, days: int) -> None:
    with pytest.raises(Refused, match="Erscheint am"):
        pages.publish(EDITOR, page=page, language=DE, number=1, moment=times.now() + timedelta(days=days))


@pytest.mark.postgres
def test_second_of_two_editors_is_told_what_the_first_did(page: uuid.UUID) -> None:
    pages.save(EDITOR, page=page, language=DE, text=msgspec.structs.replace(WORDS, title="Erste"), base=1)
    with pytest.raises(Overtaken) as told:
        pages.save(EDITOR, page=page, language=DE, text=WORDS, base=1)
    assert ("Titel", "Erste") in told.value.now


def test_earlier_revision_comes_back_as_a_draft_and_the_difference_is_told(page: uuid.UUID) -> None:
    pages.save(EDITOR, page=page, language=DE, text=msgspec.structs.replace(WORDS, body="Anders."), base=1)
    assert pages.restore(EDITOR, page=page, language=DE, number=1, base=2) == 3
    newest, second, _first = editing.page(EDITOR, page, DE).revisions
    assert (newest.body, newest.note) == ("Ein Satz.", "Fassung 1 zurückgeholt")
    lines = {(line.change, line.text) for line in editing.differences(second, newest)}
    assert {(Change.REMOVED, "Anders."), (Change.ADDED, "Ein Satz."), (Change.SAME, "# Neu")} <= lines


def test_english_follows_german_and_german_stands_in_until_then(page: uuid.UUID) -> None:
    english = msgspec.structs.replace(WORDS, title="New")
    pages.save(EDITOR, page=page, language=EN, text=english, base=0)
    with pytest.raises(Refused, match="zuerst den deutschen"):
        pages.publish(EDITOR, page=page, language=EN, number=1)
    pages.publish(EDITOR, page=page, language=DE, number=1)
    stand_in = _seen(language=EN)
    assert stand_in is not None
    assert (stand_in.title, stand_in.language) == ("Neu", DE)
    pages.publish(EDITOR, page=page, language=EN, number=1)
    found = _seen(language=EN)
    assert found is not None
    assert (found.title, found.language) == ("New", EN)


def test_ended_page_is_gone_and_publishing_brings_it_back(page: uuid.UUID) -> None:
    pages.publish(EDITOR, page=page, language=DE, number=1)
    pages.end(EDITOR, page=page, moment=times.now() + timedelta(days=1))
    assert _seen() is not None
    assert _seen(in_days=1.1) is None
    pages.end(EDITOR, page=page)
    assert _seen() is None
    pages.save(EDITOR, page=page, language=DE, text=WORDS, base=1)
    pages.publish(EDITOR, page=page, language=DE, number=2)
    assert _seen() is not None


def test_review_is_due_after_its_days_and_then_done(page: uuid.UUID) -> None:
    pages.publish(EDITOR, page=page, language=DE, number=1)
    assert editing.due_count(EDITOR) == 0
    row = editing.Page.objects.get(uuid=page)
    row.reviewed_on = times.legal_day(times.now()) - timedelta(days=180)
    row.save()
    assert editing.due_count(EDITOR) == 1
    assert [each.uuid for each in editing.pages(EDITOR, due_only=True, offset=0, limit=9)[0]] == [page]
    pages.review(EDITOR, page=page)
    assert editing.due_count(EDITOR) == 0


def test_ressort_edits_its_own_page_and_no_other_exists_for_it(page: uuid.UUID) -> None:
    place = msgspec.structs.replace(PLACE, path="ressorts/fm")
    own = pages.create(CONTACT, settings=place, text=WORDS, organisation=RESSORT)
    pages.publish(CONTACT, page=own, language=DE, number=1)
    assert [row.uuid for row in editing.pages(CONTACT, offset=0, limit=9)[0]] == [own]
    assert editing.page(EDITOR, own, DE).section is Section.RESSORT
    with pytest.raises(Missing):
        pages.publish(CONTACT, page=page, language=DE, number=1)
    with pytest.raises(NotAllowed):
        pages.create(CONTACT, settings=msgspec.structs.replace(PLACE, path="a"), text=WORDS)
    with pytest.raises(NotAllowed):
        pages.create(CONTACT, settings=place, text=WORDS, organisation=uuid.UUID(int=8))
    with pytest.raises(NotAllowed):
        editing.pages(READER, offset=0, limit=9)


def test_ressort_page_stays_with_its_ressort(page: uuid.UUID) -> None:
    place = msgspec.structs.replace(PLACE, path="ressorts/fm")
    own = pages.create(CONTACT, settings=place, text=WORDS, organisation=RESSORT)
    pages.arrange(CONTACT, page=own, settings=msgspec.structs.replace(PLACE, path="impressum"))
    view = editing.page(CONTACT, own, DE)
    assert (view.path, view.section) == ("ressorts/fm", Section.RESSORT)


def test_page_with_an_address_the_portal_relies_on_is_not_moved(db: None) -> None:
    start_texts.bring(OPERATOR)
    imprint = editing.Page.objects.get(path="impressum").uuid
    with pytest.raises(Refused, match="feste Adresse"):
        pages.arrange(EDITOR, page=imprint, settings=PLACE)
    other = editing.Page.objects.get(path="umsetzung/efa").uuid
    pages.arrange(EDITOR, page=other, settings=msgspec.structs.replace(PLACE, path="umsetzung/nachnutzung"))
    assert _seen("umsetzung/nachnutzung") is not None
    assert _seen("umsetzung/efa") is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"path": "Groß/und falsch"}, "Adresse"),
        ({"path": "umsetzung/neu"}, "schon eine Seite"),
        ({"path": "neu", "section": Section.NEWS}, "aktuelles/"),
        ({"path": "neu", "review_days": 0}, "1 bis 1095"),
        ({"path": "glossar"}, "anderer Teil des Portals"),
        ({"path": "verwaltung/website"}, "anderer Teil des Portals"),
        ({"path": "leistungen/hund"}, "anderer Teil des Portals"),
    ],
)
def test_place_that_cannot_be_is_refused_with_the_remedy(
    page: uuid.UUID, change: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        pages.create(EDITOR, settings=msgspec.structs.replace(PLACE, **change), text=WORDS)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "  "}, "Titel"),
        ({"title": "x" * 201}, "möglich sind 200"),
        ({"body": "x" * 60_001}, "möglich sind 60000"),
        ({"body": "a\x00"}, "kein Text"),
        ({"body": "[a](javascript:b)"}, "Text, Zeile 1"),
    ],
)
def test_text_that_cannot_be_is_refused_and_nothing_is_written(
    page: uuid.UUID, change: dict[str, str], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        pages.save(EDITOR, page=page, language=DE, text=msgspec.structs.replace(WORDS, **change), base=1)
    assert len(editing.page(EDITOR, page, DE).revisions) == 1


def test_news_stand_newest_first_by_their_first_day_and_are_cut(django_assert_num_queries) -> None:
    for number in range(5):
        place = msgspec.structs.replace(PLACE, path=f"aktuelles/meldung-{number}", section=Section.NEWS)
        made = pages.create(EDITOR, settings=place, text=msgspec.structs.replace(WORDS, title=f"M{number}"))
        pages.publish(EDITOR, page=made, language=DE, number=1)
    first = pages.save(EDITOR, page=made, language=DE, text=WORDS, base=1)
    pages.publish(EDITOR, page=made, language=DE, number=first)
    with django_assert_num_queries(3):
        rows, total = queries.news(DE, times.now(), offset=0, limit=3)
    assert total == 5
    assert [row.title for row in rows] == ["Neu", "M3", "M2"]
    with django_assert_num_queries(3):
        queries.news(EN, times.now(), offset=0, limit=1)
