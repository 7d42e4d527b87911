# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beschlüsse: nothing reaches the IT-Planungsrat that the Land has not decided."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.models import CouncilSession, Resolution, ResolutionTask
from leistungswerk.programme.queries import resolutions as queries
from leistungswerk.programme.resolution_states import (
    CoSignature,
    Direction,
    ReferenceKind,
    ResolutionState,
    Verb,
    VoteResult,
)
from leistungswerk.programme.resolution_views import Deadline
from leistungswerk.programme.services.resolutions import bodies, coordination, deciding, drafting
from leistungswerk.programme.services.resolutions.drafting import Point, Reference, Text
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TODAY = times.legal_day(times.now())
POINTS = (
    Point(verb=Verb.ASKS, text="berichtet über die Finanzierung", addressee="FITKO", due_session=49),
    Point(verb=Verb.NOTES, text="nimmt den Bericht zur Kenntnis"),
    Point(
        verb=Verb.ORDERS, text="schließt die Anbindung ab", addressee="Ministerium der Finanzen", due_on=TODAY
    ),
)
TEXT = Text(title="Finanzierung der EfA-Dienste", problem="Ungeklärt", cost_municipal="keine", points=POINTS)


class Stage:
    """A council, the bodies that decide, and a Beschluss brought to a state."""

    def __init__(self, land):
        self.land = land
        self.council = Organisation.objects.create(name="IT-Planungsrat", kind=OrganisationKind.COUNCIL)
        self.umbrella = Organisation.objects.create(
            name="Städtetag", kind=OrganisationKind.MUNICIPAL_UMBRELLA
        )
        self.cabinet = bodies.ensure_decision_body(OPERATOR, name="Ministerrat")
        self.cio = bodies.ensure_decision_body(OPERATOR, name="CIO", may_decide_urgently=True)
        self.editor = land.actor((Role.COUNCIL_OFFICE, land.coordination))

    def begin(self, text=TEXT, direction=Direction.OUTGOING):
        return drafting.begin_resolution(
            self.editor, owner=self.land.coordination.uuid, text=text, direction=direction
        )

    def coordinate(self, identity):
        coordination.ask_for_co_signature(
            self.editor, resolution=identity, ministries=[self.land.ministry.uuid, self.land.other.uuid],
            due_on=TODAY,
        )  # fmt: skip

    def answer(self, identity, ministry, answer=CoSignature.AGREED, note=""):
        actor = self.land.actor((Role.RESSORT_CONTACT, ministry))
        coordination.answer_co_signature(
            actor, resolution=identity, ministry=ministry.uuid, answer=answer, note=note
        )

    def ready(self, text=TEXT, direction=Direction.OUTGOING):
        identity = self.begin(text, direction)
        self.coordinate(identity)
        self.answer(identity, self.land.ministry)
        self.answer(identity, self.land.other)
        coordination.hear(
            self.editor, resolution=identity, body=self.umbrella.uuid, asked_on=TODAY, answered_on=TODAY,
            statement="keine Bedenken",
        )  # fmt: skip
        coordination.mature(self.editor, resolution=identity)
        return identity

    def decide(self, identity, **fields):
        values = {"body": self.cabinet, "decided_on": TODAY, "file_number": "MR 12/2026", **fields}
        deciding.decide(self.editor, resolution=identity, **values)

    def register(self, identity, session=49, **fields):
        deciding.register_for_session(
            self.editor,
            resolution=identity,
            council=self.council.uuid,
            session=session,
            agenda_item="TOP 7",
            **fields,
        )

    def adopted(self, number="B-2026/41-IT", **fields):
        identity = self.ready()
        self.decide(identity, **fields)
        self.register(identity)
        deciding.step(self.editor, resolution=identity, name="prepare")
        deciding.record_result(
            self.editor, resolution=identity, number=number, result=VoteResult.UNANIMOUS, adopted_on=TODAY
        )
        return identity


@pytest.fixture
def stage(land):
    return Stage(land)


def _state(identity):
    return ResolutionState(Resolution.objects.get(uuid=identity).state)


def test_a_beschluss_goes_from_draft_to_its_last_task(stage):
    identity = stage.adopted()
    deciding.publish(
        stage.editor, resolution=identity, published_on=TODAY, published_at="BAnz AT 01.11.2026 B1"
    )
    assert deciding.begin_implementation(stage.editor, resolution=identity) == 2
    for task in ResolutionTask.objects.all():
        deciding.finish_task(stage.editor, task=task.uuid, done_on=TODAY, proof="Bericht 3/2026")
    deciding.complete(stage.editor, resolution=identity)
    assert _state(identity) is ResolutionState.COMPLETED


