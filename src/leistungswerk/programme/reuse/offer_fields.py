# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields of an offer with their words: what a diff, a notice, a spreadsheet and a comparison are made of."""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.programme.reuse.amounts import show_amount, show_day
from leistungswerk.programme.reuse.offers import OfferView
from leistungswerk.programme.reuse_words import LAENDER, OFFER_WORDS, ROUTE_WORDS, TRANSPORT_WORDS

Show = Callable[[OfferView], str]


class OfferField(msgspec.Struct, frozen=True):
    """A field, its official word, and how its value reads."""

    name: str
    word: str | Promise
    show: Show


FIELDS: Final = (
    OfferField("title", gettext_lazy("Titel"), lambda offer: offer.title),
    OfferField("land", gettext_lazy("Land"), lambda offer: str(LAENDER.get(offer.land, offer.land))),
    OfferField("operator", gettext_lazy("Betreiber"), lambda offer: offer.operator),
    OfferField("state", gettext_lazy("Stand"), lambda offer: str(OFFER_WORDS[offer.state])),
    OfferField("available_from", gettext_lazy("Verfügbar ab"), lambda offer: show_day(offer.available_from)),
    OfferField("ends_on", gettext_lazy("Endet am"), lambda offer: show_day(offer.ends_on)),
    OfferField(
        "routes", gettext_lazy("Vertragswege"), lambda offer: ", ".join(str(ROUTE_WORDS[r]) for r in offer.routes)
    ),
    OfferField("cost_key", gettext_lazy("Kostenschlüssel"), lambda offer: offer.cost_key),
    OfferField("cost_once", gettext_lazy("Kosten einmalig"), lambda offer: show_amount(offer.cost_once)),
    OfferField("cost_yearly", gettext_lazy("Kosten jährlich"), lambda offer: show_amount(offer.cost_yearly)),
    OfferField(
        "transports", gettext_lazy("Transportwege"),
        lambda offer: ", ".join(str(TRANSPORT_WORDS[t]) for t in offer.transports),
    ),
    OfferField("limits", gettext_lazy("Bekannte Grenzen"), lambda offer: offer.limits),
    OfferField(
        "services", gettext_lazy("Leistungsschlüssel"), lambda offer: ", ".join(key for key, _name in offer.services)
    ),
    OfferField("source", gettext_lazy("Quelle"), lambda offer: offer.source),
    OfferField("url", gettext_lazy("Internetadresse"), lambda offer: offer.url),
    OfferField("maintainer", gettext_lazy("Gepflegt von"), lambda offer: offer.maintainer),
    OfferField("checked_on", gettext_lazy("Geprüft am"), lambda offer: show_day(offer.checked_on)),
)  # fmt: skip
FIELD: Final[Mapping[str, OfferField]] = {field.name: field for field in FIELDS}


class Change(msgspec.Struct, frozen=True):
    """A field that reads differently than before."""

    field: str
    word: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """„Kosten jährlich: bisher 1.000,00 €, jetzt 1.200,00 €.“"""
        nothing = _("nichts")
        return _("%(word)s: bisher %(before)s, jetzt %(after)s.") % {
            "word": self.word,
            "before": self.before or nothing,
            "after": self.after or nothing,
        }


def changes(before: OfferView, after: OfferView) -> tuple[Change, ...]:
    """What reads differently, in the order of the fields."""
    return tuple(
        Change(field.name, str(field.word), old, new)
        for field in FIELDS
        if (old := field.show(before)) != (new := field.show(after))
    )
