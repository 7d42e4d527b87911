# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""„Was geht bei mir?“: a place found by name, postcode or key, and what is online there, elsewhere, nowhere.

The same facts as behind the figures; why something is missing comes from the roll-out, and a planned day is told as
a plan.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from leistungswerk.online import queries_public as online
from leistungswerk.online.queries_public import Running
from leistungswerk.programme.queries import availability as programme
from leistungswerk.programme.queries.availability import UnitHere
from leistungswerk.programme.rollout_states import UnitState
from leistungswerk.register.queries import finder as register
from leistungswerk.register.queries import gazetteer
from leistungswerk.register.queries.finder import LAND, Office, Place
from leistungswerk.register.queries.place_history import place_history
from leistungswerk.reporting import at_place, queries
from leistungswerk.reporting.at_place import Held
from leistungswerk.reporting.drawings.tiles import PLACES
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.progress import services_at
from leistungswerk.web.portal.finder import asked as asking
from leistungswerk.web.portal.progress import words
from leistungswerk.web.portal.progress.page import Bar, Named, place_url
from leistungswerk.web.portal.progress.views import number_of, paged
from leistungswerk.web.portal.site.kept import kept
from leistungswerk.web.shares import share_text, whole_percent

FIRST: Final = 25
"""Services of a group on the page of a place; all of them stand on the group's own pages."""


class Group(StrEnum):
    """What can be said of a service at a place; the values stand in addresses."""

    HERE = "hier"
    ELSEWHERE = "anderswo"
    NOWHERE = "nirgends"
    NOT_HERE = "kommt-nicht-vor"


TITLES: Final[dict[Group, str | Promise]] = {
    Group.HERE: gettext_lazy("Das geht hier online"),
    Group.ELSEWHERE: gettext_lazy("Anderswo schon, hier noch nicht"),
    Group.NOWHERE: gettext_lazy("Noch nirgends online"),
    Group.NOT_HERE: gettext_lazy("Kommt hier nicht vor"),
}
_WHY: Final[dict[UnitState, str | Promise]] = {
    UnitState.PLANNED: gettext_lazy("Die Stelle ist für eine der nächsten Wellen vorgesehen."),
    UnitState.INTERESTED: gettext_lazy("Die Stelle hat Interesse bekundet."),
    UnitState.PREPARING: gettext_lazy("Die Stelle bereitet den Start vor."),
    UnitState.WITHDRAWN: gettext_lazy("Die Stelle hat den Online-Antrag zurückgenommen."),
}


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A service at a place; names are German. ``why``: why it is not online here; ``planned``: a day of a plan."""

    group: Group
    key: str
    name: str
    body: str
    url: str
    apply_url: str = ""
    foreign: bool = False
    told: bool = False
    since: date | None = None
    why: str | Promise = ""
    wave: str = ""
    planned: date | None = None
    elsewhere: str = ""


class Desk(msgspec.Struct, frozen=True):
    """A body that decides here, and on how many services."""

    office: Office
    count: int


def offers_at(place: Place, cut: Cut) -> tuple[tuple[Offer, ...], tuple[Held, ...]]:
    """Everything decided on at a place, with the facts it rests on; six statements."""
    held = at_place.held_at(place.levels, cut)
    units, running = programme.units_at(place.levels), online.running_by_key(place.levels)
    shares = {each.key: (each.online, each.competent) for each in services_at(cut)}
    found = [
        _offer(each, place, units.get(each.key), running.get(each.key), shares.get(each.key, (0, 0)))
        for each in held
    ]
    return tuple(found), held


def _offer(
    each: Held, place: Place, unit: UnitHere | None, own: Running | None, share: tuple[int, int]
) -> Offer:
    online_count, total = share
    offer = Offer(
        group=Group.NOWHERE, key=each.key, name=each.name, body=each.body_name,
        url=f"{reverse('portal:leistung', args=[each.key])}?ort={place.ars}",
    )  # fmt: skip
    live = unit is not None and unit.state is UnitState.LIVE
    if each.relevant and (own or live or each.evidence):
        foreign = unit.url if unit is not None and unit.url.startswith(("https://", "http://")) else ""
        return msgspec.structs.replace(
            offer,
            group=Group.HERE,
            apply_url=reverse("portal:service", args=[own.slug]) if own else foreign,
            foreign=own is None and bool(foreign),
            told=each.evidence is Evidence.TOLD and not own and not live,
            since=each.since,
        )
    if not each.relevant or (unit is not None and unit.state is UnitState.EXEMPT):
        return msgspec.structs.replace(offer, group=Group.NOT_HERE)
    return msgspec.structs.replace(
        offer,
        group=Group.ELSEWHERE if online_count else Group.NOWHERE,
        why=_WHY[unit.state] if unit is not None and unit.state in _WHY else "",
        wave=unit.wave if unit else "",
        planned=unit.planned if unit else None,
        elsewhere=_("bei %(count)s von %(all)s Behörden online")
        % {"count": words.number(online_count), "all": words.number(total)}
        if online_count
        else "",
    )


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The question; a place that is named goes on to its page, an unclear one is asked for again."""
    typed = request.GET.get("ort", "").strip()[: asking.LONGEST]
    if not typed:
        return _empty(request)
    place, choice, _unclear = asking.place_of(typed)
    if place is not None:
        return HttpResponseRedirect(place_url(place.ars))
    context = {
        "here": "progress",
        "typed": typed,
        "choices": [(each, place_url(each.ars)) for each in choice],
        "districts": (),
    }
    return render(request, "portal/progress/places.html", context)


