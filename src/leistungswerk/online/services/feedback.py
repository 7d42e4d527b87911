# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping a feedback. Neither event nor audit entry is written: their moments would lead back to the application."""

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import personal_data, times
from leistungswerk.core.failures import Refused
from leistungswerk.online.feedback import COUNTRIES, LONGEST_TEXT, Token
from leistungswerk.online.models import OnlineService, ServiceFeedback
from leistungswerk.online.states import Found


class FeedbackEntry(msgspec.Struct, frozen=True, kw_only=True):
    rating: int
    found: str = ""
    country: str = ""
    text: str = ""


def give_feedback(token: Token, *, entry: FeedbackEntry) -> tuple[str, ...]:
    """Keep what somebody says, without what looks like personal data; returns the kinds that were taken out.

    Raises :class:`Refused` for a rating outside 1 to 5, a text that is too long, or a second feedback.
    """
    if entry.rating not in range(1, 6):
        raise Refused(_("Bitte wählen Sie eine Bewertung von 1 bis 5."))
    text = entry.text.strip()
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("Der Text hat %(count)d Zeichen. Bitte kürzen Sie ihn auf %(most)d.")
            % {"count": len(text), "most": LONGEST_TEXT}
        )
    removed = tuple(dict.fromkeys(place.kind.value for place in personal_data.find(text)))
    row = OnlineService.objects.filter(pk=token.service).values_list("service_id", "authority_id").first()
    if row is None:
        raise Refused(_("Diesen Online-Dienst gibt es nicht mehr."))
    try:
        with transaction.atomic():
            ServiceFeedback.objects.create(
                voucher=token.voucher,
                service_id=row[0],
                authority_id=row[1],
                month=times.legal_day(times.now()).replace(day=1),
                rating=entry.rating,
                found=entry.found if entry.found in set(Found) else "",
                country=entry.country if entry.country in COUNTRIES else "",
                text=personal_data.black_out(text),
                removed=list(removed),
            )
    except IntegrityError:
        raise Refused(_("Zu diesem Antrag haben Sie schon eine Rückmeldung gegeben. Vielen Dank!")) from None
    return removed
