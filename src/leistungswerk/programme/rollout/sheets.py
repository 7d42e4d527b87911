# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies and duties of a Vorhaben as a spreadsheet: written as CSV, read again with a diff first.

Nothing is written before somebody has seen what would change; what is wrong is told with line and column.
"""

import csv
import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.programme.models import RolloutUnit
from leistungswerk.programme.rollout.facts import DutyMark, RouteKind, route_of
from leistungswerk.programme.rollout.rules import MEASURED
from leistungswerk.programme.rollout_states import DUTY_WORDS, UNIT_WORDS, Duty, DutyState, UnitState
from leistungswerk.programme.services import duties
from leistungswerk.programme.services.duties import DutyEntry
from leistungswerk.register.kinds import OrganisationKind, Transport

MAX_BYTES: Final = 1024 * 1024
KEY, NAME, STATE, WAVE = "Kennung", "Name", "Stand", "Welle"
TRANSPORT, EXPECTED = "Transportweg", "Erwartete Fälle"
RECORDED: Final = tuple(duty for duty in Duty if duty not in MEASURED)
_DONE, _NOT_NEEDED, _UNTIL = "erledigt", "nicht nötig", "gültig bis"


def _column(duty: Duty) -> str:
    return f"Pflicht: {duty.value}"


COLUMNS: Final = (KEY, NAME, STATE, WAVE, TRANSPORT, EXPECTED, *map(_column, RECORDED))


class Change(msgspec.Struct, frozen=True):
    """What a line would change: column, what is there, what comes."""

    line: int
    body: str
    column: str
    before: str
    after: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A checked line: the body and what it says."""

    unit: uuid.UUID
    wave: str
    transport: Transport | None
    expected: int | None
    entries: tuple[DutyEntry, ...]
    changes: tuple[Change, ...]


