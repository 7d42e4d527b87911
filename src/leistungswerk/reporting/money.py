# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money of measures and compliance cost, from the facts: each amount opens to its entries and their files."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import msgspec
from django.db import connection, models
from django.utils.translation import gettext as _

from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut

_UUID = models.UUIDField()


class YearLine(msgspec.Struct, frozen=True):
    """A measure in a Haushaltsjahr, in cents: provided, still bound, paid."""

    subject: uuid.UUID
    measure: str
    body_name: str
    ressort: str
    year: int
    budget: int
    bound: int
    spent: int

    @property
    def free(self) -> int:
        """Provided and neither bound nor paid; below zero: more than was provided."""
        return self.budget - self.bound - self.spent

    @property
    def overspent(self) -> int:
        """Paid beyond what was provided."""
        return max(self.spent - self.budget, 0)


class Entry(msgspec.Struct, frozen=True):
    """An amount behind a sum, with the file that shows it."""

    fact: uuid.UUID
    kind: str
    year: int
    on: date
    cents: int
    reference: str
    draws_on: uuid.UUID | None


class BodyEffort(msgspec.Struct, frozen=True):
    """Compliance cost of a body as of a statutory day, in cents; ``estimated`` is the part only estimated."""

    body_name: str
    ressort: str
    entries: int
    yearly: int
    once: int
    estimated: int


def money(cut: Cut, *, subjects: Collection[uuid.UUID] | None = None) -> tuple[YearLine, ...]:
    """All measures, or these, by year; one statement."""
    lines = (
        YearLine(
            run.identity(row["subject"]), row["measure"], row["body_name"], row["ressort"], row["year"],
            int(row["budget"]), int(row["bound"]), int(row["spent"]),
        )
        for row in run.rows("money", cut)
    )  # fmt: skip
    return tuple(line for line in lines if subjects is None or line.subject in subjects)


def entries(subject: uuid.UUID, cut: Cut) -> tuple[Entry, ...]:
    """What the sums of a measure are made of, oldest first."""
    rows = run.rows("money_rows", cut, subject=_UUID.get_db_prep_value(subject, connection))
    return tuple(
        Entry(
            run.identity(row["fact"]), row["kind"], row["year"], run.day(row["valid_from"]), int(row["cents"]),
            row["reference"], run.identity(row["draws_on"]) if row["draws_on"] else None,
        )
        for row in rows
    )  # fmt: skip


def efforts(cut: Cut) -> tuple[BodyEffort, ...]:
    """Compliance cost by body as of the statutory day that is the cut-off."""
    return tuple(
        BodyEffort(
            row["body_name"], row["ressort"], row["entries"], int(row["yearly"]), int(row["once"]), int(row["estimated"])
        )
        for row in run.rows("compliance", cut)
    )  # fmt: skip


class Sum(msgspec.Struct, frozen=True):
    """A year over several measures, in cents."""

    year: int
    budget: int
    bound: int
    spent: int


def by_year(lines: Iterable[YearLine]) -> tuple[Sum, ...]:
    """The sums of each year, oldest first."""
    found: dict[int, list[int]] = {}
    for line in lines:
        sums = found.setdefault(line.year, [0, 0, 0])
        for place, cents in enumerate((line.budget, line.bound, line.spent)):
            sums[place] += cents
    return tuple(Sum(year, *sums) for year, sums in sorted(found.items()))


def euros(cents: int) -> str:
    """Whole cents as people read them: „1.234,50 €“, „−3,00 €“."""
    sign = "−" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole:,}".replace(",", ".") + f",{rest:02d} €"


def warnings(line: YearLine | Sum) -> Sequence[str]:
    """What is wrong with a year, in sentences; empty if nothing is."""
    if line.spent > line.budget:
        over = euros(line.spent - line.budget)
        if not line.budget:
            return [
                _("%(year)d: %(over)s sind abgeflossen, ein Ansatz ist nicht eingetragen.")
                % {"year": line.year, "over": euros(line.spent)}
            ]
        return [
            _("%(year)d: Es sind %(over)s mehr abgeflossen als bereitgestellt.")
            % {"year": line.year, "over": over}
        ]
    if line.spent + line.bound > line.budget:
        return [
            _("%(year)d: Mit den offenen Bindungen ist der Ansatz um %(over)s überschritten.")
            % {"year": line.year, "over": euros(line.spent + line.bound - line.budget)}
        ]
    return []
