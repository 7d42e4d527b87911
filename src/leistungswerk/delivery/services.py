# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every write of the delivery room but the delivering itself (:mod:`leistungswerk.delivery.deliver`)."""

import uuid
from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leistungswerk.core import audit, check_runs, outbox, ports, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Failure, Refused
from leistungswerk.core.permissions import require
from leistungswerk.core.ports import Problem
from leistungswerk.core.prepared import PreparedInsert
from leistungswerk.delivery import secrets
from leistungswerk.delivery.models import Connection, Parcel, ParcelAttachment
from leistungswerk.delivery.sealing import SealedContent
from leistungswerk.register.keys import ars_covers

TOPIC = "deliver"
_NEW_PARCEL = PreparedInsert(Parcel)


def connection_digest(identity: uuid.UUID) -> str:
    """Subject of a connection's check runs."""
    return identity.hex


def ensure_connection(
    actor: Actor, *, name: str, adapter: str, options: dict[str, str], secret: str
) -> uuid.UUID:
    """Create or change a connection; a changed one is without key until :func:`check_connection`."""
    require(actor, Permission.MANAGE_SERVICE)
    with transaction.atomic():
        row, created = Connection.objects.get_or_create(
            name=name, defaults={"adapter": adapter, "options": options}
        )
        if not created and (row.adapter, row.options) == (adapter, options):
            secrets.write(row.uuid, secret)
            return row.uuid
        Connection.objects.filter(pk=row.pk).update(adapter=adapter, options=options, kid="", jwk=None)
        # Written before the commit: a connection without its secret could not be used, a secret without
        # its connection does no harm.
        secrets.write(row.uuid, secret)
        action = "connection.created" if created else "connection.changed"
        audit.record(actor, action=action, subject=f"connection:{row.uuid}", at=times.now())
    return row.uuid


def _problems(
    port: ports.DeliveryPort, *, identifier: str, region: str
) -> tuple[tuple[Problem, ...], ports.Target | None]:
    """What keeps the destination from taking this service in this region, and the destination."""
    try:
        if found := port.check():
            return found, None
        target = port.target()
    except Failure as failure:
        return (Problem(str(failure)),), None
    problems = []
    if not target.active:
        problems.append(
            Problem(_("Der Zustellpunkt ist nicht aktiv. Aktivieren Sie ihn im FIT-Connect-Portal."))
        )
    offers = [service for service in target.services if identifier in ("", service.identifier)]
    if not offers:
        problems.append(
            Problem(
                _("Der Zustellpunkt nimmt die Leistung %(service)s nicht an. Ergänzen Sie sie dort.")
                % {"service": identifier}
            )
        )
    elif region and not any(ars_covers(known, region) for offer in offers for known in offer.regions):
        text = _("Der Zustellpunkt ist für die Region %(region)s nicht eingetragen.") % {"region": region}
        problems.append(Problem(text))
    return tuple(problems), target


def check_connection(
    actor: Actor, *, connection: uuid.UUID, identifier: str = "", region: str = ""
) -> tuple[Problem, ...]:
    """Ask the destination itself, keep its key and record the check run; returns what stands in the way."""
    require(actor, Permission.MANAGE_SERVICE)
    row = Connection.objects.filter(uuid=connection).first()
    if row is None:
        raise Refused(_("Diese Verbindung gibt es nicht."))
    try:
        port = ports.delivery(row.adapter, options=row.options, secret=secrets.read(row.uuid))
        problems, target = _problems(port, identifier=identifier, region=region)
    except Failure as failure:
        problems, target = (Problem(str(failure)),), None
    at = times.now()
    with transaction.atomic():
        if target is not None and not problems:
            Connection.objects.filter(pk=row.pk).update(kid=target.kid, jwk=target.jwk, checked_at=at)
        check_runs.record(
            kind="connection",
            subject_digest=connection_digest(row.uuid),
            ok=not problems,
            report={"problems": [problem.text for problem in problems], "language": get_language() or "de"},
            at=at,
        )
    return problems


class NewParcel(msgspec.Struct, frozen=True):
    """A sealed parcel and where it goes. ``reference`` is all that leads back to its sender."""

    reference: uuid.UUID
    connection: int
    service_name: str
    service_identifier: str
    region: str
    content: SealedContent


def hand_over(*, parcel: NewParcel, at: datetime) -> None:
    """Store the parcel with its outbox row inside the caller's transaction."""
    row = _NEW_PARCEL.run(
        uuid=parcel.reference,
        connection_id=parcel.connection,
        service_name=parcel.service_name,
        service_identifier=parcel.service_identifier,
        region=parcel.region,
        kid=parcel.content.kid,
        metadata=parcel.content.metadata,
        data=parcel.content.data,
        created_at=at,
    )
    if parcel.content.attachments:
        ParcelAttachment.objects.bulk_create(
            ParcelAttachment(parcel_id=row, uuid=item.id, blob=item.blob, tag=item.tag)
            for item in parcel.content.attachments
        )
    outbox.enqueue(topic=TOPIC, subject=parcel.reference, lane=f"connection:{parcel.connection}", at=at)


def replay(actor: Actor, *, row: uuid.UUID) -> None:
    """Bring a dead delivery back. Raises :class:`Refused` if it is not dead (any more)."""
    require(actor, Permission.REPLAY_DELIVERY)
    at = times.now()
    with transaction.atomic():
        if not outbox.replay(row, at=at):
            raise Refused(_("Diese Zustellung wartet nicht auf eine erneute Zustellung."))
        audit.record(actor, action="delivery.replayed", subject=f"outbox:{row}", at=at)
