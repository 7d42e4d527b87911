# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One element of 2.0 ↔ the same element of 3.0.0, without what nests in it. Source: standards.md 2.4, 2.8."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec

from leistungswerk.standards.fim import praezisierung
from leistungswerk.standards.fim.codelists import CodelistCollection
from leistungswerk.standards.fim.convert.conversion import FimElement, part_of
from leistungswerk.standards.fim.convert.inline_lists import inline_werte, list_identifikation, own_reference
from leistungswerk.standards.fim.convert.originals import joined
from leistungswerk.standards.fim.identifiers import (
    long_identifikation,
    long_ids_in,
    short_identifikation,
    short_ids_in,
)
from leistungswerk.standards.fim.model import (
    Bezug,
    Code,
    CodelisteReferenz,
    Datenfeld,
    Dokumentsteckbrief,
    Identifikation,
    Praezisierung,
    Regel,
    Stammdatenschema,
    XdfVersion,
)
from leistungswerk.standards.fim.parts import PARTS, Kind

_Element = TypeVar("_Element", bound=FimElement)
_Bezug = tuple[Bezug, ...]

_XDF: Final = "urn:xoev-de:fim:codeliste:xdatenfelder."
_STATUS_2: Final = (f"{_XDF}status", "1.0")
_STATUS_3: Final = ("urn:xoev-de:xprozess:codeliste:status", "2020-03-19")
DEFAULT_STECKBRIEF: Final = Identifikation("D99000000001")
"""„Default-Dokumentsteckbrief“: 2.0 does not say to which profile a schema belongs."""

_STATUS_OF: Final = {
    "1": "inVorbereitung",
    "2": "inVorbereitung",
    "3": "inVorbereitung",
    "4": "aktiv",
    "5": "aktiv",
    "6": "aktiv",
    "7": "inaktiv",
    "8": "inaktiv",
}
_FELDART_OF: Final = {"hidden": "input", "locked": "input"}
_DATENTYP_OF: Final = {"text_latin": "text", "time": "text", "datetime": "text"}


class Surroundings(msgspec.Struct, frozen=True):
    """What an element of 3.0 takes from around it: the date of its parent, the time of the file, the lists."""

    inherited_date: str | None
    changed: str
    codelists: CodelistCollection


def upgraded(element: _Element, around: Surroundings) -> _Element:
    """An element of 2.0 as 3.0 writes it; nested rules and places stay as they are."""
    values: dict[str, Any] = {
        "identifikation": long_identifikation(element.identifikation),
        "bezug": split_bezug(element.bezug),
        "letzte_aenderung": around.changed,
    }
    if isinstance(element, Regel):
        sentence = element.definition
        values["freitext_regel"] = None if sentence is None else long_ids_in(sentence)
        values["typ"] = Code("K", f"{_XDF}regeltyp", "1.0")
    else:
        date = element.freigabedatum or around.inherited_date
        values["status_gesetzt_am"] = date
        values["status_gesetzt_durch"] = element.fachlicher_ersteller
        values["freigabestatus"] = _freigabestatus(element.status, element.version, date)
    match element:
        case Datenfeld():
            values |= _field_up(element, around.codelists)
        case Stammdatenschema():
            values |= {"bezeichnung": element.bezeichnung_eingabe, "dokumentsteckbrief": DEFAULT_STECKBRIEF}
        case Dokumentsteckbrief():
            values |= {"bezeichnung": element.bezeichnung_eingabe, "ist_abstrakt": element.is_referenz}
    return _fitted(msgspec.structs.replace(element, **values), XdfVersion.V3)


def downgraded(element: _Element) -> _Element:
    """An element of 3.0 as 2.0 writes it; nested rules and places, and the description, stay as they are."""
    text = joined(element.bezug)
    values: dict[str, Any] = {
        "identifikation": short_identifikation(element.identifikation),
        "bezug": (Bezug(text),) if text.strip() else (),
    }
    if isinstance(element, Regel):
        sentence = element.freitext_regel
        values["definition"] = None if sentence is None else short_ids_in(sentence)
        values["status"] = Code("aktiv", *_STATUS_2)
    else:
        values["status"] = _status(element.freigabestatus)
        values["freigabedatum"] = element.status_gesetzt_am
        values["fachlicher_ersteller"] = element.status_gesetzt_durch
    match element:
        case Datenfeld():
            values |= _field_down(element)
        case Stammdatenschema():
            values["bezeichnung_eingabe"] = element.bezeichnung
        case Dokumentsteckbrief():
            values |= {"bezeichnung_eingabe": element.bezeichnung, "is_referenz": element.ist_abstrakt}
    return _fitted(msgspec.structs.replace(element, **values), XdfVersion.V2)


