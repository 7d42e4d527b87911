# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A message as bytes (RFC 5322): plain text and the same as simple HTML, no picture, no counting link."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import Final

_LINK: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_PAGE: Final = (
    '<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body>{body}</body></html>\n"
)


def html_of(title: str, text: str) -> str:
    """Paragraphs and links of a plain text; everything else is escaped."""
    paragraphs = (part.strip("\n") for part in re.split(r"\n\s*\n", text) if part.strip())
    body = "\n".join(f"<p>{_lines(part)}</p>" for part in paragraphs)
    return _PAGE.format(title=escape(title), body=body)


def _lines(part: str) -> str:
    pieces, at = [], 0
    for found in _LINK.finditer(part):
        address = escape(found.group())
        pieces += [escape(part[at : found.start()]), f'<a href="{address}">{address}</a>']
        at = found.end()
    pieces.append(escape(part[at:]))
    return "".join(pieces).replace("\n", "<br>\n")


def compose(
    *,
    sender: str,
    recipient: str,
    subject: str,
    text: str,
    message_id: str,
    at: datetime,
    headers: Mapping[str, str],
) -> bytes:
    """The bytes of a message. Line breaks in a header value are made spaces, so no header can be smuggled in."""
    message = EmailMessage(policy=SMTP)
    said = {
        "From": sender,
        "To": recipient,
        "Subject": subject,
        "Date": format_datetime(at),
        "Message-ID": message_id,
        "Content-Language": "de",
        **headers,
    }
    for name, value in said.items():
        message[name] = " ".join(value.split())
    message.set_content(text.rstrip() + "\n", cte="quoted-printable")
    message.add_alternative(html_of(subject, text), subtype="html", cte="quoted-printable")
    return message.as_bytes()
