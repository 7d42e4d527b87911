# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Care for the database itself."""

from pathlib import Path

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

_PATIENCE_MS = 250
"""A checkpoint waits no longer for readers: writers would wait with it. The next one is soon."""


def forget_log() -> int:
    """Empty SQLite's write-ahead log into the file; returns 0, for nobody needs to hear of it.

    ``secure_delete`` overwrites what was deleted in the file, but the log keeps earlier states of a page,
    destroyed keys of drafts among them, until it is written over: which may never happen to its end.
    """
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        [usual] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={usual}")
    return 0


def size() -> int:
    """Bytes the database takes, SQLite with its log."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return sum(file.stat().st_size for file in (Path(name), Path(f"{name}-wal")) if file.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def create_tables() -> None:
    """Give an empty database the tables of now, and note every migration as applied.

    The same as applying them one after the other (a test compares both), in a second instead of a dozen: each
    of them renders the state of all models anew. A database that is in use is migrated.
    """
    with connection.schema_editor() as editor:
        for config in apps.get_app_configs():
            for model in config.get_models():
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in sorted(MigrationLoader(connection).disk_migrations or ()):
        recorder.record_applied(app, name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
