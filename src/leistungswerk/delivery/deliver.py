# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delivering one parcel: announce, transmit, look for the receipt. Every step can be repeated after a crash.

The foreign id is stored before the irreversible call; a parcel is delivered only by a verified receipt
(design, rows 8–10). Network calls happen outside transactions.
"""

import uuid
from functools import partial

import structlog
from django.db import transaction

from leistungswerk.core import events, outbox, ports, storage, times
from leistungswerk.core.failures import ConfigurationFailure, DeadReason, PermanentFailure, TemporaryFailure
from leistungswerk.core.outbox import Claimed
from leistungswerk.core.ports import DeliveryPort, ForeignIds, Receipt, ReceiptKind, SealedParcel
from leistungswerk.delivery import secrets
from leistungswerk.delivery.models import Attempt, Connection, Parcel, ParcelReceipt, ParcelState

log = structlog.get_logger()
_STATE_AFTER = {
    ReceiptKind.SUBMITTED: ParcelState.SUBMITTED,
    ReceiptKind.ACCEPTED: ParcelState.ACCEPTED,
    ReceiptKind.REJECTED: ParcelState.REJECTED,
}
_CLOSED = (ParcelState.ACCEPTED, ParcelState.REJECTED)


def _sealed(row: Parcel, key: uuid.UUID) -> SealedParcel:
    attachments = tuple(
        ports.ParcelAttachment(item.uuid, item.tag, partial(storage.get, item.blob))
        for item in row.attachments.order_by("id")
    )
    return SealedParcel(
        key, row.service_name, row.service_identifier, row.region, row.metadata, row.data, attachments
    )


def _attempt(parcel: Parcel, outcome: str, reason: str = "") -> None:
    Attempt.objects.create(parcel=parcel, at=times.now(), outcome=outcome, reason=reason)


def _announce(port: DeliveryPort, sealed: SealedParcel, row: Parcel) -> ForeignIds:
    if row.foreign_submission:
        return ForeignIds(row.foreign_submission, row.foreign_case)
    ids = port.announce(sealed)
    fresh = Parcel.objects.filter(pk=row.pk, foreign_submission="").update(
        foreign_submission=ids.submission, foreign_case=ids.case, state=ParcelState.ANNOUNCED
    )
    if not fresh:
        # Our lease ran out and another worker announced first: its ids count, ours are never submitted.
        row.refresh_from_db(fields=["foreign_submission", "foreign_case"])
    return ids if fresh else ForeignIds(row.foreign_submission, row.foreign_case)


def _close(row: Parcel) -> None:
    """The receiver has the content: nothing of it stays here."""
    blobs = list(row.attachments.values_list("blob", flat=True))
    row.attachments.all().delete()
    Parcel.objects.filter(pk=row.pk).update(data="", metadata="", closed_at=times.now())
    for blob in blobs:
        transaction.on_commit(partial(storage.delete, blob))


def _record(row: Parcel, receipt: Receipt) -> None:
    """Keep a receipt once and announce it; runs in the transaction that also moves the outbox row."""
    _, fresh = ParcelReceipt.objects.get_or_create(
        parcel=row,
        foreign_id=receipt.id,
        defaults={
            "kind": receipt.kind,
            "at": receipt.at,
            "evidence": receipt.evidence,
            "problems": list(receipt.problems),
        },
    )
    if not fresh:
        return
    Parcel.objects.filter(pk=row.pk).exclude(state__in=_CLOSED).update(state=_STATE_AFTER[receipt.kind])
    events.publish(
        kind=f"parcel.{receipt.kind}",
        subject=row.uuid,
        at=receipt.at,
        data={"problems": "\n".join(receipt.problems)} if receipt.problems else {},
    )


def _settle(claimed: Claimed, row: Parcel, receipts: tuple[Receipt, ...]) -> None:
    """Write receipts, their consequences and the row's new state in one transaction."""
    decided = any(receipt.kind in (ReceiptKind.ACCEPTED, ReceiptKind.REJECTED) for receipt in receipts)
    with transaction.atomic():
        for receipt in receipts:
            _record(row, receipt)
        if decided:
            _close(row)
            outbox.finish(claimed)
        else:
            outbox.await_receipt(claimed, at=times.now())


def _deliver(claimed: Claimed, row: Parcel, port: DeliveryPort) -> None:
    sealed = _sealed(row, claimed.uuid)
    ids = _announce(port, sealed, row)
    if row.state in (ParcelState.WAITING, ParcelState.ANNOUNCED):
        port.transmit(sealed, ids)
        Parcel.objects.filter(pk=row.pk, state__in=(ParcelState.WAITING, ParcelState.ANNOUNCED)).update(
            state=ParcelState.SUBMITTED
        )
        _attempt(row, "sent")
    _settle(claimed, row, port.receipts(sealed, ids))


class Ports:
    """Adapters by connection, kept while its options stay the same (tokens and connections are reused)."""

    def __init__(self) -> None:
        self._known: dict[uuid.UUID, tuple[tuple[object, ...], DeliveryPort]] = {}

    def of(self, connection: Connection) -> DeliveryPort:
        secret = secrets.read(connection.uuid)
        state = (connection.adapter, tuple(sorted(connection.options.items())), secret)
        known = self._known.get(connection.uuid)
        if known is None or known[0] != state:
            port = ports.delivery(connection.adapter, options=connection.options, secret=secret)
            known = self._known[connection.uuid] = (state, port)
        return known[1]


def process(claimed: Claimed, adapters: Ports) -> None:
    """Carry a claimed row one step further; every outcome leaves a state, a reason and, if dead, an alarm."""
    row = Parcel.objects.select_related("connection").get(uuid=claimed.subject)
    if row.state in _CLOSED:
        outbox.finish(claimed)
        return
    try:
        _deliver(claimed, row, adapters.of(row.connection))
    except TemporaryFailure as failure:
        _attempt(row, "temporary", str(failure))
        outbox.retry(claimed, at=times.now(), problem=str(failure), retry_after=failure.retry_after)
    except ConfigurationFailure as failure:
        _dead(claimed, row, DeadReason.CONFIG, str(failure))
    except PermanentFailure as failure:
        _dead(claimed, row, DeadReason.PERMANENT, str(failure))
    except Exception as error:  # a fault of ours must not stop the other parcels
        log.exception("delivery_failed", row=str(claimed.uuid))
        _dead(claimed, row, DeadReason.INTERNAL, f"Interner Fehler: {type(error).__name__}")


def _dead(claimed: Claimed, row: Parcel, reason: DeadReason, problem: str) -> None:
    log.error("delivery_dead", row=str(claimed.uuid), reason=reason.value)
    with transaction.atomic():
        _attempt(row, reason.value, problem)
        outbox.give_up(claimed, reason=reason, problem=problem)
