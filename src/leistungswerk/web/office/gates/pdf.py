# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A round of a gate as PDF/UA for the E-Akte: the record as it was signed, the signatures, digest and audit head.

The text is German whatever language the reader's page has, for the record is.
"""

from datetime import date, datetime
from pathlib import Path

from django.utils import formats, timezone, translation

from leistungswerk.core import audit, documents
from leistungswerk.programme.decisions.markup import to_blocks
from leistungswerk.programme.gates.reading import CaseView, StepView
from leistungswerk.programme.gates.votes import VERDICT_WORDS, VOTE_WORDS
from leistungswerk.programme.states import GATE_WORDS, Verdict, VoteKind
from leistungswerk.web.office.gates.words import ACT_WORDS, FORM_WORDS, STATE_WORDS

_TEMPLATE = Path(__file__).parent / "documents" / "gate.typ"


def _moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "j. F Y, H:i \\U\\h\\r")


def _day(value: object) -> str:
    return formats.date_format(date.fromisoformat(str(value)), "j. F Y") if value else ""


def _signature(step: StepView) -> dict[str, str]:
    done = [str(ACT_WORDS[step.act][0])] if step.act else ["offen"]
    if step.signer_name:
        done.append(step.signer_name + (f" in Vertretung für {step.deputy_for}" if step.deputy_for else ""))
    if step.signed_on:
        done.append(formats.date_format(step.signed_on, "j. F Y"))
    if step.form is not None and step.form in FORM_WORDS:
        done.append(f"{FORM_WORDS[step.form]}, Az. {step.file_number}")
    return {
        "place": f"{step.position}. {step.role_word}",
        "organisation": step.organisation,
        "text": ", ".join(done),
        "note": step.note,
    }


def _vote(vote: dict[str, object]) -> dict[str, str]:
    said = str(VERDICT_WORDS[Verdict(str(vote["verdict"]))]) if "verdict" in vote else "kein Votum"
    parts = [said, str(vote.get("voter", "")), _day(vote.get("given_on")), str(vote.get("file_number", ""))]
    notes = [f"Auflagen: {vote['conditions']}"] if vote.get("conditions") else []
    if vote.get("conditions_met_on"):
        notes.append(f"erfüllt am {_day(vote['conditions_met_on'])}")
    risk = vote.get("accepted_risk")
    if isinstance(risk, dict):
        notes.append(f"Restrisiko übernommen von {risk['signer']}: {risk['text']}")
    return {
        "kind": str(VOTE_WORDS[VoteKind(str(vote["kind"]))]),
        "text": ", ".join(part for part in parts if part),
        "note": "; ".join(notes),
    }


def _requirement(item: dict[str, object]) -> dict[str, str]:
    proofs = item["proofs"]
    assert isinstance(proofs, list)
    listed = "; ".join(
        " ".join(
            part for part in (proof["title"], f"[{proof['reference']}]" if proof["reference"] else "") if part
        )
        for proof in proofs[:6]
    )
    waived = str(item["waived"])
    return {
        "title": str(item["title"]),
        "text": f"Verzicht: {waived}" if waived else str(item["text"]),
        "proofs": listed,
    }


def _data(case: CaseView) -> dict[str, object]:
    record, head = case.record, audit.head()
    project = record["project"]
    decision = record.get("decision") or {}
    release = record.get("release") or {}
    return {
        "title": f"Zeichnungsvermerk {case.gate} „{GATE_WORDS[case.gate]}“",
        "number": project["number"],
        "project": project["title"],
        "facts": [
            ["Vorhaben", f"{project['number']} {project['title']}"],
            ["Bedarfsträger", project["owner"]["name"]],
            *([["Vollzugsbehörde", record["organisation"]["name"]]] if "organisation" in record else []),
            ["Leistungen", ", ".join(f"{each['name']} ({each['key']})" for each in record["services"])],
            ["Runde", str(case.round)],
            ["Stand", str(STATE_WORDS[case.state][0]) + (f": {case.reason}" if case.reason else "")],
            ["Eröffnet", f"{_moment(case.opened_at)}, {record['opened_by']}"],
            *([["Entschieden", _moment(case.decided_at)]] if case.decided_at else []),
            *([["Laufzeit", f"{release['runtime']}, {release['operator']}"]] if release else []),
            *([["Formularfassung", release["form_digest"]]] if release.get("form_digest") else []),
        ],
        "requirements": [_requirement(item) for item in record["requirements"]],
        "votes": [_vote(vote) for vote in record["votes"]],
        "signatures": [_signature(step) for step in case.steps],
        "paper": to_blocks(str(decision.get("paper", ""))),
        "digest": case.digest,
        "head": f"Nr. {head[0]}, {head[1]}" if head[0] else "noch kein Eintrag verkettet",
    }


def case_pdf(case: CaseView) -> bytes:
    """The PDF; the same round in the same state with the same audit head gives the same bytes."""
    with translation.override("de"):
        return documents.pdf(_TEMPLATE, _data(case), at=case.decided_at or case.opened_at, archive=True)
