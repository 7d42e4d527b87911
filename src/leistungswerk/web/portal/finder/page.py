# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of a service as its template names it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import msgspec
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from leistungswerk.core.settings import settings
from leistungswerk.register.keys import key_groups
from leistungswerk.register.kinds import SdgAnnex
from leistungswerk.register.queries.finder import LAND, Office, Place, PublicService, TextView
from leistungswerk.register.sdg import Area, areas
from leistungswerk.register.text_content import Link, Module, TextContent
from leistungswerk.standards.fim.xzufi.markup import plain
from leistungswerk.web.portal.finder import words
from leistungswerk.web.portal.finder.state import State

_NATIONAL: Final = "B"
"""Editors with such a key write for the federation: LeiKa."""


class Line(msgspec.Struct, frozen=True):
    """A line of a list: words of ours (``said``, language of the page), a name and clean HTML in the text's language."""

    said: str = ""
    name: str = ""
    html: SafeString = mark_safe("")


class Block(msgspec.Struct, frozen=True):
    """A part of the page under a heading."""

    anchor: str
    title: str
    html: SafeString
    lines: tuple[Line, ...]
    links: tuple[Link, ...]


class Source(msgspec.Struct, frozen=True):
    publisher: str
    changed_on: date | None
    identifier: str
    url: str
    """The page in the Land's portal, or the portal itself."""
    exact: bool
    machine: bool
    released_by: str


class Tongue(msgspec.Struct, frozen=True):
    """A language the text exists in."""

    code: str
    name: str
    current: bool


class ServicePage(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    groups: str
    name: str
    official: str
    lead: str
    language: str
    """Of name, lead and blocks."""
    foreign: bool
    """The reader's language is missing; German is shown."""
    blocks: tuple[Block, ...]
    cost: str
    duration: str
    laws: tuple[str, ...]
    situations: tuple[tuple[int, str], ...]
    tongues: tuple[Tongue, ...]
    source: Source | None
    sdg: bool
    annex: SdgAnnex
    areas: tuple[Area, ...]
    place: Place | None
    state: State
    offices: tuple[Office, ...]
    portal: str
    audience: tuple[str, ...]

    @property
    def policies(self) -> tuple[str, ...]:
        """Policy codes of Your Europe, each once."""
        return tuple(sorted({area.policy for area in self.areas if area.policy}))

    @property
    def described(self) -> bool:
        return bool(self.blocks)


def _safe(html: str) -> SafeString:
    """HTML of the register, made by ``standards.fim.xzufi.markup.clean`` when it was imported."""
    return mark_safe(html)  # noqa: S308 - made of a short list of elements, with escaped text


def service_page(
    service: PublicService,
    *,
    reader: str,
    wanted: str,
    place: Place | None,
    state: State,
    offices: tuple[Office, ...],
) -> ServicePage:
    """``reader``: language of the page; ``wanted``: a language of the text asked for by the address, or empty."""
    text = (
        service.text(wanted) or service.text(reader) or service.text("de") or next(iter(service.texts), None)
    )
    language = text.language if text else "de"
    content = text.content if text else TextContent()
    name = (text.name if text else "") or service.citizen_name or service.name
    return ServicePage(
        key=service.key,
        groups=key_groups(service.key),
        name=name,
        official=service.name if service.name != name else "",
        lead=_lead(content),
        language=language if text and text.name else "de",
        foreign=language != reader and not wanted,
        blocks=tuple(_blocks(content)),
        cost=_joined(words.fee(each) for each in content.fees[:3]),
        duration=_joined(words.timing(each) for each in content.durations[:2]),
        laws=() if content.section(Module.LAW) else service.legal_bases,
        situations=service.situations,
        tongues=_tongues(service, language),
        source=_source(text),
        sdg=service.annex is not SdgAnnex.NONE,
        annex=service.annex,
        areas=areas(service.areas),
        place=place,
        state=state,
        offices=_nearest(offices),
        portal=settings().portal_url,
        audience=tuple(str(words.AUDIENCE[code]) for code in content.audience if code in words.AUDIENCE),
    )


def _tongues(service: PublicService, current: str) -> tuple[Tongue, ...]:
    return tuple(Tongue(code, words.language_name(code), code == current) for code in service.languages)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))


