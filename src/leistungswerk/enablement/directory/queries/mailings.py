# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading mailings and what became of them. Whether somebody read one is recorded nowhere."""

import uuid
from datetime import datetime

import msgspec
from django.db.models import Count
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.directory.models import Mailing, Recipient
from leistungswerk.enablement.directory.queries.audience import Circle
from leistungswerk.enablement.directory.states import MailingState, RecipientState
from leistungswerk.register.kinds import OrganisationKind


class MailingLine(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    subject: str
    state: MailingState
    written_name: str
    changed_at: datetime
    sent_at: datetime | None
    recipients: int


class MailingView(msgspec.Struct, frozen=True, kw_only=True):
    uuid: uuid.UUID
    subject: str
    text: str
    circle: Circle
    state: MailingState
    revision: int
    written_by: str
    written_name: str
    changed_at: datetime
    released_name: str
    released_at: datetime | None
    sent_at: datetime | None
    counts: dict[RecipientState, int]
    """Of its recipients once it is released."""

    @property
    def recipients(self) -> int:
        return sum(self.counts.values())

    @property
    def handed_over(self) -> int:
        """How many are no longer waiting here."""
        return self.recipients - self.counts.get(RecipientState.WAITING, 0)


class RecipientLine(msgspec.Struct, frozen=True):
    """``email`` and ``name`` are empty once they were deleted."""

    email: str
    name: str
    organisation: str
    state: RecipientState


def require_reader(actor: Actor) -> None:
    """Raise :class:`NotAllowed` unless the actor writes or releases mailings."""
    if not (actor.may(Permission.WRITE_MAILING) or actor.may(Permission.RELEASE_MAILING)):
        raise NotAllowed(
            _("Dafür fehlt Ihrem Konto die Berechtigung. Wenden Sie sich an die Systemverwaltung.")
        )


def mailing_page(actor: Actor, *, offset: int, limit: int) -> tuple[tuple[MailingLine, ...], int]:
    """All mailings, the last first, and how many; two statements."""
    require_reader(actor)
    rows = Mailing.objects.annotate(count=Count("recipients")).order_by("-changed_at", "-pk")
    return tuple(
        MailingLine(
            row.uuid, row.subject, MailingState(row.state), row.written_name, row.changed_at, row.sent_at, row.count
        )
        for row in rows[offset : offset + limit]
    ), Mailing.objects.count()  # fmt: skip


def mailing(actor: Actor, identity: uuid.UUID) -> MailingView | None:
    require_reader(actor)
    row = Mailing.objects.filter(uuid=identity).first()
    if row is None:
        return None
    counts = row.recipients.values_list("state").annotate(count=Count("pk")).order_by()
    return MailingView(
        uuid=row.uuid, subject=row.subject, text=row.text, circle=circle_of(row), state=MailingState(row.state),
        revision=row.revision, written_by=row.written_by, written_name=row.written_name, changed_at=row.changed_at,
        released_name=row.released_name, released_at=row.released_at, sent_at=row.sent_at,
        counts={RecipientState(state): count for state, count in counts},
    )  # fmt: skip


def circle_of(row: Mailing) -> Circle:
    return Circle(
        roles=tuple(Role(each) for each in row.roles),
        kinds=tuple(OrganisationKind(each) for each in row.kinds),
        organisations=tuple(uuid.UUID(each) for each in row.organisations),
        services=tuple(row.services),
        with_contacts=row.with_contacts,
    )


def recipients(
    actor: Actor, identity: uuid.UUID, *, state: RecipientState | None, offset: int, limit: int
) -> tuple[tuple[RecipientLine, ...], int]:
    """The recipients of a released mailing in their order, and how many; two statements."""
    require_reader(actor)
    rows = Recipient.objects.filter(mailing__uuid=identity).order_by("number")
    if state is not None:
        rows = rows.filter(state=state.value)
    found = rows.values_list("email", "name", "organisation", "state")[offset : offset + limit]
    return tuple(
        RecipientLine(email, name, organisation, RecipientState(held))
        for email, name, organisation, held in found
    ), rows.count()


def waiting_for_release(actor: Actor) -> int:
    """Mailings of others that wait for the actor."""
    if not actor.may(Permission.RELEASE_MAILING):
        return 0
    rows = Mailing.objects.filter(state=MailingState.PROPOSED.value)
    return rows.exclude(written_by=actor.pseudonym).count()
