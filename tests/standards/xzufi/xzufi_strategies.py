# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Random objects of the standard, made from the same plan that reads and writes them."""

from decimal import Decimal

from hypothesis import strategies as st

from leistungswerk.standards.fim.xzufi.values import Betrag, Code, Element, Identifikator, Text
from leistungswerk.standards.fim.xzufi.wire import Slot, plan

CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Zs", "Zl", "Zp"))
WORDS = st.text(CHARACTERS, min_size=1, max_size=6)
PROSE = st.text(CHARACTERS | st.sampled_from(" \n\t<&>\r"), min_size=1, max_size=8)
LANGUAGES = st.sampled_from(("de", "en", "de-DE", "hsb"))
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-9999, max_value=9999)


def objects(struct: type[Element], edition: str, *, for_json: bool, depth: int = 3) -> st.SearchStrategy:
    """Return objects of a struct with only what the edition and the format can hold."""
    parts = {
        slot.attribute: _part(slot, edition, for_json=for_json, depth=depth)
        for slot in plan(struct, edition).slots
        if not slot.wire.personal
    }
    return st.builds(struct, **parts)


def _part(slot: Slot, edition: str, *, for_json: bool, depth: int) -> st.SearchStrategy:
    empty = st.just(()) if slot.many else st.none()
    if depth == 0 and not slot.required:
        return empty
    kinds = slot.types if slot.wire.choices else slot.types[:1]
    one = st.one_of(*(_value(kind, slot, edition, for_json=for_json, depth=depth - 1) for kind in kinds))
    if slot.many:
        most = 1 if slot.wire.single else 2
        least = 1 if slot.required else 0
        filled = st.lists(one, min_size=least, max_size=most).map(tuple)
    else:
        filled = one
    # Mostly empty, as services are: full ones would be enormous.
    return filled if slot.required else st.integers(0, 3).flatmap(lambda dice: empty if dice else filled)


def _value(kind: type, slot: Slot, edition: str, *, for_json: bool, depth: int) -> st.SearchStrategy:
    plain = for_json and slot.wire.plain
    if kind is Code:
        if for_json and slot.wire.numeric:
            return st.integers(1, 8).map(lambda number: Code(str(number)))
        return WORDS.map(Code) if plain else st.builds(Code, WORDS, *[st.none() | WORDS] * 3)
    if kind is Text:
        return PROSE.map(Text) if plain else st.builds(Text, st.none() | PROSE, LANGUAGES)
    simple = {
        Identifikator: st.builds(Identifikator, WORDS, *[st.none() | WORDS] * 7),
        Betrag: st.builds(Betrag, AMOUNTS.map(lambda value: Decimal(f"{value:f}")), st.just("EUR")),
        str: WORDS,
        int: st.integers(-999, 999),
        bool: st.booleans(),
    }
    if kind in simple:
        return simple[kind]
    return objects(kind, edition, for_json=for_json, depth=max(depth, 0))
