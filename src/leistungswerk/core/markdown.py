# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Markdown of people to safe HTML: no HTML of the author, no pictures, only links that lead somewhere sensible.

Headings begin at the second rank, because the page has its own first heading. Alignment of table cells is dropped: it
comes as inline style, which the content security policy forbids.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_CONTROL: Final = re.compile(r"[\x00-\x20\\]")


def sound_target(target: str) -> bool:
    """Whether a link may lead there: http(s), mail, telephone, an address of this site or a place on this page."""
    if _CONTROL.search(target) or target.startswith("//"):
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    if parts.scheme:
        named = parts.scheme.lower() in {"mailto", "tel"} or bool(parts.netloc)
        return parts.scheme.lower() in _SCHEMES and named
    return target.startswith(("/", "#"))


def parser(*steps: Callable[[Any], None]) -> MarkdownIt:
    """A parser with these steps after its own; each gets markdown-it's state and changes its tokens."""
    made = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
    made.validateLink = sound_target  # type: ignore[assignment, method-assign]  # the library's documented way
    made.core.ruler.push("lower_headings", _lower)
    made.core.ruler.push("cells_of_a_corner", _no_empty_headers)
    for number, step in enumerate(steps):
        made.core.ruler.push(f"step_{number}", step)
    return made


def _lower(state: Any) -> None:
    tokens: Sequence[Token] = state.tokens
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            # Whatever ranks the author took: the first is h2, and none is left out on the way down.
            while above and above[-1] >= token.tag:
                above.pop()
            above.append(token.tag)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(len(above) + 1, 6)}"
        if token.type == "table_open":
            token.attrSet("class", "kern-table kern-table--small")
        token.attrs.pop("style", None)


def _no_empty_headers(state: Any) -> None:
    """A header without words, as in the corner of a table, is a plain cell: readers hear nothing in it."""
    tokens: Sequence[Token] = state.tokens
    for opening, words, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "th_open" and not words.content.strip():
            opening.tag = closing.tag = "td"
