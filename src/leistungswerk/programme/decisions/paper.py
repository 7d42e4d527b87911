# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The options paper (Entscheidungsvorlage) drafted from the data, two to three pages of Markdown in German.

A paper for the file is German whatever language the page has, so its sentences stand here and in no catalogue.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from django.utils import formats, translation

from leistungswerk.programme.gates.advice import OPTIONS
from leistungswerk.programme.gates.offers import matching
from leistungswerk.programme.gates.requirements import Subject
from leistungswerk.programme.gates.votes import VERDICT_WORDS, VOTE_WORDS, newest
from leistungswerk.programme.models import (
    DigitisationDecision,
    OptionRating,
    Participation,
    ProcessStep,
    Project,
    ReuseOffer,
)
from leistungswerk.programme.states import (
    DIMENSION_WORDS,
    PATH_WORDS,
    Dimension,
    Gate,
    Ground,
    Improvement,
    Part,
    Path,
    Verdict,
    VoteKind,
)
from leistungswerk.register.queries.catalogue_facts import executing_bodies, fim_findings

POINT_WORDS: Final = ("passt nicht", "passt mit Abstrichen", "passt", "passt gut")
IMPROVEMENTS: Final = {
    Improvement.KEEP: "bleibt",
    Improvement.SIMPLIFY: "wird vereinfacht",
    Improvement.CHANGE: "wird geändert",
    Improvement.DROP: "entfällt",
}
GROUNDS: Final = {
    Ground.FACTUAL: "tatsächlicher",
    Ground.LEGAL: "rechtlicher",
    Ground.ECONOMIC: "wirtschaftlicher",
}


def draft_paper(project: Project, decision: DigitisationDecision) -> str:
    """The draft as a text that people go on writing; what is not known yet is marked with „[offen]“."""
    with translation.override("de"):
        parts = (
            _head(project),
            _occasion(project),
            _state(project),
            _options(project, decision),
            _costs(decision),
            _recommendation(decision),
            _votes(project),
        )
        return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(project: Project) -> Iterator[str]:
    yield f"# Entscheidungsvorlage: {project.title}"
    yield ""
    yield f"Vorhaben {project.number} · Bedarfsträger: {project.owner.name}"


def _occasion(project: Project) -> Iterator[str]:
    services = list(project.services.order_by("key").values_list("name", "key"))
    yield "## 1 Anlass"
    yield ""
    yield (
        "Nach dem Onlinezugangsgesetz sind die folgenden Leistungen elektronisch anzubieten. Vor der Phase "
        "„Anpassung und Entwicklung“ ist über die Art der Digitalisierung zu entscheiden."
    )
    yield ""
    yield from (f"- {name} (Leistungsschlüssel {key})" for name, key in services)
    yield ""
    yield f"Ziel des Vorhabens: {project.goal.strip() or '[offen]'}"


def _state(project: Project) -> Iterator[str]:
    steps = list(ProcessStep.objects.filter(project=project).order_by("position"))
    pks = list(project.services.values_list("pk", flat=True))
    taking_part = Participation.objects.filter(project=project, part=Part.EXECUTING).count()
    bodies = max(taking_part, executing_bodies(pks))
    cases = (
        formats.number_format(project.expected_cases, force_grouping=True) if project.expected_cases else ""
    )
    yield "## 2 Sachstand"
    yield ""
    yield f"Vollzugsbehörden: {bodies or '[offen]'}. Erwartete Fälle im Jahr: {cases or '[offen]'}."
    yield ""
    if steps:
        yield "Der Ablauf wurde nach § 10 EGovGRP Schritt für Schritt geprüft:"
        yield ""
        yield from (_step(step) for step in steps)
    else:
        yield "Der Ablauf ist noch nicht erfasst [offen]."
    yield ""
    for each in fim_findings(pks):
        known = (
            f"FIM-Datenschema {each.external_id}" if each.external_id else "in FIM kein Datenschema bekannt"
        )
        status = f", Status {each.status}" if each.status else ""
        yield f"- {each.name}: {known}{status}." if each.looked_up else f"- {each.name}: FIM-Stand [offen]."


