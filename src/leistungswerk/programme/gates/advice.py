# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""G1 „Art der Digitalisierung entschieden“: what must be known and written before anybody decides (S16)."""

from collections.abc import Iterator
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.core import check_runs
from leistungswerk.programme.gates.offers import matching
from leistungswerk.programme.gates.requirements import Act, Proof, Requirement, Subject, rule
from leistungswerk.programme.models import DigitisationDecision, ProcessStep
from leistungswerk.programme.states import PATH_WORDS, DecisionState, Dimension, Gate, Improvement, Path
from leistungswerk.register.queries.catalogue_facts import FimFinding, fim_findings

FIM_CHECK: Final = "fim_check"
"""Kind of the check run of a data schema; its subject is the SHA-256 of the file."""
OPTIONS: Final = (Path.REUSE, Path.OWN_DEVELOPMENT, Path.PRODUCT, Path.DEFERRED)
_SHORTEST_PAPER = 400
"""Characters; below this the paper cannot hold what a decision needs."""


def workspace(subject: Subject) -> Act:
    return Act("office:decision", (str(subject.project.uuid),))


def draft(subject: Subject) -> DigitisationDecision | None:
    return DigitisationDecision.objects.filter(project=subject.project, state=DecisionState.DRAFT).first()


@rule(Gate.G1)
def process(subject: Subject) -> Iterator[Requirement]:
    """§ 10 EGovGRP: processes are examined before they are digitised."""
    steps = list(ProcessStep.objects.filter(project=subject.project).order_by("position"))
    bare = [step.title for step in steps if not step.improvement]
    silent = [
        step.title
        for step in steps
        if step.improvement and step.improvement != Improvement.KEEP.value and not step.reason.strip()
    ]
    if not steps:
        text = _("Der heutige Ablauf ist noch nicht erfasst.")
    elif bare:
        text = _("Noch nicht geprüft: %(steps)s.") % {"steps": ", ".join(bare)}
    elif silent:
        text = _("Es fehlt die Begründung zu: %(steps)s.") % {"steps": ", ".join(silent)}
    else:
        changed = sum(step.improvement != Improvement.KEEP.value for step in steps)
        text = _(
            "Geprüfte Schritte: %(count)d, davon vereinfacht, geändert oder gestrichen: %(changed)d."
        ) % {
            "count": len(steps),
            "changed": changed,
        }
    met = bool(steps) and not bare and not silent
    yield Requirement(
        code="process",
        title=_("Ablauf geprüft (§ 10 EGovGRP)"),
        met=met,
        text=text,
        who=_("Fachreferat"),
        act=workspace(subject),
        proofs=tuple(Proof(step.title, step.reason) for step in steps) if met else (),
    )


@rule(Gate.G1)
def fim(subject: Subject) -> Iterator[Requirement]:
    """What FIM has is known for each service; a schema we hold has been checked. Findings do not block, ignorance does."""
    found = fim_findings(subject.project.services.values_list("pk", flat=True))
    problems: list[str] = []
    proofs: list[Proof] = []
    for each in found:
        problem, proof = _fim_of(each)
        problems += [problem] if problem else []
        proofs += [proof] if proof else []
    yield Requirement(
        code="fim",
        title=_("FIM-Befund liegt vor"),
        met=bool(found) and not problems,
        text=" ".join(problems) or _("Der FIM-Stand aller Leistungen ist bekannt."),
        who=_("FIM-Redaktion"),
        act=workspace(subject),
        proofs=tuple(proofs),
    )


def _fim_of(each: FimFinding) -> tuple[str, Proof | None]:
    if not each.looked_up:
        return _("%(name)s: nicht geprüft, ob FIM ein Datenschema hat.") % {"name": each.name}, None
    if not each.digest:
        state = (
            _("Status %(status)d") % {"status": each.status} if each.status else _("kein Datenschema in FIM")
        )
        return "", Proof(f"{each.name}: {state}", each.external_id)
    run = check_runs.latest(kind=FIM_CHECK, subject_digest=each.digest)
    if run is None:
        return _("%(name)s: Das Datenschema ist nicht geprüft (fim check).") % {"name": each.name}, None
    counts = run.report.get("counts", {})
    listed = (
        ", ".join(f"{name}: {count}" for name, count in counts.items()) if isinstance(counts, dict) else ""
    )
    return "", Proof(f"{each.name}: fim check {listed}", each.digest, measured=True)


