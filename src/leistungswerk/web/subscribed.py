# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""News of the site and notices of the desk as things one may be told about: parts of enablement know each other only here."""

from typing import Final

from django.urls import reverse

from leistungswerk.core import times
from leistungswerk.enablement.desk import notice_views
from leistungswerk.enablement.directory.sources import ChangeView, Line, Source, register
from leistungswerk.enablement.directory.states import TOPIC_WORDS, Topic
from leistungswerk.enablement.site import queries as site
from leistungswerk.enablement.site.states import Tongue
from leistungswerk.web import languages
from leistungswerk.web.notices import shown_notice

_MOST_SAID: Final = 300


def _news_title(_key: str) -> str | None:
    return str(TOPIC_WORDS[Topic.NEWS])


def _news_line(change: ChangeView) -> Line | None:
    """As it stands when it is told: what was taken down in between is not told."""
    found = site.shown(change.data.get("path", ""), Tongue(languages.current()), times.now())
    if found is None:
        return None
    text = f"{found.title}: {found.summary}" if found.summary else found.title
    return Line(text, found.address)


def _notice_title(_key: str) -> str | None:
    return str(TOPIC_WORDS[Topic.NOTICE])


def _notice_line(change: ChangeView) -> Line | None:
    """What it is, how it stands, and the last word about it."""
    found = notice_views.one(change.subject, times.now())
    if found is None:
        return None
    shown = shown_notice(found)
    said = found.updates[0].text if found.updates else found.text
    path = reverse("portal:status_notice", args=[found.uuid])
    return Line(f"{shown.kind} ({shown.state}): {found.title}. {said[:_MOST_SAID]}", path)


def register_topics() -> None:
    """Called once at start-up."""
    register(Topic.NOTICE, Source(_notice_title, _notice_line))
    register(Topic.NEWS, Source(_news_title, _news_line))
