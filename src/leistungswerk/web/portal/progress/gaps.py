# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is still missing, told as openly as what is there."""

from collections.abc import Iterator
from typing import Final

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leistungswerk.reporting.progress import Progress, ServiceStanding
from leistungswerk.web.portal.progress import words
from leistungswerk.web.portal.progress.page import FEW, Named, bar, place_url, service_row
from leistungswerk.web.shares import share_text

_NEARLY: Final = 20
"""A service is nearly everywhere while a single body is missing, or no more than one in so many."""


class Gap(msgspec.Struct, frozen=True):
    """Something that is missing: how much, of what, some names, and where to read on."""

    count: str
    text: str
    rows: tuple[Named, ...] = ()
    url: str = ""


def gaps(found: Progress) -> tuple[Gap, ...]:
    """The gaps of the Land, those people notice first; what does not occur is left out."""
    return tuple(each for make in (_nowhere, _nearly, _districts, _told, _on_paper) for each in make(found))


def nearly(each: ServiceStanding) -> bool:
    return bool(each.online) and 0 < each.missing <= max(each.competent // _NEARLY, 1)


def _nowhere(found: Progress) -> Iterator[Gap]:
    rows = sorted((each for each in found.services if not each.online), key=lambda each: -each.competent)
    if rows:
        text = ngettext(
            "Leistung gibt es noch nirgends online", "Leistungen gibt es noch nirgends online", len(rows)
        )
        url = reverse("portal:progress_figure", args=["m3"])
        yield Gap(words.number(len(rows)), text, tuple(map(service_row, rows[:FEW])), url)


def _nearly(found: Progress) -> Iterator[Gap]:
    rows = sorted(filter(nearly, found.services), key=lambda each: (each.missing, each.name))
    if rows:
        text = ngettext(
            "Leistung fehlt nur noch bei wenigen Behörden",
            "Leistungen fehlen nur noch bei wenigen Behörden",
            len(rows),
        )
        url = reverse("portal:progress_figure", args=["m2"])
        yield Gap(words.number(len(rows)), text, tuple(map(service_row, rows[:FEW])), url)


def _districts(found: Progress) -> Iterator[Gap]:
    counted = [each for each in found.districts if each.competent]
    rows = sorted(counted, key=lambda each: (each.online / each.competent, each.name))[:FEW]
    absent = sum(each.missing for each in found.services)
    if rows and absent:
        text = ngettext(
            "Angebot fehlt im ganzen Land; am meisten in diesen Kreisen und Städten",
            "Angebote fehlen im ganzen Land; am meisten in diesen Kreisen und Städten",
            absent,
        )
        named = tuple(
            Named(each.name, place_url(each.ars), share_text(each.online, each.competent), bar(each))
            for each in rows
        )
        yield Gap(words.number(absent), text, named, reverse("portal:progress_figure", args=["m4"]))


def _told(found: Progress) -> Iterator[Gap]:
    told = sum(each.told for each in found.services)
    if told:
        text = ngettext(
            "Angebot ist nur gemeldet; ein Nachweis liegt nicht vor",
            "Angebote sind nur gemeldet; ein Nachweis liegt nicht vor",
            told,
        )
        yield Gap(words.number(told), text)


def _on_paper(found: Progress) -> Iterator[Gap]:
    count = sum(each.online - each.end_to_end for each in found.services)
    if count:
        text = ngettext(
            "Angebot endet vor dem Fachverfahren; die Daten kommen dort nicht als Daten an",
            "Angebote enden vor dem Fachverfahren; die Daten kommen dort nicht als Daten an",
            count,
        )
        yield Gap(words.number(count), text, url=reverse("portal:progress_figure", args=["m4"]))


def situation(found: Progress) -> tuple[str, ...]:
    """What we do not know."""
    return words.gap_sentences(found.gaps) or (_("Bekannte Lücken in den Daten gibt es zurzeit nicht."),)
