# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A part of the facts: one service, one territory with everything below it, one Ressort.

The statements stay as they are published; what they rest on is narrowed. In a territory a metric counts what
bodies there decide on, so its denominator is smaller too, and what is available counts where one of them decides.
"""

from typing import Final

import msgspec

_KNOWN: Final = (
    "valid_from <= :cut_off AND (valid_to IS NULL OR valid_to >= :cut_off)\n"
    "      AND recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)"
)
_SERVICE: Final = "service_key = :service AND "
_AREA: Final = "ars >= :area_low AND ars <= :area_high AND "
_THERE: Final = "(service_key, body) IN (SELECT service_key, body FROM competent) AND "
_RESSORT: Final = f"service_key IN (SELECT service_key FROM reporting_servicefact WHERE ressort = :ressort\n      AND {_KNOWN}) AND "  # noqa: S608
_DISTRICT: Final = 5
"""Digits of a district: what events keep is kept down to here."""


class Within(msgspec.Struct, frozen=True):
    """Which part; empty: no limit. ``area`` is the beginning of a Regionalschlüssel (2, 5, 9 or 12 digits).

    ``exactly`` is a whole Regionalschlüssel: bodies of this very territory, nothing below it; ``places`` are several.
    """

    service: str = ""
    area: str = ""
    ressort: str = ""
    exactly: str = ""
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.service or self.area or self.ressort or self.exactly or self.places)

    @property
    def kept(self) -> bool:
        """Whether what events keep can answer for this part."""
        return not self.exactly and not self.places and len(self.area) <= _DISTRICT

    def values(self) -> dict[str, str]:
        """Arguments of the statement."""
        return {
            "service": self.service,
            "area_low": self.exactly or self.area.ljust(12, "0"),
            "area_high": self.exactly or self.area.ljust(12, "9"),
            "district_low": self.area.ljust(_DISTRICT, "0"),
            "district_high": self.area.ljust(_DISTRICT, "9"),
            "ressort": self.ressort,
            **{f"place_{letters(number)}": place for number, place in enumerate(self.places)},
        }

    def area_condition(self) -> str:
        """Bodies of the territory, as a condition that ends with AND; empty for all."""
        if self.places:
            named = ", ".join(f":place_{letters(number)}" for number in range(len(self.places)))
            return f"ars IN ({named}) AND "
        return _AREA if self.area or self.exactly else ""


EVERYWHERE: Final = Within()


def letters(number: int) -> str:
    """A number in letters: names in a statement have no digits."""
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def limits(within: Within) -> str:
    """What of the kept counts of each service belongs to this part, as conditions that begin with AND."""
    service = f"\n  AND {_SERVICE.removesuffix(' AND ')}" if within.service else ""
    return service + (f"\n  AND {_RESSORT.removesuffix(' AND ')}" if within.ressort else "")


def narrowed(known: str, within: Within, *, decided_in: str = "competent") -> str:
    """The common part of all statements (``known.sql``) for this part of the facts.

    ``decided_in`` names the rows that say on which services somebody decides in this part. Raises
    :class:`LookupError` if the text is not written as expected: a limit that silently holds nothing back would lie.
    """
    if not within:
        return known
    service = _SERVICE if within.service else ""
    area = within.area_condition()
    ressort = _RESSORT if within.ressort else ""
    own = "ressort = :ressort AND " if within.ressort else ""
    decides = f"service_key IN (SELECT service_key FROM {decided_in}) AND "  # noqa: S608
    for table, condition in (
        ("competencefact", service + area + ressort),
        ("availabilityfact", service + (_THERE if area else "") + ressort),
        ("servicefact", service + own + (decides if area else "")),
        ("focusfact", decides),
    ):
        known = _inserted(known, f"FROM reporting_{table}\n  WHERE ", condition)
    return _inserted(known, "WHERE v.path = 'A'\n    AND ", f"p.{decides}")


def _inserted(text: str, mark: str, condition: str) -> str:
    if mark not in text:
        raise LookupError(f"known.sql has no place for a limit after {mark!r}")
    return text.replace(mark, mark + condition)
