# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drafts: encrypted, found again by code only, never lost in a race, gone in time."""

from datetime import timedelta

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import audit, sealing, times
from leistungswerk.core.failures import Refused
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.online import drafts, queries
from leistungswerk.online.drafts import OpenDraft
from leistungswerk.online.models import Draft, DraftUpload
from leistungswerk.online.services import drafting
from leistungswerk.online.services.drafting import NewUpload
from leistungswerk.online.states import DraftState
from stage import (
    ANSWERS,
    FILE_NAME,
    FILE_TEXT,
    Destination,
    blobs,
    fill,
    go_online,
    in_threads,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _answer(**changes: str):
    return lambda before: msgspec.structs.replace(before, raw={**before.raw, **changes})


def _expire() -> None:
    Draft.objects.update(expires_at=times.now() - timedelta(seconds=1))


def test_what_was_saved_is_found_again_with_the_code_alone(destination: Destination):
    filled = fill(go_online(destination))
    typed = ResumeCode.read(filled.code.shown.lower())
    found = queries.resume(typed)
    assert (found.draft, found.submitted) == (filled.draft.uuid, False)
    again = drafts.load(found.draft, typed)
    assert isinstance(again, OpenDraft)
    assert again.content.raw == ANSWERS


def test_another_code_opens_nothing(destination: Destination):
    service = go_online(destination)
    mine, other = fill(service), fill(service)
    assert drafts.load(mine.draft.uuid, other.code) is None
    assert drafts.load(mine.draft.uuid, ResumeCode.new()) is None
    assert queries.resume(ResumeCode.new()) is None


def test_the_code_opens_a_draft_even_without_the_server_key(destination: Destination):
    filled = fill(go_online(destination))
    row = Draft.objects.get(uuid=filled.draft.uuid)
    key = sealing.decrypt(
        filled.code.wrap_key(), bytes(row.wrapped_by_code), context=b"wrap:" + row.uuid.bytes
    )
    assert key == filled.draft.key


def test_contents_exchanged_between_two_rows_do_not_open(destination: Destination):
    service = go_online(destination)
    mine, other = fill(service), fill(service)
    foreign = Draft.objects.get(uuid=other.draft.uuid)
    Draft.objects.filter(uuid=mine.draft.uuid).update(
        content=foreign.content, wrapped_by_server=foreign.wrapped_by_server
    )
    with pytest.raises(sealing.SealError):
        drafts.load(mine.draft.uuid, mine.code)


def test_a_lost_race_keeps_what_both_tabs_typed(destination: Destination):
    filled = fill(go_online(destination))
    first, second = filled.reload(), filled.reload()
    assert drafting.change(first, filled.code, _answer(eins="1"))
    merged = drafting.change(second, filled.code, _answer(zwei="2"))
    assert merged is not None
    assert merged.revision == second.revision + 2
    saved = filled.reload().content.raw
    assert (saved["eins"], saved["zwei"]) == ("1", "2")


def test_somebody_who_always_loses_is_told_kindly(destination: Destination):
    filled = fill(go_online(destination))

    def lose(before):
        Draft.objects.filter(pk=filled.draft.pk).update(revision=before_revision() + 1)
        return before

    def before_revision() -> int:
        return Draft.objects.values_list("revision", flat=True).get(pk=filled.draft.pk)

    with pytest.raises(Refused, match="noch einmal"):
        drafting.change(filled.reload(), filled.code, lose)


@pytest.mark.django_db(transaction=True)
def test_eight_tabs_saving_at_once_lose_nothing(destination: Destination):
    filled = fill(go_online(destination))

    def tab(number: int):
        def save():
            for _ in range(20):
                try:
                    return drafting.change(filled.reload(), filled.code, _answer(**{f"tab{number}": "x"}))
                except Refused:
                    continue
            return None

        return save

    assert all(in_threads(*[tab(number) for number in range(8)]))
    assert {f"tab{number}" for number in range(8)} <= set(filled.reload().content.raw)


def test_a_draft_that_was_submitted_meanwhile_takes_no_more_changes(destination: Destination):
    filled = fill(go_online(destination))
    stale = filled.reload()
    filled.submit()
    assert drafting.change(stale, filled.code, _answer(spät="1")) is None
    assert drafts.load(stale.uuid, filled.code) is DraftState.SUBMITTED


def test_saving_postpones_the_end_of_a_draft(destination: Destination):
    filled = fill(go_online(destination))
    soon = times.now() + timedelta(hours=1)
    Draft.objects.update(expires_at=soon)
    drafting.change(filled.reload(), filled.code, _answer())
    assert filled.reload().expires_at > soon + timedelta(days=28)


def test_an_expired_draft_is_not_found_by_its_code(destination: Destination):
    filled = fill(go_online(destination))
    _expire()
    assert queries.resume(filled.code) is None
    assert drafts.load(filled.draft.uuid, filled.code) is None


def test_a_purge_takes_expired_drafts_with_their_files_and_no_others(destination: Destination):
    before = set(blobs())
    service = go_online(destination)
    doomed = fill(service, file=FILE_TEXT)
    _expire()
    kept = fill(service, file=FILE_TEXT)
    assert drafting.purge_expired() == 1
    assert not Draft.objects.filter(uuid=doomed.draft.uuid).exists()
    assert DraftUpload.objects.count() == 1
    assert len(set(blobs()) - before) == 1
    assert kept.reload().content.raw
    assert drafting.purge_expired() == 0


def test_what_was_submitted_is_never_purged(destination: Destination):
    filled = fill(go_online(destination))
    filled.submit()
    _expire()
    assert drafting.purge_expired() == 0
    assert queries.resume(filled.code).submitted


def test_saving_writes_neither_event_nor_audit_entry(destination: Destination):
    service = go_online(destination)
    _, before = audit.page(offset=0, limit=1)
    fill(service)
    assert audit.page(offset=0, limit=1)[1] == before


def test_a_save_takes_at_most_four_statements(destination: Destination):
    filled = fill(go_online(destination))
    queries._service_cached.cache_clear()
    with CaptureQueriesContext(connection) as done:
        draft = filled.reload()
        queries.service(draft.service)
        drafting.change(draft, filled.code, _answer(eins="1"))
    assert 1 < len(done) <= 4


def test_uploads_lie_encrypted_and_open_for_their_draft_only(destination: Destination):
    before = set(blobs())
    service = go_online(destination)
    mine, other = fill(service, file=FILE_TEXT), fill(service)
    [identity] = mine.draft.content.uploads
    assert drafting.read_upload(mine.draft, identity) == FILE_TEXT
    with pytest.raises(DraftUpload.DoesNotExist):
        drafting.read_upload(other.draft, identity)
    [name] = set(blobs()) - before
    assert FILE_TEXT not in blobs()[name]
    info = mine.draft.content.uploads[identity]
    assert (info.filename, info.size, info.media_type) == (FILE_NAME, len(FILE_TEXT), "application/pdf")


def test_a_file_that_is_taken_back_is_gone(destination: Destination):
    before = set(blobs())
    filled = fill(go_online(destination), file=FILE_TEXT)
    drafting.remove_uploads(filled.draft, frozenset(filled.draft.content.uploads))
    assert set(blobs()) == before
    assert not DraftUpload.objects.exists()


def test_too_many_or_too_large_files_are_refused(destination: Destination, monkeypatch):
    filled = fill(go_online(destination), file=FILE_TEXT)
    file = NewUpload("b.pdf", "application/pdf", b"x")
    monkeypatch.setattr(drafting, "MAX_UPLOADS", 1)
    with pytest.raises(Refused, match="Mehr als 1 Dateien"):
        drafting.add_upload(filled.draft, file=file)
    monkeypatch.setattr(drafting, "MAX_UPLOADS", 2)
    monkeypatch.setattr(drafting, "MAX_UPLOAD_BYTES", len(FILE_TEXT))
    with pytest.raises(Refused, match="höchstens"):
        drafting.add_upload(filled.draft, file=file)
    assert DraftUpload.objects.count() == 1
