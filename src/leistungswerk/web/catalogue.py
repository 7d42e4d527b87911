# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles a gettext catalogue (``.po``) into the binary form (``.mo``) that Django reads.

German is the language of the sources; a catalogue holds one translation of them. A language has one file for
each face or room, all compiled into the one file that Django reads. Compiling at set-up keeps binary files out
of the repository and needs no gettext tools on the machine. The forms follow the GNU gettext manual, sections
"PO Files" and "MO Files".
"""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterable

import msgspec

_MAGIC = 0x950412DE
_CONTEXT_END = "\x04"
_PLURAL_END = "\0"


class CatalogueError(ValueError):
    """A line of a catalogue cannot be read."""


class Entry(msgspec.Struct):
    """One message while it is being read: its texts by keyword (``msgid``, ``msgstr[0]`` …)."""

    texts: dict[str, str] = msgspec.field(default_factory=dict)
    fuzzy: bool = False

    def key(self) -> str:
        context = self.texts.get("msgctxt")
        plural = self.texts.get("msgid_plural")
        key = self.texts["msgid"] + (f"{_PLURAL_END}{plural}" if plural is not None else "")
        return key if context is None else f"{context}{_CONTEXT_END}{key}"

    def value(self) -> str:
        forms = [self.texts[name] for name in sorted(self.texts) if name.startswith("msgstr")]
        return _PLURAL_END.join(forms) if all(forms) else ""


def compile_catalogue(*pos: str) -> bytes:
    """The ``.mo`` bytes of the ``.po`` texts of one language.

    Messages without or with doubtful translation stay German. Raises ``CatalogueError`` naming the line that
    cannot be read or the message that two files translate differently.
    """
    return _pack({key: value for key, value in merged(pos).items() if value})


def merged(pos: Iterable[str]) -> dict[str, str]:
    """The messages of all files of one language; raises ``CatalogueError`` where two contradict each other."""
    found: dict[str, str] = {}
    for po in pos:
        for key, value in messages(po).items():
            if key and found.setdefault(key, value) != value:
                raise CatalogueError(f"Zwei Kataloge übersetzen „{key}“ verschieden.")
            found.setdefault(key, value)
    return found


def messages(po: str) -> dict[str, str]:
    """All messages with their translation, empty where there is none yet or it is marked doubtful."""
    found: dict[str, str] = {}
    entry, keyword = Entry(), ""

    def close() -> None:
        if "msgid" in entry.texts:
            is_header = not entry.texts["msgid"]
            found[entry.key()] = entry.value() if is_header or not entry.fuzzy else ""

    for number, line in enumerate(po.split("\n"), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            if keyword.startswith("msgstr"):
                close()
                entry, keyword = Entry(), ""
            entry.fuzzy |= text.startswith("#,") and "fuzzy" in text
            continue
        if not text.startswith('"'):
            keyword, _, text = text.partition(" ")
            if keyword in entry.texts:  # the next message follows without an empty line
                close()
                entry = Entry()
            entry.texts[keyword] = ""
        entry.texts[keyword] = entry.texts.get(keyword, "") + _unquoted(text, number)
    close()
    return found


def _unquoted(text: str, number: int) -> str:
    try:
        value = ast.literal_eval(text.strip())
    except (SyntaxError, ValueError) as error:
        raise CatalogueError(
            f"Katalog, Zeile {number}: Der Text steht nicht in Anführungszeichen."
        ) from error
    if not isinstance(value, str):
        raise CatalogueError(f"Katalog, Zeile {number}: Erwartet wird ein Text in Anführungszeichen.")
    return value


def _pack(texts: dict[str, str]) -> bytes:
    pairs = sorted((key.encode(), value.encode()) for key, value in texts.items())
    keys_at, header_size = 28, 28
    values_at = keys_at + 8 * len(pairs)
    cursor = header_size + 16 * len(pairs)
    tables: list[tuple[int, int]] = []
    blob = b""
    for column in range(2):
        for pair in pairs:
            tables.append((len(pair[column]), cursor + len(blob)))
            blob += pair[column] + b"\0"
    header = struct.pack("<7I", _MAGIC, 0, len(pairs), keys_at, values_at, 0, cursor)
    return header + b"".join(struct.pack("<2I", *entry) for entry in tables) + blob
