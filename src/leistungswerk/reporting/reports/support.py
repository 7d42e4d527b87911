# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The support desk in a report: what is open, what is late, how soon it answers. Names no person."""

from datetime import datetime, time, timedelta
from typing import Final

import msgspec

from leistungswerk.core import times
from leistungswerk.enablement.desk import clock, figures
from leistungswerk.enablement.desk.figures import Satisfaction
from leistungswerk.enablement.desk.states import LEVEL_WORDS, URGENCIES
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.reports.blocks import Block, Heading, Prose, Table

_LISTED: Final = 20


class SupportClass(msgspec.Struct, frozen=True, kw_only=True):
    """A class of tickets; the median in minutes of service time, ``None`` where nothing was answered."""

    word: str
    open: int
    overdue: int
    begun: int
    answered: int
    answered_in_time: int
    median_response: int | None


class LateTicket(msgspec.Struct, frozen=True):
    number: str
    word: str
    level: str
    late_minutes: int
    unanswered: bool


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """How the desk stood at the end of the Stichtag, so far as it was known at the Datenstand."""

    classes: tuple[SupportClass, ...]
    late: tuple[LateTicket, ...]
    """The latest first."""
    satisfaction: Satisfaction | None

    @property
    def open(self) -> int:
        return sum(each.open for each in self.classes)

    @property
    def any(self) -> bool:
        """Whether anybody ever asked."""
        return any(each.open or each.begun for each in self.classes)


def moment(cut: Cut) -> datetime:
    """The end of the Stichtag, the Datenstand at the latest."""
    ends = datetime.combine(cut.cut_off + timedelta(days=1), time.min, times.BERLIN)
    return min(ends, cut.known_at)


def support_at(cut: Cut) -> Support:
    """The figures of the desk; a fixed number of statements."""
    found = figures.figures(moment(cut))
    return Support(
        classes=tuple(
            SupportClass(
                word=str(URGENCIES[each.urgency].word), open=each.open, overdue=each.overdue, begun=each.begun,
                answered=each.answered, answered_in_time=each.answered_in_time, median_response=each.median_response,
            )
            for each in found.classes
        ),
        late=tuple(
            LateTicket(
                each.number, str(URGENCIES[each.urgency].word), str(LEVEL_WORDS[each.level]), each.late_minutes, each.unanswered
            )
            for each in found.overdue
        ),
        satisfaction=found.satisfaction,
    )  # fmt: skip


def sentence(data: Support) -> str:
    """The desk in one sentence, for a report of two pages."""
    if not data.any:
        return "Bis zum Stichtag hat niemand den Support gefragt."
    if not data.open:
        return "Am Stichtag war keine Anfrage an den Support offen."
    waiting = "war eine Anfrage" if data.open == 1 else f"waren {data.open} Anfragen"
    late = (
        f"{len(data.late)} davon über der zugesagten Zeit" if data.late else "keine über der zugesagten Zeit"
    )
    return f"Am Stichtag {waiting} an den Support offen, {late}."


def support(data: Support, *, tickets: bool) -> list[Block]:
    """Classes against what was promised; ``tickets``: with those that are late, one by one."""
    if not data.any:
        return [Heading("Support"), Prose(sentence(data))]
    blocks: list[Block] = [Heading("Support"), Prose(sentence(data)), _classes(data)]
    if data.satisfaction:
        said = data.satisfaction
        blocks.append(
            Prose(
                f"Ob die Antwort geholfen hat, sagten in zwölf Monaten {said.count} Personen: {said.yes} ja, {said.partly} "
                f"zum Teil, {said.no} nein."
            )
        )  # fmt: skip
    if tickets and data.late:
        blocks.append(_late(data))
    return blocks


def _classes(data: Support) -> Table:
    rows = tuple(
        (
            each.word,
            str(each.open),
            str(each.overdue),
            str(each.begun),
            clock.words(each.median_response) if each.median_response is not None else "–",
            f"{each.answered_in_time} von {each.answered}" if each.answered else "–",
        )
        for each in data.classes
    )
    head = ("Klasse", "offen", "überfällig", "eingegangen", "erste Antwort (Median)", "rechtzeitig")
    caption = (
        f"Anfragen an den Support; eingegangen und beantwortet in {figures.DAYS} Tagen, Zeiten in Servicezeit"
    )
    return Table(caption, head, rows, (1, 2, 3))


def _late(data: Support) -> Table:
    rows = tuple(
        (
            each.number,
            each.word,
            each.level,
            clock.words(each.late_minutes) + (", ohne erste Antwort" if each.unanswered else ""),
        )
        for each in data.late[:_LISTED]
    )
    more = f" (die {_LISTED} spätesten von {len(data.late)})" if len(data.late) > _LISTED else ""
    return Table(f"Überfällige Anfragen{more}", ("Anfrage", "Klasse", "liegt bei", "überfällig seit"), rows)
