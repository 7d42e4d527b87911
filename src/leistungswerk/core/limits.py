# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rate limits in memory of one process: they slow down guessing, the codes' length is what prevents it."""

import threading
import time
from collections import deque

_WINDOW = 60.0
_MOST_KEYS = 10_000
_seen: dict[tuple[str, str], deque[float]] = {}
_lock = threading.Lock()


def allowed(purpose: str, key: str, *, per_minute: int) -> bool:
    """Count this try; ``False`` once ``key`` has had ``per_minute`` tries in the last minute."""
    now = time.monotonic()
    with _lock:
        if len(_seen) > _MOST_KEYS:
            _seen.clear()
        tries = _seen.setdefault((purpose, key), deque())
        while tries and tries[0] < now - _WINDOW:
            tries.popleft()
        if len(tries) >= per_minute:
            return False
        tries.append(now)
    return True


def may_sign_in(address: str, username: str) -> bool:
    """Whether one more try to sign in is let through: ten a minute for a name, a hundred for an address.

    A whole authority comes from one address, so an address alone must not lock its people out.
    """
    return allowed("login-address", address, per_minute=100) and allowed(
        "login", f"{address} {username.casefold()}", per_minute=10
    )
