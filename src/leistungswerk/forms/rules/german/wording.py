# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""German ways of saying one thing, brought to one sign each. The tables are in ``phrases``."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from leistungswerk.forms.rules.german.phrases import (
    AFTER,
    BETWEEN,
    GROUPED,
    KEYWORDS,
    LISTED_WITHIN,
    MEANINGFUL,
    NOISE,
    NUMBERS,
    PHRASES,
    TIMES,
    UNITS,
    WITHIN,
)
from leistungswerk.forms.rules.german.scan import Literal, Reference, Scanned


class Normal(msgspec.Struct, frozen=True):
    """A sentence of signs, the words beside elements that were passed over as names, and slips set right."""

    text: str
    passed: tuple[str, ...]
    slips: tuple[tuple[str, str], ...] = ()
    """As written, as read."""


def normalise(sentence: str, scanned: Scanned) -> Normal:
    """One sentence of words and signs as signs alone; words nobody knows stay as they are."""
    sentence = _with_units(_within(_with_groups(sentence, scanned), scanned), scanned)
    text = _phrased(sentence)
    slips = {word: right for word in _unknown(text, scanned) if (right := _keyword(word))}
    if slips:
        text = _phrased(" ".join(slips.get(word, word) for word in sentence.split()))
    text, passed = _without_names(text, scanned)
    text = " ".join(word for word in text.split() if word not in NOISE)
    for pattern, sign in _COMPILED_AFTER:
        text = " ".join(pattern.sub(sign, text).split())
    return Normal(_values_joined(text), passed, tuple(slips.items()))


def _phrased(text: str) -> str:
    if begun := _INVERTED.match(text):
        text = f"wenn {text[begun.end() :]}"
    for pattern, sign in _COMPILED:
        text = " ".join(pattern.sub(sign, text).split())
    return text


_SAME = re.compile(
    r"(OP[<=>]+) ((?:¤\d+|WAHR|FALSCH)(?: OW (?:¤\d+|WAHR|FALSCH))*) (?:ODER|UND) \1 (?=¤|WAHR|FALSCH)"
)


def _values_joined(text: str) -> str:
    """„= A oder = B oder = C“ names three values."""
    while (joined := _SAME.sub(r"\1 \2 OW ", text)) != text:
        text = joined
    return text


def _unknown(text: str, scanned: Scanned) -> list[str]:
    words = text.split()
    return [
        word
        for number, word in enumerate(words)
        if word.isalpha()
        and word.islower()
        and word not in NOISE
        and (number == 0 or word not in scanned.nouns)
    ]


def _keyword(word: str) -> str:
    """The one keyword that is a single slip away (a letter too much, too few, wrong, or two swapped)."""
    near = [each for each in KEYWORDS if abs(len(each) - len(word)) <= 1 and _one_slip(word, each)]
    return near[0] if len(word) > 2 and len(near) == 1 else ""


def _one_slip(word: str, right: str) -> bool:
    start = next(
        (n for n, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), min(len(word), len(right))
    )
    left, wanted = word[start:], right[start:]
    return (
        left[1:] == wanted[1:]
        or left[1:] == wanted
        or left == wanted[1:]
        or (left[:2] == wanted[1::-1] and left[2:] == wanted[2:])
    )


def _without_names(text: str, scanned: Scanned) -> tuple[str, tuple[str, ...]]:
    """Nouns beside a reference name it („das Enddatum F…“); anything else unknown stays and is not read."""
    words = text.split()
    passed: list[str] = []
    kept: list[str] = []
    for number in range(len(words) - 1, -1, -1):
        word = words[number]
        if (
            number
            and word in scanned.nouns
            and word.islower()
            and word not in MEANINGFUL
            and word not in NOISE
        ):
            before = words[number - 1] if number else ""
            following = next((each for each in reversed(kept) if each not in BETWEEN), "")
            if before.startswith("§") or following.startswith("§"):
                passed.append(word)
                continue
        kept.append(word)
    return " ".join(reversed(kept)), tuple(reversed(passed))


