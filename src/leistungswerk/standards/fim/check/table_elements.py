# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages about every element, its texts, legal bases, status, and about schemas and document profiles.

Number and severity are facts of the list XDFM 1.8 (standards.md 2.10); the words are ours.
"""

from __future__ import annotations

from typing import Final

from leistungswerk.standards.fim.check.message import Definition, Severity

_CRITICAL, _METHODICAL = Severity.CRITICAL, Severity.METHODICAL
_WARNING, _HINT = Severity.WARNING, Severity.HINT

ELEMENTS: Final = (
    Definition(1002, _CRITICAL, "{element} hat keinen Namen.", "Bitte tragen Sie einen Namen ein."),
    Definition(
        1006,
        _CRITICAL,
        "{element} ist rechtsnormgebunden, nennt aber keine Handlungsgrundlage.",
        "Bitte nennen Sie im Bezug die Rechtsnorm oder ändern Sie die Strukturelementart.",
    ),
    Definition(
        1009,
        _CRITICAL,
        "{element} hat keine Bezeichnung für die Eingabe.",
        "Bitte füllen Sie „bezeichnungEingabe“ aus; sie steht im Formular.",
    ),
    Definition(
        1010,
        _CRITICAL,
        "{element} hat keine Bezeichnung für die Ausgabe.",
        "Bitte füllen Sie „bezeichnungAusgabe“ aus; sie steht auf dem Ausdruck.",
    ),
    Definition(
        1029,
        _CRITICAL,
        "{element} hat eine Relation mit unbekannter Art „{what}“.",
        "Bitte wählen Sie ABL, ERS, EQU oder VKN.",
    ),
    Definition(
        1031,
        _CRITICAL,
        "{element} hat die unbekannte Strukturelementart „{what}“.",
        "Bitte wählen Sie ABS, HAR oder RNG.",
    ),
    Definition(
        1032,
        _CRITICAL,
        "{element} hat den unbekannten Status „{what}“.",
        "Bitte wählen Sie einen Freigabestatus von 1 bis 8.",
    ),
    Definition(1038, _CRITICAL, "{element} hat keine ID.", "Bitte tragen Sie eine ID ein."),
    Definition(
        1039,
        _CRITICAL,
        "{element} nennt eine ID in falscher Form: „{what}“.",
        "Bitte schreiben Sie den Buchstaben der Art und elf Ziffern (acht in XDatenfelder 2.0).",
    ),
    Definition(
        1087,
        _CRITICAL,
        "{element} hat eine Relation zu „{what}“, einem Objekt der falschen Art.",
        "Bitte verweisen Sie auf ein Objekt derselben Art.",
    ),
    Definition(
        1088,
        _METHODICAL,
        "{element} hat eine Relation „{what}“, die es hier nicht gibt.",
        "Bitte verwenden Sie VKN nur in Dokumentsteckbriefen.",
    ),
    Definition(
        1091,
        _CRITICAL,
        "{element} hat eine Relation ohne Objekt.",
        "Bitte tragen Sie die ID des Objekts ein oder entfernen Sie die Relation.",
    ),
    Definition(
        1098,
        _METHODICAL,
        "{element} wiederholt im Hilfetext nur die Bezeichnung „{what}“.",
        "Bitte erklären Sie im Hilfetext, was gemeint ist, oder lassen Sie ihn weg.",
    ),
    Definition(
        1099,
        _METHODICAL,
        "{element} wiederholt in einem Hilfetext nur den Namen „{what}“.",
        "Bitte erklären Sie im Hilfetext, was gemeint ist, oder lassen Sie ihn weg.",
    ),
    Definition(
        1101,
        _WARNING,
        "{element} ist harmonisiert, nennt aber keine Handlungsgrundlage.",
        "Bitte ergänzen Sie den Bezug, wenn es einen gibt.",
    ),
    Definition(
        1117,
        _HINT,
        "{element} nennt keinen fachlichen Ersteller.",
        "Bitte tragen Sie ihn spätestens vor Versionierung oder Veröffentlichung ein.",
    ),
    Definition(
        1131,
        _CRITICAL,
        "{element} enthält Zeichen außerhalb von String.Latin: {what}.",
        "Bitte ersetzen Sie diese Zeichen, etwa typografische Anführungszeichen und Gedankenstriche.",
    ),
    Definition(
        1132,
        _WARNING,
        "{element} nennt mehrere Handlungsgrundlagen in einem Bezug: „{what}“.",
        "Bitte legen Sie für jede einen eigenen Bezug an.",
    ),
    Definition(
        1133,
        _WARNING,
        "{element} verweist bei einer Handlungsgrundlage auf „{what}“, das ist keine Webadresse.",
        "Bitte geben Sie eine Adresse an, die mit http:// oder https:// beginnt.",
    ),
    Definition(
        1136,
        _HINT,
        "{element} hat einen längeren Text als empfohlen: {what} Zeichen.",
        "Bitte kürzen Sie den Text.",
    ),
    Definition(
        1137,
        _HINT,
        "{element} hat eine längere URI als empfohlen: {what} Zeichen.",
        "Bitte verwenden Sie eine kürzere URI.",
    ),
    Definition(
        1138,
        _HINT,
        "{element} hat einen längeren Link als empfohlen: {what} Zeichen.",
        "Bitte verwenden Sie eine kürzere Adresse.",
    ),
    Definition(
        1140,
        _METHODICAL,
        "{element} nennt „{what}“ als fachlichen Ersteller, gehört aber nicht zum Nummernkreis 60.",
        "Bitte nennen Sie die Stelle, die das Element erstellt hat.",
    ),
    Definition(
        1141,
        _METHODICAL,
        "{element} nennt „{what}“ als fachlichen Ersteller, gehört aber nicht zum Nummernkreis 60.",
        "Bitte nennen Sie die Stelle, die das Datenschema erstellt hat.",
    ),
    Definition(
        1142,
        _CRITICAL,
        "{element} hat den Status {what}, aber kein Datum, seit wann.",
        "Bitte füllen Sie „statusGesetztAm“ aus.",
    ),
    Definition(
        1143,
        _CRITICAL,
        "{element} hat den Status {what}, aber kein Datum, seit wann.",
        "Bitte füllen Sie „statusGesetztAm“ im Datenschema aus.",
    ),
    Definition(
        1144,
        _CRITICAL,
        "{element} hat den Status {what}, aber kein Datum, seit wann.",
        "Bitte füllen Sie „statusGesetztAm“ im Dokumentsteckbrief aus.",
    ),
)

SCHEMAS_AND_PROFILES: Final = (
    Definition(
        1007,
        _CRITICAL,
        "{element} ist keinem Dokumentsteckbrief zugeordnet.",
        "Bitte ordnen Sie einen Dokumentsteckbrief zu.",
    ),
    Definition(
        1008,
        _CRITICAL,
        "{element} nennt keine Handlungsgrundlage.",
        "Bitte nennen Sie im Bezug die Rechtsnorm.",
    ),
    Definition(
        1033,
        _CRITICAL,
        "{element} hat die unbekannte Änderbarkeit der Struktur „{what}“.",
        "Bitte wählen Sie 0, 1, 2 oder 3.",
    ),
    Definition(
        1034,
        _CRITICAL,
        "{element} hat die unbekannte Änderbarkeit der Repräsentation „{what}“.",
        "Bitte wählen Sie 0 oder 1.",
    ),
    Definition(1049, _CRITICAL, "{element} hat keine Definition.", "Bitte schreiben Sie eine Definition."),
    Definition(1050, _CRITICAL, "{element} hat keine Bezeichnung.", "Bitte füllen Sie „bezeichnung“ aus."),
    Definition(
        1051,
        _CRITICAL,
        "{element} nennt keine Handlungsgrundlage.",
        "Bitte nennen Sie im Bezug die Rechtsnorm.",
    ),
    Definition(
        1052,
        _CRITICAL,
        "{element} ist konkret, nennt aber keine Handlungsgrundlage.",
        "Bitte ergänzen Sie den Bezug; nur ein abstrakter Dokumentsteckbrief kommt ohne aus.",
    ),
    Definition(
        1053,
        _CRITICAL,
        "{element} ist konkret, ihm ist aber der Dokumentsteckbrief „{what}“ zugeordnet.",
        "Bitte entfernen Sie die Relation VKN oder machen Sie ihn abstrakt.",
    ),
    Definition(
        1054,
        _CRITICAL,
        "{element} ist abstrakt, ihm sind aber nicht mindestens zwei Dokumentsteckbriefe zugeordnet.",
        "Bitte ergänzen Sie die Relationen VKN.",
    ),
    Definition(
        1055,
        _CRITICAL,
        "{element} hat die unbekannte Dokumentart „{what}“.",
        "Bitte wählen Sie 001 bis 014 oder 999.",
    ),
    Definition(
        1078,
        _CRITICAL,
        "{element} enthält kein Feld und keine Gruppe.",
        "Bitte nehmen Sie mindestens ein Unterelement auf.",
    ),
    Definition(
        1092,
        _CRITICAL,
        "{element} sagt nicht, ob er abstrakt ist.",
        "Bitte setzen Sie „istAbstrakt“ auf true oder false.",
    ),
    Definition(
        1096,
        _WARNING,
        "{element} ist nur dem Default-Dokumentsteckbrief zugeordnet.",
        "Bitte ordnen Sie den eigentlichen Dokumentsteckbrief zu.",
    ),
    Definition(
        1097,
        _METHODICAL,
        "{element} ist freigegeben, aber nur dem Default-Dokumentsteckbrief zugeordnet.",
        "Bitte ordnen Sie vor der Freigabe den eigentlichen Dokumentsteckbrief zu.",
    ),
    Definition(
        1107,
        _WARNING,
        "{element} hat keinen Hilfetext.",
        "Bitte erklären Sie, wofür das Dokument gebraucht wird.",
    ),
)
