# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Output for people. rich is loaded with the first line, so processes that say nothing start faster."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


@lru_cache(maxsize=1)
def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def say(text: str = "", *, markup: bool = False, end: str = "\n") -> None:
    """Write a line; ``markup`` only for text of our own, never for names or values."""
    _console().print(text, markup=markup, end=end)
