# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The standard as a table: which element has which children, in which order, how often.

Reader and writer both work from this table, so what is read is what is written. Source: standards.md 2.1 to
2.4. Where the text and the official samples differ, the samples win: 2.0 files without ``praezisierung`` and
``inhalt`` exist, and no version relies on the order of children.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Any, Final, TypeAlias

import msgspec

from leistungswerk.standards.fim import codes, model
from leistungswerk.standards.fim.model import XdfVersion

NAMESPACES: Final = {
    XdfVersion.V2: "urn:xoev-de:fim:standard:xdatenfelder_2",
    XdfVersion.V3: "urn:xoev-de:fim:standard:xdatenfelder_3.0.0",
}


class Kind(Enum):
    """How the content of an element becomes the value of an attribute."""

    TEXT = auto()
    """Text exactly as written, may be empty."""
    TOKEN = auto()
    """Text without surrounding blanks; empty means none."""
    CODE = auto()
    BOOLEAN = auto()
    NUMBER = auto()
    """Whole number ≥ 0."""
    CARDINALITY = auto()
    BEZUG_2 = auto()
    """2.0: one text for all legal bases."""
    BEZUG_3 = auto()
    STICHWORT = auto()
    PRAEZISIERUNG_2 = auto()
    PRAEZISIERUNG_3 = auto()
    WERTE = auto()
    CODELISTE_2 = auto()
    CODELISTE_3 = auto()
    PART = auto()
    """A nested part of the table (:attr:`Child.part`)."""
    ENTHAELT = auto()
    RAW = auto()
    """Kept as raw XML in ``fremd``."""


