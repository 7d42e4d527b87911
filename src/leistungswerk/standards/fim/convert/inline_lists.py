# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Genericode list ↔ values inside a field. Source: standards.md 2.6 and 2.8."""

from __future__ import annotations

from typing import Final

import msgspec

from leistungswerk.standards.fim.codelists import CodelistCollection, werte_of
from leistungswerk.standards.fim.identifiers import long_identifikation, short_identifikation
from leistungswerk.standards.fim.model import Codeliste, CodelisteReferenz, Datenfeld, Identifikation, Wert

INLINE_URN: Final = "urn:de:fim:"
"""Lists of FIM itself become values of the field; others have their own life and stay references."""
_OWN_URN: Final = "urn:de:leistungswerk:codeliste:"
_CODE, _NAME, _HELP = "code", "name", "hilfe"


def is_inline(feld: Datenfeld) -> bool:
    """Tell whether 3.0 holds the list a 2.0 field refers to inside the field."""
    reference = feld.codeliste_referenz
    if reference is None:
        return False
    urn = reference.canonical_identification
    return INLINE_URN in urn or urn == own_reference(feld).canonical_identification


def inline_werte(feld: Datenfeld, codelists: CodelistCollection) -> tuple[Wert, ...]:
    """Values of the list a 2.0 field refers to; empty if it stays a reference, or is not held."""
    reference = feld.codeliste_referenz
    if reference is None or not is_inline(feld):
        return ()
    liste = codelists.find(reference)
    if liste is None:
        return ()
    return werte_of(msgspec.structs.replace(feld, help_key=help_column(liste)), codelists)


def help_column(liste: Codeliste) -> str | None:
    """The third column: the first that is neither code nor name."""
    return next((column for column in liste.columns if column not in (liste.code_key, liste.name_key)), None)


def own_reference(feld: Datenfeld) -> CodelisteReferenz:
    """Name of the list made of the values of a field (of either version): its URN comes from the field's id."""
    long, short = long_identifikation(feld.identifikation), short_identifikation(feld.identifikation)
    urn = f"{_OWN_URN}{long.id.lower()}"
    return CodelisteReferenz(
        canonical_identification=urn,
        version=long.version,
        canonical_version_uri=f"{urn}_{long.version}" if long.version else None,
        identifikation=list_identifikation(short.id),
    )


def list_identifikation(field_id: str) -> Identifikation:
    """Id of a code list in 2.0, made from the 2.0 id of the field that uses it: ``F60000319`` → ``C60000319``."""
    return Identifikation(f"C{field_id[1:]}")


def genericode_of(feld: Datenfeld, reference: CodelisteReferenz) -> Codeliste:
    """The list that holds the values of a 3.0 field, under the name a 2.0 field refers to."""
    with_help = any(wert.hilfe is not None for wert in feld.werte)
    columns = (_CODE, _NAME, _HELP) if with_help else (_CODE, _NAME)
    liste = Codeliste(
        canonical_uri=reference.canonical_identification,
        version=reference.version,
        canonical_version_uri=reference.canonical_version_uri,
        short_name=feld.name.strip() or None,
        columns=columns,
        code_key=_CODE,
        name_key=_NAME,
    )
    return with_rows(liste, feld)


def with_rows(liste: Codeliste, feld: Datenfeld) -> Codeliste:
    """Fill a list with the values of a field; columns beyond code, name and help stay empty."""
    help_key = help_column(liste)
    rows = tuple(
        tuple(
            wert.code
            if column == liste.code_key
            else wert.name
            if column == liste.name_key
            else wert.hilfe
            if column == help_key
            else None
            for column in liste.columns
        )
        for wert in feld.werte
    )
    return msgspec.structs.replace(liste, rows=rows)
