# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Training: seats are given in order, who was there gets a certificate, and its body is trained."""

import uuid
from datetime import date, timedelta
from io import BytesIO

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.models import Account, Mail
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.training import papers, queries
from leistungswerk.enablement.training.models import Evaluation, Seat, TrainingDate
from leistungswerk.enablement.training.services import attendance, planning, seats
from leistungswerk.enablement.training.services.planning import CourseEntry, DateEntry
from leistungswerk.enablement.training.services.seats import Colleague
from leistungswerk.enablement.training.states import Level, Pace, SeatState, Topic
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person, RoleAssignment
from leistungswerk.register.scopes import actor_with_roles

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOW = times.now()
SOON = NOW + timedelta(days=7)


class School:
    """A course with a date of two seats, and people of two municipalities."""

    def __init__(self) -> None:
        self.city = Organisation.objects.create(name="Musterstadt", kind=OrganisationKind.CITY)
        self.other = Organisation.objects.create(name="Nachbarstadt", kind=OrganisationKind.CITY)
        self.trainer = self.person("Trainerin", self.other)
        self.course = self.make_course()
        self.date = self.make_date(2)

    def make_course(self, **fields) -> uuid.UUID:
        values = {
            "title": "Roll-out für Kommunen", "topic": Topic.ROLLOUT, "level": Level.USE, "minutes": 90,
            "description": "- Anbindung prüfen\n- Go-live zeichnen", "counts_for_rollout": True,
            "trainers": (self.trainer.uuid,), **fields,
        }  # fmt: skip
        return planning.save_course(OPERATOR, entry=CourseEntry(**values))

    def entry(self, capacity: int, **fields) -> DateEntry:
        values = {
            "begins_at": SOON, "ends_at": SOON + timedelta(minutes=90), "place": "Raum 1", "capacity": capacity,
            "trainer": self.trainer.uuid, **fields,
        }  # fmt: skip
        return DateEntry(**values)

    def make_date(self, capacity: int) -> uuid.UUID:
        return planning.plan_date(OPERATOR, course=self.course, entry=self.entry(capacity))

    @staticmethod
    def person(name: str, place: Organisation, role: Role = Role.CASE_WORKER) -> Person:
        account = Account.objects.create(username=f"{name}-{uuid.uuid4().hex[:6]}", name=name)
        person = Person.objects.create(
            account=account,
            organisation=place,
            name=name,
            email=f"{name.lower()}@{place.name.lower()}.example",
        )
        RoleAssignment.objects.create(
            person=person, role=role, organisation=place, valid_from=date(2026, 1, 1), granted_by="test"
        )
        return person

    def actor(self, person: Person) -> Actor:
        return actor_with_roles(person.account, times.legal_day(NOW))

    def begin(self) -> None:
        TrainingDate.objects.filter(uuid=self.date).update(
            begins_at=NOW - timedelta(hours=3), ends_at=NOW - timedelta(hours=1)
        )

    def three(self) -> list[Actor]:
        """Three who register in this order: the third has to wait."""
        actors = [self.actor(self.person(name, self.city)) for name in ("Ada", "Bo", "Cem")]
        for actor in actors:
            seats.take_seat(actor, date=self.date)
        return actors

    def seat(self, actor: Actor) -> Seat:
        return Seat.objects.get(date__uuid=self.date, person__uuid=actor.person)


@pytest.fixture
def school():
    return School()


def _told() -> list[str]:
    return [
        subject.partition(":")[0] for subject in Mail.objects.order_by("id").values_list("subject", flat=True)
    ]


def test_the_third_waits_and_moves_up_when_a_seat_is_given_back(school):
    ada, _bo, cem = school.three()
    assert school.seat(cem).state == SeatState.WAITING
    seats.give_back(ada, seat=school.seat(ada).uuid)
    assert school.seat(cem).state == SeatState.TAKEN
    assert _told() == ["Angemeldet", "Angemeldet", "Warteliste", "Platz frei"]
    assert seats.take_seat(ada, date=school.date) is SeatState.WAITING


def test_more_seats_go_to_those_who_wait_and_fewer_than_taken_are_refused(school):
    _ada, _bo, cem = school.three()
    planning.change_date(OPERATOR, date=school.date, entry=school.entry(3, place="Raum 2"))
    assert school.seat(cem).state == SeatState.TAKEN
    assert _told()[3:] == ["Termin geändert"] * 3 + ["Platz frei"]
    with pytest.raises(Refused, match="3 Plätze sind vergeben"):
        planning.change_date(OPERATOR, date=school.date, entry=school.entry(2))