class Child(msgspec.Struct, frozen=True, kw_only=True):
    """One allowed child element. ``values``: the closed list of a code, in the order of the standard."""

    tag: str
    kind: Kind
    attribute: str
    required: bool = False
    filled: bool = False
    """Required and not empty."""
    many: bool = False
    values: tuple[str, ...] = ()
    part: str = ""
    """Name of the nested part in the same version."""
    aliases: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An element type: the struct it becomes and its children in writing order."""

    struct: type[Any]
    children: tuple[Child, ...]
    by_tag: dict[str, Child]
    required: frozenset[str]
    many: tuple[str, ...]
    essential: frozenset[str]
    """Required attributes without which the struct cannot be built, not even in tolerant reading."""
    unwritable: tuple[str, ...]
    """Attributes of the struct that have no element in this version."""
    holds_unknown: bool
    """Its struct has ``fremd``."""


def _attribute(tag: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", tag).lower()


def _part(version: XdfVersion, struct: type[Any], *children: Child) -> Part:
    namespace = NAMESPACES[version]
    by_tag = {f"{{{namespace}}}{tag}": child for child in children for tag in (child.tag, *child.aliases)}
    optional = {field.name for field in msgspec.structs.fields(struct) if not field.required}
    required = frozenset(child.attribute for child in children if child.required)
    return Part(
        struct=struct,
        children=children,
        by_tag=by_tag,
        required=required,
        essential=required - optional,
        # The reference of 2.0 is spread over two elements that share one struct.
        unwritable=()
        if struct is model.CodelisteReferenz
        else tuple(
            name
            for name in struct.__struct_fields__
            if name != "fremd" and name not in {child.attribute for child in children}
        ),
        many=tuple(child.attribute for child in children if child.many),
        holds_unknown="fremd" in struct.__struct_fields__,
    )


def _text(tag: str, *, required: bool = False, filled: bool = False) -> Child:
    needed = required or filled
    return Child(tag=tag, kind=Kind.TEXT, attribute=_attribute(tag), required=needed, filled=filled)


def _token(tag: str, *, required: bool = False, filled: bool = False) -> Child:
    needed = required or filled
    return Child(tag=tag, kind=Kind.TOKEN, attribute=_attribute(tag), required=needed, filled=filled)


def _code(tag: str, values: tuple[str, ...], *, required: bool = True) -> Child:
    return Child(
        tag=tag, kind=Kind.CODE, attribute=_attribute(tag), required=required, filled=required, values=values
    )


def _one(tag: str, kind: Kind, *, required: bool = False, attribute: str | None = None) -> Child:
    return Child(tag=tag, kind=kind, attribute=attribute or _attribute(tag), required=required)


def _many(tag: str, kind: Kind, *, required: bool = False, attribute: str | None = None) -> Child:
    return Child(tag=tag, kind=kind, attribute=attribute or _attribute(tag), many=True, required=required)


def _nested(tag: str, part: str, *, required: bool = False, many: bool = False) -> Child:
    attribute = _attribute(tag)
    return Child(tag=tag, kind=Kind.PART, attribute=attribute, part=part, required=required, many=many)


_MODIFIKATIONEN = (
    _code("ableitungsmodifikationenStruktur", codes.MODIFIKATION_STRUKTUR),
    _code("ableitungsmodifikationenRepraesentation", codes.MODIFIKATION_REPRAESENTATION),
)


_Contents: TypeAlias = dict[str, tuple[type[Any], tuple[Child, ...]]]

_CONTENTS: Final[_Contents] = {
    "header": (
        model.Header,
        (
            _token("nachrichtID", filled=True),
            _token("erstellungszeitpunkt", filled=True),
            _token("referenzID"),
        ),
    ),
    "identifikation": (model.Identifikation, (_token("id", filled=True), _token("version"))),
}
"""Parts that look alike in both versions."""

# Version 2.0, standards.md 2.2.
_COMMON_2 = (
    _nested("identifikation", "identifikation", required=True),
    _text("name", filled=True),
    _text("bezeichnungEingabe", required=True),
    _text("bezeichnungAusgabe"),
    _text("beschreibung", required=True),
    _text("definition", required=True),
    _one("bezug", Kind.BEZUG_2, required=True),
    _code("status", codes.STATUS),
    *(_token(tag) for tag in ("gueltigAb", "gueltigBis")),
    *(_text(tag) for tag in ("fachlicherErsteller", "versionshinweis")),
    *(_token(tag) for tag in ("freigabedatum", "veroeffentlichungsdatum")),
)
_HELP_TEXTS_2 = (_text("hilfetextEingabe", required=True), _text("hilfetextAusgabe", required=True))
_RULES_2 = _nested("regel", "regel", many=True)
_PLACES_2 = _nested("struktur", "struktur", many=True)
_ELEMENT_KIND_2 = _code("schemaelementart", codes.SCHEMAELEMENTART)
_CONTENTS_2: Final[_Contents] = {
    "datenfeld": (
        model.Datenfeld,
        (
            *_COMMON_2,
            _ELEMENT_KIND_2,
            *_HELP_TEXTS_2,
            _code("feldart", codes.FELDART_2),
            _code("datentyp", codes.DATENTYP_2),
            _one("praezisierung", Kind.PRAEZISIERUNG_2),
            _text("inhalt"),
            _one("codelisteReferenz", Kind.CODELISTE_2),
            _RULES_2,
        ),
    ),
    "datenfeldgruppe": (
        model.Datenfeldgruppe,
        (*_COMMON_2, _ELEMENT_KIND_2, *_HELP_TEXTS_2, _RULES_2, _PLACES_2),
    ),
    "stammdatenschema": (
        model.Stammdatenschema,
        (*_COMMON_2, _text("hilfetext"), *_MODIFIKATIONEN, _RULES_2, _PLACES_2),
    ),
    "dokumentsteckbrief": (
        model.Dokumentsteckbrief,
        (
            *_COMMON_2,
            _one("isReferenz", Kind.BOOLEAN, required=True),
            _code("dokumentart", codes.DOKUMENTART),
            _text("hilfetext"),
        ),
    ),
    "regel": (model.Regel, (*_COMMON_2, _one("script", Kind.TEXT, attribute="skript"))),
    "struktur": (
        model.Struktur,
        (
            _one("anzahl", Kind.CARDINALITY, required=True),
            _one("bezug", Kind.BEZUG_2, required=True),
            _one("enthaelt", Kind.ENTHAELT, required=True),
        ),
    ),
    "codelisteReferenz": (
        model.CodelisteReferenz,
        (
            _nested("identifikation", "identifikation", required=True),
            _nested("genericodeIdentification", "genericodeIdentification", required=True),
        ),
    ),
    "genericodeIdentification": (
        model.CodelisteReferenz,
        (
            _token("canonicalIdentification", filled=True),
            _token("version", required=True),
            _token("canonicalVersionUri", required=True),
        ),
    ),
}

# Version 3.0.0, standards.md 2.3.
_HEAD_3 = (
    _nested("identifikation", "identifikation", required=True),
    _text("name", filled=True),
    _text("beschreibung"),
)
_COMMON_3 = (
    *_HEAD_3,
    _text("definition"),
    _many("bezug", Kind.BEZUG_3),
    _code("freigabestatus", codes.FREIGABESTATUS),
    _token("statusGesetztAm"),
    _text("statusGesetztDurch"),
    *(_token(tag) for tag in ("gueltigAb", "gueltigBis")),
    _text("versionshinweis"),
    _token("veroeffentlichungsdatum"),
    _token("letzteAenderung", filled=True),
)
_LABELS_3 = (_text("bezeichnungEingabe", required=True), _text("bezeichnungAusgabe"))
_ELEMENT_KIND_3 = _code("schemaelementart", codes.SCHEMAELEMENTART)
_HELP_TEXTS_3 = (_text("hilfetextEingabe"), _text("hilfetextAusgabe"))
_KEYWORDS_3 = _many("stichwort", Kind.STICHWORT)
_LINKS_3 = (_KEYWORDS_3, _nested("relation", "relation", many=True))
_RULES_3 = _nested("regel", "regel", many=True)
_PLACES_3 = _nested("struktur", "struktur", many=True, required=True)
_TITLE_3 = (_text("bezeichnung", required=True), _text("hilfetext"))
_CONTENTS_3: Final[_Contents] = {
    "datenfeld": (
        model.Datenfeld,
        (
            *_COMMON_3,
            *_LABELS_3,
            _ELEMENT_KIND_3,
            *_HELP_TEXTS_3,
            _code("feldart", codes.FELDART_3),
            _code("datentyp", codes.DATENTYP_3),
            _one("praezisierung", Kind.PRAEZISIERUNG_3),
            _text("inhalt"),
            _code("vorbefuellung", codes.VORBEFUELLUNG),
            _one("werte", Kind.WERTE),
            _one("codelisteReferenz", Kind.CODELISTE_3),
            *(_token(tag) for tag in ("codeKey", "nameKey", "helpKey")),
            _one("maxSize", Kind.NUMBER),
            _many("mediaType", Kind.TOKEN),
            *_LINKS_3,
            _RULES_3,
        ),
    ),
    "datenfeldgruppe": (
        model.Datenfeldgruppe,
        (
            *_COMMON_3,
            *_LABELS_3,
            _ELEMENT_KIND_3,
            *_HELP_TEXTS_3,
            _code("art", ("X",), required=False),
            *_LINKS_3,
            _RULES_3,
            _PLACES_3,
        ),
    ),
    "stammdatenschema": (
        model.Stammdatenschema,
        (
            *_COMMON_3,
            *_TITLE_3,
            *_MODIFIKATIONEN,
            _nested("dokumentsteckbrief", "identifikation", required=True),
            *_LINKS_3,
            _RULES_3,
            _PLACES_3,
        ),
    ),
    "dokumentsteckbrief": (
        model.Dokumentsteckbrief,
        (
            *_COMMON_3,
            _one("istAbstrakt", Kind.BOOLEAN, required=True),
            _code("dokumentart", codes.DOKUMENTART),
            *_TITLE_3,
            *_LINKS_3,
        ),
    ),
    "regel": (
        model.Regel,
        (
            *_HEAD_3,
            _text("freitextRegel"),
            _many("bezug", Kind.BEZUG_3),
            _KEYWORDS_3,
            _text("fachlicherErsteller"),
            _token("letzteAenderung", filled=True),
            _code("typ", codes.REGELTYP),
            *(_many(tag, Kind.RAW, attribute="fremd") for tag in ("param", "ziel", "fehler")),
            Child(tag="skript", kind=Kind.TEXT, attribute="skript", aliases=("script",)),
        ),
    ),
    "relation": (
        model.Relation,
        (_code("praedikat", codes.PRAEDIKAT), _nested("objekt", "identifikation", required=True)),
    ),
    "wert": (model.Wert, (_token("code", filled=True), _text("name", required=True), _text("hilfe"))),
    "struktur": (
        model.Struktur,
        (
            _one("anzahl", Kind.CARDINALITY, required=True),
            _many("bezug", Kind.BEZUG_3),
            _one("enthaelt", Kind.ENTHAELT, required=True),
        ),
    ),
    "codelisteReferenz": (
        model.CodelisteReferenz,
        (
            _token("canonicalIdentification", filled=True),
            _token("version"),
            _token("canonicalVersionUri"),
        ),
    ),
}


def _parts(version: XdfVersion, contents: _Contents) -> dict[str, Part]:
    return {name: _part(version, struct, *children) for name, (struct, children) in contents.items()}


PARTS: Final = {
    XdfVersion.V2: _parts(XdfVersion.V2, _CONTENTS | _CONTENTS_2),
    XdfVersion.V3: _parts(XdfVersion.V3, _CONTENTS | _CONTENTS_3),
}


class Message(msgspec.Struct, frozen=True):
    """A message: its payload element, what it is called when written, and other names met."""

    part: str
    payload: str
    aliases: tuple[str, ...] = ()


_MESSAGES_2: Final = {
    "xdatenfelder.stammdatenschema.0102": Message("stammdatenschema", "stammdatenschema"),
    "xdatenfelder.datenfeldgruppe.0103": Message("datenfeldgruppe", "datenfeldgruppe"),
    "xdatenfelder.datenfeld.0104": Message("datenfeld", "datenfeld"),
    "xdatenfelder.dokumentsteckbrief.0101": Message(
        "dokumentsteckbrief", "dokumentensteckbrief", ("dokumentsteckbrief",)
    ),
}
MESSAGES: Final = {
    XdfVersion.V2: _MESSAGES_2,
    XdfVersion.V3: _MESSAGES_2
    | {
        "xdatenfelder.dokumentsteckbrief.0101": Message(
            "dokumentsteckbrief", "dokumentsteckbrief", ("dokumentensteckbrief",)
        )
    },
}
CODELIST_MESSAGE: Final = "xdatenfelder.codeliste.0105"
"""2.0 only; carries a Genericode list."""
