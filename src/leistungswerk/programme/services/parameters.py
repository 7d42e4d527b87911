# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parameters of a Vorhaben and the sheets of the bodies that make the statute, in versions."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import ParameterDefinition, ParameterSheet, Project
from leistungswerk.programme.reuse.standard_parameters import STANDARD_PARAMETERS
from leistungswerk.programme.reuse.values import canonical
from leistungswerk.programme.reuse_states import ParameterType, SheetState
from leistungswerk.register import queries as register


class ParameterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter as defined; ``name`` is what texts and files call it."""

    name: str
    title: str
    type: ParameterType
    description: str = ""
    unit: str = ""
    choices: Sequence[str] = ()
    required: bool = True


def define_parameter(actor: Actor, *, project: uuid.UUID, entry: ParameterEntry) -> None:
    """Define a parameter of a Vorhaben; its name is given once.

    A parameter that becomes required later leaves confirmed sheets as they are; their next version must hold it.
    """
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    _check_entry(entry)
    with transaction.atomic():
        _define(actor, row, (entry,))


def add_standard_parameters(actor: Actor, *, project: uuid.UUID) -> int:
    """Define those of the standard list that the Vorhaben does not have yet; returns how many."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    held = set(ParameterDefinition.objects.filter(project=row).values_list("name", flat=True))
    fresh = [
        ParameterEntry(name=item.name, title=str(item.title), type=item.type, required=item.required)
        for item in STANDARD_PARAMETERS
        if item.name not in held
    ]
    with transaction.atomic():
        _define(actor, row, fresh)
    return len(fresh)


def _check_entry(entry: ParameterEntry) -> None:
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789._")
    if not entry.name or set(entry.name) - allowed:
        raise Refused(_("„Name“ darf nur kleine Buchstaben, Ziffern, Punkte und Unterstriche enthalten."))
    if not entry.title.strip():
        raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": _("Bezeichnung")})
    if entry.type is ParameterType.CHOICE and len(entry.choices) < 2:
        raise Refused(_("Eine Auswahl braucht mindestens zwei Werte. Schreiben Sie je Zeile einen."))


def _define(actor: Actor, project: Project, entries: Sequence[ParameterEntry]) -> None:
    at = times.now()
    last = ParameterDefinition.objects.filter(project=project).order_by("-position").first()
    start = last.position + 1 if last else 1
    rows = [
        ParameterDefinition(
            project=project, name=item.name, title=item.title, description=item.description, type=item.type,
            unit=item.unit, choices=list(item.choices), required=item.required, position=start + place,
        )
        for place, item in enumerate(entries)
    ]  # fmt: skip
    try:
        with transaction.atomic():
            ParameterDefinition.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Refused(_("Einen Parameter mit diesem Namen hat das Vorhaben schon.")) from error
    audit.record(
        actor, action="parameters.defined", subject=f"project:{project.uuid}", at=at,
        note=", ".join(item.name for item in entries),
    )  # fmt: skip


def _owned(actor: Actor, project: uuid.UUID, organisation: uuid.UUID) -> tuple[Project, int]:
    row = project_for(actor, project)
    require(actor, Permission.EDIT_PARAMETERS, organisation)
    body = register.organisation_id(organisation)
    if body is None:
        raise Missing(_("Diese Stelle gibt es nicht."))
    return row, body


def draft_sheet(actor: Actor, *, project: uuid.UUID, organisation: uuid.UUID) -> uuid.UUID:
    """The open draft of a body, made from its last confirmed version where there is none; returns its uuid."""
    row, body = _owned(actor, project, organisation)
    at = times.now()
    with transaction.atomic():
        sheets = ParameterSheet.objects.filter(project=row, organisation_id=body)
        held = sheets.filter(state=SheetState.DRAFT).first()
        if held is not None:
            return held.uuid
        last = sheets.order_by("-version").first()
        made = ParameterSheet.objects.create(
            project=row, organisation_id=body, version=last.version + 1 if last else 1,
            values=dict(last.values) if last else {},
        )  # fmt: skip
        audit.record(actor, action="sheet.begun", subject=f"sheet:{made.uuid}", at=at)
    return made.uuid


