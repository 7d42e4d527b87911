# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Readings kept ready: what a file said, without parsing it again.

An entry is found by the SHA-256 of the file, so a changed file is never answered by an old entry, and by the shape
of the structs, so another version of this library reads anew. An entry that is missing, damaged or foreign counts
as none. The folder holds copies only: it may be emptied at any time.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from leistungswerk.standards.fim.model import Nachricht
from leistungswerk.standards.fim.reader import Reading, read_message

_DECODER: Final = msgspec.msgpack.Decoder(Reading)


def pack(reading: Reading) -> bytes:
    """A reading as bytes; ``unpack`` gives back an equal one."""
    return msgspec.msgpack.encode(reading)


def unpack(data: bytes) -> Reading:
    """Raise ``msgspec.DecodeError`` when ``data`` is no packed reading."""
    return _DECODER.decode(data)


@lru_cache(maxsize=1)
def _shape() -> str:
    """Changes with every field of the structs a reading is made of."""
    return hashlib.sha256(msgspec.json.encode(msgspec.json.schema(Nachricht))).hexdigest()[:16]


class Readings:
    """Strict readings in a folder, which is made when the first is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, sha256: str) -> Reading | None:
        """The reading of the file with this digest (hex), or ``None``."""
        try:
            reading = unpack(self._place(sha256).read_bytes())
        except (OSError, msgspec.DecodeError):
            return None
        return reading if reading.sha256 == sha256 else None

    def read(self, data: bytes) -> Reading:
        """Read a file as ``read_message`` does, at most once; raise :class:`FimError` as it does."""
        known = self.get(hashlib.sha256(data).hexdigest())
        if known is not None:
            return known
        reading = read_message(data)
        self._keep(reading)
        return reading

    def _keep(self, reading: Reading) -> None:
        place = self._place(reading.sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_suffix(f".{os.getpid()}.tmp")
        draft.write_bytes(pack(reading))
        draft.replace(place)

    def _place(self, sha256: str) -> Path:
        if not (len(sha256) == 64 and sha256.isalnum() and sha256.isascii()):
            raise ValueError(sha256)
        return self._folder / f"{sha256}-{_shape()}.fim"
