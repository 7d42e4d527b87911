# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from leistungswerk.core import audit, audit_heads, times
from leistungswerk.core.actor import OPERATOR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_file():
    audit_heads.head_file().unlink(missing_ok=True)
    yield
    audit_heads.head_file().unlink(missing_ok=True)


def test_the_head_is_exported_once_a_day_with_number_and_hash():
    assert audit_heads.export_head() == 0
    audit.record(OPERATOR, action="test", subject="a:1", at=times.now())
    audit.seal()
    assert audit_heads.export_head() == 1
    number, chain = audit.head()
    text = audit_heads.head_file().read_text(encoding="ascii")
    assert f"number {number}\nhash {chain}\n" in text
    audit.record(OPERATOR, action="test", subject="a:2", at=times.now())
    audit.seal()
    assert audit_heads.export_head() == 0
    assert audit_heads.head_file().read_text(encoding="ascii") == text
