# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a thief of database, blobs and logs would find: nothing of the answers, before and after submitting."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from django.db import connection
from structlog.testing import capture_logs

from leistungswerk.core import database
from leistungswerk.delivery.models import Parcel
from leistungswerk.online.models import Draft
from leistungswerk.online.services.submitting import Incomplete
from stage import (
    DISTINCTIVE,
    FILE_TEXT,
    Destination,
    Filled,
    blobs,
    database_bytes,
    fill,
    go_online,
    outbox_row,
    work,
)

pytestmark = pytest.mark.django_db(transaction=True)


def _rows() -> bytes:
    """Every value of every table."""
    found: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            found.extend(
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for row in cursor.fetchall()
                for value in row
            )
    return b"\n".join(found)


SOURCES = [
    pytest.param(_rows, marks=pytest.mark.postgres, id="rows"),
    pytest.param(database_bytes, id="file and write-ahead log"),
]


def _secrets(filled: Filled) -> list[bytes]:
    return [text.encode() for text in (*DISTINCTIVE, filled.code.text, filled.code.shown)]


@pytest.mark.parametrize("source", SOURCES)
def test_a_draft_tells_nothing(destination: Destination, source: Callable[[], bytes]):
    filled = fill(go_online(destination), file=FILE_TEXT)
    stolen = source() + b"".join(blobs().values())
    assert filled.draft.uuid.hex[:8].encode() in stolen  # the right place was searched
    assert [secret for secret in (*_secrets(filled), filled.draft.key) if secret in stolen] == []


@pytest.mark.parametrize("source", SOURCES)
def test_a_submitted_application_tells_nothing(destination: Destination, source: Callable[[], bytes]):
    service = go_online(destination)
    before = set(blobs())
    with capture_logs() as said:
        filled = fill(service, file=FILE_TEXT)
        [upload] = set(blobs()) - before
        application = filled.submit()
        with pytest.raises(Incomplete):
            fill(service, changes={"G99000001.F99000002": ""}).submit()
        work()
    assert upload not in blobs()
    left = source() + b"".join(blobs().values()) + repr(said).encode()
    assert application.reference.encode() in left  # the right place was searched
    assert [secret for secret in (*_secrets(filled), filled.draft.key) if secret in left] == []
    row = Draft.objects.get(uuid=filled.draft.uuid)
    assert (row.wrapped_by_server, row.wrapped_by_code, row.content) == (None, None, None)


def test_destroyed_keys_and_contents_do_not_survive_in_the_database(destination: Destination):
    filled = fill(go_online(destination), file=FILE_TEXT)
    row = Draft.objects.get(uuid=filled.draft.uuid)
    doomed = [bytes(value) for value in (row.wrapped_by_server, row.wrapped_by_code, row.content)]
    application = filled.submit()
    parcel = Parcel.objects.get(uuid=application.parcel)
    doomed += [parcel.data.encode(), parcel.metadata.encode()]
    work()
    destination.receive()
    work()
    assert outbox_row(application).state == "done"
    database.forget_log()
    left = database_bytes()
    assert application.reference.encode() in left  # the right place was searched
    # The first and the last bytes: long values are spread over pages.
    assert [value for value in doomed if value[:40] in left or value[-40:] in left] == []


def test_forgetting_does_not_make_writers_wait_for_a_reader(destination: Destination):
    fill(go_online(destination))
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM online_draft").fetchone()
        database.forget_log()
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
