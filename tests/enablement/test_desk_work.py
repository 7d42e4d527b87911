# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk does with a ticket beyond mail: sorting, handing over, escalation, ratings, figures."""

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from django.urls import reverse

from leistungswerk.core import times
from leistungswerk.core.actor import CITIZEN, OPERATOR, Actor, Permission, Role, Scope
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.models import Mail
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.times import BERLIN
from leistungswerk.enablement.desk import dials, figures, guard, incoming, links, outside, queries
from leistungswerk.enablement.desk.dials import Promise
from leistungswerk.enablement.desk.models import Rating, Ticket
from leistungswerk.enablement.desk.queries import Filter, View
from leistungswerk.enablement.desk.services import (
    asking,
    escalating,
    handing,
    handling,
    opening,
    rating,
    setting,
    sorting,
)
from leistungswerk.enablement.desk.services.asking import Question
from leistungswerk.enablement.desk.services.opening import Request
from leistungswerk.enablement.desk.services.setting import AnswerEntry
from leistungswerk.enablement.desk.services.sorting import Sorting
from leistungswerk.enablement.desk.states import (
    Category,
    Channel,
    EntryKind,
    Helped,
    Level,
    TicketState,
    Urgency,
)
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person, RoleAssignment

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)
ASKER = "mara@example.org"


@pytest.fixture
def house():
    return Organisation.objects.create(name="Landesbetrieb", kind=OrganisationKind.IT_PROVIDER)


@pytest.fixture
def vendor():
    return Organisation.objects.create(name="Softwarehaus", kind=OrganisationKind.VENDOR)


@pytest.fixture(autouse=True)
def clock_of_the_desk(monkeypatch):
    """Every clock shows Monday, nine o'clock, until a test turns it on."""
    turned = {"now": MONDAY}
    monkeypatch.setattr(times, "now", lambda: turned["now"])
    return turned


@pytest.fixture
def ticket():
    return _ticket(email=ASKER)


def _ticket(*, at=None, **fields):
    said = {"subject": "Steht", "text": "Die Seite steht.", "channel": Channel.PHONE} | fields
    return Ticket.objects.get(uuid=opening.open_ticket(Request(**said), at=at or times.now()))


def _person(organisation, role, name="Demo Person"):
    row = Person.objects.create(name=name, email=f"{role}@example.org", organisation=organisation)
    RoleAssignment.objects.create(
        person=row, role=role, organisation=organisation, valid_from="2026-01-01", granted_by="test"
    )
    return row


def _guest(organisation):
    scope = Scope(
        Role.VENDOR, organisation.uuid, frozenset({Permission.ANSWER_HANDED}), frozenset({organisation.uuid})
    )
    return Actor("account:guest", "Demo Herstellerin", scopes=(scope,))


def _hand_over(row, vendor, address="hilfe@vendor.example"):
    handing.hand_over(
        OPERATOR, ticket=row.uuid, organisation=vendor.uuid, address=address, subject="Fehler 500", text="Bitte prüfen"
    )  # fmt: skip
    row.refresh_from_db()


def _sorting(**said):
    return Sorting(**{"subject": "Steht", "category": Category.FAULT, "urgency": Urgency.NORMAL} | said)


def test_another_class_brings_other_times_counted_from_the_beginning(ticket, clock_of_the_desk):
    clock_of_the_desk["now"] = MONDAY + timedelta(hours=3)
    sorting.sort(OPERATOR, ticket=ticket.uuid, entry=_sorting(urgency=Urgency.HALTED))
    ticket.refresh_from_db()
    assert ticket.response_due == MONDAY + timedelta(hours=1)
    assert ticket.entries.get(kind=EntryKind.STEP).text.startswith("Klasse: Klasse 1")


def test_times_of_a_class_are_data(house):
    lead = _person(house, Role.TECHNICAL_LEAD)
    setting.set_class(OPERATOR, urgency=Urgency.NORMAL, response=2, solution=4, lead=lead.uuid)
    assert _ticket().response_due == MONDAY + timedelta(hours=2)
    with pytest.raises(Refused, match="vor der ersten Antwort"):
        setting.set_class(OPERATOR, urgency=Urgency.NORMAL, response=4, solution=2, lead=None)


@pytest.mark.parametrize("typed", ["LW-2026-ABCD-EFGH", "LW-26-1", "1234"])
def test_a_reference_number_with_a_slip_is_refused(ticket, typed):
    with pytest.raises(Refused, match="Vorgangsnummer"):
        sorting.sort(OPERATOR, ticket=ticket.uuid, entry=_sorting(application=typed))


