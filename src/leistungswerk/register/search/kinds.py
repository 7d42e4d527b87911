# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the register lets people find."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.roles import ROLES, Reach
from leistungswerk.register.keys import key_groups
from leistungswerk.register.kinds import ORGANISATION_WORDS, OrganisationKind
from leistungswerk.register.models import CaseSystem, Organisation, Person, Service
from leistungswerk.register.search.engine import Document
from leistungswerk.register.search.index import SearchKind, register

_Row = TypeVar("_Row", bound=Model)
_NOBODY: frozenset[str] = frozenset()
_FOR_ALL = [role.value for role, profile in ROLES.items() if profile.reach is Reach.ALL]
_BATCH = 500


def _rows(rows: "QuerySet[_Row]", field: str, refs: Sequence[str] | None) -> Iterator[_Row]:
    """All rows, or those of some refs in statements of bounded size."""
    if refs is None:
        yield from rows.iterator(chunk_size=2000)
        return
    for start in range(0, len(refs), _BATCH):
        yield from rows.filter(**{f"{field}__in": refs[start : start + _BATCH]})


def _services(refs: Sequence[str] | None) -> Iterator[Document]:
    rows = Service.objects.filter(active=True).prefetch_related("bundles")
    for row in _rows(rows, "key", refs):
        extra = " ".join((row.citizen_name, *(bundle.name for bundle in row.bundles.all())))
        yield Document("service", row.key, row.name, key_groups(row.key), extra, (row.key,))


def _organisations(refs: Sequence[str] | None) -> Iterator[Document]:
    rows = Organisation.objects.select_related("territory")
    for row in _rows(rows, "uuid", refs):
        place = row.territory
        yield Document(
            "organisation",
            str(row.uuid),
            row.name,
            str(ORGANISATION_WORDS[OrganisationKind(row.kind)]),
            " ".join((row.short_name, place.name if place else "", row.city)),
            (place.ars,) if place else (),
        )


def _people(refs: Sequence[str] | None) -> Iterator[Document]:
    rows = Person.objects.filter(active=True).select_related("organisation")
    for row in _rows(rows, "uuid", refs):
        yield Document("person", str(row.uuid), row.name, row.organisation.name, row.function)


def _case_systems(refs: Sequence[str] | None) -> Iterator[Document]:
    for row in _rows(CaseSystem.objects.select_related("vendor"), "uuid", refs):
        yield Document("case_system", str(row.uuid), row.name, row.vendor.name)


def _readers(actor: Actor) -> frozenset[str] | None:
    return None if actor.may(Permission.SEE_REGISTER) else _NOBODY


def _visible_people(actor: Actor) -> frozenset[str] | None:
    rows = visible_people(actor)
    return None if rows is None else frozenset(map(str, rows.values_list("uuid", flat=True)))


def visible_people(actor: Actor) -> "QuerySet[Person] | None":
    """Whom an actor may see; ``None`` for everybody.

    The people of the organisations it reaches, itself, and those whose role serves the whole Land.
    """
    reach = actor.reach(Permission.SEE_REGISTER)
    if reach is None:
        return None
    serving = Person.objects.filter(assignments__role__in=_FOR_ALL, assignments__valid_to__isnull=True)
    own = Q(uuid=actor.person) if actor.person else Q()
    if not reach:
        return Person.objects.filter(own) if own else Person.objects.none()
    return Person.objects.filter(
        Q(organisation__uuid__in=reach) | own | Q(pk__in=serving.values("pk")), active=True
    )


def register_all() -> None:
    """Called once at start-up."""
    register(SearchKind("service", _("Leistungen"), _services, _readers))
    register(SearchKind("organisation", _("Stellen"), _organisations, _readers))
    register(SearchKind("person", _("Personen"), _people, _visible_people))
    register(SearchKind("case_system", _("Fachverfahren"), _case_systems, _readers))
