# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading measures, bookings and compliance cost as far as the actor reaches."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

import msgspec

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import Booking, Effort, EffortDelivery, Mandate, Measure
from leistungswerk.programme.money_access import may_keep, measure_to_see, visible_measures
from leistungswerk.programme.money_states import BookingKind, Method
from leistungswerk.register import queries as register


class BudgetView(msgspec.Struct, frozen=True):
    year: int
    cents: int
    file_number: str
    revision: int


class BookingView(msgspec.Struct, frozen=True, kw_only=True):
    """An entry; ``rest`` is what of a commitment is not yet paid, ``under`` the commitment a payment draws on."""

    uuid: UUID
    kind: BookingKind
    year: int
    on: date
    cents: int
    file_number: str
    purpose: str
    under: str
    rest: int
    reversed_at: datetime | None
    reason: str


class MeasureRow(msgspec.Struct, frozen=True):
    """A measure as a list shows it."""

    uuid: UUID
    title: str
    owner: UUID
    owner_name: str
    programme: bool
    budget_line: str


class MeasureView(msgspec.Struct, frozen=True, kw_only=True):
    row: MeasureRow
    project: UUID | None
    project_text: str
    """Number and title; empty where there is none or the actor does not see it."""
    mandate: UUID | None
    mandate_text: str
    note: str
    revision: int
    keeps: bool
    budgets: tuple[BudgetView, ...]
    bookings: tuple[BookingView, ...]
    """Newest first, reversed ones included."""


def _row(row: Measure) -> MeasureRow:
    return MeasureRow(row.uuid, row.title, row.owner.uuid, row.owner.name, row.programme, row.budget_line)


def measures(actor: Actor) -> tuple[MeasureRow, ...]:
    """All measures the actor sees, by title; one statement. A Land has some hundreds."""
    return tuple(_row(row) for row in visible_measures(actor).order_by("title", "pk").distinct())


def measure(actor: Actor, identity: UUID) -> MeasureView:
    """One measure; raises ``Missing`` for what is not seen."""
    row = measure_to_see(actor, identity)
    project = row.project if row.project and visible(actor).filter(pk=row.project.pk).exists() else None
    return MeasureView(
        row=_row(row),
        project=project.uuid if project else None,
        project_text=f"{project.number} {project.title}" if project else "",
        mandate=row.mandate.uuid if row.mandate else None,
        mandate_text=row.mandate.title if row.mandate else "",
        note=row.note,
        revision=row.revision,
        keeps=may_keep(actor, row.owner.uuid, programme=row.programme),
        budgets=tuple(
            BudgetView(each.year, each.cents, each.file_number, each.revision)
            for each in row.budgets.order_by("year")
        ),
        bookings=tuple(_bookings(row)),
    )


def _bookings(row: Measure) -> Iterator[BookingView]:
    found = list(Booking.objects.filter(measure=row).select_related("draws_on").order_by("-on", "-pk"))
    paid: dict[int, int] = {}
    for each in found:
        if each.draws_on_id and each.reversed_at is None:
            paid[each.draws_on_id] = paid.get(each.draws_on_id, 0) + each.cents
    for each in found:
        commitment = each.kind == BookingKind.COMMITTED and each.reversed_at is None
        yield BookingView(
            uuid=each.uuid, kind=BookingKind(each.kind), year=each.year, on=each.on, cents=each.cents,
            file_number=each.file_number, purpose=each.purpose, under=each.draws_on.purpose if each.draws_on else "",
            rest=each.cents - paid.get(each.pk, 0) if commitment else 0, reversed_at=each.reversed_at,
            reason=each.reversal_reason,
        )  # fmt: skip


def mandate_choices() -> tuple[tuple[UUID, str], ...]:
    return tuple(Mandate.objects.order_by("title").values_list("uuid", "title"))


class EffortView(msgspec.Struct, frozen=True, kw_only=True):
    """Compliance cost of one body for one Vorgabe; cents."""

    uuid: UUID
    cut_off: date
    body: UUID
    body_name: str
    service_key: str
    service_name: str
    duty: str
    cases: int
    minutes: int
    rate_cents: int
    material_cents: int
    once_cents: int
    yearly_cents: int
    method: Method
    file_number: str
    revision: int
    keeps: bool


def efforts(
    actor: Actor, cut_off: date, *, offset: int = 0, limit: int | None = None
) -> tuple[tuple[EffortView, ...], int]:
    """Entries as of a statutory day, by body and duty, and how many there are; three statements."""
    rows = Effort.objects.filter(cut_off=cut_off, withdrawn_at__isnull=True).select_related("body")
    reach = actor.reach(Permission.SEE_PROJECT)
    if reach is not None:
        rows = rows.filter(body__uuid__in=reach)
    cut = rows.order_by("body__name", "service_key", "duty", "pk")[offset : offset + limit if limit else None]
    names = register.service_names({row.service_key for row in cut})
    return tuple(_effort(actor, row, names) for row in cut), rows.count()


def effort(actor: Actor, identity: UUID) -> EffortView | None:
    """One entry the actor reaches; ``None`` otherwise."""
    row = Effort.objects.filter(uuid=identity, withdrawn_at__isnull=True).select_related("body").first()
    reach = actor.reach(Permission.SEE_PROJECT)
    if row is None or (reach is not None and row.body.uuid not in reach):
        return None
    return _effort(actor, row, {})


def _effort(actor: Actor, row: Effort, names: dict[str, str]) -> EffortView:
    return EffortView(
        uuid=row.uuid, cut_off=row.cut_off, body=row.body.uuid, body_name=row.body.name, service_key=row.service_key,
        service_name=names.get(row.service_key, ""), duty=row.duty, cases=row.cases, minutes=row.minutes,
        rate_cents=row.rate_cents, material_cents=row.material_cents, once_cents=row.once_cents,
        yearly_cents=row.yearly_cents, method=Method(row.method), file_number=row.file_number, revision=row.revision,
        keeps=actor.may(Permission.EDIT_MONEY, row.body.uuid),
    )  # fmt: skip


class DeliveryView(msgspec.Struct, frozen=True):
    concept: str
    delivered_on: date
    file_number: str
    digest: str


def delivery(cut_off: date) -> DeliveryView | None:
    """The handing over to FITKO, once it is recorded."""
    row = EffortDelivery.objects.filter(cut_off=cut_off).first()
    return DeliveryView(row.concept, row.delivered_on, row.file_number, row.digest) if row else None
