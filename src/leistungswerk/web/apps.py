# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class WebConfig(AppConfig):
    """The faces: templates, template tags, translations. No tables."""

    name = "leistungswerk.web"
    label = "web"

    def ready(self) -> None:
        from leistungswerk.web.subscribed import register_topics

        register_topics()
