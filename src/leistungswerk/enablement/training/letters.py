# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail to participants; German, because it goes into German offices."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec
from django.utils import formats, translation

from leistungswerk.core import mail, times
from leistungswerk.core.mail import Letter
from leistungswerk.core.settings import settings
from leistungswerk.enablement.training.models import Seat, TrainingDate


class Kind(msgspec.Struct, frozen=True):
    subject: str
    text: str


TAKEN: Final = Kind("Angemeldet: {title}", "Sie haben einen Platz in der Schulung „{title}“.")
WAITING: Final = Kind(
    "Warteliste: {title}",
    "Die Schulung „{title}“ ist voll. Sie stehen auf der Warteliste. Wird ein Platz frei, bekommen Sie eine Mail.",
)
MOVED_UP: Final = Kind(
    "Platz frei: {title}", "Ein Platz ist frei geworden: Sie sind jetzt zur Schulung „{title}“ angemeldet."
)
MOVED: Final = Kind("Termin geändert: {title}", "Die Schulung „{title}“ hat einen neuen Termin oder Ort.")
CALLED_OFF: Final = Kind("Abgesagt: {title}", "Die Schulung „{title}“ fällt leider aus.")
ATTENDED: Final = Kind(
    "Ihre Bescheinigung: {title}",
    "Danke, dass Sie an der Schulung „{title}“ teilgenommen haben. Ihre Bescheinigung liegt auf der Seite des Termins.",
)


def tell(date: TrainingDate, seats: Iterable[Seat], kind: Kind, *, at: datetime) -> None:
    """Promise a mail to each participant, inside the caller's transaction."""
    title = date.course.title
    with translation.override("de"):
        begins = formats.date_format(date.begins_at.astimezone(times.BERLIN), "l, j. F Y, H:i")
    place = f"{begins} Uhr\n{date.place}"
    link = f"{settings().base_url}/verwaltung/schulungen/{date.uuid}/"
    for seat in seats:
        text = f"Guten Tag {seat.name},\n\n{kind.text.format(title=title)}\n\n{place}\n\n{link}"
        mail.queue(
            Letter(
                purpose="training",
                about=seat.uuid,
                recipient=seat.email,
                subject=kind.subject.format(title=title),
                text=text,
            ),
            at=at,
        )
