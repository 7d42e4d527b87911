# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every use case of a round needs: the thing for an actor, the move of its state, the step on record, who is told."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.programme.services import notices
from leistungswerk.register import seats
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.reporting.models import DataRound, RoundLine, RoundPart, RoundStep
from leistungswerk.reporting.round_states import (
    LINE_TRANSITIONS,
    PART_TRANSITIONS,
    ROUND_TRANSITIONS,
    LineState,
    PartKind,
    PartState,
    RoundState,
)
from leistungswerk.reporting.rounds import seen

_SEATS: Final = frozenset(
    {
        OrganisationKind.STATE_CHANCELLERY,
        OrganisationKind.MINISTRY,
        OrganisationKind.STATE_AUTHORITY,
        OrganisationKind.IT_PROVIDER,
    }
)
_TEXTS: Final = MappingProxyType(
    {
        "asked": gettext_lazy("Datenabfrage %(round)s: bitte bis %(due)s bestätigen oder berichtigen."),
        "returned": gettext_lazy("Datenabfrage %(round)s: zurückgegeben. %(reason)s"),
        "released": gettext_lazy("Datenabfrage %(round)s: %(part)s ist freigegeben und wartet auf Ihre Prüfung."),
        "checked": gettext_lazy("Datenabfrage %(round)s: %(part)s ist geprüft und wartet auf Ihre Abnahme."),
        "reminded": gettext_lazy("Erinnerung an die Datenabfrage %(round)s: Frist %(due)s."),
        "overdue": gettext_lazy("Datenabfrage %(round)s: Die Frist %(due)s ist verstrichen."),
        "extended": gettext_lazy("Datenabfrage %(round)s: neue Frist %(due)s. %(reason)s"),
        "escalation_declined": gettext_lazy("Datenabfrage %(round)s: keine Eskalation bei %(part)s. %(reason)s"),
        "escalation_asked": gettext_lazy("Datenabfrage %(round)s: Das LDI bittet um Eskalation bei %(part)s."),
        "escalated": gettext_lazy(
            "Datenabfrage %(round)s: Die OZG-Koordination bittet um Ihre Antworten. %(reason)s"
        ),
        "corrected_late": gettext_lazy("Datenabfrage %(round)s: %(part)s hat nach Abschluss berichtigt."),
    }
)  # fmt: skip


def round_for(identity: uuid.UUID) -> DataRound:
    row = DataRound.objects.filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diese Abfrage gibt es nicht."))
    return row


def part_for(
    actor: Actor, identity: uuid.UUID, permission: Permission | None = None, *, lock: bool = False
) -> RoundPart:
    """A part the actor takes part in; with ``permission`` only if it is held for its organisation."""
    rows = RoundPart.objects.select_related("round")
    if lock:
        rows = rows.select_for_update(of=("self",))
    part = rows.filter(seen.parts_of(actor), uuid=identity).first()
    if part is None:
        raise Missing(_("Diesen Teil der Abfrage gibt es nicht."))
    if permission is not None:
        require(actor, permission, part.organisation)
    return part


def line_for(actor: Actor, identity: uuid.UUID) -> RoundLine:
    """A line the actor may answer or release."""
    mine = RoundPart.objects.filter(seen.parts_of(actor))
    line = RoundLine.objects.select_related("part__round").filter(uuid=identity, part__in=mine).first()
    if line is None:
        raise Missing(_("Diese Frage gibt es nicht."))
    may = actor.may(Permission.ANSWER_ROUND, line.answering) or actor.may(
        Permission.ANSWER_ROUND, line.part.organisation
    )
    if not may:
        raise NotAllowed(_("Diese Frage beantwortet %(name)s.") % {"name": line.answering_name})
    return line


def require_running(row: DataRound) -> None:
    if row.state != RoundState.OPEN:
        raise Refused(
            _("Die Abfrage %(number)s ist nicht mehr offen. Berichtigen Sie nach Abschluss mit einem Grund.")
            % {"number": row.number}
        )


def require_collecting(part: RoundPart) -> None:
    require_running(part.round)
    if part.state != PartState.COLLECTING:
        raise Refused(
            _(
                "%(name)s hat die Antworten schon freigegeben. Bitten Sie um Rückgabe, wenn etwas nicht stimmt."
            )
            % {"name": part.name}
        )


