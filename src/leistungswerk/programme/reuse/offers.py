# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading offers: found by Leistungsschlüssel, by word, scored against the minimum requirements."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

import msgspec
from django.db.models import Q, QuerySet

from leistungswerk.core import times
from leistungswerk.programme.models import OfferSubscription, ReuseOffer
from leistungswerk.programme.reuse.minimum import Score, score
from leistungswerk.programme.reuse_states import Fulfilment, OfferState, Route
from leistungswerk.register.kinds import Transport

STALE_AFTER_DAYS: Final = 180
"""An entry not looked at for longer is marked; nothing else follows from it."""


class Match(StrEnum):
    """Why an offer was found."""

    DIRECT = "direct"
    """It covers the very Leistungsschlüssel."""
    BUNDLE = "bundle"
    """It covers a service of the same OZG-Leistung."""


class Judged(msgspec.Struct, frozen=True):
    """What was found out about one minimum requirement."""

    fulfilment: Fulfilment
    note: str
    checked_on: date | None


class OfferView(msgspec.Struct, frozen=True, kw_only=True):
    """An offer as pages and gates read it. Costs in EUR; ``services`` are (Leistungsschlüssel, name)."""

    pk: int
    uuid: uuid.UUID
    title: str
    land: str
    operator: str
    state: OfferState
    available_from: date | None
    ends_on: date | None
    routes: tuple[Route, ...]
    cost_key: str
    cost_once: Decimal | None
    cost_yearly: Decimal | None
    transports: tuple[Transport, ...]
    limits: str
    services: tuple[tuple[str, str], ...]
    source: str
    url: str
    maintainer: str
    checked_on: date
    age_days: int
    """Days since somebody last looked."""
    revision: int
    score: Score
    judged: dict[str, Judged]
    match: Match | None = None

    @property
    def stale(self) -> bool:
        return self.age_days > STALE_AFTER_DAYS

    @property
    def usable(self) -> bool:
        """Can be reused now, as far as the entry says; an ended or planned one is shown and not usable."""
        return self.state is OfferState.AVAILABLE


def _rows() -> "QuerySet[ReuseOffer]":
    return ReuseOffer.objects.prefetch_related("services", "scores")


def view(row: ReuseOffer, today: date, match: Match | None = None) -> OfferView:
    """Needs services and scores prefetched."""
    judged = {
        item.requirement: Judged(Fulfilment(item.fulfilment), item.note, item.checked_on)
        for item in row.scores.all()
    }
    services = sorted((str(item.key), str(item.name)) for item in row.services.all())  # type: ignore[attr-defined]
    return OfferView(
        pk=row.pk, uuid=row.uuid, title=row.title, land=row.land, operator=row.operator,
        state=OfferState(row.state), available_from=row.available_from, ends_on=row.ends_on,
        routes=tuple(Route(item) for item in row.routes), cost_key=row.cost_key, cost_once=row.cost_once,
        cost_yearly=row.cost_yearly, transports=tuple(Transport(item) for item in row.transports),
        limits=row.limits, services=tuple(services), source=row.source, url=row.url, maintainer=row.maintainer,
        checked_on=row.checked_on, age_days=max((today - row.checked_on).days, 0), revision=row.revision,
        score=score({number: item.fulfilment for number, item in judged.items()}), judged=judged, match=match,
    )  # fmt: skip


def _today() -> date:
    return times.legal_day(times.now())


def offer(identity: uuid.UUID) -> OfferView | None:
    row = _rows().filter(uuid=identity).first()
    return view(row, _today()) if row else None


def offers_for(keys: Iterable[str]) -> tuple[OfferView, ...]:
    """Offers for these Leistungsschlüssel, best first: direct ones, then those for bundle mates, each by score.

    Planned and ended offers are among them, after the available ones. Constant number of statements.
    """
    wanted = list(keys)
    mates = Q(services__key__in=wanted) | Q(services__bundles__services__key__in=wanted)
    ids = ReuseOffer.objects.filter(mates).values("pk")
    today, direct = _today(), set(wanted)
    found = []
    for row in _rows().filter(pk__in=ids):
        shown = view(row, today)
        same = any(key in direct for key, _name in shown.services)
        found.append(msgspec.structs.replace(shown, match=Match.DIRECT if same else Match.BUNDLE))
    return tuple(sorted(found, key=_best_first))


def _best_first(item: OfferView) -> tuple[object, ...]:
    return (
        not item.usable,
        item.match is not Match.DIRECT,
        *(-part for part in item.score.order),
        item.title,
    )


def search(*, text: str = "", state: str = "", offset: int, limit: int) -> tuple[tuple[OfferView, ...], int]:
    """Offers by words in title, operator and service, or by the beginning of a Leistungsschlüssel; newest first."""
    rows = ReuseOffer.objects.all()
    if state in set(OfferState):
        rows = rows.filter(state=state)
    for word in text.split():
        digits = word.replace(" ", "")
        if digits.isdecimal() and len(digits) >= 4:
            hit = Q(services__key__startswith=digits)
            if len(digits) == 14:
                hit |= Q(services__bundles__services__key=digits)
        else:
            hit = Q(title__icontains=word) | Q(operator__icontains=word) | Q(services__name__icontains=word)
        rows = rows.filter(pk__in=ReuseOffer.objects.filter(hit).values("pk"))
    page = _rows().filter(pk__in=rows.values("pk")).order_by("-id")[offset : offset + limit]
    today = _today()
    return tuple(view(row, today) for row in page), rows.count()


def offers(identities: Sequence[uuid.UUID]) -> tuple[OfferView, ...]:
    """These offers in the order asked for; unknown ones are left out."""
    today = _today()
    found = {row.uuid: view(row, today) for row in _rows().filter(uuid__in=list(identities))}
    return tuple(found[identity] for identity in identities if identity in found)


def all_offers() -> tuple[OfferView, ...]:
    """Every offer by title: what an export holds."""
    today = _today()
    return tuple(view(row, today) for row in _rows().order_by("title", "id"))


def subscribed(offer_pk: int, person: uuid.UUID | None) -> bool:
    return (
        person is not None
        and OfferSubscription.objects.filter(offer_id=offer_pk, person__uuid=person).exists()
    )


def choices() -> tuple[tuple[str, str], ...]:
    """(uuid, title) of the offers a contract may be begun with."""
    rows = ReuseOffer.objects.exclude(state=OfferState.ENDED).order_by("title")
    return tuple((str(identity), title) for identity, title in rows.values_list("uuid", "title"))
