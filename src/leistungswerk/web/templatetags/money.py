# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Amounts in templates."""

from django import template

from leistungswerk.programme.money_states import BOOKING_WORDS, METHOD_WORDS, BookingKind, Method
from leistungswerk.reporting import money

register = template.Library()


@register.filter
def euros(cents: int) -> str:
    """Whole cents as „1.234,50 €“."""
    return money.euros(cents)


@register.filter
def booked(kind: str) -> str:
    """What a booking says, in words."""
    return str(BOOKING_WORDS[BookingKind(kind)])


@register.filter
def method_word(method: str) -> str:
    """How an effort was determined, in words."""
    return str(METHOD_WORDS[Method(method)])
