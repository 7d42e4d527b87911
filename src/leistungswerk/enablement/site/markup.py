# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Markdown of a page to HTML: anchors at headings, and the first use of each term leads to the glossary.

Nothing of the author's HTML gets through (:mod:`leistungswerk.core.markdown`). A term is linked once on a page, never
inside a heading or another link.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

import msgspec
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it.token import Token

from leistungswerk.core import markdown
from leistungswerk.core.failures import Refused
from leistungswerk.forms.slugs import slug

_LINK: Final = re.compile(r"\]\(\s*<?([^)\s>]*)")


class Heading(msgspec.Struct, frozen=True):
    """A heading of second rank with the anchor it is reached by."""

    anchor: str
    text: str


class Rendered(msgspec.Struct, frozen=True):
    html: SafeString
    headings: tuple[Heading, ...]


class _Anchors:
    """Gives each heading an id made of its words."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self._taken: set[str] = set()

    def __call__(self, state: Any) -> None:
        tokens: list[Token] = state.tokens
        for opening, inline in pairwise(tokens):
            if opening.type != "heading_open":
                continue
            words = "".join(child.content for child in inline.children or ())
            anchor = slug(words, self._taken, fallback="abschnitt")
            self._taken.add(anchor)
            opening.attrSet("id", anchor)
            if opening.tag == "h2":
                self.headings.append(Heading(anchor, words))


class _Terms:
    """Links the first use of each term; ``addresses``: term → where it is explained."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._open = dict(addresses)
        self._pattern = _pattern(addresses)

    def __call__(self, state: Any) -> None:
        if self._pattern is None:
            return
        tokens: list[Token] = state.tokens
        for before, token in zip([None, *tokens], tokens, strict=False):
            in_heading = before is not None and before.type == "heading_open"
            if token.type == "inline" and not in_heading:
                token.children = list(self._linked(token.children or []))

    def _linked(self, children: list[Token]) -> Iterator[Token]:
        inside = 0
        for child in children:
            inside += child.nesting if child.type in {"link_open", "link_close"} else 0
            if child.type == "text" and not inside:
                yield from self._split(child)
            else:
                yield child

    def _split(self, token: Token) -> Iterator[Token]:
        assert self._pattern is not None
        edge = 0
        for found in self._pattern.finditer(token.content):
            term = found.group(0)
            if (address := self._open.pop(term, None)) is None:
                continue
            yield _text(token.content[edge : found.start()])
            yield Token("link_open", "a", 1, attrs={"href": address, "class": "lw-term"})
            yield _text(term)
            yield Token("link_close", "a", -1)
            edge = found.end()
        yield _text(token.content[edge:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _pattern(addresses: Mapping[str, str]) -> "re.Pattern[str] | None":
    if not addresses:
        return None
    longest_first = sorted(addresses, key=lambda term: (-len(term), term))
    # A part of a compound („FIM-Methode“) is a word of its own.
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _links_abroad(state: Any) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "link_open":
                own = "lw-term" in str(child.attrGet("class") or "")
                child.attrSet(
                    "class", "lw-term" if own else "kern-link kern-link--no-visited-state lw-inline"
                )
                if str(child.attrGet("href")).startswith("http"):
                    child.attrSet("rel", "noopener noreferrer")


def render(text: str, *, terms: Mapping[str, str] | None = None) -> Rendered:
    """The text as HTML that may stand in a page."""
    anchors = _Anchors()
    html: str = markdown.parser(anchors, _Terms(terms or {}), _links_abroad).render(text)
    safe = mark_safe(html)  # noqa: S308 - HTML of the author is escaped by the parser
    return Rendered(safe, tuple(anchors.headings))


def targets(text: str) -> tuple[str, ...]:
    """Where the links of a text lead, each once, in their order."""
    found: dict[str, None] = {}
    for token in markdown.parser().parse(text):
        for child in token.children or ():
            if child.type == "link_open":
                found[str(child.attrGet("href"))] = None
    return tuple(found)


def require_sound(text: str, field: str) -> None:
    """Raise :class:`Refused` that names the line of the first link whose address is not allowed."""
    for number, line in enumerate(text.splitlines(), start=1):
        for target in _LINK.findall(line):
            if target and not markdown.sound_target(target):
                raise Refused(
                    _(
                        "%(field)s, Zeile %(number)d: Der Verweis „%(target)s“ geht so nicht. Erlaubt sind Adressen, die mit „/“, „#“, „https://“, „mailto:“ oder „tel:“ beginnen."
                    )
                    % {"field": field, "number": number, "target": target[:80]}
                )
