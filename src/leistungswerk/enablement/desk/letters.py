# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mails of the desk. Each carries number and token in its subject, so that an answer finds its ticket."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from leistungswerk.core import mail, times
from leistungswerk.core.ids import grouped
from leistungswerk.core.settings import settings
from leistungswerk.enablement.desk import links
from leistungswerk.enablement.desk.incoming import CUT
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.states import HELPED_WORDS, Channel, Helped

_NEUTRAL: Final = "Ihre Nachricht an den Support"


def is_address(text: str) -> bool:
    """Whether a mail can be sent there."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) < 255


def _reference(row: Ticket) -> str:
    return f"[{row.number} {grouped(row.token)}]"


def _send(
    row: Ticket,
    *,
    recipient: str,
    purpose: str,
    subject: str,
    text: str,
    at: datetime,
    threaded: bool = False,
    automatic: bool = False,
) -> UUID:
    headers = {}
    if threaded and row.last_message_id:
        headers = {"In-Reply-To": row.last_message_id, "References": row.last_message_id}
    if automatic:
        headers |= {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    letter = mail.Letter(
        purpose=purpose,
        about=row.uuid,
        recipient=recipient,
        subject=f"{_reference(row)} {subject}",
        text=f"{CUT}\n\n{text}",
        headers=headers,
        automatic=automatic,
    )
    return mail.queue(letter, at=at)


def confirm(row: Ticket, *, at: datetime) -> UUID:
    """Say that the message came and by when an answer is promised.

    What somebody typed into the public form is not repeated: anybody can type anybody's address there.
    """
    due = times.legal_day(row.response_due).strftime("%d.%m.%Y")
    text = (
        f"Guten Tag,\n\nIhre Nachricht ist angekommen. Sie hat die Nummer {row.number}.\n\n"
        f"Wir antworten bis zum {due}. Wenn Sie etwas ergänzen möchten, antworten Sie auf diese Mail.\n\n"
        f"So steht es darum: {links.status_url(row.number)}"
    )
    if row.channel == Channel.FORM:
        text += "\n\nSie haben uns nicht geschrieben? Dann hat jemand Ihre Adresse eingetragen; löschen Sie diese Mail einfach."
    return _send(
        row,
        recipient=row.asker_email,
        purpose="desk.confirm",
        subject=_NEUTRAL if row.channel == Channel.FORM else row.subject,
        text=text,
        at=at,
        threaded=True,
        automatic=True,
    )


def answer(row: Ticket, *, text: str, at: datetime, final: bool = False) -> UUID:
    """Words of a person to who asked. ``final``: with the question whether it helped."""
    closing = f"\n\nSo steht es darum: {links.status_url(row.number)}"
    if final:
        asked = "\n".join(f"{HELPED_WORDS[each]}: {links.rating_url(row.number, each)}" for each in Helped)
        closing = (
            f"\n\nIst Ihr Anliegen damit erledigt? Sonst antworten Sie einfach auf diese Mail.\n\n"
            f"Hat unsere Antwort geholfen? Ein Klick genügt, ohne Namen:\n{asked}"
        )
    return _send(
        row,
        recipient=row.asker_email,
        purpose="desk.answer",
        subject=row.subject,
        text=text.strip() + closing,
        at=at,
        threaded=True,
    )


def hand_over(row: Ticket, *, text: str, at: datetime) -> UUID:
    """To the foreign ticket system: only what staff wrote for it, nothing of who asked."""
    foreign = f" [{row.foreign_number}]" if row.foreign_number else ""
    due = times.legal_day(row.handed_due).strftime("%d.%m.%Y") if row.handed_due else ""
    asked = (
        f"\n\nBitte antworten Sie bis zum {due} auf diese Mail und lassen Sie den Betreff stehen."
        if due
        else ""
    )
    return _send(
        row,
        recipient=row.handed_mail,
        purpose="desk.handover",
        subject=f"{row.handed_subject}{foreign}",
        text=text.strip() + asked,
        at=at,
    )


def tell(row: Ticket, *, recipient: str, purpose: str, subject: str, text: str, at: datetime) -> UUID:
    """To somebody who works here: what happened and where; an answer to it would go to nobody's ticket."""
    letter = mail.Letter(
        purpose=purpose,
        about=row.uuid,
        recipient=recipient,
        subject=subject,
        text=f"{text}\n\n{settings().base_url}/verwaltung/support/{row.uuid}/",
    )
    return mail.queue(letter, at=at)
