# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""G2 „Freigabe“: evidence by way, taken from the running system wherever it knows (S17).

What was not checked reads „nicht geprüft“ and never passes. Contracts and parameter sheets are asked for by the
rules of reuse.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.core import check_runs
from leistungswerk.online import queries as online
from leistungswerk.online.open_rules import open_rules
from leistungswerk.online.queries import FormVersionView
from leistungswerk.programme.gates.requirements import Act, Proof, Requirement, Subject, rule
from leistungswerk.programme.models import AccessibilityTest, ChecklistItem, Defect, ProjectRuntime
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.states import Gate, ItemState, Path

ACCESSIBILITY: Final = "accessibility"
REHEARSAL: Final = "rehearsal"
READY: Final = {"training": "schulung", "support": "support"}
"""Codes of the checklist items that say training and support are ready."""


def runtime(subject: Subject) -> ProjectRuntime | None:
    return ProjectRuntime.objects.select_related("runtime").filter(project=subject.project).first()


def form(subject: Subject) -> FormVersionView | None:
    """The form version that gate 2 would publish; ``None`` where the service runs elsewhere or none is named."""
    row = runtime(subject)
    if row is None or row.runtime.kind != RuntimeKind.OWN.value or row.form_version is None:
        return None
    return online.form_version(row.form_version)


def address_digest(url: str) -> str:
    """Subject of an accessibility run of a page elsewhere."""
    return hashlib.sha256(url.encode()).hexdigest()


def _project(subject: Subject) -> Act:
    return Act("office:project", (str(subject.project.uuid),))


def _infrastructure(subject: Subject) -> Act:
    return Act("office:project_runtime", (str(subject.project.uuid),))


@rule(Gate.G2)
def runs_on(subject: Subject) -> Iterator[Requirement]:
    row = runtime(subject)
    own = row is not None and row.runtime.kind == RuntimeKind.OWN.value
    met = row is not None and (not own or form(subject) is not None)
    if row is None:
        text = _("Es ist nicht eingetragen, worauf der Online-Dienst läuft.")
    elif not met:
        text = _("Die Formularfassung, die freigegeben werden soll, ist nicht benannt.")
    else:
        text = _("Läuft auf %(name)s (%(operator)s).") % {
            "name": row.runtime.name,
            "operator": row.runtime.operator,
        }
    yield Requirement(
        code="runtime",
        title=_("Laufzeit benannt"),
        met=met,
        text=text,
        who=_("OZG-Projekt"),
        act=_infrastructure(subject),
        proofs=(Proof(row.runtime.name, row.version or row.url),) if row and met else (),
    )


@rule(Gate.G2)
def defects(subject: Subject) -> Iterator[Requirement]:
    """One open defect of class 1 blocks (domain.md R04)."""
    still = Defect.objects.filter(project=subject.project, closed_on__isnull=True)
    first = list(still.filter(severity=1).values_list("title", flat=True))
    others = still.exclude(severity=1).count()
    yield Requirement(
        code="defects",
        title=_("Kein offener Mangel der Klasse 1"),
        met=not first,
        text=_("Offen: %(titles)s.") % {"titles": ", ".join(first)}
        if first
        else _("Kein Mangel der Klasse 1 ist offen; %(others)d weitere sind benannt.") % {"others": others},
        who=_("Testleitung"),
        act=_infrastructure(subject),
        proofs=(Proof(_("Mängelliste"), str(others), measured=True),) if not first else (),
    )


@rule(Gate.G2)
def accessibility_run(subject: Subject) -> Iterator[Requirement]:
    version, row = form(subject), runtime(subject)
    url = row.url if row else ""
    subject_digest = version.digest if version else address_digest(url) if url else ""
    run = check_runs.latest(kind=ACCESSIBILITY, subject_digest=subject_digest) if subject_digest else None
    if run is None:
        command = f"leistungswerk check accessibility {version.digest[:12] if version else url or 'ADRESSE'}"
        text = _("Nicht geprüft. Der Lauf heißt: %(command)s") % {"command": command}
    else:
        text = _("Bestanden.") if run.ok else _("Der automatische Lauf hat Barrieren gefunden.")
    yield Requirement(
        code="accessibility_run",
        title=_("Barrierefreiheit automatisch geprüft"),
        met=run is not None and run.ok,
        text=text,
        who=_("OZG-Projekt"),
        proofs=(Proof(f"axe, {formats.date_format(run.at, 'j. F Y')}", subject_digest, measured=True),)
        if run and run.ok
        else (),
        waivable=version is None,
    )


@rule(Gate.G2)
def accessibility_test(subject: Subject) -> Iterator[Requirement]:
    """A named person has tested it; on our own runtime exactly this form version."""
    version = form(subject)
    rows = AccessibilityTest.objects.filter(project=subject.project)
    if version is not None:
        rows = rows.filter(subject_digest=version.digest)
    row = rows.order_by("-pk").first()
    if row is None:
        text = _("Nicht geprüft: Kein Mensch hat diese Fassung getestet.")
    elif row.open_barriers:
        text = _("Getestet von %(name)s; erklärte Barrieren: %(barriers)s") % {
            "name": row.tester_name,
            "barriers": row.open_barriers,
        }
    else:
        text = _("Getestet von %(name)s, keine Barriere gefunden.") % {"name": row.tester_name}
    yield Requirement(
        code="accessibility_test",
        title=_("Barrierefreiheit von einem Menschen getestet"),
        met=row is not None,
        text=text,
        who=_("Prüfung der Barrierefreiheit"),
        act=_infrastructure(subject),
        proofs=(Proof(f"{row.tester_name}, {formats.date_format(row.tested_on, 'j. F Y')}", row.file_number),)
        if row
        else (),
    )


