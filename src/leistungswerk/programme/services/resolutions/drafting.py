# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The text of a Beschluss: begun, edited, its points, references and annexes."""

import re
import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import (
    Annex,
    CouncilSession,
    Resolution,
    ResolutionPoint,
    ResolutionReference,
    ResolutionTask,
)
from leistungswerk.programme.resolution_states import (
    EDITABLE,
    TASKS,
    Direction,
    ReferenceKind,
    ResolutionState,
    Verb,
)
from leistungswerk.programme.services.resolutions.access import resolution_for
from leistungswerk.register import queries as register

NUMBER: Final = re.compile(r"(?:[12][0-9]{3}/[0-9]{1,3}|B-[12][0-9]{3}/[0-9]{1,3}-[A-Z]{2,4})")
"""„2019/40“, since 2025 „B-2025/41-IT“ (domain.md 7.1)."""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A point as written; the deadline is a day or the number of a session, at most one of both."""

    verb: Verb
    text: str
    addressee: str = ""
    due_on: date | None = None
    due_session: int | None = None
    amount: Decimal | None = None


class Reference(msgspec.Struct, frozen=True):
    number: str
    kind: ReferenceKind


class Paper(msgspec.Struct, frozen=True):
    title: str
    file_number: str = ""
    url: str = ""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """The whole text, in the manner of a cover sheet: Problem, Lösung, Alternativen, Kosten."""

    title: str
    problem: str = ""
    solution: str = ""
    alternatives: str = ""
    cost: str = ""
    cost_municipal: str = ""
    points: Sequence[Point] = ()
    references: Sequence[Reference] = ()
    annexes: Sequence[Paper] = ()


_PROSE: Final = ("title", "problem", "solution", "alternatives", "cost", "cost_municipal")


def check_number(number: str) -> None:
    """Raise :class:`Refused` unless it is an official number of a resolution."""
    if not NUMBER.fullmatch(number):
        raise Refused(
            _("„%(number)s“ ist keine Beschlussnummer. Sie sieht aus wie 2019/40 oder B-2025/41-IT.")
            % {"number": number}
        )


def begin_resolution(actor: Actor, *, owner: uuid.UUID, text: Text, direction: Direction) -> uuid.UUID:
    """Begin the draft of a Beschluss; returns its uuid. Drafts are confidential."""
    require(actor, Permission.EDIT_RESOLUTION, owner)
    if direction is Direction.INCOMING:
        raise Refused(_("Eingehende Beschlüsse werden mit ihrer Nummer erfasst, nicht entworfen."))
    return _create(actor, owner=owner, text=text, direction=direction, fields={})


def enter_incoming(
    actor: Actor, *, owner: uuid.UUID, text: Text, number: str, adopted_on: date, session: int | None = None,
    council: uuid.UUID | None = None,
) -> uuid.UUID:  # fmt: skip
    """Enter a Beschluss of the IT-Planungsrat that the Land carries out (§ 26 EGovGRP); its points become tasks."""
    require(actor, Permission.EDIT_RESOLUTION, owner)
    check_number(number)
    if adopted_on > times.legal_day(times.now()):
        raise Refused(_("Der Beschluss kann nicht in der Zukunft gefasst worden sein. Prüfen Sie den Tag."))
    if Resolution.objects.filter(number=number).exists():
        raise Refused(_("Der Beschluss %(number)s ist schon erfasst.") % {"number": number})
    row = None
    if session is not None and council is not None:
        row = session_of(council, session)
    fields = {
        "number": number, "adopted_on": adopted_on, "state": ResolutionState.IMPLEMENTATION, "session": row,
    }  # fmt: skip
    with transaction.atomic():
        identity = _create(actor, owner=owner, text=text, direction=Direction.INCOMING, fields=fields)
        make_tasks(Resolution.objects.get(uuid=identity))
        resolve_references(number)
    return identity


def session_of(council: uuid.UUID, number: int) -> CouncilSession:
    """The session of a council by its number; made, without a date, where the calendar does not know it yet."""
    organisation = register.organisation_id(council)
    if organisation is None:
        raise Refused(_("Dieses Gremium gibt es nicht."))
    return CouncilSession.objects.get_or_create(council_id=organisation, number=number)[0]


def _create(
    actor: Actor, *, owner: uuid.UUID, text: Text, direction: Direction, fields: dict[str, object]
) -> uuid.UUID:
    organisation = register.owner_id(owner)
    if organisation is None:
        raise Refused(_("Diese Stelle kann keinen Beschluss einbringen, oder es gibt sie nicht mehr."))
    at = times.now()
    with transaction.atomic():
        row = Resolution.objects.create(
            working_number=_next_number(times.legal_day(at).year), owner_id=organisation, direction=direction,
            created_at=at, **_prose(text), **fields,
        )  # fmt: skip
        _write_parts(row, text)
        events.publish(kind="resolution.begun", subject=row.uuid, at=at)
        audit.record(actor, action="resolution.begun", subject=f"resolution:{row.uuid}", at=at)
    return row.uuid


def _next_number(year: int) -> str:
    rows = Resolution.objects.select_for_update().filter(working_number__startswith=f"BV-{year}-")
    last = rows.order_by("-working_number").values_list("working_number", flat=True).first()
    return f"BV-{year}-{int(last[8:]) + 1 if last else 1:03d}"


def _prose(text: Text) -> dict[str, str]:
    if not text.title.strip():
        raise Refused(_("Geben Sie dem Beschluss einen Titel."))
    return {name: getattr(text, name) for name in _PROSE}


def _write_parts(row: Resolution, text: Text) -> None:
    """Replace points, references and annexes; sessions named in points are those of the council in question."""
    for part in (row.points, row.references, row.annexes):
        part.all().delete()
    council = row.session.council.uuid if row.session else planning_council()
    for position, point in enumerate(text.points, start=1):
        if not point.text.strip():
            raise Refused(_("Punkt %(number)d hat keinen Text.") % {"number": position})
        if point.due_on and point.due_session:
            raise Refused(
                _("Punkt %(number)d nennt Tag und Sitzung als Frist. Lassen Sie eines davon weg.")
                % {"number": position}
            )
        if point.due_session and council is None:
            raise Refused(_("Für Fristen nach Sitzungen fehlt das Gremium im Register."))
        session = session_of(council, point.due_session) if point.due_session and council else None
        ResolutionPoint.objects.create(
            resolution=row, position=position, verb=point.verb, text=point.text, addressee=point.addressee,
            due_on=point.due_on, due_session=session, amount=point.amount,
        )  # fmt: skip
    for reference in text.references:
        check_number(reference.number)
        if reference.number == row.number:
            raise Refused(_("Ein Beschluss kann nicht auf sich selbst verweisen."))
        ResolutionReference.objects.create(
            resolution=row, number=reference.number, kind=reference.kind,
            target=Resolution.objects.filter(number=reference.number).first(),
        )  # fmt: skip
    Annex.objects.bulk_create(
        Annex(resolution=row, title=paper.title, file_number=paper.file_number, url=paper.url)
        for paper in text.annexes
    )


def planning_council() -> uuid.UUID | None:
    """The IT-Planungsrat in the register: the council whose sessions points count by default."""
    return register.council_by_name("IT-Planungsrat")


def edit_resolution(actor: Actor, *, resolution: uuid.UUID, text: Text, revision: int) -> None:
    """Change the draft; raises :class:`Overtaken` if somebody else did since ``revision``."""
    row = resolution_for(actor, resolution, Permission.EDIT_RESOLUTION)
    if row.state not in EDITABLE:
        raise Refused(
            _("Der Text liegt zur Abstimmung. Holen Sie ihn zurück in den Entwurf, um ihn zu ändern.")
        )
    at = times.now()
    with transaction.atomic():
        changed = Resolution.objects.filter(pk=row.pk, revision=revision, state__in=EDITABLE).update(
            **_prose(text), revision=F("revision") + 1
        )
        if not changed:
            raise Overtaken(
                _("Jemand anderes hat diesen Beschluss inzwischen geändert. Laden Sie die Seite neu.")
            )
        _write_parts(row, text)
        audit.record(actor, action="resolution.edited", subject=f"resolution:{resolution}", at=at)


def make_tasks(row: Resolution) -> int:
    """A task for each point from which somebody has something to do; told how many are new."""
    made = 0
    for point in row.points.filter(verb__in=TASKS, task__isnull=True):
        addressee = register.organisation_by_name(point.addressee) if point.addressee else None
        ResolutionTask.objects.create(point=point, addressee_id=addressee)
        made += 1
    return made


def resolve_references(number: str) -> None:
    """References that named this number before the register held it now find it."""
    target = Resolution.objects.get(number=number)
    ResolutionReference.objects.filter(number=number, target__isnull=True).exclude(resolution=target).update(
        target=target
    )
