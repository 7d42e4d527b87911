# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""News of the site as something one may be told about: two parts of enablement that know each other only here."""

from leistungswerk.core import times
from leistungswerk.enablement.directory.sources import ChangeView, Line, Source, register
from leistungswerk.enablement.directory.states import TOPIC_WORDS, Topic
from leistungswerk.enablement.site import queries as site
from leistungswerk.enablement.site.states import Tongue
from leistungswerk.web import languages


def _news_title(_key: str) -> str | None:
    return str(TOPIC_WORDS[Topic.NEWS])


def _news_line(change: ChangeView) -> Line | None:
    """As it stands when it is told: what was taken down in between is not told."""
    found = site.shown(change.data.get("path", ""), Tongue(languages.current()), times.now())
    if found is None:
        return None
    text = f"{found.title}: {found.summary}" if found.summary else found.title
    return Line(text, found.address)


def register_topics() -> None:
    """Called once at start-up."""
    register(Topic.NEWS, Source(_news_title, _news_line))