def test_nobody_is_registered_twice_nor_after_it_began_nor_for_a_date_called_off(school):
    ada = school.three()[0]
    with pytest.raises(Refused, match="schon angemeldet"):
        seats.take_seat(ada, date=school.date)
    late = school.actor(school.person("Spät", school.city))
    planning.cancel_date(OPERATOR, date=school.date)
    assert _told()[-3:] == ["Abgesagt"] * 3
    with pytest.raises(Refused, match="abgesagt"):
        seats.take_seat(late, date=school.date)
    school.date = school.make_date(1)
    school.begin()
    with pytest.raises(Refused, match="schon begonnen"):
        seats.take_seat(late, date=school.date)


def test_a_colleague_is_registered_only_by_who_acts_for_the_organisation(school):
    lead = school.actor(school.person("Lead", school.city, Role.MUNICIPAL_LEAD))
    who = Colleague(name="Dora", email="dora@musterstadt.example", organisation=school.city.uuid)
    assert seats.take_seat_for(lead, date=school.date, colleague=who) is SeatState.TAKEN
    elsewhere = Colleague(name="Eva", email="eva@nachbarstadt.example", organisation=school.other.uuid)
    with pytest.raises(NotAllowed):
        seats.take_seat_for(lead, date=school.date, colleague=elsewhere)
    with pytest.raises(Refused, match="keine E-Mail-Adresse"):
        seats.take_seat_for(
            lead, date=school.date, colleague=Colleague(name="X", email="x", organisation=school.city.uuid)
        )
    seats.give_back(lead, seat=Seat.objects.get(name="Dora").uuid)


def test_a_seat_of_others_does_not_exist(school):
    ada = school.three()[0]
    stranger = school.actor(school.person("Fremd", school.other))
    with pytest.raises(Missing):
        seats.give_back(stranger, seat=school.seat(ada).uuid)
    assert queries.seats(stranger, school.date, all_of_them=False) == ()


def test_who_was_there_gets_a_certificate_and_trains_the_body(school):
    ada, bo, cem = school.three()
    with pytest.raises(Refused, match="noch nicht begonnen"):
        attendance.record_attendance(OPERATOR, date=school.date, present=[])
    school.begin()
    with pytest.raises(NotAllowed):
        attendance.record_attendance(bo, date=school.date, present=[])
    teaching = school.actor(school.trainer)
    present = [school.seat(ada).uuid, school.seat(cem).uuid]
    assert attendance.record_attendance(teaching, date=school.date, present=present) == 1
    assert school.seat(bo).state == SeatState.MISSED
    assert school.seat(cem).state == SeatState.WAITING
    assert queries.trained_bodies([school.city.pk, school.other.pk]) == {school.city.pk: (frozenset(),)}
    assert papers.certificate(ada, school.seat(ada).uuid).startswith(b"%PDF")
    with pytest.raises(Missing):
        papers.certificate(bo, school.seat(bo).uuid)


def test_views_are_said_once_of_the_course_and_shown_from_the_fifth(school):
    ada, bo, _cem = school.three()
    school.begin()
    attendance.record_attendance(OPERATOR, date=school.date, present=[school.seat(ada).uuid])
    attendance.evaluate(ada, seat=school.seat(ada).uuid, useful=5, pace=Pace.RIGHT, text="Mehr Beispiele")
    with pytest.raises(Refused, match="schon bewertet"):
        attendance.evaluate(ada, seat=school.seat(ada).uuid, useful=1, pace=Pace.FAST)
    with pytest.raises(Refused, match="teilgenommen"):
        attendance.evaluate(bo, seat=school.seat(bo).uuid, useful=1, pace=Pace.FAST)
    assert queries.course(school.course).voices is None
    row = Evaluation.objects.get().course
    Evaluation.objects.bulk_create(Evaluation(course=row, useful=4, pace=Pace.SLOW) for _ in range(4))
    voices = queries.course(school.course).voices
    assert (voices.count, voices.useful, voices.paces[Pace.SLOW]) == (5, 4.2, 4)


