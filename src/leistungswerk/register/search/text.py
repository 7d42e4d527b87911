# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What makes two German spellings alike: folding, words, letter groups, and how far two words are apart."""

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"[a-z0-9]+")
_LETTERS: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_DIGRAPHS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"))
GRAM: Final = 3
"""Letters of a group: a slip of the pen in a word of twelve letters leaves most groups whole."""


def fold(text: str) -> str:
    """Small letters without accents; „ä“, „ae“ and „a“ become one, „ß“ and „ss“ too."""
    small = text.casefold().translate(_LETTERS)
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter)
    )
    for pair, letter in _DIGRAPHS:
        plain = plain.replace(pair, letter)
    return plain


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(_WORD.findall(fold(text)))


def compact(text: str) -> str:
    """A key or number without what people put between its groups."""
    return "".join(_WORD.findall(text.casefold()))


def grams(joined: str, size: int = GRAM) -> set[str]:
    """Groups of letters that follow each other; words are joined before, so a compound and its parts are alike."""
    return {joined[start : start + size] for start in range(len(joined) - size + 1)}


def distance(left: str, right: str, limit: int) -> int:
    """Insertions, deletions, replacements and neighbours swapped, or ``limit + 1`` if there are more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, start=1):
        older, before, row = before, row, [at]
        for to, other in enumerate(right, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == right[to - 2] and left[at - 2] == other:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
