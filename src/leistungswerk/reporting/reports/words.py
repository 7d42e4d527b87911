# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and numbers as a German reader of a report expects them."""

from datetime import date

from django.utils import formats


def day(on: date) -> str:
    return formats.date_format(on, "j. F Y")


def counted(number: int) -> str:
    """A number as people read it: „3.323“."""
    return f"{number:,}".replace(",", ".")
