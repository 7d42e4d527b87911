# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mails to subscribers, in the language they chose."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from leistungswerk.core import mail
from leistungswerk.core.mail import Letter
from leistungswerk.core.settings import settings
from leistungswerk.enablement.directory import links
from leistungswerk.enablement.directory.models import Subscriber, Wish
from leistungswerk.enablement.directory.sources import Line

CONFIRM = "subscription.confirm"
DIGEST = "subscription.digest"


class Part(msgspec.Struct, frozen=True):
    """What is new under one heading."""

    title: str
    lines: tuple[Line, ...]


def confirm(wish: Wish, titles: Sequence[str], *, hours: int) -> None:
    """Ask whether it was really this address. The same mail whether it is known here or not."""
    with override(wish.language):
        listed = "\n".join(f"- {title}" for title in titles)
        text = (
            _("Guten Tag,")
            + "\n\n"
            + _(
                "jemand hat diese Adresse für Nachrichten angegeben. Wenn Sie das waren, öffnen Sie bitte diese Seite:"
            )
            + f"\n\n{links.confirm_url(wish.uuid)}\n\n"
            + _("Gewünscht ist:")
            + f"\n\n{listed}\n\n"
            + _(
                "Der Link gilt %(hours)d Stunden. Waren Sie es nicht, müssen Sie nichts tun: Wir schreiben Ihnen nicht "
                "wieder und löschen die Adresse."
            )
            % {"hours": hours}
        )
        subject = _("Bitte bestätigen Sie Ihr Abonnement")
    letter = Letter(purpose=CONFIRM, about=wish.uuid, recipient=wish.email, subject=subject, text=text)
    mail.queue(letter, at=wish.at)


def digest(row: Subscriber, recipient: str, parts: Sequence[Part], *, at: datetime) -> None:
    """Tell what is new. ``List-Unsubscribe`` lets a mail program end it with one click (RFC 2369, RFC 8058)."""
    end = links.unsubscribe_url(row.uuid)
    with override(row.language):
        count = sum(len(part.lines) for part in parts)
        subject = (
            f"{parts[0].title}: {parts[0].lines[0].text}"
            if count == 1
            else ngettext("%(count)d Neuigkeit", "%(count)d Neuigkeiten", count) % {"count": count}
        )
        text = "\n\n".join(
            [
                _("Guten Tag,"),
                *(_told(part) for part in parts),
                _("Was Sie abonniert haben, ändern oder beenden Sie hier:")
                + f"\n{links.preferences_url(row.uuid)}",
                _("Diese Mail zählt nicht, ob Sie sie lesen: Sie enthält keine Bilder und keine Zähl-Links."),
            ]
        )
    headers = {
        "List-Id": f"<neuigkeiten.{mail.domain()}>",
        "List-Unsubscribe": f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "All",
    }
    mail.queue(
        Letter(
            purpose=DIGEST, about=row.uuid, recipient=recipient, subject=subject, text=text, headers=headers
        ),
        at=at,
    )


def _told(part: Part) -> str:
    lines = [f"{part.title}"]
    for line in part.lines:
        lines.append(f"- {line.text}")
        if line.path:
            lines.append(f"  {settings().base_url}{line.path}")
    return "\n".join(lines)
