# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new database is made at once, and is what the migrations make of an old one."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

MAKE = {
    "at once": "from leistungswerk.core import database; database.create_tables()",
    "by migrations": "from django.core.management import call_command; call_command('migrate', verbosity=0)",
}


def _schema(folder: Path, how: str) -> dict[str, object]:
    """Columns with type, need and key of each table; indexes and their columns; names of constraints."""
    env = {
        **os.environ,
        "LEISTUNGSWERK_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "leistungswerk.config.settings",
    }
    program = f"import django; django.setup(); {MAKE[how]}"
    subprocess.run([sys.executable, "-c", program], env=env, check=True, timeout=300)
    with sqlite3.connect(folder / "db" / "leistungswerk.sqlite3") as base:
        rows = base.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        ).fetchall()
        found: dict[str, object] = {}
        for kind, name, sql in rows:
            if kind == "table":
                found[name] = sorted(
                    column[1:4] + column[5:] for column in base.execute(f"PRAGMA table_info({name})")
                )
                found[f"constraints of {name}"] = sorted(re.findall(r'CONSTRAINT "([^"]+)"', sql))
            else:
                found[name] = base.execute(f"PRAGMA index_info({name})").fetchall() and sorted(
                    column[2] for column in base.execute(f"PRAGMA index_info({name})")
                )
        found["applied"] = sorted(base.execute("SELECT app, name FROM django_migrations").fetchall())
    return found


def test_a_new_database_is_what_the_migrations_make(tmp_path):
    at_once, by_migrations = (_schema(tmp_path / how, how) for how in MAKE)
    different = {name for name in {*at_once, *by_migrations} if at_once.get(name) != by_migrations.get(name)}
    assert different == set()
    assert len(at_once) > 100
