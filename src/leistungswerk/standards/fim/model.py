# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The elements of XDatenfelder 2.0 and 3.0.0 as frozen structs.

One model serves both versions: an attribute that only one version knows is ``None`` or empty in the other.
Names follow the standard (standards.md 2.2 and 2.3). Texts stand exactly as in the file, line ends as the
parser gives them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec

UNBOUNDED = None
"""Upper bound of a cardinality ``n:*``."""


class XdfVersion(StrEnum):
    """Version of the standard, told by the namespace of the root element."""

    V2 = "2.0"
    V3 = "3.0.0"


class Code(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An XÖV code: value with the list it comes from (attributes are often missing in real files)."""

    code: str
    list_uri: str | None = None
    list_version: str | None = None
    name: str | None = None


class Identifikation(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Id and version of an element; a missing version marks a working copy."""

    id: str
    version: str | None = None


class Bezug(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A legal basis or other reference. 2.0 keeps all of them in one text; 3.0 has several with links."""

    text: str
    link: str | None = None


class Anzahl(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Cardinality ``min:max``; ``max`` is ``UNBOUNDED`` for ``*``."""

    min: int
    max: int | None

    def __str__(self) -> str:
        return f"{self.min}:{'*' if self.max is None else self.max}"


class Stichwort(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    text: str
    uri: str | None = None


class Relation(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    praedikat: Code
    objekt: Identifikation


class Praezisierung(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Limits of a field. Values are strings as in the standard.

    2.0 writes JSON text, 3.0 attributes; ``text`` keeps what is neither (a human note), ``roh`` the exact
    2.0 text so that writing returns what was read.
    """

    min_length: str | None = None
    max_length: str | None = None
    min_value: str | None = None
    max_value: str | None = None
    pattern: str | None = None
    text: str | None = None
    roh: str | None = None


class Wert(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One value of an inline code list (3.0)."""

    code: str
    name: str
    hilfe: str | None = None


class CodelisteReferenz(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Reference to a Genericode list; without version the current one is meant (3.0)."""

    canonical_identification: str
    version: str | None = None
    canonical_version_uri: str | None = None
    identifikation: Identifikation | None = None


class Regel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A rule. The sentence is ``definition`` in 2.0 and ``freitext_regel`` in 3.0; see :attr:`satz`."""

    identifikation: Identifikation
    name: str
    bezeichnung_eingabe: str | None = None
    bezeichnung_ausgabe: str | None = None
    beschreibung: str | None = None
    definition: str | None = None
    freitext_regel: str | None = None
    bezug: tuple[Bezug, ...] = ()
    status: Code | None = None
    gueltig_ab: str | None = None
    gueltig_bis: str | None = None
    fachlicher_ersteller: str | None = None
    versionshinweis: str | None = None
    freigabedatum: str | None = None
    veroeffentlichungsdatum: str | None = None
    stichwort: tuple[Stichwort, ...] = ()
    letzte_aenderung: str | None = None
    typ: Code | None = None
    skript: str | None = None
    fremd: tuple[str, ...] = ()
    """Raw XML of ``param``, ``ziel``, ``fehler`` and, in tolerant mode, of unknown children."""

    @property
    def satz(self) -> str:
        """The German sentence of the rule, whichever version wrote it."""
        return (self.freitext_regel or self.definition or "").strip()


class Element(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What every element has in common („Allgemeine Angaben“)."""

    identifikation: Identifikation
    name: str
    bezeichnung_eingabe: str | None = None
    bezeichnung_ausgabe: str | None = None
    beschreibung: str | None = None
    definition: str | None = None
    bezug: tuple[Bezug, ...] = ()
    status: Code | None = None
    """2.0 only."""
    freigabestatus: Code | None = None
    """3.0 only."""
    status_gesetzt_am: str | None = None
    status_gesetzt_durch: str | None = None
    gueltig_ab: str | None = None
    gueltig_bis: str | None = None
    fachlicher_ersteller: str | None = None
    versionshinweis: str | None = None
    freigabedatum: str | None = None
    veroeffentlichungsdatum: str | None = None
    letzte_aenderung: str | None = None
    stichwort: tuple[Stichwort, ...] = ()
    relation: tuple[Relation, ...] = ()
    fremd: tuple[str, ...] = ()
    """Raw XML of unknown children kept by tolerant reading."""

    @property
    def id(self) -> str:
        return self.identifikation.id

    @property
    def version(self) -> str | None:
        return self.identifikation.version


class Datenfeld(Element, frozen=True, kw_only=True, tag="datenfeld"):
    schemaelementart: Code
    hilfetext_eingabe: str | None = None
    hilfetext_ausgabe: str | None = None
    feldart: Code
    datentyp: Code
    praezisierung: Praezisierung | None = None
    inhalt: str | None = None
    vorbefuellung: Code | None = None
    werte: tuple[Wert, ...] = ()
    codeliste_referenz: CodelisteReferenz | None = None
    code_key: str | None = None
    name_key: str | None = None
    help_key: str | None = None
    max_size: int | None = None
    """Bytes, only for datatype ``file``."""
    media_type: tuple[str, ...] = ()
    regel: tuple[Regel, ...] = ()


class Datenfeldgruppe(Element, frozen=True, kw_only=True, tag="datenfeldgruppe"):
    schemaelementart: Code
    hilfetext_eingabe: str | None = None
    hilfetext_ausgabe: str | None = None
    art: Code | None = None
    """``X``: exactly one child is filled (3.0)."""
    regel: tuple[Regel, ...] = ()
    struktur: tuple[Struktur, ...] = ()


class Struktur(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A place in a group or schema: how often, on which legal basis, which element (a full copy)."""

    anzahl: Anzahl
    enthaelt: Datenfeld | Datenfeldgruppe
    bezug: tuple[Bezug, ...] = ()


class Stammdatenschema(Element, frozen=True, kw_only=True, tag="stammdatenschema"):
    """A schema. ``bezeichnung`` is the title (3.0); 2.0 keeps it in ``bezeichnung_eingabe``; see ``titel``."""

    bezeichnung: str | None = None
    hilfetext: str | None = None
    ableitungsmodifikationen_struktur: Code
    ableitungsmodifikationen_repraesentation: Code
    dokumentsteckbrief: Identifikation | None = None
    regel: tuple[Regel, ...] = ()
    struktur: tuple[Struktur, ...] = ()

    @property
    def titel(self) -> str:
        return (self.bezeichnung or self.bezeichnung_eingabe or self.name).strip()


class Dokumentsteckbrief(Element, frozen=True, kw_only=True, tag="dokumentsteckbrief"):
    """2.0: ``isReferenz``; 3.0: ``istAbstrakt``; both booleans."""

    is_referenz: bool | None = None
    ist_abstrakt: bool | None = None
    dokumentart: Code
    bezeichnung: str | None = None
    hilfetext: str | None = None


class Header(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    nachricht_id: str
    erstellungszeitpunkt: str
    referenz_id: str | None = None


Payload: TypeAlias = Stammdatenschema | Datenfeldgruppe | Datenfeld | Dokumentsteckbrief


class Nachricht(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A message: version, header and the one element it carries."""

    xdf: XdfVersion
    header: Header
    inhalt: Payload


class Codeliste(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A Genericode list, every column kept. ``code_key``/``name_key`` are column ids from ``Key``."""

    canonical_uri: str
    version: str | None
    canonical_version_uri: str | None
    short_name: str | None = None
    long_name: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    code_key: str
    name_key: str | None
    rows: tuple[tuple[str | None, ...], ...] = ()
    """Values in the order of ``columns``."""
