# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What this room does when a parcel fares: the application moves, in the transaction of the receipt."""

from leistungswerk.core import events
from leistungswerk.core.events import Happened
from leistungswerk.online.models import Application
from leistungswerk.online.states import APPLICATION_TRANSITIONS, ApplicationState


def on_parcel(event: Happened) -> None:
    """Move the application if the move is allowed; a receipt that changes nothing is no error."""
    for state, moves in APPLICATION_TRANSITIONS.items():
        if (target := moves.get(event.kind)) is None:
            continue
        changes: dict[str, object] = {"state": target}
        if target is ApplicationState.RECEIVED:
            changes["received_at"] = event.at
        else:
            changes |= {"decided_at": event.at, "problems": event.data.get("problems", "").splitlines()}
        if Application.objects.filter(parcel=event.subject, state=state).update(**changes):
            _announce(event, target)
            return


def _announce(event: Happened, state: ApplicationState) -> None:
    row = Application.objects.select_related("service__service", "service__territory").get(
        parcel=event.subject
    )
    events.publish(
        kind=f"application.{state}",
        subject=row.uuid,
        at=event.at,
        data={"key": row.service.service.key, "ars": row.service.territory.ars},
    )
