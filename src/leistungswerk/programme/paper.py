# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Vorhaben as a document for the electronic file: everything, with the head of the audit chain.

The paper is German whatever language its reader uses: it goes into a German file.
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils import formats, timezone, translation

from leistungswerk.core import audit, documents, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.roles import ROLES
from leistungswerk.core.settings import settings
from leistungswerk.programme.models import DigitisationDecision, SigningStep
from leistungswerk.programme.queries import ProjectHead, project_head
from leistungswerk.programme.queries.checklists import GateList, ItemView, checklists
from leistungswerk.programme.queries.history import history
from leistungswerk.programme.queries.projects import ProjectDetail, project_detail
from leistungswerk.programme.states import (
    GATE_WORDS,
    PATH_WORDS,
    PHASE_WORDS,
    PROJECT_WORDS,
    ItemState,
    Part,
    Phase,
    SignatureAct,
)
from leistungswerk.programme.states import (
    Path as Way,
)
from leistungswerk.register.kinds import ORGANISATION_WORDS, OrganisationKind
from leistungswerk.register.queries.fact_sheet import ServiceSheet

_TEMPLATE: Final = Path(__file__).parent / "documents" / "project.typ"
_MOST_HISTORY: Final = 200
_WORDS: Final = {
    "audit": "Prüfprotokoll",
    "page": "Seite",
    "of": "von",
    "current": "laufend",
    "sheet": "Leistungssteckbrief",
    "parties": "Beteiligte",
    "checklists": "Checklisten",
    "decisions": "Entscheidung über die Art der Digitalisierung",
    "signatures": "Zeichnungen",
    "history": "Verlauf",
    "none": "Noch keine Einträge.",
    "list_heads": ["Punkt", "Zuständig", "Stand", "Nachweis oder Grund"],
    "signature_heads": ["Gate", "Wer", "Zeichnung", "Am"],
    "history_heads": ["Zeitpunkt", "Wer", "Was", "Dazu"],
    "cut": "Der Verlauf zeigt die letzten 200 Einträge; der ganze steht im System.",
    "note": (
        "Dieses Dokument gibt den Stand im System zum genannten Zeitpunkt wieder. Papiere selbst liegen unter ihrem "
        "Aktenzeichen in der E-Akte. Die Nummer des Prüfprotokolls belegt, dass kein früherer Eintrag geändert wurde."
    ),
}
_ACTS: Final = {
    SignatureAct.SIGNED: "gezeichnet",
    SignatureAct.SIGNED_WITH_DISSENT: "gezeichnet, abweichende Auffassung vermerkt",
    SignatureAct.REFUSED: "abgelehnt",
}
_STATES: Final = {
    ItemState.OPEN: "offen",
    ItemState.DONE: "erledigt",
    ItemState.NOT_APPLICABLE: "trifft nicht zu",
}


def project_paper(actor: Actor, identity: UUID, action_text: Callable[[str], str]) -> tuple[str, bytes]:
    """Number of the Vorhaben and the PDF (PDF/UA-1, PDF/A-2a) of what the actor may see.

    ``action_text`` puts actions of the audit log into words. Raises :class:`Missing`.
    """
    at = times.now()
    with translation.override("de"):
        head, detail = project_head(actor, identity), project_detail(actor, identity)
        entries, total = history(actor, identity, offset=0, limit=_MOST_HISTORY)
        data = {
            "number": head.number,
            "title": head.title,
            "place": _place(),
            "made": f"Stand {_moment(at)}",
            "audit": _audit_head(),
            "words": _WORDS,
            "phases": [_phase(phase, head) for phase in Phase],
            "facts": _facts(head, detail),
            "sheets": [
                {"title": f"{sheet.name} ({sheet.key})", "rows": _sheet(sheet)} for sheet in detail.sheets
            ],
            "parties": _parties(detail),
            "lists": [_list(each) for each in reversed(checklists(actor, identity))],
            "decisions": _decisions(identity),
            "signatures": _signatures(identity),
            "history": [
                (
                    _moment(line.at),
                    line.who or ("System" if line.by_system else "eine beteiligte Person"),
                    action_text(line.action),
                    line.note or "–",
                )
                for line in entries
            ],
            "cut": total > _MOST_HISTORY,
        }
        return head.number, documents.pdf(_TEMPLATE, data, at=at, archive=True)


def _place() -> str:
    where = "Demonstrationsinstanz Rheinland-Pfalz" if settings().demo else "Rheinland-Pfalz"
    return f"Leistungswerk – {where}"


def _audit_head() -> str:
    number, chain = audit.head()
    return f"Nr. {number} · {chain[:16]}" if number else "noch nicht verkettet"


