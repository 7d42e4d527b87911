# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime

import pytest

from leistungswerk.core import audit
from leistungswerk.core.actor import CITIZEN, OPERATOR
from leistungswerk.core.models import AuditEntry

NOW = datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _write(count: int) -> None:
    for number in range(count):
        audit.record(
            OPERATOR, action="form.published", subject=f"form:{number}", at=NOW, digest="ab", note="ü"
        )


def _chain() -> list[tuple[int | None, str]]:
    return list(AuditEntry.objects.order_by("id").values_list("number", "chain"))


def test_entries_are_chained_in_order_and_only_once():
    _write(3)
    assert _chain() == [(None, "")] * 3
    assert audit.seal() == 3
    sealed = _chain()
    assert [number for number, _ in sealed] == [1, 2, 3]
    assert len({chain for _, chain in sealed}) == 3
    assert audit.seal() == 0
    _write(2)
    assert audit.seal() == 2
    assert _chain()[:3] == sealed
    assert audit.first_broken() is None


def test_many_entries_are_chained_in_several_rounds():
    _write(5)
    assert [audit.seal(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert audit.first_broken() is None


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "citizen"},
        {"action": "form.withdrawn"},
        {"subject": "form:9"},
        {"digest": "cd"},
        {"note": ""},
        {"at": datetime(2026, 3, 2, 10, 0, 1, tzinfo=UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_entry_that_was_changed_breaks_the_chain_there(change):
    _write(4)
    audit.seal()
    AuditEntry.objects.filter(number=3).update(**change)
    assert audit.first_broken() == 3


def test_an_entry_that_was_taken_out_breaks_the_chain_there():
    _write(4)
    audit.seal()
    AuditEntry.objects.filter(number=2).delete()
    assert audit.first_broken() == 2


def test_two_entries_that_were_exchanged_break_the_chain():
    _write(4)
    audit.seal()
    AuditEntry.objects.filter(number=2).update(number=99)
    AuditEntry.objects.filter(number=3).update(number=2)
    AuditEntry.objects.filter(number=99).update(number=3)
    assert audit.first_broken() == 2


def test_the_log_is_read_newest_first_and_holds_pseudonyms():
    audit.record(OPERATOR, action="schema.imported", subject="fim:S1", at=NOW)
    audit.record(CITIZEN, action="application.sent", subject="application:1", at=NOW)
    [newest], total = audit.page(offset=0, limit=1)
    assert (newest.actor, newest.action, total) == ("citizen", "application.sent", 2)
