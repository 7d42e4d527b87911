# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outlines that maps are drawn with."""

from datetime import datetime

import msgspec

from leistungswerk.register.models import OutlineSet
from leistungswerk.register.outlines import Outlines


def installed_outlines(*, known_at: datetime) -> Outlines | None:
    """The newest outlines installed by then; none: the tile map is drawn."""
    rows = OutlineSet.objects.filter(recorded_at__lte=known_at).order_by("-recorded_at", "-pk")
    content = rows.values_list("content", flat=True).first()
    return None if content is None else msgspec.convert(content, Outlines)
