# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mails that were written into a folder instead of being sent: for houses without a mail server in test operation.

Each is one file (RFC 5322, ``.eml``), complete or not there at all. Its name follows from date and Message-ID: the
same mail written again is the same file.
"""

import hashlib
import os
import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import msgspec

from leistungswerk.core import times
from leistungswerk.core.settings import settings

KEEP: Final = timedelta(days=30)
"""How long a file stays: it holds address and content."""
_NAME: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{16}")
_PARSER: Final = BytesParser(policy=default)


class Line(msgspec.Struct, frozen=True):
    """A mail in the list; ``name`` is that of its file, without the ending."""

    name: str
    at: datetime
    recipient: str
    subject: str


class Letter(msgspec.Struct, frozen=True):
    """A mail as it lies there: ``headers`` in their order, ``text`` its plain part."""

    line: Line
    headers: tuple[tuple[str, str], ...]
    text: str


def place() -> Path:
    return Path(settings().mail.folder)


def put(folder: Path, content: bytes) -> Path:
    """Write a mail durably; raises ``OSError``."""
    message = _PARSER.parsebytes(content, headersonly=True)
    digest = hashlib.sha256(str(message["Message-ID"] or content).encode()).hexdigest()[:16]
    path = folder / f"{_moment(message):%Y%m%dT%H%M%SZ}-{digest}.eml"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    try:
        with temporary.open("xb") as file:
            temporary.chmod(0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return path


def _moment(message: "Message[str, str]") -> datetime:
    """The date a mail bears, in UTC; now if it bears none that can be read."""
    try:
        return parsedate_to_datetime(str(message["Date"])).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return times.now()


def page(*, offset: int, limit: int) -> tuple[tuple[Line, ...], int]:
    """Mails, newest first, and how many there are; only those shown are read."""
    names = sorted((path.stem for path in place().glob("*.eml") if _NAME.fullmatch(path.stem)), reverse=True)
    lines = (_line(name) for name in names[offset : offset + limit])
    return tuple(line for line in lines if line is not None), len(names)


def _line(name: str) -> Line | None:
    try:
        with (place() / f"{name}.eml").open("rb") as file:
            message = _PARSER.parse(file, headersonly=True)
    except FileNotFoundError:  # forgotten in between
        return None
    at = datetime.strptime(name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return Line(name, at, str(message["To"] or ""), str(message["Subject"] or ""))


def content(name: str) -> bytes | None:
    """The bytes of a mail; ``None`` if there is none of that name."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return (place() / f"{name}.eml").read_bytes()
    except FileNotFoundError:
        return None


def letter(name: str) -> Letter | None:
    """A mail to look at; ``None`` if there is none of that name."""
    found = content(name)
    line = _line(name) if found is not None else None
    if found is None or line is None:
        return None
    message = _PARSER.parsebytes(found)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain",))
    text = str(part.get_content()) if part is not None else ""
    return Letter(line, tuple((key, str(value)) for key, value in message.items()), text)


def forget_old() -> int:
    """Delete files older than :data:`KEEP`; returns how many."""
    return forget(before=times.now() - KEEP)


def forget(*, before: datetime) -> int:
    """Delete what was written before a moment; files of others in the folder stay."""
    gone = 0
    for path in place().glob("*.eml"):
        if _NAME.fullmatch(path.stem) and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone
