# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of a draft's pages, resolved once each: only the draft's id differs from request to request."""

import uuid
from functools import lru_cache

from django.urls import reverse

_ANY = uuid.UUID(int=0)


@lru_cache(maxsize=1024)
def _pattern(name: str, *more: str) -> str:
    return reverse(f"portal:{name}", args=[_ANY, *more])


def url(name: str, draft: uuid.UUID, *more: str) -> str:
    """The address of a page of the portal that belongs to a draft."""
    return _pattern(name, *more).replace(str(_ANY), str(draft))
