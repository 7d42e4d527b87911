# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works on which outbox rows: rooms register a handler for a topic at start-up, the worker asks here."""

from collections.abc import Callable

from leistungswerk.core.outbox import Claimed

Handler = Callable[[Claimed], None]
"""Carries a claimed row one step further and moves it; raises only for a fault of the database."""
_handlers: dict[str, Handler] = {}


def handle(topic: str, handler: Handler) -> None:
    """Registered once (``AppConfig.ready``)."""
    _handlers.setdefault(topic, handler)


def handler_of(topic: str) -> Handler | None:
    """``None`` for a topic nobody registered."""
    return _handlers.get(topic)
