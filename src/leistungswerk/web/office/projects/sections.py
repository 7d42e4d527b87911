# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sections of a Vorhaben: every area adds its own page to the tabs.

An area calls :func:`add` in its ``urls`` module, which is imported before the first page is shown. The address
takes the uuid of the Vorhaben as ``identity``.
"""

import uuid
from typing import Final

import msgspec
from django.urls import reverse
from django.utils.functional import Promise

from leistungswerk.core.actor import Actor, Permission


class Section(msgspec.Struct, frozen=True):
    """``order`` sorts the tabs. ``needs``: what must be held for the owner; seeing the Vorhaben is always needed."""

    key: str
    title: str | Promise
    address: str
    order: int
    needs: Permission | None = None


class Tab(msgspec.Struct, frozen=True):
    title: str
    url: str
    current: bool


_SECTIONS: Final[dict[str, Section]] = {}


def add(section: Section) -> None:
    """Register a section once; a second one with the same key is a mistake."""
    if _SECTIONS.setdefault(section.key, section) != section:
        raise ValueError(f"A section „{section.key}“ exists already.")


def tabs(actor: Actor, project: uuid.UUID, owner: uuid.UUID, current: str) -> tuple[Tab, ...]:
    """The tabs this actor sees above a page of the Vorhaben."""
    return tuple(
        Tab(str(section.title), reverse(section.address, args=[project]), section.key == current)
        for section in sorted(_SECTIONS.values(), key=lambda section: (section.order, section.key))
        if section.needs is None or actor.may(section.needs, owner)
    )
