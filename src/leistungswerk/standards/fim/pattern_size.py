# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How large a pattern becomes when it is compiled: a short text can ask for the memory of the machine."""

from __future__ import annotations

import re
from typing import Final

MAX_LENGTH: Final = 4000
"""Longest pattern that is compiled, in characters."""
MAX_SIZE: Final = 20_000
"""Largest pattern with all its counts written out, in characters. Real ones stay below 500."""

_TOKEN: Final = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|(?P<count>\{\d+(?:,\d*)?\})|.", re.DOTALL | re.ASCII)


def is_too_large(pattern: str) -> bool:
    """Tell whether compiling could eat the memory of the machine: ``((a{999}){999}){999}``."""
    return len(pattern) > MAX_LENGTH or _size(pattern) > MAX_SIZE


def _size(pattern: str) -> int:
    """Characters to match with every count written out: a validator may build an automaton of that size."""
    sizes, last = [0], 0
    for token in _TOKEN.finditer(pattern):
        char = token.group(0)
        if token.group("count"):
            sizes[-1] += last * (max(int(number) for number in re.findall(r"\d+", char)) - 1)
        elif char == "(":
            sizes.append(0)
        elif char == ")" and len(sizes) > 1:
            last = sizes.pop()
            sizes[-1] += last
        elif char not in "?*+|":
            last = 1
            sizes[-1] += 1
    return sum(sizes)
