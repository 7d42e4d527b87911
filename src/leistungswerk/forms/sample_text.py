# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts that match a pattern: writes what the regular expressions of real schemas describe.

Alternatives, groups, quantifiers, classes and escapes are written; which characters a class holds is asked
of the regular expression engine itself, so there is one opinion about them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random

from leistungswerk.standards.fim.patterns import xsd_regex

_ALPHABET = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789äöüÄÖÜßéñç"
    " -_.,;:!?'\"/\\()[]{}<>+*=&%#@$€§|~^`"
)
_QUANTIFIER = re.compile(r"\{(\d{1,5})(,)?(\d{0,5})\}")
_MOST_ATOMS = 20_000


class UnwritableError(ValueError):
    """The pattern uses something no text is written for."""


def write(pattern: str, rng: Random, *, spread: int) -> str:
    """One text for the pattern; open repetitions run up to ``spread`` times more than they must."""
    writer = _Writer(pattern, rng, spread)
    text = writer.alternatives()
    if writer.at != len(pattern):
        raise UnwritableError(pattern)
    return text


@lru_cache(maxsize=512)
def _characters(token: str) -> str:
    """The characters a one-character pattern matches: everyday ones first, others only if there are none."""
    compiled = xsd_regex(token)
    if compiled is None:
        raise UnwritableError(token)
    found = "".join(char for char in _ALPHABET if compiled.fullmatch(char))
    if not found:
        found = "".join(chr(n) for n in range(0xA1, 0x2000) if compiled.fullmatch(chr(n)))
    if not found:
        raise UnwritableError(token)
    return found


class _Writer:
    """Reads and writes in one pass; a repeated atom is read again for every repetition."""

    def __init__(self, pattern: str, rng: Random, spread: int) -> None:
        self._pattern = pattern
        self._rng = rng
        self._spread = spread
        self._atoms = 0
        self.at = 0

    def alternatives(self) -> str:
        branches = [self._branch()]
        while self._peek() == "|":
            self.at += 1
            branches.append(self._branch())
        return self._rng.choice(branches)

    def _branch(self) -> str:
        text = ""
        while self._peek() not in {"", "|", ")"}:
            start = self.at
            piece = self._atom()
            times = self._times()
            after = self.at
            pieces = [piece] if times else []
            for _ in range(times - 1):
                self.at = start
                pieces.append(self._atom())
            self.at = after
            text += "".join(pieces)
        return text

    def _times(self) -> int:
        sign = self._peek()
        if sign in {"?", "*", "+"}:
            self.at += 1
            least, most = {"?": (0, 1), "*": (0, self._spread), "+": (1, 1 + self._spread)}[sign]
        elif sign == "{":
            found = _QUANTIFIER.match(self._pattern, self.at)
            if found is None:
                raise UnwritableError(self._pattern)
            self.at = found.end()
            least = int(found[1])
            most = least if not found[2] else int(found[3]) if found[3] else least + self._spread
            most = min(most, least + self._spread)
        else:
            return 1
        return self._rng.randint(least, max(least, most))

    def _atom(self) -> str:
        self._atoms += 1
        if self._atoms > _MOST_ATOMS:
            raise UnwritableError(self._pattern)
        char = self._peek()
        if char == "(":
            return self._group()
        if char in {"^", "$"}:
            self.at += 1
            return ""
        if char == "[":
            return self._rng.choice(_characters(self._class()))
        if char == "\\":
            return self._rng.choice(_characters(self._escape()))
        self.at += 1
        return self._rng.choice(_characters(char)) if char == "." else char

    def _group(self) -> str:
        self.at += 1
        if self._pattern.startswith("?", self.at):
            if not self._pattern.startswith("?:", self.at):
                raise UnwritableError(self._pattern)
            self.at += 2
        text = self.alternatives()
        if self._peek() != ")":
            raise UnwritableError(self._pattern)
        self.at += 1
        return text

    def _escape(self) -> str:
        end = self.at + 2
        if self._pattern[self.at + 1 : end] in {"p", "P"}:
            end = self._pattern.find("}", self.at) + 1
        token = self._pattern[self.at : end]
        if len(token) < 2:
            raise UnwritableError(self._pattern)
        self.at = end
        return token

    def _class(self) -> str:
        """A class up to its closing bracket, with classes taken away from it."""
        start, depth = self.at, 0
        while self.at < len(self._pattern):
            char = self._peek()
            self.at += 2 if char == "\\" else 1
            depth += (char == "[") - (char == "]")
            if depth == 0:
                return self._pattern[start : self.at]
        raise UnwritableError(self._pattern)

    def _peek(self) -> str:
        return self._pattern[self.at : self.at + 1]
