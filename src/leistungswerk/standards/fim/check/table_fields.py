# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages about fields: kind, data type, limits, content.

Number and severity are facts of the list XDFM 1.8 (standards.md 2.10); the words are ours.
"""

from __future__ import annotations

from typing import Final

from leistungswerk.standards.fim.check.message import Definition, Severity

_CRITICAL, _METHODICAL, _WARNING = Severity.CRITICAL, Severity.METHODICAL, Severity.WARNING

FIELDS: Final = (
    Definition(
        1011,
        _CRITICAL,
        "{element} ist ein Auswahlfeld mit dem Datentyp „{what}“.",
        "Bitte wählen Sie den Datentyp Text.",
    ),
    Definition(
        1012,
        _METHODICAL,
        "{element} hat eine Feldlänge, obwohl hier niemand Text eingibt.",
        "Bitte entfernen Sie minLength und maxLength oder machen Sie ein Eingabefeld daraus.",
    ),
    Definition(
        1014,
        _CRITICAL,
        "{element} ist abstrakt; das gibt es bei Datenfeldern nicht.",
        "Bitte wählen Sie harmonisiert oder rechtsnormgebunden.",
    ),
    Definition(
        1015,
        _CRITICAL,
        "{element} hat eine Feldlänge, aber den Datentyp „{what}“.",
        "Bitte entfernen Sie minLength und maxLength; sie gelten nur für Texte.",
    ),
    Definition(
        1016,
        _CRITICAL,
        "{element} hat einen Wertebereich, aber den Datentyp „{what}“.",
        "Bitte entfernen Sie minValue und maxValue; sie gelten nur für Zahlen und Zeitangaben.",
    ),
    Definition(
        1017,
        _CRITICAL,
        "{element} hat eine Werte- oder Codeliste, aber die Feldart „{what}“.",
        "Bitte wählen Sie die Feldart Auswahl oder entfernen Sie die Liste.",
    ),
    Definition(
        1018,
        _WARNING,
        "{element} ist ein Auswahlfeld und hat {what}.",
        "Bitte geben Sie genau eines an: eine Werteliste oder eine Codeliste.",
    ),
    Definition(
        1027,
        _CRITICAL,
        "{element} hat die unbekannte Feldart „{what}“.",
        "Bitte wählen Sie input, select, label, hidden oder locked.",
    ),
    Definition(
        1028,
        _CRITICAL,
        "{element} hat den unbekannten Datentyp „{what}“.",
        "Bitte wählen Sie einen Datentyp des Standards, zum Beispiel text, date oder num_int.",
    ),
    Definition(
        1030,
        _CRITICAL,
        "{element} hat die unbekannte Vorbefüllung „{what}“.",
        "Bitte wählen Sie keine, optional oder verpflichtend.",
    ),
    Definition(
        1035,
        _METHODICAL,
        "{element} hat die Präzisierung noch als Text im alten Format.",
        "Bitte übertragen Sie die Angaben in die Attribute minLength, maxLength, minValue, maxValue, pattern.",
    ),
    Definition(
        1056,
        _CRITICAL,
        "{element} begrenzt die Dateigröße, aber hat den Datentyp „{what}“.",
        "Bitte entfernen Sie „maxSize“ oder wählen Sie den Datentyp Anlage.",
    ),
    Definition(
        1057,
        _CRITICAL,
        "{element} nennt erlaubte Dateitypen, aber hat den Datentyp „{what}“.",
        "Bitte entfernen Sie „mediaType“ oder wählen Sie den Datentyp Anlage.",
    ),
    Definition(
        1058,
        _METHODICAL,
        "{element} nennt die Spalte „{what}“, aber keine Codeliste, zu der sie gehört.",
        "Bitte entfernen Sie die Spaltenangabe oder verweisen Sie auf die Codeliste.",
    ),
    Definition(
        1090,
        _CRITICAL,
        "{element} ist ein statisches Feld mit dem Datentyp „{what}“.",
        "Bitte wählen Sie Text, String.Latin oder Statisches Objekt.",
    ),
    Definition(
        1100,
        _CRITICAL,
        "{element} hat einen Inhalt, obwohl es eine Anlage oder ein statisches Objekt ist.",
        "Bitte leeren Sie „inhalt“.",
    ),
    Definition(
        1102,
        _WARNING,
        "{element} sagt nicht, wie kurz und wie lang der Text sein darf.",
        "Bitte geben Sie minLength und maxLength an, wenn es möglich ist.",
    ),
    Definition(
        1103,
        _WARNING,
        "{element} hat keinen Wertebereich.",
        "Bitte geben Sie minValue und maxValue an, wenn es möglich ist.",
    ),
    Definition(
        1109,
        _WARNING,
        "{element} ist ein statisches Feld ohne Inhalt.",
        "Bitte schreiben Sie in „inhalt“, was dort stehen soll.",
    ),
    Definition(
        1120,
        _METHODICAL,
        "{element} hat ein Pattern, obwohl es eine Anlage oder ein statisches Objekt ist.",
        "Bitte entfernen Sie das Pattern.",
    ),
)

_NUMBER = "Bitte schreiben Sie eine Zahl mit Punkt statt Komma, zum Beispiel 12.5."
_INTEGER = "Bitte schreiben Sie eine ganze Zahl, zum Beispiel 12."
_DATE = "Bitte schreiben Sie das Datum als JJJJ-MM-TT, zum Beispiel 2026-01-31."
_MOMENT = "Bitte schreiben Sie Datum und Uhrzeit, zum Beispiel 2026-01-31T08:30:00."
_TIME = "Bitte schreiben Sie die Uhrzeit als HH:MM:SS, zum Beispiel 08:30:00."
_ORDER = "Bitte vertauschen oder ändern Sie die beiden Grenzen."
_FIT = "Bitte ändern Sie den Inhalt oder die Grenze."


def _lower(code: int, what: str, remedy: str) -> Definition:
    return Definition(code, _CRITICAL, f"{{element}} hat als untere Grenze „{{what}}“, {what}.", remedy)


def _upper(code: int, what: str, remedy: str) -> Definition:
    return Definition(code, _CRITICAL, f"{{element}} hat als obere Grenze „{{what}}“, {what}.", remedy)


def _content(code: int, what: str, remedy: str) -> Definition:
    return Definition(code, _CRITICAL, f"{{element}} hat den Inhalt „{{what}}“, {what}.", remedy)


LIMITS: Final = (
    Definition(
        1059,
        _CRITICAL,
        "{element} hat als kleinste Länge „{what}“.",
        "Bitte geben Sie eine ganze Zahl ab 0 an.",
    ),
    Definition(
        1060,
        _CRITICAL,
        "{element} hat als größte Länge „{what}“.",
        "Bitte geben Sie eine ganze Zahl ab 1 an.",
    ),
    Definition(
        1061,
        _CRITICAL,
        "{element} verlangt mehr Zeichen, als es erlaubt ({what}).",
        "Bitte vertauschen oder ändern Sie die beiden Längen.",
    ),
    _lower(1062, "das ist keine Zahl", _NUMBER),
    _upper(1063, "das ist keine Zahl", _NUMBER),
    Definition(1064, _CRITICAL, "{element} hat eine untere Grenze über der oberen ({what}).", _ORDER),
    _lower(1065, "das ist keine ganze Zahl", _INTEGER),
    _upper(1066, "das ist keine ganze Zahl", _INTEGER),
    _lower(1067, "das ist kein Datum", _DATE),
    _upper(1068, "das ist kein Datum", _DATE),
    _content(1069, "das ist keine Zahl", _NUMBER),
    _content(1070, "das ist keine ganze Zahl", _INTEGER),
    _content(1071, "das ist kein Datum", _DATE),
    _content(1072, "der unter der unteren Grenze liegt", _FIT),
    _content(1073, "der über der oberen Grenze liegt", _FIT),
    _content(1074, "der kürzer ist als erlaubt", _FIT),
    _content(1075, "der länger ist als erlaubt", _FIT),
    _content(1077, "das ist kein Wahrheitswert", "Bitte schreiben Sie true oder false."),
    _lower(1079, "das ist kein Zeitpunkt", _MOMENT),
    _upper(1080, "das ist kein Zeitpunkt", _MOMENT),
    _lower(1081, "das ist keine Uhrzeit", _TIME),
    _upper(1082, "das ist keine Uhrzeit", _TIME),
    _content(1083, "das ist kein Zeitpunkt", _MOMENT),
    _content(1084, "das ist keine Uhrzeit", _TIME),
)
