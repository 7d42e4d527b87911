# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A rule sentence cut where the recogniser found elements and values, so that people see what was understood."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from leistungswerk.forms.rules.vocabulary import Vocabulary, fold

_NAME = r'"[^"\n]{1,200}"'
_FOUND = re.compile(rf"(?P<ids>(?:[FG]\d{{8,11}}\.)*[FG]\d{{8,11}})(?:\s*{_NAME})?|(?P<value>{_NAME})")


class Mark(StrEnum):
    PLAIN = "plain"
    ELEMENT = "element"
    UNKNOWN = "unknown"
    """Looks like an element the schema does not have."""
    VALUE = "value"


class Piece(NamedTuple):
    """A stretch of the sentence as it stands; ``name`` is what people call the element, if it does not say so."""

    text: str
    mark: Mark
    name: str = ""


def pieces(sentence: str, vocabulary: Vocabulary) -> tuple[Piece, ...]:
    """The sentence in pieces; joined they give it back."""
    found: list[Piece] = []
    at = 0
    for match in _FOUND.finditer(sentence):
        if match.start() > at:
            found.append(Piece(sentence[at : match.start()], Mark.PLAIN))
        found.append(_piece(match, vocabulary))
        at = match.end()
    if at < len(sentence):
        found.append(Piece(sentence[at:], Mark.PLAIN))
    return tuple(found)


def _piece(match: re.Match[str], vocabulary: Vocabulary) -> Piece:
    if match["value"]:
        return Piece(match["value"], Mark.VALUE)
    places = vocabulary.places(match["ids"].rpartition(".")[2])
    if not places:
        return Piece(match[0], Mark.UNKNOWN)
    told = fold(match[0].removeprefix(match["ids"]))
    known = places[0].names
    return Piece(match[0], Mark.ELEMENT, "" if told in {fold(name) for name in known} else known[0])
