# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Markdown of papers to safe HTML: no HTML of the author, no pictures, only http(s) and mail links.

Headings go down by one rank, because the page has its own first heading.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

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


def to_html(text: str) -> SafeString:
    """The paper as HTML that may stand in a page."""
    html: str = _parser().render(text)
    return mark_safe(html)  # noqa: S308 - HTML of the author is escaped by the parser
