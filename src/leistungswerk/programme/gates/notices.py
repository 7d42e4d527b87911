# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is told what in the course of a gate: whose turn it is to sign, and who is to be informed."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Role
from leistungswerk.programme.gates.order import INFORMED
from leistungswerk.programme.models import GateCase, Notice, SigningStep
from leistungswerk.programme.states import GATE_WORDS, Gate, GateState
from leistungswerk.register import seats
from leistungswerk.register.kinds import OrganisationKind


def open_turn(steps: list[SigningStep]) -> list[SigningStep]:
    """The steps that can be signed now: the unsigned ones of the first turn that is not complete."""
    waiting = [step for step in steps if not step.act]
    turn = min((step.turn for step in waiting), default=0)
    return [step for step in waiting if step.turn == turn]


def ask_next(case: GateCase, at: datetime) -> None:
    """Tell those whose turn has come; nobody is told twice of one case."""
    for step in _asked(case):
        _tell(case, Role(step.role), seats.today_called(step.organisation.uuid), _asking(case), at)


def take_back(case: GateCase, at: datetime) -> None:
    """Nobody is asked any more whose signature is given, or is not needed because the case has ended."""
    asked = [
        holder.pk
        for step in (_asked(case) if case.state == GateState.IN_SIGNING else ())
        for holder in seats.holders_for(
            Role(step.role), seats.today_called(step.organisation.uuid), times.legal_day(at)
        )
    ]
    Notice.objects.filter(url=_url(case), text=_asking(case), read_at__isnull=True).exclude(
        person_id__in=asked
    ).update(read_at=at)


def _asked(case: GateCase) -> list[SigningStep]:
    return open_turn(list(case.steps.select_related("organisation").order_by("position")))


def _asking(case: GateCase) -> str:
    with translation.override("de"):
        return _("Ihre Zeichnung wird gebraucht: %(gate)s „%(name)s“ für %(project)s.") % _words(case)


def _url(case: GateCase) -> str:
    """Addresses of the office are known by name only, as those of requirements are."""
    return reverse("office:gate_case", args=[case.uuid])


def tell_informed(case: GateCase, at: datetime) -> None:
    """Tell the ministry in charge, where a gate asks for it."""
    for role in INFORMED.get(Gate(case.gate), ()):
        seat = seats.seat_of(role, {OrganisationKind.MINISTRY}, times.legal_day(at))
        if seat is None:
            continue
        with translation.override("de"):
            text = _("Zur Kenntnis: %(gate)s „%(name)s“ für %(project)s ist bestanden.") % _words(case)
        _tell(case, role, seat.uuid, text, at)


def _words(case: GateCase) -> dict[str, object]:
    gate = Gate(case.gate)
    return {"gate": gate, "name": GATE_WORDS[gate], "project": f"{case.project.number} {case.project.title}"}


def _tell(case: GateCase, role: Role, organisation: UUID, text: str, at: datetime) -> None:
    url = _url(case)
    holders = seats.holders_for(role, organisation, times.legal_day(at))
    known = set(
        Notice.objects.filter(
            url=url, text=text, person_id__in=[holder.pk for holder in holders]
        ).values_list("person_id", flat=True)
    )
    Notice.objects.bulk_create(
        Notice(person_id=holder.pk, text=text, url=url, at=at) for holder in holders if holder.pk not in known
    )
