# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Secrets of connections: one file each in the key folder, never in the database or its backups."""

import os
import uuid
from pathlib import Path

from leistungswerk.core.failures import ConfigurationFailure
from leistungswerk.core.settings import settings


def _path(connection: uuid.UUID) -> Path:
    folder = settings().folder("keys") / "connections"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{connection}.secret"


def write(connection: uuid.UUID, secret: str) -> None:
    path = _path(connection)
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.touch(mode=0o600)
    temporary.write_text(secret, encoding="utf-8")
    temporary.replace(path)


def read(connection: uuid.UUID) -> str:
    """The secret; raises :class:`ConfigurationFailure` if the file is missing."""
    try:
        return _path(connection).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigurationFailure(
            f"Das Geheimnis der Verbindung fehlt: keys/connections/{connection}.secret. Legen Sie die Datei wieder an."
        ) from error
