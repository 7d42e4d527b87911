# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What readers see of the site at a moment. Everything is computed from the moment; no job switches pages."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from leistungswerk.core.times import legal_day
from leistungswerk.enablement.site.models import Page, Revision, SiteClock
from leistungswerk.enablement.site.states import DATED, Live, Section, Tongue

_CLOCK: Final = 1


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it stands at a moment. ``language``: of the text, which may be German for want of English."""

    path: str
    section: Section
    live: Live
    easy: bool
    organisation: UUID | None
    title: str
    summary: str
    body: str
    language: Tongue
    number: int
    is_start: bool
    shown_from: datetime
    reviewed_on: date | None

    @property
    def address(self) -> str:
        return f"/{self.path}/"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A page in a list. ``day``: when its text of now appeared; of news, when they first appeared."""

    path: str
    section: Section
    title: str
    summary: str
    language: Tongue
    easy: bool
    day: date
    at: datetime
    changed: datetime
    """When its text of now appeared."""
    uuid: UUID

    @property
    def address(self) -> str:
        return f"/{self.path}/"


def version() -> int:
    """Grows with every write to the site; one statement."""
    return SiteClock.objects.filter(pk=_CLOCK).values_list("number", flat=True).first() or 0


def next_change(moment: datetime) -> datetime | None:
    """When, by what is planned, the site next looks different without anybody writing; two statements."""
    begins = Revision.objects.filter(shown_from__gt=moment).aggregate(first=Min("shown_from"))["first"]
    ends = Page.objects.filter(ends_at__gt=moment).aggregate(first=Min("ends_at"))["first"]
    return min((at for at in (begins, ends) if at is not None), default=None)


def _current(language: Tongue, moment: datetime) -> Subquery:
    rows = Revision.objects.filter(page=OuterRef("pk"), language=language.value, shown_from__lte=moment)
    return Subquery(rows.order_by("-shown_from", "-number").values("pk")[:1])


def _pages(language: Tongue, moment: datetime) -> "QuerySet[Page]":
    rows = Page.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=moment))
    rows = rows.annotate(german=_current(Tongue.GERMAN, moment)).filter(german__isnull=False)
    return rows.annotate(wanted=_current(language, moment)) if language is not Tongue.GERMAN else rows


def _revisions(pages: Iterable[Page]) -> dict[int, Revision]:
    """Page pk → revision to read: in the wanted language, else the German one."""
    wanted = {page.pk: vars(page).get("wanted") or vars(page)["german"] for page in pages}
    found = Revision.objects.in_bulk(list(wanted.values()))
    return {page: found[pk] for page, pk in wanted.items()}


def shown(path: str, language: Tongue, moment: datetime) -> Shown | None:
    """The page at an address, in German where the language lacks; two statements."""
    page = _pages(language, moment).filter(path=path).first()
    if page is None:
        return None
    row = _revisions([page])[page.pk]
    assert row.shown_from is not None
    return Shown(
        path=page.path, section=Section(page.section), live=Live(page.live), easy=page.easy,
        organisation=page.organisation, title=row.title, summary=row.summary, body=row.body,
        language=Tongue(row.language), number=row.number, is_start=row.is_start, shown_from=row.shown_from,
        reviewed_on=page.reviewed_on,
    )  # fmt: skip


def _entries(pages: "QuerySet[Page] | list[Page]") -> tuple[Entry, ...]:
    held = list(pages)
    rows = _revisions(held)
    return tuple(
        Entry(
            path=page.path, section=Section(page.section), title=rows[page.pk].title,
            summary=rows[page.pk].summary, language=Tongue(rows[page.pk].language), easy=page.easy,
            day=legal_day(at), at=at, changed=rows[page.pk].shown_from or at, uuid=page.uuid,
        )
        for page in held
        if (at := vars(page).get("first") or rows[page.pk].shown_from) is not None
    )  # fmt: skip


def contents(language: Tongue, moment: datetime) -> tuple[Entry, ...]:
    """All pages but news, by section and place: the menu, the sitemap; two statements."""
    rows = _pages(language, moment).exclude(section__in=[each.value for each in DATED])
    return _entries(rows.order_by("section", "position", "path"))


def section(which: Section, language: Tongue, moment: datetime) -> tuple[Entry, ...]:
    """The pages of a section in their order; two statements."""
    rows = _pages(language, moment).filter(section=which.value)
    return _entries(rows.order_by("position", "path"))


def news(
    language: Tongue, moment: datetime, *, offset: int = 0, limit: int = 10
) -> tuple[tuple[Entry, ...], int]:
    """News and press, newest first by the day they first appeared, and how many; three statements."""
    first = Revision.objects.filter(page=OuterRef("pk"), shown_from__isnull=False)
    rows = _pages(language, moment).filter(section__in=[each.value for each in DATED])
    rows = rows.annotate(first=Subquery(first.order_by("shown_from").values("shown_from")[:1]))
    return _entries(rows.order_by("-first", "-pk")[offset : offset + limit]), rows.count()


def ressort_page(organisation: UUID, language: Tongue, moment: datetime) -> Shown | None:
    """What a Ressort says on its page, if it wrote anything."""
    path = Page.objects.filter(organisation=organisation).values_list("path", flat=True).first()
    return shown(path, language, moment) if path else None
