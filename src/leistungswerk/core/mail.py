# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Outgoing mail: promised in the transaction that causes it, sent by the outbox worker, never twice by itself.

The Message-ID is stored with the message before anything leaves, and the state ``sending`` is committed before
the connection is opened: a worker that dies in between leaves a row of which nobody knows whether it was taken.
Such a row waits for a person (``dead``), who may send it again under the same Message-ID. Content and address
are deleted once the message is taken.
"""

import secrets
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import UUID

import msgspec
import structlog
from django.db import transaction

from leistungswerk.core import events, outbox, ports, times
from leistungswerk.core.failures import (
    ConfigurationFailure,
    DeadReason,
    PermanentFailure,
    TemporaryFailure,
    UncertainFailure,
)
from leistungswerk.core.mail_message import compose
from leistungswerk.core.models import Mail, MailState
from leistungswerk.core.outbox import Claimed
from leistungswerk.core.ports import MailPort, Problem, SealedMail
from leistungswerk.core.settings import MailSettings, settings

log = structlog.get_logger()
TOPIC: Final = "mail"
LANE: Final = "mail"
KEEP: Final = timedelta(days=30)
"""How long a message that could not be sent keeps its content."""
_QUIET_SECONDS: Final = 20.0
"""After a server did not answer, the next messages wait as long before it is asked again: parcels come first."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A message to one address. ``headers`` are those beyond the usual (In-Reply-To, List-Unsubscribe …)."""

    purpose: str
    about: UUID
    recipient: str
    subject: str
    text: str
    """Plain text with blank lines between paragraphs; a simple HTML part is made of it."""
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)
    automatic: bool = True
    """Not written by a person: marked so that no robot answers (RFC 3834)."""


def domain() -> str:
    """Right side of our Message-IDs."""
    return settings().mail.address.rpartition("@")[2]


def new_message_id() -> str:
    """Unguessable: an answer that names it may be trusted to know the message."""
    return f"<{secrets.token_urlsafe(18)}@{domain()}>"


def queue(letter: Letter, *, at: datetime) -> UUID:
    """Promise a message inside the caller's transaction; returns its uuid."""
    headers = dict(letter.headers)
    if letter.automatic:
        headers.setdefault("Auto-Submitted", "auto-generated")
    row = Mail.objects.create(
        message_id=new_message_id(),
        purpose=letter.purpose,
        about=letter.about,
        recipient=letter.recipient,
        subject=" ".join(letter.subject.split())[:250],
        text=letter.text,
        headers=headers,
        at=at,
    )
    outbox.enqueue(topic=TOPIC, subject=row.uuid, lane=LANE, at=at)
    return row.uuid


class _Route:
    """The adapter as the settings name it, and until when it is left alone."""

    def __init__(self) -> None:
        self.quiet_until = 0.0

    @staticmethod
    @lru_cache(maxsize=4)
    def _open(wanted: MailSettings) -> MailPort:
        options = {
            "host": wanted.host, "port": str(wanted.port), "tls": wanted.tls, "user": wanted.user,
            "folder": wanted.folder,
        }  # fmt: skip
        return ports.mail(wanted.adapter, options=options, secret=wanted.password)

    def send(self, mail: SealedMail) -> None:
        left = self.quiet_until - time.monotonic()
        if left > 0:
            raise TemporaryFailure("Der Mailserver antwortet gerade nicht.", retry_after=left)
        try:
            self._open(settings().mail).send(mail)
        except TemporaryFailure as failure:
            if failure.retry_after is None:
                self.quiet_until = time.monotonic() + _QUIET_SECONDS
            raise

    def check(self) -> tuple[Problem, ...]:
        return self._open(settings().mail).check()


_route = _Route()


def check() -> tuple[Problem, ...]:
    """What keeps mail from leaving, in plain words."""
    return _route.check()


