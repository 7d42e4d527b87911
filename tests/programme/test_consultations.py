# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beratung: asked, taken over within a limit, answered, asked again, closed; the owner decides."""

import pytest

from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.times import legal_day
from leistungswerk.core.workdays import working_days_between
from leistungswerk.programme.models import Consultation, ConsultationEntry, Notice, Project
from leistungswerk.programme.services import consultations as services
from leistungswerk.programme.services.consultations import Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(land, begun):
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    project = begun(land.ministry)

    def _ask(**changes):
        question = Question(
            **{
                "organisation": land.ministry.uuid, "project": project, "subject": "Wohngeld",
                "text": "Nachnutzen oder bauen?", **changes,
            }
        )  # fmt: skip
        return services.request_advice(owner, question=question)

    return _ask


def _advisers(land, count=1):
    return [land.person((Role.ADVISER, land.provider)) for _ in range(count)]


def _row():
    return Consultation.objects.get()


@pytest.mark.postgres
def test_from_request_to_close(land, asked):
    identity = asked()
    row = _row()
    assert working_days_between(legal_day(row.requested_at), row.answer_due) == services.ANSWER_DAYS
    adviser = land.actor((Role.ADVISER, land.provider))
    services.assign_consultation(adviser, consultation=identity, adviser=adviser.person)
    services.note_in_protocol(adviser, consultation=identity, text="Termin am Montag.")
    services.answer_consultation(adviser, consultation=identity, text="Nachnutzen.")
    assert (_row().state, _row().answered_at is not None) == ("answered", True)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    services.ask_again(owner, consultation=identity, text="Und die Kosten?")
    assert (_row().state, _row().answered_at) == ("assigned", None)
    services.answer_consultation(adviser, consultation=identity, text="Nach Königsteiner Schlüssel.")
    services.close_consultation(owner, consultation=identity)
    assert [entry.is_answer for entry in ConsultationEntry.objects.order_by("pk")] == [
        False,
        True,
        False,
        True,
    ]
    with pytest.raises(Refused, match="abgeschlossen"):
        services.note_in_protocol(owner, consultation=identity, text="Nachtrag")


def test_an_authority_asks_before_there_is_a_vorhaben_and_others_do_not_see_it(land, asked):
    identity = asked(project=None)
    stranger = land.actor((Role.SERVICE_OWNER, land.other))
    with pytest.raises(Missing):
        services.withdraw_consultation(stranger, consultation=identity)
    with pytest.raises(NotAllowed):
        services.request_advice(
            stranger, question=Question(organisation=land.ministry.uuid, subject="Fremd", text="Darf ich?")
        )


def test_nobody_holds_more_than_there_is_room_for(land, asked):
    first, second = asked(), asked()
    [person, other] = _advisers(land, 2)
    services.set_capacity(OPERATOR, person=person.uuid, limit=1)
    services.assign_consultation(OPERATOR, consultation=first, adviser=person.uuid)
    with pytest.raises(Refused, match="keinen Platz \\(1 von 1\\)"):
        services.assign_consultation(OPERATOR, consultation=second, adviser=person.uuid)
    assert Consultation.objects.get(uuid=second).state == "requested"
    services.assign_consultation(OPERATOR, consultation=second, adviser=other.uuid)
    assert Notice.objects.filter(person=other).count() == 1


def test_an_adviser_neither_decides_nor_closes_and_a_vorhaben_is_not_moved(land, asked):
    identity = asked()
    before = Project.objects.values().get()
    adviser = land.actor((Role.ADVISER, land.provider))
    services.assign_consultation(adviser, consultation=identity, adviser=adviser.person)
    services.answer_consultation(adviser, consultation=identity, text="Bauen.")
    with pytest.raises(NotAllowed):
        services.close_consultation(adviser, consultation=identity)
    assert Project.objects.values().get() == before


def test_an_answer_nobody_waits_for_is_overtaken_and_writes_no_line(land, asked):
    identity = asked()
    adviser = land.actor((Role.ADVISER, land.provider))
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    services.withdraw_consultation(owner, consultation=identity)
    with pytest.raises(Overtaken) as told:
        services.answer_consultation(adviser, consultation=identity, text="Zu spät.")
    assert ("Stand", "Zurückgezogen") in told.value.now
    assert not ConsultationEntry.objects.exists()


@pytest.mark.parametrize("empty", [{"subject": " "}, {"text": ""}])
def test_a_question_without_words_is_refused(asked, empty):
    with pytest.raises(Refused, match="in einem Satz"):
        asked(**empty)
    assert not Consultation.objects.exists()


def test_only_people_of_the_project_advise(land, asked):
    identity = asked()
    with pytest.raises(Refused, match="OZG-Projekt"):
        services.assign_consultation(
            OPERATOR, consultation=identity, adviser=land.person((Role.HEAD, land.ministry)).uuid
        )
