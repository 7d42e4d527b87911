# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class OnlineConfig(AppConfig):
    name = "leistungswerk.online"
    label = "online"

    def ready(self) -> None:
        from leistungswerk.core import events, periodic
        from leistungswerk.online import listeners
        from leistungswerk.online.services import drafting

        for kind in ("parcel.submitted", "parcel.accepted", "parcel.rejected"):
            events.subscribe(kind, listeners.on_parcel)
        periodic.register("drafts.purge", drafting.purge_expired, every=600.0)
