# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Subscriptions: only who confirmed is told, once, and who ends it leaves no address behind."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from directory_people import KEY, actor, organisation, person, service
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import events, times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.models import Mail
from leistungswerk.enablement.directory import links
from leistungswerk.enablement.directory.models import Change, Subscriber, Subscription, Wish
from leistungswerk.enablement.directory.queries import subscriptions
from leistungswerk.enablement.directory.services import subscribing, telling
from leistungswerk.enablement.directory.services.subscribing import MOST_MAILS, WAITS
from leistungswerk.enablement.directory.states import Pace, Topic
from leistungswerk.enablement.site.services import pages
from leistungswerk.enablement.site.services.pages import Settings, Text
from leistungswerk.enablement.site.states import Section, Tongue
from leistungswerk.programme.models import Project
from leistungswerk.register.kinds import OrganisationKind

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ADA = "ada@example.org"


def _wish(email: str = ADA, *wanted, pace: Pace = Pace.AT_ONCE, language: str = "de") -> None:
    subscribing.wish(email=email, wanted=wanted or [(Topic.SERVICE, KEY)], pace=pace, language=language)


def _confirmed(email: str = ADA, *wanted, **fields) -> Subscriber:
    _wish(email, *wanted, **fields)
    subscribing.confirm(Wish.objects.get(email=email.lower()).uuid)
    Mail.objects.all().delete()
    return Subscriber.objects.get(email=email.lower())


def _happens(kind: str = "catalogue.changed", subject: uuid.UUID | None = None, **data: str) -> None:
    with transaction.atomic():
        events.publish(kind=kind, subject=subject or uuid.uuid4(), at=times.now(), data=data or {"keys": KEY})


class Clock:
    """The time of the test; it passes only when it is told to."""

    def __init__(self) -> None:
        self.at = times.now()

    def now(self) -> datetime:
        self.at += timedelta(microseconds=1)
        return self.at

    def passes(self, **delta: int) -> None:
        self.at += timedelta(**delta)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(times, "now", clock.now)
    return clock


def _told(clock: Clock, **delta: int) -> int:
    """How many are told after some time, by default as soon as a change is settled."""
    clock.passes(**(delta or {"seconds": 61}))
    return telling.tell_due()


@pytest.fixture(autouse=True)
def _land():
    service()


def test_an_address_is_told_only_after_it_confirmed(clock):
    _wish()
    _happens()
    (letter,) = Mail.objects.all()
    assert (letter.recipient, letter.purpose) == (ADA, "subscription.confirm")
    assert "Leistung: Wohngeld" in letter.text
    assert _told(clock) == 0
    token = re.search(r"bestaetigen/([^/]+)/", letter.text).group(1)
    subscribing.confirm(links.wish_of(token))
    _happens()
    assert _told(clock) == 1
    told = Mail.objects.get(purpose="subscription.digest")
    assert told.subject == "Wohngeld: Die Angaben zu dieser Leistung haben sich geändert."
    assert f"/leistungen/{KEY}/" in told.text
    assert not Wish.objects.exists()


def test_a_link_is_good_once_and_for_two_days():
    _wish()
    row = Wish.objects.get()
    Wish.objects.update(at=times.now() - WAITS)
    with pytest.raises(Missing, match="gilt nicht mehr"):
        subscribing.confirm(row.uuid)
    assert subscribing.forget_wishes() == 1
    _wish()
    row = Wish.objects.get()
    subscribing.confirm(row.uuid)
    with pytest.raises(Missing):
        subscribing.confirm(row.uuid)
    forged = links.wish_token(row.uuid)[:-1] + "_"
    assert links.wish_of(forged) is None
    assert links.wish_of("x" * 40) is None
    # A link for one thing opens nothing else.
    assert links.subscriber_of(links.wish_token(row.uuid)) is None


def test_a_stranger_learns_nothing_and_fills_no_mailbox():
    _confirmed()
    for _round in range(MOST_MAILS + 2):
        _wish("  Ada@Example.org ")
    assert Mail.objects.count() == MOST_MAILS
    _wish("mailer-daemon@example.org")
    _wish("support@localhost")
    assert Mail.objects.count() == MOST_MAILS
    # What is known already is asked like anything else, and a stranger has changed nothing.
    assert Subscriber.objects.get().subscriptions.count() == 1


@pytest.mark.parametrize(
    ("email", "wanted", "words"),
    [
        ("kein", [(Topic.SERVICE, KEY)], "keine E-Mail-Adresse"),
        (ADA, [(Topic.SERVICE, "99000000000000")], "Wählen Sie"),
        (ADA, [(Topic.PROJECT, str(uuid.UUID(int=1)))], "Wählen Sie"),
        (ADA, [], "Wählen Sie"),
    ],
)
def test_the_form_says_what_is_missing(email, wanted, words):
    with pytest.raises(Refused, match=words):
        subscribing.wish(email=email, wanted=wanted, pace=Pace.DAILY, language="de")
    assert not Mail.objects.exists()


def test_nobody_is_told_twice_and_the_same_line_once(clock):
    row = _confirmed()
    _happens()
    _happens()
    assert _told(clock) == 1
    assert _told(clock) == 0
    assert Mail.objects.get().text.count("Angaben zu dieser Leistung") == 1
    _happens()
    assert telling.tell_due() == 0  # not settled yet
    assert _told(clock) == 1
    # Another worker with an old view of the row loses.
    assert telling._tell(row, clock.at) == 0


