# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may answer a question before it is sent: knowledge of the desk, for staff the how-tos of the office too."""

import msgspec
from django.urls import reverse

from leistungswerk.core import times
from leistungswerk.enablement.desk import knowledge
from leistungswerk.enablement.desk.knowledge import Findable
from leistungswerk.enablement.guidance import handbook
from leistungswerk.enablement.site import queries as site
from leistungswerk.enablement.site.states import Section, Tongue

MOST_TYPED = 2_000
_MOST = 4


class Suggestion(msgspec.Struct, frozen=True):
    title: str
    summary: str
    url: str
    language: str


def for_everybody(typed: str, language: str) -> tuple[Suggestion, ...]:
    """Public knowledge and the pages of the public site."""
    articles = knowledge.articles(language, public=True)
    held = [
        Findable(
            Suggestion(each.title, each.summary, reverse("portal:knowledge", args=[each.slug]), each.language),
            each.title, each.text, each.keywords,
        )
        for each in articles
    ]  # fmt: skip
    tongue = Tongue.ENGLISH if language == "en" else Tongue.GERMAN
    held += [
        Findable(
            Suggestion(each.title, each.summary, each.address, each.language.value), each.title, each.summary
        )
        for each in site.contents(tongue, times.now())
        if each.section not in {Section.RESSORT, Section.NEWS, Section.PRESS}
    ]
    return knowledge.best(typed[:MOST_TYPED], held, most=_MOST)


def for_staff(typed: str, language: str) -> tuple[Suggestion, ...]:
    """All knowledge of the desk and the how-tos of the handbook."""
    held = [
        Findable(
            Suggestion(each.title, each.summary, reverse("office:desk_article", args=[each.uuid]), each.language),
            each.title, each.text, each.keywords,
        )
        for each in knowledge.articles(language, public=False)
    ]  # fmt: skip
    held += [
        Findable(
            Suggestion(
                each.title, each.summary, reverse("office:handbook_article", args=[each.slug]), language
            ),
            each.title,
            each.text,
        )
        for each in handbook.articles(language)
    ]
    return knowledge.best(typed[:MOST_TYPED], held, most=_MOST)


def as_json(found: Suggestion) -> dict[str, str]:
    """For the script that shows suggestions while somebody types."""
    return {"title": found.title, "summary": found.summary, "url": found.url, "language": found.language}