def test_only_people_of_the_desk_are_given_a_ticket(ticket, house):
    adviser, clerk = _person(house, Role.ADVISER), _person(house, Role.CASE_WORKER)
    sorting.assign(OPERATOR, ticket=ticket.uuid, person=adviser.uuid)
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.state) == (adviser, TicketState.OPEN)
    with pytest.raises(Missing):
        sorting.assign(OPERATOR, ticket=ticket.uuid, person=clerk.uuid)


def test_the_other_level_finds_it_unassigned(ticket, house):
    sorting.assign(OPERATOR, ticket=ticket.uuid, person=_person(house, Role.ADVISER).uuid)
    sorting.change_level(OPERATOR, ticket=ticket.uuid, level=Level.SECOND, text="Bitte übernehmen")
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.level) == (None, Level.SECOND)
    (found,), total = queries.queue(
        OPERATOR, Filter(view=View.UNASSIGNED, level=Level.SECOND), offset=0, limit=5
    )
    assert (found.number, total) == (ticket.number, 1)


@pytest.mark.postgres
def test_the_queue_shows_first_what_is_due_first_and_costs_the_same_for_any_length(
    django_assert_num_queries,
):
    calm = _ticket(subject="ruhig")
    urgent = _ticket(subject="eilig", urgency=Urgency.HALTED)
    asked = Filter()
    with django_assert_num_queries(2):
        found, _total = queries.queue(OPERATOR, asked, offset=0, limit=25)
    assert [each.number for each in found] == [urgent.number, calm.number]
    for number in range(5):
        _ticket(subject=str(number))
    with django_assert_num_queries(2):
        assert queries.queue(OPERATOR, asked, offset=0, limit=25)[1] == 7
    assert queries.queue(OPERATOR, Filter(text="eilig"), offset=0, limit=5)[1] == 1
    assert queries.counts(OPERATOR)[View.UNASSIGNED] == 7


def test_the_solution_waits_for_the_third_level_whose_own_time_runs(ticket, vendor, clock_of_the_desk):
    handling.answer(OPERATOR, ticket=ticket.uuid, text="Wir fragen nach.")
    due = ticket.solve_due
    _hand_over(ticket, vendor)
    clock_of_the_desk["now"] = MONDAY + timedelta(days=28)
    assert figures.overdue(times.now())[0].state is TicketState.HANDED
    assert dials.dial(ticket, times.now()).promise is Promise.THIRD_LEVEL
    handing.give_back(OPERATOR, ticket=ticket.uuid)
    ticket.refresh_from_db()
    assert ticket.solve_due > due + timedelta(days=27)
    assert figures.overdue(times.now()) == ()


def test_a_vendor_sees_and_answers_what_was_handed_to_it_and_nothing_else(ticket, vendor, house):
    other = _ticket(subject="geheim")
    _person(vendor, Role.VENDOR)
    guest = _guest(vendor)
    with pytest.raises(Missing):
        handing.foreign_answer(guest, ticket=ticket.uuid, text="?")
    _hand_over(ticket, vendor, address="")
    told = Mail.objects.get(purpose="desk.handed")
    assert told.recipient == "vendor@example.org"
    assert reverse("office:handed_ticket", args=[ticket.uuid]) in told.text
    seen = outside.handed_ticket(guest, ticket.uuid)
    assert seen is not None
    assert [each.text for each in seen.said] == ["Bitte prüfen"]
    assert ASKER not in repr(seen)
    assert outside.handed_ticket(guest, other.uuid) is None
    assert outside.handed_ticket(_guest(house), ticket.uuid) is None
    handing.foreign_answer(guest, ticket=ticket.uuid, text="Wir sehen es.")
    handing.name_foreign_number(guest, ticket=ticket.uuid, number="INC0012345")
    handing.foreign_return(guest, ticket=ticket.uuid, text="Behoben.")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.unread, ticket.foreign_number) == (TicketState.OPEN, True, "INC0012345")
    with pytest.raises(Refused, match="nicht mehr bei Ihnen"):
        handing.foreign_answer(guest, ticket=ticket.uuid, text="Noch etwas")
    with pytest.raises(NotAllowed):
        queries.ticket(guest, ticket.uuid)