def test_nothing_is_registered_that_the_land_has_not_decided(stage):
    identity = stage.ready()
    with pytest.raises(Refused, match="im Land beschlossen"):
        stage.register(identity)
    assert _state(identity) is ResolutionState.READY
    stage.decide(identity)
    stage.register(identity)
    assert _state(identity) is ResolutionState.REGISTERED


def test_an_urgent_decision_needs_a_reason_and_is_confirmed_before_publication(stage):
    identity = stage.ready()
    with pytest.raises(Refused, match="Eilfall"):
        stage.decide(identity, body=stage.cio)
    with pytest.raises(Refused, match="entscheidet nicht im Eilfall"):
        stage.decide(identity, urgent_reason="Frist")
    stage.decide(identity, body=stage.cio, urgent_reason="Frist der 49. Sitzung")
    stage.register(identity)
    deciding.step(stage.editor, resolution=identity, name="prepare")
    deciding.record_result(
        stage.editor, resolution=identity, number="2026/40", result=VoteResult.MAJORITY, adopted_on=TODAY
    )
    with pytest.raises(Refused, match="noch nicht bestätigt"):
        deciding.publish(stage.editor, resolution=identity, published_on=TODAY, published_at="BAnz")
    with pytest.raises(Refused, match="Stelle, die sie traf"):
        deciding.confirm(stage.editor, resolution=identity, body=stage.cio, confirmed_on=TODAY)
    deciding.confirm(stage.editor, resolution=identity, body=stage.cabinet, confirmed_on=TODAY)
    deciding.publish(stage.editor, resolution=identity, published_on=TODAY, published_at="BAnz")
    assert _state(identity) is ResolutionState.PUBLISHED


def test_a_draft_is_confidential_and_a_decision_is_not(stage):
    identity = stage.begin()
    stranger = stage.land.actor((Role.RESSORT_CONTACT, stage.land.other))
    with pytest.raises(Missing):
        queries.resolution(stranger, identity)
    assert queries.resolutions(stranger, offset=0, limit=5) == ((), 0)
    stage.coordinate(identity)
    assert queries.resolution(stranger, identity).row.title == TEXT.title
    city = stage.land.actor((Role.MUNICIPAL_LEAD, stage.land.city))
    with pytest.raises(Missing):
        queries.resolution(city, identity)
    decided = stage.ready(Text(title="Anderer", cost_municipal="keine", points=POINTS))
    stage.decide(decided)
    assert queries.resolution(city, decided).row.state is ResolutionState.LAND_DECIDED


def test_a_text_is_ready_only_when_everybody_answered_and_objections_are_settled(stage):
    identity = stage.begin(Text(title="Ohne Kosten", points=POINTS))
    stage.coordinate(identity)
    stage.answer(identity, stage.land.ministry, CoSignature.OBJECTED, "Haushalt")
    with pytest.raises(Refused) as refused:
        coordination.mature(stage.editor, resolution=identity)
    for said in ("Justiz hat noch nicht", "Finanzen ist nicht beigelegt", "Noch niemand", "Kommunen fehlen"):
        assert said in str(refused.value)
    coordination.settle_objection(
        stage.editor, resolution=identity, ministry=stage.land.ministry.uuid, settlement="Deckung zugesagt"
    )
    stage.answer(identity, stage.land.other)
    assert not any("beigelegt" in each for each in queries.resolution(stage.editor, identity).missing)


def test_another_ressort_cannot_answer_and_an_objection_names_its_reason(stage):
    identity = stage.begin()
    stage.coordinate(identity)
    actor = stage.land.actor((Role.RESSORT_CONTACT, stage.land.other))
    with pytest.raises(NotAllowed):
        coordination.answer_co_signature(
            actor, resolution=identity, ministry=stage.land.ministry.uuid, answer=CoSignature.AGREED
        )
    with pytest.raises(Refused, match="Grund"):
        stage.answer(identity, stage.land.other, CoSignature.OBJECTED)


