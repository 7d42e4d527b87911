# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""German ways of saying one thing, brought to one sign each. The tables are in ``phrases``."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from leistungswerk.forms.rules.german.phrases import (
    AFTER,
    GROUPED,
    MEANINGFUL,
    NOISE,
    NUMBERS,
    PHRASES,
    UNITS,
)
from leistungswerk.forms.rules.german.scan import Literal, Reference, Scanned


class Normal(msgspec.Struct, frozen=True):
    """A sentence of signs, and the words beside elements that were passed over as names of theirs."""

    text: str
    passed: tuple[str, ...]


def normalise(sentence: str, scanned: Scanned) -> Normal:
    """One sentence of words and signs as signs alone; words nobody knows stay as they are."""
    text = _with_units(_with_groups(sentence, scanned), scanned)
    if begun := _INVERTED.match(text):
        text = f"wenn {text[begun.end() :]}"
    for pattern, sign in _COMPILED:
        text = " ".join(pattern.sub(sign, text).split())
    text = " ".join(word for word in text.split() if word not in NOISE)
    text, passed = _without_names(text, scanned)
    for pattern, sign in _COMPILED_AFTER:
        text = " ".join(pattern.sub(sign, text).split())
    return Normal(text, passed)


def _without_names(text: str, scanned: Scanned) -> tuple[str, tuple[str, ...]]:
    """Nouns beside a reference name it („das Enddatum F…“); anything else unknown stays and is not read."""
    words, passed = text.split(), []
    kept: list[str] = []
    for number, word in enumerate(words):
        beside = (kept and kept[-1].startswith("§")) or (
            number + 1 < len(words) and words[number + 1].startswith("§")
        )
        if beside and word in scanned.nouns and word not in MEANINGFUL and word[0].islower():
            passed.append(word)
        else:
            kept.append(word)
    return " ".join(kept), tuple(passed)


_INVERTED = re.compile(
    r"(?:ist|sind|wird|werden|wurde|wurden|hat)\b"
    r"(?=.* (?:muss|müssen|darf|dürfen|kann|können|anzugeben|erforderlich)\b)"
)


def _compile(table: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<![^\s])(?:{pattern})(?![^\s])"), sign) for pattern, sign in table)


_COMPILED = _compile(PHRASES)
_COMPILED_AFTER = tuple((re.compile(pattern), sign) for pattern, sign in AFTER)
_COMPILED_GROUPED = tuple((re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), kind) for pattern, kind in GROUPED)
_COMPILED_UNITS = tuple(
    (re.compile(rf"(?<!\S)(¤\d+) (?:{pattern})(?!\S)"), unit) for unit, pattern in UNITS.items()
)

_NUMBER_OF_UNITS = re.compile(rf"(?<!\S)({'|'.join(NUMBERS)})(?= (?:{'|'.join(UNITS.values())})(?!\S))")


def _with_groups(text: str, scanned: Scanned) -> str:
    """Fields told by their group („die ersten vier Felder der Feldgruppe …“) become references of their own."""

    def replaced(kind: str) -> Callable[[re.Match[str]], str]:
        def made(found: re.Match[str]) -> str:
            references = scanned.references
            named = references[int(found[found.lastindex or 1])]
            group: tuple[str, ...] = ()
            count = 0
            if kind == "first":
                count = int(NUMBERS.get(found[1], "0"))
            if kind in {"only", "others"}:
                group = references[int(found[1])].ids
            references.append(Reference(named.ids, named.name, kind, count, group))
            return f"§{len(references) - 1}"

        return made

    for pattern, kind in _COMPILED_GROUPED:
        text = pattern.sub(replaced(kind), text)
    return text


def _with_units(text: str, scanned: Scanned) -> str:
    """Spans of time, also with the number in words („sechs Jahre“)."""

    def counted(found: re.Match[str]) -> str:
        scanned.literals.append(Literal(NUMBERS[found[1]]))
        return f"¤{len(scanned.literals) - 1}"

    text = _NUMBER_OF_UNITS.sub(counted, text)
    for pattern, unit in _COMPILED_UNITS:
        text = pattern.sub(rf"\1 {unit}", text)
    return text
