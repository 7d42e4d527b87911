# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One connection for one message: what the other side said becomes a typed failure."""

import smtplib
import ssl
from collections.abc import Mapping
from typing import Final

from leistungswerk.core.failures import (
    ConfigurationFailure,
    Failure,
    PermanentFailure,
    TemporaryFailure,
    UncertainFailure,
)
from leistungswerk.core.ports import Problem, SealedMail

_TIMEOUT: Final = 20.0
"""Seconds for every answer; the lease of an outbox row is six times as long."""


class SmtpMail:
    """Options: ``host``, ``port``, ``tls`` (starttls, tls, none), ``user``; the secret is the password."""

    def __init__(self, *, options: Mapping[str, str], secret: str) -> None:
        self._host = options.get("host", "127.0.0.1")
        self._port = int(options.get("port", "587"))
        self._tls = options.get("tls", "starttls")
        self._user = options.get("user", "")
        self._secret = secret
        self._context = ssl.create_default_context(cafile=options.get("ca_file") or None)

    def check(self) -> tuple[Problem, ...]:
        try:
            server = self._connect()
        except Failure as failure:
            return (Problem(str(failure)),)
        _end(server)
        return ()

    def send(self, mail: SealedMail) -> None:
        server = self._connect()
        try:
            self._hand_over(server, mail)
        finally:
            _end(server)

    def _connect(self) -> smtplib.SMTP:
        """Connected, encrypted as asked, signed in."""
        server: smtplib.SMTP | None = None
        try:
            if self._tls == "tls":
                server = smtplib.SMTP_SSL(self._host, self._port, timeout=_TIMEOUT, context=self._context)
            else:
                server = smtplib.SMTP(self._host, self._port, timeout=_TIMEOUT)
            server.ehlo_or_helo_if_needed()
            if self._tls == "starttls":
                server.starttls(context=self._context)
                server.ehlo()
            if self._user:
                server.login(self._user, self._secret)
        except (OSError, smtplib.SMTPException) as error:
            if server is not None:
                _end(server)
            raise _opening_failure(error) from error
        return server

    def _hand_over(self, server: smtplib.SMTP, mail: SealedMail) -> None:
        try:
            _expect(
                server.mail(mail.sender, _options(server)), "Der Mailserver nimmt unseren Absender nicht an"
            )
            _expect(server.rcpt(mail.recipient), "Der Mailserver nimmt die Adresse nicht an")
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryFailure("Die Verbindung zum Mailserver ist abgebrochen.") from error
        try:
            _expect(server.data(mail.content), "Der Mailserver nimmt die Mail nicht an")
        except smtplib.SMTPDataError as error:
            _expect((error.smtp_code, _bytes(error.smtp_error)), "Der Mailserver nimmt die Mail nicht an")
        except (OSError, smtplib.SMTPException) as error:
            raise UncertainFailure(
                "Die Verbindung brach nach dem Inhalt ab; ob die Mail ankam, ist ungewiss."
            ) from error


def _options(server: smtplib.SMTP) -> tuple[str, ...]:
    return ("BODY=8BITMIME",) if server.has_extn("8bitmime") else ()


def _bytes(text: "bytes | str") -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _expect(answer: tuple[int, bytes], sentence: str) -> None:
    """250 or 251; 4xx may be tried again, everything else may not (RFC 5321 section 4.2.1)."""
    code, said = answer
    if code in (250, 251):
        return
    words = " ".join(said.decode("utf-8", "replace").split())[:200]
    text = f"{sentence}: {code} {words}"
    if 400 <= code < 500:
        # This message, not the server, is put off.
        raise TemporaryFailure(text, retry_after=60.0)
    raise PermanentFailure(text)


def _opening_failure(error: OSError | smtplib.SMTPException) -> Failure:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return ConfigurationFailure(
            "Der Mailserver nimmt Konto oder Passwort nicht an; bitte prüfen Sie LEISTUNGSWERK_MAIL_USER und _PASSWORD."
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return ConfigurationFailure(
            "Der Mailserver bietet kein STARTTLS oder keine Anmeldung; bitte prüfen Sie LEISTUNGSWERK_MAIL_TLS."
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return ConfigurationFailure("Das Zertifikat des Mailservers ist nicht gültig.")
    return TemporaryFailure("Der Mailserver antwortet nicht.")


def _end(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()
