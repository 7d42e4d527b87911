# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files inside a process: Base64 of a ZIP with one file, unpacked in memory within bounds.

Source: standards.md 5.1. Nothing is written to disk and no name from the archive becomes a path.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
import zlib
from typing import Final

import msgspec

from leistungswerk.standards.fim.errors import FimError
from leistungswerk.standards.fim.xprozess.model import Datei, Prozess

MAX_CONTENT: Final = 20 * 1024 * 1024
"""Largest unpacked file in bytes, the same as the largest XML file that is read."""

_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED: Final = 0x1


class Content(msgspec.Struct, frozen=True):
    """An unpacked file; ``name`` is what the archive calls it, for display only."""

    name: str
    data: bytes


def unpack(datei: Datei, *, max_bytes: int = MAX_CONTENT) -> Content | None:
    """Return the one file inside ``datei``; ``None`` where the export left the content out.

    Refused with :class:`FimError` (element ``inhalt`` and its line): no Base64, no ZIP, more or less than one
    file, encrypted, a compression nobody uses, larger than ``max_bytes`` whatever the archive claims.
    """
    if not datei.inhalt:
        return None
    try:
        packed = base64.b64decode("".join(datei.inhalt.split()), validate=True)
    except (binascii.Error, ValueError):
        raise _refusal(datei, "ist kein gültiges Base64") from None
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return _only_file(archive, datei, max_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        if isinstance(error, FimError):
            raise
        raise _refusal(datei, "ist kein lesbares ZIP-Archiv") from None


def bpmn_of(prozess: Prozess) -> bytes | None:
    """Return the BPMN model of a process; ``None`` where there is none (an export without contents).

    Told by the content, as names and codes of the files vary between tools.
    """
    for datei in prozess.prozessmodell.prozessmodelldatei if prozess.prozessmodell else ():
        content = unpack(datei)
        if content is not None and b"http://www.omg.org/spec/BPMN/" in content.data:
            return content.data
    return None


def _only_file(archive: zipfile.ZipFile, datei: Datei, max_bytes: int) -> Content:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1:
        raise _refusal(datei, f"enthält {len(members)} Dateien, erwartet wird genau eine")
    (member,) = members
    if member.flag_bits & _ENCRYPTED:
        raise _refusal(datei, "ist verschlüsselt")
    if member.compress_type not in _METHODS:
        raise _refusal(datei, "ist auf eine Weise gepackt, die nicht gelesen wird")
    with archive.open(member) as file:
        data = file.read(max_bytes + 1)  # the size written in the archive may lie
    if len(data) > max_bytes:
        raise _refusal(datei, f"ist ausgepackt größer als die erlaubten {max_bytes // 1024} KB")
    return Content(member.filename, data)


def _refusal(datei: Datei, what: str) -> FimError:
    place = f" (Zeile {datei.zeile})" if datei.zeile else ""
    return FimError(
        f"Der Inhalt der Datei „{datei.dateiname or 'ohne Namen'}“{place} {what}; "
        "bitte exportieren Sie den Prozess neu.",
        "inhalt",
        datei.zeile,
    )
