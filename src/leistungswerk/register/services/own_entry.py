# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people may change of themselves: how they are reached at work."""

import re
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.register import search
from leistungswerk.register.models import Person

_PHONE: Final = re.compile(r"[0-9+()/ .–-]{0,60}")


def edit_own_contact(actor: Actor, *, function: str, phone: str) -> None:
    """Change one's own function and telephone; name, address and organisation belong to who gives the roles."""
    row = Person.objects.filter(uuid=actor.person, active=True).first() if actor.person else None
    if row is None:
        raise Missing(_("Ihr Konto gehört zu keiner Person im Register."))
    said, number = " ".join(function.split()), " ".join(phone.split())
    if len(said) > 200:
        raise Refused(_("„Funktion“ ist zu lang. Möglich sind 200 Zeichen."))
    if not _PHONE.fullmatch(number):
        raise Refused(_("„Telefon“: Schreiben Sie eine Nummer wie 06131 123-456."))
    with transaction.atomic():
        Person.objects.filter(pk=row.pk).update(function=said, phone=number)
        search.touch("person", [str(row.uuid)])
        audit.record(actor, action="person.edited_self", subject=f"person:{row.uuid}", at=times.now())
