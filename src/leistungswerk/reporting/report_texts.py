# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people have written into a report so far, as its paper takes it."""

import msgspec
from django.utils import translation

from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.reporting.changes import since
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import Report
from leistungswerk.reporting.report_states import ReportState
from leistungswerk.reporting.reports.written import Answer, Question, Written

_WORDS = {
    CoSignature.ASKED: "keine Antwort bis zur Frist",
    CoSignature.AGREED: "mitgezeichnet",
    CoSignature.AGREED_WITH_NOTE: "mitgezeichnet mit Hinweis",
    CoSignature.OBJECTED: "nicht mitgezeichnet",
}
"""German as the paper itself."""


def written_of(row: Report) -> Written:
    """Texts with their placeholders, questions in their order, the answers of this round; as frozen once it is."""
    if row.state == ReportState.FROZEN and row.texts:
        return msgspec.convert(row.texts, Written)
    sections = sorted(row.sections.all(), key=lambda each: (len(each.key), each.key))
    asked = [each for each in sections if each.key[1:].isdecimal() and each.title]
    answers = row.co_signatures.filter(round=row.round).order_by("organisation_name")
    return Written(
        texts={each.key: each.text for each in sections if each not in asked},
        questions=tuple(
            Question(number=number, question=each.title, answer=each.text, figures=tuple(each.figures))
            for number, each in enumerate(asked, start=1)
        ),
        answers=()
        if row.state == ReportState.DRAFT
        else tuple(
            Answer(
                ressort=each.organisation_name,
                word="angefragt"
                if row.state == ReportState.CO_SIGNING and each.answer == CoSignature.ASKED
                else _WORDS[CoSignature(each.answer)],
                note=each.note,
            )
            for each in answers
        ),
        changes=_changes(row),
        remark=_remark(row),
    )


def _changes(row: Report) -> tuple[str, ...]:
    """Compared with the frozen report of the same kind that came before; nothing where there is none."""
    before = (
        Report.objects.filter(
            template=row.template,
            state=ReportState.FROZEN,
            cut_off__lt=row.cut_off,
            known_at__lte=row.known_at,
        )
        .order_by("-cut_off", "-version", "-pk")
        .first()
    )
    if before is None:
        return ()
    with translation.override("de"):  # as everything on a report
        return since(Cut(before.cut_off, before.known_at), Cut(row.cut_off, row.known_at))


def _remark(row: Report) -> str:
    parts = [] if row.state == ReportState.FROZEN else ["Entwurf"]
    if row.version > 1:
        parts.append(f"Fassung {row.version}, ersetzt Fassung {row.version - 1}")
    return " · ".join(parts)
