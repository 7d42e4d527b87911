# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RegisterConfig(AppConfig):
    name = "leistungswerk.register"
    label = "register"

    def ready(self) -> None:
        from leistungswerk.core import playground_reset
        from leistungswerk.register.search import kinds, public_kinds

        kinds.register_all()
        public_kinds.register_all()
        playground_reset.never_back("register_searchclock", "number")
        post_migrate.connect(_fill_search, dispatch_uid="register.search")


def _fill_search(**event: object) -> None:
    """Data that was there before a kind could be found: written once, after every room's tables exist."""
    from leistungswerk.register.models import Organisation, Service
    from leistungswerk.register.search import fill_missing

    if getattr(event["sender"], "label", "") != "reporting":
        return
    if Service.objects.exists() or Organisation.objects.exists():
        fill_missing()
