# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mailings: drafted, shown with their circle, tried out, released by another person, sent in slices.

At release the circle becomes rows, each address once. The worker promises a slice of them at a time; the row changes
its state in the transaction of the promise, so whoever stops in between is gone on from and nobody is written twice.
"""

import uuid
from datetime import timedelta
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, limits, mail, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.mail import Letter
from leistungswerk.core.permissions import require
from leistungswerk.core.roles import ROLES
from leistungswerk.enablement.directory.models import Mailing, Recipient
from leistungswerk.enablement.directory.plain_text import plain
from leistungswerk.enablement.directory.queries.audience import MOST, Circle, audience
from leistungswerk.enablement.directory.queries.mailings import circle_of
from leistungswerk.enablement.directory.states import (
    MAILING_TRANSITIONS,
    MailingMove,
    MailingState,
    RecipientState,
)
from leistungswerk.register import queries as register
from leistungswerk.register.queries import directory

PURPOSE: Final = "mailing"
SLICE: Final = 50
"""So many mails are promised at once: parcels and other mails come in between."""
KEPT: Final = timedelta(days=60)
"""How long the addresses of a mailing stay after it was sent."""
_MOST_LETTERS: Final = 20_000
_TESTS_A_MINUTE: Final = 3


class MailingEntry(msgspec.Struct, frozen=True, kw_only=True):
    """``text`` is Markdown."""

    subject: str
    text: str
    circle: Circle


def write_mailing(actor: Actor, *, entry: MailingEntry) -> uuid.UUID:
    """A new draft; its uuid."""
    require(actor, Permission.WRITE_MAILING)
    fields = _fields(actor, entry)
    with transaction.atomic():
        row = Mailing.objects.create(**fields)
        _told(actor, "mailing.written", row.uuid)
    return row.uuid


def edit_mailing(actor: Actor, *, mailing: uuid.UUID, entry: MailingEntry, revision: int) -> None:
    """Change a draft; raises :class:`Overtaken` if somebody else changed it since ``revision``."""
    require(actor, Permission.WRITE_MAILING)
    row = _mailing(mailing)
    if row.state != MailingState.DRAFT:
        raise Refused(_("Nur ein Entwurf lässt sich ändern. Holen Sie die Rundmail zuerst zurück."))
    fields = _fields(actor, entry)
    with transaction.atomic():
        changed = Mailing.objects.filter(pk=row.pk, revision=revision, state=MailingState.DRAFT.value).update(
            **fields, revision=F("revision") + 1
        )
        if not changed:
            raise Overtaken(
                _("Jemand anderes hat diese Rundmail inzwischen geändert. Laden Sie die Seite neu.")
            )
        _told(actor, "mailing.written", mailing)


def _fields(actor: Actor, entry: MailingEntry) -> dict[str, object]:
    subject = " ".join(entry.subject.split())
    if not subject or len(subject) > 150:
        raise Refused(_("Geben Sie einen Betreff mit höchstens 150 Zeichen ein."))
    if not entry.text.strip():
        raise Refused(_("Schreiben Sie bei „Text“, was Sie mitteilen möchten."))
    if len(entry.text) > _MOST_LETTERS:
        raise Refused(_("Der Text ist zu lang. Möglich sind %(most)d Zeichen.") % {"most": _MOST_LETTERS})
    if not entry.circle.roles:
        raise Refused(_("Wählen Sie mindestens eine Rolle, an die die Rundmail geht."))
    known = register.service_ids(entry.circle.services)
    if unknown := [key for key in entry.circle.services if key not in known]:
        raise Refused(
            _("„%(key)s“ ist kein Leistungsschlüssel im Register. Prüfen Sie die 14 Stellen.")
            % {"key": unknown[0]}
        )
    circle = entry.circle
    return {
        "subject": subject, "text": entry.text.strip(), "roles": [role.value for role in circle.roles],
        "kinds": [kind.value for kind in circle.kinds], "organisations": [str(each) for each in circle.organisations],
        "services": list(circle.services), "with_contacts": circle.with_contacts, "written_by": actor.pseudonym,
        "written_name": actor.name, "changed_at": times.now(),
    }  # fmt: skip


def propose_mailing(actor: Actor, *, mailing: uuid.UUID, revision: int) -> None:
    """Hand a draft to somebody else for release."""
    require(actor, Permission.WRITE_MAILING)
    row = _mailing(mailing)
    if not audience(circle_of(row)).addressees:
        raise Refused(_("Zu dieser Auswahl gehört niemand mit einer Adresse. Ändern Sie den Kreis."))
    _move(actor, row, MailingMove.PROPOSE, revision)


def take_back_mailing(actor: Actor, *, mailing: uuid.UUID, revision: int) -> None:
    """Make it a draft again: what was seen before a release is not changed under the eyes of who releases."""
    _require_either(actor)
    _move(actor, _mailing(mailing), MailingMove.TAKE_BACK, revision)


def drop_mailing(actor: Actor, *, mailing: uuid.UUID, revision: int) -> None:
    _require_either(actor)
    _move(actor, _mailing(mailing), MailingMove.DROP, revision)


def release_mailing(actor: Actor, *, mailing: uuid.UUID, revision: int, circle: str) -> int:
    """Release a mailing of somebody else; the number of its recipients.

    ``circle``: digest of the audience that was shown; :class:`Overtaken` if it is no longer the same.
    """
    require(actor, Permission.RELEASE_MAILING)
    row = _mailing(mailing)
    if row.written_by == actor.pseudonym:
        raise Refused(
            _("Freigeben muss eine andere Person als die, die zuletzt geschrieben hat (Vier-Augen-Prinzip).")
        )
    found = audience(circle_of(row))
    if found.digest != circle:
        raise Overtaken(
            _("Der Kreis hat sich geändert, seit Sie ihn gesehen haben. Sehen Sie ihn bitte noch einmal an.")
        )
    if not 0 < len(found.addressees) <= MOST:
        raise Refused(
            _("Der Kreis hat %(count)d Adressen; möglich sind 1 bis %(most)d.")
            % {"count": len(found.addressees), "most": MOST}
        )
    with transaction.atomic():
        _move(actor, row, MailingMove.RELEASE, revision)
        Mailing.objects.filter(pk=row.pk).update(
            released_by=actor.pseudonym, released_name=actor.name, released_at=times.now()
        )
        Recipient.objects.bulk_create(
            [
                Recipient(
                    mailing=row,
                    email=each.email,
                    name=each.name,
                    organisation=each.organisation,
                    number=number,
                )
                for number, each in enumerate(found.addressees, start=1)
            ],
            batch_size=500,
        )
    return len(found.addressees)


def _move(actor: Actor, row: Mailing, move: MailingMove, revision: int) -> None:
    target = MAILING_TRANSITIONS[MailingState(row.state)].get(move)
    if target is None:
        raise Overtaken(_("Das ist in diesem Stand nicht möglich. Jemand anderes war vielleicht schneller."))
    with transaction.atomic():
        moved = Mailing.objects.filter(pk=row.pk, state=row.state, revision=revision).update(
            state=target.value, changed_at=times.now(), revision=F("revision") + 1
        )
        if not moved:
            raise Overtaken(
                _("Jemand anderes hat diese Rundmail inzwischen geändert. Laden Sie die Seite neu.")
            )
        _told(actor, f"mailing.{move.value}", row.uuid)


def send_test(actor: Actor, *, mailing: uuid.UUID) -> str:
    """Send the mailing to oneself as it would leave; the address it goes to."""
    require(actor, Permission.WRITE_MAILING)
    row = _mailing(mailing)
    person = directory.person(actor.person) if actor.person else None
    if person is None or not person.email:
        raise Refused(_("Im Register fehlt Ihre dienstliche E-Mail-Adresse. Ergänzen Sie sie zuerst."))
    if not limits.allowed("mailing-test", actor.pseudonym, per_minute=_TESTS_A_MINUTE):
        raise Refused(_("Das waren mehrere Testmails kurz nacheinander. Warten Sie bitte eine Minute."))
    with transaction.atomic():
        letter = letter_of(row, row.uuid, person.email, test=True)
        mail.queue(letter, at=times.now())
        audit.record(actor, action="mailing.tested", subject=f"mailing:{mailing}", at=times.now())
    return person.email


def text_of(text: str, circle: Circle) -> str:
    """The plain text that leaves: what was written, and why it came."""
    roles = ", ".join(str(ROLES[role].word) for role in circle.roles)
    reason = f"Sie bekommen diese Mail, weil Sie im Register eine dieser Rollen haben: {roles}."
    return f"{plain(text)}\n\n-- \n{reason}\nSie enthält keine Bilder und keine Zähl-Links."


def letter_of(row: Mailing, about: uuid.UUID, recipient: str, *, test: bool = False) -> Letter:
    return Letter(
        purpose="mailing.test" if test else PURPOSE,
        about=about,
        recipient=recipient,
        subject=f"Test: {row.subject}" if test else row.subject,
        text=text_of(row.text, circle_of(row)),
        headers={"Precedence": "bulk", "X-Auto-Response-Suppress": "All"},
    )


def send_slice() -> int:
    """Promise the next slice of the oldest released mailing; how many. A recurring job."""
    row = Mailing.objects.filter(state=MailingState.SENDING.value).order_by("released_at", "pk").first()
    if row is None:
        return 0
    at, promised = times.now(), 0
    with transaction.atomic():
        waiting = row.recipients.filter(state=RecipientState.WAITING.value).order_by("number")
        for each in waiting.select_for_update()[:SLICE]:
            if waiting.filter(pk=each.pk).update(state=RecipientState.QUEUED.value):
                mail.queue(letter_of(row, each.uuid, each.email), at=at)
                promised += 1
        if not promised:
            Mailing.objects.filter(pk=row.pk, state=MailingState.SENDING.value).update(
                state=MailingState.SENT.value, sent_at=at, revision=F("revision") + 1
            )
            events.publish(kind="mailing.sent", subject=row.uuid, at=at)
    return promised


def on_sent(recipient: uuid.UUID) -> None:
    """The mail server took it."""
    Recipient.objects.filter(uuid=recipient, state=RecipientState.QUEUED.value).update(
        state=RecipientState.SENT.value
    )


def on_refused(recipient: uuid.UUID) -> None:
    """It came back, at once or after it was taken."""
    Recipient.objects.filter(uuid=recipient).update(state=RecipientState.REFUSED.value)


def forget_addresses() -> int:
    """Delete names and addresses of mailings sent long ago; what became of them stays as a number."""
    old = Recipient.objects.filter(mailing__sent_at__lt=times.now() - KEPT).exclude(email="")
    return old.update(email="", name="")


def _require_either(actor: Actor) -> None:
    if not actor.may(Permission.RELEASE_MAILING):
        require(actor, Permission.WRITE_MAILING)


def _mailing(identity: uuid.UUID) -> Mailing:
    row = Mailing.objects.filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diese Rundmail gibt es nicht."))
    return row


def _told(actor: Actor, action: str, mailing: uuid.UUID) -> None:
    at = times.now()
    audit.record(actor, action=action, subject=f"mailing:{mailing}", at=at)
    events.publish(kind=action, subject=mailing, at=at)
