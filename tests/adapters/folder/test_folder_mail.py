# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail as files: what is written is whole, is the same when written again, and is only found by its own name."""

import os
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.db import transaction

from leistungswerk.core import mail, mail_folder, ports, times
from leistungswerk.core.failures import ConfigurationFailure
from leistungswerk.core.models import Mail, MailState
from leistungswerk.core.ports import SealedMail
from leistungswerk.core.settings import MailSettings, read_settings, settings
from leistungswerk.core.testing import MailContract
from leistungswerk.delivery.worker import Worker

CONTENT = (
    b"From: a@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
    b"Date: Thu, 26 Nov 2026 11:00:00 +0100\r\nMessage-ID: <x@example.org>\r\n\r\nText\r\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder the settings name."""
    place = tmp_path / "mail"
    wanted = MailSettings(adapter="folder", address="support@example.org", folder=str(place))
    changed = msgspec.structs.replace(settings(), mail=wanted)
    monkeypatch.setattr(mail, "settings", lambda: changed)
    monkeypatch.setattr(mail, "_route", mail._Route())
    monkeypatch.setattr(mail_folder, "settings", lambda: changed)
    return place


class TestFolder(MailContract):
    @pytest.fixture(autouse=True)
    def _place(self, tmp_path) -> None:
        self.place = tmp_path / "mail"

    def open_port(self):
        return ports.mail("folder", options={"folder": str(self.place)}, secret="")

    def unreachable(self):
        (self.place.parent / "file").touch()
        return ports.mail("folder", options={"folder": str(self.place.parent / "file")}, secret="")

    def refused_recipient(self):
        return "niemand"

    def arrived(self):
        return tuple(path.read_bytes() for path in sorted(self.place.glob("*.eml")))

    def test_the_same_mail_written_again_is_the_same_file_and_nothing_half_is_left(self):
        port = self.open_port()
        for _time in range(2):
            port.send(SealedMail("a@example.org", "b@example.org", CONTENT))
        [path] = self.place.iterdir()
        assert path.name.startswith("20261126T100000Z-")
        assert path.read_bytes() == CONTENT
        assert path.stat().st_mode & 0o777 == 0o600

    def test_a_folder_that_is_not_named_is_a_matter_of_settings(self):
        port = ports.mail("folder", options={}, secret="")
        with pytest.raises(ConfigurationFailure, match="LEISTUNGSWERK_MAIL_FOLDER"):
            port.send(SealedMail("a@example.org", "b@example.org", CONTENT))
        assert port.check()


@pytest.mark.django_db(transaction=True)
def test_the_worker_writes_what_it_promised_and_the_office_finds_it(folder):
    with transaction.atomic():
        uuid = mail.queue(
            mail.Letter(
                purpose="probe",
                about=Mail.objects.model().uuid,
                recipient="b@example.org",
                subject="Grüße",
                text="Guten Tag\n\nEnde",
            ),
            at=times.now(),
        )
    assert Worker().step() == 1
    assert Mail.objects.get(uuid=uuid).state == MailState.SENT
    rows, total = mail_folder.page(offset=0, limit=25)
    assert total == 1
    assert (rows[0].recipient, rows[0].subject) == ("b@example.org", "Grüße")
    found = mail_folder.letter(rows[0].name)
    assert found is not None
    assert found.text.split() == ["Guten", "Tag", "Ende"]
    assert dict(found.headers)["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "name",
    ["../keys/secret_key", "20261126T100000Z-0123456789abcde", "x", "", "20261126T100000Z-0123456789abcdef"],
)
def test_only_mails_are_found_by_name(folder, name):
    assert mail_folder.content(name) is None
    assert mail_folder.letter(name) is None


def test_a_mail_without_date_or_with_a_strange_one_is_written_all_the_same(folder):
    for date in (b"", b"Date: gestern\r\n", b"Date: Thu, 26 Nov 2026 11:00:00 -9999999\r\n"):
        mail_folder.put(folder, CONTENT.replace(b"Date: Thu, 26 Nov 2026 11:00:00 +0100\r\n", date))
    assert mail_folder.page(offset=0, limit=5)[1] >= 1


def test_the_newest_stands_first_and_pages_are_cut(folder):
    for number in range(30):
        at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=number)
        text = CONTENT.replace(b"<x@", f"<{number}@".encode())
        mail_folder.put(
            folder,
            text.replace(b"Thu, 26 Nov 2026 11:00:00 +0100", f"{at:%a, %d %b %Y %H:%M:%S +0000}".encode()),
        )
    first, total = mail_folder.page(offset=0, limit=25)
    rest, _total = mail_folder.page(offset=25, limit=25)
    assert (total, len(first), len(rest)) == (30, 25, 5)
    assert first[0].at > first[-1].at > rest[-1].at


def test_old_files_go_and_files_of_others_stay(folder):
    old = mail_folder.put(folder, CONTENT)
    other = folder / "notiz.eml"
    other.touch()
    for path in (old, other):
        os.utime(path, (0, 0))
    assert mail_folder.forget_old() == 1
    assert [path.name for path in folder.iterdir()] == ["notiz.eml"]


def test_the_folder_lies_in_the_data_folder_unless_told_otherwise(tmp_path):
    env = {"LEISTUNGSWERK_DATA": str(tmp_path)}
    assert read_settings(env).mail.folder == str(tmp_path / "mail")
    assert read_settings({**env, "LEISTUNGSWERK_MAIL_FOLDER": "/srv/x"}).mail.folder == "/srv/x"
