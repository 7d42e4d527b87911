# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes of many Vorhaben at once: seen as a comparison first, then made all together or not at all."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import ChecklistItem, Participation, Project, ProjectContact
from leistungswerk.programme.services.checklists import tick_facts
from leistungswerk.programme.spreadsheets import Table
from leistungswerk.programme.states import ItemState, Part
from leistungswerk.register import search
from leistungswerk.register.queries import directory

COLUMNS: Final = (
    "Nummer", "Titel", "Bedarfsträger", "Leistungsschlüssel", "Phase", "Weg", "Stand", "Zieltermin",
    "Erwartete Fälle", "Stellenanteil", "Haushaltsstelle", "Ziel", "Vollzugsbehörden", "Revision",
)  # fmt: skip
"""Columns of the spreadsheet, always German: files travel between people of different language settings."""
EDITABLE: Final[Mapping[str, str]] = {
    "Titel": "title",
    "Zieltermin": "target_date",
    "Erwartete Fälle": "expected_cases",
    "Stellenanteil": "staff_share",
    "Haushaltsstelle": "budget_line",
    "Ziel": "goal",
}
"""What an import may change; everything else is only read from the table to find the row."""


class Change(msgspec.Struct, frozen=True):
    """One cell: what stands there and what would."""

    field: str
    before: str
    after: str


class Difference(msgspec.Struct, frozen=True):
    """What an act would do to a Vorhaben."""

    project: uuid.UUID
    number: str
    title: str
    revision: int
    changes: tuple[Change, ...]


class Problem(msgspec.Struct, frozen=True):
    line: int
    text: str


class Comparison(msgspec.Struct, frozen=True):
    """Rows that would change, how many stay, and what is wrong; with a problem nothing can be taken over."""

    changed: tuple[Difference, ...]
    same: int
    problems: tuple[Problem, ...]


def _editable(actor: Actor, numbers: Iterable[str]) -> dict[str, Project]:
    rows = visible(actor).select_related("owner").filter(number__in=list(numbers))
    return {row.number: row for row in rows}


def compare(actor: Actor, *, table: Table) -> Comparison:
    """What an import of the table would change; writes nothing.

    Raises :class:`Refused` naming columns that are missing or unknown.
    """
    missing = [name for name in ("Nummer", "Revision") if name not in table.columns]
    unknown = [name for name in table.columns if name not in COLUMNS]
    twice = sorted({name for name in table.columns if table.columns.count(name) > 1})
    if missing or unknown or twice:
        raise Refused(_wrong_columns(missing, unknown, twice))
    place = {name: table.columns.index(name) for name in table.columns}
    records = [
        (number, {name: row[at] if at < len(row) else "" for name, at in place.items()})
        for number, row in table.rows
    ]
    known = _editable(actor, (record["Nummer"] for _line, record in records))
    changed: list[Difference] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for line, record in records:
        try:
            found = _difference(actor, record, known, seen)
        except Refused as refusal:
            problems.append(Problem(line, str(refusal)))
            continue
        if found.changes:
            changed.append(found)
    return Comparison(tuple(changed), len(records) - len(changed) - len(problems), tuple(problems))


def _wrong_columns(missing: Sequence[str], unknown: Sequence[str], twice: Sequence[str]) -> str:
    parts = []
    if missing:
        parts.append(_("Es fehlen die Spalten: %(names)s.") % {"names": ", ".join(missing)})
    if unknown:
        parts.append(_("Diese Spalten sind unbekannt: %(names)s.") % {"names": ", ".join(unknown)})
    if twice:
        parts.append(_("Diese Spalten stehen doppelt: %(names)s.") % {"names": ", ".join(twice)})
    parts.append(_("Beginnen Sie mit der Tabelle, die Sie hier herunterladen."))
    return " ".join(parts)


