# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading reports on their way: which exist for an actor, and everything a page shows of one."""

import uuid
from datetime import date, datetime

import msgspec
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing
from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import Report, ReportCoSignature, ReportRevision
from leistungswerk.reporting.report_states import REPORT_TRANSITIONS, ReportState
from leistungswerk.reporting.report_texts import written_of
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.reporting.reports.written import Written


class ReportRow(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    number: str
    version: int
    template: Template
    cut: Cut
    state: ReportState
    frozen_at: datetime | None


class SectionView(msgspec.Struct, frozen=True):
    """What stands in a section now; revision 0: nobody has written yet."""

    key: str
    title: str = ""
    text: str = ""
    figures: tuple[str, ...] = ()
    revision: int = 0


class AnswerView(msgspec.Struct, frozen=True):
    ministry: uuid.UUID
    name: str
    answer: CoSignature
    note: str
    due_on: date
    signer: str
    at: datetime | None
    round: int
    mine: bool
    """The actor may answer for this Ressort now."""


class RevisionView(msgspec.Struct, frozen=True):
    revision: int
    author: str
    at: datetime
    title: str
    text: str


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    row: ReportRow
    sections: tuple[SectionView, ...]
    answers: tuple[AnswerView, ...]
    """Of this round."""
    earlier: tuple[AnswerView, ...]
    written: Written
    files: dict[str, str]
    """Ending and SHA-256, once frozen."""
    data_digest: str
    supersedes: uuid.UUID | None
    superseded_by: uuid.UUID | None
    steps: frozenset[str]
    """What the state and the actor's rights allow next."""
    editable: bool


def visible(actor: Actor) -> "QuerySet[Report]":
    """Frozen reports are open to all of the programme; before, to those who write and those who were asked."""
    if actor.may(Permission.EDIT_REPORT) or actor.may(Permission.OWN_REPORT):
        return Report.objects.all()
    seen = Q(state=ReportState.FROZEN)
    reached = actor.reach(Permission.CO_SIGN)
    if reached:
        asked = ReportCoSignature.objects.filter(organisation__uuid__in=reached).values("report")
        seen |= Q(state=ReportState.CO_SIGNING, pk__in=asked)
    return Report.objects.filter(seen)


def reports(actor: Actor, *, offset: int, limit: int) -> tuple[tuple[ReportRow, ...], int]:
    """One page, the newest first, and how many there are; two statements."""
    rows = visible(actor).order_by("-created_at", "-pk")
    return tuple(_row(row) for row in rows[offset : offset + limit]), rows.count()


def _row(row: Report) -> ReportRow:
    cut = Cut(row.cut_off, row.known_at)
    template, state = Template(row.template), ReportState(row.state)
    return ReportRow(row.uuid, row.number, row.version, template, cut, state, row.frozen_at)


def _found(actor: Actor, identity: uuid.UUID) -> Report:
    row = visible(actor).select_related("supersedes", "superseded_by").filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diesen Bericht gibt es nicht, oder er ist noch nicht festgeschrieben."))
    return row


def report(actor: Actor, identity: uuid.UUID) -> ReportView:
    """Raises :class:`Missing` where it does not exist for the actor."""
    row = _found(actor, identity)
    answers = [_answer(actor, row, each) for each in _asked(row)]
    following = getattr(row, "superseded_by", None)
    return ReportView(
        row=_row(row),
        sections=tuple(
            SectionView(each.key, each.title, each.text, tuple(each.figures), each.revision)
            for each in sorted(row.sections.all(), key=lambda each: (len(each.key), each.key))
        ),
        answers=tuple(each for each in answers if each.round == row.round and row.state != ReportState.DRAFT),
        earlier=tuple(each for each in answers if each.round < row.round or row.state == ReportState.DRAFT),
        written=written_of(row),
        files=row.files,
        data_digest=row.data_digest,
        supersedes=row.supersedes.uuid if row.supersedes else None,
        superseded_by=following.uuid if following else None,
        steps=_steps(actor, row, superseded=following is not None),
        editable=row.state == ReportState.DRAFT and actor.may(Permission.EDIT_REPORT),
    )


def _asked(row: Report) -> "QuerySet[ReportCoSignature]":
    return row.co_signatures.select_related("organisation").order_by("-round", "organisation_name")


def _answer(actor: Actor, row: Report, each: ReportCoSignature) -> AnswerView:
    open_now = row.state == ReportState.CO_SIGNING and each.round == row.round
    ministry = each.organisation.uuid
    return AnswerView(
        ministry, each.organisation_name, CoSignature(each.answer), each.note, each.due_on, each.signer_name, each.at,
        each.round, open_now and actor.may(Permission.CO_SIGN, ministry),
    )  # fmt: skip


def _steps(actor: Actor, row: Report, *, superseded: bool) -> frozenset[str]:
    found = set()
    if actor.may(Permission.OWN_REPORT):
        found |= set(REPORT_TRANSITIONS[ReportState(row.state)])
    if row.state == ReportState.FROZEN and not superseded and actor.may(Permission.EDIT_REPORT):
        found.add("supersede")
    return frozenset(found)


def history(actor: Actor, identity: uuid.UUID, key: str) -> tuple[RevisionView, ...]:
    """Who wrote what in a section, the newest first."""
    rows = ReportRevision.objects.filter(section__report=_found(actor, identity), section__key=key)
    return tuple(
        RevisionView(each.revision, each.author_name, each.at, each.title, each.text)
        for each in rows.order_by("-revision")
    )


def waiting(actor: Actor) -> tuple[tuple[ReportRow, str, date], ...]:
    """Reports that wait for the answer of a Ressort the actor may answer for: report, Ressort, day; one statement."""
    reached = actor.reach(Permission.CO_SIGN)
    rows = ReportCoSignature.objects.filter(
        answer=CoSignature.ASKED, report__state=ReportState.CO_SIGNING
    ).select_related("report")
    if reached is not None:
        rows = rows.filter(organisation__uuid__in=reached)
    return tuple(
        (_row(each.report), each.organisation_name, each.due_on)
        for each in rows.order_by("due_on", "pk")
        if each.round == each.report.round
    )
