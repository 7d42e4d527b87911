# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mails of the desk. Each carries number and token in its subject, so that an answer finds its ticket."""

from datetime import datetime
from uuid import UUID

from leistungswerk.core import mail, times
from leistungswerk.core.ids import grouped
from leistungswerk.enablement.desk.incoming import CUT
from leistungswerk.enablement.desk.models import Ticket


def _subject(row: Ticket) -> str:
    return f"[{row.number} {grouped(row.token)}] {row.subject}"


def _send(
    row: Ticket, *, recipient: str, purpose: str, text: str, at: datetime, threaded: bool, automatic: bool
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
        subject=_subject(row),
        text=f"{CUT}\n\n{text}",
        headers=headers,
        automatic=automatic,
    )
    return mail.queue(letter, at=at)


def confirm(row: Ticket, *, at: datetime) -> UUID:
    """Say that the message came and by when an answer is promised."""
    due = times.legal_day(row.response_due).strftime("%d.%m.%Y")
    text = (
        f"Guten Tag,\n\nIhre Nachricht ist angekommen. Sie hat die Nummer {row.number}.\n\n"
        f"Wir antworten bis zum {due}. Wenn Sie etwas ergänzen möchten, antworten Sie auf diese Mail."
    )
    return _send(
        row,
        recipient=row.asker_email,
        purpose="desk.confirm",
        text=text,
        at=at,
        threaded=True,
        automatic=True,
    )


def answer(row: Ticket, *, text: str, at: datetime) -> UUID:
    """Words of a person to who asked."""
    return _send(
        row,
        recipient=row.asker_email,
        purpose="desk.answer",
        text=text,
        at=at,
        threaded=True,
        automatic=False,
    )


def hand_over(row: Ticket, *, recipient: str, text: str, at: datetime) -> UUID:
    """To the foreign ticket system: only what staff wrote for it, nothing of who asked."""
    return _send(
        row, recipient=recipient, purpose="desk.handover", text=text, at=at, threaded=False, automatic=False
    )
