# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nachnutzungsangebote: entered, edited, scored, subscribed to."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import Notice, OfferSubscription, RequirementScore, ReuseOffer
from leistungswerk.programme.reuse import offers
from leistungswerk.programme.reuse.minimum import NUMBERS
from leistungswerk.programme.reuse.offer_entry import OfferEntry
from leistungswerk.programme.reuse.offer_fields import Change, changes
from leistungswerk.programme.reuse_states import Fulfilment
from leistungswerk.programme.reuse_words import FULFILMENT_WORDS, LAENDER
from leistungswerk.register import queries as register


def _services(keys: Sequence[str]) -> list[int]:
    found = register.service_ids(keys)
    if missing := [key for key in keys if key not in found]:
        raise Refused(
            _("Diese Leistungen stehen nicht im Register: %(keys)s.") % {"keys": ", ".join(missing)}
        )
    if not keys:
        raise Refused(_("Nennen Sie mindestens einen Leistungsschlüssel, den das Angebot abdeckt."))
    return list(found.values())


def check(entry: OfferEntry) -> list[int]:
    """The internal ids of the services; raises :class:`Refused` with the field and the remedy."""
    for text, field in (
        (entry.title, _("Titel")),
        (entry.operator, _("Betreiber")),
        (entry.source, _("Quelle")),
        (entry.maintainer, _("Gepflegt von")),
    ):
        if not text.strip():
            raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": field})
    if entry.land not in LAENDER:
        raise Refused(
            _(
                "„Land“: „%(land)s“ gibt es nicht. Nehmen Sie die ersten beiden Ziffern des Regionalschlüssels."
            )
            % {"land": entry.land}
        )
    if entry.available_from and entry.ends_on and entry.ends_on < entry.available_from:
        raise Refused(_("„Endet am“ liegt vor „Verfügbar ab“. Bitte prüfen Sie beide Tage."))
    if entry.checked_on > times.legal_day(times.now()):
        raise Refused(_("„Geprüft am“ liegt in der Zukunft. Tragen Sie den Tag ein, an dem geprüft wurde."))
    if entry.url and not entry.url.startswith(("https://", "http://")):
        raise Refused(_("„Internetadresse“ muss mit https:// beginnen."))
    return _services(entry.services)


def _fields(entry: OfferEntry) -> dict[str, object]:
    plain = {name: getattr(entry, name) for name in OfferEntry.__struct_fields__ if name != "services"}
    lists = {"routes": list(entry.routes), "transports": list(entry.transports)}
    return plain | lists


def enter_offer(actor: Actor, *, entry: OfferEntry) -> uuid.UUID:
    """Enter an offer; returns its uuid. Raises :class:`Refused` for a field that does not hold."""
    require(actor, Permission.EDIT_OFFER)
    services = check(entry)
    at = times.now()
    with transaction.atomic():
        row = ReuseOffer.objects.create(**_fields(entry))
        row.services.set(services)
        events.publish(kind="offer.entered", subject=row.uuid, at=at)
        audit.record(actor, action="offer.entered", subject=f"offer:{row.uuid}", at=at)
    return row.uuid


def _offer(identity: uuid.UUID) -> offers.OfferView:
    found = offers.offer(identity)
    if found is None:
        raise Missing(_("Dieses Angebot gibt es nicht."))
    return found


def edit_offer(actor: Actor, *, offer: uuid.UUID, entry: OfferEntry, revision: int) -> tuple[Change, ...]:
    """Change an offer and tell its subscribers what changed, in one transaction; returns the changes.

    Raises :class:`Overtaken` if somebody else changed it since ``revision``.
    """
    require(actor, Permission.EDIT_OFFER)
    services = check(entry)
    before = _offer(offer)
    at = times.now()
    with transaction.atomic():
        _claim(before, revision, **_fields(entry))
        ReuseOffer.objects.get(pk=before.pk).services.set(services)
        after = _offer(offer)
        found = changes(before, after)
        if found:
            audit.record(actor, action="offer.edited", subject=f"offer:{offer}", at=at)
            events.publish(kind="offer.changed", subject=offer, at=at)
            with override("de"):
                _tell(before, [change.sentence for change in changes(before, after)], at)
    return found