@kept()
def _empty(request: HttpRequest) -> HttpResponse:
    names = gazetteer.names(f"{key}0000000" for key in PLACES)
    districts = sorted((name, place_url(ars)) for ars, name in names.items())
    context = {"here": "progress", "typed": "", "choices": (), "districts": districts}
    return render(request, "portal/progress/places.html", context)


@require_safe
def place(request: HttpRequest, ars: str) -> HttpResponse:
    """What works at a place; the Land itself is the overview."""
    if ars == LAND:
        return HttpResponseRedirect(reverse("portal:progress"))
    return _place(request, ars)


@kept("gruppe", "seite")
def _place(request: HttpRequest, ars: str) -> HttpResponse:
    found = register.place(ars)
    if found is None:
        raise Http404
    cut = queries.cut_at()
    history = place_history(ars)
    offers, held = offers_at(found, cut)
    context = {
        "here": "progress",
        "cut": cut,
        "place": found,
        "history": history,
        "into": [(turn, place_url(turn.ars) if turn.ars else "") for turn in history.into],
    }
    wanted = request.GET.get("gruppe", "")
    if wanted in set(Group):
        group = Group(wanted)
        rows = [each for each in offers if each.group is group]
        page = paged(rows, number_of(request))
        context |= {"group": group, "title": TITLES[group], "rows": page, "query": f"gruppe={group}"}
        return render(request, "portal/progress/place_group.html", context)
    return render(request, "portal/progress/place.html", context | _whole(found, offers, held, cut))


def _whole(place: Place, offers: Sequence[Offer], held: Sequence[Held], cut: Cut) -> dict[str, object]:
    groups = []
    for group in Group:
        rows = [each for each in offers if each.group is group]
        groups.append((group, TITLES[group], rows[:FIRST], len(rows)))
    counted = [each for each in offers if each.group is not Group.NOT_HERE]
    here = sum(each.group is Group.HERE for each in counted)
    told = sum(each.told for each in counted)
    return {
        "groups": groups,
        "count": here,
        "all": len(counted),
        "percent": share_text(here, len(counted)),
        "bar": Bar(whole_percent(here - told, len(counted)), whole_percent(here, len(counted))),
        "compared": _compared(held, cut),
        "desks": _desks(place, held),
        "below": _below(place, cut),
    }


def _compared(held: Sequence[Held], cut: Cut) -> str:
    """One sentence: the place beside all bodies, by the share the map shows.

    What the Land decides is online everywhere or nowhere, so only what is decided on the spot is compared.
    """
    [land] = queries.figures(cut, kept=True, codes=("m4",))
    own = [each for each in held if each.relevant and each.ars != LAND]
    if not own or not land.denominator:
        return ""
    online = sum(each.evidence is not None for each in own)
    text = _(
        "Vor Ort entschieden wird über %(own)s davon: %(here)s sind online, im Mittel aller Behörden %(land)s."
    )
    return text % {"own": len(own), "here": share_text(online, len(own)), "land": words.percent(land)}


def _desks(place: Place, held: Sequence[Held]) -> list[Desk]:
    """The bodies that decide here, the nearest first."""
    counts = Counter(each.body for each in held if each.relevant)
    found = register.offices_of(list(counts))
    order = {ars: level for level, ars in enumerate(place.levels)}
    return [
        Desk(office, counts[office.uuid])
        for office in sorted(found, key=lambda office: order.get(office.ars, len(order)))
    ]


def _below(place: Place, cut: Cut) -> list[Named]:
    """Places within a Kreis or Verband, by name; none for a Gemeinde."""
    area = next((place.ars[:digits] for digits in (5, 9) if not place.ars[digits:].strip("0")), "")
    if not area:
        return []
    counts = at_place.below(area, cut)
    names = gazetteer.names(ars for ars in counts if ars != place.ars)
    rows = sorted((name, ars, *counts[ars]) for ars, name in names.items())
    return [
        Named(
            name,
            place_url(ars),
            share_text(there, total),
            Bar(whole_percent(shown, total), whole_percent(there, total)),
        )
        for name, ars, shown, there, total in rows
    ]
