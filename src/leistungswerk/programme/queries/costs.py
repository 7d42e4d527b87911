# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money and effort as figures are made of them: one line for each amount, with what shows it."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from leistungswerk.programme.models import Booking, Effort, Measure, MeasureBudget
from leistungswerk.programme.money_states import Method
from leistungswerk.register.queries.for_figures import ressort_names


class CostLine(msgspec.Struct, frozen=True, kw_only=True):
    """An amount in whole cents. ``fact`` stays the same for all versions, ``subject`` is the measure or effort.

    ``kind``: budget, committed, spent, compliance (a year) or compliance_once. ``shown``: a file or a count shows
    it; otherwise it is only estimated. ``draws_on`` is the commitment a payment was made under.
    """

    fact: uuid.UUID
    subject: uuid.UUID
    kind: str
    year: int
    body: uuid.UUID
    body_name: str
    ressort: str
    measure: str
    cents: int
    valid_from: date
    valid_to: date
    reference: str
    shown: bool = True
    service_key: str = ""
    draws_on: uuid.UUID | None = None


def cost_lines(measures: Iterable[uuid.UUID] | None = None) -> tuple[CostLine, ...]:
    """All lines of these measures, or of all, without what was reversed; a constant number of statements."""
    rows = Measure.objects.select_related("owner")
    if measures is not None:
        rows = rows.filter(uuid__in=list(measures))
    ressorts, found = ressort_names(), {row.pk: row for row in rows}
    lines: list[CostLine] = []
    for budget in MeasureBudget.objects.filter(measure__in=found).order_by("year"):
        row = found[budget.measure_id]
        lines.append(
            CostLine(
                fact=uuid.uuid5(row.uuid, f"budget {budget.year}"), kind="budget", year=budget.year, cents=budget.cents,
                valid_from=date(budget.year, 1, 1), valid_to=date(budget.year, 12, 31), reference=budget.file_number,
                **_place(row, ressorts),
            )
        )  # fmt: skip
    bookings = Booking.objects.filter(measure__in=found, reversed_at__isnull=True).select_related("draws_on")
    for booking in bookings.order_by("on", "pk"):
        row = found[booking.measure_id]
        lines.append(
            CostLine(
                fact=booking.uuid, kind=booking.kind, year=booking.year, cents=booking.cents, valid_from=booking.on,
                valid_to=booking.on, reference=booking.file_number, **_place(row, ressorts),
                draws_on=booking.draws_on.uuid if booking.draws_on else None,
            )
        )  # fmt: skip
    return tuple(lines)


def _place(row: Measure, ressorts: dict[int, str]) -> dict[str, Any]:
    return {
        "subject": row.uuid, "body": row.owner.uuid, "body_name": row.owner.name, "measure": row.title[:200],
        "ressort": ressorts.get(row.owner_id, row.owner.name),
    }  # fmt: skip


def effort_lines(efforts: Iterable[uuid.UUID] | None = None) -> tuple[CostLine, ...]:
    """The compliance cost: for each entry the running effort of a year, and the one-off effort where there is one."""
    rows = Effort.objects.filter(withdrawn_at__isnull=True).select_related("body").order_by("pk")
    if efforts is not None:
        rows = rows.filter(uuid__in=list(efforts))
    ressorts = ressort_names()
    return tuple(line for row in rows for line in _of_effort(row, ressorts))


def _of_effort(row: Effort, ressorts: dict[int, str]) -> Iterator[CostLine]:
    amounts = (("compliance", row.uuid, row.yearly_cents), ("compliance_once", uuid.uuid5(row.uuid, "once"), row.once_cents))  # fmt: skip
    for kind, fact, cents in amounts:
        if cents or kind == "compliance":
            yield CostLine(
                fact=fact, subject=row.uuid, kind=kind, year=row.cut_off.year, body=row.body.uuid,
                body_name=row.body.name, ressort=ressorts.get(row.body_id, row.body.name), measure=row.duty[:200],
                cents=cents, valid_from=row.cut_off, valid_to=row.cut_off, reference=row.file_number,
                service_key=row.service_key, shown=row.method != Method.ESTIMATED,
            )  # fmt: skip