def deliver(claimed: Claimed) -> None:
    """Send one message; every outcome leaves a state and a reason."""
    row = Mail.objects.get(uuid=claimed.subject)
    if row.state == MailState.SENT:
        outbox.finish(claimed)
        return
    if row.state == MailState.SENDING:
        _uncertain(claimed, row, "Der Versand wurde unterbrochen; ob die Mail ankam, ist ungewiss.")
        return
    if not outbox.renew(claimed, at=times.now()):
        return
    Mail.objects.filter(pk=row.pk).update(state=MailState.SENDING)
    try:
        _route.send(_sealed(row))
    except TemporaryFailure as failure:
        _back(row)
        outbox.retry(claimed, at=times.now(), problem=str(failure), retry_after=failure.retry_after)
    except UncertainFailure as failure:
        _uncertain(claimed, row, str(failure))
    except ConfigurationFailure as failure:
        _back(row)
        outbox.give_up(claimed, reason=DeadReason.CONFIG, problem=str(failure))
    except PermanentFailure as failure:
        _refused(claimed, row, str(failure))
    except Exception as error:  # a fault of ours must not stop the others
        log.exception("mail_failed", row=str(claimed.uuid))
        _uncertain(claimed, row, f"Interner Fehler: {type(error).__name__}")
    else:
        _sent(claimed, row)


def _sealed(row: Mail) -> SealedMail:
    content = compose(
        sender=settings().mail.address, recipient=row.recipient, subject=row.subject, text=row.text,
        message_id=row.message_id, at=row.at, headers=row.headers,
    )  # fmt: skip
    return SealedMail(settings().mail.address, row.recipient, content)


def _back(row: Mail) -> None:
    Mail.objects.filter(pk=row.pk, state=MailState.SENDING).update(state=MailState.WAITING)


def _uncertain(claimed: Claimed, row: Mail, problem: str) -> None:
    with transaction.atomic():
        # Ready for the person who sends it again.
        _back(row)
        outbox.give_up(claimed, reason=DeadReason.PERMANENT, problem=problem)


def _refused(claimed: Claimed, row: Mail, problem: str) -> None:
    with transaction.atomic():
        Mail.objects.filter(pk=row.pk).update(state=MailState.REFUSED)
        outbox.give_up(claimed, reason=DeadReason.PERMANENT, problem=problem)
        _announce("mail.refused", row)


def _sent(claimed: Claimed, row: Mail) -> None:
    at = times.now()
    with transaction.atomic():
        Mail.objects.filter(pk=row.pk).update(
            state=MailState.SENT, sent_at=at, recipient="", subject="", text="", headers={}
        )
        outbox.finish(claimed)
        _announce("mail.sent", row)


def _announce(kind: str, row: Mail) -> None:
    data = {"purpose": row.purpose, "about": str(row.about)}
    events.publish(kind=kind, subject=row.uuid, at=times.now(), data=data)


class MailView(msgspec.Struct, frozen=True):
    """What other rooms may know of a message; never its content."""

    uuid: UUID
    message_id: str
    purpose: str
    about: UUID
    state: str


def by_message_ids(found: list[str]) -> tuple[MailView, ...]:
    """Our own messages among these Message-IDs, newest first."""
    rows = Mail.objects.filter(message_id__in=found[:50]).order_by("-id")
    return tuple(
        MailView(*row) for row in rows.values_list("uuid", "message_id", "purpose", "about", "state")
    )


def report_refused(message: UUID) -> None:
    """A bounce came back for a message that was taken: tell the rooms, once."""
    with transaction.atomic():
        if Mail.objects.filter(uuid=message, state=MailState.SENT).update(state=MailState.REFUSED):
            _announce("mail.refused", Mail.objects.get(uuid=message))


def forget_old() -> int:
    """Content and address of what could not be sent go after :data:`KEEP`."""
    old = Mail.objects.filter(at__lt=times.now() - KEEP).exclude(recipient="")
    return old.update(recipient="", subject="", text="", headers={})
