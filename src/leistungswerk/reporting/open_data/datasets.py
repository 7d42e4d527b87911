# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The data sets: their columns with name, type and meaning, written once for files, API, docs and catalogue.

Names of columns are German because the data are: they stand in the first line of a file and in every answer.
"""

from enum import StrEnum
from typing import Final

import msgspec


class Kind(StrEnum):
    """Types that CSV, JSON and Parquet share."""

    TEXT = "text"
    COUNT = "count"
    DAY = "day"
    YES_NO = "yes_no"
    SHARE = "share"
    """Per cent with one decimal."""


class Column(msgspec.Struct, frozen=True):
    name: str
    kind: Kind
    meaning: str
    empty: bool = False
    """May be missing; in CSV an empty field."""


class Dataset(msgspec.Struct, frozen=True):
    """A data set: what it tells, of what one row speaks, and its columns."""

    name: str
    title: str
    description: str
    row: str
    keywords: tuple[str, ...]
    columns: tuple[Column, ...]


_T, _C, _D, _Y, _S = Kind.TEXT, Kind.COUNT, Kind.DAY, Kind.YES_NO, Kind.SHARE
_KEY: Final = Column("leistungsschluessel", _T, "Leistungsschlüssel (LeiKa), 14 Ziffern")
_SERVICE: Final = Column("leistung", _T, "Bezeichnung der Verwaltungsleistung am Stichtag")
_RESSORT: Final = Column("ressort", _T, "Federführendes Ressort; leer: nicht bekannt", empty=True)
_COUNTS: Final = (
    Column("zustaendig", _C, "Zuständige Behörden, für die die Leistung in Betracht kommt"),
    Column("belegt", _C, "davon mit belegter Verfügbarkeit"),
    Column("gemeldet", _C, "davon nur gemeldet, ohne Beleg"),
)
_END_TO_END: Final = "Anträge kommen als Daten im Fachverfahren an"
_MISSING: Final = Column("fehlen", _C, "Zuständige Behörden, bei denen die Leistung nicht online ist")

AVAILABILITY: Final = Dataset(
    "verfuegbarkeit",
    "Verfügbarkeit von Online-Diensten je Leistung und Behörde",
    "Für jede Verwaltungsleistung und jede zuständige Behörde: ob die Leistung am Stichtag online verfügbar ist, "
    "seit wann, und ob das belegt oder nur gemeldet ist. Auch was fehlt, steht darin.",
    "ein Paar aus Leistung und zuständiger Behörde",
    ("Verfügbarkeit", "Online-Dienst", "Kommune"),
    (
        _KEY,
        _SERVICE,
        _RESSORT,
        Column("ars", _T, "Amtlicher Regionalschlüssel des Gebiets, 12 Stellen", empty=True),
        Column("behoerde", _T, "Name der Behörde am Stichtag"),
        Column("verfuegbar", _Y, "Die Leistung ist am Stichtag online verfügbar"),
        Column("nachweis", _T, "belegt oder gemeldet; leer, wo nicht verfügbar", empty=True),
        Column("seit", _D, "Erster Tag der Verfügbarkeit", empty=True),
        Column("durchgaengig", _Y, f"{_END_TO_END}; leer, wo nicht verfügbar", empty=True),
    ),
)
SERVICES: Final = Dataset(
    "leistungen",
    "Verwaltungsleistungen und ihr Stand",
    "Für jede Verwaltungsleistung mit zuständigen Behörden: bei wie vielen sie online ist und bei wie vielen sie fehlt.",
    "eine Verwaltungsleistung",
    ("Verwaltungsleistung", "Flächendeckung"),
    (
        _KEY,
        _SERVICE,
        Column("ozg_id", _T, "Nummer der OZG-Leistung; leer: keiner zugeordnet", empty=True),
        Column("themenfeld", _T, "Themenfeld des OZG-Umsetzungskatalogs", empty=True),
        _RESSORT,
        *_COUNTS,
        Column("durchgaengig", _C, f"davon durchgängig: {_END_TO_END}"),
        _MISSING,
    ),
)
METRICS: Final = Dataset(
    "kennzahlen",
    "Kennzahlen M1 bis M8 zur Digitalisierung der Verwaltung",
    "Acht Kennzahlen nebeneinander, jede mit Definition und Grundgesamtheit. Keine ist die richtige; zusammen sind "
    "sie ehrlich.",
    "eine Kennzahl",
    ("Kennzahl", "Fortschritt"),
    (
        Column("kennzahl", _T, "m1 bis m8"),
        Column("titel", _T, "Was sie zählt"),
        Column("definition", _T, "Definition"),
        Column("grundgesamtheit", _T, "Wovon gezählt wird"),
        Column("belegt", _C, "Mit Beleg gezählt"),
        Column("gesamt", _C, "Mit nur gemeldeten"),
        Column("nenner", _C, "Größe der Grundgesamtheit; leer: absolute Zahl", empty=True),
        Column("prozent", _S, "gesamt in Prozent des Nenners", empty=True),
    ),
)
USAGE: Final = Dataset(
    "nutzung",
    "Nutzung der Online-Dienste je Leistung, Kreis und Monat",
    "Angenommene Anträge abgeschlossener Monate. Zellen unter fünf sind nicht ausgewiesen, weitere Zellen zum Schutz "
    "davor, dass man sie ausrechnen kann. Keine personenbezogenen Daten.",
    "eine Leistung in einem Kreis in einem Monat",
    ("Nutzung", "Antrag", "Statistik"),
    (
        Column("monat", _T, "Monat, JJJJ-MM"),
        _KEY,
        Column("kreis", _T, "Erste fünf Ziffern des Regionalschlüssels"),
        Column(
            "antraege", _C, "Angenommene Anträge; leer: unter 5 oder zum Schutz nicht ausgewiesen", empty=True
        ),
        Column("geschuetzt", _Y, "Der Wert ist nicht ausgewiesen"),
    ),
)
TERRITORIES: Final = Dataset(
    "gebiete",
    "Gebiete und ihr Stand",
    "Für jedes Gebiet mit zuständigen Behörden: für wie viele Leistungen sie zuständig sind und wie viele davon online "
    "sind.",
    "ein Gebiet",
    ("Gebiet", "Kommune", "Flächendeckung"),
    (
        Column("ars", _T, "Amtlicher Regionalschlüssel, 12 Stellen"),
        Column("gebiet", _T, "Name im Register; leer: dort nicht geführt", empty=True),
        *_COUNTS,
        Column("durchgaengig", _C, f"davon durchgängig: {_END_TO_END}"),
        _MISSING,
    ),
)
DATASETS: Final = (METRICS, SERVICES, AVAILABILITY, TERRITORIES, USAGE)
BY_NAME: Final = {each.name: each for each in DATASETS}
