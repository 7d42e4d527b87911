# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gebiete and the bodies that govern them: the official file GV100AD, or tables of Kreise and Verbandsgemeinden.

Source: standards.md 13.1 to 13.3. Pure reading; only records of one Land are kept.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.importers.tables import Row, header, refuse, rows, text_of
from leistungswerk.register.kinds import OrganisationKind

_SHORTEST: Final = 124
"""Digits up to the type; later columns (area, population, seat) may be missing."""
_TYPES: Final = frozenset({"10", "20", "30", "40", "50", "60"})
_CITY_TYPES: Final = frozenset({"41", "42"})
_ASSOCIATION_FREE: Final = "50"
_TOWNS: Final = frozenset({"61", "62", "63", "67"})
DISTRICTS: Final = ("rs", "name", "art")
ASSOCIATIONS: Final = ("rs9", "name", "kreis_rs")


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A Gebiet; ``kind`` is that of the body that governs it, ``None`` for one without a body here.

    A Ortsgemeinde is governed by its Verbandsgemeinde, a Regierungsbezirk by nobody.
    """

    ars: str
    name: str
    kind: OrganisationKind | None = None
    body: str = ""
    """Name of the body."""
    seat: str = ""
    postcode: str = ""


def read(files: Iterable[ImportFile], land: str = "07") -> tuple[Area, ...]:
    """The Gebiete of a Land; raises :class:`Refused` with file and line for whatever does not fit."""
    found: dict[str, Area] = {}
    for file in files:
        for area in _areas(file, land):
            known = found.get(area.ars)
            if known is None or known.kind is None:
                found[area.ars] = area
    if not found:
        raise Refused(_("Die Dateien enthalten kein Gebiet des Landes %(land)s.") % {"land": land})
    return tuple(found.values())


def _areas(file: ImportFile, land: str) -> Iterator[Area]:
    if not file.content.strip():
        raise Refused(_("%(file)s ist leer.") % {"file": file.name})
    names = header(file)
    if "rs9" in names:
        yield from _associations(file, land)
    elif "rs" in names:
        yield from _districts(file, land)
    elif re.match(r"\s*[1-6]0\d{8}", names[0] if names else ""):
        yield from _fixed_width(file, land)
    else:
        raise Refused(
            _(
                "%(file)s ist weder eine Datei GV100AD noch eine Tabelle mit der Spalte „rs“ oder „rs9“. Gefunden: %(found)s."
            )
            % {"file": file.name, "found": ", ".join(names)[:120] or "–"}
        )


def _digits(row: Row, column: str, length: int) -> str:
    value = row[column]
    if len(value) != length or not value.isdecimal():
        row.refuse(
            _("„%(value)s“ in der Spalte „%(column)s“ hat nicht genau %(length)d Ziffern.")
            % {"value": value[:40], "column": column, "length": length}
        )
    return value


def _districts(file: ImportFile, land: str) -> Iterator[Area]:
    for row in rows(file, DISTRICTS):
        key = _digits(row, "rs", 5)
        if not key.startswith(land):
            continue
        if row["art"] not in ("Landkreis", "Kreisfreie Stadt"):
            row.refuse(_("„%(kind)s“ ist weder Landkreis noch Kreisfreie Stadt.") % {"kind": row["art"][:40]})
        city = row["art"] == "Kreisfreie Stadt"
        yield Area(
            ars=key + "0000000",
            name=row["name"],
            kind=OrganisationKind.CITY if city else OrganisationKind.DISTRICT,
            body=_prefixed(row["name"], "Stadt" if city else "Landkreis"),
        )


def _associations(file: ImportFile, land: str) -> Iterator[Area]:
    for row in rows(file, ASSOCIATIONS):
        key = _digits(row, "rs9", 9)
        if key.startswith(land):
            yield Area(
                ars=key + "000",
                name=row["name"],
                kind=OrganisationKind.ASSOCIATION_OF_MUNICIPALITIES,
                body=_prefixed(row["name"], "Verbandsgemeinde"),
            )


def _prefixed(name: str, word: str) -> str:
    """„Adenau“ → „Verbandsgemeinde Adenau“; „Rhein-Hunsrück-Kreis“ and „Eifelkreis“ say what they are."""
    kreis = any(part.casefold().endswith("kreis") for part in name.split())
    says_it = name.startswith(word) or (word == "Landkreis" and kreis)
    return name if says_it else f"{word} {name}"


class _Record(msgspec.Struct, frozen=True):
    """The columns of GV100AD that we read (0-based slices, standards.md 13.3)."""

    line: int
    type: str
    key: str
    association: str
    name: str
    seat: str
    kind: str
    postcode: str


def _fixed_width(file: ImportFile, land: str) -> Iterator[Area]:
    records = [
        record for record in _records(file) if record.key.startswith(land) and record.type not in ("20", "30")
    ]
    free = {
        record.key[:5] + record.association
        for record in records
        if record.type == "50" and record.kind == _ASSOCIATION_FREE
    }
    cities = {record.key[:5] for record in records if record.type == "40" and record.kind in _CITY_TYPES}
    for record in records:
        match record.type:
            case "10":
                yield Area(ars=land + "0" * 10, name=record.name)
            case "40":
                yield _district(record)
            case "50":
                if record.kind != _ASSOCIATION_FREE:
                    yield _association(record)
            case _:
                if record.key[:5] not in cities:
                    yield _municipality(record, free)


def _records(file: ImportFile) -> Iterator[_Record]:
    for number, line in enumerate(text_of(file).splitlines(), start=1):
        if not line.strip():
            continue
        if len(line) < _SHORTEST:
            refuse(
                file.name,
                number,
                _("Die Zeile hat %(count)d Zeichen, ein Satz von GV100AD mindestens %(wanted)d.")
                % {"count": len(line), "wanted": _SHORTEST},
            )
        if line[0:2] not in _TYPES:
            refuse(file.name, number, _("„%(type)s“ ist keine Satzart von GV100AD.") % {"type": line[0:2]})
        key, association = line[10:18].strip(), line[18:22].strip()
        length = {"10": 2, "20": 3, "30": 4, "40": 5, "50": 5, "60": 8}[line[0:2]]
        if not key.isdecimal() or len(key) < length:
            refuse(file.name, number, _("„%(key)s“ ist kein Schlüssel dieser Satzart.") % {"key": key})
        if line[0:2] in ("50", "60") and not (association.isdecimal() and len(association) == 4):
            refuse(
                file.name,
                number,
                _("„%(key)s“ ist kein Schlüssel eines Gemeindeverbands.") % {"key": association},
            )
        postcode = line[165:170] if line[165:170].isdecimal() else ""
        name, seat, kind = line[22:72].strip(), line[72:122].strip(), line[122:124]
        yield _Record(number, line[0:2], key[: max(length, 5)], association, name, seat, kind, postcode)


def _plain(name: str) -> str:
    """„Koblenz, kreisfreie Stadt“ → „Koblenz“."""
    return name.partition(",")[0].strip()


def _district(record: _Record) -> Area:
    city = record.kind in _CITY_TYPES
    name = _plain(record.name)
    return Area(
        ars=record.key[:5] + "0000000",
        name=name if city else _prefixed(name, "Landkreis"),
        kind=OrganisationKind.CITY if city else OrganisationKind.DISTRICT,
        body=_prefixed(name, "Stadt" if city else "Landkreis"),
        seat=record.seat,
        postcode=record.postcode,
    )


def _association(record: _Record) -> Area:
    name = _prefixed(_plain(record.name), "Verbandsgemeinde") if record.kind == "53" else _plain(record.name)
    return Area(
        ars=record.key[:5] + record.association + "000",
        name=name,
        kind=OrganisationKind.ASSOCIATION_OF_MUNICIPALITIES,
        body=name,
        seat=record.seat,
        postcode=record.postcode,
    )


def _municipality(record: _Record, free: set[str]) -> Area:
    """One without an association governs itself; all others are a Gebiet only."""
    ars = record.key[:5] + record.association + record.key[5:8]
    name = _plain(record.name)
    if record.key[:5] + record.association not in free:
        return Area(ars=ars, name=name)
    word = "Stadt" if record.kind in _TOWNS else "Gemeinde"
    return Area(
        ars=ars,
        name=name,
        kind=OrganisationKind.MUNICIPALITY,
        body=_prefixed(name, word),
        postcode=record.postcode,
    )
