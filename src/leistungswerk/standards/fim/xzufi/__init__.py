# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XZuFi 2.2 and 2.3: read, write and compare descriptions of services, authorities and online services."""

from leistungswerk.standards.fim.xzufi.changes import Change, ChangeKind, diff
from leistungswerk.standards.fim.xzufi.leistung import Leistung, Spezialisierung
from leistungswerk.standards.fim.xzufi.message import (
    read_leistung,
    read_message,
    write_leistung,
    write_message,
)
from leistungswerk.standards.fim.xzufi.modules import XzufiVersion
from leistungswerk.standards.fim.xzufi.nachricht import (
    VORBEHALT,
    LeistungReading,
    Loesche,
    Loeschung,
    MessageReading,
    Nachricht,
    Nachrichtenkopf,
    Schreibe,
)
from leistungswerk.standards.fim.xzufi.stellen import Onlinedienst, Organisationseinheit, Zustaendigkeit
from leistungswerk.standards.fim.xzufi.values import Betrag, Code, Identifikator, Text, in_language

__all__ = [
    "VORBEHALT",
    "Betrag",
    "Change",
    "ChangeKind",
    "Code",
    "Identifikator",
    "Leistung",
    "LeistungReading",
    "Loesche",
    "Loeschung",
    "MessageReading",
    "Nachricht",
    "Nachrichtenkopf",
    "Onlinedienst",
    "Organisationseinheit",
    "Schreibe",
    "Spezialisierung",
    "Text",
    "XzufiVersion",
    "Zustaendigkeit",
    "diff",
    "in_language",
    "read_leistung",
    "read_message",
    "write_leistung",
    "write_message",
]