def test_a_text_in_coordination_is_changed_only_in_the_draft_and_is_asked_for_anew(stage):
    identity = stage.begin()
    stage.coordinate(identity)
    stage.answer(identity, stage.land.ministry)
    with pytest.raises(Refused, match="Entwurf"):
        drafting.edit_resolution(stage.editor, resolution=identity, text=TEXT, revision=1)
    coordination.revise(stage.editor, resolution=identity)
    drafting.edit_resolution(stage.editor, resolution=identity, text=TEXT, revision=2)
    stage.coordinate(identity)
    assert {each.answer for each in queries.resolution(stage.editor, identity).co_signatures} == {
        CoSignature.ASKED
    }


def test_the_second_of_two_editors_sees_that_the_first_was_faster(stage):
    identity = stage.begin()
    drafting.edit_resolution(stage.editor, resolution=identity, text=TEXT, revision=0)
    with pytest.raises(Overtaken):
        drafting.edit_resolution(stage.editor, resolution=identity, text=TEXT, revision=0)


def test_a_deadline_by_session_becomes_a_day_once_the_session_has_one(stage):
    identity = stage.begin()
    assert queries.resolution(stage.editor, identity).points[0].deadline == Deadline(None, "49. Sitzung")
    day = TODAY + timedelta(days=90)
    deciding.set_session(stage.editor, council=stage.council.uuid, number=49, held_on=day)
    assert queries.resolution(stage.editor, identity).points[0].deadline == Deadline(day, "49. Sitzung")
    with pytest.raises(Refused, match="Frist"):
        deciding.set_session(
            stage.editor, council=stage.council.uuid, number=49, held_on=day,
            registration_until=day + timedelta(days=1),
        )  # fmt: skip


def test_a_registration_after_its_deadline_needs_a_reason_and_a_past_session_takes_none(stage):
    identity = stage.ready()
    stage.decide(identity)
    CouncilSession.objects.filter(number=49).update(registration_until=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="Anmeldefrist"):
        stage.register(identity)
    CouncilSession.objects.update_or_create(
        council=stage.council, number=48, defaults={"held_on": TODAY - timedelta(days=30)}
    )
    with pytest.raises(Refused, match="war schon"):
        stage.register(identity, session=48)
    stage.register(identity, late_reason="mit dem Vorsitz vereinbart")


def test_an_item_is_put_off_only_to_a_later_session(stage):
    identity = stage.ready()
    stage.decide(identity)
    stage.register(identity)
    deciding.step(stage.editor, resolution=identity, name="prepare")
    with pytest.raises(Refused, match="spätere"):
        deciding.postpone(
            stage.editor, resolution=identity, council=stage.council.uuid, session=49, reason="Zeit"
        )
    deciding.postpone(
        stage.editor, resolution=identity, council=stage.council.uuid, session=50, reason="Zeit"
    )
    assert queries.resolution(stage.editor, identity).row.session.session == "50. Sitzung"


@pytest.mark.parametrize("number", ["2019/40", "B-2025/41-IT"])
def test_official_numbers_of_both_kinds_are_taken(number):
    drafting.check_number(number)


@pytest.mark.parametrize("number", ["", "40/2019", "B-2025/41", "2019-40", "b-2025/41-IT", "2019/40 "])
def test_anything_else_is_no_number(number):
    with pytest.raises(Refused, match="2019/40"):
        drafting.check_number(number)


def _incoming(stage, number, *references, adopted_on=TODAY):
    text = Text(title=f"Beschluss {number}", points=POINTS, references=references)
    return drafting.enter_incoming(
        stage.editor, owner=stage.land.coordination.uuid, text=text, number=number, adopted_on=adopted_on
    )


def test_an_incoming_beschluss_becomes_tasks_traceable_to_services(stage):
    identity = _incoming(stage, "2025/24")
    found, total = queries.tasks(stage.editor, offset=0, limit=10)
    assert total == 2
    assert {task.addressee for task in found} == {"FITKO", "Ministerium der Finanzen"}
    task = next(task for task in found if task.addressee != "FITKO")
    deciding.assign_task(
        stage.editor, task=task.uuid, addressee=stage.land.ministry.uuid, services=("99107023017000",)
    )
    point = queries.resolution(stage.editor, identity).points[2]
    assert point.task is not None
    assert [key for key, _name in point.task.services] == ["99107023017000"]
    with pytest.raises(Refused, match="schon erfasst"):
        _incoming(stage, "2025/24")


