# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every German sentence the form machine says. German is the source language; ``online`` passes gettext.

A message names the field and the remedy. Slots are filled after translation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from leistungswerk.forms.model import FieldKind

Translate: TypeAlias = Callable[[str], str]


def german(message: str) -> str:
    """The source language needs no catalogue."""
    return message


def gettext_noop(message: str) -> str:
    """Marks a sentence for the message catalogue."""
    return message


REQUIRED = {
    FieldKind.DATE: gettext_noop("Geben Sie „{label}“ als Datum ein, zum Beispiel 24.12.2026."),
    FieldKind.TIME: gettext_noop("Geben Sie „{label}“ als Uhrzeit ein, zum Beispiel 14:30."),
    FieldKind.DATETIME: gettext_noop(
        "Geben Sie „{label}“ mit Datum und Uhrzeit ein, zum Beispiel 24.12.2026 14:30."
    ),
    FieldKind.BOOLEAN: gettext_noop("Wählen Sie bei „{label}“ Ja oder Nein aus."),
    FieldKind.SELECT: gettext_noop("Wählen Sie bei „{label}“ eine Möglichkeit aus."),
    FieldKind.FILE: gettext_noop("Fügen Sie bei „{label}“ eine Datei hinzu."),
}
REQUIRED_OTHER = gettext_noop("Geben Sie „{label}“ ein.")
REQUIRED_WHEN = gettext_noop("Das ist erforderlich, wenn {condition}.")
FORBIDDEN_WHEN = gettext_noop("Lassen Sie „{label}“ leer. Nur ausfüllen, wenn {condition}.")
AT_LEAST_ONE = gettext_noop("Füllen Sie mindestens eine dieser Angaben aus: {labels}.")
EXACTLY_ONE = gettext_noop("Füllen Sie genau eine dieser Angaben aus: {labels}.")
TOO_MANY = gettext_noop("Bei „{label}“ sind höchstens {max} Angaben möglich. Entfernen Sie die überzähligen.")
TOO_FEW = gettext_noop("Machen Sie bei „{label}“ mindestens {min} Angaben.")
TOO_LONG = gettext_noop("Kürzen Sie „{label}“ auf höchstens {max} Zeichen. Es sind {count} Zeichen.")
TOO_SHORT = gettext_noop("Geben Sie bei „{label}“ mindestens {min} Zeichen ein.")
PATTERN = gettext_noop("Prüfen Sie „{label}“: Die Eingabe hat nicht die vorgesehene Form.")
PATTERN_HELP = gettext_noop("Prüfen Sie „{label}“: Die Eingabe hat nicht die vorgesehene Form. {help}")
NOT_INTEGER = gettext_noop("Geben Sie bei „{label}“ eine ganze Zahl ein, zum Beispiel 12.")
NOT_NUMBER = gettext_noop("Geben Sie bei „{label}“ eine Zahl ein, zum Beispiel 12,5.")
NOT_MONEY = gettext_noop("Geben Sie bei „{label}“ einen Betrag in Euro ein, zum Beispiel 1.234,50.")
TOO_SMALL = gettext_noop("Geben Sie bei „{label}“ mindestens {min} ein.")
TOO_LARGE = gettext_noop("Geben Sie bei „{label}“ höchstens {max} ein.")
TOO_EARLY = gettext_noop("Geben Sie bei „{label}“ ein Datum ab {min} ein.")
TOO_LATE = gettext_noop("Geben Sie bei „{label}“ ein Datum bis {max} ein.")
NOT_DATE = gettext_noop("Geben Sie bei „{label}“ ein Datum ein, das es gibt, zum Beispiel 24.12.2026.")
NOT_TIME = gettext_noop("Geben Sie bei „{label}“ eine Uhrzeit ein, zum Beispiel 14:30.")
NOT_DATETIME = gettext_noop("Geben Sie bei „{label}“ Datum und Uhrzeit ein, zum Beispiel 24.12.2026 14:30.")
NOT_OFFERED = gettext_noop("Wählen Sie bei „{label}“ eine der angebotenen Möglichkeiten aus.")
FILE_LOST = gettext_noop("Fügen Sie bei „{label}“ die Datei erneut hinzu. Sie liegt nicht mehr vor.")
FILE_LARGE = gettext_noop("Die Datei „{file}“ bei „{label}“ ist zu groß. Erlaubt sind höchstens {max}.")
FILE_TYPE = gettext_noop(
    "Die Datei „{file}“ bei „{label}“ hat keine erlaubte Dateiart. Erlaubt sind: {types}."
)

YES = gettext_noop("Ja")
NO = gettext_noop("Nein")
NO_ANSWER = gettext_noop("Keine Angabe")
CHOOSE = gettext_noop("Bitte auswählen")
OPTIONAL = gettext_noop("(freiwillig)")
NEXT = gettext_noop("Weiter")
ADD = gettext_noop("„{label}“ hinzufügen")
REMOVE = gettext_noop("„{label}“ entfernen")
LEGAL_BASIS = gettext_noop("Rechtsgrundlage")
HINTS = gettext_noop("Hinweise aus der Regelung")
ONLY_WHEN = gettext_noop("Nur ausfüllen, wenn {condition}.")
NEEDED_WHEN = gettext_noop("Erforderlich, wenn {condition}.")
ONE_OF = gettext_noop("Füllen Sie genau eine der folgenden Angaben aus.")
OPTIONAL_PAGE = gettext_noop(
    "Diese Angaben sind freiwillig. Lassen Sie alle Felder leer, wenn sie nicht auf Sie zutreffen."
)
DATE_EXAMPLE = gettext_noop("Zum Beispiel 24.12.2026")
DATETIME_EXAMPLE = gettext_noop("Zum Beispiel 24.12.2026 14:30")
TIME_EXAMPLE = gettext_noop("Zum Beispiel 14:30")
MONEY_EXAMPLE = gettext_noop("Betrag in Euro, zum Beispiel 1.234,50")
FILE_LIMIT = gettext_noop("Höchstens {max} je Datei.")
FILE_TYPES = gettext_noop("Erlaubte Dateiarten: {types}.")
AND = gettext_noop("und")
OR = gettext_noop("oder")
IS_FILLED = gettext_noop("„{label}“ ausgefüllt ist")
IS_EMPTY = gettext_noop("„{label}“ leer ist")
QUOTED = gettext_noop("„{text}“")
MEGABYTES = gettext_noop("{whole},{tenth} MB")


def quoted_list(labels: list[str], translate: Translate, *, link: str = OR) -> str:
    """„A“, „B“ oder „C“."""
    quoted = [translate(QUOTED).format(text=label) for label in labels]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {translate(link)} {quoted[-1]}"


def required_message(kind: FieldKind, label: str, translate: Translate) -> str:
    """What to do with an empty field of this kind."""
    return translate(REQUIRED.get(kind, REQUIRED_OTHER)).format(label=label)


def size_text(size: int, translate: Translate) -> str:
    """A number of bytes as people write it: „10 MB“, „1,5 MB“, „800 KB“."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    whole, _, tenth = f"{size / 1_000_000:.1f}".partition(".")
    return f"{whole} MB" if tenth == "0" else translate(MEGABYTES).format(whole=whole, tenth=tenth)


def type_names(media_types: tuple[str, ...]) -> str:
    """Media types as people know them: „PDF, JPEG“."""
    return ", ".join(each.rpartition("/")[2].removeprefix("vnd.").upper() for each in media_types)