def _claim(before: offers.OfferView, revision: int, **fields: object) -> None:
    changed = ReuseOffer.objects.filter(pk=before.pk, revision=revision).update(
        **fields, revision=F("revision") + 1
    )
    if not changed:
        raise Overtaken(_("Jemand anderes hat dieses Angebot inzwischen geändert. Laden Sie die Seite neu."))


def _tell(offer: offers.OfferView, sentences: Sequence[str], at: datetime) -> None:
    """A notice to every subscriber, in German as a record; written with the change, so nobody misses one."""
    text = _("Das Angebot „%(title)s“ hat sich geändert. %(changes)s") % {
        "title": offer.title,
        "changes": " ".join(sentences),
    }
    url = reverse("office:offer", args=[offer.uuid])
    people = OfferSubscription.objects.filter(offer_id=offer.pk, person__active=True)
    Notice.objects.bulk_create(
        [Notice(person_id=person, text=text, url=url, at=at) for person in people.values_list("person_id", flat=True)]
    )  # fmt: skip


def score_offer(
    actor: Actor, *, offer: uuid.UUID, told: Mapping[str, tuple[Fulfilment, str]], revision: int
) -> None:
    """Record how an offer meets minimum requirements: by number, the fulfilment and a note.

    What is left out stays as it was. Anything but „nicht geprüft“ counts as looked at today. Subscribers are told.
    """
    require(actor, Permission.EDIT_OFFER)
    if unknown := sorted(set(told) - NUMBERS):
        raise Refused(
            _("Diese Mindestanforderung gibt es nicht: %(numbers)s.") % {"numbers": ", ".join(unknown)}
        )
    before = _offer(offer)
    at = times.now()
    today = times.legal_day(at)
    moved = {number: value for number, value in told.items() if _judged(before, number) != value}
    with transaction.atomic():
        _claim(before, revision)
        for number, (fulfilment, note) in moved.items():
            checked = None if fulfilment is Fulfilment.NOT_CHECKED else today
            RequirementScore.objects.update_or_create(
                offer_id=before.pk, requirement=number,
                defaults={"fulfilment": fulfilment, "note": note, "checked_on": checked},
            )  # fmt: skip
        if moved:
            audit.record(
                actor, action="offer.scored", subject=f"offer:{offer}", at=at, note=", ".join(sorted(moved))
            )
            events.publish(kind="offer.changed", subject=offer, at=at)
            with override("de"):
                said = [f"{number}: {FULFILMENT_WORDS[value[0]]}." for number, value in moved.items()]
                _tell(before, said, at)


def _judged(offer: offers.OfferView, number: str) -> tuple[Fulfilment, str]:
    held = offer.judged.get(number)
    return (held.fulfilment, held.note) if held else (Fulfilment.NOT_CHECKED, "")


def subscribe(actor: Actor, *, offer: uuid.UUID) -> None:
    """The actor's person is told from now on when the offer changes."""
    person = _person(actor)
    found = _offer(offer)
    at = times.now()
    with transaction.atomic():
        _row, created = OfferSubscription.objects.get_or_create(
            offer_id=found.pk, person_id=person, defaults={"at": at}
        )
        if created:
            audit.record(actor, action="offer.subscribed", subject=f"offer:{offer}", at=at)


def unsubscribe(actor: Actor, *, offer: uuid.UUID) -> None:
    person = _person(actor)
    found = _offer(offer)
    with transaction.atomic():
        gone, _kinds = OfferSubscription.objects.filter(offer_id=found.pk, person_id=person).delete()
        if gone:
            audit.record(actor, action="offer.unsubscribed", subject=f"offer:{offer}", at=times.now())


def _person(actor: Actor) -> int:
    require(actor, Permission.SEE_REGISTER)
    found = register.person_id(actor.person) if actor.person else None
    if found is None:
        raise Refused(
            _("Ihr Konto ist mit keiner Person im Register verbunden. Bitten Sie die Systemverwaltung darum.")
        )
    return found