_INVERTED = re.compile(
    r"(?:ist|sind|wird|werden|wurde|wurden|hat|haben|sollten?|liegt|liegen)\b"
    r"(?=.* (?:muss|müssen|darf|dürfen|kann|können|anzugeben|auszufüllen|erforderlich|entfällt|pflicht\w*|auszublenden|unzulässig|ungültig|SHOW|HIDE)\b)"
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
_NUMBER_OF_TIMES = re.compile(
    rf"(?<!\S)({'|'.join(TIMES)}) (?:({'|'.join(NUMBERS)})(?: |)mal|¤(\d+) (?:mal|x))(?!\S)"
)
_NUMBER_OF_GROUPS = re.compile(
    rf"(?<!\S)({'|'.join(TIMES)}) (?:({'|'.join(each for each in NUMBERS if not each.startswith('ein'))})|¤(\d+))"
    r" (?:[^\W\d_]+ )?(?:\( )?§(\d+)(?: \))?(?! (?:,|und|oder) )(?!\S)"
)
_AGE_FIRST = re.compile(r"(?:die )?person (minderjährig|volljährig) ist \( (§\d+) \)")
_OF_AGE = re.compile(r"(?<!\S)(?:voll|minder)jährig(?!\S)")
_NEGATIVE = re.compile(r"(?<!\S)negativ(?:e[rsn]?)?(?!\S)")
_COMPILED_LISTED = re.compile(rf"(?<!\S)(?:{LISTED_WITHIN})(?!\S)")
_COMPILED_WITHIN = tuple(re.compile(rf"(?<!\S)(?:{pattern})(?!\S)") for pattern in WITHIN)


def _with_groups(text: str, scanned: Scanned) -> str:
    """Fields told by their group („die ersten vier Felder der Feldgruppe …“) become references of their own."""

    def replaced(kind: str) -> Callable[[re.Match[str]], str]:
        def made(found: re.Match[str]) -> str:
            references = scanned.references
            named = references[int(found[found.lastindex or 1])]
            if kind in {"all", "any"} and not named.ids[-1].startswith("G"):
                return found[0]
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


def _within(text: str, scanned: Scanned) -> str:
    """A field with its group beside it becomes one reference with the ids of both."""
    references = scanned.references

    def one(group: Reference, number: int) -> int:
        field = references[number]
        if not field.ids[-1].startswith("F") or field.spread:
            return number
        ids = field.ids if field.ids[: len(group.ids)] == group.ids else (*group.ids, *field.ids)
        references.append(Reference(ids, field.name))
        return len(references) - 1

    def listed(found: re.Match[str]) -> str:
        group = references[int(found[2])]
        if not group.ids[-1].startswith("G") or group.spread:
            return found[0]
        return re.sub(r"§(\d+)", lambda each: f"§{one(group, int(each[1]))}", found[1])

    def merged(found: re.Match[str]) -> str:
        group = references[int(found[1])]
        if not group.ids[-1].startswith("G") or group.spread:
            return found[0]
        return f"{found[2].strip()} §{one(group, int(found[3]))}".strip()

    for pattern in _COMPILED_WITHIN:
        text = pattern.sub(merged, text)
    return _COMPILED_LISTED.sub(listed, text)


def _with_units(text: str, scanned: Scanned) -> str:
    """Spans of time, also with the number in words („sechs Jahre“)."""

    def counted(found: re.Match[str]) -> str:
        scanned.literals.append(Literal(NUMBERS[found[1]]))
        return f"¤{len(scanned.literals) - 1}"

    def times(found: re.Match[str]) -> str:
        if found[1] in {"mindestens", "wenigstens"} and found[2] == "ein":
            return found[0]
        scanned.literals.append(
            Literal(NUMBERS[found[2]] if found[2] else scanned.literals[int(found[3])].text)
        )
        return f"{TIMES[found[1]]} ¤{len(scanned.literals) - 1} MALE"

    def nought(_: re.Match[str]) -> str:
        scanned.literals.append(Literal("0"))
        return f"OP< ¤{len(scanned.literals) - 1}"

    def several(found: re.Match[str]) -> str:
        if not scanned.references[int(found[4])].ids[-1].startswith("G"):
            return found[0]
        return f"§{found[4]} {times(found)}"

    def of_age(found: re.Match[str]) -> str:
        scanned.literals.append(Literal("18"))  # § 2 BGB
        return f"{'OP>=' if found[0] == 'volljährig' else 'OP<'} ¤{len(scanned.literals) - 1} JAHRE ALT"

    text = _NUMBER_OF_TIMES.sub(times, text)
    text = _NUMBER_OF_GROUPS.sub(several, text)
    text = _NEGATIVE.sub(nought, text)
    text = _NUMBER_OF_UNITS.sub(counted, text)
    for pattern, unit in _COMPILED_UNITS:
        text = pattern.sub(rf"\1 {unit}", text)
    return _OF_AGE.sub(of_age, _AGE_FIRST.sub(r"\2 \1", text))
