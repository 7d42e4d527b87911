# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Outgoing mail from the promise to the mail server."""

import uuid

import msgspec
import pytest
from django.db import transaction

from leistungswerk.core import events, mail, outbox, times
from leistungswerk.core.mail_message import html_of
from leistungswerk.core.models import Mail, MailState
from leistungswerk.core.outbox_states import OutboxState
from leistungswerk.core.settings import MailSettings, SettingsError, read_settings, settings
from leistungswerk.delivery.worker import Worker
from mail_server import LATER, REFUSED

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = uuid.uuid4()


@pytest.fixture
def server(mail_server, monkeypatch):
    """The worker's mails go to a real server."""
    wanted = MailSettings(adapter="smtp", port=mail_server.port, tls="none", address="support@example.org")
    changed = msgspec.structs.replace(settings(), mail=wanted)
    monkeypatch.setattr(mail, "settings", lambda: changed)
    monkeypatch.setattr(mail, "_route", mail._Route())
    return mail_server.inbox


def _queue(recipient="b@example.org", **changes):
    entry = {
        "purpose": "probe",
        "about": ABOUT,
        "subject": "Grüße\r\nBcc: x@example.org",
        "text": "Erst\n\n<b>&",
        **changes,
    }
    with transaction.atomic():
        return mail.queue(mail.Letter(recipient=recipient, **entry), at=times.now())


def _state(message):
    return outbox.of_subjects([message])[message].state


def test_the_worker_sends_a_promised_mail_and_keeps_nothing_of_it(server):
    message = _queue(headers={"List-Id": "<probe.example.org>"})
    promised = Mail.objects.get(uuid=message).message_id
    assert Worker().step() == 1
    (sent,) = server.messages()
    assert sent["Message-ID"] == promised
    assert sent["Subject"] == "Grüße Bcc: x@example.org"
    assert sent["Bcc"] is None
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["List-Id"] == "<probe.example.org>"
    assert sent.get_body(("plain",)).get_content().split() == ["Erst", "<b>&"]
    assert "<p>&lt;b&gt;&amp;</p>" in sent.get_body(("html",)).get_content()
    row = Mail.objects.get(uuid=message)
    assert (row.state, row.recipient, row.subject, row.text, row.headers) == (MailState.SENT, "", "", "", {})
    assert [event.kind for event in events.of_subject(message)] == ["mail.sent"]
    assert _state(message) is OutboxState.DONE


def test_a_mail_of_which_nobody_knows_whether_it_left_is_not_sent_again_by_itself(server):
    message = _queue()
    # A worker dies between the promise to send and the answer of the server.
    Mail.objects.filter(uuid=message).update(state=MailState.SENDING)
    assert Worker().step() == 1
    assert server.taken == []
    assert _state(message) is OutboxState.DEAD
    row = outbox.of_subjects([message])[message]
    assert "ungewiss" in row.last_problem
    assert outbox.replay(row.uuid, at=times.now())
    Worker().step()
    (sent,) = server.messages()
    assert sent["Message-ID"] == Mail.objects.get(uuid=message).message_id


def test_a_server_that_breaks_off_after_the_content_leaves_the_mail_to_a_person(server):
    server.drop = True
    message = _queue()
    Worker().step()
    assert _state(message) is OutboxState.DEAD
    assert Mail.objects.get(uuid=message).state == MailState.WAITING


def test_a_full_mailbox_is_tried_again_later(server):
    message = _queue(LATER)
    Worker().step()
    assert _state(message) is OutboxState.PENDING
    assert Mail.objects.get(uuid=message).text != ""


def test_an_address_that_is_refused_is_told_to_the_rooms(server):
    message = _queue(REFUSED)
    Worker().step()
    assert _state(message) is OutboxState.DEAD
    (event,) = events.of_subject(message)
    assert event.kind == "mail.refused"
    assert event.data == {"purpose": "probe", "about": str(ABOUT)}


def test_a_bounce_of_a_sent_mail_is_told_once(server):
    message = _queue()
    Worker().step()
    mail.report_refused(message)
    mail.report_refused(message)
    assert [event.kind for event in events.of_subject(message)] == ["mail.sent", "mail.refused"]


def test_a_lost_lease_sends_nothing(server):
    message = _queue()
    (claimed,) = outbox.claim(limit=1, at=times.now())
    later = times.now() + outbox.LEASE * 2
    assert outbox.claim(limit=1, at=later)
    mail.deliver(claimed)
    assert server.taken == []
    assert _state(message) is OutboxState.RUNNING


def test_what_could_not_be_sent_is_forgotten_after_a_while(server):
    message = _queue(REFUSED)
    Worker().step()
    assert mail.forget_old() == 0
    Mail.objects.filter(uuid=message).update(at=times.now() - mail.KEEP * 2)
    assert mail.forget_old() == 1
    assert Mail.objects.get(uuid=message).recipient == ""


def test_links_become_links_and_nothing_else_does():
    page = html_of("T", "Siehe https://example.org/a?b=1&c=2.\n<script>")
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in page
    assert "<script>" not in page


def test_an_address_that_is_none_ends_the_start(tmp_path):
    env = {"LEISTUNGSWERK_DATA": str(tmp_path), "LEISTUNGSWERK_MAIL_ADDRESS": "kein Postfach"}
    with pytest.raises(SettingsError, match="LEISTUNGSWERK_MAIL_ADDRESS"):
        read_settings(env)
