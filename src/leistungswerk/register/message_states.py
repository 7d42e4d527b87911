# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kinds and states of imported messages."""

from enum import StrEnum
from types import MappingProxyType


class MessageKind(StrEnum):
    """The standard of an imported message."""

    XPROZESS = "xprozess"
    XZUFI = "xzufi"


class MessageState(StrEnum):
    """Where an imported message stands. What it describes counts only while it is accepted."""

    PROPOSED = "proposed"
    """It would replace something that counts: a person compares first."""
    ACCEPTED = "accepted"
    REFUSED = "refused"


MESSAGE_TRANSITIONS = MappingProxyType(
    {
        MessageState.PROPOSED: {"accept": MessageState.ACCEPTED, "refuse": MessageState.REFUSED},
        MessageState.ACCEPTED: {},
        MessageState.REFUSED: {},
    }
)
