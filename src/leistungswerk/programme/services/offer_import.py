# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers read from a file: first the difference, then all of it or nothing."""

import uuid

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.reuse.offer_entry import OfferEntry
from leistungswerk.programme.reuse.offer_fields import Change, changes
from leistungswerk.programme.reuse.offer_files import Row, known, read
from leistungswerk.programme.reuse.offers import OfferView
from leistungswerk.programme.services.offers import check, edit_offer, enter_offer


class Difference(msgspec.Struct, frozen=True):
    """What a file would do: titles of new offers, changes of known ones, and how many stay as they are."""

    fresh: tuple[str, ...]
    changed: tuple[tuple[str, tuple[Change, ...]], ...]
    same: int


class _Planned(msgspec.Struct, frozen=True):
    entry: OfferEntry
    before: OfferView | None
    changes: tuple[Change, ...]


def _after(before: OfferView, entry: OfferEntry) -> OfferView:
    """The offer as it would read; names of services are not compared."""
    names = dict(before.services)
    told = {
        name: getattr(entry, name) for name in OfferEntry.__struct_fields__ if name != "services"
    } | {"routes": tuple(entry.routes), "transports": tuple(entry.transports)}  # fmt: skip
    services = tuple(sorted((key, names.get(key, "")) for key in entry.services))
    return msgspec.structs.replace(before, services=services, **told)


def _check_row(row: Row, before: OfferView | None, first: int | None) -> None:
    check(row.entry)
    if row.identity and before is None:
        raise Refused(_("Zu dieser Kennung gibt es kein Angebot. Lassen Sie sie für neue Angebote leer."))
    if first is not None:
        raise Refused(_("Dasselbe Angebot steht schon in Zeile %(first)d.") % {"first": first})


def _plan(rows: tuple[Row, ...]) -> list[_Planned]:
    by_uuid, by_title = known()
    planned: list[_Planned] = []
    seen: dict[uuid.UUID | tuple[str, str], int] = {}
    for row in rows:
        before = (
            by_uuid.get(row.identity) if row.identity else by_title.get((row.entry.title, row.entry.land))
        )
        key = before.uuid if before else (row.entry.title, row.entry.land)
        try:
            _check_row(row, before, seen.get(key))
        except Refused as refused:
            raise Refused(_("Zeile %(line)d: %(text)s") % {"line": row.line, "text": refused}) from refused
        seen[key] = row.line
        found = changes(before, _after(before, row.entry)) if before else ()
        planned.append(_Planned(row.entry, before, found))
    return planned


def compare_offers(actor: Actor, *, text: str, form: str) -> Difference:
    """What the file would change; nothing is stored. Raises :class:`Refused` with line, column and remedy."""
    require(actor, Permission.EDIT_OFFER)
    planned = _plan(read(text, form))
    return Difference(
        tuple(item.entry.title for item in planned if item.before is None),
        tuple((item.before.title, item.changes) for item in planned if item.before and item.changes),
        sum(1 for item in planned if item.before and not item.changes),
    )


def import_offers(actor: Actor, *, text: str, form: str) -> Difference:
    """Enter and change what the file says, all or nothing; subscribers are told. The same file twice changes nothing."""
    difference = compare_offers(actor, text=text, form=form)
    with transaction.atomic():
        for item in _plan(read(text, form)):
            if item.before is None:
                enter_offer(actor, entry=item.entry)
            elif item.changes:
                edit_offer(actor, offer=item.before.uuid, entry=item.entry, revision=item.before.revision)
    return difference
