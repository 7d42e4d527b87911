# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trims the KERN style sheet to what our pages use.

KERN ships one file of 340 KB with its drawings as ``data:`` addresses. Two things stand against serving it
as it is: the weight of the first view, and our content security policy, which allows nothing but our own
origin. So at set-up components without a use are left out, unread variables dropped and each drawing
becomes a file. Nothing is changed in the rules that stay (KERN UX, EUPL-1.2; standards.md 12).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import msgspec

COMPONENTS = (
    "accordion", "alert", "badge", "body", "btn", "card", "dark", "description-list", "divider", "error",
    "fieldset", "form-check", "form-input", "heading", "hgroup", "hint", "icon", "input-group", "label",
    "layer", "level", "light", "link", "list", "number", "preline", "progress", "sr-only", "subline",
    "summary", "table", "task-list", "title",
)  # fmt: skip
"""First words of the class names that stay; utilities, grid, dialog, dropdown and the federal header go."""

ICONS = (
    "add", "arrow-back", "arrow-down", "arrow-forward", "arrow-up", "autorenew", "calendar-today", "check",
    "checklist", "chevron-right", "close", "content-copy", "danger", "delete", "download", "draft",
    "drive-folder-upload", "edit", "help", "home", "info", "language", "logout", "mail", "more-vert",
    "open-in-new", "search", "success", "visibility", "warning",
)  # fmt: skip
"""Drawings that stay. A name that KERN does not know is simply without effect."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_KERN_CLASS = re.compile(r"\.kern-([a-z0-9-]+(?:__[a-z0-9-]+)?)")
_KEPT_CLASS = re.compile(rf"(?:{'|'.join(COMPONENTS)})(?![a-z])")
_ICON_CLASS = re.compile(r"icon--([a-z0-9-]+)")
_ICON_SIZES = {"small", "default", "large", "x-large"}
_DATA_URL = re.compile(r'url\("data:image/svg\+xml,([^"]*)"\)')
_EMPTY_SIZE = re.compile(r"\s(?:height|width)=''")
_DECLARED = re.compile(r"(--kern-[\w-]+)\s*:[^;{}]*;?")
_READ = re.compile(r"var\(\s*(--[\w-]+)")


class Drawing(msgspec.Struct, frozen=True):
    """One drawing of the style sheet: file name and SVG text."""

    name: str
    svg: str


class Trimmed(msgspec.Struct, frozen=True):
    """The smaller style sheet and the drawings it points at (``icons/…``, beside the style sheet)."""

    css: str
    drawings: tuple[Drawing, ...]


class _Rule(msgspec.Struct, frozen=True):
    prelude: str
    body: str


def trim(css: str, *, own_css: str = "") -> Trimmed:
    """Leave out what is not used. ``own_css`` only tells which variables our own sheet reads.

    Raises ``ValueError`` when the braces of the sheet do not close: then nothing of it can be trusted.
    """
    sheet = "".join(_kept(rule) for rule in _rules(_COMMENT.sub("", css)))
    sheet = _without_unread_variables(sheet, own_css)
    drawings: dict[str, Drawing] = {}

    def as_file(match: re.Match[str]) -> str:
        svg = _EMPTY_SIZE.sub("", unquote(match.group(1)))
        drawing = drawings.setdefault(svg, Drawing(f"icons/{len(drawings) + 1:02}.svg", svg))
        return f'url("{drawing.name}")'

    sheet = _DATA_URL.sub(as_file, sheet)
    return Trimmed(sheet, tuple(drawings.values()))


def minify(css: str) -> str:
    """Drop comments and needless white space. Strings of our own sheet hold no braces or semicolons."""
    text = re.sub(r"\s+", " ", _COMMENT.sub("", css))
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
    return text.replace(";}", "}").replace(": ", ":").strip()


def _rules(css: str) -> Iterator[_Rule]:
    """Top-level rules; a statement without block (``@charset``) is passed over."""
    depth = start = opened = 0
    for match in re.finditer(r'"[^"]*"|[{};]', css):
        mark = match.group()
        if mark == "{":
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                yield _Rule(css[start:opened].strip(), css[opened + 1 : match.start()].strip())
                start = match.end()
        elif mark == ";" and depth == 0:
            start = match.end()
    if depth:
        raise ValueError("Das Stylesheet von KERN ist unvollständig: eine geschweifte Klammer bleibt offen.")


def _kept(rule: _Rule) -> str:
    if rule.prelude.startswith(("@media", "@supports")):
        inner = "".join(_kept(nested) for nested in _rules(rule.body))
        return f"{rule.prelude}{{{inner}}}\n" if inner else ""
    if rule.prelude.startswith("@keyframes"):
        return ""  # only the loader turns, and it does not stay
    selectors = [part.strip() for part in _split_selectors(rule.prelude) if _selector_stays(part)]
    return f"{','.join(selectors)}{{{' '.join(rule.body.split())}}}\n" if selectors and rule.body else ""


def _split_selectors(prelude: str) -> list[str]:
    """Split at commas outside round brackets (``:is(a, b)`` stays whole)."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(prelude):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append(prelude[start:index])
            start = index + 1
    return [*parts, prelude[start:]]


def _selector_stays(selector: str) -> bool:
    for name in _KERN_CLASS.findall(selector):
        if not _KEPT_CLASS.match(name):
            return False
        icon = _ICON_CLASS.fullmatch(name)
        if icon and icon.group(1) not in ICONS and icon.group(1) not in _ICON_SIZES:
            return False
    return True


def _without_unread_variables(css: str, own_css: str) -> str:
    """A variable that nothing reads any more goes; what only it read goes with it."""
    declared = set(_DECLARED.findall(css))
    while unread := declared - set(_READ.findall(css)) - set(_READ.findall(own_css)):
        css = re.sub(rf"(?<![\w-])(?:{'|'.join(map(re.escape, unread))})\s*:[^;{{}}]*;?", "", css)
        declared -= unread
    return css
