# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Markdown of papers to safe HTML: no HTML of the author, no pictures, only http(s) and mail links.

Headings go down by one rank, because the page has its own first heading.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_RANKS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
    parser.core.ruler.push("lower_headings", _lower)
    return parser


def _lower(state: Any) -> None:
    tokens: Sequence[Token] = state.tokens
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _RANKS.get(token.tag, token.tag)
        if token.type == "table_open":
            token.attrSet("class", "kern-table kern-table--small")
        # Alignment comes as inline style, which the content security policy forbids.
        token.attrs.pop("style", None)


class Block(msgspec.Struct, frozen=True):
    """A piece of a paper for documents that are set: ``rows`` only for a table, its head first."""

    kind: str
    """``heading``, ``paragraph``, ``item`` or ``table``."""
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def to_blocks(text: str) -> tuple[Block, ...]:
    """The paper as plain blocks in order; emphasis and links become their words."""
    found: list[Block] = []
    rows: list[list[str]] = []
    opened: list[Token] = []
    for token in _parser().parse(text):
        if token.nesting == 1:
            opened.append(token)
        elif token.nesting == -1:
            opened.pop()
        if token.type == "table_close":
            found.append(Block("table", rows=tuple(tuple(row) for row in rows)))
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            _take(token, [each.type for each in opened], rows, found)
    return tuple(found)


def _take(token: Token, inside: list[str], rows: list[list[str]], found: list[Block]) -> None:
    """Put the words of an inline token where it stands: a cell, a heading, an item or a paragraph."""
    words = "".join(
        "\n" if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ()
    )
    if "table_open" in inside:
        rows[-1].append(words)
    elif "heading_open" in inside:
        found.append(Block("heading", words, level=2))
    else:
        found.append(Block("item" if "list_item_open" in inside else "paragraph", words))


def to_html(text: str) -> SafeString:
    """The paper as HTML that may stand in a page."""
    html: str = _parser().render(text)
    return mark_safe(html)  # noqa: S308 - HTML of the author is escaped by the parser
