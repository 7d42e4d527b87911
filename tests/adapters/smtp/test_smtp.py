# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The SMTP adapter against a real mail server."""

import pytest

from leistungswerk.core import ports, processes
from leistungswerk.core.failures import (
    ConfigurationFailure,
    PermanentFailure,
    TemporaryFailure,
    UncertainFailure,
)
from leistungswerk.core.ports import SealedMail
from leistungswerk.core.testing import MailContract
from mail_server import LATER, REFUSED

PASSWORD = "geheim"
CONTENT = b"From: a@example.org\r\nTo: b@example.org\r\nMessage-ID: <x@example.org>\r\n\r\nText\r\n"


def _to(recipient):
    return SealedMail("a@example.org", recipient, CONTENT)


class TestSmtp(MailContract):
    @pytest.fixture(autouse=True)
    def _server(self, mail_server) -> None:
        self.server = mail_server

    def _open(self, port):
        return ports.mail("smtp", options={"host": "127.0.0.1", "port": str(port), "tls": "none"}, secret="")

    def open_port(self):
        return self._open(self.server.port)

    def unreachable(self):
        return self._open(processes.free_ports(1)[0])

    def refused_recipient(self):
        return REFUSED

    def arrived(self):
        return tuple(content for _to, content in self.server.inbox.taken)

    def test_a_full_mailbox_is_temporary(self):
        with pytest.raises(TemporaryFailure, match="452"):
            self.open_port().send(_to(LATER))

    def test_a_connection_that_ends_after_the_content_leaves_it_open_whether_it_arrived(self):
        self.server.inbox.drop = True
        with pytest.raises(UncertainFailure):
            self.open_port().send(_to("b@example.org"))

    def test_a_server_without_starttls_is_a_matter_of_settings(self):
        options = {"host": "127.0.0.1", "port": str(self.server.port)}
        with pytest.raises(ConfigurationFailure, match="STARTTLS"):
            ports.mail("smtp", options=options, secret="").send(_to("b@example.org"))


@pytest.fixture
def safe(safe_mail_server, tmp_path):
    def _open(*, secret: str = PASSWORD, **changes):
        options = {
            "host": "127.0.0.1",
            "port": str(safe_mail_server.port),
            "user": "leistungswerk",
            "ca_file": str(tmp_path / "ca.pem"),
            **changes,
        }
        return ports.mail("smtp", options=options, secret=secret)

    return _open


def test_mail_leaves_encrypted_by_an_account(safe, safe_mail_server):
    safe().send(_to("b@example.org"))
    assert [to for to, _content in safe_mail_server.inbox.taken] == ["b@example.org"]


def test_a_wrong_password_waits_for_a_person(safe):
    with pytest.raises(ConfigurationFailure, match="PASSWORD"):
        safe(secret="falsch").send(_to("b@example.org"))


def test_a_certificate_nobody_vouches_for_is_not_trusted(safe):
    with pytest.raises(ConfigurationFailure, match="Zertifikat"):
        safe(ca_file="").send(_to("b@example.org"))


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("temporary", TemporaryFailure),
        ("permanent", PermanentFailure),
        ("configuration", ConfigurationFailure),
    ],
)
def test_the_failing_way_fails_as_told(name, failure):
    port = ports.mail("failing", options={"failure": name}, secret="")
    with pytest.raises(failure):
        port.send(_to("b@example.org"))
    with pytest.raises(failure):
        port.check()


def test_the_null_way_says_that_it_sends_nothing():
    port = ports.mail("null", options={}, secret="")
    port.send(_to("b@example.org"))
    assert "abgeschaltet" in port.check()[0].text


def test_a_way_that_is_not_installed_is_named():
    with pytest.raises(ConfigurationFailure, match="brieftaube"):
        ports.mail("brieftaube", options={}, secret="")
