# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody asks the finder, as it stands in the address: words, place, Lage, only online, page."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest
from django.urls import reverse

from leistungswerk.register.queries import finder as register
from leistungswerk.register.queries import gazetteer
from leistungswerk.register.queries.finder import Place

LONGEST: Final = 200
_POSTCODE: Final = re.compile(r"[0-9]{5}")
_AGS: Final = re.compile(r"[0-9]{8}")
_ARS: Final = re.compile(r"[0-9]{12}")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question; ``address`` is where it stands."""

    words: str = ""
    place: Place | None = None
    typed: str = ""
    """A place as typed, where it names none or several."""
    choice: tuple[Place, ...] = ()
    situation: int | None = None
    online: bool = False
    number: int = 1

    @property
    def empty(self) -> bool:
        return not (self.words or self.situation or self.online)

    def parameters(self, **changes: object) -> str:
        """The query of an address that asks this, with something changed (``None`` leaves it out)."""
        given: Mapping[str, object] = {
            "suche": self.words or None,
            "ort": self.place.ars if self.place else None,
            "lage": self.situation,
            "online": "1" if self.online else None,
        } | changes
        return urlencode({name: value for name, value in given.items() if value is not None})

    def address(self, **changes: object) -> str:
        query = self.parameters(**changes)
        return reverse("portal:finder") + (f"?{query}" if query else "")


def read(request: HttpRequest) -> Asked:
    """The question of a request; nonsense is left out."""
    given = request.GET
    place, choice, typed = place_of(given.get("ort", "").strip()[:LONGEST])
    situation, number = given.get("lage", ""), given.get("seite", "1")
    return Asked(
        words=" ".join(given.get("suche", "").split())[:LONGEST],
        place=place,
        typed=typed,
        choice=choice,
        situation=int(situation) if situation.isdecimal() and len(situation) < 7 else None,
        online=given.get("online") == "1",
        number=max(int(number), 1) if number.isdecimal() and len(number) < 5 else 1,
    )


def place_of(typed: str) -> tuple[Place | None, tuple[Place, ...], str]:
    """The place a text names, those it may name, and the text where it names none."""
    if not typed:
        return None, (), ""
    digits = typed.replace(" ", "")
    if _ARS.fullmatch(digits):
        place = register.place(digits)
        return place, (), "" if place else typed
    if _AGS.fullmatch(digits):
        place = register.place_by_ags(digits)
        return place, (), "" if place else typed
    if _POSTCODE.fullmatch(digits):
        return None, register.places_by_postcode(digits), typed
    found = register.places(typed) or _nearly(typed)
    exact = [place for place in found if place.called(typed)]
    # „Neustadt“ may be Neustadt (Wied) or Neustadt an der Weinstraße.
    alike = [place for place in found if place in exact or place.begins(typed)]
    if len(alike) == 1 or len(found) == 1:
        return (alike or list(found))[0], (), ""
    return None, tuple(alike) or found, typed


def _nearly(typed: str) -> tuple[Place, ...]:
    """Places spelt almost so, where the search finds none: letters swapped in a short name."""
    return tuple(Place(each.ars, each.name, each.detail) for each in gazetteer.find(typed, limit=8))
