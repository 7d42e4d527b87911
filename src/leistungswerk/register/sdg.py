# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Areas of the Single Digital Gateway: from the code of the FIM list to the policy code of Your Europe.

The catalogue holds codes of ``urn:xoev-de:fim:codeliste:sdginformationsbereich`` (standards.md 14.1): seven digits
for Annex I of Regulation (EU) 2018/1724, four for Annex II. Your Europe knows areas by the letters of the annexes
and the number of the entry below each (``T2``). Letters and numbers follow here from the order in both lists, which
have equally many areas and, but for one, equally many entries. That one, business (X), is named without number, for
the FIM list divides what the annex holds together; so is an area whose entry is not named.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CITIZENS: Final = "ABCDEFGHI"
_BUSINESS: Final = "JKLMNOPQ"
_LIFE_EVENTS: Final = "RSTUVWX"
_DIVIDED: Final = "X"
TITLES: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "A": _("Reisen in der Union"),
        "B": _("Arbeit und Ruhestand in der Union"),
        "C": _("Fahrzeuge in der Union"),
        "D": _("Aufenthalt in einem anderen Mitgliedstaat"),
        "E": _("Bildung oder Praktikum in einem anderen Mitgliedstaat"),
        "F": _("Gesundheitsversorgung"),
        "G": _("Rechte der Bürgerinnen und Bürger und der Familie"),
        "H": _("Rechte beim Einkauf"),
        "I": _("Schutz personenbezogener Daten"),
        "J": _("Ein Unternehmen gründen, führen und schließen"),
        "K": _("Beschäftigte"),
        "L": _("Steuern"),
        "M": _("Waren"),
        "N": _("Dienstleistungen"),
        "O": _("Ein Unternehmen finanzieren"),
        "P": _("Öffentliche Aufträge"),
        "Q": _("Sicherheit und Gesundheit bei der Arbeit"),
        "R": _("Geburt"),
        "S": _("Wohnsitz"),
        "T": _("Studium"),
        "U": _("Arbeit"),
        "V": _("Umzug"),
        "W": _("Ruhestand"),
        "X": _("Gründung, Führung und Schließung eines Unternehmens"),
    }
)
"""Areas of the annexes in our words; A to Q Annex I, R to X Annex II."""


class Area(msgspec.Struct, frozen=True):
    """``code`` as the catalogue holds it, ``policy`` as Your Europe knows it (empty: all areas, or unknown)."""

    code: str
    policy: str
    title: str | Promise


def policy_code(code: str) -> str:
    """The policy code of an area; empty for the codes that stand for all areas, and for what is no code."""
    if not code.isascii() or not code.isdecimal():
        return ""
    if len(code) == 7:
        letters, place, entry = {"1": _CITIZENS, "2": _BUSINESS}.get(code[0], ""), code[1:3], code[3:5]
    elif len(code) == 4:
        letters, place, entry = _LIFE_EVENTS, code[0], code[1:3]
    else:
        return ""
    if not 1 <= int(place) <= len(letters):
        return ""
    letter = letters[int(place) - 1]
    return letter if letter == _DIVIDED or not int(entry) else f"{letter}{int(entry)}"


def areas(codes: Iterable[str]) -> tuple[Area, ...]:
    """The areas of a service with their policy code and title, in the order of the catalogue."""
    found = []
    for code in codes:
        policy = policy_code(code)
        found.append(Area(code, policy, TITLES[policy[0]] if policy else ""))
    return tuple(found)


def policy_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """The policy codes of a service, each once, sorted."""
    return tuple(sorted({policy for code in codes if (policy := policy_code(code))}))
