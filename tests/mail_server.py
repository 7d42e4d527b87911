# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real mail server on loopback that keeps what it takes."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from leistungswerk.core import processes

REFUSED = "niemand@example.org"
LATER = "voll@example.org"


class Inbox:
    """``taken``: envelope recipient and bytes of each message, oldest first; ``drop`` ends the connection after the content."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.drop = False

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address == REFUSED:
            return "550 5.1.1 Unbekannt"
        if address == LATER:
            return "452 4.2.2 Postfach voll"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken += [(address, bytes(envelope.content or b"")) for address in envelope.rcpt_tos]
        if self.drop:
            assert server.transport is not None
            server.transport.abort()
        return "250 OK"

    def messages(self) -> list[EmailMessage]:
        found = [BytesParser(policy=policy.default).parsebytes(content) for _to, content in self.taken]
        return [message for message in found if isinstance(message, EmailMessage)]


def sign_in(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    """One account: ``leistungswerk`` with ``geheim``."""
    return AuthResult(success=getattr(data, "password", b"") == b"geheim", handled=False)


class MailServer:
    def __init__(self, controller: Controller, inbox: Inbox) -> None:
        self.inbox = inbox
        self.port = controller.port


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    yield from _running()


@pytest.fixture
def safe_mail_server(tmp_path: Path) -> Iterator[MailServer]:
    """It talks only by STARTTLS and to one account; ``tmp_path/ca.pem`` is its certificate."""
    yield from _running(
        tls_context=_certificate(tmp_path),
        require_starttls=True,
        auth_required=True,
        authenticator=sign_in,
    )


def _running(**options: object) -> Iterator[MailServer]:
    inbox = Inbox()
    (port,) = processes.free_ports(1)
    controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    yield MailServer(controller, inbox)
    controller.stop()


def _certificate(folder: Path) -> ssl.SSLContext:
    """A certificate for 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    certificate = builder.sign(key, hashes.SHA256())
    (folder / "ca.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    return context
