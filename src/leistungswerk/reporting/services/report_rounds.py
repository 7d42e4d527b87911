# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report leaves the house: sent to the Ressorts, answered, frozen by the ministry in charge, superseded."""

import uuid
from collections.abc import Sequence
from datetime import date

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.register import queries as register
from leistungswerk.reporting import archive
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import Report, ReportCoSignature, ReportRevision, ReportSection
from leistungswerk.reporting.report_states import REPORT_TRANSITIONS, ReportState
from leistungswerk.reporting.report_texts import written_of
from leistungswerk.reporting.reports import render
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.reporting.services.reports import report_for


def ask_for_co_signature(
    actor: Actor, *, report: uuid.UUID, ministries: Sequence[uuid.UUID], due_on: date
) -> None:
    """Send the draft to the Ressorts; answers to an earlier text no longer count."""
    require(actor, Permission.OWN_REPORT)
    found = register.ressorts_among(ministries)
    if not ministries or len(found) != len(set(ministries)):
        raise Refused(_("Wählen Sie die Ressorts, die mitzeichnen: die Staatskanzlei und Ministerien."))
    if due_on < times.legal_day(times.now()):
        raise Refused(_("Die Frist ist schon vorbei. Nennen Sie einen Tag ab heute."))
    with transaction.atomic():
        row = _move(actor, report, "ask_for_co_signature")
        row.round += 1
        row.save(update_fields=["round"])
        ReportCoSignature.objects.bulk_create(
            ReportCoSignature(
                report=row, round=row.round, organisation_id=pk, organisation_name=name, due_on=due_on
            )
            for pk, name in found
        )


def answer(
    actor: Actor, *, report: uuid.UUID, ministry: uuid.UUID, said: CoSignature, note: str = ""
) -> None:
    """A Ressort co-signs, with a remark if it wishes, or dissents; its reason is printed on the report."""
    require(actor, Permission.CO_SIGN, ministry)
    if said is CoSignature.ASKED:
        raise Refused(_("Wählen Sie, ob Ihr Ressort mitzeichnet."))
    if said is not CoSignature.AGREED and not note.strip():
        raise Refused(_("Schreiben Sie Ihren Hinweis oder den Grund Ihres Widerspruchs dazu."))
    at = times.now()
    with transaction.atomic():
        row = Report.objects.select_for_update().filter(uuid=report).first()
        if row is None:
            raise Missing(_("Diesen Bericht gibt es nicht."))
        if row.state != ReportState.CO_SIGNING:
            raise Refused(_("Der Bericht liegt gerade nicht zur Mitzeichnung vor."))
        changed = row.co_signatures.filter(round=row.round, organisation__uuid=ministry).update(
            answer=said, note=note.strip(), signer=actor.pseudonym, signer_name=actor.name, at=at
        )
        if not changed:
            raise Refused(_("Dieses Ressort wurde nicht um Mitzeichnung gebeten."))
        audit.record(actor, action="report.co_signed", subject=f"report:{report}", at=at, note=said.value)


def revise(actor: Actor, *, report: uuid.UUID) -> None:
    """Take the report back into the draft; the answers stay to be read and must be asked for again."""
    require(actor, Permission.OWN_REPORT)
    _move(actor, report, "revise")


def freeze(actor: Actor, *, report: uuid.UUID) -> str:
    """Freeze text and figures and put all files into the archive; returns the digest of the PDF.

    Refused while a Ressort has neither answered nor let its day pass. Dissent does not hold the report up: it is
    printed on it.
    """
    require(actor, Permission.OWN_REPORT)
    with transaction.atomic():
        row = _move(actor, report, "freeze")
        today = times.legal_day(times.now())
        waiting = row.co_signatures.filter(round=row.round, answer=CoSignature.ASKED, due_on__gte=today)
        if names := list(waiting.order_by("organisation_name").values_list("organisation_name", flat=True)):
            raise Refused(
                _(
                    "Noch nicht geantwortet haben: %(names)s. Warten Sie die Frist ab oder holen Sie die Antwort ein."
                )
                % {"names": ", ".join(names)}
            )
        cut = Cut(row.cut_off, row.known_at)
        template = Template(row.template)
        written = written_of(row)
        data, paper = render.report(template, cut, written)
        files = {
            suffix: archive.keep(
                row.template,
                cut,
                render.file(suffix, data, paper, cut.known_at),
                suffix=suffix,
                data_digest=data.digest(),
            )
            for suffix in render.FORMS
        }
        row.texts = msgspec.to_builtins(render.filled(written, data))
        row.files, row.data_digest, row.frozen_at = files, data.digest(), times.now()
        row.save(update_fields=["texts", "files", "data_digest", "frozen_at"])
    return files[".pdf"]


def supersede(actor: Actor, *, report: uuid.UUID) -> uuid.UUID:
    """Begin the next version of a frozen report with its texts; the old one stays as it was."""
    require(actor, Permission.EDIT_REPORT)
    at = times.now()
    with transaction.atomic():
        row = Report.objects.select_for_update().filter(uuid=report).first()
        if row is None:
            raise Missing(_("Diesen Bericht gibt es nicht."))
        if row.state != ReportState.FROZEN:
            raise Refused(_("Nur ein festgeschriebener Bericht wird durch eine neue Fassung ersetzt."))
        if Report.objects.filter(supersedes=row).exists():
            raise Overtaken(_("Die nächste Fassung dieses Berichts gibt es schon."))
        fresh = Report.objects.create(
            number=row.number, version=row.version + 1, supersedes=row, template=row.template,
            cut_off=row.cut_off, known_at=row.known_at, created_at=at,
        )  # fmt: skip
        for section in row.sections.all():
            values = {"title": section.title, "text": section.text, "figures": section.figures}
            made = ReportSection.objects.create(report=fresh, key=section.key, **values)
            ReportRevision.objects.create(
                section=made, revision=1, author=actor.pseudonym, author_name=actor.name, at=at, **values
            )
        events.publish(kind="report.superseded", subject=row.uuid, at=at)
        audit.record(
            actor, action="report.superseded", subject=f"report:{row.uuid}", at=at, note=str(fresh.uuid)
        )
    return fresh.uuid


def _move(actor: Actor, identity: uuid.UUID, step: str) -> Report:
    """One step of the life cycle; to be called within a transaction if something follows from it."""
    row = report_for(identity)
    state = ReportState(row.state)
    after = REPORT_TRANSITIONS[state].get(step)
    if after is None:
        raise Refused(_("Das geht in diesem Stand des Berichts nicht. Laden Sie die Seite neu."))
    at = times.now()
    with transaction.atomic():
        moved = Report.objects.filter(pk=row.pk, state=state, revision=row.revision).update(
            state=after, revision=row.revision + 1
        )
        if not moved:
            raise Overtaken(_("Jemand anderes war schneller. Laden Sie die Seite neu."))
        events.publish(kind=f"report.{step}", subject=row.uuid, at=at)
        audit.record(actor, action=f"report.{step}", subject=f"report:{row.uuid}", at=at)
    return report_for(identity)
