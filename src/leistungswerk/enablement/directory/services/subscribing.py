# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Subscribing: an address by form and a mail to confirm it, people of the office by one click.

A stranger learns nothing: whether an address is known, refused or full, the form answers the same. Confirming and
ending need the link of a mail. What is not confirmed goes after :data:`WAITS`, what is ended goes at once, and with it
the address.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.settings import settings
from leistungswerk.enablement.directory import letters, sources
from leistungswerk.enablement.directory.models import Subscriber, Subscription, Wish
from leistungswerk.enablement.directory.states import KEYLESS, PUBLIC_TOPICS, Pace, Topic
from leistungswerk.register import queries as register

WAITS: Final = timedelta(hours=48)
MOST_MAILS: Final = 3
"""So often an address is asked within :data:`WAITS`: nobody fills a stranger's mailbox from here."""
MOST_TOPICS: Final = 50
"""Of one subscriber."""
_ROBOTS: Final = frozenset({"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "abuse"})
Wanted = tuple[Topic, str]


def wish(*, email: str, wanted: Sequence[Wanted], pace: Pace, language: str) -> None:
    """Somebody asks by form to be told; raises :class:`Refused` only for what the form itself shows."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(
            _("„%(email)s“ ist keine E-Mail-Adresse. Sie sieht aus wie name@beispiel.de.") % {"email": email}
        ) from error
    titles = _titles(wanted, PUBLIC_TOPICS, language)
    if not titles:
        raise Refused(_("Wählen Sie aus, worüber wir Ihnen schreiben sollen."))
    at = times.now()
    if _never(address):
        return
    with transaction.atomic():
        if Wish.objects.filter(email=address, at__gt=at - WAITS).count() >= MOST_MAILS:
            return
        row = Wish.objects.create(
            email=address, topics=[list(each) for each in titles], pace=pace.value, language=language, at=at
        )
        letters.confirm(row, list(titles.values()), hours=int(WAITS.total_seconds() // 3600))


def _titles(wanted: Collection[Wanted], allowed: Collection[Topic], language: str) -> dict[Wanted, str]:
    """What of the wanted there is, with its name; nobody can subscribe to what is not there."""
    found: dict[Wanted, str] = {}
    with override(language):
        for topic, key in list(wanted)[:MOST_TOPICS]:
            narrowed = "" if topic in KEYLESS else key
            named = sources.full_title(topic, narrowed) if topic in allowed else None
            if named is not None:
                found[topic, narrowed] = named
    return found


def _never(address: str) -> bool:
    """Addresses that answer by themselves, and our own: mail to them comes back to us for ever."""
    local, _at, _domain = address.partition("@")
    return (
        local in _ROBOTS
        or local.startswith(("bounce", "owner-"))
        or address == settings().mail.address.lower()
    )


def confirm(identity: uuid.UUID) -> uuid.UUID:
    """The address confirms its wish; the uuid of its subscriber. Raises :class:`Missing` once it ran out."""
    at = times.now()
    with transaction.atomic():
        row = Wish.objects.filter(uuid=identity, at__gt=at - WAITS).first()
        # Of two clicks at once one deletes it.
        if row is None or not Wish.objects.filter(pk=row.pk).delete()[0]:
            raise Missing(_("Dieser Link gilt nicht mehr. Tragen Sie sich bitte noch einmal ein."))
        subscriber, _new = Subscriber.objects.get_or_create(
            email=row.email,
            defaults={"pace": row.pace, "language": row.language, "confirmed_at": at, "told_until": at},
        )
        Subscriber.objects.filter(pk=subscriber.pk).update(
            pace=row.pace, language=row.language, bounces=0, bounced_at=None
        )
        _add(subscriber, [(Topic(topic), key) for topic, key in row.topics], at)
        Wish.objects.filter(email=row.email).delete()
    return subscriber.uuid


def _add(subscriber: Subscriber, wanted: Collection[Wanted], at: datetime) -> None:
    held = Subscription.objects.filter(subscriber=subscriber).count()
    rows = [
        Subscription(subscriber=subscriber, topic=topic.value, key=key, since=at) for topic, key in wanted
    ][: max(MOST_TOPICS - held, 0)]
    Subscription.objects.bulk_create(rows, ignore_conflicts=True)


def change(subscriber: uuid.UUID, *, kept: Collection[Wanted], pace: Pace) -> bool:
    """Keep only these topics and this pace; ``False`` if none is left and the subscriber with its address is gone."""
    with transaction.atomic():
        row = Subscriber.objects.select_for_update().filter(uuid=subscriber).first()
        if row is None:
            raise Missing(_("Dieses Abonnement ist beendet, die Adresse ist gelöscht."))
        wanted = {(topic.value, key) for topic, key in kept}
        for each in row.subscriptions.all():
            if (each.topic, each.key) not in wanted:
                each.delete()
        Subscriber.objects.filter(pk=row.pk).update(pace=pace.value)
        return not _drop_empty(row.pk)


def _drop_empty(subscriber: int) -> bool:
    return bool(Subscriber.objects.filter(pk=subscriber, subscriptions__isnull=True).delete()[0])


def end(subscriber: uuid.UUID) -> None:
    """Tell nothing more and delete the address; doing it again is no mistake."""
    Subscriber.objects.filter(uuid=subscriber).delete()


def follow(actor: Actor, *, topic: Topic, key: str = "") -> None:
    """A person of the office is told from now on; the register vouches for the address."""
    person = _person(actor)
    assert actor.person is not None
    source = sources.source(topic)
    key = "" if topic in KEYLESS else key
    if source is None or source.title(key) is None or not source.visible(actor.person, key):
        raise Missing(_("Das gibt es nicht, oder es ist nicht für Sie freigegeben."))
    at = times.now()
    with transaction.atomic():
        subscriber, _new = Subscriber.objects.get_or_create(
            person_id=person,
            defaults={
                "pace": Pace.DAILY.value, "language": "de", "confirmed_at": at, "told_until": at,
            },
        )  # fmt: skip
        if subscriber.subscriptions.count() >= MOST_TOPICS:
            raise Refused(
                _("Sie haben schon %(most)d Abonnements. Beenden Sie zuerst eines.") % {"most": MOST_TOPICS}
            )
        _add(subscriber, [(topic, key)], at)
        audit.record(actor, action="subscription.begun", subject=f"{topic.value}:{key}", at=at)


def unfollow(actor: Actor, *, topic: Topic, key: str = "") -> None:
    person = _person(actor)
    with transaction.atomic():
        rows = Subscription.objects.filter(subscriber__person_id=person, topic=topic.value, key=key)
        held = rows.values_list("subscriber_id", flat=True).first()
        if held is not None and rows.delete()[0]:
            _drop_empty(held)
            audit.record(actor, action="subscription.ended", subject=f"{topic.value}:{key}", at=times.now())


def set_pace(actor: Actor, *, pace: Pace) -> None:
    """How often one is told."""
    with transaction.atomic():
        Subscriber.objects.filter(person_id=_person(actor)).update(pace=pace.value)


def _person(actor: Actor) -> int:
    found = register.person_id(actor.person) if actor.person else None
    if found is None:
        raise Refused(
            _("Ihr Konto ist mit keiner Person im Register verbunden. Bitten Sie die Systemverwaltung darum.")
        )
    return found


def forget_wishes() -> int:
    """Delete what nobody confirmed in time; a recurring job."""
    gone, _kinds = Wish.objects.filter(at__lte=times.now() - WAITS).delete()
    return gone
