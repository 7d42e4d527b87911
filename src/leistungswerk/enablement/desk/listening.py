# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small mail server for the support address: behind the house's own, on the same machine.

It takes mail for one address and relays nothing. What it answers is what the house's mail server acts on: 250 once
the mail is kept, 4xx to try again later, 5xx to give it back to its sender.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections

from leistungswerk.core.failures import TemporaryFailure
from leistungswerk.core.settings import settings
from leistungswerk.enablement.desk.incoming import MOST_BYTES, Unreadable
from leistungswerk.enablement.desk.services.receiving import receive

log = structlog.get_logger()
_MOST_RECIPIENTS: Final = 10
_PLAIN: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
TAKEN: Final = "250 OK"
Take = Callable[[bytes, str], str]


def take(content: bytes, sender: str) -> str:
    """Keep a mail; the answer for the other server. A fault of ours costs no mail: it is tried again."""
    close_old_connections()
    try:
        outcome = receive(content, envelope_sender=sender)
    except Unreadable as problem:
        return f"554 5.6.0 {_ascii(str(problem))}"
    except TemporaryFailure as problem:
        return f"451 4.7.1 {_ascii(str(problem))}"
    except Exception as error:  # the sender's server keeps the mail and comes back
        log.exception("mail_not_taken", kind=type(error).__name__)
        return "451 4.3.0 Voruebergehend gestoert"
    finally:
        close_old_connections()
    log.info("mail_taken", outcome=outcome.value)
    return TAKEN


def _ascii(text: str) -> str:
    """As SMTP answers are written (RFC 5321, 4.2)."""
    plain = "".join(_PLAIN.get(letter, letter) for letter in text)
    return plain.encode("ascii", "replace").decode()[:400]


class Desk:
    """Handler of the mail server; ``keep`` is what becomes of a mail, one after the other."""

    def __init__(self, keep: Take = take) -> None:
        self._keep = keep
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.strip().lower() != settings().mail.address.lower():
            return "550 5.1.1 Diese Adresse gibt es hier nicht"
        if len(envelope.rcpt_tos) >= _MOST_RECIPIENTS:
            return "452 4.5.3 Zu viele Empfaenger"
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, self._keep, content, envelope.mail_from or "")


class _Controller(Controller):
    """The size is told when a server greets (SIZE, RFC 1870), and held against one that lies."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, data_size_limit=MOST_BYTES, enable_SMTPUTF8=True, ident="Leistungswerk")


def listener(host: str, port: int, keep: Take = take) -> Any:
    """A mail server that is not started yet: ``start()``, ``stop()``."""
    return _Controller(Desk(keep), hostname=host, port=port)
