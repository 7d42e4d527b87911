# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the delivery room: connections, and how parcels fare. Content is never read here."""

import uuid
from collections.abc import Collection
from datetime import UTC, datetime

import msgspec
from django.db.models import Count
from django.db.models.functions import TruncHour

from leistungswerk.delivery.models import Attempt, Connection, Parcel


class ConnectionView(msgspec.Struct, frozen=True):
    """A connection as the office and ``online`` see it; ``ready`` once a key was checked."""

    pk: int
    uuid: uuid.UUID
    name: str
    adapter: str
    options: dict[str, str]
    kid: str
    checked_at: datetime | None

    @property
    def ready(self) -> bool:
        return bool(self.kid)


class AttemptView(msgspec.Struct, frozen=True):
    at: datetime
    outcome: str
    reason: str


class ReceiptView(msgspec.Struct, frozen=True):
    at: datetime
    kind: str
    problems: list[str]


class ParcelView(msgspec.Struct, frozen=True):
    """What the office may know of a parcel: its way, never its content."""

    uuid: uuid.UUID
    state: str
    connection: str
    foreign_submission: str
    attempts: tuple[AttemptView, ...]
    receipts: tuple[ReceiptView, ...]


def _view(row: Connection) -> ConnectionView:
    return ConnectionView(row.pk, row.uuid, row.name, row.adapter, row.options, row.kid, row.checked_at)


def connections() -> tuple[ConnectionView, ...]:
    return tuple(_view(row) for row in Connection.objects.order_by("name"))


def connection(identity: uuid.UUID) -> ConnectionView | None:
    row = Connection.objects.filter(uuid=identity).first()
    return _view(row) if row else None


def ready_connections(identities: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those whose destination was asked and gave a key."""
    rows = Connection.objects.filter(uuid__in=identities, checked_at__isnull=False).exclude(kid="")
    return frozenset(rows.values_list("uuid", flat=True))


def connection_by_name(name: str) -> ConnectionView | None:
    row = Connection.objects.filter(name=name).first()
    return _view(row) if row else None


def parcel(identity: uuid.UUID) -> ParcelView | None:
    row = Parcel.objects.defer("data", "metadata").select_related("connection").filter(uuid=identity).first()
    if row is None:
        return None
    return ParcelView(
        row.uuid,
        row.state,
        row.connection.name,
        row.foreign_submission,
        tuple(AttemptView(item.at, item.outcome, item.reason) for item in row.attempts.order_by("id")),
        tuple(ReceiptView(item.at, item.kind, item.problems) for item in row.receipts.order_by("at")),
    )


class HourCount(msgspec.Struct, frozen=True):
    """Attempts of a connection in one hour (UTC) that ended the same way."""

    connection: int
    hour: datetime
    outcome: str
    number: int


def attempts_by_hour(since: datetime) -> tuple[HourCount, ...]:
    """Attempts since a moment; one statement."""
    rows = Attempt.objects.filter(at__gte=since).annotate(hour=TruncHour("at", tzinfo=UTC))
    found = rows.values_list("parcel__connection", "hour", "outcome").annotate(number=Count("pk"))
    return tuple(HourCount(*row) for row in found.order_by("hour"))


def attempts_in_all() -> dict[str, int]:
    """How many attempts ended how, since the beginning."""
    return dict(Attempt.objects.values_list("outcome").annotate(number=Count("pk")))
