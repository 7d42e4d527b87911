# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "leistungswerk.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from leistungswerk.core import (
            audit,
            audit_heads,
            database,
            mail,
            mail_folder,
            outbox_topics,
            periodic,
            playground_reset,
        )

        periodic.register("audit.seal", audit.seal, every=2.0)
        periodic.register("audit.export_head", audit_heads.export_head, every=600.0)
        periodic.register("database.forget_log", database.forget_log, every=60.0)
        periodic.register("mail.forget", mail.forget_old, every=3600.0)
        periodic.register("mail.folder", mail_folder.forget_old, every=3600.0)
        periodic.register("playground.reset", playground_reset.reset_nightly, every=60.0)
        outbox_topics.handle(mail.TOPIC, mail.deliver)
