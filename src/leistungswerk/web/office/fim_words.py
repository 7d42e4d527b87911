# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Service texts and processes in words: sections of label and text, steps of a process, its drawing."""

import re
from collections.abc import Iterator
from html import unescape
from types import MappingProxyType

import msgspec
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from leistungswerk.standards.fim.xprozess import Diagram, StepList, draw, list_steps
from leistungswerk.standards.fim.xzufi.changes import shown
from leistungswerk.standards.fim.xzufi.labels import TEXTMODULE, label, language
from leistungswerk.standards.fim.xzufi.leistung import Leistungstexte
from leistungswerk.standards.fim.xzufi.values import Element, Text

KINDS = MappingProxyType(
    {
        "leistung": _("Leistung"),
        "spezialisierung": _("Spezialisierung"),
        "organisationseinheit": _("Organisationseinheit"),
        "onlinedienst": _("Onlinedienst"),
        "zustaendigkeit": _("Zuständigkeit"),
        "prozess": _("Prozess"),
        "prozessklasse": _("Prozessklasse"),
        "prozessmodell": _("Prozessmodell"),
    }
)
_BREAKS = re.compile(r"<\s*(?:br|/p|/li|/h\d|/div|/tr)\b[^>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
_HIDDEN = frozenset(
    {
        "fremd", "modul_text", "prozessmodell", "prozessstrukturbeschreibung", "zeile",
        "id", "version", "referenz_leika", "referenz_leistungsschluessel",
    }
)  # fmt: skip
"""What stands elsewhere on the page, or nowhere: raw XML."""
_LONGEST = 4000
"""Characters of one value on a page; the file has the rest."""


class Section(msgspec.Struct, frozen=True):
    """A heading and its lines; ``language`` of the text as BCP 47."""

    title: str
    lines: tuple[str, ...]
    language: str = "de"


class ShownStep(msgspec.Struct, frozen=True):
    """A step with legal basis and data; links only where they are web addresses."""

    number: int
    name: str
    kind: str
    place: str
    description: str
    sentences: tuple[str, ...]
    legal_basis: tuple[tuple[str, str], ...]
    data_in: tuple[str, ...]
    data_out: tuple[str, ...]


def plain(text: str) -> tuple[str, ...]:
    """The lines of a text that may hold HTML of a stranger: its words, no markup."""
    words = unescape(_TAGS.sub("", _BREAKS.sub("\n", text)))
    return tuple(line for raw in words[:_LONGEST].splitlines() if (line := " ".join(raw.split())))


def sections(value: object) -> list[Section]:
    """Everything an object says, texts first."""
    if not isinstance(value, Element):
        return []
    found = list(_texts(value)) if isinstance(value, Leistungstexte) else []
    for name in value.__struct_fields__:
        given = getattr(value, name)
        if name in _HIDDEN or given is None or given == ():
            continue
        parts = given if isinstance(given, tuple) else (given,)
        lines = tuple(line for part in parts for line in _lines(part))
        if lines:
            found.append(Section(label(name), lines))
    return found


def _lines(part: object) -> Iterator[str]:
    """A value line by line: an element one line for each of its attributes."""
    if not isinstance(part, Element) or not part.__struct_fields__:
        yield from plain(shown(part))
        return
    for name in part.__struct_fields__:
        given = getattr(part, name)
        if name != "fremd" and given is not None and given != ():
            yield from plain(f"{label(name)}: {shown(given)}")


def _texts(value: Leistungstexte) -> Iterator[Section]:
    for module in value.modul_text:
        title = TEXTMODULE.get(module.leika_textmodul.code, str(module.leika_textmodul))
        for text in module.inhalt:
            if lines := plain(text.value or ""):
                yield Section(_titled(title, text), lines, text.language_code)
        links = tuple(f"{link.titel or ''} {link.uri}".strip() for link in module.weiterfuehrender_link)
        if links:
            yield Section(f"{title}: {label('weiterfuehrender_link')}", links)


def _titled(title: str, text: Text) -> str:
    heading = title[:1].upper() + title[1:]
    return heading if text.language_code == "de" else f"{heading} ({language(text.language_code)})"


def steps(value: object) -> list[ShownStep]:
    """The steps of a process or of a model alone."""
    found = list_steps(value) if isinstance(value, Diagram) else value
    if not isinstance(found, StepList):
        return []
    return [
        ShownStep(
            step.number,
            step.name,
            step.kind.value,
            " · ".join(part for part in (step.participant, step.lane) if part),
            step.description,
            step.sentences,
            tuple((basis.name or basis.uri or "", _web(basis.uri)) for basis in step.legal_basis),
            step.data_in,
            step.data_out,
        )
        for step in found.steps
    ]


def _web(address: str | None) -> str:
    """An address that may become a link; anything else (``javascript:`` …) stays text."""
    return address if address and address.startswith(("https://", "http://")) else ""


def drawing(value: object, title: str) -> SafeString | str:
    """The model as SVG: built by lxml from coordinates and escaped texts, so it is safe as it is."""
    return mark_safe(draw(value, title=title)) if isinstance(value, Diagram) else ""  # noqa: S308
