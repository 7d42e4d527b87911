# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vorhaben: begun, edited, released for reading."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import Participation, Project
from leistungswerk.programme.services.checklists import begin_list, tick_facts
from leistungswerk.programme.states import PROJECT_TRANSITIONS, PROJECT_WORDS, Gate, Part, ProjectState
from leistungswerk.register import queries as register
from leistungswerk.register import search
from leistungswerk.register.queries import fact_sheet

_MOST_STAFF = 100


class ProjectEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner says about a Vorhaben. ``services`` are Leistungsschlüssel."""

    title: str
    services: Sequence[str]
    goal: str = ""
    staff_share: Decimal | None = None
    budget_line: str = ""
    expected_cases: int | None = None
    target_date: date | None = None
    bundle: str = ""
    """OZG-Kennung of the OZG-Leistung it belongs to; empty: none."""


def _services(keys: Sequence[str]) -> list[int]:
    found = register.service_ids(keys)
    if missing := [key for key in keys if key not in found]:
        raise Refused(
            _("Diese Leistungen stehen nicht im Register: %(keys)s.") % {"keys": ", ".join(missing)}
        )
    if not keys:
        raise Refused(_("Wählen Sie mindestens eine Leistung, die online gehen soll."))
    return [found[key] for key in keys]


def service_names(keys: Sequence[str]) -> dict[str, str]:
    """Names of Leistungen by key, for those the register has."""
    found = ((key, register.service(key)) for key in keys)
    return {key: row.name for key, row in found if row is not None}


def _fields(entry: ProjectEntry) -> dict[str, object]:
    if not entry.title.strip():
        raise Refused(_("Geben Sie dem Vorhaben einen Titel."))
    if entry.staff_share is not None and not 0 <= entry.staff_share < _MOST_STAFF:
        raise Refused(_("Der Stellenanteil liegt zwischen 0 und 99,99 Vollzeitstellen."))
    plain = (name for name in ProjectEntry.__struct_fields__ if name not in ("services", "bundle"))
    return {**{name: getattr(entry, name) for name in plain}, "bundle_id": _bundle(entry.bundle)}


def _bundle(ozg_id: str) -> int | None:
    if not ozg_id.strip():
        return None
    found = fact_sheet.bundle_id(ozg_id.strip())
    if found is None:
        raise Refused(_("Die OZG-Kennung %(id)s steht nicht im Register.") % {"id": ozg_id.strip()})
    return found


def begin_project(actor: Actor, *, owner: uuid.UUID, entry: ProjectEntry) -> uuid.UUID:
    """Begin a Vorhaben in phase 0 for a Bedarfsträger; returns its uuid.

    Raises :class:`Refused` for an organisation that cannot own one, unknown keys or an empty title.
    """
    require(actor, Permission.EDIT_PROJECT, owner)
    organisation = register.owner_id(owner)
    if organisation is None:
        raise Refused(_("Diese Stelle kann kein Bedarfsträger sein, oder es gibt sie nicht mehr."))
    fields, services = _fields(entry), _services(entry.services)
    at = times.now()
    with transaction.atomic():
        row = Project.objects.create(
            number=_next_number(times.legal_day(at).year), owner_id=organisation, created_at=at, **fields
        )
        row.services.set(services)
        Participation.objects.create(project=row, organisation_id=organisation, part=Part.OWNER)
        search.touch("project", [str(row.uuid)])
        events.publish(kind="project.begun", subject=row.uuid, at=at)
        begin_list(row, Gate.G0, at)
        audit.record(actor, action="project.begun", subject=f"project:{row.uuid}", at=at)
    return row.uuid


def _next_number(year: int) -> str:
    """One after the greatest of the year; two at once collide on the unique index and the second tries again."""
    last = (
        Project.objects.select_for_update()
        .filter(number__startswith=f"V-{year}-")
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return f"V-{year}-{int(last[7:]) + 1 if last else 1:04d}"


def edit_project(actor: Actor, *, project: uuid.UUID, entry: ProjectEntry, revision: int) -> None:
    """Change what the owner says; raises :class:`Overtaken` if somebody else changed it since ``revision``."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    fields, services = _fields(entry), _services(entry.services)
    at = times.now()
    with transaction.atomic():
        changed = Project.objects.filter(pk=row.pk, revision=revision).update(
            **fields, revision=F("revision") + 1
        )
        if not changed:
            raise Overtaken(_("Jemand anderes hat dieses Vorhaben inzwischen geändert."), now=_as_it_is(row))
        row.services.set(services)
        search.touch("project", [str(project)])
        note = ", ".join(name for name, value in fields.items() if getattr(row, name) != value)
        events.publish(kind="project.edited", subject=project, at=at)
        audit.record(actor, action="project.edited", subject=f"project:{project}", at=at, note=note)
        row.refresh_from_db()
        tick_facts(row, at)


def _as_it_is(row: Project) -> list[tuple[str, str]]:
    """What the first of two editors left, in words."""
    row.refresh_from_db()
    return [
        (_("Titel"), row.title),
        (_("Ziel"), row.goal),
        (_("Stellenanteil"), str(row.staff_share or "–")),
        (_("Haushaltsstelle"), row.budget_line or "–"),
        (_("Erwartete Fälle im Jahr"), str(row.expected_cases or "–")),
        (_("Zieltermin"), row.target_date.isoformat() if row.target_date else "–"),
    ]


def abandon_project(actor: Actor, *, project: uuid.UUID, reason: str) -> None:
    """End a Vorhaben for good without result; its history stays."""
    _close(actor, project, "abandon", reason)


def resume_project(actor: Actor, *, project: uuid.UUID, reason: str) -> None:
    """Take up again what was deferred, not digitisable or completed; by a person, never by a date."""
    _close(actor, project, "resume", reason)


def _close(actor: Actor, project: uuid.UUID, move: str, reason: str) -> None:
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    if not reason.strip():
        raise Refused(_("Nennen Sie den Grund. Er steht im Verlauf des Vorhabens."))
    states = [state for state, moves in PROJECT_TRANSITIONS.items() if move in moves]
    after = PROJECT_TRANSITIONS[states[0]][move]
    at = times.now()
    with transaction.atomic():
        if not Project.objects.filter(pk=row.pk, state__in=states).update(state=after):
            raise Overtaken(
                _("Der Stand des Vorhabens hat sich geändert."), now=[(_("Stand"), _state_word(row))]
            )
        events.publish(kind=f"project.{move}", subject=project, at=at)
        audit.record(
            actor, action=f"project.{move}", subject=f"project:{project}", at=at, note=reason.strip()
        )


def _state_word(row: Project) -> str:
    row.refresh_from_db()
    return str(PROJECT_WORDS[ProjectState(row.state)])


def release_for_reading(actor: Actor, *, project: uuid.UUID, organisation: uuid.UUID) -> None:
    """Let another organisation read the Vorhaben: an auditor, another Ressort."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    reader = register.organisation_id(organisation)
    if reader is None:
        raise Refused(_("Diese Stelle gibt es nicht."))
    at = times.now()
    with transaction.atomic():
        _row, created = Participation.objects.get_or_create(
            project=row, organisation_id=reader, part=Part.RELEASED_TO
        )
        if created:
            audit.record(
                actor, action="project.released_for_reading", subject=f"project:{project}", at=at,
                note=str(organisation),
            )  # fmt: skip