def test_a_ticket_is_not_handed_to_somebody_who_could_not_read_it(ticket, vendor):
    with pytest.raises(Refused, match="niemand hier mit"):
        _hand_over(ticket, vendor, address="")


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("[SD-2026-0001 ABCD-EFGH-JKMN] Ticket#20261123 angelegt", "20261123"),
        ("Re: INC0012345 Fehler", "INC0012345"),
        ("Re: Upload scheitert Ticket#20261126-77", "20261126-77"),
        ("Ihre Anfrage ist da", ""),
    ],
)
def test_the_number_of_a_foreign_system_is_read_from_its_subject(subject, number):
    assert handing.number_in(subject) == number


def test_what_is_late_is_told_once_to_whoever_answers_for_the_class(ticket, house, clock_of_the_desk):
    lead = _person(house, Role.PROGRAMME_MANAGEMENT)
    assert escalating.escalate() == 0
    clock_of_the_desk["now"] = ticket.solve_due + timedelta(minutes=1)
    assert escalating.escalate() == 2
    assert escalating.escalate() == 0
    letters = Mail.objects.filter(purpose="desk.escalation")
    assert [each.recipient for each in letters] == [lead.email, lead.email]
    assert ASKER not in "".join(each.text for each in letters)


def test_nothing_is_late_while_who_asked_is_waited_for(ticket, clock_of_the_desk):
    handling.ask_back(OPERATOR, ticket=ticket.uuid, text="Seit wann?")
    clock_of_the_desk["now"] = MONDAY + timedelta(days=60)
    assert escalating.escalate() == 0
    handling.go_on(OPERATOR, ticket=ticket.uuid, text="Am Telefon: seit gestern")
    ticket.refresh_from_db()
    assert ticket.state == TicketState.OPEN
    assert ticket.solve_due > times.now()


def _question(**said):
    return Question(**{"key": "k1", "category": Category.FAULT, "text": "Der Anhang lädt nicht."} | said)


def test_the_form_makes_one_ticket_however_often_it_is_sent():
    first = asking.ask(_question(email="Mara@Example.org", page="/antrag/01234567-89ab-cdef-0123-456789abcdef/schritt/hund/?x=1"))  # fmt: skip
    assert asking.ask(_question(email="Mara@Example.org")) == first
    row = Ticket.objects.get()
    assert (row.page, row.asker_email) == ("/antrag/…/schritt/hund/", ASKER)
    letter = Mail.objects.get()
    assert "Anhang" not in letter.text + letter.subject, "anybody can type anybody's address"
    assert first.status_path in letter.text


def test_who_asks_in_english_is_written_to_in_english_and_can_answer_above_the_line():
    asking.ask(_question(email=ASKER, language="en"))
    row = Ticket.objects.get()
    handling.solve(OPERATOR, ticket=row.uuid, text="Please reload the page.")
    confirmed, answered = Mail.objects.order_by("pk")
    assert "Your message has arrived" in confirmed.text
    assert "Please reload the page." in answered.text
    assert "Did our answer help?" in answered.text
    for letter in (confirmed, answered):
        assert not re.search("antworten|Ihre|Zum Teil", letter.text + letter.subject)
    reply = EmailMessage()
    reply.set_content(f"It helped.\n\n{answered.text}")
    assert incoming.read(reply.as_bytes()).text == "It helped."


@pytest.mark.parametrize(
    "said",
    [
        {"text": "kurz"},
        {"text": "https://a https://b www.c Werbung"},
        {"email": "mara@"},
        {"application": "LW-2026-0000-0001"},
    ],
)
def test_the_form_refuses_with_the_name_of_the_field(said):
    with pytest.raises(Refused, match=r"^„"):
        asking.ask(_question(**said))
    assert not Ticket.objects.exists()


def test_nobody_is_flooded_with_confirmations():
    for number in range(asking.MOST_AN_HOUR):
        asking.ask(_question(key=str(number), email=ASKER))
    with pytest.raises(Refused, match="E-Mail-Adresse"):
        asking.ask(_question(key="zu viel", email=ASKER))


def test_a_stamp_is_neither_forged_nor_used_at_once_nor_a_day_later():
    stamp = guard.new_stamp(MONDAY)
    assert guard.key_of(stamp, now=MONDAY + timedelta(minutes=5))
    for wrong, now in (
        (stamp, MONDAY + timedelta(seconds=1)),
        (stamp, MONDAY + timedelta(days=2)),
        (stamp.replace(".", "x", 1), MONDAY + timedelta(minutes=5)),
        ("", MONDAY),
    ):
        with pytest.raises(Refused):
            guard.key_of(wrong, now=now)


