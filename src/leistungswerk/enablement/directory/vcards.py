# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Contacts as vCards (RFC 2426, version 3.0: what office programs of today read)."""

from collections.abc import Iterator
from typing import Final

import msgspec

_LONGEST: Final = 75
"""Octets of a line (RFC 2426 section 2.6)."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """``person``: whether ``name`` is that of a human being; else it is what is answered there."""

    uid: str
    name: str
    organisation: str
    function: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""
    person: bool = False


def _escaped(text: str) -> str:
    return (
        text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r", "")
        .replace("\n", "\\n")
    )


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, cut between characters; each that goes on begins with a space."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece


def vcard(card: Card) -> bytes:
    family, _space, given = card.name.rpartition(" ")[::-1] if card.person else (card.name, "", "")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{card.uid}",
        f"FN:{_escaped(card.name)}",
        f"N:{_escaped(family)};{_escaped(given)};;;",
        f"ORG:{_escaped(card.organisation)}",
    ]
    lines += [f"TITLE:{_escaped(card.function)}"] if card.function else []
    lines += [f"EMAIL;TYPE=INTERNET,WORK:{card.email}"] if card.email else []
    lines += [f"TEL;TYPE=WORK,VOICE:{_escaped(card.phone)}"] if card.phone else []
    lines += [f"NOTE:{_escaped(card.note)}"] if card.note else []
    lines.append("END:VCARD")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line)).encode()
