# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cells, findings and choices as the templates of the roll-out want them."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leistungswerk.core.failures import Refused
from leistungswerk.programme.rollout import words
from leistungswerk.programme.rollout.facts import Finding, Status
from leistungswerk.programme.rollout.matrix import Cell
from leistungswerk.programme.rollout_states import DUTY_WORDS, UNIT_WORDS, UnitState
from leistungswerk.register.kinds import Transport
from leistungswerk.web.office.access import PAGE_SIZE

_E = TypeVar("_E", bound=StrEnum)
LEVELS = {
    Status.MET: "success",
    Status.OPEN: "danger",
    Status.NOTICE: "warning",
    Status.LATER: "info",
    Status.NOT_NEEDED: "info",
}
STATE_LEVELS = {
    UnitState.PLANNED: "info",
    UnitState.INTERESTED: "info",
    UnitState.PREPARING: "warning",
    UnitState.LIVE: "success",
    UnitState.WITHDRAWN: "danger",
    UnitState.EXEMPT: "info",
}
Choices = list[tuple[str, str | Promise]]


def unit_url(unit: UUID) -> str:
    return reverse("office:rollout_unit", args=[unit])


def act_url(finding: Finding, unit: UUID) -> str:
    """Where a finding is mended; empty where nothing is to be done."""
    act = words.act(finding, unit)
    return reverse(act.address, args=act.arguments) if act else ""


def finding(found: Finding, unit: UUID) -> dict[str, object]:
    """A duty with what is said of it."""
    return {
        "duty": found.duty.value,
        "title": DUTY_WORDS[found.duty],
        "level": LEVELS[found.status],
        "status": words.STATUS_WORDS[found.status],
        "text": words.text(found) if found.code in words.SENTENCES else "",
        "who": words.who(found),
        "url": act_url(found, unit),
        "open": found.status is Status.OPEN,
        "idle": found.status in {Status.NOT_NEEDED, Status.LATER},
    }


def cell(found: Cell | None) -> dict[str, object] | None:
    """A cell of the matrix: its look, its words, and the first thing that is missing."""
    if found is None:
        return None
    # What is not begun lacks nearly everything; saying so in every cell would hide what is red.
    return {
        "begun": found.look != "planned",
        "look": found.look,
        "text": cell_text(found),
        "first": words.text(found.first) if found.first else "",
        "who": words.who(found.first) if found.first else "",
        "act_url": act_url(found.first, found.unit) if found.first else "",
        "url": unit_url(found.unit),
    }


def cell_text(found: Cell) -> str:
    """The state in words and how much is missing."""
    state = str(UNIT_WORDS[found.state])
    if found.missing:
        return ngettext("%(state)s, %(number)d fehlt", "%(state)s, %(number)d fehlen", found.missing) % {
            "state": state,
            "number": found.missing,
        }
    if found.look == "ready":
        return _("Bereit")
    if found.notices:
        return _("%(state)s, bald fällig") % {"state": state}
    return state


def chosen(kind: type[_E], text: str) -> _E | None:
    """A member of a closed set from an address or form; nonsense means none."""
    return kind(text) if text in set(kind) else None


def number(query: QueryDict, name: str) -> int:
    """A page number from 1; nonsense means the first."""
    text = query.get(name, "1")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def amount(text: str) -> int | None:
    """A number of cases, empty for none; raises :class:`Refused`."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Refused(_("„%(given)s“ ist keine Zahl von Fällen.") % {"given": text})
    return int(text)


def day(text: str) -> date | None:
    """A day of a date input, empty for none; raises :class:`Refused`."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(
            _("„%(given)s“ ist kein Tag. Schreiben Sie ihn so: 2027-01-31.") % {"given": text}
        ) from None


def transports() -> Choices:
    return [(each.value, words.TRANSPORT_WORDS[each]) for each in Transport]


def states(only: Iterable[UnitState] = UnitState) -> Choices:
    return [(each.value, UNIT_WORDS[each]) for each in only]


def identities(values: Sequence[str]) -> tuple[UUID, ...]:
    """Chosen rows of a form; what is no uuid was not on the page and is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return tuple(found)


def query_without(request: HttpRequest, *names: str) -> str:
    """The present query without some names, ready to append others: „?a=1&“."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    text = query.urlencode()
    return f"?{text}&" if text else "?"


def pages(request: HttpRequest, total: int, number: int) -> dict[str, object]:
    """Paging that keeps the filters."""
    last = max((total + PAGE_SIZE - 1) // PAGE_SIZE, 1)
    return {"number": min(number, last), "total": last, "query": query_without(request, "seite")}


def errors(refusal: Refused, field: str = "") -> list[dict[str, str]]:
    """One refusal for the error summary."""
    return [{"id": field, "label": "", "message": str(refusal)}]
