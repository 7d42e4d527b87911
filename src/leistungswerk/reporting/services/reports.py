# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drafting a report: begun for a Stichtag, its texts written section by section, questions of the Landtag added.

The OZG project in the LDI drafts; what leaves the house is decided by the ministry in charge (``report_rounds``).
"""

import re
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.reporting import queries
from leistungswerk.reporting.metrics.definitions import BY_CODE
from leistungswerk.reporting.models import Report, ReportRevision, ReportSection
from leistungswerk.reporting.report_states import ReportState
from leistungswerk.reporting.reports import placeholders
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.reporting.reports.templates import EDITED

QUESTION: Final = re.compile(r"q([1-9][0-9]{0,2})")
MOST: Final = 30_000
"""Characters of one section; a report that needs more has an annex."""


def begin_report(
    actor: Actor, *, template: Template, cut_off: date | None, known_at: datetime | None = None
) -> uuid.UUID:
    """Begin a draft; returns its uuid. The Datenstand is by default the end of the Stichtag, at most now.

    Raises :class:`Refused` for a Stichtag in the future.
    """
    require(actor, Permission.EDIT_REPORT)
    cut = queries.cut_at(cut_off, known_at)
    if cut.known_at > times.now():
        raise Refused(
            _("Der Datenstand liegt in der Zukunft. Lassen Sie ihn leer oder nennen Sie einen früheren.")
        )
    at = times.now()
    with transaction.atomic():
        row = Report.objects.create(
            number=_next_number(times.legal_day(at).year), template=template, cut_off=cut.cut_off,
            known_at=cut.known_at, created_at=at,
        )  # fmt: skip
        _tell(actor, row, "report.begun", at)
    return row.uuid


def _next_number(year: int) -> str:
    rows = Report.objects.select_for_update().filter(number__startswith=f"B-{year}-")
    last = rows.order_by("-number").values_list("number", flat=True).first()
    return f"B-{year}-{int(last.rpartition('-')[2]) + 1 if last else 1:03d}"


def report_for(identity: uuid.UUID) -> Report:
    """The report; raises :class:`Missing`."""
    row = Report.objects.filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diesen Bericht gibt es nicht."))
    return row


def draft_for(actor: Actor, identity: uuid.UUID) -> Report:
    """The report as one that may be written in, locked; to be called within a transaction."""
    require(actor, Permission.EDIT_REPORT)
    row = Report.objects.select_for_update().filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diesen Bericht gibt es nicht."))
    if row.state == ReportState.CO_SIGNING:
        raise Refused(_("Der Bericht liegt zur Mitzeichnung. Erst zurückgeholt kann er geändert werden."))
    if row.state != ReportState.DRAFT:
        raise Refused(
            _("Der Bericht ist festgeschrieben. Beginnen Sie eine neue Fassung, um ihn zu berichtigen.")
        )
    return row


def set_cut(
    actor: Actor, *, report: uuid.UUID, cut_off: date | None, known_at: datetime | None = None
) -> None:
    """Choose another Stichtag or Datenstand for a draft."""
    cut = queries.cut_at(cut_off, known_at)
    if cut.known_at > times.now():
        raise Refused(
            _("Der Datenstand liegt in der Zukunft. Lassen Sie ihn leer oder nennen Sie einen früheren.")
        )
    with transaction.atomic():
        row = draft_for(actor, report)
        row.cut_off, row.known_at = cut.cut_off, cut.known_at
        row.save(update_fields=["cut_off", "known_at"])
        _tell(actor, row, "report.recut", times.now())


def write_section(
    actor: Actor, *, report: uuid.UUID, key: str, text: str, revision: int, title: str = "",
    figures: Sequence[str] = (),
) -> None:  # fmt: skip
    """Write a section, or the question and answer ``q1``, ``q2`` …; ``revision`` is what the writer had before them.

    Raises :class:`Overtaken` with what the other one wrote, :class:`Refused` for an unknown placeholder.
    """
    text, title = text.replace("\r\n", "\n").strip(), title.strip()
    placeholders.check(text)
    if len(text) > MOST or len(title) > MOST:
        raise Refused(
            _("Der Text ist zu lang (höchstens 30.000 Zeichen). Lange Teile gehören in eine Anlage.")
        )
    at = times.now()
    with transaction.atomic():
        row = draft_for(actor, report)
        _check_key(row, key, title, figures)
        values: dict[str, object] = {"text": text, "title": title, "figures": list(figures)}
        section = _write(row, key, revision, values)
        ReportRevision.objects.create(
            section=section, revision=section.revision, author=actor.pseudonym, author_name=actor.name, at=at, **values
        )  # fmt: skip
        audit.record(actor, action="report.written", subject=f"report:{row.uuid}", at=at, note=key)


def _check_key(row: Report, key: str, title: str, figures: Sequence[str]) -> None:
    if key in EDITED[Template(row.template)]:
        return
    if not QUESTION.fullmatch(key) or row.template != Template.LANDTAG:
        raise Missing(_("Diesen Abschnitt gibt es in diesem Bericht nicht."))
    if not title:
        raise Refused(_("Schreiben Sie die Frage im Wortlaut dazu."))
    if foreign := [code for code in figures if code not in BY_CODE]:
        raise Refused(_("Die Kennzahl „%(code)s“ gibt es nicht.") % {"code": foreign[0]})


def _write(row: Report, key: str, revision: int, values: dict[str, object]) -> ReportSection:
    if revision == 0:
        try:
            with transaction.atomic():
                return ReportSection.objects.create(report=row, key=key, **values)
        except IntegrityError as error:
            raise _overtaken(row, key) from error
    changed = ReportSection.objects.filter(report=row, key=key, revision=revision).update(
        revision=revision + 1, **values
    )
    if not changed:
        raise _overtaken(row, key)
    return ReportSection.objects.get(report=row, key=key)


def _overtaken(row: Report, key: str) -> Overtaken:
    last = ReportRevision.objects.filter(section__report=row, section__key=key).order_by("-revision").first()
    now = [(_("Geschrieben von"), last.author_name), (_("Text jetzt"), last.text)] if last else []
    return Overtaken(
        _(
            "Jemand anderes hat diesen Abschnitt inzwischen geschrieben. Laden Sie ihn neu und fügen Sie Ihres ein."
        ),
        now=now,
    )


def _tell(actor: Actor, row: Report, kind: str, at: datetime, note: str = "") -> None:
    events.publish(kind=kind, subject=row.uuid, at=at)
    audit.record(actor, action=kind, subject=f"report:{row.uuid}", at=at, note=note)
