# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts out of XZuFi, one for each language a description has. Pure; nothing is translated or completed here.

A language counts where at least one module speaks it. What exists in German only stays away from the English text,
so a page can say what is missing.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import msgspec

from leistungswerk.register.text_content import (
    Fee,
    FeeKind,
    Link,
    Module,
    Paper,
    Section,
    TextContent,
    Timing,
)
from leistungswerk.standards.fim.xzufi import Leistung, Spezialisierung, Text
from leistungswerk.standards.fim.xzufi.leistung import Leistungstexte
from leistungswerk.standards.fim.xzufi.markup import clean, plain, sound_link
from leistungswerk.standards.fim.xzufi.modules import (
    Bearbeitungsdauer,
    Frist,
    FristDauer,
    Hyperlink,
    Kosten,
    KostenFix,
    KostenFrei,
)

_ARS: Final = re.compile(r"[0-9]{12}")
_WHOLE_LAND: Final = "0" * 10
_MOST_PLACES: Final = 40
_LONGEST_NAME: Final = 500


class TextRow(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it is kept; see :class:`leistungswerk.register.models.ServiceText`."""

    key: str
    language: str
    ars: str
    agency: str
    publisher: str
    identifier: str
    name: str
    keywords: str
    content: TextContent
    origin_url: str
    changed_on: date | None

    def digest(self) -> str:
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def tongue(code: str) -> str:
    """A language without its region: ``de-DE`` is ``de``; private varieties such as ``de-x-leicht`` stay."""
    lower = code.strip().lower().replace("_", "-")
    base, _dash, rest = lower.partition("-")
    at = rest.find("x-")
    return f"{base}-{rest[at:]}"[:35] if at >= 0 else base[:35]


def texts_of(things: Iterable[object]) -> tuple[TextRow, ...]:
    """The texts of the descriptions among ``things``; a later one of the same key, language, Gebiet and editor wins."""
    things = list(things)
    keys: dict[str, tuple[str, ...]] = {}
    for one in things:
        if isinstance(one, Leistung):
            for identifier in (one.id, *one.id_sekundaer):
                keys[identifier.value] = one.schluessel()
    found: dict[tuple[str, str, str, str], TextRow] = {}
    for one in things:
        if isinstance(one, Leistung | Spezialisierung):
            for row in _rows(one, keys):
                found[row.key, row.language, row.ars, row.agency] = row
    return tuple(found.values())


def _rows(one: Leistung | Spezialisierung, keys: Mapping[str, tuple[str, ...]]) -> Iterator[TextRow]:
    codes = one.schluessel() if isinstance(one, Leistung) else keys.get(one.leistung_id.value, ())
    agency = (one.id.scheme_agency_id or "")[:60]
    named = one.herausgeber.bezeichnung if one.herausgeber else ()
    publisher = _de(named) or one.id.scheme_agency_name or ""
    information = one.versionsinformationen
    changed = (
        _day(information.geaendert_datum_zeit or information.erstellt_datum_zeit) if information else None
    )
    for language in _languages(one):
        name = _name(one, language)
        content = _content(one, language)
        for key in dict.fromkeys(codes):
            for ars in _places(one):
                yield TextRow(
                    key=key, language=language, ars=ars, agency=agency, publisher=publisher[:300],
                    identifier=f"{agency} {one.id.value}".strip()[:200], name=name, keywords=_keywords(one, language),
                    content=content, origin_url=_origin(one, language), changed_on=changed,
                )  # fmt: skip


def _places(one: Leistung | Spezialisierung) -> tuple[str, ...]:
    """Regionalschlüssel below the Land; one empty string where the text holds everywhere."""
    given = {area.value for area in one.gueltigkeit_gebiet_id if _ARS.fullmatch(area.value)}
    if not given or len(given) > _MOST_PLACES or any(ars.endswith(_WHOLE_LAND) for ars in given):
        return ("",)
    return tuple(sorted(given))


def _languages(one: Leistungstexte) -> tuple[str, ...]:
    """Languages of the text modules, German first."""
    found = {
        tongue(text.language_code)
        for module in one.modul_text
        for text in module.inhalt
        if (text.value or "").strip()
    }
    return tuple(sorted(found, key=lambda code: (code != "de", code)))


def _in(texts: Iterable[Text], language: str) -> str:
    """The text in exactly this language, however its region is written; empty if there is none."""
    fitting = [text for text in texts if text.value and tongue(text.language_code) == language]
    return min(fitting, key=lambda text: len(text.language_code)).value or "" if fitting else ""


def _de(texts: Iterable[Text]) -> str:
    return plain(_in(texts, "de"))


def _module(one: Leistungstexte, code: str, language: str) -> str:
    return _in(
        (text for each in one.modul_text if each.leika_textmodul.code == code for text in each.inhalt),
        language,
    )


def _name(one: Leistungstexte, language: str) -> str:
    found = _module(one, Module.NAME, language) or _module(one, Module.OFFICIAL_NAME, language)
    return plain(found)[:_LONGEST_NAME]


def _keywords(one: Leistungstexte, language: str) -> str:
    terms = [
        plain(term.begriff.value or "")
        for module in one.modul_begriff_im_kontext
        for term in module.begriff_im_kontext
        if tongue(term.begriff.language_code) == language
    ]
    return " ".join(dict.fromkeys(filter(None, terms)))[:2000]


def _origin(one: Leistungstexte, language: str) -> str:
    given = [
        each for each in one.modul_ursprungsportal if sound_link(each.uri) and each.uri.startswith("http")
    ]
    spoken = [each for each in given if tongue(each.language_code or "de") == language]
    return (spoken or given)[0].uri[:2000] if given else ""


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _links(links: Iterable[Hyperlink], language: str) -> tuple[Link, ...]:
    return tuple(
        Link(link.uri, plain(link.titel or "") or link.uri)
        for link in links
        if sound_link(link.uri) and tongue(link.language_code or "de") == language
    )


def _content(one: Leistungstexte, language: str) -> TextContent:
    def _noted(modules: Iterable[object], field: str = "beschreibung") -> str:
        return "".join(clean(_in(getattr(each, field), language)) for each in modules)

    fees = tuple(
        _fee(each, language) for module in one.modul_kosten for each in sorted(module.kosten, key=_place)
    )
    release = one.modul_fachliche_freigabe[0] if one.modul_fachliche_freigabe else None
    spoken = [each for each in getattr(one, "sprachversion", ()) if tongue(each.language_code) == language]
    return TextContent(
        sections=tuple(_sections(one, language)),
        fees=fees,
        fees_note=_noted(one.modul_kosten),
        durations=tuple(
            _timing(each, language) for module in one.modul_bearbeitungsdauer for each in module.bearbeitungsdauer
        ),
        durations_note=_noted(one.modul_bearbeitungsdauer),
        deadlines=tuple(_timing(each, language) for module in one.modul_frist for each in module.frist),
        deadlines_note=_noted(one.modul_frist),
        papers=tuple(_papers(one, language)),
        papers_note=_noted(one.modul_dokument) + _noted(one.modul_dokument, "beschreibung_eingehend"),
        audience=tuple(code.code for code in getattr(one, "leistungsadressat", ())),
        released_by=plain(_in(release.fachlich_freigegeben_durch, language)) if release else "",
        released_on=(release.fachlich_freigegeben_am or "")[:10] if release else "",
        machine=any(each.kennzeichen_maschinelle_uebersetzung or each.maschinelle_uebersetzung for each in spoken),
    )  # fmt: skip


def _sections(one: Leistungstexte, language: str) -> Iterator[Section]:
    for module in one.modul_text:
        html = clean(_in(module.inhalt, language))
        links = _links(module.weiterfuehrender_link, language)
        if html or links:
            yield Section(module.leika_textmodul.code, html, links)


def _place(each: Kosten) -> int:
    return each.position_darstellung or 0


def _fee(each: Kosten, language: str) -> Fee:
    note, prepaid = clean(_in(each.beschreibung, language)), bool(each.vorkasse)
    choice = each.kostenauswahl
    if isinstance(choice, KostenFix):
        return Fee(FeeKind.FIXED, str(choice.betrag.value), "", choice.betrag.currency_code, note, prepaid)
    if isinstance(choice, KostenFrei):
        return Fee(FeeKind.FREE, note=clean(_in(choice.beschreibung_kostenfreiheit, language)) + note)
    low, high = choice.betrag_untergrenze, choice.betrag_obergrenze
    currency = (low or high).currency_code if low or high else "EUR"  # type: ignore[union-attr]  # one of them is there
    words = clean(_in(choice.beschreibung_variabilitaet, language)) + note
    return Fee(
        FeeKind.VARIABLE,
        str(low.value) if low else "",
        str(high.value) if high else "",
        currency,
        words,
        prepaid,
    )


def _timing(each: Frist | Bearbeitungsdauer, language: str) -> Timing:
    note, choice = clean(_in(each.beschreibung, language)), each.fristauswahl
    if isinstance(choice, FristDauer):
        return Timing(choice.dauer, choice.dauer_bis, choice.einheit.code, note=note)
    return Timing(start=choice.von or "", end=choice.bis or "", note=note)


def _papers(one: Leistungstexte, language: str) -> Iterator[Paper]:
    for module in one.modul_dokument:
        for document in (*module.dokument_eingehend, *(each.dokument for each in module.eingehend)):
            name = plain(_in(document.bezeichnung, language)) or plain(
                document.art.nicht_gelisteter_wert or ""
            )
            note = clean(_in(document.beschreibung, language))
            if name or note:
                yield Paper(name, note)
