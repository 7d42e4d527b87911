# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Markdown of a mailing as the plain text that leaves: no link is changed, nothing is added to one."""

from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token

from leistungswerk.core import markdown
from leistungswerk.core.settings import settings

_BLOCKS: Final = frozenset(
    {"paragraph_close", "heading_close", "bullet_list_close", "ordered_list_close", "table_close"}
)


def _address(target: str) -> str:
    """Addresses of this site are made whole, for a mail stands on no site; all others stay as they are."""
    return f"{settings().base_url}{target}" if target.startswith("/") else target


def _inline(children: list[Token]) -> str:
    pieces: list[str] = []
    target, start = "", 0
    for child in children:
        if child.type == "link_open":
            target, start = _address(str(child.attrGet("href"))), len(pieces)
        elif child.type == "link_close":
            words = "".join(pieces[start:])
            shown = target.removeprefix("mailto:").removeprefix("tel:")
            pieces[start:] = [words if words in {target, shown} else f"{words} ({shown})"]
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        else:
            pieces.append(child.content)
    return "".join(pieces)


class _Lists:
    """The signs before the points of nested lists."""

    def __init__(self) -> None:
        self._numbers: list[int | None] = []

    def see(self, token: Token) -> None:
        if token.type == "bullet_list_open":
            self._numbers.append(None)
        elif token.type == "ordered_list_open":
            self._numbers.append(int(token.attrGet("start") or 1) - 1)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._numbers.pop()

    def sign(self) -> str:
        number = self._numbers[-1]
        if number is None:
            return f"{self._indent()}- "
        self._numbers[-1] = number + 1
        return f"{self._indent()}{number + 1}. "

    def _indent(self) -> str:
        return "  " * (len(self._numbers) - 1)

    @property
    def inside(self) -> bool:
        return bool(self._numbers)


def _lines(tokens: list[Token]) -> Iterator[str]:
    """Lines with an empty one after each block; cells of a table are parted by a bar."""
    lists, sign, cells = _Lists(), "", list[str]()
    for before, token in zip([None, *tokens], tokens, strict=False):
        lists.see(token)
        if token.type == "list_item_open":
            sign = lists.sign()
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield " | ".join(cells)
        elif token.type == "inline":
            text = _inline(token.children or [])
            if before is not None and before.type in {"td_open", "th_open"}:
                cells.append(text)
                continue
            yield sign + text.replace("\n", "\n" + " " * len(sign))
            sign = " " * len(sign)
        elif token.type in {"fence", "code_block"}:
            yield from token.content.rstrip("\n").split("\n")
            yield ""
        elif token.type == "hr":
            yield "----"
            yield ""
        if token.type in _BLOCKS and not lists.inside:
            sign = ""
            yield ""


def plain(text: str) -> str:
    """The text as it is mailed."""
    lines: list[str] = []
    for line in _lines(markdown.parser().parse(text)):
        if line or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).strip()
