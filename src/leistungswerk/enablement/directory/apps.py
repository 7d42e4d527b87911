# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "leistungswerk.enablement.directory"
    label = "enablement_directory"

    def ready(self) -> None:
        from leistungswerk.core import events, periodic
        from leistungswerk.enablement.directory import listeners, own_sources
        from leistungswerk.enablement.directory.services import contacts, mailings, subscribing, telling

        for kinds, listener in (
            (listeners.PROJECT_KINDS, listeners.on_project),
            (("offer.changed",), listeners.on_offer),
            (("catalogue.changed",), listeners.on_catalogue),
            (("unit.live", "unit.withdrawn"), listeners.on_unit),
            (("service.published", "service.withdrawn"), listeners.on_online),
            (listeners.NOTICE_KINDS, listeners.on_notice),
            (("site.published", "site.unscheduled", "site.ended"), listeners.on_site),
            (("mail.refused",), listeners.on_refused),
            (("mail.sent",), listeners.on_sent),
        ):
            for kind in kinds:
                events.subscribe(kind, listener)
        own_sources.register_own()
        periodic.register("directory.tell", telling.tell_due, every=60.0)
        periodic.register("directory.mailings", mailings.send_slice, every=5.0)
        periodic.register("directory.wishes", subscribing.forget_wishes, every=900.0)
        for name, job in (
            ("changes", telling.forget_changes),
            ("people", telling.forget_people),
            ("contacts", contacts.forget_ended),
            ("recipients", mailings.forget_addresses),
        ):
            periodic.register(f"directory.{name}", job, every=3600.0)
