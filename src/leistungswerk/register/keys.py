# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys of the register, checked where they enter."""

import hashlib
import json
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register.kinds import ServiceKind

_LEISTUNG = re.compile(r"[0-9]{14}")
_ARS = re.compile(r"[0-9]{12}")
_ARS_LEVELS = (2, 3, 5, 9, 12)
"""Digits of Land, Regierungsbezirk, Kreis, Gemeindeverband and Gemeinde (standards.md 13.1)."""


def check_leistungsschluessel(key: str) -> None:
    """14 digits, kept as text; raises :class:`Refused`.

    Keys of the LeiKa begin with 99 (``99`` and 12 digits, domain.md 3.3). The Länder use prefixes of their own for
    local services (standards.md 3.4), and which ones is not published; so any prefix is taken, and
    :func:`is_leika` tells the one from the other.
    """
    if not _LEISTUNG.fullmatch(key):
        raise Refused(
            _(
                "„%(key)s“ ist kein Leistungsschlüssel: Er hat genau 14 Ziffern, hier sind es %(count)d. Tabellenprogramme kürzen lange Zahlen; speichern Sie die Spalte als Text."
            )
            % {"key": key[:40], "count": sum(letter.isdecimal() for letter in key)}
        )


def is_leika(key: str) -> bool:
    """Whether the key belongs to the national catalogue."""
    return key.startswith("99")


def key_groups(key: str) -> str:
    """A key as people read it: 99 102 013 104 000."""
    return " ".join((key[:2], key[2:5], key[5:8], key[8:11], key[11:]))


def check_ars(ars: str) -> None:
    """12 digits, kept as text (standards.md 13.1); raises :class:`Refused`."""
    if not _ARS.fullmatch(ars):
        raise Refused(
            _("„%(ars)s“ ist kein Regionalschlüssel (ARS): Er hat genau 12 Ziffern.") % {"ars": ars}
        )


def ars_covers(outer: str, inner: str) -> bool:
    """Whether the Gebiet ``outer`` holds ``inner``; ``outer`` may be shortened to its level.

    Only whole levels are compared: Kreis 07140 does not hold Kreis 07141.
    """
    end = next((digits for digits in _ARS_LEVELS if not outer[digits:].strip("0")), len(outer))
    return inner.startswith(outer[:end])


def ars_levels(ars: str) -> tuple[str, ...]:
    """A Gebiet and everything it lies in, smallest first: Gemeinde, Verband, Kreis, Land, federation.

    Each with 12 digits, each once; responsibility is inherited along them (standards.md 3.5). The Regierungsbezirk
    is left out: it executes nothing for municipalities in Rheinland-Pfalz.
    """
    levels = (ars[:digits].ljust(12, "0") for digits in (12, 9, 5, 2, 0))
    return tuple(dict.fromkeys(levels))


def service_kind(key: str) -> ServiceKind:
    """Detailstufe of a Leistungsschlüssel, told by the zeros at its end (standards.md 3.4)."""
    if key.endswith("000000"):
        return ServiceKind.OBJECT
    return ServiceKind.OBJECT_AND_ACT if key.endswith("000") else ServiceKind.OBJECT_ACT_DETAIL


def leistung_urn(key: str) -> str:
    """Identifier of a Leistung in FIT-Connect (standards.md 6.2)."""
    return f"urn:de:fim:leika:leistung:{key}"


def lists_digest(digests: Iterable[str]) -> str:
    """SHA-256 over the digests of a set of code lists; their order does not matter."""
    return hashlib.sha256(json.dumps(sorted(digests)).encode("ascii")).hexdigest()