@rule(Gate.G2)
def ready(subject: Subject) -> Iterator[Requirement]:
    """Training and support are ready: the checklist items that say so are done."""
    words = {"training": _("Schulung vorbereitet"), "support": _("Support steht bereit")}
    for code, start in READY.items():
        item = ChecklistItem.objects.filter(
            project=subject.project, gate=Gate.G2, code__startswith=start
        ).first()
        done = item is not None and item.state == ItemState.DONE.value
        yield Requirement(
            code=code,
            title=words[code],
            met=done,
            text=_("Nachgewiesen in der Checkliste.")
            if done
            else _("Der Punkt „%(code)s“ der Checkliste ist nicht erledigt.")
            % {"code": item.title if item else start},
            who=_("OZG-Projekt"),
            act=_project(subject),
            proofs=(Proof(item.title),) if item and done else (),
            waivable=True,
        )


@rule(Gate.G2)
def rules(subject: Subject) -> Iterator[Requirement]:
    """On our own runtime every rule sentence of the schema is released, or given up with a reason."""
    version = form(subject)
    if version is None:
        return
    still = open_rules(version.uuid)
    yield Requirement(
        code="rules",
        title=_("Regeln freigegeben"),
        met=not still,
        text=_("Noch nicht entschiedene Regelsätze: %(count)d, zum Beispiel: %(first)s")
        % {"count": len(still), "first": still[0]}
        if still
        else _("Freigegebene Regeln: %(count)d. Keine ist offen.") % {"count": version.rules},
        who=_("Formularentwicklung"),
        act=Act("office:form_version", (str(version.uuid),)),
        proofs=() if still else (Proof(_("Freigegebene Regeln"), str(version.rules), measured=True),),
        waivable=True,
    )


@rule(Gate.G2)
def rehearsal(subject: Subject) -> Iterator[Requirement]:
    """``leistungswerk rehearse`` of exactly this form version has passed."""
    version = form(subject)
    if version is None:
        return
    run = check_runs.latest(kind=REHEARSAL, subject_digest=version.digest)
    if run is None:
        text = _("Nicht geprüft. Der Lauf heißt: %(command)s") % {
            "command": f"leistungswerk check rehearsal {version.digest[:12]}"
        }
    else:
        text = _("Bestanden.") if run.ok else _("Die letzte Generalprobe ist gescheitert.")
    yield Requirement(
        code="rehearsal",
        title=_("Generalprobe dieser Formularfassung"),
        met=run is not None and run.ok,
        text=text,
        who=_("Formularentwicklung"),
        act=Act("office:form_version", (str(version.uuid),)),
        proofs=(
            Proof(
                _("Generalprobe %(day)s") % {"day": formats.date_format(run.at, "j. F Y")},
                version.digest,
                measured=True,
            ),
        )
        if run and run.ok
        else (),
    )


@rule(Gate.G2)
def interface(subject: Subject) -> Iterator[Requirement]:
    """Tested against a real installation of the Fachverfahren; on our own runtime a waiver may stand in its place."""
    row = runtime(subject)
    product = f"{row.interface_product} {row.interface_version}".strip() if row else ""
    complete = row is not None and bool(row.interface_product and row.interface_version)
    tested = complete and row is not None and row.interface_tested_on is not None
    met = tested and row is not None and row.interface_passed is True
    day = formats.date_format(row.interface_tested_on, "j. F Y") if row and row.interface_tested_on else ""
    yield Requirement(
        code="interface",
        title=_("Schnittstelle mit dem Fachverfahren getestet"),
        met=met,
        text=_("Getestet am %(day)s mit %(product)s.") % {"day": day, "product": product}
        if row and met
        else _("Der Test am %(day)s mit %(product)s ist nicht bestanden.") % {"day": day, "product": product}
        if tested
        else _("Nicht geprüft: Es fehlt ein Test mit Produkt und Version des Fachverfahrens."),
        who=_("Integrationsarchitektur"),
        act=_infrastructure(subject),
        proofs=(Proof(product, day),) if row and met else (),
        waivable=form(subject) is not None,
    )


@rule(Gate.G2)
def foreign(subject: Subject) -> Iterator[Requirement]:
    """What others operate: accepted by the operator, and the controller named (§ 8a OZG)."""
    row = runtime(subject)
    own = row is None or row.runtime.kind == RuntimeKind.OWN.value
    if own and Path(subject.project.path) is Path.OWN_DEVELOPMENT:
        return
    taken = row is not None and row.accepted_on is not None and bool(row.acceptance_file_number)
    yield Requirement(
        code="acceptance",
        title=_("Abnahme durch den Betreiber"),
        met=taken,
        text=_("Abgenommen, Aktenzeichen %(number)s.") % {"number": row.acceptance_file_number}
        if row and taken
        else _("Die Abnahme mit Datum und Aktenzeichen fehlt."),
        who=_("Betreiber"),
        act=_infrastructure(subject),
        proofs=(Proof(_("Abnahme"), row.acceptance_file_number),) if row and taken else (),
    )
    named = row is not None and bool(row.controller)
    yield Requirement(
        code="controller",
        title=_("Verantwortliche nach § 8a OZG"),
        met=named,
        text=row.controller
        if row and named
        else _("Wer datenschutzrechtlich verantwortlich ist, ist nicht benannt."),
        who=_("Datenschutz"),
        act=_infrastructure(subject),
        proofs=(Proof(row.controller),) if row and named else (),
    )
