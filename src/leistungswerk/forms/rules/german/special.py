# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sentences that are told by a turn of phrase rather than by their grammar (standards.md 2.7)."""

from __future__ import annotations

import re

from leistungswerk.forms.rules.german.references import Resolver
from leistungswerk.forms.rules.german.scan import Scanned
from leistungswerk.forms.rules.model import Calendar, Effect, Filled, MustHold, RequiredIf, Unique

_ONCE = re.compile(
    r"(?:jede[rsnm]? |kein[er]* )(?:.* )?(?:einmal|mehrfach|mehrmals|doppelt|zweimal)\b|\bnur (?:¤\d+ mal|einmal) (?:ausgewählt|angegeben|vorkommen)|"
    r"mehrfach(?:nennung|auswahl|angabe)\w* .*(?:nicht|unzulässig|ausgeschlossen)|\b(?:verschieden|unterschiedlich|eindeutig) sein|sich unterscheiden|"
    r"nicht (?:mehrfach|doppelt|mehrmals)|keine (?:doppelten|mehrfachen|gleichen|identischen) "
)
_UP_TO = re.compile(
    r"kann (?:bis|bist) zu \S+(?: mal)? (?:ausgefüllt|befüllt|angegeben|ausgewählt|eingegeben)"
)
_CALENDAR = re.compile(
    r"validität|kalenderdatum\w*|gültige[sn]? datum|korrekte[sn]? datum|existierende[sn]? datum"
)
_EXPLAINS = re.compile(
    r"d\.\s?h\.|z\.\s?b\.|(?:das heisst|dies|hinweis|beispiel|zum beispiel|hierbei|hintergrund|begründung|anmerkung)\b"
)
_TOGETHER = re.compile(
    r"^(?:die )?(?:felder |angaben |feldgruppen )?§\d+(?:(?: ,| und)* §\d+)+ müssen entweder (beide|alle) "
    r"(?:ausgefüllt|befüllt|angegeben) oder \1 leer(?: sein| bleiben)?$"
)
_PARTS = ("tag", "monat", "jahr")


def references_in(sentence: str, scanned: Scanned) -> list[int]:
    """The numbers of the references of a sentence."""
    return [
        int(number) for number in re.findall(r"§(\d+)", sentence) if int(number) < len(scanned.references)
    ]


def explains(sentence: str) -> bool:
    """True for a sentence that only explains another."""
    return "§" not in sentence and _EXPLAINS.match(sentence) is not None


def is_bound(sentence: str) -> bool:
    """True for „kann bis zu dreimal ausgefüllt werden“: the cardinality of the schema says it already."""
    return _UP_TO.search(sentence) is not None


def unique_effects(
    sentence: str, scanned: Scanned, resolver: Resolver, before: list[str]
) -> tuple[Effect, ...]:
    """„jeder Eintrag nur einmal“; ``before``: what an earlier sentence of the rule spoke of."""
    if not _ONCE.search(sentence):
        return ()
    references = [scanned.references[number] for number in references_in(sentence, scanned)]
    paths = [resolver.path(each.ids, each.name) for each in references] or before
    return tuple(Unique(path) for path in dict.fromkeys(paths))


def together_effects(sentence: str, scanned: Scanned, resolver: Resolver) -> tuple[Effect, ...]:
    """„entweder beide ausgefüllt oder beide leer“: whichever is filled demands the others."""
    if not _TOGETHER.search(sentence):
        return ()
    references = [scanned.references[number] for number in references_in(sentence, scanned)]
    paths = [resolver.path(each.ids, each.name) for each in references]
    return tuple(RequiredIf(Filled(path), other) for path in paths for other in paths if other != path)


def calendar_effects(sentence: str, scanned: Scanned, resolver: Resolver) -> tuple[Effect, ...]:
    """Day, month and year together make a date."""
    numbers = references_in(sentence, scanned)
    if not _CALENDAR.search(sentence) or len(numbers) != 3:
        return ()
    found: dict[str, str] = {}
    for number in numbers:
        reference = scanned.references[number]
        path = resolver.path(reference.ids, reference.name)
        entry = resolver.vocabulary.get(path)
        name = " ".join((reference.name, *(entry.names if entry else ()))).casefold()
        part = next((each for each in _PARTS if name.startswith(each)), None)
        if part is not None:
            found[part] = path
    if len(found) != len(_PARTS):
        return ()
    return (MustHold(Calendar(found["tag"], found["monat"], found["jahr"])),)
