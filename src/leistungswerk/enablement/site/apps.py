# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class EnablementSiteConfig(AppConfig):
    name = "leistungswerk.enablement.site"
    label = "enablement_site"

    def ready(self) -> None:
        from leistungswerk.core import events, periodic, playground_reset
        from leistungswerk.enablement.site import listeners
        from leistungswerk.enablement.site.services import barriers, links

        for kind in (
            "service.published",
            "service.withdrawn",
            "contact.changed",
            "notice.published",
            "notice.changed",
            "notice.updated",
            "notice.ended",
            "desk.article_saved",
        ):
            events.subscribe(kind, listeners.on_change)
        playground_reset.never_back("enablement_site_siteclock", "number")
        periodic.register("site.links", links.check_nightly, every=900.0)
        periodic.register("site.barriers.purge", barriers.purge, every=3600.0)
