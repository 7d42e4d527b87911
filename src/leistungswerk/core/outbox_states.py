# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""States of an outbox row and the moves between them (design, „A datum's journey“)."""

from enum import StrEnum
from types import MappingProxyType


class OutboxState(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    AWAITING_RECEIPT = "awaiting_receipt"
    DONE = "done"
    DEAD = "dead"


class OutboxMove(StrEnum):
    CLAIM = "claim"
    """Also of an awaiting row that is due for a look, and of a running row whose lease ran out."""
    SENT = "sent"
    FINISHED = "finished"
    RETRY = "retry"
    GIVE_UP = "give_up"
    REPLAY = "replay"


TRANSITIONS = MappingProxyType(
    {
        OutboxState.PENDING: {OutboxMove.CLAIM: OutboxState.RUNNING},
        OutboxState.RUNNING: {
            OutboxMove.CLAIM: OutboxState.RUNNING,
            OutboxMove.SENT: OutboxState.AWAITING_RECEIPT,
            OutboxMove.FINISHED: OutboxState.DONE,
            OutboxMove.RETRY: OutboxState.PENDING,
            OutboxMove.GIVE_UP: OutboxState.DEAD,
        },
        OutboxState.AWAITING_RECEIPT: {OutboxMove.CLAIM: OutboxState.RUNNING},
        OutboxState.DEAD: {OutboxMove.REPLAY: OutboxState.PENDING},
        OutboxState.DONE: {},
    }
)
LIVE = (OutboxState.PENDING, OutboxState.RUNNING, OutboxState.AWAITING_RECEIPT)
