# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading parameters and sheets, and their spreadsheet."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.programme.models import ParameterDefinition, ParameterSheet, Project
from leistungswerk.programme.reuse.offer_files import safe
from leistungswerk.programme.reuse.values import show
from leistungswerk.programme.reuse_states import ParameterType, SheetState
from leistungswerk.register.kinds import ResponsibilityKind
from leistungswerk.register.queries.responsibilities import ResponsibleBody, responsible_bodies

BODY_COLUMNS: Final = ("Kennung der Stelle", "Stelle")


class DefinitionView(msgspec.Struct, frozen=True):
    name: str
    title: str
    description: str
    type: ParameterType
    unit: str
    choices: tuple[str, ...]
    required: bool


class SheetView(msgspec.Struct, frozen=True, kw_only=True):
    uuid: UUID
    project: UUID
    organisation: UUID
    organisation_name: str
    version: int
    state: SheetState
    values: dict[str, str]
    valid_from: date | None
    revision: int


class BodyRow(msgspec.Struct, frozen=True):
    """A body that makes the statute, with what it has handed in."""

    body: ResponsibleBody
    confirmed: SheetView | None
    draft: SheetView | None


def definitions(project_pk: int) -> tuple[DefinitionView, ...]:
    rows = ParameterDefinition.objects.filter(project_id=project_pk).order_by("position")
    return tuple(
        DefinitionView(
            row.name, row.title, row.description, ParameterType(row.type), row.unit,
            tuple(str(item) for item in row.choices), row.required,
        )
        for row in rows
    )  # fmt: skip


def _view(row: ParameterSheet) -> SheetView:
    return SheetView(
        uuid=row.uuid, project=row.project.uuid, organisation=row.organisation.uuid,
        organisation_name=row.organisation.name, version=row.version, state=SheetState(row.state),
        values={str(name): str(value) for name, value in row.values.items()}, valid_from=row.valid_from,
        revision=row.revision,
    )  # fmt: skip


def sheet(identity: UUID) -> SheetView | None:
    row = ParameterSheet.objects.select_related("project", "organisation").filter(uuid=identity).first()
    return _view(row) if row else None


def sheets(project_pk: int) -> tuple[SheetView, ...]:
    """Confirmed sheets and drafts of a Vorhaben."""
    rows = ParameterSheet.objects.select_related("project", "organisation").filter(project_id=project_pk)
    return tuple(
        _view(row) for row in rows.exclude(state=SheetState.SUPERSEDED).order_by("organisation__name")
    )


def history(project_pk: int, organisation: UUID) -> tuple[SheetView, ...]:
    """All versions of a body, newest first."""
    rows = ParameterSheet.objects.select_related("project", "organisation")
    return tuple(
        _view(row)
        for row in rows.filter(project_id=project_pk, organisation__uuid=organisation).order_by("-version")
    )


def statute_bodies(project_pk: int) -> tuple[ResponsibleBody, ...]:
    """Who makes the statute for a service of the Vorhaben, by the register."""
    services = list(Project.objects.filter(pk=project_pk).values_list("services", flat=True))
    return responsible_bodies(services, ResponsibilityKind.STATUTE)


def body_rows(project_pk: int) -> tuple[BodyRow, ...]:
    """Bodies that make the statute, and others with a sheet; constant number of statements."""
    held = sheets(project_pk)
    bodies = {body.uuid: body for body in statute_bodies(project_pk)}
    for item in held:
        bodies.setdefault(item.organisation, ResponsibleBody(0, item.organisation, item.organisation_name))

    def _of(body: ResponsibleBody, state: SheetState) -> SheetView | None:
        return next((item for item in held if item.organisation == body.uuid and item.state is state), None)

    return tuple(
        BodyRow(body, _of(body, SheetState.CONFIRMED), _of(body, SheetState.DRAFT))
        for body in sorted(bodies.values(), key=lambda body: body.name)
    )


def write_csv(known: Sequence[DefinitionView], rows: Sequence[BodyRow]) -> str:
    """A line for each body, a column for each parameter; the draft where there is one, else what is confirmed."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([*BODY_COLUMNS, *(item.name for item in known)])
    for row in rows:
        held = row.draft or row.confirmed
        values = held.values if held else {}
        shown = [show(item.type, values.get(item.name, "")).removesuffix(" €") for item in known]
        writer.writerow([str(row.body.uuid), safe(row.body.name), *(safe(value) for value in shown)])
    return "\ufeff" + target.getvalue()


def read_csv(text: str, known: Sequence[DefinitionView]) -> dict[UUID, dict[str, str]]:
    """Values by body from such a table; empty cells are left out. Raises :class:`Refused` with line and column."""
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";", strict=True)
    try:
        table = [(lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise Refused(
            _("Zeile %(line)d der Tabelle ist nicht lesbar: %(error)s.")
            % {"line": lines.line_num, "error": error}
        ) from error
    if len(table) < 2:
        raise Refused(
            _("Die Tabelle ist leer. Laden Sie zuerst die Vorlage herunter und füllen Sie sie aus.")
        )
    header = [cell.strip() for cell in table[0][1]]
    names = {item.name for item in known}
    if header[:1] != [BODY_COLUMNS[0]] or set(header) - names - set(BODY_COLUMNS):
        strange = ", ".join(sorted(set(header) - names - set(BODY_COLUMNS))) or "–"
        raise Refused(
            _("Die Spalten passen nicht. Die erste heißt „%(first)s“; unbekannt sind: %(strange)s.")
            % {"first": BODY_COLUMNS[0], "strange": strange}
        )
    found: dict[UUID, dict[str, str]] = {}
    for line, cells in table[1:]:
        record = dict(zip(header, cells, strict=False))
        body = _body(record[BODY_COLUMNS[0]], line)
        if body in found:
            raise Refused(_("Zeile %(line)d: Diese Stelle steht schon weiter oben.") % {"line": line})
        found[body] = {
            name: cell.removeprefix("'") for name, cell in record.items() if name in names and cell.strip()
        }
    return found


def _body(text: str, line: int) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise Refused(
            _("Zeile %(line)d: „%(text)s“ ist keine Kennung einer Stelle. Nehmen Sie die Vorlage.")
            % {"line": line, "text": text}
        ) from None


def runtime_parameters(form_version: UUID, organisation: UUID) -> tuple[tuple[str, str, str], ...]:
    """What a body's confirmed sheet sets for the Vorhaben that runs on this form version: (name, title, as shown)."""
    row = (
        ParameterSheet.objects.filter(
            project__runs_on__form_version=form_version,
            organisation__uuid=organisation,
            state=SheetState.CONFIRMED,
        )
        .order_by("-confirmed_at")
        .first()
    )
    if row is None:
        return ()
    held = {str(name): str(value) for name, value in row.values.items()}
    return tuple(
        (item.name, item.title, show(item.type, held[item.name]))
        for item in definitions(row.project_id)
        if held.get(item.name)
    )


def confirmed_values(project_pk: int, organisation_pk: int) -> dict[str, str]:
    """The confirmed values of a body, by name; empty without a confirmed sheet. What our runtime takes."""
    row = ParameterSheet.objects.filter(
        project_id=project_pk, organisation_id=organisation_pk, state=SheetState.CONFIRMED
    ).first()
    return {str(name): str(value) for name, value in row.values.items()} if row else {}
