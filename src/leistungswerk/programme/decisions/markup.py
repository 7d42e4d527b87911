# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Markdown of papers to safe HTML (:mod:`leistungswerk.core.markdown`) and to blocks for documents."""

from functools import lru_cache

import msgspec
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from leistungswerk.core import markdown


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return markdown.parser()


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