def next_line_state(line: RoundLine, act: str) -> LineState:
    moves = LINE_TRANSITIONS[LineState(line.state)]
    if act not in moves:
        raise Refused(_("Diese Frage ist erledigt: %(note)s") % {"note": line.note})
    return moves[act]


def move_round(row: DataRound, act: str) -> None:
    """Move by the table; raises :class:`Overtaken` if somebody else was faster."""
    target = ROUND_TRANSITIONS[RoundState(row.state)].get(act)
    if target is None or not DataRound.objects.filter(pk=row.pk, state=row.state).update(state=target):
        raise Overtaken(_("Die Abfrage ist inzwischen schon geschlossen."))
    row.state = target


def move_part(part: RoundPart, act: str, **changes: object) -> None:
    """Move by the table, and put away what was asked before; the next is asked after.

    Raises :class:`Overtaken` if it is not in a state for that (somebody else was faster).
    """
    require_running(part.round)
    target = PART_TRANSITIONS[PartState(part.state)].get(act)
    rows = RoundPart.objects.filter(pk=part.pk, state=part.state)
    if target is None or not rows.update(state=target, **changes):
        raise Overtaken(_("Dieser Teil steht inzwischen anders. Laden Sie die Seite neu."))
    part.state = target
    notices.settle(_notice_url(part), at=times.now())


def _notice_url(part: RoundPart) -> str:
    return f"round_part:{part.uuid}"


def took(
    actor: Actor, row: DataRound, part: RoundPart | None, act: str, *, at: datetime, reason: str = ""
) -> None:
    """Put a step on record, inside the transaction of the act."""
    RoundStep.objects.create(
        round=row,
        part=part,
        act=act,
        reason=reason,
        by=actor.pseudonym,
        by_name=actor.name,
        at=at,
        day=times.legal_day(at),
    )


def _tell(
    part: RoundPart,
    kind: str,
    people: Iterable[seats.HolderView],
    at: datetime,
    *,
    reason: str = "",
    due: date | None = None,
) -> int:
    with translation.override("de"):
        text = str(_TEXTS[kind]) % {
            "round": f"{part.round.number} „{part.round.title}“",
            "due": formats.date_format(due or part.due),
            "part": part.name,
            "reason": reason,
        }
    return notices.tell({person.pk for person in people}, text=text.strip(), url=_notice_url(part), at=at)


def tell_answering(
    part: RoundPart, kind: str, *, at: datetime, reason: str = "", due: date | None = None
) -> int:
    """Tell those who speak for the part, and the Fachreferate of its open lines; ``due``: if not that of the part."""
    return _tell(part, kind, _answering(part, at), at, reason=reason, due=due)


def _answering(part: RoundPart, at: datetime) -> set[seats.HolderView]:
    on = times.legal_day(at)
    if part.kind == PartKind.PROJECT_OFFICE:
        return set(seats.holders_for(Role.PROJECT_OFFICE, part.organisation, on))
    found = set(seats.holders_for(Role.RESSORT_CONTACT, part.organisation, on))
    open_lines = RoundLine.objects.filter(part=part, state__in=(LineState.OPEN, LineState.RETURNED))
    for body in open_lines.values_list("answering", flat=True).distinct():
        found |= set(seats.holders_for(Role.SERVICE_OWNER, body, on))
    return found


def tell_heads(part: RoundPart, *, at: datetime, reason: str) -> int:
    """An escalation: the head of the Ressort and whoever speaks for it."""
    on = times.legal_day(at)
    people = set(seats.holders_for(Role.HEAD, part.organisation, on)) | _answering(part, at)
    return _tell(part, "escalated", people, at, reason=reason)


def tell_land(part: RoundPart, kind: str, role: Role, *, at: datetime, reason: str = "") -> int:
    """Tell a role of the whole Land: the LDI that checks, the ministry that accepts."""
    seat = seats.seat_of(role, _SEATS, times.legal_day(at))
    if seat is None:
        return 0
    return _tell(part, kind, seats.holders_for(role, seat.uuid, times.legal_day(at)), at, reason=reason)
