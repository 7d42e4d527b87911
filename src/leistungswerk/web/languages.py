# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The language of the present page."""

from django.utils.translation import get_language


def current() -> str:
    """Two letters; German where none was chosen."""
    return (get_language() or "de").partition("-")[0]
