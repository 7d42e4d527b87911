# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of the support desk waits for the one who looks, for „Mein Tag“."""

from django.urls import reverse
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.enablement.desk import outside, queries
from leistungswerk.enablement.desk.queries import View


def waiting(actor: Actor) -> list[dict[str, str]]:
    """Tickets by what is to be done about them; for the third level, what was handed to it."""
    found = []
    if actor.may(Permission.SUPPORT_TICKETS):
        texts = {
            View.OVERDUE: _("Überfällige Anfragen an den Support beantworten: %(count)d"),
            View.MINE: _("Meine Anfragen an den Support weiter bearbeiten: %(count)d"),
            View.UNASSIGNED: _("Anfragen an den Support übernehmen: %(count)d"),
        }
        counts = queries.counts(actor)
        address = reverse("office:tickets")
        found += [
            {"text": text % {"count": counts[view]}, "url": f"{address}?ansicht={view.value}"}
            for view, text in texts.items()
            if counts[view]
        ]
    if actor.may(Permission.ANSWER_HANDED):
        _rows, count = outside.handed_tickets(actor, here=True, offset=0, limit=1)
        if count:
            text = _("Übergebene Anfragen beantworten: %(count)d") % {"count": count}
            found.append({"text": text, "url": reverse("office:handed")})
    return found
