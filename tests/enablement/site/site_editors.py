# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two editors, a reader, and words for a page."""

import uuid

from leistungswerk.core.actor import Actor, Permission, Role, Scope
from leistungswerk.enablement.site.services.pages import Settings, Text
from leistungswerk.enablement.site.states import Section

RESSORT = uuid.UUID(int=7)
EDITOR = Actor("p-1", "Mara", frozenset({Permission.EDIT_SITE, Permission.ANSWER_BARRIER}))
CONTACT = Actor(
    "p-2",
    "Juri",
    scopes=(Scope(Role.RESSORT_CONTACT, RESSORT, frozenset({Permission.EDIT_SITE}), frozenset({RESSORT})),),
)
READER = Actor("p-3", "Lea")
PLACE = Settings(path="umsetzung/neu", section=Section.IMPLEMENTATION)
WORDS = Text(title="Neu", summary="Kurz.", body="Ein Satz.")
