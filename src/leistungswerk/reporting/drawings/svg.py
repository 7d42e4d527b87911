# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Elements of a drawing, written out with every text escaped."""

from html import escape
from typing import Final

INK: Final = "#171a2b"
MUTED: Final = "#5c6380"
GRID: Final = "#d5d9e6"
GROUND: Final = "#ffffff"
SCALE: Final = ("#eef0f6", "#d3dcf5", "#a5b9ec", "#4a6fc8", "#3a63c4", "#173a8c")
"""From nothing to all, six steps; neighbours differ in lightness, so it holds without colour too."""
ON_SCALE: Final = (INK, INK, INK, "#ffffff", "#ffffff", "#ffffff")
"""Ink that reads on each step with at least 4.5 : 1."""
SERIES: Final = ("#173a8c", "#c2410c", "#0f766e", "#7e22ce")
FONT: Final = "Fira Sans"


def element(tag: str, content: str = "", **attributes: str | float) -> str:
    """An element; ``class_`` and names with ``_`` for ``-`` as usual."""
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(number(value), quote=True)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{said}>{content}</{tag}>" if content else f"<{tag}{said}/>"


def number(value: str | float) -> str:
    """A coordinate with at most two decimals, without trailing zeros; texts as they are."""
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def title(text: str, **more: str) -> str:
    return element("title", escape(text), **more)


def text(
    content: str, x: float, y: float, *, size: float = 14, anchor: str = "start", **more: str | float
) -> str:
    """A line of lettering."""
    return element(
        "text", escape(content), x=x, y=y, font_size=size, text_anchor=anchor, font_family=FONT,
        **{"fill": INK, "class_": "lw-draw-ink", **more},
    )  # fmt: skip


def drawing(
    content: str,
    *,
    width: float,
    height: float,
    name: str,
    description: str,
    identity: str,
    role: str = "img",
) -> str:
    """The whole drawing under a name and a description; ``identity`` keeps ids apart on one page.

    ``role``: „group“ for one with links in it; what lies in an image is not told to those who cannot see it.
    """
    head = element("title", escape(name), id=f"{identity}-t") + element(
        "desc", escape(description), id=f"{identity}-d"
    )
    return element(
        "svg", head + content, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(width)} {number(height)}",
        width=width, height=height, role=role, aria_labelledby=f"{identity}-t {identity}-d", class_="lw-draw",
    )  # fmt: skip
