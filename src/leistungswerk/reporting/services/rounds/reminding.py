# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reminders: a week and a day before the due day, then every third day until the answers are released.

Where the Fachreferate have a day of their own, one the day before it and one the day after.
"""

from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.reporting.models import RoundPart
from leistungswerk.reporting.round_states import PartState, RoundState
from leistungswerk.reporting.services.rounds import steps

_BEFORE: Final = frozenset({7, 1})
_EVERY: Final = 3
_CLOCK: Final = Actor("rounds", "Terminerinnerung")
"""Nobody of flesh: the record says that the system reminded."""


def remind(at: datetime | None = None) -> int:
    """Remind whoever has not released yet, once a legal day; returns how many parts were reminded."""
    at = at or times.now()
    today = times.legal_day(at)
    late = RoundPart.objects.filter(round__state=RoundState.OPEN, state=PartState.COLLECTING)
    done = 0
    for part in late.select_related("round"):
        due = _reminded_of(part, today)
        if due is None:
            continue
        try:
            with transaction.atomic():
                # The unique index on part and day makes it once, however many workers run.
                steps.took(_CLOCK, part.round, part, "reminded", at=at)
                steps.tell_answering(part, "overdue" if due < today else "reminded", at=at, due=due)
        except IntegrityError:
            continue
        done += 1
    return done


def _reminded_of(part: RoundPart, today: date) -> date | None:
    """The due day of which a part is reminded today; ``None`` on other days."""
    left = (part.due - today).days
    if left in _BEFORE or (left < 0 and -left % _EVERY == 1):
        return part.due
    early = part.round.answers_due
    return early if early is not None and abs((early - today).days) == 1 else None


def remind_today() -> int:
    """For the worker."""
    return remind()
