# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts of XZuFi as HTML that may stand in a page: built anew from a short list of elements, never passed through.

Texts come from many editors and hold whatever their systems let in. What is kept: paragraphs, lists, emphasis, line
breaks and links to http(s), mail and telephone. Headings become emphasised paragraphs (the page has its own order of
headings), tables become lists. Source: standards.md 3.2, 3.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from lxml import etree, html

Node: TypeAlias = etree._Element  # noqa: SLF001 - lxml publishes its element class under no other name
LONGEST: Final = 200_000
"""Characters of one text; the longest real Volltext has about 30,000."""
_DEEPEST: Final = 40
"""Beyond this nesting only the words count."""
_TAGGED: Final = re.compile(r"<[a-zA-Z/!][^>]*>")
_BLANKS: Final = re.compile(r"\s+")
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f\\]")
_DROPPED: Final = frozenset(
    {"script", "style", "template", "iframe", "object", "embed", "svg", "math", "noscript", "head", "title", "form",
     "input", "button", "select", "textarea", "audio", "video", "canvas", "applet", "frameset"}
)  # fmt: skip
_BLOCKS: Final = frozenset(
    {"p", "div", "section", "article", "blockquote", "pre", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr",
     "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "address", "figure", "figcaption", "body", "main", "hr"}
)  # fmt: skip
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_INLINE: Final = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


def sound_link(target: str) -> bool:
    """Whether a link of a stranger may be shown: http(s) with a host, mail or telephone; nothing relative."""
    if _CONTROL.search(target) or len(target) > 2000:
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    named = parts.scheme in {"mailto", "tel"} or bool(parts.netloc)
    return parts.scheme in _SCHEMES and named


def plain(text: str) -> str:
    """One line of words without any markup."""
    if not _TAGGED.search(text):
        return _squeezed(unescape(text)).strip()
    root = _parsed(text)
    return _squeezed(" ".join(_words(root))).strip() if root is not None else ""


def clean(text: str) -> str:
    """HTML made of ``p ul ol li strong em br a`` only; empty for a text without words."""
    text = text[:LONGEST]
    if not _TAGGED.search(text):
        return "".join(_paragraphs(unescape(text)))
    root = _parsed(text)
    return "".join(_blocks(root, 0)) if root is not None else ""


def _parsed(text: str) -> Node | None:
    try:
        root: Node = html.fragment_fromstring(text.replace("\x00", ""), create_parent="div")
    except (etree.ParserError, ValueError):
        return None
    return root


def _paragraphs(text: str) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", text):
        lines = [escape(_squeezed(line).strip()) for line in part.splitlines() if line.strip()]
        if lines:
            yield f"<p>{'<br>'.join(lines)}</p>"


def _squeezed(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _tag(node: Node) -> str:
    """The element's name; empty for comments and processing instructions."""
    return node.tag.lower() if isinstance(node.tag, str) else ""


def _words(node: Node) -> Iterator[str]:
    if _tag(node) not in _DROPPED and _tag(node):
        yield node.text or ""
        for child in node:
            yield from _words(child)
            yield child.tail or ""


def _holds_blocks(node: Node) -> bool:
    return any(_tag(each) in _BLOCKS for each in node.iterdescendants())


def _blocks(node: Node, depth: int) -> list[str]:
    """The blocks of what stands inside ``node``; text between blocks becomes paragraphs of its own."""
    if depth > _DEEPEST:
        words = escape(_squeezed(" ".join(_words(node))).strip())
        return [f"<p>{words}</p>"] if words else []
    made: list[str] = []
    run: list[str] = [escape(_squeezed(node.text or ""))]

    def _close() -> None:
        text = "".join(run).strip()
        run.clear()
        if re.sub(r"<br>|\s", "", text):
            made.append(f"<p>{text}</p>")

    for child in node:
        tag = _tag(child)
        if tag in _BLOCKS or (tag and tag not in _DROPPED and _holds_blocks(child)):
            _close()
            made.extend(_block(child, tag, depth + 1))
        elif tag and tag not in _DROPPED:
            run.append(_inline(child, tag, depth + 1))
        run.append(escape(_squeezed(child.tail or "")))
    _close()
    return made


def _block(node: Node, tag: str, depth: int) -> list[str]:
    if tag in {"ul", "ol"}:
        return _list(tag, [_item(child, depth) for child in node if _tag(child) not in {*_DROPPED, ""}])
    if tag == "table":
        return _list("ul", [_row(row) for row in node.iterdescendants("tr")])
    if tag in _HEADINGS:
        words = escape(_squeezed(" ".join(_words(node))).strip())
        return [f"<p><strong>{words}</strong></p>"] if words else []
    return _blocks(node, depth)


def _list(tag: str, items: list[str]) -> list[str]:
    filled = "".join(f"<li>{item}</li>" for item in items if item)
    return [f"<{tag}>{filled}</{tag}>"] if filled else []


def _item(node: Node, depth: int) -> str:
    parts = _blocks(node, depth)
    if parts and parts[0].startswith("<p>"):
        # The first words stand in the item itself, as people write lists.
        parts[0] = parts[0][3:-4]
    return "".join(parts)


def _row(row: Node) -> str:
    cells = [_squeezed(" ".join(_words(cell))).strip() for cell in row if _tag(cell) in {"td", "th"}]
    return escape(" – ".join(cell for cell in cells if cell))


def _inline(node: Node, tag: str, depth: int) -> str:
    if tag == "br":
        return "<br>"
    if depth > _DEEPEST:
        return escape(_squeezed(" ".join(_words(node))))
    inner = escape(_squeezed(node.text or ""))
    for child in node:
        name = _tag(child)
        if name and name not in _DROPPED:
            inner += _inline(child, name, depth + 1)
        inner += escape(_squeezed(child.tail or ""))
    if not inner.strip():
        return inner
    if tag in _INLINE:
        return f"<{_INLINE[tag]}>{inner}</{_INLINE[tag]}>"
    target = (node.get("href") or "").strip()
    if tag == "a" and sound_link(target) and "<a " not in inner:
        return f'<a href="{escape(target)}" rel="noopener noreferrer">{inner}</a>'
    return inner