def test_the_secret_link_shows_the_answer_and_takes_an_objection():
    asked = asking.ask(_question())
    row = Ticket.objects.get()
    key = asked.status_path.split("/")[-2]
    handling.note(OPERATOR, ticket=row.uuid, text="intern")
    handling.solve(OPERATOR, ticket=row.uuid, text="Bitte neu laden.")
    seen = outside.by_link(asked.number, key)
    assert seen is not None
    assert [each.kind for each in seen.said] == [EntryKind.REQUEST, EntryKind.ANSWER]
    asking.add_by_link(asked.number, key, "Das hilft leider nicht.")
    row.refresh_from_db()
    assert (row.state, row.unread) == (TicketState.OPEN, True)
    assert outside.by_link(asked.number, key[:-1] + "x") is None
    with pytest.raises(Missing):
        asking.add_by_link("SD-2026-9999", key, "Nicht meine Anfrage.")


def test_a_rating_is_given_once_and_names_no_ticket(ticket):
    key = links.rating_url(ticket.number, Helped.YES).split("/")[-3]
    with pytest.raises(Refused, match="sobald"):
        rating.rate(ticket.number, key, Helped.YES)
    handling.solve(OPERATOR, ticket=ticket.uuid, text="Erledigt.")
    assert links.rating_url(ticket.number, Helped.NO) in Mail.objects.get(purpose="desk.answer").text
    rating.rate(ticket.number, key, Helped.YES)
    with pytest.raises(Refused, match="schon bewertet"):
        rating.rate(ticket.number, key, Helped.NO)
    with pytest.raises(Missing):
        rating.rate(ticket.number, "falsch", Helped.NO)
    assert {field.name for field in Rating._meta.fields} == {"id", "month", "category", "helped"}


def test_satisfaction_is_shown_from_five_answers_on():
    month = MONDAY.date().replace(day=1)
    for number in range(figures.LEAST):
        assert figures.satisfaction(MONDAY.date()) is None
        helped = Helped.NO if number == 0 else Helped.YES
        Rating.objects.create(month=month, category=Category.USE, helped=helped)
    assert figures.satisfaction(MONDAY.date()) == figures.Satisfaction(5, 4, 0, 1)


@pytest.mark.postgres
def test_figures_of_a_past_moment_stay_what_they_were(ticket, clock_of_the_desk, django_assert_num_queries):
    then = ticket.solve_due + timedelta(minutes=30)
    clock_of_the_desk["now"] = then
    before = figures.figures(then)
    normal = before.classes[-1]
    assert (normal.open, normal.overdue, normal.begun, normal.median_response) == (1, 1, 1, None)
    clock_of_the_desk["now"] = then + timedelta(days=7)
    sorting.sort(OPERATOR, ticket=ticket.uuid, entry=_sorting(urgency=Urgency.HALTED))
    handling.solve(OPERATOR, ticket=ticket.uuid, text="Erledigt.")
    assert figures.figures(then) == before
    with django_assert_num_queries(4):
        after = figures.figures(times.now())
    halted = after.classes[0]
    assert (after.open, halted.answered, halted.answered_in_time) == (0, 1, 0)


def test_canned_answers_know_the_ticket_and_refuse_what_they_do_not_know(ticket):
    entry = AnswerEntry(title="Danke", text="Guten Tag {name}, zu {nummer}: {leistung}")
    made = setting.save_answer(OPERATOR, entry=entry)
    found = queries.ticket(OPERATOR, ticket.uuid)
    canned = queries.canned_answer(made)
    assert found is not None
    assert canned is not None
    assert queries.filled(found, canned.text) == f"Guten Tag …, zu {ticket.number}: …"
    with pytest.raises(Refused, match=r"\{strasse\}"):
        setting.save_answer(OPERATOR, entry=AnswerEntry(title="x", text="{strasse}"))
    with pytest.raises(Refused, match="anderen Titel"):
        setting.save_answer(OPERATOR, entry=entry)


def test_advertising_is_put_aside_and_fetched_back(ticket):
    handling.discard(OPERATOR, ticket=ticket.uuid)
    with pytest.raises(Refused):
        handling.answer(OPERATOR, ticket=ticket.uuid, text="?")
    handling.reopen(OPERATOR, ticket=ticket.uuid)
    ticket.refresh_from_db()
    assert ticket.state == TicketState.OPEN


def test_who_acts_on_an_old_page_is_told(ticket, vendor):
    handling.solve(OPERATOR, ticket=ticket.uuid, text="Erledigt.")
    with pytest.raises(Overtaken):
        _hand_over(ticket, vendor)
    with pytest.raises(NotAllowed):
        sorting.assign(CITIZEN, ticket=UUID(int=1), person=None)
