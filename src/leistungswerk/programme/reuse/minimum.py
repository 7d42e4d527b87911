# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""EfA minimum requirements (EfA-Mindestanforderungen) and how an offer is scored against them.

Numbers, levels and categories are those of the requirements as published (domain.md 4.3); the sentences are our
own. Only what our references hold stands here. A requirement without a published number carries a code of ours.
The table belongs to the house, not to an instance: a newer edition comes with a newer version of the software.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.programme.reuse_states import Fulfilment, RequirementLevel

_MUST, _SHOULD = RequirementLevel.MUST, RequirementLevel.SHOULD


class Category(StrEnum):
    DESIGN = "design"
    LEGAL = "legal"
    DUTY = "duty"


CATEGORY_WORDS: Final[Mapping[Category, str | Promise]] = {
    Category.DESIGN: _("Gestaltung und Zuständigkeit"),
    Category.LEGAL: _("Rechtliche Nachnutzung"),
    Category.DUTY: _("Pflichten der nachnutzenden Stelle"),
}


class MinimumRequirement(msgspec.Struct, frozen=True):
    """``on_reuser``: addressed to whoever reuses, so it is shown and never scored for an offer."""

    number: str
    level: RequirementLevel
    category: Category
    text: str | Promise
    on_reuser: bool = False


def _duty(number: str, text: str | Promise) -> MinimumRequirement:
    return MinimumRequirement(number, _MUST, Category.DUTY, text, on_reuser=True)


MINIMUM_REQUIREMENTS: Final = (
    MinimumRequirement(
        "Design 001", _MUST, Category.DESIGN, _("Neutrale Gestaltung ohne Vorgaben eines Landes oder einer Kommune.")
    ),
    MinimumRequirement("Design 002", _SHOULD, Category.DESIGN, _("Mit Nutzerinnen und Nutzern getestet.")),
    MinimumRequirement(
        "Design 003", _MUST, Category.DESIGN,
        _("Zeigt die zuständige Behörde mit Kontaktdaten, sobald sie feststeht."),
    ),
    MinimumRequirement(
        "Design 003 W", _SHOULD, Category.DESIGN, _("Zeigt das Wappen der zuständigen Gebietskörperschaft.")
    ),
    MinimumRequirement(
        "Zuständigkeit", _MUST, Category.DESIGN,
        _("Ermittelt die Behörde aus Leistungsschlüssel und Regionalschlüssel mit den Daten des Portalverbunds."),
    ),
    MinimumRequirement(
        "R1", _MUST, Category.LEGAL,
        _("Bietet einen rechtlichen Weg zur Nachnutzung, etwa Verwaltungsabkommen, FIT-Store oder EfA-Marktplatz."),
    ),
    MinimumRequirement(
        "R2", _MUST, Category.LEGAL, _("Die Nutzungsrechte decken andere Länder und Kommunen ab.")
    ),
    _duty("NL1", _("Zuständigkeiten in der Landesredaktion pflegen und in den Portalverbund übertragen.")),
    _duty("NL2", _("Bei XTA und OSCI einen OSCI-Empfänger bereitstellen; das Land kann ihn gemeinsam betreiben.")),
    _duty("NL3", _("Beim Routing über das DVDV den Eintrag beauftragen und das Fachverfahren anbinden.")),
    _duty("NL4", _("Rechtssichere Statusnachrichten und Bescheide sicherstellen (§ 41 Abs. 2a VwVfG, § 9 OZG).")),
    _duty("NL5", _("Bei Gebühren eine Bezahlkomponente mit Aufrufparametern bereitstellen oder selbst informieren.")),
)  # fmt: skip
SCORED: Final = tuple(item for item in MINIMUM_REQUIREMENTS if not item.on_reuser)
NUMBERS: Final = frozenset(item.number for item in SCORED)


class LevelScore(msgspec.Struct, frozen=True):
    """Counts within one level. ``share`` from 0 to 1: met counts whole, partly half, everything else nothing."""

    level: RequirementLevel
    total: int
    met: int
    partly: int
    not_met: int
    not_checked: int

    @property
    def share(self) -> float:
        return (self.met + self.partly / 2) / self.total if self.total else 1.0


class Verdict(StrEnum):
    """What the MUSS requirements say of an offer."""

    FULFILS = "fulfils"
    OPEN = "open"
    VIOLATES = "violates"


VERDICT_WORDS: Final[Mapping[Verdict, str | Promise]] = {
    Verdict.FULFILS: _("Alle MUSS erfüllt"),
    Verdict.OPEN: _("MUSS noch offen"),
    Verdict.VIOLATES: _("MUSS nicht erfüllt"),
}
SCORING_RULE: Final = _(
    "Zuerst zählen die MUSS-Anforderungen, dann SOLL, dann KANN. Erfüllt zählt ganz, teilweise halb, nicht erfüllt "
    "und nicht geprüft gar nicht. Was niemand geprüft hat, gilt nie als erfüllt."
)


class Score(msgspec.Struct, frozen=True):
    """How an offer stands against the minimum requirements; offers are ordered by ``order``, best first."""

    levels: tuple[LevelScore, ...]

    @property
    def must(self) -> LevelScore:
        return self.levels[0]

    @property
    def verdict(self) -> Verdict:
        if self.must.not_met:
            return Verdict.VIOLATES
        return Verdict.FULFILS if self.must.met == self.must.total else Verdict.OPEN

    @property
    def order(self) -> tuple[float, ...]:
        """A violated MUSS comes last, whatever else is met; then MUSS, SOLL, KANN."""
        return (-float(self.verdict is Verdict.VIOLATES), *(level.share for level in self.levels))


def score(told: Mapping[str, Fulfilment]) -> Score:
    """Count what was found out about an offer by number of the requirement; what nobody told is not checked."""
    return Score(tuple(_count(level, told) for level in RequirementLevel))


def _count(level: RequirementLevel, told: Mapping[str, Fulfilment]) -> LevelScore:
    found = [told.get(item.number, Fulfilment.NOT_CHECKED) for item in SCORED if item.level is level]
    return LevelScore(
        level,
        len(found),
        found.count(Fulfilment.MET),
        found.count(Fulfilment.PARTLY),
        found.count(Fulfilment.NOT_MET),
        found.count(Fulfilment.NOT_CHECKED),
    )


def by_category() -> Iterable[tuple[Category, tuple[MinimumRequirement, ...]]]:
    """All requirements in the order of their categories."""
    for category in Category:
        yield category, tuple(item for item in MINIMUM_REQUIREMENTS if item.category is category)