def _nearest(offices: tuple[Office, ...]) -> tuple[Office, ...]:
    """Those of the nearest level only: whoever is competent at the Gemeinde is asked there, not at the Kreis."""
    return tuple(office for office in offices if office.ars == offices[0].ars)[:4]


def _lead(content: TextContent) -> str:
    found = content.section(Module.TEASER) or content.section(Module.SHORT)
    return plain(found.html) if found else ""


def _source(text: TextView | None) -> Source | None:
    if text is None:
        return None
    publisher = text.publisher or (_("LeiKa, Bund") if text.agency.startswith(_NATIONAL) else text.agency)
    url = text.origin_url or settings().portal_url
    content = text.content
    return Source(
        publisher,
        text.changed_on,
        text.identifier,
        url,
        bool(text.origin_url),
        content.machine,
        content.released_by,
    )


def _blocks(content: TextContent) -> Iterator[Block]:
    """What it is, what one needs, cost, time, the way, law: in the order people ask."""
    teased = content.section(Module.TEASER) or content.section(Module.SHORT)
    full = content.section(Module.FULL)
    if full and (not teased or full.html != teased.html):
        yield _block("worum", _("Worum geht es?"), full.html, links=full.links)
    yield from _of(content, Module.CONDITIONS, "voraussetzungen", _("Voraussetzungen"))
    yield from _papers(content)
    yield from _fees(content)
    yield from _times(content)
    yield from _of(content, Module.STEPS, "ablauf", _("So läuft es ab"))
    yield from _of(content, Module.FORMS, "formulare", _("Formulare"))
    yield from _of(content, Module.NOTES, "hinweise", _("Das sollten Sie noch wissen"))
    yield from _of(content, Module.LAW, "recht", _("Rechtsgrundlage"))
    yield from _of(content, Module.APPEAL, "rechtsbehelf", _("Wenn Sie nicht einverstanden sind"))
    yield from _of(content, Module.MORE, "mehr", _("Weitere Informationen"))


def _block(
    anchor: str, title: str, html: str = "", lines: tuple[Line, ...] = (), links: tuple[Link, ...] = ()
) -> Block:
    return Block(anchor, title, _safe(html), lines, links)


def _of(content: TextContent, code: Module, anchor: str, title: str) -> Iterator[Block]:
    if found := content.section(code):
        yield _block(anchor, title, found.html, links=found.links)


def _papers(content: TextContent) -> Iterator[Block]:
    found = content.section(Module.PAPERS)
    lines = tuple(Line(name=paper.name, html=_safe(paper.note)) for paper in content.papers)
    html = (found.html if found else "") + content.papers_note
    if html or lines:
        yield _block("unterlagen", _("Was Sie brauchen"), html, lines, found.links if found else ())


def _fees(content: TextContent) -> Iterator[Block]:
    lines = tuple(Line(words.fee(each), html=_safe(each.note)) for each in content.fees)
    if lines or content.fees_note:
        yield _block("kosten", _("Was es kostet"), content.fees_note, lines)


def _times(content: TextContent) -> Iterator[Block]:
    spans = tuple(Line(words.timing(each), html=_safe(each.note)) for each in content.durations)
    if spans or content.durations_note:
        yield _block("dauer", _("Wie lange es dauert"), content.durations_note, spans)
    limits = tuple(Line(words.timing(each), html=_safe(each.note)) for each in content.deadlines)
    if limits or content.deadlines_note:
        yield _block("fristen", _("Welche Fristen gelten"), content.deadlines_note, limits)


def levels_of(place: Place | None) -> tuple[str, ...]:
    """The Gebiete whose services hold: those around the place, or those of the whole Land."""
    return place.levels if place else (LAND, "0" * 12)
