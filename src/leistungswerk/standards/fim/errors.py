# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a FIM file: refused (:class:`FimError`) or reported (:class:`Finding`)."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class FindingKind(StrEnum):
    """What a finding is about. The part in brackets tells when it is refused instead."""

    UNKNOWN_ELEMENT = "unbekanntes Element"
    """The standard does not know it (strict: refused)."""
    DUPLICATE_ELEMENT = "doppeltes Element"
    """Stands twice where once is allowed; the first counts (strict: refused)."""
    MISSING_ELEMENT = "fehlendes Element"
    """Mandatory and not there (strict: refused)."""
    EMPTY_ELEMENT = "leeres Element"
    """Needs content (strict: refused if it is mandatory)."""
    INVALID_VALUE = "unzulässiger Wert"
    """Not in the closed list of the standard (strict: refused)."""
    STRAY_TEXT = "Text zwischen Elementen"
    UNKNOWN_ATTRIBUTE = "unbekanntes Attribut"
    DIFFERING_COPIES = "abweichende Kopien"
    """Same id and version, different content (strict: refused)."""
    AMBIGUOUS_NAME = "mehrdeutige Id"
    """One id twice directly in one group or schema (strict: refused)."""
    CODELIST = "Codeliste"
    PATTERN = "Muster"
    LIMIT = "Präzisierung"
    UNREADABLE_FILE = "Datei nicht lesbar"
    MORE = "weitere Feststellungen"


class Finding(msgspec.Struct, frozen=True):
    """Something noticed that does not stop the work. ``message`` is one German sentence."""

    kind: FindingKind
    message: str
    element: str
    line: int | None = None
    path: str = ""
    """Place in the file (XPath), or the FIM path of a field."""


class FimError(ValueError):
    """A file or element that cannot be used. ``str()`` is one German sentence with element, line, remedy."""

    def __init__(self, message: str, element: str | None = None, line: int | None = None) -> None:
        self.message = " ".join(message.split())  # one line, whatever the file put into it
        super().__init__(self.message)
        self.element = element
        self.line = line


class MissingCodelistError(FimError):
    """A field refers to a code list that is not there."""

    def __init__(self, urn: str, version: str | None, field_id: str) -> None:
        self.urn = urn
        self.version = version
        self.field_id = field_id
        edition = f" in der Version {version}" if version else ""
        super().__init__(
            f"Die Codeliste „{urn}“{edition} für das Feld {field_id} fehlt; bitte legen Sie ihre "
            "Genericode-Datei in den Ordner der Codelisten (--codelists).",
            field_id,
        )
