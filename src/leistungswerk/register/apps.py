# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RegisterConfig(AppConfig):
    name = "leistungswerk.register"
    label = "register"

    def ready(self) -> None:
        from leistungswerk.register.search import kinds

        kinds.register_all()
        post_migrate.connect(_fill_search, dispatch_uid="register.search")


def _fill_search(**event: object) -> None:
    """Data that was there before the search was: written once, after every room's tables exist."""
    from leistungswerk.register.models import Organisation, SearchClock, Service
    from leistungswerk.register.search import rebuild

    if getattr(event["sender"], "label", "") != "reporting" or SearchClock.objects.exists():
        return
    if Service.objects.exists() or Organisation.objects.exists():
        rebuild()
