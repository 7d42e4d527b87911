# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed lists of code values, in the order of the standard. Source: standards.md 2.4."""

from __future__ import annotations

from typing import Final

STATUS: Final = ("inVorbereitung", "aktiv", "inaktiv")
FREIGABESTATUS: Final = ("1", "2", "3", "4", "5", "6", "7", "8")
SCHEMAELEMENTART: Final = ("ABS", "HAR", "RNG")
FELDART_2: Final = ("input", "select", "label")
FELDART_3: Final = (*FELDART_2, "hidden", "locked")
DATENTYP_2: Final = ("text", "date", "bool", "num", "num_int", "num_currency", "file", "obj")
DATENTYP_3: Final = (*DATENTYP_2, "text_latin", "time", "datetime")
MODIFIKATION_STRUKTUR: Final = ("0", "1", "2", "3")
"""0 nicht modifizierbar, 1 nur einschränkbar, 2 nur erweiterbar, 3 alles modifizierbar: as the official tool
(FIM-XSLT) prints them. standards.md 2.4 and other readers have the list the other way round."""
MODIFIKATION_REPRAESENTATION: Final = ("0", "1")
"""0 nicht modifizierbar, 1 modifizierbar."""
VORBEFUELLUNG: Final = ("keine", "optional", "verpflichtend")
REGELTYP: Final = ("K", "M", "V", "B")
PRAEDIKAT: Final = ("ABL", "ERS", "EQU", "VKN")
DOKUMENTART: Final = (*(f"{number:03}" for number in range(1, 15)), "999")
