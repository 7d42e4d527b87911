# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages about structure, rules and code lists, and the table of all.

Number and severity are facts of the list XDFM 1.8 (standards.md 2.10); the words are ours.
"""

from __future__ import annotations

from typing import Final

from leistungswerk.standards.fim.check.message import Definition, Severity
from leistungswerk.standards.fim.check.table_elements import ELEMENTS, SCHEMAS_AND_PROFILES
from leistungswerk.standards.fim.check.table_fields import FIELDS, LIMITS

_CRITICAL, _METHODICAL = Severity.CRITICAL, Severity.METHODICAL
_WARNING, _HINT = Severity.WARNING, Severity.HINT

STRUCTURE: Final = (
    Definition(
        1003,
        _WARNING,
        "{element} kommt in mehreren Versionen vor ({what}).",
        "Bitte verwenden Sie überall dieselbe Version.",
    ),
    Definition(
        1004,
        _WARNING,
        "{element} steht in derselben Gruppe mehrmals in derselben Version.",
        "Bitte fassen Sie die Vorkommen mit einer höheren Multiplizität zusammen.",
    ),
    Definition(
        1013,
        _METHODICAL,
        "{element} ist abstrakt und wird trotzdem verwendet.",
        "Bitte verwenden Sie ein harmonisiertes oder rechtsnormgebundenes Element.",
    ),
    Definition(
        1021,
        _CRITICAL,
        "{element} hat keine Multiplizität.",
        "Bitte tragen Sie „anzahl“ ein, zum Beispiel 0:1 oder 1:*.",
    ),
    Definition(
        1022,
        _METHODICAL,
        "{element} steht in einer rechtsnormgebundenen Gruppe, ohne dass die Multiplizität begründet ist.",
        "Bitte nennen Sie im Bezug der Struktur die Handlungsgrundlage.",
    ),
    Definition(
        1023,
        _CRITICAL,
        "{element} enthält kein Feld und keine Gruppe.",
        "Bitte nehmen Sie mindestens ein Unterelement auf.",
    ),
    Definition(
        1025,
        _METHODICAL,
        "{element} steht auf der obersten Ebene mehrmals in derselben Version.",
        "Bitte fassen Sie die Vorkommen mit einer höheren Multiplizität zusammen.",
    ),
    Definition(
        1026,
        _CRITICAL,
        "{element} enthält sich selbst.",
        "Bitte lösen Sie den Zirkelbezug auf.",
    ),
    Definition(
        1042,
        _CRITICAL,
        "{element} hat die unbekannte Gruppenart „{what}“.",
        "Bitte tragen Sie X für eine Auswahlgruppe ein oder entfernen Sie „art“.",
    ),
    Definition(
        1043,
        _METHODICAL,
        "{element} ist eine Auswahlgruppe mit nur einem Unterelement.",
        "Bitte bieten Sie mindestens zwei zur Auswahl an.",
    ),
    Definition(
        1046,
        _CRITICAL,
        "{element} hat die Multiplizität „{what}“, die niemand lesen kann.",
        "Bitte schreiben Sie Minimum:Maximum, zum Beispiel 0:1 oder 1:*.",
    ),
    Definition(
        1047,
        _CRITICAL,
        "{element} hat die Multiplizität „{what}“, das Minimum liegt über dem Maximum.",
        "Bitte vertauschen oder ändern Sie die beiden Zahlen.",
    ),
    Definition(
        1094,
        _METHODICAL,
        "{element} enthält neben anderen Unterelementen noch das Default-Datenfeld.",
        "Bitte entfernen Sie das Default-Datenfeld F60000000001.",
    ),
    Definition(
        1095,
        _WARNING,
        "{element} enthält nur das Default-Datenfeld.",
        "Bitte ersetzen Sie F60000000001 durch die eigentlichen Unterelemente.",
    ),
    Definition(
        1106,
        _WARNING,
        "{element} enthält nur ein Unterelement.",
        "Bitte prüfen Sie, ob die Gruppe nötig ist.",
    ),
    Definition(
        1116,
        _WARNING,
        "{element} ist inaktiv und wird trotzdem verwendet.",
        "Bitte verwenden Sie ein aktives Element.",
    ),
    Definition(
        1118,
        _CRITICAL,
        "{element} steht in einer Auswahlgruppe mit der Multiplizität „{what}“.",
        "Bitte setzen Sie die Multiplizität auf 0:1.",
    ),
    Definition(
        1127,
        _HINT,
        "{element} ist nicht veröffentlicht, das Datenschema aber schon.",
        "Bitte veröffentlichen Sie auch das Unterelement.",
    ),
    Definition(
        1128,
        _HINT,
        "{element} ist nicht veröffentlicht, die Datenfeldgruppe aber schon.",
        "Bitte veröffentlichen Sie auch das Unterelement.",
    ),
    Definition(
        1129,
        _HINT,
        "{element} ist noch kein Entwurf, das Datenschema aber schon veröffentlicht.",
        "Bitte bringen Sie das Unterelement mindestens in den Status Entwurf.",
    ),
    Definition(
        1130,
        _HINT,
        "{element} ist noch kein Entwurf, die Datenfeldgruppe aber schon veröffentlicht.",
        "Bitte bringen Sie das Unterelement mindestens in den Status Entwurf.",
    ),
    Definition(
        1134,
        _HINT,
        "{element} steht mit der festen Version {what} in einer Arbeitskopie desselben Nummernkreises.",
        "Bitte verwenden Sie die Arbeitskopie des Elements.",
    ),
    Definition(
        1135,
        _CRITICAL,
        "{element} hat keine Version, das Element darüber aber schon.",
        "Bitte versionieren Sie zuerst das Unterelement.",
    ),
    Definition(
        1139,
        _HINT,
        "{element} ist eine Anlage mit der Multiplizität „{what}“.",
        "Bitte erlauben Sie beliebig viele Dateien, zum Beispiel 0:*.",
    ),
)

RULES: Final = (
    Definition(
        1001,
        _METHODICAL,
        "{element} nennt {what}, das Element ist von hier aus nicht erreichbar.",
        "Bitte hängen Sie die Regel an eine Gruppe, die das Element enthält, oder berichtigen Sie die ID.",
    ),
    Definition(
        1019,
        _METHODICAL,
        "{element} nennt {what} mit Version.",
        "Bitte nennen Sie Elemente in Regeln ohne Version.",
    ),
    Definition(1024, _METHODICAL, "{element} hat keinen Regeltext.", "Bitte formulieren Sie die Regel."),
    Definition(
        1041,
        _METHODICAL,
        "{element} nennt {what} mit der alten, kurzen ID.",
        "Bitte fügen Sie nach den ersten drei Zeichen 000 ein.",
    ),
)

CODELISTS: Final = (
    Definition(
        1005,
        _CRITICAL,
        "{element} nennt die Codeliste „{what}“, das ist keine URN.",
        "Bitte geben Sie die Kennung an, die mit urn: beginnt.",
    ),
    Definition(
        1036,
        _METHODICAL,
        "{element} nennt die Codeliste „{what}“, die es in dieser Version mehrmals gibt.",
        "Bitte vergeben Sie für jeden Stand eine eigene Version.",
    ),
    Definition(
        1037,
        _WARNING,
        "{element} nennt eine Codeliste, die in mehreren Versionen verwendet wird ({what}).",
        "Bitte verwenden Sie überall dieselbe Version.",
    ),
    Definition(
        1040,
        _CRITICAL,
        "{element} verweist auf eine Codeliste ohne Kennung.",
        "Bitte tragen Sie die URN der Codeliste ein.",
    ),
    Definition(
        1044,
        _METHODICAL,
        "{element} bietet weniger als zwei Werte zur Auswahl an.",
        "Bitte ergänzen Sie die Liste.",
    ),
    Definition(
        1045,
        _CRITICAL,
        "{element} bietet den Code „{what}“ mehrmals an.",
        "Bitte vergeben Sie jeden Code nur einmal.",
    ),
    Definition(
        1048,
        _METHODICAL,
        "{element} nennt die Codeliste „{what}“, die URN enthält unzulässige Zeichen.",
        "Bitte verwenden Sie nur Buchstaben ohne Umlaute, Ziffern, Bindestrich, Punkt und Doppelpunkt.",
    ),
    Definition(
        1076,
        _METHODICAL,
        "{element} hat den Inhalt „{what}“, der nicht in der Codeliste steht.",
        "Bitte tragen Sie einen Code der Liste ein.",
    ),
    Definition(
        1085,
        _METHODICAL,
        "{element} hat den Inhalt „{what}“, der nicht in der Werteliste steht.",
        "Bitte tragen Sie einen Code der Werteliste ein.",
    ),
    Definition(
        1093,
        _WARNING,
        "{element} bietet den Namen „{what}“ mehrmals an.",
        "Bitte geben Sie jedem Wert einen eigenen Namen.",
    ),
    Definition(
        1105,
        _WARNING,
        "{element} nennt die Codeliste in der Version „{what}“, das ist kein Datum.",
        "Bitte geben Sie die Version als JJJJ-MM-TT an, zum Beispiel 2018-03-01.",
    ),
    Definition(
        1122,
        _METHODICAL,
        "{element} nennt die Spalte „{what}“, die es in der Codeliste nicht gibt.",
        "Bitte nennen Sie eine Spalte der Codeliste.",
    ),
)

TABLE: Final = {
    row.code: row
    for row in sorted(
        (*ELEMENTS, *SCHEMAS_AND_PROFILES, *FIELDS, *LIMITS, *STRUCTURE, *RULES, *CODELISTS),
        key=lambda row: row.code,
    )
}
"""Every message we can give, by number."""

DEACTIVATED: Final = frozenset({1089, 1104, 1108, 1110, 1111, 1112, 1113, 1114, 1119})
"""Switched off in the official list."""

ELSEWHERE: Final = frozenset({1115, 1121, 1123, 1124, 1125, 1126})
"""Need the national code list repository or the FIM collection; a file alone cannot tell."""
