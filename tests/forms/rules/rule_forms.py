# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A made-up vocabulary with the types rules speak of, for the corpus of sentences."""

from leistungswerk.forms.rules.vocabulary import Entry, ValueType, Vocabulary

_CODES = {"001": "schwanger", "002": "stillend", "009": "Sonstiges", "999": "Andere"}

_REGISTERS = {
    "A": "Handelsregister A",
    "B": "Handelsregister B",
    "G": "Genossenschaftsregister",
    "X": "Eintragung im Ausland",
}
_LEGAL_FORMS = {
    "111000": "OHG",
    "112000": "KG",
    "112212": "UG & Co. KG",
    "121000": "GbR",
    "221100": "GmbH",
    "251000": "eG",
}


def _entry(path: str, kind: ValueType, name: str, **more: object) -> Entry:
    return Entry(path, path.rpartition(".")[2], kind, (name,), **more)


TEXT, CODE, TRUTH = ValueType.TEXT, ValueType.CODE, ValueType.TRUTH
NUMBER, DATE, GROUP = ValueType.NUMBER, ValueType.DATE, ValueType.GROUP

SECOND = Vocabulary(
    [
        _entry("F60000001", CODE, "Status", options=_CODES),
        _entry("F60000002", TEXT, "Erläuterung"),
        _entry("F60000003", TRUTH, "Abweichende Anschrift"),
        _entry("F60000004", TEXT, "Telefon"),
        _entry("F60000005", TEXT, "Telefax"),
        _entry("F60000006", TEXT, "E-Mail"),
        _entry("F60000007", DATE, "Beginn"),
        _entry("F60000008", DATE, "Ende"),
        _entry("F60000009", NUMBER, "Anzahl Personen"),
        _entry("F60000010", NUMBER, "Anzahl Kinder"),
        _entry("F60000011", NUMBER, "Gesamtzahl"),
        _entry("F60000012", DATE, "Geburtsdatum"),
        _entry("F60000013", TRUTH, "Einwilligung"),
        _entry(
            "F60000014",
            CODE,
            "Merkmale",
            options={"01": "klein", "02": "groß", "99": "anderes"},
            several=True,
        ),
        _entry("F60000015", TEXT, "E-Mail wiederholen"),
        _entry("G60000001", GROUP, "Anschrift Inland"),
        _entry("G60000001.F60000020", TEXT, "Straße"),
        _entry("G60000001.F60000021", TEXT, "Hausnummer"),
        _entry("G60000001.F60000022", TEXT, "Postfach"),
        _entry("G60000002", GROUP, "Anschrift Ausland"),
        _entry("G60000002.F60000020", TEXT, "Straße"),
        _entry("G60000003", GROUP, "Tätigkeiten"),
        _entry("G60000003.F60000031", TRUTH, "Abbruch"),
        _entry("G60000003.F60000032", TRUTH, "Sanierung"),
        _entry("G60000003.F60000033", TRUTH, "Instandhaltung"),
        _entry("G60000004", GROUP, "Kind", rows=True),
        _entry("G60000004.F60000041", DATE, "Geburtsdatum des Kindes"),
        _entry("G60000004.F60000042", NUMBER, "Einkommen des Kindes"),
        _entry("G60000004.F60000043", TEXT, "Schule"),
        _entry("G60000005", GROUP, "Datum"),
        _entry("G60000005.F60000051", TEXT, "Tag (ohne Monat und Jahr)"),
        _entry("G60000005.F60000052", TEXT, "Monat"),
        _entry("G60000005.F60000053", TEXT, "Jahr"),
        _entry("F60000061", CODE, "Registerart", options=_REGISTERS),
        _entry("F60000062", CODE, "Rechtsform", options=_LEGAL_FORMS),
        _entry("F60000063", TEXT, "Registernummer"),
        _entry("F60000064", ValueType.FILE, "Nachweis"),
        _entry("F60000065", ValueType.TIME, "Startzeit"),
        _entry("F60000066", ValueType.TIME, "Endzeit"),
        _entry("F60000067", NUMBER, "Betrag"),
        _entry("G60000006", GROUP, "Gesetzliche Vertretung"),
        _entry("G60000006.F60000071", TEXT, "Name der Vertretung"),
        _entry("G60000006.F60000072", TRUTH, "Vollmacht liegt vor"),
        _entry("G60000007", GROUP, "Juristische Person (Angaben)"),
        _entry("G60000007.F60000073", TEXT, "Firma"),
        _entry("G60000008", GROUP, "Gesellschafter", rows=True),
        _entry("G60000008.F60000081", TEXT, "Name des Gesellschafters"),
        _entry("G60000008.F60000082", NUMBER, "Anteil"),
    ],
    "S60000001",
)
"""Ids of 2.0."""

THIRD = Vocabulary(
    [
        _entry("F60000000001", CODE, "Status", options=_CODES),
        _entry("F60000000002", TEXT, "Erläuterung"),
        _entry("G60000000086", GROUP, "Straßenanschrift"),
        _entry("G60000000086.F60000000020", TEXT, "Straße"),
        _entry("G60000000087", GROUP, "Postfachanschrift"),
        _entry("G60000000087.F60000000022", TEXT, "Postfach"),
    ],
    "S60000000001",
)
"""Ids of 3.0."""
