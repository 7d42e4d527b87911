# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What everybody may find: services by all their names, and places. On shelves of their own, without people."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from leistungswerk.core.actor import Actor
from leistungswerk.register.keys import ars_levels
from leistungswerk.register.models import Service, ServiceText, Territory
from leistungswerk.register.search.engine import Document
from leistungswerk.register.search.index import SearchKind, register

SERVICES: Final = "services"
PLACES: Final = "places"
_BATCH: Final = 500
_LAND: Final = "0" * 10


def _everybody(_actor: Actor) -> frozenset[str] | None:
    return None


def _batches(refs: Sequence[str] | None) -> Iterator[list[Service]]:
    """Services in portions, each with its bundles."""
    rows = Service.objects.filter(active=True).order_by("pk").prefetch_related("bundles__situation")
    if refs is not None:
        for start in range(0, len(refs), _BATCH):
            yield list(rows.filter(key__in=refs[start : start + _BATCH]))
        return
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:_BATCH]):
        yield batch
        last = batch[-1].pk


def _texts(batch: Sequence[Service], language: str) -> dict[str, tuple[str, str]]:
    """Name and keywords of the texts that hold everywhere."""
    rows = ServiceText.objects.filter(key__in=[row.key for row in batch], language=language, ars="")
    found: dict[str, tuple[str, str]] = {}
    for key, name, keywords in rows.order_by("agency").values_list("key", "name", "keywords"):
        before = found.get(key, ("", ""))
        found[key] = (name or before[0], f"{before[1]} {keywords}".strip())
    return found


def _services(refs: Sequence[str] | None) -> Iterator[Document]:
    """By the name people use, with keywords, OZG-Leistung and Lage as further words."""
    for batch in _batches(refs):
        texts = _texts(batch, "de")
        for row in batch:
            name, keywords = texts.get(row.key, ("", ""))
            bundles = [
                f"{bundle.name} {bundle.situation.name if bundle.situation else ''}"
                for bundle in row.bundles.all()
            ]
            title = row.citizen_name or name or row.name
            yield Document("finder", row.key, title, extra=" ".join((keywords, *bundles)), keys=(row.key,))


def _official(refs: Sequence[str] | None) -> Iterator[Document]:
    """By the official name of the catalogue, where people say something else."""
    for batch in _batches(refs):
        for row in batch:
            if row.citizen_name and row.citizen_name != row.name:
                yield Document("finder_official", row.key, row.name)


def _english(refs: Sequence[str] | None) -> Iterator[Document]:
    for batch in _batches(refs):
        for key, (name, keywords) in _texts(batch, "en").items():
            if name:
                yield Document("finder_english", key, name, extra=keywords)


def _places(refs: Sequence[str] | None) -> Iterator[Document]:
    """Gebiete below the Land, told apart by what they lie in."""
    rows = Territory.objects.filter(valid_to__isnull=True).order_by("ars")
    names = dict(rows.values_list("ars", "name"))
    for ars in names if refs is None else refs:
        if ars in names and not ars.endswith(_LAND):
            yield Document("place", ars, names[ars], place_detail(ars, names), keys=(ars,))


def place_detail(ars: str, names: dict[str, str]) -> str:
    """What a place lies in, the smallest first: „Verbandsgemeinde Maifeld, Landkreis Mayen-Koblenz“."""
    around = [level for level in ars_levels(ars)[1:] if not level.endswith(_LAND)]
    return ", ".join(names[level] for level in around if level in names)


def register_all() -> None:
    """Called once at start-up."""
    register(SearchKind("finder", _("Leistungen"), _services, _everybody, SERVICES, "service"))
    register(SearchKind("finder_official", _("Leistungen"), _official, _everybody, SERVICES, "service"))
    register(SearchKind("finder_english", _("Leistungen"), _english, _everybody, SERVICES, "service"))
    register(SearchKind("place", _("Orte"), _places, _everybody, PLACES))
