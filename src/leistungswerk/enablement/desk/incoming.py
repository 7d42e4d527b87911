# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A received mail (RFC 5322, MIME) as far as the desk reads it: words, files, and who must not be answered.

Nothing here raises for bad input except :class:`Unreadable`; what cannot be decoded is replaced.
"""

import re
from collections.abc import Mapping
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from types import MappingProxyType
from typing import Final

import msgspec

from leistungswerk.enablement.desk.html_text import text_of

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_PARTS: Final = 60
MOST_FILES: Final = 5
MOST_FILE_BYTES: Final = 3 * 1024 * 1024
MOST_TEXT: Final = 50_000
TYPES: Final = frozenset(
    {
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "text/plain",
        "text/csv",
        "application/xml",
        "text/xml",
    }
)
"""What is kept; everything else is only named. XML: messages of Fachverfahren."""
CUTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "de": "––– Bitte antworten Sie oberhalb dieser Zeile –––",
        "en": "––– Please reply above this line –––",
    }
)
"""By language. One stands in every mail of the desk; what follows it in an answer is our own text."""
_ID: Final = re.compile(r"<[^<>\s]{3,190}@[^<>\s]{1,190}>")
_QUOTE: Final = re.compile(
    r"^(?:Am .{5,80} schrieb .{1,100}:|On .{5,80} wrote:|-{3,}\s*(?:Ursprüngliche Nachricht|Original Message)\s*-{3,})\s*$",
    re.MULTILINE,
)
_ROBOTS: Final = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|noreply|do-?not-?reply|bounces?)([+=-].*)?@", re.IGNORECASE
)
_MACHINES: Final = ("auto_reply", "bulk", "junk", "list")


class Unreadable(ValueError):
    """It is no mail, or too large; the text is a sentence for the sender's server."""


class File(msgspec.Struct, frozen=True):
    name: str
    media_type: str
    content: bytes


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """``references``: Message-IDs the mail says it follows; of a bounce, those of the mail that came back."""

    sender: str
    sender_name: str
    subject: str
    text: str
    message_id: str
    references: tuple[str, ...]
    files: tuple[File, ...]
    left_out: tuple[str, ...]
    """Names of files that were not kept, each with the reason."""
    is_bounce: bool
    is_automatic: bool
    """A machine wrote it, so it is never answered (RFC 3834)."""
    is_spam: bool
    """The filter of the mail server says so, in the headers that SpamAssassin and rspamd write."""


def read(content: bytes, *, envelope_sender: str | None = None) -> Incoming:
    """Read a mail. ``envelope_sender`` as the server told it: empty for a bounce, ``None`` if unknown."""
    if len(content) > MOST_BYTES:
        raise Unreadable("Die Mail ist größer als 10 MB.")
    message = BytesParser(policy=policy.default).parsebytes(content)
    if not isinstance(message, EmailMessage) or not list(message.keys()):
        raise Unreadable("Das ist keine lesbare Mail.")
    name, address = parseaddr(_header(message, "From"))
    returned = (
        envelope_sender if envelope_sender is not None else _header(message, "Return-Path").strip() or None
    )
    nobody = returned is not None and returned.strip("<> ") == ""
    reported = message.get_content_type() == "multipart/report"
    bounce = (reported and "delivery-status" in _header(message, "Content-Type").lower()) or (
        nobody and address.lower().startswith(("mailer-daemon@", "postmaster@"))
    )
    text, files, left_out, inner = _parts(message)
    ids = inner if bounce else ()
    return Incoming(
        sender=address.strip().lower()[:254],
        sender_name=" ".join(name.split())[:120],
        subject=" ".join(_header(message, "Subject").split())[:250],
        text=_own_words(text) if not bounce else text[:MOST_TEXT],
        message_id=_first(_header(message, "Message-ID")),
        references=(*_ids(message, "In-Reply-To"), *_ids(message, "References"), *ids)[:50],
        files=tuple(files),
        left_out=tuple(left_out),
        is_bounce=bounce,
        is_automatic=bounce or nobody or reported or _by_machine(message, address),
        is_spam=_called_spam(message),
    )


