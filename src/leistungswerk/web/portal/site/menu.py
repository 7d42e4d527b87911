# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The menu and the crumbs: the parts of the site are fixed, the pages in them are data."""

from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.enablement.site.queries import Entry
from leistungswerk.enablement.site.states import Section


class Item(msgspec.Struct, frozen=True):
    """An entry of the main menu; ``key`` is what pages put into ``here``."""

    key: str
    text: str | Promise
    address: str


MENU: Final = (
    Item("services", _("Leistungen finden"), "/leistungen/"),
    Item("resume", _("Antrag fortsetzen"), "/fortsetzen/"),
    Item("progress", _("Fortschritt"), "/fortschritt/"),
    Item(Section.LAW.value, _("Onlinezugangsgesetz"), "/onlinezugangsgesetz/"),
    Item(Section.LAND.value, _("OZG in Rheinland-Pfalz"), "/rheinland-pfalz/"),
    Item(Section.IMPLEMENTATION.value, _("OZG-Umsetzung"), "/umsetzung/"),
    Item(Section.SERVICE.value, _("Service"), "/service/"),
)
_UNDER_SERVICE: Final = frozenset({Section.NEWS, Section.PRESS, Section.WELCOME, Section.LEGAL})
LEADS: Final = {item.key: item.address for item in MENU}


def here(section: Section) -> str:
    """The entry of the menu a page belongs to."""
    if section is Section.RESSORT:
        return Section.LAND.value
    return Section.SERVICE.value if section in _UNDER_SERVICE else section.value


class Crumb(msgspec.Struct, frozen=True):
    text: str | Promise
    address: str = ""


def crumbs(section: Section, path: str) -> tuple[Crumb, ...]:
    """What stands above a page, from the top; the page itself is not among them."""
    top = Crumb(_("Startseite"), "/")
    if section is Section.RESSORT:
        return (top, Crumb(_("Ressorts"), "/ressorts/"))
    if section in {Section.NEWS, Section.PRESS}:
        return (top, Crumb(_("Aktuelles"), "/aktuelles/"))
    lead = next((item for item in MENU if item.key == section.value), None)
    if lead is None or lead.address == f"/{path}/":
        return (top,)
    return (top, Crumb(lead.text, lead.address))


class Beside(msgspec.Struct, frozen=True):
    """An entry of the list beside a text."""

    title: str
    address: str
    language: str
    current: bool


def beside(entries: tuple[Entry, ...], section: Section, path: str) -> tuple[Beside, ...]:
    """The pages of the same part, where there is more than one."""
    held = [entry for entry in entries if entry.section is section]
    if len(held) < 2 or section in {Section.LEGAL, Section.RESSORT, Section.WELCOME}:
        return ()
    return tuple(
        Beside(entry.title, entry.address, entry.language.value, entry.path == path) for entry in held
    )
