# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words of the public site in templates."""

from django import template
from django.utils.functional import Promise

from leistungswerk.enablement.site.states import SECTION_WORDS, Section

register = template.Library()


@register.filter
def section_word(section: Section) -> str | Promise:
    """The official word of a part of the site."""
    return SECTION_WORDS[section]
