# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of code lists, inline values and contents chosen from them. Source: standards.md 2.3, 2.6, 2.10."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from leistungswerk.standards.fim.check.index import Found, Subject, blank, column, listed, value_of
from leistungswerk.standards.fim.check.registry import Check
from leistungswerk.standards.fim.model import Codeliste, CodelisteReferenz, Datenfeld

_URN: Final = re.compile(
    r"urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:(?:[A-Za-z0-9()+,.:=@;$_!*'-]|%[0-9A-Fa-f]{2})+", re.ASCII
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _reference(subject: Subject[Datenfeld]) -> Iterator[Found]:
    """What a reference says, told once at the first field that uses the list."""
    ref = subject.element.codeliste_referenz
    if ref is None or subject.index.list_use[ref.canonical_identification, ref.version] != subject.at:
        return
    urn = ref.canonical_identification
    if blank(urn):
        yield Found(1040, "codelisteReferenz")
        return
    if not urn.startswith("urn:"):
        yield Found(1005, "codelisteReferenz", urn)
    elif _URN.fullmatch(urn) is None:
        yield Found(1048, "codelisteReferenz", urn)
    if ref.version is not None and not blank(ref.version) and not _is_day(ref.version):
        yield Found(1105, "codelisteReferenz", ref.version)
    versions = subject.index.list_versions[urn]
    if len(versions) > 1:
        told = listed(version or "ohne Version" for version in versions)
        yield Found(1037, "codelisteReferenz", told)
    if _is_ambiguous(subject, ref):
        yield Found(1036, "codelisteReferenz", urn)


def _is_day(text: str) -> bool:
    try:
        return _DAY.fullmatch(text.strip()) is not None and bool(date.fromisoformat(text.strip()))
    except ValueError:
        return False


def _is_ambiguous(subject: Subject[Datenfeld], ref: CodelisteReferenz) -> bool:
    """Tell whether one edition stands for two contents, in the message or in the lists at hand."""
    key = (ref.canonical_identification, ref.version)
    if len(subject.index.list_uris.get(key, ())) > 1:
        return True
    return ref.version is not None and key in subject.index.lists_in_conflict


def _columns(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    ref = feld.codeliste_referenz
    # Without a version the current edition counts; only the national repository knows it (1121, 1123).
    if ref is None or blank(ref.version):
        return
    liste = subject.index.codelists.find(ref)
    if liste is None:
        return
    for tag, key in (("codeKey", feld.code_key), ("nameKey", feld.name_key), ("helpKey", feld.help_key)):
        if key is not None and not blank(key) and key not in liste.columns:
            yield Found(1122, tag, key)
    content = (feld.inhalt or "").strip()
    if value_of(feld.feldart) == "select" and content:
        key = _own_or(feld.code_key, liste, liste.code_key)
        if not subject.index.offers(liste, key, content):
            yield Found(1076, "inhalt", content)


def _own_or(own: str | None, liste: Codeliste, other: str) -> str:
    """The column a field chooses, if the list has it."""
    return own if own is not None and own in liste.columns else other


def _entries(subject: Subject[Datenfeld]) -> Iterator[Found]:
    """What is offered, told of a code list once for the columns a field chooses."""
    feld = subject.element
    ref = feld.codeliste_referenz
    if feld.werte:
        yield from _werte(feld)
    elif ref is not None:
        use = (ref.canonical_identification, ref.version, feld.code_key, feld.name_key)
        liste = subject.index.codelists.find(ref)
        if liste is not None and subject.index.column_use[use] == subject.at:
            codes = column(liste, _own_or(feld.code_key, liste, liste.code_key))
            name_key = _own_or(feld.name_key, liste, liste.name_key or "")
            names = column(liste, name_key) if name_key else []
            yield from _offered("codelisteReferenz", codes, names)


def _werte(feld: Datenfeld) -> Iterator[Found]:
    yield from _offered("werte", [wert.code for wert in feld.werte], [wert.name for wert in feld.werte])
    for wert in feld.werte:
        if wert.hilfe is not None and not blank(wert.hilfe) and wert.hilfe.strip() == wert.name.strip():
            yield Found(1099, "werte", wert.name.strip())
    content = (feld.inhalt or "").strip()
    known = not content or any(wert.code == content for wert in feld.werte)
    if value_of(feld.feldart) == "select" and not known:
        yield Found(1085, "inhalt", content)


def _offered(tag: str, codes: list[str], names: list[str]) -> Iterator[Found]:
    if len(codes) < 2:
        yield Found(1044, tag)
    yield from (Found(1045, tag, code) for code, count in Counter(codes).items() if count > 1 and code)
    yield from (Found(1093, tag, name) for name, count in Counter(names).items() if count > 1 and name)


LIST_CHECKS: Final[tuple[Check[Datenfeld], ...]] = (
    Check((1005, 1036, 1037, 1040, 1048, 1105), _reference),
    Check((1076, 1122), _columns),
    Check((1044, 1045, 1085, 1093, 1099), _entries),
)
