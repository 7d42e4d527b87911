# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Django on demand: only commands that touch the database pay for it."""

import os


def django() -> None:
    """Set Django up in this process."""
    import django as framework

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leistungswerk.config.settings")
    framework.setup()


def migrate() -> None:
    """Bring the database and the start texts of site and support desk up to date; nothing happens where nothing is missing."""
    from django.core.management import call_command
    from django.db import connection

    from leistungswerk.core import database
    from leistungswerk.core.actor import OPERATOR
    from leistungswerk.enablement.desk.services import start_knowledge
    from leistungswerk.enablement.site.services import start_texts

    if connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
    else:
        database.create_tables()
    start_texts.bring(OPERATOR)
    start_knowledge.bring(OPERATOR)