def test_daily_and_weekly_wait_for_their_morning(clock):
    clock.at = datetime(2026, 11, 24, 12, tzinfo=times.BERLIN)  # a Tuesday
    _confirmed("d@example.org", pace=Pace.DAILY)
    _confirmed("w@example.org", pace=Pace.WEEKLY)
    _happens()
    assert _told(clock, hours=18) == 0
    assert _told(clock, hours=2) == 1
    assert Mail.objects.get().recipient == "d@example.org"
    assert _told(clock, days=4) == 0
    assert _told(clock, days=1) == 1
    assert set(Mail.objects.values_list("recipient", flat=True)) == {"d@example.org", "w@example.org"}


def test_every_mail_ends_by_one_click_and_then_no_address_is_left(clock):
    row = _confirmed()
    _happens()
    _told(clock)
    headers = Mail.objects.get().headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"] == f"<{links.unsubscribe_url(row.uuid)}>"
    assert headers["Precedence"] == "bulk"
    assert headers["Auto-Submitted"] == "auto-generated"
    subscribing.end(links.subscriber_of(links.subscriber_token(row.uuid)))
    subscribing.end(row.uuid)
    assert not Subscriber.objects.exists()
    assert not Subscription.objects.exists()
    assert _told(clock) == 0


def test_preferences_drop_topics_and_the_last_one_drops_the_address():
    row = _confirmed(ADA, (Topic.SERVICE, KEY), (Topic.NEWS, ""))
    assert [line.title for line in subscriptions.subscriber(row.uuid).lines] == [
        "Leistung: Wohngeld", "Aktuelles aus der OZG-Umsetzung",
    ]  # fmt: skip
    assert subscribing.change(row.uuid, kept=[(Topic.NEWS, "")], pace=Pace.WEEKLY)
    assert Subscriber.objects.get().pace == Pace.WEEKLY
    assert not subscribing.change(row.uuid, kept=[], pace=Pace.WEEKLY)
    assert not Subscriber.objects.exists()
    with pytest.raises(Missing, match="gelöscht"):
        subscribing.change(row.uuid, kept=[], pace=Pace.WEEKLY)


def test_mail_that_comes_back_again_and_again_ends_it():
    row = _confirmed()
    for _round in range(3):
        assert Subscriber.objects.exists()
        _happens("mail.refused", purpose="subscription.digest", about=str(row.uuid))
    assert not Subscriber.objects.exists()


def test_news_are_told_when_they_appear_and_not_when_they_are_taken_back(clock):
    _confirmed(ADA, (Topic.NEWS, ""))
    soon = clock.at + timedelta(hours=2)
    page = pages.create(
        OPERATOR,
        settings=Settings(path="aktuelles/neu", section=Section.NEWS),
        text=Text(title="Neuer Dienst", summary="Jetzt online."),
    )
    pages.publish(OPERATOR, page=page, language=Tongue.GERMAN, number=1, moment=soon)
    assert _told(clock) == 0
    pages.unschedule(OPERATOR, page=page, language=Tongue.GERMAN, number=1)
    assert not Change.objects.exists()
    pages.publish(OPERATOR, page=page, language=Tongue.GERMAN, number=1)
    pages.save(OPERATOR, page=page, language=Tongue.GERMAN, text=Text(title="Neuer Dienst!"), base=1)
    pages.publish(OPERATOR, page=page, language=Tongue.GERMAN, number=2)
    assert _told(clock) == 1
    assert Change.objects.count() == 1  # a correction is no news
    assert "- Neuer Dienst!" in Mail.objects.get().text


def test_english_readers_are_told_in_english(clock):
    _confirmed(language="en")
    _happens()
    _told(clock)
    assert Mail.objects.get().text.startswith("Hello,")


def test_people_of_the_office_follow_by_one_click_and_only_what_they_see(clock):
    ministry = organisation("Ministerium", OrganisationKind.MINISTRY)
    other = organisation("Anderes", OrganisationKind.MINISTRY)
    mine = Project.objects.create(
        number="V-1", title="Wohngeld digital", owner=ministry, created_at=times.now()
    )
    bea = person("Bea", ministry, Role.SERVICE_OWNER)
    foreign = person("Cem", other, Role.SERVICE_OWNER)
    mine.participations.create(organisation=ministry, part="owner")
    with pytest.raises(Missing):
        subscribing.follow(actor(foreign), topic=Topic.PROJECT, key=str(mine.uuid))
    subscribing.follow(actor(bea), topic=Topic.PROJECT, key=str(mine.uuid))
    subscribing.follow(actor(bea), topic=Topic.PROJECT, key=str(mine.uuid))
    subscribing.set_pace(actor(bea), pace=Pace.AT_ONCE)
    assert subscriptions.follows(actor(bea), Topic.PROJECT, str(mine.uuid))
    _happens("gate.refused", mine.uuid)
    assert _told(clock) == 1
    told = Mail.objects.get()
    assert told.recipient == "bea@example.org"
    assert told.subject == "Wohngeld digital: Ein Gate wurde verweigert."
    # Whoever no longer sees the Vorhaben is not told any more.
    bea.assignments.update(valid_to=times.legal_day(times.now()) - timedelta(days=1))
    _happens("project.resume", mine.uuid)
    assert _told(clock) == 0
    subscribing.unfollow(actor(bea), topic=Topic.PROJECT, key=str(mine.uuid))
    assert not Subscriber.objects.exists()


def test_looking_for_who_is_due_costs_the_same_for_few_and_many(clock):
    def _asked(count: int) -> int:
        for number in range(count):
            _confirmed(f"{uuid.uuid4().hex}{number}@example.org", (Topic.NEWS, ""))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            _told(clock)
        return len(seen)

    assert _asked(1) == _asked(6)
