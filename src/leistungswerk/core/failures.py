# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Typed failures: what a caller may do about them is told by the class, never by the text."""

from collections.abc import Sequence
from enum import StrEnum


class DeadReason(StrEnum):
    """Why an outbox row waits for a human."""

    EXCEEDED = "exceeded"
    PERMANENT = "permanent"
    CONFIG = "config"
    INTERNAL = "internal"


class Failure(Exception):
    """Base of all typed failures; the text is a German sentence for the office."""


class TemporaryFailure(Failure):
    """Trying again later can help. ``retry_after``: seconds the other side asked for."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class PermanentFailure(Failure):
    """The other side refuses this very thing; trying again cannot help."""


class UncertainFailure(Failure):
    """Nobody knows whether the other side took it; only a person may try again, knowing that it could be twice."""


class ConfigurationFailure(Failure):
    """Someone must change a setting, key or contract here or there before trying again."""


class Refused(Exception):
    """A use case says no to a person: one clear German sentence with the remedy."""


class Missing(Refused):
    """It does not exist, or not for this actor; faces answer 404 and never tell which."""


class Overtaken(Refused):
    """Somebody else was faster; the person must see what is there now before trying again (409).

    ``now``: what the first one did, as label and value.
    """

    def __init__(self, message: str, *, now: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.now = tuple(now)
