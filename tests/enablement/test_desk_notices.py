# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notices of disturbance and maintenance, and the knowledge that is suggested."""

from datetime import timedelta

import pytest

from leistungswerk.core import times
from leistungswerk.core.actor import CITIZEN, OPERATOR
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.models import Mail
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.desk import knowledge, notice_views
from leistungswerk.enablement.desk.knowledge import Findable
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.services import notices, opening, setting
from leistungswerk.enablement.desk.services.notices import NoticeEntry
from leistungswerk.enablement.desk.services.opening import Request
from leistungswerk.enablement.desk.services.setting import ArticleEntry
from leistungswerk.enablement.desk.states import Category, Channel, NoticeKind, NoticeState, TicketState
from leistungswerk.enablement.site import queries as site
from leistungswerk.register.models import Service

pytestmark = pytest.mark.django_db
KEY = "99107023017001"


@pytest.fixture
def service():
    return Service.objects.create(key=KEY, name="Wohngeld Gewährung")


def _entry(**said):
    known = {
        "kind": NoticeKind.DISTURBANCE, "title": "Absenden geht nicht", "text": "Wir arbeiten daran.",
        "starts_at": times.now() - timedelta(hours=1), "services": (KEY,),
    }  # fmt: skip
    return NoticeEntry(**(known | said))


@pytest.mark.postgres
def test_a_notice_holds_from_its_beginning_until_somebody_ends_it(service):
    begins = times.now() + timedelta(days=1)
    entry = _entry(kind=NoticeKind.MAINTENANCE, starts_at=begins, planned_end=begins + timedelta(hours=2))
    made = notices.publish(OPERATOR, entry=entry)
    now = times.now()
    assert notice_views.current(now) == ()
    assert [each.state for each in notice_views.planned(now)] == [NoticeState.PLANNED]
    (late,) = notice_views.current(begins + timedelta(hours=3))
    assert (late.uuid, late.late, late.state) == (made, True, NoticeState.CURRENT)
    assert late.affects(key=KEY)
    assert not late.affects(key="99000000000000")


def test_what_is_called_off_was_no_disturbance(service):
    begins = times.now() + timedelta(days=1)
    entry = _entry(starts_at=begins, planned_end=begins + timedelta(hours=2))
    made = notices.publish(OPERATOR, entry=entry)
    notices.end(OPERATOR, notice=made, text="Fällt aus.")
    (found,), total = notice_views.past(times.now(), offset=0, limit=5)
    assert (found.state, total) == (NoticeState.CANCELLED, 1)
    assert all(day.kind is None for day in notice_views.strip(begins + timedelta(days=3), 10))


def test_the_strip_shows_the_worst_of_each_day(service):
    start = times.now() - timedelta(days=4)
    made = notices.publish(OPERATOR, entry=_entry(starts_at=start))
    strip = notice_views.strip(times.now(), 10)
    assert [day.kind for day in strip[-6:]] == [None, *[NoticeKind.DISTURBANCE] * 5]
    notices.end(OPERATOR, notice=made, text="")
    assert len(strip) == 10


@pytest.mark.parametrize(
    "said",
    [
        {"title": " "},
        {"services": ()},
        {"kind": NoticeKind.MAINTENANCE},
        {"planned_end": times.now() - timedelta(days=3)},
    ],
)
def test_a_notice_that_would_tell_nobody_anything_is_refused(service, said):
    with pytest.raises(Refused):
        notices.publish(OPERATOR, entry=_entry(**said))
    with pytest.raises(NotAllowed):
        notices.publish(CITIZEN, entry=_entry())


def test_the_end_answers_everybody_who_wrote_about_it(service):
    made = notices.publish(OPERATOR, entry=_entry())
    for number in range(3):
        request = Request(
            subject="Geht nicht", text="Absenden", channel=Channel.MAIL, email=f"{number}@example.org"
        )
        ticket = opening.open_ticket(request, at=times.now())
        if number:
            notices.link(OPERATOR, ticket=ticket, notice=made)
    assert [each.tickets for each in notice_views.open_ones(times.now())] == [2]
    assert notices.end(OPERATOR, notice=made, text="Behoben.", answer="Es geht wieder.") == 2
    assert Ticket.objects.filter(state=TicketState.SOLVED).count() == 2
    assert Mail.objects.filter(purpose="desk.answer").count() == 2
    with pytest.raises(Refused, match="beendet"):
        notices.update(OPERATOR, notice=made, text="Doch nicht")


def test_the_second_of_two_editors_is_told(service):
    made = notices.publish(OPERATOR, entry=_entry())
    notices.update(OPERATOR, notice=made, text="Ursache gefunden.")
    with pytest.raises(Overtaken):
        notices.edit(OPERATOR, notice=made, entry=_entry(title="Alt"), revision=1)


def test_kept_pages_are_made_anew_after_each_notice(service):
    before = site.version()
    made = notices.publish(OPERATOR, entry=_entry())
    notices.end(OPERATOR, notice=made, text="")
    assert site.version() == before + 2


def test_reading_what_holds_costs_one_statement_where_nothing_does(service, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert notice_views.current(times.now()) == ()
    for _time in range(2):
        notices.publish(OPERATOR, entry=_entry())
    with django_assert_num_queries(4):
        assert len(notice_views.current(times.now())) == 2


def _texts(*pairs):
    return [Findable(title, title, text) for title, text in pairs]


HELD = _texts(
    ("Wie groß darf ein Dateianhang sein?", "Bis zu 10 MB je Datei, als PDF oder Bild."),
    ("Ich habe meinen Code verloren", "Ohne Code öffnet niemand den Entwurf, auch wir nicht."),
    ("Mein erster Tag in der Kommune", "Grüßen Sie die anderen."),
    ("Wo sehe ich den Stand meines Antrags?", "Unter Antrag fortsetzen, mit Ihrem Code."),
)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("mein anhang wird nicht hochgeladen", HELD[0].held),
        ("Den Code, den ich bekommen habe, habe ich verloren", HELD[1].held),
        ("stand des antrags", HELD[3].held),
    ],
)
def test_what_fits_a_question_comes_first(asked, first):
    assert knowledge.best(asked, HELD)[0] == first


@pytest.mark.parametrize(
    "asked", ["", "ich bin das nicht", "Guten Tag! Mit freundlichen Grüßen", "Blumenkohl", "€ § 😀"]
)
def test_what_fits_nothing_gets_no_suggestion(asked):
    assert knowledge.best(asked, HELD) == ()


def test_an_article_keeps_its_address_and_inner_ones_stay_inside():
    entry = ArticleEntry(title="Größe von Anhängen", text="10 MB", category=Category.USE)
    made = setting.save_article(OPERATOR, entry=entry)
    (found,) = knowledge.articles("en", public=True)
    assert (found.slug, found.language) == ("groesse-von-anhaengen", "de")
    inner = ArticleEntry(title="Neu", text="**20** MB", category=Category.USE, public=False)
    setting.save_article(OPERATOR, entry=inner, article=made)
    assert knowledge.article(found.slug, "de", public=True) is None
    kept = knowledge.article(found.slug, "de", public=False)
    assert kept is not None
    assert "<strong>20</strong>" in kept.html()