def test_a_reference_to_what_comes_later_is_found_from_both_sides(stage):
    newer = _incoming(stage, "2026/2", Reference("2025/1", ReferenceKind.AMENDS))
    assert any("ungeprüft" in each for each in queries.resolution(stage.editor, newer).problems)
    older = _incoming(stage, "2025/1", adopted_on=TODAY - timedelta(days=300))
    assert queries.resolution(stage.editor, newer).problems == ()
    back = queries.resolution(stage.editor, older).references
    assert [(each.number, each.kind, each.outgoing) for each in back] == [
        ("2026/2", ReferenceKind.AMENDS, False)
    ]


def test_citing_what_was_replaced_or_is_younger_is_told(stage):
    old = _incoming(stage, "2024/1", adopted_on=date(2024, 3, 1))
    _incoming(stage, "2025/1", Reference("2024/1", ReferenceKind.REPLACES), adopted_on=date(2025, 3, 1))
    assert any("offene Aufgaben" in each for each in queries.resolution(stage.editor, old).problems)
    citing = _incoming(stage, "2026/1", Reference("2024/1", ReferenceKind.CITES), adopted_on=date(2026, 3, 1))
    assert any("ersetzt" in each for each in queries.resolution(stage.editor, citing).problems)
    early = _incoming(stage, "2023/1", Reference("2024/1", ReferenceKind.CITES), adopted_on=date(2023, 3, 1))
    assert any("jünger" in each for each in queries.resolution(stage.editor, early).problems)


def test_a_beschluss_of_the_land_goes_from_the_decision_straight_to_its_tasks(stage):
    identity = stage.ready(direction=Direction.LAND)
    stage.decide(identity)
    with pytest.raises(Refused, match="bleibt im Land"):
        stage.register(identity)
    assert deciding.begin_implementation(stage.editor, resolution=identity) == 2
    with pytest.raises(Refused, match="noch offen"):
        deciding.complete(stage.editor, resolution=identity)


def test_a_past_deadline_marks_a_task_and_moves_nothing(stage):
    identity = stage.adopted()
    deciding.publish(stage.editor, resolution=identity, published_on=TODAY, published_at="BAnz")
    deciding.begin_implementation(stage.editor, resolution=identity)
    day = TODAY - timedelta(days=10)
    Resolution.objects.get(uuid=identity).points.filter(position=3).update(due_on=day)
    found, _total = queries.tasks(stage.editor, offset=0, limit=10)
    assert [task.overdue for task in found].count(True) == 1
    assert _state(identity) is ResolutionState.IMPLEMENTATION


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (Text(title=" "), "Titel"),
        (Text(title="x", points=(Point(verb=Verb.ASKS, text=" "),)), "Punkt 1"),
        (
            Text(title="x", points=(Point(verb=Verb.ASKS, text="t", due_on=TODAY, due_session=49),)),
            "Tag und Sitzung",
        ),
        (Text(title="x", references=(Reference("49", ReferenceKind.CITES),)), "Beschlussnummer"),
    ],
)
def test_a_wrong_text_is_refused_in_words_and_nothing_is_written(stage, text, said):
    with pytest.raises(Refused, match=said):
        stage.begin(text)
    assert not Resolution.objects.exists()


def test_reading_takes_a_constant_number_of_statements(stage, django_assert_max_num_queries):
    for number in range(3):
        _incoming(stage, f"2025/{number + 1}")
    with django_assert_max_num_queries(4):
        queries.resolutions(stage.editor, offset=0, limit=25)
    with django_assert_max_num_queries(4):
        queries.tasks(stage.editor, offset=0, limit=25)
    with django_assert_max_num_queries(3):
        queries.sessions(stage.editor)


def test_a_body_that_no_longer_decides_is_not_offered_and_keeps_what_it_decided(stage, client):
    decided = stage.ready()
    stage.decide(decided)
    editor = stage.land.person((Role.COUNCIL_OFFICE, stage.land.coordination))
    client.force_login(editor.account)
    page = reverse("office:decision_bodies")
    assert client.post(page, {"body": stage.cabinet}).status_code == 302
    assert [name for _pk, name, _urgent in queries.decision_bodies()] == ["CIO"]
    assert Resolution.objects.get(uuid=decided).decided_by.name == "Ministerrat"
    assert "Entscheidet nicht mehr" in client.get(page).content.decode()
    client.post(page, {"name": " Kabinettsausschuss ", "urgent": "1"})
    assert ("Kabinettsausschuss", True) in [(name, urgent) for _pk, name, urgent in queries.decision_bodies()]
    assert "Geben Sie der Stelle einen Namen." in client.post(page, {"name": " "}).content.decode()
    assert client.post(page, {"body": "999", "active": "1"}).status_code == 404
