# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Documents: a typst template of a room and data become a PDF (PDF/UA-1, and PDF/A where it is kept).

Data reach the template as JSON and are never markup; a picture without an alternative text is refused by typst.
The same data and the same ``at`` give the same bytes.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from leistungswerk.core.settings import settings


@lru_cache(maxsize=1)
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(settings().fonts)])


def pdf(template: Path, data: object, *, at: datetime, archive: bool = False) -> bytes:
    """Set ``data`` (``json(sys.inputs.data)`` in the template) and return the bytes of the PDF.

    ``at`` is the time of making that stands in the file; ``archive`` adds PDF/A-2a for what goes into a file.
    """
    # Loaded on first use: the compiler is large, and most requests never need it.
    import typst

    made = typst.compile(
        str(template),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": msgspec.json.encode(data).decode()},
        pdf_standards=["ua-1", "a-2a"] if archive else ["ua-1"],
        timestamp=int(at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made
