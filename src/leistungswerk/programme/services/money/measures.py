# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measures, and what is provided for them each year."""

import uuid

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import Mandate, Measure, MeasureBudget
from leistungswerk.programme.money_access import (
    check_cents,
    check_file_number,
    measure_to_keep,
    require_keeper,
)
from leistungswerk.register import queries as register

FIRST_YEAR, LAST_YEAR = 2015, 2100


class MeasureEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A measure as entered; ``project`` and ``mandate`` are uuids of what it pays for, if one is meant."""

    title: str
    owner: uuid.UUID
    programme: bool = False
    project: uuid.UUID | None = None
    mandate: uuid.UUID | None = None
    budget_line: str = ""
    note: str = ""


def _fields(actor: Actor, entry: MeasureEntry) -> dict[str, object]:
    if not entry.title.strip():
        raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": _("Titel")})
    owner = register.organisation_id(entry.owner)
    if owner is None:
        raise Refused(_("Wählen Sie die Stelle, bei der das Geld steht."))
    project = project_for(actor, entry.project).pk if entry.project else None
    mandate = None
    if entry.mandate:
        mandate = Mandate.objects.filter(uuid=entry.mandate).values_list("pk", flat=True).first()
        if mandate is None:
            raise Refused(_("Diesen Projektauftrag gibt es nicht."))
    return {
        "title": entry.title.strip(), "owner_id": owner, "programme": entry.programme, "project_id": project,
        "mandate_id": mandate, "budget_line": entry.budget_line.strip(), "note": entry.note.strip(),
    }  # fmt: skip


def open_measure(actor: Actor, *, entry: MeasureEntry) -> uuid.UUID:
    """Enter a measure; returns its uuid. Raises :class:`Refused` for a second one of the owner with this title."""
    require_keeper(actor, entry.owner, programme=entry.programme)
    fields, at = _fields(actor, entry), times.now()
    try:
        with transaction.atomic():
            row = Measure.objects.create(created_at=at, **fields)
            audit.record(actor, action="measure.opened", subject=f"measure:{row.uuid}", at=at)
            events.publish(kind="measure.opened", subject=row.uuid, at=at)
    except IntegrityError as error:
        raise Refused(_("Diese Stelle führt schon eine Maßnahme mit diesem Titel.")) from error
    return row.uuid


def edit_measure(actor: Actor, *, measure: uuid.UUID, entry: MeasureEntry, revision: int) -> None:
    """Change what is said of a measure; its owner's keeper and the new owner's must be the same person.

    Raises :class:`Overtaken` for the second of two editors.
    """
    row = measure_to_keep(actor, measure)
    require_keeper(actor, entry.owner, programme=entry.programme)
    fields, at = _fields(actor, entry), times.now()
    try:
        with transaction.atomic():
            mine = Measure.objects.filter(pk=row.pk, revision=revision)
            if not mine.update(**fields, revision=F("revision") + 1):
                raise Overtaken(
                    _("Jemand anderes hat diese Maßnahme inzwischen geändert. Laden Sie die Seite neu."),
                    now=((_("Titel"), Measure.objects.get(pk=row.pk).title),),
                )
            audit.record(actor, action="measure.edited", subject=f"measure:{measure}", at=at)
            events.publish(kind="measure.edited", subject=row.uuid, at=at)
    except IntegrityError as error:
        raise Refused(_("Diese Stelle führt schon eine Maßnahme mit diesem Titel.")) from error


def set_budget(
    actor: Actor, *, measure: uuid.UUID, year: int, cents: int, file_number: str, revision: int
) -> None:
    """Provide an amount for a year, or change it; ``revision`` is what the editor saw, 0 for a first amount.

    A budget below what is already bound or paid is allowed, since the parliament may cut: the page says so.
    Raises :class:`Overtaken` for the second of two editors.
    """
    row = measure_to_keep(actor, measure)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("„Haushaltsjahr“: Geben Sie ein Jahr mit vier Ziffern ein, etwa 2026."))
    check_cents(cents, _("Ansatz"))
    file_number, at = check_file_number(file_number), times.now()
    with transaction.atomic():
        held = MeasureBudget.objects.filter(measure=row, year=year)
        changed = held.filter(revision=revision).update(
            cents=cents, file_number=file_number, revision=F("revision") + 1
        )
        if not changed:
            _insert_budget(row, year=year, cents=cents, file_number=file_number)
        audit.record(
            actor, action="measure.budget_set", subject=f"measure:{measure}", at=at,
            note=f"{year} {cents} ct {file_number}",
        )  # fmt: skip
        events.publish(kind="measure.budget_set", subject=row.uuid, at=at, data={"year": str(year)})


def _insert_budget(row: Measure, *, year: int, cents: int, file_number: str) -> None:
    try:
        with transaction.atomic():
            MeasureBudget.objects.create(
                measure=row, year=year, cents=cents, file_number=file_number, revision=1
            )
    except IntegrityError as error:
        raise Overtaken(
            _("Jemand anderes hat den Ansatz dieses Jahres inzwischen geändert. Laden Sie die Seite neu.")
        ) from error
