# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What editors see: pages with their standing, revisions, differences, what is due."""

import difflib
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Count, Q, QuerySet

from leistungswerk.core import check_runs, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.enablement.site.access import edits_all, page_for
from leistungswerk.enablement.site.models import BarrierReport, DeadLink, KnownBarrier, Page, Revision
from leistungswerk.enablement.site.states import BarrierReason, Live, Section, Standing, Tongue

LINKS: Final = "site_links"
"""Kind of the check run of the nightly link check; its subject is the whole site."""


class RevisionView(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    language: Tongue
    title: str
    summary: str
    body: str
    note: str
    author_name: str
    at: datetime
    shown_from: datetime | None
    standing: Standing
    is_start: bool


class PageRow(msgspec.Struct, frozen=True, kw_only=True):
    """A page in the editors' list."""

    uuid: UUID
    path: str
    title: str
    section: Section
    standing: Standing
    shown_from: datetime | None
    drafts: int
    """Revisions newer than the shown one that nobody published."""
    english: bool
    reviewed_on: date | None
    review_due: date | None
    """``None``: never reviewed, so due at once."""
    due: bool
    dead_links: int
    easy: bool


class PageView(msgspec.Struct, frozen=True, kw_only=True):
    """A page for its editor."""

    uuid: UUID
    path: str
    section: Section
    position: int
    live: Live
    easy: bool
    organisation: UUID | None
    review_days: int
    reviewed_on: date | None
    ends_at: datetime | None
    revisions: tuple[RevisionView, ...]
    """Of the language asked for, newest first."""
    dead_links: tuple["DeadLinkView", ...]

    @property
    def newest(self) -> RevisionView | None:
        return self.revisions[0] if self.revisions else None

    @property
    def ended(self) -> bool:
        return self.ends_at is not None and self.ends_at <= times.now()


class DeadLinkView(msgspec.Struct, frozen=True):
    page: UUID
    path: str
    language: Tongue
    target: str
    problem: str
    since: datetime


def _mine(actor: Actor) -> "QuerySet[Page]":
    require(actor, Permission.EDIT_SITE)
    if edits_all(actor):
        return Page.objects.all()
    return Page.objects.filter(organisation__in=actor.reach(Permission.EDIT_SITE) or ())


def _due_on(page: Page) -> date | None:
    return page.reviewed_on + timedelta(days=page.review_days) if page.reviewed_on else None


def pages(
    actor: Actor, *, section: Section | None = None, due_only: bool = False, offset: int, limit: int
) -> tuple[tuple[PageRow, ...], int]:
    """Pages the actor edits, by address, and how many; a constant number of statements."""
    rows = _mine(actor)
    if section is not None:
        rows = rows.filter(section=section.value)
    if due_only:
        rows = rows.filter(pk__in=_due(rows))
    found = list(rows.order_by("section", "position", "path")[offset : offset + limit])
    held: dict[int, list[Revision]] = {page.pk: [] for page in found}
    # The body stays behind: a list does not need it.
    for row in Revision.objects.filter(page__in=found).defer("body").order_by("number"):
        held[row.page_id].append(row)
    dead = dict(
        DeadLink.objects.filter(page__in=found)
        .values("page")
        .annotate(count=Count("pk"))
        .values_list("page", "count")
    )
    moment = times.now()
    return tuple(_row(page, held[page.pk], dead.get(page.pk, 0), moment) for page in found), rows.count()


def _row(page: Page, revisions: list[Revision], dead: int, moment: datetime) -> PageRow:
    german = [row for row in revisions if row.language == Tongue.GERMAN.value]
    current = _shown(german, moment)
    planned = [row for row in german if row.shown_from and row.shown_from > moment]
    newest = german[-1] if german else None
    standing = Standing.SHOWN if current else Standing.SCHEDULED if planned else Standing.DRAFT
    if page.ends_at is not None and page.ends_at <= moment:
        standing = Standing.ENDED
    due = _due_on(page)
    told = current or newest
    return PageRow(
        uuid=page.uuid, path=page.path, title=told.title if told else page.path, section=Section(page.section),
        standing=standing, shown_from=current.shown_from if current else None,
        drafts=sum(1 for row in german if row.shown_from is None and (current is None or row.number > current.number)),
        english=_shown([row for row in revisions if row.language == Tongue.ENGLISH.value], moment) is not None,
        reviewed_on=page.reviewed_on, review_due=due, due=due is None or due <= times.legal_day(moment), dead_links=dead,
        easy=page.easy,
    )  # fmt: skip


def _shown(revisions: list[Revision], moment: datetime) -> Revision | None:
    public = [
        (row.shown_from, row.number, row) for row in revisions if row.shown_from and row.shown_from <= moment
    ]
    return max(public, key=lambda held: held[:2])[2] if public else None


def _due(rows: "QuerySet[Page]") -> list[int]:
    """Pages whose review is due; days differ from page to page, so it is reckoned here."""
    today = times.legal_day(times.now())
    told = rows.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=times.now()), revisions__shown_from__isnull=False
    )
    return [
        pk
        for pk, on, days in told.distinct().values_list("pk", "reviewed_on", "review_days")
        if on is None or on + timedelta(days=days) <= today
    ]