def _called_spam(message: EmailMessage) -> bool:
    said = (_header(message, name).strip().lower() for name in ("X-Spam-Flag", "X-Spam", "X-Spam-Status"))
    return any(text.startswith("yes") for text in said)


def _header(message: EmailMessage, name: str) -> str:
    """A header, also a broken one."""
    try:
        return str(message.get(name, ""))[:4000]
    except (ValueError, IndexError, AttributeError, TypeError, KeyError):
        raw = [value for key, value in message.raw_items() if key.lower() == name.lower()]
        return str(raw[0])[:4000] if raw else ""


def _ids(message: EmailMessage, name: str) -> tuple[str, ...]:
    return tuple(_ID.findall(_header(message, name)))


def _first(text: str) -> str:
    found = _ID.search(text)
    return found.group()[:200] if found else ""


def _by_machine(message: EmailMessage, address: str) -> bool:
    submitted = _header(message, "Auto-Submitted").split(";")[0].strip().lower()
    return (
        submitted not in ("", "no")
        or _header(message, "Precedence").strip().lower() in _MACHINES
        or any(
            _header(message, name)
            for name in (
                "List-Id",
                "List-Unsubscribe",
                "X-Autoreply",
                "X-Autorespond",
                "X-Loop",
                "Feedback-ID",
            )
        )
        or _header(message, "X-Auto-Response-Suppress").strip().lower() in ("all", "oof", "autoreply")
        or _ROBOTS.match(address) is not None
        or not address
    )


def _parts(message: EmailMessage) -> tuple[str, list[File], list[str], tuple[str, ...]]:
    """Text, kept files, left-out files, and Message-IDs of an enclosed mail."""
    plain: list[str] = []
    rich: list[str] = []
    files: list[File] = []
    left_out: list[str] = []
    inner: list[str] = []
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            left_out.append("weitere Teile (zu viele)")
            break
        kind = part.get_content_type()
        if kind in ("message/rfc822", "text/rfc822-headers"):
            inner += _ID.findall(_text(part) if kind.startswith("text") else str(part))
            continue
        if part.is_multipart():
            continue
        name = _file_name(part)
        if name or kind not in ("text/plain", "text/html"):
            if kind != "message/delivery-status":
                _keep(part, name or "ohne Namen", files, left_out)
        elif kind == "text/plain":
            plain.append(_text(part))
        else:
            rich.append(text_of(_text(part)))
    words = "\n".join(plain).strip() or "\n".join(rich).strip()
    return words, files, left_out, tuple(inner)


def _file_name(part: EmailMessage) -> str:
    try:
        name = part.get_filename("") or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        name = "ohne Namen"
    return re.sub(r"[^\w .()+-]", "_", name.replace("\\", "/").rpartition("/")[2])[:120]


def _payload(part: EmailMessage) -> bytes:
    """The decoded bytes; a broken encoding gives what can be had."""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""


def _text(part: EmailMessage) -> str:
    content = _payload(part)[: MOST_TEXT * 8]
    try:
        words = content.decode(str(part.get_content_charset("utf-8")), "replace")
    except LookupError:
        words = content.decode("utf-8", "replace")
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return words[: MOST_TEXT * 2]


def _keep(part: EmailMessage, name: str, files: list[File], left_out: list[str]) -> None:
    content, kind = _payload(part), part.get_content_type()
    if kind not in TYPES:
        left_out.append(f"{name} (Dateityp nicht zugelassen)")
    elif len(content) > MOST_FILE_BYTES:
        left_out.append(f"{name} (größer als 3 MB)")
    elif len(files) >= MOST_FILES:
        left_out.append(f"{name} (mehr als {MOST_FILES} Dateien)")
    else:
        files.append(File(name, kind, content))


def _own_words(text: str) -> str:
    """Without the quoted mail below: our own line marks it, or the line mail programs write above it."""
    above = text
    for cut in CUTS.values():
        above = above.partition(cut.strip("– "))[0]
    found = _QUOTE.search(above)
    if found:
        above = above[: found.start()]
    lines = above.rstrip("–- \n").split("\n")
    while lines and lines[-1].lstrip().startswith(">"):
        lines.pop()
    kept = "\n".join(lines).strip()
    return (kept or text.strip())[:MOST_TEXT]
