# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Template filters of the pages about FIM building blocks."""

from django import template

from leistungswerk.web.office.fim_words import plain

register = template.Library()


@register.filter
def plain_lines(text: str) -> tuple[str, ...]:
    """The lines of a text that may hold HTML of a stranger, without markup."""
    return plain(text)