def _difference(
    actor: Actor, record: Mapping[str, str], known: Mapping[str, Project], seen: set[str]
) -> Difference:
    number = record["Nummer"]
    row = known.get(number)
    if row is None:
        raise Refused(
            _("Das Vorhaben „%(number)s“ gibt es nicht, oder es ist nicht für Sie freigegeben.")
            % {"number": number}
        )
    if number in seen:
        raise Refused(_("Das Vorhaben %(number)s steht zweimal in der Tabelle.") % {"number": number})
    seen.add(number)
    if not actor.may(Permission.EDIT_PROJECT, row.owner.uuid):
        raise Refused(_("%(number)s dürfen Sie lesen, aber nicht ändern.") % {"number": number})
    if record["Revision"] != str(row.revision):
        raise Refused(
            _("%(number)s wurde nach dem Herunterladen geändert. Laden Sie die Tabelle neu.")
            % {"number": number}
        )
    changes = []
    for column, field in EDITABLE.items():
        if column not in record:
            continue
        after = read_cell(field, column, record[column])
        if after != getattr(row, field):
            changes.append(Change(column, in_words(getattr(row, field)), in_words(after)))
    return Difference(row.uuid, number, row.title, row.revision, tuple(changes))


def in_words(value: object) -> str:
    """A value as a table shows it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def read_cell(field: str, column: str, text: str) -> object:
    """The value of a cell; raises :class:`Refused` naming the column."""
    words = {"column": column, "text": text}
    if field == "title" and not text:
        raise Refused(_("%(column)s: darf nicht leer sein.") % words)
    if field in ("title", "budget_line", "goal"):
        most = {"title": 300, "budget_line": 100}.get(field, 20_000)
        if len(text) > most:
            raise Refused(_("%(column)s: Der Text ist zu lang.") % words)
        return text
    if not text:
        return None
    try:
        if field == "target_date":
            day, month, year = (int(part) for part in text.split("."))
            return date(year, month, day)
        if field == "expected_cases":
            return _count(text)
        return _share(text)
    except (ValueError, InvalidOperation) as error:
        hint = {"target_date": "30.06.2027", "expected_cases": "1200"}.get(field, "0,2")
        raise Refused(
            _("%(column)s: „%(text)s“ passt nicht. Schreiben Sie es so: %(hint)s.") % {**words, "hint": hint}
        ) from error


def _count(text: str) -> int:
    plain = text.replace(".", "")
    if not plain.isdecimal() or int(plain) > 2_000_000_000:
        raise ValueError(text)
    return int(plain)


def _share(text: str) -> Decimal:
    value = Decimal(text.replace(",", ".")).quantize(Decimal("0.01"))
    if not 0 <= value < 100:
        raise ValueError(text)
    return value


def take_over(actor: Actor, *, table: Table) -> int:
    """Make every change of the comparison, or none; returns how many Vorhaben changed."""
    at = times.now()
    with transaction.atomic():
        comparison = compare(actor, table=table)
        if comparison.problems:
            raise Refused(_("Die Tabelle hat Fehler. Es wurde nichts übernommen."))
        for each in comparison.changed:
            values = {
                EDITABLE[change.field]: read_cell(EDITABLE[change.field], change.field, change.after)
                for change in each.changes
            }
            _write(actor, each, values)
        if comparison.changed:
            count = str(len(comparison.changed))
            audit.record(actor, action="projects.imported", subject="projects", at=at, note=count)
    return len(comparison.changed)


def _write(actor: Actor, each: Difference, values: Mapping[str, object]) -> None:
    at = times.now()
    written = Project.objects.filter(uuid=each.project, revision=each.revision).update(
        **values, revision=F("revision") + 1
    )
    if not written:
        raise Overtaken(
            _("Jemand anderes hat dieses Vorhaben inzwischen geändert."), now=[(each.number, each.title)]
        )
    note = ", ".join(
        f"{change.field}: {change.before or '–'} → {change.after or '–'}" for change in each.changes
    )
    audit.record(actor, action="project.edited", subject=f"project:{each.project}", at=at, note=note[:2000])
    search.touch("project", [str(each.project)])
    tick_facts(Project.objects.get(uuid=each.project), at)


class Bulk(msgspec.Struct, frozen=True, kw_only=True):
    """One act for many: a day shifted or set, a contact, bodies. Empty parts are left alone."""

    target_date: date | None = None
    contact: uuid.UUID | None = None
    contact_role: Role = Role.SERVICE_OWNER
    bodies: tuple[uuid.UUID, ...] = ()
    due_shift: int = 0
    """Days by which planned days of open items move; only plans, never states."""

    @property
    def is_empty(self) -> bool:
        return not (self.target_date or self.contact or self.bodies or self.due_shift)


def preview_bulk(actor: Actor, *, projects: Sequence[uuid.UUID], bulk: Bulk) -> tuple[Difference, ...]:
    """What the act would change, for each Vorhaben; writes nothing. Raises :class:`Refused`, all or nothing."""
    if bulk.is_empty:
        raise Refused(_("Wählen Sie, was sich ändern soll."))
    if not -1000 <= bulk.due_shift <= 1000:
        raise Refused(_("Verschieben Sie um höchstens 1000 Tage."))
    rows = _rows(actor, projects)
    person = _person(bulk)
    bodies = directory.organisations_by_uuid(bulk.bodies)
    if len(bodies) != len(set(bulk.bodies)):
        raise Refused(_("Wählen Sie Stellen, die es im Register gibt."))
    keys = [row.pk for row in rows]
    open_items = _open_items(keys)
    taking = set(
        Participation.objects.filter(project__in=keys, part=Part.EXECUTING).values_list(
            "project", "organisation"
        )
    )
    named = set(
        ProjectContact.objects.filter(project__in=keys, role=bulk.contact_role).values_list(
            "project", "person"
        )
    )
    found = []
    for row in rows:
        changes = []
        if bulk.target_date and row.target_date != bulk.target_date:
            changes.append(Change(_("Zieltermin"), in_words(row.target_date), in_words(bulk.target_date)))
        if person is not None and (row.pk, person.pk) not in named:
            changes.append(Change(_("Ansprechperson"), "", person.name))
        new = [body.name for body in bodies.values() if (row.pk, body.pk) not in taking]
        if new:
            changes.append(Change(_("Vollzugsbehörden"), "", ", ".join(new)))
        if bulk.due_shift and open_items.get(row.pk):
            words = {"count": open_items[row.pk], "days": bulk.due_shift}
            changes.append(
                Change(_("Fällige Punkte"), "", _("%(count)d um %(days)+d Tage verschoben") % words)
            )
        found.append(Difference(row.uuid, row.number, row.title, row.revision, tuple(changes)))
    return tuple(found)


def _rows(actor: Actor, projects: Sequence[uuid.UUID]) -> list[Project]:
    rows = list(visible(actor).select_related("owner").filter(uuid__in=projects).order_by("number"))
    if not projects or len(rows) != len(set(projects)):
        raise Refused(_("Wählen Sie mindestens ein Vorhaben aus der Liste."))
    if locked := [row.number for row in rows if not actor.may(Permission.EDIT_PROJECT, row.owner.uuid)]:
        raise Refused(
            _("Diese Vorhaben dürfen Sie nicht ändern: %(numbers)s.") % {"numbers": ", ".join(locked)}
        )
    return rows


def _person(bulk: Bulk) -> directory.PersonView | None:
    if bulk.contact is None:
        return None
    person = directory.person(bulk.contact)
    if person is None:
        raise Refused(_("Diese Person gibt es nicht mehr. Wählen Sie eine andere."))
    return person


def _open_items(keys: Sequence[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    rows = ChecklistItem.objects.filter(project__in=keys, state=ItemState.OPEN, due__isnull=False)
    for key in rows.values_list("project", flat=True):
        counts[key] = counts.get(key, 0) + 1
    return counts
