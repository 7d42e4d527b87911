# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A playground returns to where it began while people are in it; nothing else is ever returned to anything."""

import os
import sqlite3
import threading
import urllib.error
import urllib.request
from contextlib import closing
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.db import connection
from django.test import Client

from leistungswerk.core import audit, playground, playground_reset, storage
from leistungswerk.core.actor import OPERATOR, Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.models import Account, AuditEntry
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.settings import settings
from leistungswerk.enablement.site import clock
from leistungswerk.enablement.site import queries as site
from leistungswerk.register.models import Service
from leistungswerk.standards.fitconnect.events import State
from leistungswerk.standards.fitconnect.sandbox.records import (
    AttachmentRow,
    SubmissionRow,
    announce_attachments,
    find_content,
    insert_content,
    insert_submission,
    list_submissions,
    set_attachment,
)
from leistungswerk.standards.fitconnect.sandbox.store import Store
from leistungswerk.standards.fitconnect.wire import Content

LOGIN = playground.Login("trainerin", "ueben-macht-freude", "Demo-Trainerin")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty data folder; the database stays the one of the tests."""
    monkeypatch.setenv("LEISTUNGSWERK_DATA", str(tmp_path))
    monkeypatch.setenv("LEISTUNGSWERK_DATABASE_URL", "")
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
def trial(folder, transactional_db):
    """A playground with one Leistung and one account."""
    playground.begin()
    Service.objects.create(key="99102013000000", name="Hundesteuer")
    Account.objects.create(username=LOGIN.username, name=LOGIN.name, grants=sorted(Permission))
    playground.show_logins((LOGIN,))
    playground_reset.take(OPERATOR)
    return folder


def test_a_folder_with_another_instance_is_refused_and_left_as_it_was(folder):
    database = settings().folder("db") / "leistungswerk.sqlite3"
    database.write_bytes(b"real data")
    with pytest.raises(Refused, match="keine Übungsumgebung"):
        playground.begin()
    assert database.read_bytes() == b"real data"
    assert not (folder / "playground").exists()


def test_an_instance_on_postgresql_is_refused(folder, monkeypatch):
    monkeypatch.setenv("LEISTUNGSWERK_DATABASE_URL", "postgresql://localhost/lw")
    settings.cache_clear()
    with pytest.raises(Refused, match="SQLite"):
        playground.begin()


@pytest.mark.django_db
@pytest.mark.parametrize("act", [playground_reset.reset, playground_reset.take])
def test_without_the_mark_nothing_is_returned_to_anything(folder, act):
    with pytest.raises(Refused, match="demo --playground"):
        act(OPERATOR)
    assert playground_reset.reset_nightly() == 0


def test_a_fresh_beginning_removes_what_there_was_and_nothing_of_another_instance(folder):
    database = settings().folder("db") / "leistungswerk.sqlite3"
    database.write_bytes(b"real data")
    with pytest.raises(Refused, match="keine Übungsumgebung"):
        playground.begin(fresh=True)
    assert database.exists()
    database.unlink()
    identity = playground.begin().identity
    database.write_bytes(b"of the training")
    playground.beginning().write_bytes(b"old")
    assert playground.begin(fresh=True).identity == identity
    assert not database.exists()
    assert not playground.is_ready()


@pytest.mark.parametrize("act", [playground_reset.reset, playground_reset.take])
def test_only_who_may_edit_trainings_may_do_it(folder, act):
    playground.begin()
    with pytest.raises(NotAllowed):
        act(Actor("somebody", "Somebody"))


def test_it_returns_while_people_are_in_it_over_http(trial, live_server):
    """Signed in over HTTP, the reader stays so over the return; what was made since is gone, and they are told."""
    client = Client()
    client.force_login(Account.objects.get(username=LOGIN.username))
    cookie = f"lw_office={client.cookies['lw_office'].value}"
    made = Service.objects.create(key="99102013000001", name="Neu in der Schulung")
    address = f"{live_server.url}/verwaltung/uebungsumgebung/"
    status, page, csrf = _ask(address, cookie)
    assert status == 200
    token, cookie = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0], f"{cookie}; {csrf}"

    assert _ask(address, cookie, f"csrfmiddlewaretoken={token}&act=reset")[0] == 422
    assert Service.objects.filter(pk=made.pk).exists()
    status, answer, _csrf = _ask(address, cookie, f"csrfmiddlewaretoken={token}&act=reset&sure_reset=1")

    assert status == 200
    assert "steht wieder am Anfang" in answer
    assert [each.name for each in Service.objects.all()] == ["Hundesteuer"]
    status, answer, _csrf = _ask(
        f"{live_server.url}/verwaltung/schulungen/{playground.found().identity}/", cookie
    )
    assert status == 404
    assert "Was davor angelegt war, gibt es nicht mehr" in answer
    assert AuditEntry.objects.filter(action="playground.reset").count() == 1


def test_nothing_new_bears_the_number_of_something_that_is_gone(trial):
    gone = Service.objects.create(key="99102013000001", name="Neu in der Schulung")
    clock.tick()
    before = site.version()
    playground_reset.reset(OPERATOR)
    assert Service.objects.create(key="99102013000002", name="Danach").pk > gone.pk
    assert site.version() == 0 or site.version() > before
    playground_reset.reset(OPERATOR)
    assert Service.objects.count() == 1


def test_kept_pages_grow_old_by_the_return(trial):
    clock.tick()
    playground_reset.take(OPERATOR)
    clock.tick()
    before = site.version()
    playground_reset.reset(OPERATOR)
    assert site.version() > before


def test_accounts_made_since_are_signed_out_and_led_to_the_accounts_shown(trial):
    client = Client()
    client.force_login(Account.objects.create(username="neu"))
    playground_reset.reset(OPERATOR)
    answer = client.get("/verwaltung/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/verwaltung/anmelden/")
    text = answer.content.decode()
    assert LOGIN.username in text
    assert LOGIN.password in text
    assert "Die Übungsumgebung wurde zuletzt am" in text


def test_blobs_come_back_and_old_ones_go(trial):
    kept = storage.put(b"sealed")
    playground_reset.take(OPERATOR)
    storage.delete(kept)
    old, young = storage.put(b"of the training"), storage.put(b"just now")
    path = settings().folder("blobs") / old[:2] / old
    os.utime(path, (0, 0))
    received = settings().folder("receiver") / "submissions" / "one"
    received.mkdir(parents=True)
    playground_reset.reset(OPERATOR)
    assert storage.get(kept) == b"sealed"
    assert not path.exists()
    assert storage.get(young) == b"just now"
    assert not received.exists()


def test_the_sandbox_keeps_what_it_had_at_the_ausgangslage_only(trial):
    store = Store(settings().folder("sandbox"))
    taken = playground.found().made_at.timestamp()
    with store.writing() as db:
        db.execute("INSERT INTO clients VALUES ('c', 'Platform', '', '')")
        db.execute("INSERT INTO destinations VALUES ('d', 'c', 0, '')")
        for name, at in (("before", taken - 60), ("since", taken + 60)):
            insert_submission(db, SubmissionRow(name, name, "d", "c", "", "", "", State.CREATED, "", at, at))
            insert_content(db, name, Content("m", "d"))
            announce_attachments(db, name, ("a",))
            set_attachment(db, name, AttachmentRow("a", "tag", 1))
            store.attachment_path(name, "a").write_bytes(b"sealed")
    playground_reset.reset(OPERATOR)
    with store.reading() as db:
        assert [row.submission_id for row in list_submissions(db, limit=9, offset=0)] == ["before"]
        assert find_content(db, "before")
        assert find_content(db, "since") is None
    assert store.attachment_path("before", "a").exists()
    assert not store.attachment_path("since", "a").exists()


def test_the_audit_log_is_whole_afterwards(trial):
    while audit.seal():
        pass
    playground_reset.take(OPERATOR)
    audit.record(OPERATOR, action="service.created", subject="x", at=datetime.now(UTC))
    playground_reset.reset(OPERATOR)
    while audit.seal():
        pass
    assert audit.first_broken() is None


def test_writers_and_readers_go_on_over_a_return(trial):
    """Another connection writes all the time: no write fails, and the file stays whole."""
    ended, failures = threading.Event(), []

    def _write() -> None:
        base = sqlite3.connect(connection.settings_dict["NAME"], timeout=20, isolation_level=None)
        try:
            while not ended.is_set():
                base.execute("UPDATE core_account SET name = 'Mittendrin' WHERE username = 'trainerin'")
                base.execute("SELECT count(*) FROM register_service").fetchone()
        except sqlite3.Error as error:
            failures.append(error)
        finally:
            base.close()

    writer = threading.Thread(target=_write)
    writer.start()
    try:
        playground_reset.reset(OPERATOR)
    finally:
        ended.set()
        writer.join()
    assert failures == []
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert Account.objects.filter(username="trainerin").exists()


def test_an_ausgangslage_of_another_version_is_only_taken_by_a_start(trial):
    with closing(sqlite3.connect(playground.beginning(), isolation_level=None)) as base:
        base.execute("CREATE TABLE django_migrations (app, name)")
        base.execute("INSERT INTO django_migrations VALUES ('core', '9999_other')")
    with pytest.raises(Refused, match="anderen Fassung"):
        playground_reset.reset(OPERATOR)
    playground_reset.reset(OPERATOR, any_version=True)
    assert Service.objects.count() == 1


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 26, 1, 59, tzinfo=UTC), datetime(2026, 11, 26, 2, tzinfo=UTC)),
        (datetime(2026, 11, 26, 2, 0, tzinfo=UTC), datetime(2026, 11, 27, 2, tzinfo=UTC)),
        # The night in which the clocks go back.
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
)
def test_the_night_ends_at_three_in_germany(now, due):
    assert playground.next_reset(now) == due


def test_the_worker_returns_once_a_night_also_when_it_was_off_at_the_hour(trial):
    assert playground_reset.reset_nightly() == 0
    known = playground.found()
    playground.note(msgspec.structs.replace(known, made_at=known.made_at - timedelta(days=2)))
    Service.objects.create(key="99102013000001", name="Neu in der Schulung")
    assert playground_reset.reset_nightly() == 1
    assert Service.objects.count() == 1
    assert playground_reset.reset_nightly() == 0


def _ask(address: str, cookie: str, body: str | None = None) -> tuple[int, str, str]:
    """Status, page, and the cookie it sets."""
    data = body.encode() if body is not None else None
    request = urllib.request.Request(address, data, {"Cookie": cookie})  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode(), (answer.headers["Set-Cookie"] or "").split(";")[0]
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), ""