class Mistakes(Refused):
    """A spreadsheet that cannot be taken over; ``lines`` say what is wrong where."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines


def _mark(mark: DutyMark | None) -> str:
    if mark is None or mark.state is DutyState.OPEN:
        return ""
    if mark.state is DutyState.NOT_NEEDED:
        return f"{_NOT_NEEDED}: {mark.reference}"
    until = f" ({_UNTIL} {mark.valid_until.isoformat()})" if mark.valid_until else ""
    return f"{_DONE}: {mark.reference}{until}"


def _row(unit: RolloutUnit, marks: Mapping[Duty, DutyMark]) -> dict[str, str]:
    return {
        KEY: str(unit.organisation.uuid),
        NAME: unit.organisation.name,
        STATE: UnitState(unit.state).value,
        WAVE: unit.wave.name if unit.wave else "",
        TRANSPORT: unit.transport,
        EXPECTED: "" if unit.expected_cases is None else str(unit.expected_cases),
        **{_column(duty): _mark(marks.get(duty)) for duty in RECORDED},
    }


def write(units: Sequence[RolloutUnit], marks: Mapping[int, Mapping[Duty, DutyMark]]) -> Iterator[str]:
    """The spreadsheet line by line; text that a spreadsheet would take for a formula is quoted."""
    for row in (
        dict(zip(COLUMNS, COLUMNS, strict=True)),
        *(_row(unit, marks.get(unit.pk, {})) for unit in units),
    ):
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerow(_plain(row[column]) for column in COLUMNS)
        yield out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text


def read(
    data: bytes,
    units: Mapping[str, RolloutUnit],
    marks: Mapping[int, Mapping[Duty, DutyMark]],
    waves: Sequence[str],
) -> tuple[Line, ...]:
    """Lines that change something; raises :class:`Mistakes` for wrong columns, unknown bodies and wrong values."""
    if len(data) > MAX_BYTES:
        raise Mistakes((_("Die Datei ist größer als 1 MB."),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Mistakes((_("Die Datei ist kein Text in UTF-8. Speichern Sie sie als „CSV UTF-8“."),)) from None
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        head, body = [each.strip() for each in next(rows, [])], list(rows)
    except csv.Error as error:
        raise Mistakes((_("Die Tabelle lässt sich nicht lesen: %(reason)s") % {"reason": error},)) from None
    _check_head(head)
    found: list[Line] = []
    mistakes: list[str] = []
    table = _Table(units, marks, waves, set())
    for number, values in enumerate(body, start=2):
        if not any(values):
            continue
        row = dict(zip(head, (each.strip().removeprefix("'") for each in values), strict=False))
        try:
            if (line := _line(number, row, table)) is not None:
                found.append(line)
        except Refused as refusal:
            mistakes.append(_("Zeile %(line)d: %(text)s") % {"line": number, "text": refusal})
    if mistakes:
        raise Mistakes(tuple(mistakes))
    return tuple(found)


def _check_head(head: Sequence[str]) -> None:
    missing = [column for column in COLUMNS if column not in head]
    extra = [column for column in head if column not in COLUMNS]
    said = []
    if missing:
        said.append(_("Es fehlen die Spalten: %(names)s.") % {"names": ", ".join(missing)})
    if extra:
        said.append(_("Unbekannte Spalten: %(names)s.") % {"names": ", ".join(extra)})
    if said:
        said.append(_("Exportieren Sie die Tabelle neu und ändern Sie nur ihre Werte."))
        raise Mistakes(tuple(said))


class _Table(msgspec.Struct, frozen=True):
    """What lines are judged by; ``seen`` grows with each."""

    units: Mapping[str, RolloutUnit]
    marks: Mapping[int, Mapping[Duty, DutyMark]]
    waves: Sequence[str]
    seen: set[str]

    def unit(self, row: Mapping[str, str]) -> RolloutUnit:
        unit = self.units.get(row[KEY])
        if unit is None:
            raise Refused(
                _("Die Stelle „%(key)s“ (%(name)s) gehört nicht zu diesem Vorhaben.")
                % {"key": row[KEY], "name": row.get(NAME, "")}
            )
        if row[KEY] in self.seen:
            raise Refused(
                _("Die Stelle %(name)s steht zweimal in der Tabelle.") % {"name": unit.organisation.name}
            )
        self.seen.add(row[KEY])
        return unit


def _line(number: int, row: Mapping[str, str], table: _Table) -> Line | None:
    unit = table.unit(row)
    before = _row(unit, table.marks.get(unit.pk, {}))
    changes = tuple(
        Change(number, unit.organisation.name, column, before[column], row.get(column, ""))
        for column in COLUMNS
        if column not in {KEY, NAME} and row.get(column, "") != before[column]
    )
    if not changes:
        return None
    changed = {change.column for change in changes}
    if STATE in changed:
        raise Refused(
            _("Der Stand „%(state)s“ wird nicht über die Tabelle geändert.")
            % {"state": UNIT_WORDS[UnitState(unit.state)]}
        )
    transport = _transport(row[TRANSPORT])
    unit.transport = transport or ""
    return Line(
        unit=unit.uuid,
        wave=_wave(row[WAVE], unit, table.waves),
        transport=transport,
        expected=_number(row[EXPECTED]),
        entries=tuple(
            duties.check_entry(unit, _entry(duty, row[_column(duty)]))
            for duty in RECORDED
            if _column(duty) in changed
        ),
        changes=changes,
    )


def _wave(name: str, unit: RolloutUnit, waves: Sequence[str]) -> str:
    if name and name not in waves:
        raise Refused(
            _("Die Welle „%(name)s“ gibt es nicht. Es gibt: %(names)s.")
            % {"name": name, "names": ", ".join(waves) or "–"}
        )
    if name and route_of(OrganisationKind(unit.organisation.kind)) is RouteKind.IMPLEMENTATION:
        raise Refused(
            _("%(name)s führt ohne Wellen ein: Wellen gibt es nur für Kommunen.")
            % {"name": unit.organisation.name}
        )
    return name


def _transport(text: str) -> Transport | None:
    if not text:
        return None
    try:
        return Transport(text)
    except ValueError:
        raise Refused(
            _("„%(given)s“ ist kein Transportweg. Möglich sind: %(names)s.")
            % {"given": text, "names": ", ".join(Transport)}
        ) from None


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Refused(_("„%(given)s“ ist keine Zahl von Fällen.") % {"given": text})
    return int(text)


def _entry(duty: Duty, text: str) -> DutyEntry:
    kind, _colon, said = text.partition(":")
    reference, _until, rest = said.strip().partition(f" ({_UNTIL} ")
    match kind.strip():
        case "":
            return DutyEntry(duty=duty, state=DutyState.OPEN)
        case "erledigt":
            return DutyEntry(
                duty=duty, state=DutyState.DONE, reference=reference, valid_until=_day(duty, rest.rstrip(")"))
            )
        case "nicht nötig":
            return DutyEntry(duty=duty, state=DutyState.NOT_NEEDED, reference=said.strip())
    raise Refused(
        _(
            "„%(given)s“ bei „%(duty)s“: Schreiben Sie „erledigt: Aktenzeichen“, „nicht nötig: Grund“ oder nichts."
        )
        % {"given": text, "duty": DUTY_WORDS[duty]}
    )


def _day(duty: Duty, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("„%(given)s“ bei „%(duty)s“ ist kein Tag. Schreiben Sie ihn so: 2027-01-31.")
            % {"given": text, "duty": DUTY_WORDS[duty]}
        ) from None