def split_bezug(bezug: _Bezug) -> _Bezug:
    """Each legal basis on its own; a single one stands exactly as it was written."""
    text = joined(bezug)
    if ";" not in text:
        return (Bezug(text),) if text.strip() else ()
    return tuple(Bezug(piece.strip()) for piece in text.split(";") if piece.strip())


def _fitted(element: _Element, version: XdfVersion) -> _Element:
    """Clear what the version has no element for, and write mandatory texts that are missing as empty ones."""
    part = PARTS[version][part_of(element)]
    defaults = {field.name: field.default for field in msgspec.structs.fields(element)}
    values: dict[str, Any] = {name: defaults[name] for name in part.unwritable} | {"fremd": ()}
    for child in part.children:
        if child.required and child.kind is Kind.TEXT and getattr(element, child.attribute) is None:
            values[child.attribute] = ""
    return msgspec.structs.replace(element, **values)


def _freigabestatus(status: Code | None, version: str | None, date: str | None) -> Code:
    released = "6" if version and date else "2"
    code = "7" if status is not None and status.code == "inaktiv" else released
    return _like(code, status, *_STATUS_3)


def _status(freigabestatus: Code | None) -> Code:
    code = "inVorbereitung" if freigabestatus is None else _STATUS_OF.get(freigabestatus.code, "aktiv")
    return _like(code, freigabestatus, *_STATUS_2)


def _like(code: str, pattern: Code | None, list_uri: str, list_version: str) -> Code:
    """A code that names its list as far as the code it replaces does (real files often do not)."""
    if pattern is None:
        return Code(code, list_uri, list_version)
    return Code(
        code,
        None if pattern.list_uri is None else list_uri,
        None if pattern.list_version is None else list_version,
    )


def _field_up(feld: Datenfeld, codelists: CodelistCollection) -> dict[str, Any]:
    werte = inline_werte(feld, codelists)
    reference = feld.codeliste_referenz
    if reference is not None:
        reference = msgspec.structs.replace(reference, identifikation=None)
    return {
        "feldart": _edition(feld.feldart, "1.0", "2.0"),
        "datentyp": _edition(feld.datentyp, "1.0", "2.0"),
        "praezisierung": _attributes(feld.praezisierung),
        "vorbefuellung": Code("keine", f"{_XDF}vorbefuellung", "1.0"),
        "werte": werte,
        "codeliste_referenz": None if werte else reference,
    }


def _field_down(feld: Datenfeld) -> dict[str, Any]:
    limits = feld.praezisierung
    return {
        "feldart": _known(_edition(feld.feldart, "2.0", "1.0"), _FELDART_OF),
        "datentyp": _known(_edition(feld.datentyp, "2.0", "1.0"), _DATENTYP_OF),
        "praezisierung": None
        if limits is None
        else praezisierung.from_json_text(praezisierung.to_json_text(limits)),
        "codeliste_referenz": _reference_down(feld),
    }


def _reference_down(feld: Datenfeld) -> CodelisteReferenz | None:
    if feld.werte:
        return own_reference(feld)
    if feld.codeliste_referenz is None:
        return None
    own = list_identifikation(short_identifikation(feld.identifikation).id)
    return msgspec.structs.replace(feld.codeliste_referenz, identifikation=own)


def _edition(code: Code, old: str, new: str) -> Code:
    return msgspec.structs.replace(code, list_version=new) if code.list_version == old else code


def _known(code: Code, replacements: dict[str, str]) -> Code:
    if code.code not in replacements:
        return code
    return msgspec.structs.replace(code, code=replacements[code.code], name=None)


def _attributes(limits: Praezisierung | None) -> Praezisierung | None:
    """The limits without the JSON text; none at all if it said nothing."""
    if limits is None:
        return None
    values = msgspec.structs.replace(limits, roh=None)
    return None if values == Praezisierung() else values