def _moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "j. F Y, H:i \\U\\h\\r")


def _day(on: date | None) -> str:
    return formats.date_format(on, "j. F Y") if on else "–"


def _phase(phase: Phase, head: ProjectHead) -> dict[str, str]:
    state = "done" if phase < head.phase else "current" if phase == head.phase else "ahead"
    return {"number": str(phase.value), "title": str(PHASE_WORDS[phase]), "state": state}


def _facts(head: ProjectHead, detail: ProjectDetail) -> list[tuple[str, str]]:
    kind = ORGANISATION_WORDS[OrganisationKind(head.owner_kind)]
    way = f"{head.path.value} – " if head.path is not Way.UNDECIDED else ""
    return [
        ("Bedarfsträger", f"{head.owner} ({kind})"),
        ("Stand", str(PROJECT_WORDS[head.state])),
        ("Art der Digitalisierung", f"{way}{PATH_WORDS[head.path]}"),
        ("OZG-Leistung", head.bundle or "–"),
        ("Ziel", detail.goal or "–"),
        ("Zieltermin (geplant)", _day(detail.target_date)),
        ("Erwartete Fälle im Jahr", str(detail.expected_cases or "–")),
        ("Stellenanteil", str(detail.staff_share or "–").replace(".", ",")),
        ("Haushaltsstelle", detail.budget_line or "–"),
        ("Begonnen", _moment(detail.created_at)),
    ]


def _sheet(sheet: ServiceSheet) -> list[tuple[str, str]]:
    written = {True: "verlangt", False: "nicht verlangt", None: "nicht bekannt"}[sheet.written_form]
    fim = ", ".join(f"{line.block}: {line.status or '–'}" for line in sheet.fim)
    return [
        ("Name für Bürger:innen", sheet.citizen_name or "–"),
        ("Typisierung", sheet.typing or "nicht bekannt"),
        ("Rechtsgrundlagen", "\n".join(sheet.legal_bases) or "nicht bekannt"),
        ("Schriftform", written),
        ("Vertrauensniveau", sheet.trust_level or "nicht bekannt"),
        ("Federführung", sheet.lead or "–"),
        ("Stand in FIM", fim or "nicht bekannt"),
    ]


def _parties(detail: ProjectDetail) -> list[tuple[str, str]]:
    rows = [(str(ROLES[each.role].word), f"{each.name}, {each.organisation}") for each in detail.contacts]
    for part, word in ((Part.EXECUTING, "Vollzugsbehörden"), (Part.RELEASED_TO, "Zum Lesen freigegeben")):
        names = [each.name for each in detail.participants if each.part is part]
        if names:
            rows.append((word, "\n".join(names)))
    if detail.installations:
        lines = {f"{line.product} {line.version}".strip() for line in detail.installations}
        rows.append(("Fachverfahren", "\n".join(sorted(lines))))
    return rows


def _list(found: GateList) -> dict[str, object]:
    title = f"Vor dem Gate {found.gate.value} {GATE_WORDS[found.gate]}"
    return {"title": title, "rows": [_item(item) for item in found.items]}


def _item(item: ItemView) -> tuple[str, str, str, str]:
    proof = item.proofs[-1] if item.proofs else None
    if item.state is ItemState.OPEN:
        said = f"fällig {_day(item.due)}" if item.due else "–"
    elif proof is not None and item.state is ItemState.DONE:
        place = proof.file_number or proof.url or proof.digest[:12]
        said = f"{proof.title}\n{place}" if place else proof.title
    else:
        said = item.note or "–"
    title = item.title if item.mandatory else f"{item.title} (freiwillig)"
    return title, item.person or str(ROLES[item.responsible].word), _STATES[item.state], said


def _decisions(identity: UUID) -> list[tuple[str, str]]:
    rows = DigitisationDecision.objects.filter(project__uuid=identity, signed_at__isnull=False).order_by(
        "signed_at"
    )
    return [
        (
            _moment(row.signed_at) if row.signed_at else "–",
            f"Weg {row.path or '–'} – {PATH_WORDS[Way(row.path)]}\n{row.reasons}".strip(),
        )
        for row in rows
    ]


def _signatures(identity: UUID) -> list[tuple[str, str, str, str]]:
    """As they were signed: names of organisations stay as they were called then."""
    steps = SigningStep.objects.filter(case__project__uuid=identity).exclude(act="").select_related("case")
    return [
        (
            f"{step.case.gate} (Runde {step.case.round})",
            f"{step.signer_name}, {step.organisation_name}",
            _ACTS[SignatureAct(step.act)],
            _day(step.signed_on) if step.signed_on else _moment(step.at) if step.at else "–",
        )
        for step in steps.order_by("case__opened_at", "position")
    ]
