# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Patterns of fields: XML-Schema regular expressions in a form that others understand.

Source: standards.md 2.2 (``praezisierung``); XML Schema Part 2, appendix F. The result of :func:`portable` is
read alike by PyPI ``regex``, by ECMA-262 with flag ``u`` and by the Rust engine behind ``jsonschema_rs``.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from leistungswerk.standards.fim.pattern_size import is_too_large

_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
# Doubled they are set operators in some engines.
_SET_OPERATORS = {"&": r"\u0026", "~": r"\u007E"}
_CONTROL = {"n": "\\n", "r": "\\r", "t": "\\t"}

# Multi-character escapes as the content of a character class: (inside, negated inside).
_CLASSES: dict[str, str] = {
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{M}\p{N}\p{S}",
    "s": r" \t\n\r",
    "i": r"\p{L}_:",
    "c": r"\p{L}\p{M}\p{Nd}._:\-·",
}
_COMPLEMENTS: dict[str, str] = {"d": r"\P{Nd}", "w": r"\p{P}\p{Z}\p{C}", "s": r"\S"}

# Unicode blocks seen in German specifications; other blocks are not translated.
_BLOCKS: dict[str, str] = {
    "IsBasicLatin": r"\u0000-\u007F",
    "IsLatin-1Supplement": r"\u0080-\u00FF",
    "IsLatinExtended-A": r"\u0100-\u017F",
    "IsLatinExtended-B": r"\u0180-\u024F",
    "IsLatinExtendedAdditional": r"\u1E00-\u1EFF",
    "IsGreek": r"\u0370-\u03FF",
    "IsCyrillic": r"\u0400-\u04FF",
}


class _UntranslatableError(Exception):
    """The pattern uses something that has no portable form."""


@lru_cache(maxsize=2048)
def xsd_regex(pattern: str) -> regex.Pattern[str] | None:
    """Return the compiled pattern, or ``None`` if it is not a valid one.

    Use ``fullmatch``: XML-Schema patterns describe the whole value. A pattern may be catastrophic; bound every
    match with ``timeout=`` (seconds, raises ``TimeoutError``).
    """
    translated = portable(pattern)
    if translated is None:
        return None
    try:
        return regex.compile(translated)
    except (regex.error, RecursionError, OverflowError, ValueError):
        return None


def portable(pattern: str) -> str | None:
    """Translate an XML-Schema pattern, unanchored; ``None`` if it has no portable form or is too large."""
    if is_too_large(pattern):
        return None
    try:
        return _Translator(pattern).translate()
    except _UntranslatableError:
        return None


class _Translator:
    """One pass over the pattern; position ``at`` is the next character."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def translate(self) -> str:
        out: list[str] = []
        while self._at < len(self._pattern):
            char = self._take()
            if char == "\\":
                out.append(self._escape_outside())
            elif char == "[":
                out.append(self._char_class(depth=0))
            elif char == ".":
                out.append(r"[^\n\r]")
            else:
                # ^ and $ are ordinary characters in XML Schema, yet authors always mean the anchors.
                out.append(char)
        return "".join(out)

    def _take(self) -> str:
        if self._at >= len(self._pattern):
            raise _UntranslatableError
        char = self._pattern[self._at]
        self._at += 1
        return char

    def _escape_outside(self) -> str:
        char = self._take()
        if char in _CLASSES:
            return f"[{_CLASSES[char]}]"
        if char.lower() in _CLASSES:
            return f"[^{_CLASSES[char.lower()]}]"
        if char in "pP":
            return self._property(negated=char == "P", inside=False)
        return self._single(char)

    def _single(self, char: str) -> str:
        """One escaped character, written so that every engine takes it literally."""
        if char in _CONTROL:
            return _CONTROL[char]
        if char in "ux":
            return self._code_point(4 if char == "u" else 2)
        if char.isalnum():
            raise _UntranslatableError
        return f"\\{char}" if char in _SYNTAX else char

    def _code_point(self, digits: int) -> str:
        number = self._pattern[self._at : self._at + digits]
        if len(number) != digits or not all(digit in "0123456789abcdefABCDEF" for digit in number):
            raise _UntranslatableError
        self._at += digits
        return f"\\u{number:0>4}"

    def _property(self, *, negated: bool, inside: bool) -> str:
        if self._take() != "{":
            raise _UntranslatableError
        end = self._pattern.find("}", self._at)
        name = self._pattern[self._at : end]
        if end < 0 or not regex.fullmatch(r"[A-Za-z0-9-]+", name):
            raise _UntranslatableError
        self._at = end + 1
        if not name.startswith("Is"):
            return f"\\{'P' if negated else 'p'}{{{name}}}"
        block = _BLOCKS.get(name)
        if block is None or (inside and negated):
            raise _UntranslatableError
        if inside:
            return block
        return f"[{'^' if negated else ''}{block}]"

    def _char_class(self, depth: int) -> str:
        if depth > 10:
            raise _UntranslatableError
        negation = ""
        if self._pattern.startswith("^", self._at):
            self._at += 1
            negation = "^"
        items: list[str] = []
        while True:
            char = self._take()
            if char == "]" and items:
                return f"[{negation}{''.join(items)}]"
            if char == "-" and items and self._pattern.startswith("[", self._at):
                self._at += 1
                return self._subtraction(f"[{negation}{''.join(items)}]", depth)
            items.append(self._item(char))

    def _subtraction(self, minuend: str, depth: int) -> str:
        """``[a-z-[aeiou]]``: a look-ahead says the same everywhere."""
        subtrahend = self._char_class(depth + 1)
        if self._take() != "]":
            raise _UntranslatableError
        return f"(?:(?!{subtrahend}){minuend})"

    def _item(self, char: str) -> str:
        first, single = self._atom(char)
        follows = self._pattern[self._at : self._at + 2]
        if not single or len(follows) < 2 or follows[0] != "-" or follows[1] in "][":
            return first
        self._at += 1
        last, single = self._atom(self._take())
        if not single:
            raise _UntranslatableError
        return f"{first}-{last}"

    def _atom(self, char: str) -> tuple[str, bool]:
        """One member of a class, and whether it is a single character that may begin or end a range."""
        if char in _SET_OPERATORS:
            return _SET_OPERATORS[char], True
        if char != "\\":
            return (f"\\{char}" if char in _SYNTAX or char == "-" else char), True
        char = self._take()
        if char in _CLASSES:
            return _CLASSES[char], False
        if char.lower() in _COMPLEMENTS:
            return _COMPLEMENTS[char.lower()], False
        if char in "pP":
            return self._property(negated=char == "P", inside=True), False
        return (r"\-" if char == "-" else self._single(char)), True