def _sheet(actor: Actor, identity: uuid.UUID) -> ParameterSheet:
    row = ParameterSheet.objects.select_related("project", "organisation").filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Dieses Parameterblatt gibt es nicht."))
    _owned(actor, row.project.uuid, row.organisation.uuid)
    if row.state != SheetState.DRAFT:
        raise Refused(
            _("Ein bestätigtes Parameterblatt ändert sich nicht mehr. Beginnen Sie eine neue Fassung.")
        )
    return row


def checked_values(project: Project, told: Mapping[str, str]) -> dict[str, str]:
    """Canonical values by name; raises :class:`Refused` for a name nobody defined or a value that does not fit."""
    known = {item.name: item for item in ParameterDefinition.objects.filter(project=project)}
    if strange := sorted(set(told) - set(known)):
        raise Refused(_("Diese Parameter hat das Vorhaben nicht: %(names)s.") % {"names": ", ".join(strange)})
    return {
        name: canonical(ParameterType(known[name].type), text, title=known[name].title, choices=known[name].choices)
        for name, text in told.items()
    }  # fmt: skip


def fill_sheet(actor: Actor, *, sheet: uuid.UUID, told: Mapping[str, str], revision: int) -> None:
    """Save values of a draft; what is left out stays. A draft may lack required ones."""
    row = _sheet(actor, sheet)
    values = {**row.values, **checked_values(row.project, told)}
    with transaction.atomic():
        changed = ParameterSheet.objects.filter(pk=row.pk, revision=revision, state=SheetState.DRAFT).update(
            values=values, revision=F("revision") + 1
        )
        if not changed:
            raise Overtaken(_("Jemand anderes hat dieses Parameterblatt geändert. Laden Sie die Seite neu."))
        audit.record(actor, action="sheet.filled", subject=f"sheet:{sheet}", at=times.now())


def confirm_sheet(actor: Actor, *, sheet: uuid.UUID, valid_from: date, revision: int) -> None:
    """Confirm a draft: from now on it never changes, and the version before it is superseded.

    Raises :class:`Refused` while a required value is missing.
    """
    row = _sheet(actor, sheet)
    needed = ParameterDefinition.objects.filter(project=row.project, required=True).order_by("position")
    if missing := [item.title for item in needed if not row.values.get(item.name)]:
        raise Refused(
            _("Diese Angaben fehlen noch: %(names)s. Erst danach lässt sich das Blatt bestätigen.")
            % {"names": ", ".join(missing)}
        )
    at = times.now()
    with transaction.atomic():
        ParameterSheet.objects.filter(
            project=row.project, organisation=row.organisation, state=SheetState.CONFIRMED
        ).update(state=SheetState.SUPERSEDED)
        changed = ParameterSheet.objects.filter(pk=row.pk, revision=revision, state=SheetState.DRAFT).update(
            state=SheetState.CONFIRMED, valid_from=valid_from, confirmed_at=at, confirmed_by=actor.pseudonym
        )
        if not changed:
            raise Overtaken(_("Jemand anderes hat dieses Parameterblatt geändert. Laden Sie die Seite neu."))
        events.publish(
            kind="parameters.confirmed", subject=row.uuid, at=at,
            data={"project": str(row.project.uuid), "organisation": str(row.organisation.uuid)},
        )  # fmt: skip
        audit.record(
            actor, action="sheet.confirmed", subject=f"sheet:{sheet}", at=at, note=f"version {row.version}"
        )


def fill_many(actor: Actor, *, project: uuid.UUID, told: Mapping[uuid.UUID, Mapping[str, str]]) -> int:
    """Fill drafts of many bodies at once, all or nothing; returns how many. Nothing is confirmed by it."""
    with transaction.atomic():
        for organisation, values in told.items():
            sheet = draft_sheet(actor, project=project, organisation=organisation)
            revision = ParameterSheet.objects.values_list("revision", flat=True).get(uuid=sheet)
            fill_sheet(actor, sheet=sheet, told=values, revision=revision)
    return len(told)
