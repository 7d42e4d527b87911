# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Blobs on disk, named by the SHA-256 of what lies there. Callers encrypt first; nothing plain is stored."""

import hashlib
import os
from pathlib import Path

from leistungswerk.core.settings import settings


def _path(digest: str) -> Path:
    return settings().folder("blobs") / digest[:2] / digest


def put(content: bytes) -> str:
    """Store durably; returns the digest. The same bytes are stored once."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(mode=0o700, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    with temporary.open("xb") as file:
        temporary.chmod(0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return digest


def get(digest: str) -> bytes:
    """The bytes; raises ``FileNotFoundError``."""
    return _path(digest).read_bytes()


def delete(digest: str) -> None:
    """Remove; a blob that is already gone is no error."""
    _path(digest).unlink(missing_ok=True)
