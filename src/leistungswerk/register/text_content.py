# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a text about a service holds, ready to be shown: clean HTML, amounts and spans as data.

Source: standards.md 3.2, 3.3 (modules of XZuFi).
"""

from enum import StrEnum

import msgspec


class Module(StrEnum):
    """Text modules by the code of ``urn:de:xzufi:codeliste:leistungstextmodulleika``."""

    OFFICIAL_NAME = "02"
    NAME = "03"
    SHORT = "05"
    FULL = "06"
    LAW = "07"
    PAPERS = "08"
    CONDITIONS = "09"
    STEPS = "11"
    FORMS = "14"
    MORE = "15"
    NOTES = "16"
    AUTHOR = "18"
    OFFICE = "22"
    CONTACT = "23"
    TEASER = "24"
    APPEAL = "25"


class Link(msgspec.Struct, frozen=True):
    uri: str
    title: str


class Section(msgspec.Struct, frozen=True):
    """One text module; ``html`` is clean (:mod:`leistungswerk.standards.fim.xzufi.markup`)."""

    code: str
    html: str
    links: tuple[Link, ...] = ()


class FeeKind(StrEnum):
    FIXED = "fixed"
    FREE = "free"
    VARIABLE = "variable"


class Fee(msgspec.Struct, frozen=True):
    """A fee; amounts are decimals as text in ``currency`` (ISO 4217), empty where there is none."""

    kind: FeeKind
    low: str = ""
    high: str = ""
    currency: str = "EUR"
    note: str = ""
    prepaid: bool = False


class Timing(msgspec.Struct, frozen=True):
    """A span (``amount`` to ``most`` in ``unit``) or days from and until, with words beside them."""

    amount: int | None = None
    most: int | None = None
    unit: str = ""
    """JAHR … SEKUNDE."""
    start: str = ""
    end: str = ""
    note: str = ""


class Paper(msgspec.Struct, frozen=True):
    """A document to be handed in."""

    name: str
    note: str = ""


class TextContent(msgspec.Struct, frozen=True, kw_only=True):
    """Notes are clean HTML; empty where the editor said nothing."""

    sections: tuple[Section, ...] = ()
    fees: tuple[Fee, ...] = ()
    fees_note: str = ""
    durations: tuple[Timing, ...] = ()
    durations_note: str = ""
    deadlines: tuple[Timing, ...] = ()
    deadlines_note: str = ""
    papers: tuple[Paper, ...] = ()
    papers_note: str = ""
    audience: tuple[str, ...] = ()
    """Leistungsadressat: 001 citizens, 002 companies, 003 administration."""
    released_by: str = ""
    released_on: str = ""
    machine: bool = False
    """Translated by a machine, as the editor says."""

    def section(self, code: Module) -> Section | None:
        return next((each for each in self.sections if each.code == code), None)

    def overlaid(self, near: "TextContent") -> "TextContent":
        """This text with what a nearer Gebiet says instead; modules it does not have stay."""
        own = {each.code for each in near.sections}
        others = {
            name: getattr(near, name) or getattr(self, name)
            for name in self.__struct_fields__
            if name not in {"sections", "machine", "fees", "fees_note"}
        }
        costs = near if near.fees or near.fees_note else self
        return TextContent(
            sections=(*(each for each in self.sections if each.code not in own), *near.sections),
            fees=costs.fees,
            fees_note=costs.fees_note,
            machine=self.machine or near.machine,
            **others,
        )
