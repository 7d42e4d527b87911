# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XML from strangers: parsed without entities, network or surprises; and text that goes back into XML.

Source: standards.md 2.12 (handling of untrusted XML).
"""

from __future__ import annotations

import stat
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import regex
from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml publishes its element class under no other name

MAX_BYTES = 20 * 1024 * 1024
"""Largest XML file that is read, in bytes. The largest real FIM schema has about 1 MB."""

MAX_DEPTH = 100
"""Deepest nesting of elements. The deepest real FIM schema needs about 30."""

_FORBIDDEN = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#xA;", "\t": "&#x9;"})


class XmlError(ValueError):
    """An XML file that cannot be used. ``str()`` is one German sentence; ``line`` counts from 1."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def parse(data: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Element:
    """Return the root element of ``data``, without comments and processing instructions.

    Refused with :class:`XmlError`: more than ``max_bytes`` bytes, deeper than ``max_depth`` elements, a DTD
    (and with it every entity declaration), broken or truncated XML. Nothing outside ``data`` is read.
    """
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise XmlError(_broken(error, line), line) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError(
            "Die XML-Datei enthält eine Dokumenttyp-Angabe (DOCTYPE) und wird aus Sicherheitsgründen nicht "
            "gelesen; bitte entfernen Sie diese Angabe am Anfang der Datei.",
            1,
        )
    if _deeper_than(max_depth)(root):
        raise XmlError(_too_deep(max_depth))
    return root


def read_limited(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file; one larger than ``max_bytes`` is refused before it is read."""
    try:
        with path.open("rb") as file:
            status = path.stat()
            if stat.S_ISREG(status.st_mode) and status.st_size > max_bytes:
                raise _too_large(max_bytes, path)
            # A pipe or device tells no size, and a file may still grow: never ask for more than allowed.
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise XmlError(f"Die Datei „{path}“ kann nicht gelesen werden ({error.strerror}).") from None
    if len(data) > max_bytes:
        raise _too_large(max_bytes, path)
    return data


def line_of(node: Element) -> int | None:
    """Return the line an element begins in, counted from 1; ``None`` for one that was never in a file."""
    line: object = node.sourceline
    return line if isinstance(line, int) else None


def text(value: str) -> str:
    """Return ``value`` as XML character data; a parser gives back exactly ``value``."""
    return _allowed(value).translate(_TEXT)


def attribute(value: str) -> str:
    """Return ``value`` for use between double quotes in a start tag."""
    return _allowed(value).translate(_ATTRIBUTE)


def _allowed(value: str) -> str:
    found = _FORBIDDEN.search(value)
    if found is not None:
        raise XmlError(
            f"Der Text „{value[:40].encode('ascii', 'backslashreplace').decode()}“ enthält das Zeichen "
            f"U+{ord(found.group()):04X}, das in XML nicht erlaubt ist; bitte entfernen Sie es."
        )
    return value


@lru_cache(maxsize=8)
def _deeper_than(max_depth: int) -> etree.XPath:
    # Evaluated by libxml2 level by level: no recursion of ours, a fraction of the time of parsing.
    return etree.XPath(f"boolean({'/*' * (max_depth + 1)})")


def _too_large(max_bytes: int, path: Path | None = None) -> XmlError:
    name = "Die XML-Datei" if path is None else f"Die Datei „{path.name}“"
    return XmlError(f"{name} ist größer als die erlaubten {max_bytes // 1024:,} KB.".replace(",", "."))


def _too_deep(max_depth: int | None = None) -> str:
    limit = "" if max_depth is None else f" (erlaubt sind {max_depth} Ebenen)"
    return f"Die Elemente der XML-Datei sind zu tief ineinander verschachtelt{limit}."


def _broken(error: etree.XMLSyntaxError, line: int) -> str:
    kinds = etree.ErrorTypes
    reasons: dict[int, str] = {
        kinds.ERR_DOCUMENT_EMPTY: "die Datei ist leer oder kein XML",
        kinds.ERR_TAG_NOT_FINISHED: "die Datei bricht mitten in einem Element ab",
        kinds.ERR_TAG_NAME_MISMATCH: "Anfang und Ende eines Elements passen nicht zusammen",
        kinds.ERR_INVALID_CHAR: "ein Zeichen ist in XML nicht erlaubt",
        kinds.ERR_INVALID_ENCODING: "ein Zeichen passt nicht zur angegebenen Zeichenkodierung",
        kinds.ERR_UNDECLARED_ENTITY: "ein Zeichenname (&…;) ist unbekannt",
    }
    reason = reasons.get(getattr(error, "code", 0), "die Schreibweise verletzt die Regeln von XML")
    if "depth" in (error.msg or "").lower():
        return _too_deep()
    return (
        f"Die XML-Datei ist ab Zeile {line} beschädigt oder unvollständig ({reason}); "
        "bitte exportieren Sie sie neu."
    )
