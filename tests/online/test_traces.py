# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a thief of database, blobs and logs would find: nothing of the answers, before and after submitting."""

from collections.abc import Callable

import pytest
from django.db import connection
from structlog.testing import capture_logs

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


def test_after_the_decision_not_even_the_sealed_content_is_left(destination: Destination):
    application = fill(go_online(destination), file=FILE_TEXT).submit()
    work()
    sealed = [value for value in blobs().values() if value.count(b".") == 4]
    destination.receive()
    work()
    assert outbox_row(application).state == "done"
    left = database_bytes() + b"".join(blobs().values())
    assert all(value not in left for value in sealed)
