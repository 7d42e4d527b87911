# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheet of a part as a spreadsheet: written pre-filled, read again row by row.

A document of the Land government, in German whoever asks for it. Only the column „Antwort“ answers; an empty one
leaves a question as it is. „Kennung“ and „Stand“ say which line a row is, and of which revision, so that nobody
overwrites what a colleague answered meanwhile.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils import translation
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.programme import spreadsheets
from leistungswerk.programme.reuse.amounts import read_day
from leistungswerk.programme.spreadsheets import Cell, Table
from leistungswerk.reporting.models import AvailabilityFact, RoundLine
from leistungswerk.reporting.round_states import QUESTION_WORDS, LineState, Question
from leistungswerk.reporting.rounds import answers
from leistungswerk.reporting.rounds.answers import TRANSPORTS, Answer

MOST_LINES: Final = 5_000
"""As many as a spreadsheet that comes back may have."""
KEY, REVISION, SERVICE, NUMBER, BODY, QUESTION = (
    "Kennung",
    "Stand",
    "Leistung",
    "Leistungsschlüssel",
    "Behörde",
    "Frage",
)
BEFORE, ANSWER, SINCE, WAY, UNTIL, REASON = (
    "Bisher bekannt",
    "Antwort",
    "Online seit",
    "Transportweg",
    "Letzter Tag",
    "Grund",
)
COLUMNS: Final = (
    KEY, REVISION, SERVICE, NUMBER, BODY, QUESTION, BEFORE, ANSWER, SINCE, WAY, UNTIL, REASON,
)  # fmt: skip
_READ: Final = (KEY, REVISION, ANSWER, SINCE, WAY, UNTIL, REASON)
_HOLDS, _UNKNOWN, _YES, _NO, _NONE = "stimmt", "unbekannt", "ja", "nein", "keine"
_ASKED: Final = MappingProxyType(
    {
        Question.AVAILABLE: "stimmt, ja, nein oder unbekannt",
        Question.CASES: "stimmt, eine ganze Zahl oder unbekannt",
        Question.LAW: "stimmt, der Text, keine oder unbekannt",
    }
)
_WAYS: Final = MappingProxyType({name.casefold(): key for key, name in TRANSPORTS.items()})


class Told(msgspec.Struct, frozen=True):
    """What a row says of a line: an answer, or the reason why there is none."""

    row: int
    line: uuid.UUID
    about: str
    state: LineState
    answer: Answer | None
    reason: str
    words: str
    """The answer as people read it."""


