# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import shutil
import socket
import sqlite3
from contextlib import closing

import pytest

from leistungswerk.core import sealing
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.settings import settings
from leistungswerk.delivery import services
from leistungswerk.online import queries
from leistungswerk.standards.fitconnect.constants import DestinationStatus
from stage import Destination, connect, demo_form, go_online


def test_without_a_word_the_commands_are_listed(lw):
    done = lw()
    listed = (
        "import",
        "publish",
        "serve",
        "worker",
        "sandbox",
        "receive",
        "demo",
        "check",
        "rehearse",
        "keypool",
    )
    assert all(command in done.out + done.err for command in listed)
    assert "stage" not in done.out.split()


def test_a_setting_that_makes_no_sense_is_named(lw_process):
    done = lw_process("check", LEISTUNGSWERK_DRAFT_DAYS="bald")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Fehler: LEISTUNGSWERK_DRAFT_DAYS: „bald“ ist keine positive ganze Zahl.\n"


def test_the_key_pool_makes_only_what_is_missing(lw_process, key_pool, tmp_path):
    pool = tmp_path / "keys"
    pool.mkdir()
    shutil.copy(key_pool / "encryption-0.json", pool)
    known = (pool / "encryption-0.json").read_bytes()
    call = ("keypool", "--size", 1)
    assert (
        "1 Schlüssel erzeugt, 2 liegen bereit."
        in lw_process(*call, LEISTUNGSWERK_ASSETS=str(tmp_path / "a")).out
    )
    assert {path.name for path in pool.iterdir()} == {"encryption-0.json", "signature-0.json"}
    assert (pool / "encryption-0.json").read_bytes() == known
    assert all(path.stat().st_mode & 0o077 == 0 for path in pool.glob("signature-*"))
    assert "0 Schlüssel erzeugt" in lw_process(*call, LEISTUNGSWERK_ASSETS=str(tmp_path / "a")).out


def test_a_new_server_key_is_named_and_old_drafts_stay_readable(lw):
    wrapped = sealing.key_ring().wrap(b"k" * 32, context=b"a")
    done = lw("rotate-key")
    assert done.code == 0
    assert sealing.key_ring().current in done.out
    assert sealing.key_ring().unwrap(wrapped, context=b"a") == b"k" * 32


@pytest.mark.django_db
def test_check_says_which_connection_works(lw, destination: Destination):
    connect(destination, "Amt [eins]")
    done = lw("check")
    assert done.code == 0
    assert done.out.splitlines()[0] == "Amt [eins]: in Ordnung"


@pytest.mark.django_db
def test_check_asks_the_repository_of_code_lists_but_fails_nothing(lw, repository, closed_port, monkeypatch):
    monkeypatch.setenv("LEISTUNGSWERK_FETCH", "xrepository")
    said = []
    for url in (repository.url, f"http://127.0.0.1:{closed_port}"):
        monkeypatch.setenv("LEISTUNGSWERK_FETCH_URL", url)
        settings.cache_clear()
        done = lw("check")
        assert done.code == 0
        said.append(done.out)
    settings.cache_clear()
    assert said[0] == "Codelisten holen (xrepository): in Ordnung\n"
    assert said[1].startswith("Codelisten holen (xrepository): Das XRepository ist nicht erreichbar")


@pytest.mark.django_db
def test_check_says_what_keeps_a_connection_from_working(lw, destination: Destination):
    connect(destination)
    services.ensure_connection(OPERATOR, name="Attrappe", adapter="null", options={}, secret="-")
    destination.change(status=DestinationStatus.INACTIVE)
    done = lw("check")
    assert done.code == 1
    first, second, _lists = done.out.splitlines()
    assert "Attrappe: Der Zustellweg „null“ stellt nichts zu." in first
    assert "nicht aktiv" in second


@pytest.mark.django_db
def test_publish_brings_a_schema_online(lw, destination: Destination):
    service = go_online(destination)
    form = queries.form_version(service.form_uuid)
    digest = queries.FormVersion.objects.select_related("document").get(pk=form.pk).document.sha256
    names = ("--leistung", service.key, "--behoerde", service.authority.name, "--gebiet", service.ars)
    done = lw("publish", digest[:12], *names, "--verbindung", service.connection_name)
    assert (done.code, done.err) == (0, "")
    assert f"/leistungen/{service.slug}/" in done.out
    # Without rules it is another form: a new version takes the place of the one before.
    assert queries.service_by_slug(service.slug).form_uuid != service.form_uuid


@pytest.mark.django_db
def test_publish_names_everything_it_did_not_find(lw):
    demo_form()
    names = ("--leistung", "1" * 14, "--behoerde", "Amt Nirgendwo", "--gebiet", "0" * 12)
    done = lw("publish", "abc", *names, "--verbindung", "Kabel")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Fehler: Nicht gefunden: Schema abc, Amt Nirgendwo, Verbindung Kabel.\n"


def test_a_port_that_is_taken_is_told_before_anything_starts(lw_process):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in (("serve", "--no-worker"), ("sandbox",)):
            done = lw_process(*command, "--port", port)
            assert (done.code, done.out) == (2, "")
            assert f"Auf Port {port} läuft schon etwas." in done.err


def test_a_receiver_without_its_folder_says_what_is_missing(lw_process, tmp_path):
    done = lw_process("receive", "--once", "--folder", tmp_path)
    assert done.code == 2
    assert "config.json" in done.err
    assert "Traceback" not in done.err


def _counts(path) -> dict[str, int]:
    tables = ("register_fimdocument", "online_onlineservice", "online_formversion", "core_account",
              "delivery_connection", "register_organisation")  # fmt: skip
    with closing(sqlite3.connect(path)) as db:
        return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608 - our own table names


def test_the_demonstration_can_be_prepared_again_and_again(lw_process, tmp_path, free_ports):
    first = lw_process("demo", "--no-story", "--no-serve", "--port", free_ports)
    assert (first.code, first.err) == (0, "")
    assert "Vorbereitet in" in first.out
    database = tmp_path / "data" / "db" / "leistungswerk.sqlite3"
    counts = _counts(database)
    state = (tmp_path / "data" / "keys" / "demo.json").stat()
    assert counts["online_onlineservice"] == counts["register_organisation"] == 3
    assert counts["core_account"] == 2
    assert state.st_mode & 0o077 == 0

    second = lw_process("demo", "--no-story", "--no-serve", "--port", free_ports)
    assert (second.code, second.err) == (0, "")
    assert _counts(database) == counts


@pytest.fixture
def free_ports() -> int:
    """A port that is free, and whose sandbox ten further is free too."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 10))
            except OSError:
                continue
            return port
    raise AssertionError("no pair of free ports")


def test_a_changed_audit_entry_is_found(lw_process, tmp_path):
    assert lw_process("audit", "verify").out == "Das Prüfprotokoll ist unversehrt.\n"
    database = tmp_path / "data" / "db" / "leistungswerk.sqlite3"
    with closing(sqlite3.connect(database)) as db, db:
        (last,) = db.execute("SELECT COALESCE(MAX(number), 0) FROM core_auditentry").fetchone()
        row = ("2026-11-23 00:00:00", "operator", "form.published", "form:1", "", "", last + 1, "0" * 64)
        columns = "at, actor, action, subject, digest, note, number, chain"
        db.execute(f"INSERT INTO core_auditentry ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - no foreign text
    done = lw_process("audit", "verify")
    assert (done.code, done.out) == (1, f"Das Prüfprotokoll ist ab Eintrag {last + 1} gebrochen.\n")
