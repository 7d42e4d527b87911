# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the words of a topic come from.

The directory keeps only references. A room or a face that knows a topic registers a source at start-up, as it does
for the search box: what a key is called, whether somebody may be told of it, and what a change says.
"""

from collections.abc import Callable
from uuid import UUID

import msgspec

from leistungswerk.enablement.directory.states import KEYLESS, TOPIC_WORDS, Topic


class ChangeView(msgspec.Struct, frozen=True):
    """A change as it was recorded."""

    topic: Topic
    key: str
    kind: str
    subject: UUID
    data: dict[str, str]


class Line(msgspec.Struct, frozen=True):
    """What is told of a change, in the language that is active; ``path``: where to read on."""

    text: str
    path: str = ""


class Source(msgspec.Struct, frozen=True):
    """What is known of a topic; every text in the language that is active."""

    title: Callable[[str], str | None]
    """What a key is called; ``None`` for one nobody may subscribe to."""
    line: Callable[[ChangeView], Line | None]
    """``None`` where there is nothing to tell, or nothing any more."""
    visible: Callable[[UUID, str], bool] = lambda _person, _key: True
    """Whether a person of the register (uuid) may be told of a key."""


_sources: dict[Topic, Source] = {}


def register(topic: Topic, source: Source) -> None:
    """Called once at start-up."""
    _sources[topic] = source


def source(topic: Topic) -> Source | None:
    """``None`` for a topic nothing here knows how to tell."""
    return _sources.get(topic)


def title(topic: Topic, key: str) -> str | None:
    """What a key is called; ``None`` for one nobody may subscribe to."""
    known = source(topic)
    return known.title(key) if known else None


def full_title(topic: Topic, key: str) -> str | None:
    """With the kind of thing before it: „Leistung: Wohngeld“."""
    named = title(topic, key)
    return named if named is None or topic in KEYLESS else f"{TOPIC_WORDS[topic]}: {named}"