class Mistakes(Refused):
    """A spreadsheet that cannot be taken over; ``lines`` say what is wrong in which row."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(" ".join(lines))
        self.lines = tuple(lines)


def rows(lines: Iterable[RoundLine]) -> Iterator[Sequence[Cell]]:
    """A row for each line, pre-filled with what was answered, else with what is known."""
    with translation.override("de"):
        for line in lines:
            question = Question(line.question)
            said, before = answers.read(line.answer), answers.read(line.before)
            shown = said or before or Answer()
            yield (
                str(line.uuid), line.revision, line.service_name, line.service_key, line.body_name,
                f"{QUESTION_WORDS[question]} ({_ASKED[question]})", answers.in_words(question, before),
                _answer_cell(question, line, said), shown.since, TRANSPORTS.get(shown.transport, ""), shown.until,
                line.note if line.state == LineState.UNKNOWN else "",
            )  # fmt: skip


def _answer_cell(question: Question, line: RoundLine, said: Answer | None) -> Cell:
    match LineState(line.state):
        case LineState.CONFIRMED:
            return _HOLDS
        case LineState.UNKNOWN:
            return _UNKNOWN
        case LineState.CORRECTED if said is not None:
            if question is Question.AVAILABLE:
                return _YES if said.online else _NO
            return said.number if question is Question.CASES else said.text or _NONE
        case _:
            return ""


Known = Mapping[tuple[str, uuid.UUID], Sequence[AvailabilityFact]]


def told(table: Table, lines: Mapping[uuid.UUID, RoundLine], known: Known, cut_off: date) -> tuple[Told, ...]:
    """What the rows change, checked like typed answers; raises :class:`Mistakes` with every row that is wrong."""
    if missing := [name for name in _READ if name not in table.columns]:
        raise Mistakes(
            (
                _("Es fehlen Spalten: %(names)s. Nehmen Sie die Tabelle von dieser Seite.")
                % {"names": ", ".join(missing)},
            )
        )
    found: list[Told] = []
    mistakes: list[str] = []
    met: set[uuid.UUID] = set()
    for number, cells in table.rows:
        row = dict(zip(table.columns, cells, strict=False))
        try:
            line = _line(row, lines, met)
            change = _change(number, row, line, known, cut_off)
        except Refused as refusal:
            mistakes.append(_("Zeile %(number)d: %(text)s") % {"number": number, "text": refusal})
        else:
            found += [change] if change else []
    if mistakes:
        raise Mistakes(mistakes)
    return tuple(found)


def _line(row: Mapping[str, str], lines: Mapping[uuid.UUID, RoundLine], met: set[uuid.UUID]) -> RoundLine:
    try:
        key = uuid.UUID(row.get(KEY, ""))
        line = lines[key]
    except (ValueError, KeyError) as error:
        raise Refused(_("Die Kennung gehört zu keiner Frage, die Sie hier beantworten.")) from error
    if key in met:
        raise Refused(_("Diese Kennung steht schon in einer Zeile darüber."))
    met.add(key)
    return line


def _change(number: int, row: Mapping[str, str], line: RoundLine, known: Known, cut_off: date) -> Told | None:
    """What a row changes; ``None`` if it says what is there already, or nothing."""
    about = f"{line.service_name} ({line.body_name})"
    said = row.get(ANSWER, "")
    if not said:
        _require_untouched(row, line)
        return None
    try:
        if said.casefold() == _UNKNOWN:
            state, answer, reason = LineState.UNKNOWN, None, _reason(row)
        else:
            state, answer, reason = *_answered(row, said, line, known, cut_off), ""
    except Refused as refusal:
        raise Refused(f"{about}: {refusal}") from refusal
    if (state, answers.stored(answer)) == (line.state, line.answer) and reason in ("", line.note):
        return None
    _require_current(row, line, about)
    words = answers.in_words(Question(line.question), answer) if answer else reason
    return Told(number, line.uuid, about, state, answer, reason, words)


def _reason(row: Mapping[str, str]) -> str:
    if not row.get(REASON):
        raise Refused(_("Nennen Sie in der Spalte „Grund“, warum die Frage nicht zu beantworten ist."))
    return row[REASON]


def _answered(
    row: Mapping[str, str], said: str, line: RoundLine, known: Known, cut_off: date
) -> tuple[LineState, Answer]:
    before = answers.read(line.before)
    if said.casefold() == _HOLDS:
        if before is None:
            raise Refused(_("Hier war bisher nichts bekannt. Schreiben Sie die Antwort selbst."))
        _require_untouched(row, line, holds=True)
        return LineState.CONFIRMED, before
    typed = _typed(row, said, Question(line.question))
    checked = answers.check(line, typed, cut_off=cut_off, known=known.get((line.service_key, line.body), ()))
    return (LineState.CONFIRMED if checked == before else LineState.CORRECTED), checked


def _typed(row: Mapping[str, str], said: str, question: Question) -> Answer:
    match question:
        case Question.AVAILABLE if said.casefold() == _YES:
            return Answer(online=True, since=_day(row, SINCE), transport=_way(row.get(WAY, "")))
        case Question.AVAILABLE if said.casefold() == _NO:
            return Answer(online=False, until=_day(row, UNTIL))
        case Question.AVAILABLE:
            raise Refused(
                _("„%(said)s“ ist keine Antwort. Schreiben Sie: %(words)s.")
                % {"said": said[:60], "words": _ASKED[question]}
            )
        case Question.CASES:
            return Answer(number=answers.read_number(said))
        case Question.LAW:
            return Answer(text="" if said.casefold() == _NONE else said)


def _day(row: Mapping[str, str], column: str) -> date | None:
    said = row.get(column, "")
    try:
        return read_day(said) if said else None
    except ValueError as error:
        raise Refused(
            _("„%(said)s“ bei „%(label)s“ ist kein Tag. Schreiben Sie ihn wie 24.12.2026.")
            % {"said": said[:60], "label": column}
        ) from error


def _way(said: str) -> str:
    """The key of a way by its name or by itself; what is neither is refused by the check of the answer."""
    return _WAYS.get(said.casefold(), said) if said else ""


def _require_untouched(row: Mapping[str, str], line: RoundLine, *, holds: bool = False) -> None:
    """Days or a way were changed, but the column that counts does not say so: nothing is dropped in silence."""
    said = answers.read(line.answer)
    shown = [each or Answer() for each in (said or answers.read(line.before), answers.read(line.before))]
    typed = (_day(row, SINCE), _way(row.get(WAY, "")), _day(row, UNTIL))
    if typed in [(each.since, each.transport, each.until) for each in shown]:
        return
    if holds:
        raise Refused(
            _("„stimmt“ bestätigt das bisher Bekannte, die Spalten daneben sagen anderes. Schreiben Sie ja oder nein.")
        )  # fmt: skip
    raise Refused(
        _("%(about)s: Sie haben Angaben geändert, aber die Spalte „Antwort“ ist leer. Schreiben Sie ja oder nein.")
        % {"about": f"{line.service_name} ({line.body_name})"}
    )  # fmt: skip


def _require_current(row: Mapping[str, str], line: RoundLine, about: str) -> None:
    if row.get(REVISION, "") != str(line.revision):
        raise Refused(
            _("%(about)s: Inzwischen hat %(name)s geantwortet. Laden Sie die Tabelle neu herunter.")
            % {"about": about, "name": line.answered_by_name or _("jemand anderes")}
        )


def write(lines: Iterable[RoundLine], title: str) -> bytes:
    """The spreadsheet as XLSX."""
    return spreadsheets.write_xlsx(title, COLUMNS, rows(lines))
