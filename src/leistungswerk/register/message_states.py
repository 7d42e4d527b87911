# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kinds and states of imported messages."""

from enum import StrEnum
from types import MappingProxyType


class MessageKind(StrEnum):
    """What an imported file is: a message of XProzess or XZuFi, or the BPMN model that goes with a process."""

    XPROZESS = "xprozess"
    XZUFI = "xzufi"
    BPMN = "bpmn"


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
