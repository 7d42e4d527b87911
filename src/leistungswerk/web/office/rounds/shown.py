# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How rounds, parts and lines look on pages: words, colours, bars, addresses."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leistungswerk.core import times
from leistungswerk.reporting.drawings import progress
from leistungswerk.reporting.round_states import LINE_WORDS, PART_WORDS, ROUND_WORDS, LineState
from leistungswerk.reporting.rounds.parts import LineView
from leistungswerk.reporting.rounds.views import PartRow, Progress, RoundRow, StepView, Turn
from leistungswerk.web.office.rounds import words
from leistungswerk.web.shares import share_text


def round_row(found: RoundRow) -> dict[str, object]:
    """A round as lists and heads show it."""
    return {
        "row": found,
        "state": ROUND_WORDS[found.state],
        "level": words.ROUNDS[found.state],
        "share": share_text(found.answered, found.asked),
        "url": reverse("office:round", args=[found.uuid]),
    }


def part_row(found: PartRow) -> dict[str, object]:
    """A part with its bar, at whose turn it is, and since when."""
    return {
        "row": found,
        "state": PART_WORDS[found.state],
        "level": words.PARTS[found.state],
        "bar": bar(found.progress),
        "said": counts(found.progress),
        "turn": turn(found),
        "days": days_since(found.since) if found.turn is not Turn.NOBODY else "",
        "url": reverse("office:round_part", args=[found.uuid]) if found.opens else "",
    }


def turn(found: PartRow) -> str:
    """Who acts next, in words; empty if nobody does."""
    if found.turn is Turn.NOBODY:
        return ""
    return str(words.LATER_TURNS.get(found.turn) or words.TURNS[found.kind, found.turn])


def days_since(at: datetime) -> str:
    days = (times.legal_day(times.now()) - times.legal_day(at)).days
    return (
        ngettext("seit einem Tag", "seit %(days)d Tagen", days) % {"days": days} if days else _("seit heute")
    )


def days_left(due: date) -> str:
    days = (due - times.legal_day(times.now())).days
    if days < 0:
        return ngettext("einen Tag überfällig", "%(days)d Tage überfällig", -days) % {"days": -days}
    return (
        ngettext("noch ein Tag", "noch %(days)d Tage", days) % {"days": days} if days else _("heute fällig")
    )


def counts(found: Progress) -> str:
    """„8 bestätigt, 2 berichtigt, 3 offen“."""
    said = [
        f"{count} {word}"
        for count, word in (
            (found.confirmed, LINE_WORDS[LineState.CONFIRMED]),
            (found.corrected, LINE_WORDS[LineState.CORRECTED]),
            (found.unknown, LINE_WORDS[LineState.UNKNOWN]),
            (found.returned, LINE_WORDS[LineState.RETURNED]),
            (found.open, LINE_WORDS[LineState.OPEN]),
        )
        if count
    ]
    return ", ".join(said) or _("nichts gefragt")


def bar(found: Progress) -> str:
    return progress((found.confirmed, found.corrected, found.unknown), found.asked, name=counts(found))


def line_row(found: LineView) -> dict[str, object]:
    return {
        "line": found,
        "question": words.QUESTIONS[found.question],
        "state": LINE_WORDS[found.state],
        "level": words.LINES[found.state],
        "outcome": words.OUTCOMES.get(found.outcome, ""),
        "url": reverse("office:round_line", args=[found.uuid]),
    }


def step_row(found: StepView) -> dict[str, object]:
    return {"step": found, "word": words.STEPS.get(found.act, found.act)}
