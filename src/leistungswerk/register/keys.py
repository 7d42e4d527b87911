# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys of the register, checked where they enter."""

import re

from leistungswerk.core.failures import Refused

_LEISTUNG = re.compile(r"\d{14}")
_ARS = re.compile(r"\d{12}")


def check_leistungsschluessel(key: str) -> None:
    """14 digits, kept as text (standards.md 3.4); raises :class:`Refused`."""
    if not _LEISTUNG.fullmatch(key):
        raise Refused(f"„{key}“ ist kein Leistungsschlüssel: Er hat genau 14 Ziffern.")


def check_ars(ars: str) -> None:
    """12 digits, kept as text (standards.md 13.1); raises :class:`Refused`."""
    if not _ARS.fullmatch(ars):
        raise Refused(f"„{ars}“ ist kein Regionalschlüssel (ARS): Er hat genau 12 Ziffern.")


def leistung_urn(key: str) -> str:
    """Identifier of a Leistung in FIT-Connect (standards.md 6.2)."""
    return f"urn:de:fim:leika:leistung:{key}"
