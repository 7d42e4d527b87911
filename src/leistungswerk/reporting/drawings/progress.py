# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One bar of parts of a whole, stretched to the width of its place; what it says stands in words beside it."""

from collections.abc import Sequence
from typing import Final

from leistungswerk.reporting.drawings import svg

_WIDTH: Final = 100.0
_HEIGHT: Final = 8.0
_LEVELS: Final = (5, 3, 2)
"""Steps of the scale for the parts in their order; the rest stays ground."""


def progress(parts: Sequence[int], whole: int, *, name: str) -> str:
    """Up to three parts of ``whole``, drawn one after the other; ``name`` says the same in words."""
    content = svg.element("rect", width=_WIDTH, height=_HEIGHT, fill=svg.SCALE[0], class_="lw-draw-s0")
    left = 0.0
    for part, level in zip(parts, _LEVELS, strict=False):
        width = _WIDTH * part / whole if whole else 0.0
        if width:
            content += svg.element(
                "rect", x=left, width=width, height=_HEIGHT, fill=svg.SCALE[level], class_=f"lw-draw-s{level}"
            )
        left += width
    return svg.element(
        "svg", content, xmlns="http://www.w3.org/2000/svg", viewBox="0 0 100 8", preserveAspectRatio="none",
        role="img", aria_label=name, class_="lw-draw-progress",
    )  # fmt: skip
