# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accounts of people: opened by whoever gives roles, entered by the person alone.

The administration never learns a password: it hands over a one-time code (128 bit, three days), of which only a
hash is kept. With it the person chooses a password. Code and password travel by POST only.
"""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Final

import msgspec
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import accounts, audit, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Refused
from leistungswerk.register.models import Person
from leistungswerk.register.services.people import managed

_VALID: Final = timedelta(days=3)
SHORTEST_PASSWORD: Final = 12


class Access(msgspec.Struct, frozen=True):
    """What is handed to the person; shown once."""

    username: str
    code: str
    until: datetime


def open_account(actor: Actor, *, person: uuid.UUID, username: str) -> None:
    """Give a person an account that nobody can sign in to until a code is handed out."""
    row = managed(actor, person)
    with transaction.atomic():
        _ensure_account(actor, row, username)


def _ensure_account(actor: Actor, row: Person, username: str) -> None:
    if row.account is not None:
        return
    name = username.strip().casefold()
    if not name or len(name) > 150 or not name.isprintable() or " " in name:
        raise Refused(_("Geben Sie einen Benutzernamen ohne Leerzeichen an."))
    row.account_id = accounts.open_account(actor, username=name, name=row.name)
    if row.account_id is None:
        raise Refused(_("Den Benutzernamen „%(name)s“ gibt es schon.") % {"name": name})
    row.save(update_fields=["account"])
    row.refresh_from_db()


def open_access(actor: Actor, *, person: uuid.UUID, username: str = "") -> Access:
    """Open the account of a person, or give a new code to one who forgot the password; earlier codes are void."""
    row = managed(actor, person)
    code, until = secrets.token_urlsafe(16), times.now() + _VALID
    with transaction.atomic():
        _ensure_account(actor, row, username)
        row.access_code, row.access_code_until = make_password(_bare(code)), until
        row.save(update_fields=["access_code", "access_code_until"])
        assert row.account is not None
        audit.record(actor, action="person.access_opened", subject=f"person:{person}", at=times.now())
    return Access(row.account.username, code, until)


def use_access_code(*, username: str, code: str, password: str) -> None:
    """Choose a password with a one-time code; raises :class:`Refused` alike for every wrong pair."""
    row = (
        Person.objects.select_related("account")
        .filter(account__username=username.strip().casefold(), active=True)
        .exclude(access_code="")
        .first()
    )
    # A hash is computed in every case, so that the time tells nobody which names exist.
    fits = check_password(_bare(code), row.access_code if row else make_password(secrets.token_urlsafe(16)))
    if row is None or not fits or row.access_code_until is None or row.access_code_until < times.now():
        raise Refused(_("Benutzername und Einmal-Code passen nicht zusammen, oder der Code ist abgelaufen."))
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(_("Wählen Sie ein Passwort mit mindestens 12 Zeichen."))
    assert row.account is not None
    person = Actor(f"account:{row.account.uuid}", row.name)
    with transaction.atomic():
        used = Person.objects.filter(pk=row.pk, access_code=row.access_code).update(
            access_code="", access_code_until=None
        )
        if not used:
            raise Refused(
                _("Benutzername und Einmal-Code passen nicht zusammen, oder der Code ist abgelaufen.")
            )
        accounts.set_password(person, account=row.account.uuid, password=password)


def _bare(code: str) -> str:
    return code.strip()
