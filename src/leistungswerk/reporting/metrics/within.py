# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A part of the facts: one service, one territory with everything below it, one Ressort.

The statements stay as they are published; what they rest on is narrowed. In a territory a metric counts what
bodies there decide on, so its denominator is smaller too.
"""

from typing import Final

import msgspec

_KNOWN: Final = (
    "valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)\n"
    "      AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)"
)
_SERVICE: Final = "service_key = :service AND "
_AREA: Final = "ars >= :area_low AND ars <= :area_high AND "
_RESSORT: Final = f"service_key IN (SELECT service_key FROM reporting_servicefact WHERE ressort = :ressort\n      AND {_KNOWN}) AND "  # noqa: S608
_DECIDED: Final = "service_key IN (SELECT service_key FROM competent) AND "


class Within(msgspec.Struct, frozen=True):
    """Which part; empty: no limit. ``area`` is the beginning of a Regionalschlüssel (2, 5, 9 or 12 digits).

    ``exactly`` is a whole Regionalschlüssel: bodies of this very territory, nothing below it.
    """

    service: str = ""
    area: str = ""
    ressort: str = ""
    exactly: str = ""

    def __bool__(self) -> bool:
        return bool(self.service or self.area or self.ressort or self.exactly)

    def values(self) -> dict[str, str]:
        """Arguments of the statement."""
        return {
            "service": self.service,
            "area_low": self.exactly or self.area.ljust(12, "0"),
            "area_high": self.exactly or self.area.ljust(12, "9"),
            "ressort": self.ressort,
        }


EVERYWHERE: Final = Within()


def narrowed(known: str, within: Within) -> str:
    """The common part of all statements (``known.sql``) for this part of the facts.

    Raises :class:`LookupError` if it is not written as expected: a limit that silently holds nothing back would lie.
    """
    if not within:
        return known
    service = _SERVICE if within.service else ""
    area = _AREA if within.area or within.exactly else ""
    ressort = _RESSORT if within.ressort else ""
    own = "ressort = :ressort AND " if within.ressort else ""
    decided = _DECIDED if area else ""
    for table, condition in (
        ("competencefact", service + area + ressort),
        ("availabilityfact", service + area + ressort),
        ("servicefact", service + own + decided),
        ("focusfact", _DECIDED),
    ):
        known = _inserted(known, f"FROM reporting_{table}\n  WHERE ", condition)
    return _inserted(known, "WHERE v.path = 'A'\n    AND ", f"p.{_DECIDED}")


def _inserted(text: str, mark: str, condition: str) -> str:
    if mark not in text:
        raise LookupError(f"known.sql has no place for a limit after {mark!r}")
    return text.replace(mark, mark + condition)
