# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Elements without any flaw; a test changes what it is about."""

from typing import Any

from leistungswerk.standards.fim.model import (
    Anzahl,
    Bezug,
    Code,
    Codeliste,
    CodelisteReferenz,
    Datenfeld,
    Datenfeldgruppe,
    Dokumentsteckbrief,
    Header,
    Identifikation,
    Nachricht,
    Payload,
    Praezisierung,
    Regel,
    Relation,
    Stammdatenschema,
    Struktur,
    Wert,
    XdfVersion,
)

URN = "urn:de:beispiel:codeliste:farben"
FIELD_ID, OTHER_ID, GROUP_ID = "F12000000001", "F12000000002", "G12000000001"
LAW = (Bezug("§ 1 Beispielgesetz", "https://www.beispiel.de/gesetz"),)


def _common(element_id: str, name: str) -> dict[str, Any]:
    return {
        "identifikation": Identifikation(element_id, "1.0.0"),
        "name": name,
        "bezug": LAW,
        "freigabestatus": Code("6"),
        "status_gesetzt_am": "2026-01-01",
        "status_gesetzt_durch": "Ministerium",
        "letzte_aenderung": "2026-01-01T00:00:00Z",
    }


def _block(element_id: str, name: str) -> dict[str, Any]:
    labels = {"bezeichnung_eingabe": f"{name} eingeben", "bezeichnung_ausgabe": f"{name} lesen"}
    return _common(element_id, name) | labels | {"schemaelementart": Code("RNG")}


def field(field_id: str = FIELD_ID, **changes: Any) -> Datenfeld:
    values = _block(field_id, "Feld") | {
        "feldart": Code("input"),
        "datentyp": Code("text"),
        "praezisierung": Praezisierung(min_length="1", max_length="50"),
        "vorbefuellung": Code("keine"),
    }
    return Datenfeld(**(values | changes))


def typed(
    datatype: str, low: str | None = None, high: str | None = None, content: str | None = None
) -> Datenfeld:
    """A field of another data type with a range."""
    limits = Praezisierung(min_value=low, max_value=high)
    return field(datentyp=Code(datatype), praezisierung=limits, inhalt=content)


def sized(low: str | None, high: str | None, content: str | None = None) -> Datenfeld:
    """A text field with lengths."""
    return field(praezisierung=Praezisierung(min_length=low, max_length=high), inhalt=content)


def choice(*werte: Wert, **changes: Any) -> Datenfeld:
    """A field to choose from ``werte``."""
    own = werte or (Wert("1", "Rot"), Wert("2", "Blau"))
    return field(**({"feldart": Code("select"), "praezisierung": None, "werte": own} | changes))


def listed(urn: str = URN, version: str | None = "2026-01-01", **changes: Any) -> Datenfeld:
    """A field to choose from a code list."""
    uri = changes.pop("uri", None)
    return choice(werte=(), codeliste_referenz=CodelisteReferenz(urn, version, uri), **changes)


def both_lists() -> Datenfeld:
    """A field with values of its own and a code list."""
    return choice(codeliste_referenz=CodelisteReferenz(URN, "2026-01-01"))


def codelist(*rows: tuple[str, str], urn: str = URN, version: str = "2026-01-01") -> Codeliste:
    return Codeliste(
        canonical_uri=urn,
        version=version,
        canonical_version_uri=f"{urn}_{version}",
        columns=("code", "name"),
        code_key="code",
        name_key="name",
        rows=rows or (("1", "Rot"), ("2", "Blau")),
    )


def place(
    element: Datenfeld | Datenfeldgruppe, low: int = 0, high: int | None = 1, bezug: tuple[Bezug, ...] = LAW
) -> Struktur:
    return Struktur(Anzahl(low, high), element, bezug)


def group(*places: Struktur, group_id: str = GROUP_ID, **changes: Any) -> Datenfeldgruppe:
    own = places or (place(field()), place(field(OTHER_ID)))
    return Datenfeldgruppe(**(_block(group_id, "Gruppe") | {"struktur": own} | changes))


def schema(*places: Struktur, **changes: Any) -> Stammdatenschema:
    values = _common("S12000000001", "Schema") | {
        "bezeichnung": "Antrag",
        "ableitungsmodifikationen_struktur": Code("0"),
        "ableitungsmodifikationen_repraesentation": Code("0"),
        "dokumentsteckbrief": Identifikation("D12000000001"),
        "struktur": places or (place(group()),),
    }
    return Stammdatenschema(**(values | changes))


def profile(**changes: Any) -> Dokumentsteckbrief:
    values = _common("D12000000001", "Steckbrief") | {
        "definition": "Ein Antrag.",
        "ist_abstrakt": False,
        "dokumentart": Code("001"),
        "bezeichnung": "Antrag",
        "hilfetext": "Damit beantragt man etwas.",
    }
    return Dokumentsteckbrief(**(values | changes))


def rule(sentence: str | None, **changes: Any) -> Regel:
    values = {
        "identifikation": Identifikation("R12000000001", "1.0.0"),
        "name": "Regel",
        "freitext_regel": sentence,
        "fachlicher_ersteller": "Ministerium",
        "letzte_aenderung": "2026-01-01T00:00:00Z",
        "typ": Code("K"),
    }
    return Regel(**(values | changes))


def related(praedikat: str, target: str) -> Relation:
    return Relation(Code(praedikat), Identifikation(target))


def message(payload: Payload, version: XdfVersion = XdfVersion.V3) -> Nachricht:
    return Nachricht(version, Header("N1", "2026-01-01T00:00:00Z"), payload)
