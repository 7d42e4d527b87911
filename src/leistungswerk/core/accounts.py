# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Local accounts of the office and the actor they become."""

import uuid

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


def open_account(actor: Actor, *, username: str, name: str) -> int | None:
    """Create an account that nobody can sign in to yet, inside the caller's transaction; ``None``: the name is taken."""
    if Account.objects.filter(username=username).exists():
        return None
    account = Account(username=username, name=name)
    account.set_unusable_password()
    account.save()
    audit.record(actor, action="account.created", subject=f"account:{account.uuid}", at=times.now())
    return account.pk


def set_password(actor: Actor, *, account: uuid.UUID, password: str) -> None:
    """Give an account its password, inside the caller's transaction."""
    row = Account.objects.get(uuid=account)
    row.set_password(password)
    row.save(update_fields=["password"])
    audit.record(actor, action="account.password_set", subject=f"account:{account}", at=times.now())


def set_active(actor: Actor, *, account: uuid.UUID, active: bool) -> None:
    """Lock or unlock an account, inside the caller's transaction; a lock ends every session at its next request."""
    if Account.objects.filter(uuid=account, is_active=not active).update(is_active=active):
        audit.record(
            actor,
            action="account.unlocked" if active else "account.locked",
            subject=f"account:{account}",
            at=times.now(),
        )
