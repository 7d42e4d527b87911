# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XML from strangers: parsed without entities, network or surprises; and text that goes back into XML.

Source: standards.md 2.12 (handling of untrusted XML).
"""

from __future__ import annotations

import re
import stat
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import regex
from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml publishes its element class under no other name

MAX_BYTES = 20 * 1024 * 1024
"""Largest XML file that is read, in bytes. The largest real FIM schema has about 1 MB."""

MAX_DEPTH = 100
"""Deepest nesting of elements. The deepest real FIM schema needs about 30."""

MAX_ELEMENTS = 80_000
"""Most elements of one file. A tree takes some 400 bytes for each, and everything after it takes its time.
The largest real FIM schema has about 25.000."""

MAX_ATTRIBUTES = 200_000
"""Most attributes of one file, declarations of namespaces included."""

MAX_ATTRIBUTES_EACH = 50
"""Most attributes of one element: their number enters the time of a query squared."""

_CROWDED = etree.XPath(f"/descendant::*/@*[{MAX_ATTRIBUTES_EACH + 1}]/..", smart_strings=False)
_ENCODINGS = frozenset(
    {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "windows-1252", "cp1252"}
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_START = re.compile(rb"<(?!/|\x00/)")
_ATTRIBUTE_START = re.compile(rb"""=[\x00\s]*["']""")
_FORBIDDEN = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#xA;", "\t": "&#x9;"})


class XmlError(ValueError):
    """An XML file that cannot be used. ``str()`` is one German sentence; ``line`` counts from 1."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def parse(
    data: bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_depth: int = MAX_DEPTH,
    max_elements: int = MAX_ELEMENTS,
) -> Element:
    """Return the root element of ``data``, without comments and processing instructions.

    Refused with :class:`XmlError`: more than ``max_bytes`` bytes, ``max_elements`` elements or
    ``MAX_ATTRIBUTES`` attributes, deeper than ``max_depth`` elements, a DTD (and with it every entity
    declaration), more than ``MAX_ATTRIBUTES_EACH`` attributes at one element, an unusual encoding, broken or truncated XML. Nothing outside ``data`` is read, and no tree
    is built of a file with too many parts.
    """
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    _bounded(data, max_elements)
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
    if (deep := _first(_deeper_than(max_depth), root)) is not None:
        raise XmlError(_too_deep(line_of(deep), max_depth), line_of(deep))
    if (crowded := _first(_CROWDED, root)) is not None:
        raise XmlError(
            f"Ein Element in Zeile {line_of(crowded)} der XML-Datei hat mehr als die erlaubten "
            f"{MAX_ATTRIBUTES_EACH} Attribute; bitte exportieren Sie sie neu.",
            line_of(crowded),
        )
    return root


def _first(query: etree.XPath, root: Element) -> Element | None:
    found = query(root)
    return found[0] if isinstance(found, list) and found and etree.iselement(found[0]) else None


def _bounded(data: bytes, max_elements: int) -> None:
    """Count what could become parts of a tree, before there is one.

    Counted are bytes, not elements: every element begins with ``<`` and every attribute needs ``=`` and a
    quote, in all encodings that are read. Comments and the like are counted too; no honest file has so many.
    """
    encoding = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    name = encoding.group(1).decode("ascii").lower() if encoding else "utf-8"
    if name not in _ENCODINGS and not name.startswith("iso-8859-"):
        raise XmlError(
            f"Die Zeichenkodierung „{name}“ der XML-Datei wird nicht gelesen; bitte speichern Sie sie als UTF-8.",
            1,
        )
    if data[:4] in {b"\x4c\x6f\xa7\x94", b"\0\0\0<", b"<\0\0\0", b"\0\0\xfe\xff", b"\xff\xfe\0\0"}:
        raise XmlError("Die XML-Datei ist kein UTF-8; bitte speichern Sie sie so.", 1)
    for pattern, sign, limit, what in (
        (_START, b"<", max_elements, "Elemente"),
        (_ATTRIBUTE_START, b"=", MAX_ATTRIBUTES, "Attribute"),
    ):
        # A part takes at least four bytes and has its sign, so most files need no search.
        if len(data) <= 4 * limit or data.count(sign) <= limit:
            continue
        beyond = next(islice(pattern.finditer(data), limit, None), None)
        if beyond is not None:
            line = 1 + data.count(b"\n", 0, beyond.start())
            raise XmlError(
                f"Die XML-Datei hat ab Zeile {line} mehr als die erlaubten {limit:,} {what}; "
                "bitte teilen Sie sie auf.".replace(",", "."),
                line,
            )


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
    return etree.XPath(f"({'/*' * (max_depth + 1)})[1]", smart_strings=False)


def _too_large(max_bytes: int, path: Path | None = None) -> XmlError:
    name = "Die XML-Datei" if path is None else f"Die Datei „{path.name}“"
    return XmlError(f"{name} ist größer als die erlaubten {max_bytes // 1024:,} KB.".replace(",", "."))


def _too_deep(line: int | None, max_depth: int | None = None) -> str:
    place = "" if line is None else f" ab Zeile {line}"
    limit = "" if max_depth is None else f" (erlaubt sind {max_depth} Ebenen)"
    return f"Die Elemente der XML-Datei sind{place} zu tief ineinander verschachtelt{limit}."


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
        return _too_deep(line)
    return (
        f"Die XML-Datei ist ab Zeile {line} beschädigt oder unvollständig ({reason}); "
        "bitte exportieren Sie sie neu."
    )
