# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the public service finder reads: services with their texts, places, and who is competent at a place.

Each function makes a constant number of statements, however large the register is.
"""

import re
import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

import msgspec
from django.db.models import Count, Q

from leistungswerk.core import times
from leistungswerk.register import keys
from leistungswerk.register.kinds import MUNICIPAL, OrganisationKind, ResponsibilityKind, SdgAnnex
from leistungswerk.register.models import (
    Organisation,
    Responsibility,
    Service,
    ServiceText,
    Situation,
    Territory,
)
from leistungswerk.register.search import search_shelf
from leistungswerk.register.search.public_kinds import PLACES, SERVICES, place_detail
from leistungswerk.register.search.text import words
from leistungswerk.register.text_content import Module, TextContent

_ASIDE: Final = re.compile(r"\([^)]*\)|,.*$")
LAND: Final = "070000000000"
"""Rheinland-Pfalz: what holds without a place."""
_KINDS: Final = {ResponsibilityKind.DECIDES.value: 0, ResponsibilityKind.ADMINISTERS.value: 1}
_TEASER: Final = (Module.TEASER, Module.SHORT)


class Place(msgspec.Struct, frozen=True):
    """A Gebiet somebody may live in; ``detail`` says what it lies in."""

    ars: str
    name: str
    detail: str = ""

    @property
    def levels(self) -> tuple[str, ...]:
        return keys.ars_levels(self.ars)

    def called(self, typed: str) -> bool:
        """Whether that is its name, with or without what tells its kind: „Mainz (kreisfreie Stadt)“ is „Mainz“."""
        return words(typed) in {words(self.name), words(_ASIDE.sub(" ", self.name))}

    def begins(self, typed: str) -> bool:
        """Whether its name begins with these words."""
        said = words(typed)
        return bool(said) and words(self.name)[: len(said)] == said


class SituationView(msgspec.Struct, frozen=True):
    """A Lebens- or Geschäftslage with the number of its services."""

    number: int
    name: str
    theme: str
    services: int


class Card(msgspec.Struct, frozen=True):
    """A service in a list of hits; ``language`` is that of its name and teaser."""

    key: str
    name: str
    teaser: str
    language: str


class Office(msgspec.Struct, frozen=True):
    """A competent body; ``own`` if it is of the place itself, else ``ars`` is what the place lies in."""

    uuid: uuid.UUID
    name: str
    kind: OrganisationKind
    ars: str
    territory: str
    street: str
    postcode: str
    city: str
    email: str
    phone: str
    website: str
    part: ResponsibilityKind


class TextView(msgspec.Struct, frozen=True):
    language: str
    name: str
    agency: str
    publisher: str
    identifier: str
    origin_url: str
    changed_on: date | None
    content: TextContent
    ars: str = ""
    """The Gebiet it is for; empty: everywhere."""


class PublicService(msgspec.Struct, frozen=True):
    """A service with all its texts that hold at a place, the nearest first."""

    key: str
    name: str
    citizen_name: str
    annex: SdgAnnex
    areas: tuple[str, ...]
    legal_bases: tuple[str, ...]
    situations: tuple[tuple[int, str], ...]
    texts: tuple[TextView, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text.language for text in self.texts))

    def text(self, language: str) -> TextView | None:
        """The text in a language; what a nearer Gebiet says stands in place of what holds everywhere."""
        spoken = [text for text in self.texts if text.language == language]
        if not spoken or not spoken[0].ars:
            return spoken[0] if spoken else None
        wide = next((text for text in spoken if not text.ars), None)
        if wide is None:
            return spoken[0]
        merged = wide.content.overlaid(spoken[0].content)
        return msgspec.structs.replace(spoken[0], name=spoken[0].name or wide.name, content=merged)


def place(ars: str) -> Place | None:
    """The place of a Regionalschlüssel; one statement."""
    if len(ars) != 12 or not ars.isdecimal():
        return None
    names = dict(
        Territory.objects.filter(ars__in=keys.ars_levels(ars), valid_to__isnull=True).values_list(
            "ars", "name"
        )
    )
    return Place(ars, names[ars], place_detail(ars, names)) if ars in names else None


def place_by_ags(ags: str) -> Place | None:
    """The place of an amtlicher Gemeindeschlüssel: an ARS without its Verband (standards.md 13.1); two statements."""
    kreis, gemeinde = ags[:5], ags[5:]
    rows = Territory.objects.filter(ars__startswith=kreis, ars__endswith=gemeinde, valid_to__isnull=True)
    found = [ars for ars in rows.values_list("ars", flat=True) if gemeinde != "000" or ars[5:9] == "0000"]
    return place(found[0]) if len(found) == 1 else None


def places(query: str, *, limit: int = 8) -> tuple[Place, ...]:
    """Places whose name is meant by a query, best first; tolerant of slips."""
    hits = search_shelf(PLACES, query)[: 4 * limit]
    found = [Place(hit.document.ref, hit.document.title, hit.document.detail) for hit in hits]
    return tuple(sorted(found, key=lambda place: not place.called(query))[:limit])


def places_by_postcode(postcode: str, *, limit: int = 8) -> tuple[Place, ...]:
    """Gebiete whose administration has its seat under a postcode: to choose from, never to decide by."""
    rows = Territory.objects.filter(organisation__postcode=postcode, valid_to__isnull=True).exclude(
        ars__endswith="0" * 10
    )
    found = dict(rows.order_by("name").values_list("ars", "name")[:limit])
    names = dict(
        Territory.objects.filter(
            ars__in={level for ars in found for level in keys.ars_levels(ars)}
        ).values_list("ars", "name")
    )
    return tuple(Place(ars, name, place_detail(ars, names)) for ars, name in found.items())


def bodies_at(places: Sequence[str]) -> list[uuid.UUID]:
    """The municipalities of these places (ARS), in their order, as long as they exist; one statement."""
    rows = Organisation.objects.filter(
        territory__ars__in=list(places), kind__in=[kind.value for kind in MUNICIPAL], valid_to__isnull=True
    ).values_list("territory__ars", "uuid")
    found = dict(rows)
    return [found[ars] for ars in places if ars in found]


def hits(query: str, refs: frozenset[str] | None = None) -> tuple[str, ...]:
    """Leistungsschlüssel of what a query means, best first."""
    return tuple(hit.document.ref for hit in search_shelf(SERVICES, query, refs))


def suggestions(query: str, *, limit: int = 8) -> tuple[tuple[str, str], ...]:
    """Key and name of the best hits, without reading anything else."""
    return tuple((hit.document.ref, hit.document.title) for hit in search_shelf(SERVICES, query)[:limit])


def situations() -> tuple[SituationView, ...]:
    """Lagen that hold at least one service, by name; one statement."""
    rows = Situation.objects.annotate(
        total=Count("servicebundle__services", filter=Q(servicebundle__services__active=True), distinct=True)
    )
    return tuple(
        SituationView(*row)
        for row in rows.filter(total__gt=0).order_by("name").values_list("number", "name", "theme", "total")
    )


def situation_name(number: int) -> str:
    """Name of a Lage; empty for one that does not exist."""
    return Situation.objects.filter(number=number).values_list("name", flat=True).first() or ""


def keys_of_situation(number: int) -> frozenset[str]:
    rows = Service.objects.filter(bundles__situation__number=number, active=True)
    return frozenset(rows.values_list("key", flat=True))


def page_of_situation(number: int, *, offset: int, limit: int) -> tuple[tuple[str, ...], int]:
    """Services of a Lage by name, and how many there are."""
    rows = Service.objects.filter(bundles__situation__number=number, active=True).distinct()
    return tuple(
        rows.order_by("name", "key").values_list("key", flat=True)[offset : offset + limit]
    ), rows.count()


def situation_counts(found: Sequence[str]) -> tuple[tuple[int, str, int], ...]:
    """Lagen among some services with how many each holds, most first; one statement."""
    rows = Situation.objects.filter(servicebundle__services__key__in=found).values_list("number", "name")
    counted = rows.annotate(total=Count("servicebundle__services__key", distinct=True))
    return tuple(counted.order_by("-total", "name")[:6])


def cards(found: Sequence[str], language: str) -> tuple[Card, ...]:
    """Services as hits, in the given order, in the language where they speak it; two statements."""
    services = {row.key: row for row in Service.objects.filter(key__in=found, active=True)}
    rows = ServiceText.objects.filter(key__in=found, language__in=("de", language), ars="").order_by("agency")
    texts: dict[tuple[str, str], ServiceText] = {(row.key, row.language): row for row in rows}
    made = []
    for key in found:
        if (service := services.get(key)) is None:
            continue
        text = texts.get((key, language)) or texts.get((key, "de"))
        name = text.name if text and text.language != "de" and text.name else ""
        german = service.citizen_name or (text.name if text else "") or service.name
        made.append(Card(key, name or german, _teaser(text), text.language if text and name else "de"))
    return tuple(made)


def _teaser(text: ServiceText | None) -> str:
    if text is None:
        return ""
    content = msgspec.convert(text.content, TextContent)
    found = next((part.html for code in _TEASER if (part := content.section(code)) and part.html), "")
    from leistungswerk.standards.fim.xzufi.markup import plain

    line = plain(found)
    return line if len(line) < 240 else f"{line[:230].rsplit(' ', 1)[0]} …"


def public_service(key: str, levels: Sequence[str]) -> PublicService | None:
    """A service with its texts at a place (``levels`` from :func:`leistungswerk.register.keys.ars_levels`).

    Nearest Gebiet first, a Landesredaktion (``L…``) before the federal texts. Three statements.
    """
    row = Service.objects.filter(key=key, active=True).first()
    if row is None:
        return None
    near = {ars: place for place, ars in enumerate((*levels, ""))}
    texts = sorted(
        ServiceText.objects.filter(key=key, ars__in=near),
        key=lambda text: (near[text.ars], not text.agency.startswith("L"), text.agency, text.language),
    )
    lagen = Situation.objects.filter(servicebundle__services=row).distinct().values_list("number", "name")
    return PublicService(
        row.key, row.name, row.citizen_name, SdgAnnex(row.sdg_annex), tuple(row.sdg_areas), tuple(row.legal_bases),
        tuple(lagen),
        tuple(
            TextView(
                text.language, text.name, text.agency, text.publisher, text.identifier, text.origin_url, text.changed_on,
                msgspec.convert(text.content, TextContent), text.ars,
            )
            for text in texts
        ),
    )  # fmt: skip


def offices(key: str, levels: Collection[str]) -> tuple[Office, ...]:
    """Bodies that decide on or carry out a service in one of the Gebiete today, the nearest first; one statement."""
    today = times.legal_day(times.now())
    rows = Responsibility.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today), Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        service__key=key, kind__in=_KINDS, relevant=True, organisation__territory__ars__in=levels,
        organisation__valid_to__isnull=True,
    ).select_related("organisation__territory")  # fmt: skip
    order = {ars: place for place, ars in enumerate(levels)}
    found: dict[int, Office] = {}
    for row in sorted(rows, key=lambda row: _KINDS[row.kind]):
        found.setdefault(row.organisation_id, _office(row.organisation, ResponsibilityKind(row.kind)))
    return tuple(
        sorted(found.values(), key=lambda office: (order[office.ars], _KINDS[office.part], office.name))
    )


def offices_of(identities: Collection[uuid.UUID]) -> tuple[Office, ...]:
    """These bodies by name, as far as they still exist and have a Gebiet; one statement."""
    rows = Organisation.objects.select_related("territory").filter(
        uuid__in=identities, territory__isnull=False, valid_to__isnull=True
    )
    return tuple(_office(row, ResponsibilityKind.DECIDES) for row in rows.order_by("name", "pk"))


def office(identity: uuid.UUID) -> Office | None:
    """A body with a Gebiet that still exists."""
    rows = Organisation.objects.select_related("territory")
    row = rows.filter(uuid=identity, territory__isnull=False, valid_to__isnull=True).first()
    return _office(row, ResponsibilityKind.DECIDES) if row else None


def _office(body: Organisation, part: ResponsibilityKind) -> Office:
    area = body.territory
    assert area is not None
    return Office(
        body.uuid, body.name, OrganisationKind(body.kind), area.ars, area.name, body.street, body.postcode, body.city,
        body.email, body.phone, body.website, part,
    )  # fmt: skip


def changed_services(*, offset: int, limit: int) -> tuple[tuple[str, date | None], ...]:
    """Active services with a text or someone competent, by key, with the day their text last changed; for the map."""
    rows = (
        Service.objects.filter(active=True)
        .order_by("key")
        .values_list("key", flat=True)[offset : offset + limit]
    )
    found = list(rows)
    days: dict[str, date] = {}
    for row in ServiceText.objects.filter(key__in=found).only("key", "changed_on"):
        if row.changed_on is not None:
            days[row.key] = max(row.changed_on, days.get(row.key, row.changed_on))
    return tuple((key, days.get(key)) for key in found)


def service_count() -> int:
    return Service.objects.filter(active=True).count()
