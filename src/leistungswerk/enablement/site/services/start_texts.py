# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start texts that come with the software: brought once, followed by newer ones only where nobody edited.

The Ressorts have theirs in ``texts/ressorts``; each comes when its Ressort stands in the register.

A file holds a header (``key: value``), the German text, a line ``=== en`` and the English text. The first line of
a text is its title (``# …``), the first paragraph its summary.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Q

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.enablement.site import clock
from leistungswerk.enablement.site.models import KnownBarrier, Page, Revision
from leistungswerk.enablement.site.services.pages import Settings, Text
from leistungswerk.enablement.site.states import BarrierReason, Live, Section, Tongue
from leistungswerk.register.queries.ressort_views import ressort_views

_FOLDER: Final = Path(__file__).parents[1] / "texts"
_AUTHOR: Final = "Starttext"
_BARRIERS: Final = (
    (
        "fim-texts",
        "Die Texte der Antragsformulare stammen aus FIM-Datenschemata. Sie liegen bisher nur auf Deutsch vor.",
        "The texts of the application forms come from FIM data schemas. So far they exist in German only.",
        "Die zuständige Stelle hilft am Telefon beim Ausfüllen.",
        "The competent authority helps you by telephone.",
    ),
    (
        "sign-language",
        "Inhalte in Deutscher Gebärdensprache gibt es auf diesen Seiten noch nicht.",
        "There is no content in German Sign Language on these pages yet.",
        "Schreiben Sie uns über das Formular „Barriere melden“; wir antworten schriftlich.",
        "Write to us with the form “Report a barrier”; we answer in writing.",
    ),
)


class StartText(msgspec.Struct, frozen=True):
    """``ressort``: short name of the Ressort whose own page this is, empty for all others."""

    settings: Settings
    texts: Mapping[Tongue, Text]
    ressort: str = ""


def _text(source: str) -> Text:
    title, _break, rest = source.strip().partition("\n")
    summary, _gap, body = rest.strip().partition("\n\n")
    return Text(
        title=title.removeprefix("# ").strip(), summary=" ".join(summary.split()), body=body.strip() + "\n"
    )


def parse(source: str) -> StartText:
    """A file of ``texts/``; raises :class:`ValueError` where it is not one."""
    _licence, header, content = source.split("---\n", 2)
    told = dict(line.split(": ", 1) for line in header.strip().splitlines())
    german, _break, english = content.partition("\n=== en\n")
    settings = Settings(
        path=told["path"], section=Section(told["section"]), position=int(told.get("position", "100")),
        live=Live(told.get("live", "")), easy=told.get("easy") == "yes", review_days=int(told.get("review_days", "180")),
    )  # fmt: skip
    texts = {Tongue.GERMAN: _text(german)} | ({Tongue.ENGLISH: _text(english)} if english.strip() else {})
    return StartText(settings, texts, told.get("ressort", ""))


def shipped() -> Iterator[StartText]:
    """The start texts of this version of the software."""
    for path in (*sorted(_FOLDER.glob("*.md")), *sorted(_FOLDER.glob("ressorts/*.md"))):
        yield parse(path.read_text(encoding="utf-8"))


def bring(actor: Actor) -> int:
    """Bring what is new; how many revisions that were. A page that somebody edited, moved or ended stays as it is."""
    require(actor, Permission.EDIT_SITE)
    brought = 0
    with transaction.atomic():
        held: dict[tuple[str, str], list[Revision]] = {}
        for row in Revision.objects.select_related("page").order_by("number"):
            held.setdefault((row.page.start, row.language), []).append(row)
        ressorts = {each.short_name: each.uuid for each in ressort_views()}
        for start in shipped():
            if start.ressort and start.ressort not in ressorts:
                continue
            owner = ressorts.get(start.ressort)
            brought += sum(
                _follow(
                    actor,
                    start.settings,
                    language,
                    text,
                    held.get((start.settings.path, language.value), []),
                    owner,
                )
                for language, text in start.texts.items()
            )
        brought += _barriers()
        if brought:
            clock.tick()
            audit.record(
                actor, action="site.started", subject="site:", at=times.now(), note=f"{brought} Texte"
            )
    return brought


def _follow(
    actor: Actor, settings: Settings, language: Tongue, text: Text, held: list[Revision], owner: UUID | None
) -> bool:
    """Append a start text to start texts only; whether it was new."""
    if held and (
        not all(row.is_start for row in held)
        or (held[-1].title, held[-1].summary, held[-1].body) == (text.title, text.summary, text.body)
    ):
        return False
    page = Page.objects.filter(start=settings.path).first()
    if page is None:
        own = Q(path=settings.path) if owner is None else Q(path=settings.path) | Q(organisation=owner)
        if Page.objects.filter(own).exists():
            return False  # somebody made a page of their own under this address, or the Ressort has one
        page = Page.objects.create(
            path=settings.path, start=settings.path, section=settings.section.value, position=settings.position,
            live=settings.live.value, easy=settings.easy, review_days=settings.review_days,
            organisation=owner,
        )  # fmt: skip
    at = times.now()
    Revision.objects.create(
        page=page, language=language.value, number=held[-1].number + 1 if held else 1, title=text.title,
        summary=text.summary, body=text.body, author=actor.pseudonym, author_name=_AUTHOR, at=at, shown_from=at,
        is_start=True,
    )  # fmt: skip
    return True


def _barriers() -> int:
    known = set(KnownBarrier.objects.exclude(code="").values_list("code", flat=True))
    fresh = [
        KnownBarrier(
            code=code, text=german, text_en=english, alternative=help_de, alternative_en=help_en,
            reason=BarrierReason.NON_COMPLIANCE.value, since=times.legal_day(times.now()),
        )
        for code, german, english, help_de, help_en in _BARRIERS
        if code not in known
    ]  # fmt: skip
    KnownBarrier.objects.bulk_create(fresh)
    return len(fresh)
