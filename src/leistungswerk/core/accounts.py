# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Local accounts of the office and the actor they become."""

from django.db import transaction

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.models import Account


def actor_of(account: Account) -> Actor:
    """The account as an actor; an account that was locked has no grants."""
    grants = frozenset(Permission(grant) for grant in account.grants) if account.is_active else frozenset()
    return Actor(f"account:{account.uuid}", account.name, grants)


def ensure_account(
    actor: Actor, *, username: str, password: str, name: str, grants: frozenset[Permission]
) -> bool:
    """Create a local account unless the name exists; ``True`` if it was created."""
    with transaction.atomic():
        if Account.objects.filter(username=username).exists():
            return False
        account = Account.objects.create_account(
            username=username, password=password, name=name, grants=sorted(grants)
        )
        audit.record(actor, action="account.created", subject=f"account:{account.uuid}", at=times.now())
    return True