def due_count(actor: Actor) -> int:
    """How many pages of the actor wait for a look; for „Mein Tag“."""
    return len(_due(_mine(actor)))


def page(actor: Actor, identity: UUID, language: Tongue) -> PageView:
    """A page with the revisions of a language; raises :class:`Missing` where the actor does not edit it."""
    row = page_for(actor, identity)
    moment = times.now()
    revisions = list(row.revisions.filter(language=language.value).order_by("number"))
    current = _shown(revisions, moment)
    return PageView(
        uuid=row.uuid, path=row.path, section=Section(row.section), position=row.position, live=Live(row.live),
        easy=row.easy, organisation=row.organisation, review_days=row.review_days, reviewed_on=row.reviewed_on,
        ends_at=row.ends_at,
        revisions=tuple(_revision(each, current, moment) for each in reversed(revisions)),
        dead_links=tuple(_dead(each) for each in row.dead_links.select_related("page").order_by("target")),
    )  # fmt: skip


def _revision(row: Revision, current: Revision | None, moment: datetime) -> RevisionView:
    if row.shown_from is None:
        standing = Standing.DRAFT
    elif row.shown_from > moment:
        standing = Standing.SCHEDULED
    else:
        standing = Standing.SHOWN if current is not None and row.pk == current.pk else Standing.REPLACED
    return RevisionView(
        number=row.number, language=Tongue(row.language), title=row.title, summary=row.summary, body=row.body,
        note=row.note, author_name=row.author_name, at=row.at, shown_from=row.shown_from, standing=standing,
        is_start=row.is_start,
    )  # fmt: skip


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Line(msgspec.Struct, frozen=True):
    change: Change
    text: str


def differences(before: RevisionView | None, after: RevisionView) -> tuple[Line, ...]:
    """Line by line what the later revision changed: title, summary, text."""

    def _lines(held: RevisionView | None) -> list[str]:
        return (
            []
            if held is None
            else [f"# {held.title}", *held.summary.splitlines(), "", *held.body.splitlines()]
        )

    marks = {"+ ": Change.ADDED, "- ": Change.REMOVED, "  ": Change.SAME}
    told = difflib.ndiff(_lines(before), _lines(after))
    return tuple(Line(marks[line[:2]], line[2:]) for line in told if line[:2] in marks)


def _dead(row: DeadLink) -> DeadLinkView:
    return DeadLinkView(
        row.page.uuid, row.page.path, Tongue(row.language), row.target, row.problem, row.since
    )


def dead_links(actor: Actor, *, offset: int, limit: int) -> tuple[tuple[DeadLinkView, ...], int]:
    """Dead links of the pages the actor edits, the oldest first, and how many."""
    rows = DeadLink.objects.filter(page__in=_mine(actor)).select_related("page").order_by("since", "pk")
    return tuple(_dead(row) for row in rows[offset : offset + limit]), rows.count()


def dead_link_count(actor: Actor) -> int:
    return DeadLink.objects.filter(page__in=_mine(actor)).count()


def last_link_check() -> check_runs.CheckView | None:
    return check_runs.latest(kind=LINKS, subject_digest=LINKS)


class KnownView(msgspec.Struct, frozen=True, kw_only=True):
    uuid: UUID
    text: str
    text_en: str
    alternative: str
    alternative_en: str
    reason: BarrierReason
    since: date
    planned_until: date | None


def known_barriers() -> tuple[KnownView, ...]:
    """Barriers declared and not yet gone; public."""
    rows = KnownBarrier.objects.filter(closed_on__isnull=True).order_by("since", "pk")
    return tuple(
        KnownView(
            uuid=row.uuid, text=row.text, text_en=row.text_en, alternative=row.alternative,
            alternative_en=row.alternative_en, reason=BarrierReason(row.reason), since=row.since,
            planned_until=row.planned_until,
        )
        for row in rows
    )  # fmt: skip


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    uuid: UUID
    reference: str
    at: datetime
    due_on: date
    days_left: int
    """Negative once the month has passed."""
    address: str
    text: str
    contact: str
    answered_at: datetime | None
    answer: str
    emptied: bool


def barrier_reports(
    actor: Actor, *, open_only: bool, offset: int, limit: int
) -> tuple[tuple[ReportView, ...], int]:
    """What people reported: open ones by their day first, and how many."""
    require(actor, Permission.ANSWER_BARRIER)
    rows = BarrierReport.objects.filter(answered_at__isnull=open_only)
    page = rows.order_by("due_on", "pk") if open_only else rows.order_by("-answered_at", "-pk")
    today = times.legal_day(times.now())
    return tuple(
        ReportView(
            uuid=row.uuid, reference=row.reference, at=row.at, due_on=row.due_on,
            days_left=(row.due_on - today).days, address=row.address, text=row.text, contact=row.contact,
            answered_at=row.answered_at, answer=row.answer, emptied=row.emptied_at is not None,
        )
        for row in page[offset : offset + limit]
    ), rows.count()  # fmt: skip
