# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime

import pytest

from leistungswerk.core import accounts, audit, check_runs
from leistungswerk.core.actor import CITIZEN, OPERATOR, Permission
from leistungswerk.core.models import Account
from leistungswerk.core.permissions import NotAllowed, require

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def _account(grants=frozenset({Permission.RELEASE_FORM})) -> bool:
    return accounts.ensure_account(
        OPERATOR, username="redaktion", password="ein langes Passwort", name="Redaktion", grants=grants
    )


def test_an_account_is_made_once_and_audited_without_its_password():
    assert _account()
    assert not _account(frozenset(Permission))
    account = Account.objects.get(username="redaktion")
    assert account.check_password("ein langes Passwort")
    assert account.password.startswith("argon2")
    [entry], total = audit.page(offset=0, limit=9)
    assert (entry.action, entry.subject, total) == ("account.created", f"account:{account.uuid}", 1)


def test_an_actor_may_what_its_account_was_granted_and_nothing_else():
    _account()
    actor = accounts.actor_of(Account.objects.get())
    require(actor, Permission.RELEASE_FORM)
    for permission in set(Permission) - {Permission.RELEASE_FORM}:
        with pytest.raises(NotAllowed, match="Berechtigung"):
            require(actor, permission)
    assert "redaktion" not in actor.pseudonym


def test_a_locked_account_may_nothing():
    _account(frozenset(Permission))
    account = Account.objects.get()
    account.is_active = False
    assert accounts.actor_of(account).grants == frozenset()


@pytest.mark.parametrize("permission", Permission)
def test_a_citizen_may_nothing_of_what_the_office_may(permission):
    with pytest.raises(NotAllowed):
        require(CITIZEN, permission)


def test_what_was_never_checked_has_no_result_and_the_newest_result_counts():
    assert check_runs.latest(kind="rehearsal", subject_digest="a") is None
    for ok in (True, False):
        check_runs.record(kind="rehearsal", subject_digest="a", ok=ok, report={"step": "x"}, at=NOW)
    check_runs.record(kind="connection", subject_digest="a", ok=True, report={}, at=NOW)
    found = check_runs.latest(kind="rehearsal", subject_digest="a")
    assert found is not None
    assert (found.ok, found.report) == (False, {"step": "x"})
