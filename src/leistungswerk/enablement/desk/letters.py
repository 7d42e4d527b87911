# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mails of the desk, to who asked in their language. Each carries number and token in its subject, so that an answer finds its ticket."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from leistungswerk.core import mail, times
from leistungswerk.core.ids import grouped
from leistungswerk.core.settings import settings
from leistungswerk.enablement.desk import links
from leistungswerk.enablement.desk.incoming import CUTS
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.states import HELPED_WORDS, Channel, Helped


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
    to_asker: bool = False,
    automatic: bool = False,
) -> UUID:
    """``to_asker``: in their language and one thread with their mails; else to a ticket system, in German."""
    headers = {}
    if to_asker and row.last_message_id:
        headers = {"In-Reply-To": row.last_message_id, "References": row.last_message_id}
    if automatic:
        headers |= {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    letter = mail.Letter(
        purpose=purpose,
        about=row.uuid,
        recipient=recipient,
        subject=f"{_reference(row)} {subject}",
        text=f"{CUTS[row.language if to_asker else 'de']}\n\n{text}",
        headers=headers,
        automatic=automatic,
    )
    return mail.queue(letter, at=at)


def confirm(row: Ticket, *, at: datetime) -> UUID:
    """Say that the message came and by when an answer is promised.

    What somebody typed into the public form is not repeated: anybody can type anybody's address there.
    """
    with override(row.language):
        told = [
            _("Guten Tag,"),
            _("Ihre Nachricht ist angekommen. Sie hat die Nummer %(number)s.") % {"number": row.number},
            _("Wir antworten bis zum %(day)s. Wenn Sie etwas ergänzen möchten, antworten Sie auf diese Mail.")
            % {"day": formats.date_format(times.legal_day(row.response_due))},
            _standing(row),
        ]
        if row.channel == Channel.FORM:
            told.append(
                _(
                    "Sie haben uns nicht geschrieben? Dann hat jemand Ihre Adresse eingetragen; löschen Sie diese Mail "
                    "einfach."
                )
            )
        return _send(
            row,
            recipient=row.asker_email,
            purpose="desk.confirm",
            subject=_("Ihre Nachricht an den Support") if row.channel == Channel.FORM else row.subject,
            text="\n\n".join(told),
            at=at,
            to_asker=True,
            automatic=True,
        )


def _standing(row: Ticket) -> str:
    return _("So steht es darum: %(url)s") % {"url": links.status_url(row.number)}


def answer(row: Ticket, *, text: str, at: datetime, final: bool = False) -> UUID:
    """Words of a person to who asked. ``final``: with the question whether it helped."""
    with override(row.language):
        told = [text.strip(), _standing(row)]
        if final:
            answers = (f"{HELPED_WORDS[each]}: {links.rating_url(row.number, each)}" for each in Helped)
            told[1:] = [
                _("Ist Ihr Anliegen damit erledigt? Sonst antworten Sie einfach auf diese Mail."),
                "\n".join([_("Hat unsere Antwort geholfen? Ein Klick genügt, ohne Namen:"), *answers]),
            ]
        return _send(
            row,
            recipient=row.asker_email,
            purpose="desk.answer",
            subject=row.subject,
            text="\n\n".join(told),
            at=at,
            to_asker=True,
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


def tell(
    row: Ticket, *, recipient: str, purpose: str, subject: str, text: str, at: datetime, handed: bool = False
) -> UUID:
    """To somebody who works here: what happened and where; an answer to it would go to nobody's ticket.

    ``handed``: to the third level, which has a page of its own and sees no other.
    """
    page = "support/uebergeben" if handed else "support"
    letter = mail.Letter(
        purpose=purpose,
        about=row.uuid,
        recipient=recipient,
        subject=subject,
        text=f"{text}\n\n{settings().base_url}/verwaltung/{page}/{row.uuid}/",
    )
    return mail.queue(letter, at=at)