def test_the_calendar_file_names_the_date_and_a_change_replaces_it(school):
    ada = school.three()[0]
    planning.change_date(OPERATOR, date=school.date, entry=school.entry(2, place="Saal, 1; „Ost“"))
    data = papers.calendar(queries.date(ada, school.date), at=NOW)
    (entry,) = icalendar.Calendar.from_ical(BytesIO(data).read()).walk("VEVENT")
    assert (entry["UID"], entry["SEQUENCE"], str(entry["LOCATION"])) == (
        f"{school.date}@leistungswerk", 1, "Saal, 1; „Ost“",
    )  # fmt: skip
    assert entry.decoded("dtstart") == SOON.replace(microsecond=0)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "Titel"),
        ({"minutes": 1}, "Dauer"),
        ({"materials": (("Folien", "javascript:alert(1)"),)}, "https"),
    ],
)
def test_a_wrong_course_is_refused_in_words(school, fields, said):
    with pytest.raises(Refused, match=said):
        school.make_course(**fields)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ends_at": SOON}, "Ende"),
        ({"place": ""}, "wo die"),
        ({"begins_at": NOW - timedelta(1)}, "Vergangenheit"),
    ],
)
def test_a_wrong_date_is_refused_in_words(school, fields, said):
    with pytest.raises(Refused, match=said):
        planning.plan_date(OPERATOR, course=school.course, entry=school.entry(2, **fields))


def _client(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def test_the_pages_lead_from_the_date_to_the_certificate(school):
    lead, ada = school.person("Lead", school.city, Role.MUNICIPAL_LEAD), school.person("Ada", school.city)
    page = reverse("office:training_date", args=[school.date])
    client = _client(ada)
    assert "Roll-out für Kommunen" in client.get(reverse("office:training")).content.decode()
    assert client.post(page, {"act": "self"}).status_code == 302
    assert "In den Kalender" in client.get(page).content.decode()
    wrong = _client(lead).post(
        page, {"act": "colleague", "name": "D", "email": "d", "organisation": school.city.uuid}
    )
    assert wrong.status_code == 422
    assert "keine E-Mail-Adresse" in wrong.content.decode()
    school.begin()
    seat = Seat.objects.get(person=ada)
    done = _client(school.trainer).post(
        reverse("office:training_attendance", args=[school.date]), {"present": seat.uuid}
    )
    assert done.status_code == 302
    assert "Bescheinigung" in client.get(page).content.decode()
    sent = client.post(
        reverse("office:training_evaluation", args=[seat.uuid]), {"useful": "5", "pace": "right"}
    )
    assert sent.status_code == 302
    planner = _client(school.person("Plan", school.other, Role.ADVISER))
    assert (
        "5 – sehr"
        not in planner.get(reverse("office:training_course", args=[school.course])).content.decode()
    )
    new = {
        "begins_at": "2030-01-15T09:00",
        "ends_at": "2030-01-15T10:00",
        "place": "R",
        "capacity": "3",
        "trainer": "",
    }
    assert planner.post(reverse("office:training_plan_date", args=[school.course]), new).status_code == 302


def test_trainers_are_ticked_in_the_pool_or_named_and_a_name_of_two_is_asked_back(school):
    planner = _client(school.person("Planerin", school.city, Role.PROGRAMME_MANAGEMENT))
    ada, other = (school.person("Ada Weiß", place) for place in (school.city, school.other))
    for number in range(30):
        school.person(f"Leute {number}", school.city)
    page = reverse("office:training_edit_course", args=[school.course])
    shown = planner.get(page).content.decode()
    assert (shown.count('name="trainers"'), "Trainerin (Nachbarstadt)" in shown) == (1, True)
    typed = {
        "title": "Roll-out", "topic": Topic.ROLLOUT.value, "level": Level.USE.value, "description": "Etwas", "minutes": "90",
        "active": "ja", "trainers": [str(school.trainer.uuid)],
    }  # fmt: skip
    for more, said in (
        ("Niemand", "„Niemand“ steht nicht unter Personen &amp; Rollen"),
        ("ada weiß", "passen 2 Personen"),
    ):
        refused = planner.post(page, {**typed, "more": more})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    asked = refused.content.decode()
    assert asked.count('name="trainers"') == 3
    assert str(ada.uuid) in asked
    # Whoever is ticked answers the name that still stands there; a name with its body needs no tick.
    planner.post(page, {**typed, "trainers": [str(ada.uuid)], "more": "Ada Weiß\nLeute 7 (Musterstadt)"})
    names = [name for _uuid, name in queries.course(school.course).trainers]
    assert names == ["Ada Weiß", "Leute 7"]
    assert other.uuid not in queries.trainer_pool()


def test_the_list_takes_the_same_statements_for_few_and_many(school):
    ada = school.three()[0]

    def _statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.dates(ada, since=NOW, offset=0, limit=25)
        return len(caught)

    few = _statements()
    for _ in range(8):
        school.make_date(5)
    assert _statements() == few
