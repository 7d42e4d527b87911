# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Output for people. rich is loaded with the first line, so processes that say nothing start faster."""

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console


@lru_cache(maxsize=1)
def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def say(text: str = "", *, markup: bool = False, end: str = "\n") -> None:
    """Write a line; ``markup`` only for text of our own, never for names or values."""
    _console().print(text, markup=markup, end=end)


@contextmanager
def progress_bar(text: str) -> "Iterator[Callable[[int, int], None]]":
    """A bar for something that takes its time; gives a function for how much of how many is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_console(), transient=True) as bar:
        task = bar.add_task(text, total=None)

        def _step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield _step