@rule(Gate.G1)
def reuse_search(subject: Subject) -> Iterator[Requirement]:
    """Offers were looked for by Leistungsschlüssel, and none has come since."""
    row = draft(subject)
    offers = list(matching(subject.project).values_list("uuid", "title"))
    seen = set(row.searched_offers) if row else set()
    fresh = [title for identity, title in offers if str(identity) not in seen]
    if row is None or row.searched_at is None:
        met, text = False, _("Nach Angeboten zur Nachnutzung wurde noch nicht gesucht.")
    elif fresh:
        met, text = False, _("Seit der Suche ist dazugekommen: %(titles)s.") % {"titles": ", ".join(fresh)}
    elif offers:
        met, text = True, _("Gefundene Angebote: %(count)d.") % {"count": len(offers)}
    else:
        met, text = True, _("Gesucht; kein Angebot deckt diese Leistungen.")
    searched = formats.date_format(row.searched_at, "j. F Y") if row and row.searched_at else ""
    yield Requirement(
        code="reuse_search",
        title=_("Nachnutzung geprüft"),
        met=met,
        text=text,
        who=_("Beratung im OZG-Projekt"),
        act=workspace(subject),
        proofs=tuple(Proof(title, searched, measured=True) for _identity, title in offers)
        or ((Proof(text, searched, measured=True),) if met else ()),
    )


@rule(Gate.G1)
def options(subject: Subject) -> Iterator[Requirement]:
    """All four ways are judged in all four dimensions."""
    row = draft(subject)
    judged = set(row.ratings.filter(points__isnull=False).values_list("path", "dimension")) if row else set()
    missing = [
        path
        for path in OPTIONS
        if any((path.value, dimension.value) not in judged for dimension in Dimension)
    ]
    yield Requirement(
        code="options",
        title=_("Optionen A bis D bewertet"),
        met=not missing,
        text=_("Noch nicht in allen vier Dimensionen bewertet: %(paths)s.")
        % {"paths": ", ".join(f"{path.value} {PATH_WORDS[path]}" for path in missing)}
        if missing
        else _("Alle vier Wege sind in vier Dimensionen bewertet."),
        who=_("Fachreferat mit dem OZG-Projekt"),
        act=workspace(subject),
    )


@rule(Gate.G1)
def decision(subject: Subject) -> Iterator[Requirement]:
    row = draft(subject)
    missing = _missing_of(row)
    yield Requirement(
        code="decision",
        title=_("Entscheidung vorbereitet"),
        met=not missing,
        text=_("Es fehlt: %(missing)s.") % {"missing": ", ".join(missing)}
        if missing
        else _("Weg, Begründung und Entscheidungsvorlage liegen vor."),
        who=_("Fachreferat"),
        act=workspace(subject),
        proofs=(Proof(_("Entscheidungsvorlage"), str(row.uuid)),) if row and not missing else (),
    )


def _missing_of(row: DigitisationDecision | None) -> list[str]:
    if row is None:
        return [_("der Entwurf der Entscheidung")]
    asked = (
        (bool(row.path) or row.not_digitisable, _("der Weg")),
        (bool(row.reasons.strip()), _("die Begründung")),
        (len(row.paper) >= _SHORTEST_PAPER, _("die Entscheidungsvorlage")),
        (not row.not_digitisable or bool(row.ground), _("der Grund, warum nicht digitalisiert werden kann")),
        (
            not (row.not_digitisable or row.path == Path.DEFERRED.value) or row.review_on is not None,
            _("der Tag der Wiedervorlage"),
        ),
        (row.path != Path.REUSE.value or row.offer_id is not None, _("das Angebot, das nachgenutzt wird")),
    )
    return [word for there, word in asked if not there]


@rule(Gate.G1)
def cost_cover(subject: Subject) -> Iterator[Requirement]:
    """Nothing is begun without cover; what is deferred or cannot be digitised costs nothing here."""
    row = draft(subject)
    idle = row is not None and (row.not_digitisable or row.path == Path.DEFERRED.value)
    known = row is not None and row.cost_once is not None and row.cost_yearly is not None
    met = idle or (known and bool(row and row.cost_cover.strip()))
    if idle:
        text = _("Für diesen Weg fallen keine Kosten an.")
    elif not known:
        text = _("Einmalige und jährliche Kosten sind noch nicht beziffert.")
    else:
        text = _("Die Deckung ist benannt.") if met else _("Die Deckung der Kosten ist nicht benannt.")
    yield Requirement(
        code="cost_cover",
        title=_("Kosten gedeckt"),
        met=met,
        text=text,
        who=_("Haushalt"),
        act=workspace(subject),
        proofs=(Proof(row.cost_cover),) if met and row and row.cost_cover else (),
    )