def _step(step: ProcessStep) -> str:
    fate = IMPROVEMENTS[Improvement(step.improvement)] if step.improvement else "[offen]"
    reason = f" – {step.reason}" if step.reason else ""
    return f"{step.position}. {step.title}: {fate}{reason}"


def _options(project: Project, decision: DigitisationDecision) -> Iterator[str]:
    ratings = list(decision.ratings.select_related("offer").order_by("path", "offer_id"))
    offers = list(matching(project))
    yield "## 3 Optionen"
    for path in OPTIONS:
        yield ""
        yield f"### Option {path.value}: {PATH_WORDS[path]}"
        yield ""
        if path is Path.REUSE:
            yield from _offers(offers)
        yield from _table([row for row in ratings if row.path == path.value])


def _offers(offers: Sequence[ReuseOffer]) -> Iterator[str]:
    if not offers:
        yield "Die Suche nach Leistungsschlüssel ergab kein Angebot, das nachgenutzt werden könnte."
        yield ""
        return
    for offer in offers:
        yield f"- **{offer.title}** ({offer.operator}); {_sum(offer.cost_yearly)} im Jahr. Bekannte Grenzen: {offer.limits.strip() or 'keine benannt'}"
    yield ""


def _table(rows: Sequence[OptionRating]) -> Iterator[str]:
    yield "| Dimension | Bewertung | Begründung |"
    yield "|---|---|---|"
    for dimension in Dimension:
        found = [row for row in rows if row.dimension == dimension.value]
        for row in found:
            points = "[offen]" if row.points is None else f"{row.points} von 3, {POINT_WORDS[row.points]}"
            name = f"{DIMENSION_WORDS[dimension]}" + (f" ({row.offer.title})" if row.offer else "")
            yield f"| {name} | {points} | {_cell(row.text)} |"
        if not found:
            yield f"| {DIMENSION_WORDS[dimension]} | [offen] | |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _sum(amount: Decimal | None) -> str:
    return "[offen]" if amount is None else f"{formats.number_format(amount, 2, force_grouping=True)} €"


def _costs(decision: DigitisationDecision) -> Iterator[str]:
    yield "## 4 Kosten"
    yield ""
    yield "| | Betrag |"
    yield "|---|---|"
    yield f"| einmalig | {_sum(decision.cost_once)} |"
    yield f"| jährlich | {_sum(decision.cost_yearly)} |"
    yield ""
    yield f"Deckung: {decision.cost_cover.strip() or '[offen]'}"


def _recommendation(decision: DigitisationDecision) -> Iterator[str]:
    yield "## 5 Empfehlung"
    yield ""
    if decision.not_digitisable:
        ground = GROUNDS[Ground(decision.ground)] if decision.ground else "[offen]"
        yield f"Die Leistung wird als nicht digitalisierbar eingestuft, aus {ground}n Gründen."
    elif decision.path:
        path = Path(decision.path)
        chosen = f": {decision.offer.title}" if decision.offer else ""
        yield f"Empfohlen wird Option {path.value}, {PATH_WORDS[path]}{chosen}."
    else:
        yield "[offen]"
    if decision.review_on:
        yield f"Wiedervorlage am {formats.date_format(decision.review_on, 'j. F Y')}."
    yield ""
    yield f"Begründung: {decision.reasons.strip() or '[offen]'}"


def _votes(project: Project) -> Iterator[str]:
    yield "## 6 Datenschutz und Informationssicherheit"
    yield ""
    for kind in VoteKind:
        vote = newest(Subject(project), Gate.G1, kind)
        if vote is None:
            yield f"- {VOTE_WORDS[kind]}: Es liegt noch kein Votum vor."
            continue
        day = formats.date_format(vote.given_on, "j. F Y")
        number = f", Az. {vote.file_number}" if vote.file_number else ""
        words = f" {vote.conditions}" if vote.conditions else ""
        yield f"- {VOTE_WORDS[kind]}: {VERDICT_WORDS[Verdict(vote.verdict)]} vom {day}{number}.{words}"
