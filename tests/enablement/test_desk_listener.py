# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail comes in over real SMTP: what is kept, what is put aside, what goes back to its sender."""

import smtplib
from email.message import EmailMessage

import pytest
from django.db import connections

from leistungswerk.core import mail, processes
from leistungswerk.core.models import Mail
from leistungswerk.core.settings import settings
from leistungswerk.enablement.desk import listening
from leistungswerk.enablement.desk.incoming import MOST_BYTES
from leistungswerk.enablement.desk.models import ReceivedMail, Ticket
from leistungswerk.enablement.desk.services import receiving
from leistungswerk.enablement.desk.states import MailOutcome, TicketState

pytestmark = pytest.mark.django_db
ASKER = "mara@example.org"


@pytest.fixture(scope="module")
def port():
    """The listener, whose thread works in the transaction of the test."""
    held = {}

    def _keep(content, sender):
        connections["default"] = held["connection"]
        return listening.take(content, sender)

    server = listening.listener("127.0.0.1", processes.free_ports(1)[0], _keep)
    server.start()
    yield server.port, held
    server.stop()


@pytest.fixture
def client(port, monkeypatch):
    # The connection belongs to the test and is closed by it.
    monkeypatch.setattr(listening, "close_old_connections", lambda: None)
    number, held = port
    held["connection"] = connections["default"]
    connections["default"].inc_thread_sharing()
    with smtplib.SMTP("127.0.0.1", number) as opened:
        yield opened
    connections["default"].dec_thread_sharing()


def _mail(text="Die Seite steht.", **headers):
    message = EmailMessage()
    said = {"From": ASKER, "To": settings().mail.address, "Subject": "Störung", **headers}
    for name, value in said.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def _outcomes():
    return [each.outcome for each in ReceivedMail.objects.order_by("pk")]


def test_a_mail_becomes_a_ticket(client):
    client.send_message(_mail("Zeile\n.\nnoch eine"))
    assert Ticket.objects.get().entries.get().text == "Zeile\n.\nnoch eine"
    assert Mail.objects.get().recipient == ASKER


def test_it_is_no_way_to_somebody_else(client):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        client.sendmail(ASKER, ["opfer@example.org"], b"Subject: x\r\n\r\nx")
    assert refused.value.recipients["opfer@example.org"][0] == 550


def test_what_is_too_large_is_refused_before_it_is_sent_and_after(client):
    assert client.ehlo()[0] == 250
    assert client.esmtp_features["size"] == str(MOST_BYTES)
    with pytest.raises(smtplib.SMTPSenderRefused) as announced:
        client.sendmail(ASKER, [settings().mail.address], b"Subject: x\r\n\r\n" + b"x" * MOST_BYTES)
    assert announced.value.smtp_code == 552
    assert not ReceivedMail.objects.exists()


def test_robots_and_bounces_are_taken_and_never_answered(client):
    client.send_message(_mail(Auto_Submitted="auto-replied"))
    client.send_message(_mail(From="mailer-daemon@example.org"), from_addr="")
    assert _outcomes() == [MailOutcome.AUTOMATIC, MailOutcome.BOUNCE]
    assert not Mail.objects.exists()


def test_advertising_is_put_aside_without_an_answer_and_can_be_fetched_back(client):
    client.send_message(_mail(X_Spam_Flag="YES"))
    client.send_message(_mail("https://a.example " * 12))
    assert _outcomes() == [MailOutcome.SPAM, MailOutcome.SPAM]
    assert {each.state for each in Ticket.objects.all()} == {TicketState.DISCARDED}
    assert not Mail.objects.exists()


def test_nonsense_is_given_back_and_a_flood_is_asked_to_come_later(client):
    with pytest.raises(smtplib.SMTPDataError) as nonsense:
        client.sendmail(ASKER, [settings().mail.address], b"\r\n\r\n")
    assert nonsense.value.smtp_code == 554
    for number in range(receiving.MOST_AN_HOUR):
        client.send_message(_mail(Message_ID=f"<{number}@example.org>"))
    with pytest.raises(smtplib.SMTPDataError) as flood:
        client.send_message(_mail(Message_ID="<zu-viel@example.org>"))
    assert flood.value.smtp_code == 451


def test_a_fault_of_ours_costs_no_mail(client, monkeypatch):
    def _broken(*_args, **_options):
        raise RuntimeError

    monkeypatch.setattr(listening, "receive", _broken)
    with pytest.raises(smtplib.SMTPDataError) as later:
        client.send_message(_mail())
    assert later.value.smtp_code == 451


def test_two_robots_do_not_talk_to_each_other(client, mail_server):
    """Our confirmation leaves over SMTP; whatever sends it back as it is, or answers it by itself, is met by silence."""
    client.send_message(_mail())
    letter = Mail.objects.get()
    sent = mail._sealed(letter)
    with smtplib.SMTP("127.0.0.1", mail_server.port) as out:
        out.sendmail(sent.sender, [sent.recipient], sent.content)
    ((_to, content),) = mail_server.inbox.taken
    client.sendmail(ASKER, [settings().mail.address], content)
    reply = _mail("Bin im Urlaub", Subject=f"Automatische Antwort: {letter.subject}", Auto_Submitted="auto-replied")  # fmt: skip
    client.send_message(reply)
    assert _outcomes() == [MailOutcome.TICKET, MailOutcome.LOOP, MailOutcome.AUTOMATIC]
    assert Mail.objects.count() == 1
