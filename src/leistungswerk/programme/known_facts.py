# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts that the Vorhaben itself, the register and the running services tell."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.core import check_runs, times
from leistungswerk.core.actor import Role
from leistungswerk.delivery.services import connection_digest
from leistungswerk.online import queries as online
from leistungswerk.online.queries import ServiceView
from leistungswerk.programme.gates.requirements import Proof
from leistungswerk.programme.live_facts import fact
from leistungswerk.programme.models import (
    Consultation,
    DigitisationDecision,
    Participation,
    Project,
    ProjectContact,
)
from leistungswerk.programme.states import ConsultationState, DecisionState, Part
from leistungswerk.register import queries as register
from leistungswerk.register.kinds import FimBlock
from leistungswerk.register.queries.fact_sheet import ServiceSheet, installations, service_sheets


def _sheets(project: Project) -> tuple[ServiceSheet, ...]:
    return service_sheets(list(project.services.values_list("pk", flat=True)))


def _digests(project: Project) -> list[str]:
    """Digests of the data schemas we hold for the services."""
    return [
        line.digest
        for sheet in _sheets(project)
        for line in sheet.fim
        if line.block == FimBlock.DATA and line.digest
    ]


def _online(project: Project) -> list[ServiceView]:
    keys = set(project.services.values_list("key", flat=True))
    return [service for service in online.services() if service.key in keys]


@fact("owner_named", gettext_lazy("Eine Person aus dem Fachreferat ist benannt"))
def owner_named(project: Project) -> Proof | None:
    rows = ProjectContact.objects.filter(project=project, role=Role.SERVICE_OWNER, person__active=True)
    names = list(rows.order_by("person__name").values_list("person__name", flat=True))
    return Proof(", ".join(names), measured=True) if names else None


@fact("executing_bodies_listed", gettext_lazy("Vollzugsbehörden sind erfasst"))
def executing_bodies_listed(project: Project) -> Proof | None:
    count = Participation.objects.filter(project=project, part=Part.EXECUTING).count()
    return Proof(_("%(count)d Vollzugsbehörden") % {"count": count}, measured=True) if count else None


@fact("resources_promised", gettext_lazy("Stellenanteil und Haushaltsstelle sind eingetragen"))
def resources_promised(project: Project) -> Proof | None:
    if not project.staff_share or not project.budget_line:
        return None
    title = _("%(share)s Vollzeitstellen, Haushaltsstelle %(line)s") % {
        "share": project.staff_share,
        "line": project.budget_line,
    }
    return Proof(title, project.budget_line, measured=True)


@fact("fact_sheet_complete", gettext_lazy("Der Leistungssteckbrief hat keine Lücke"))
def fact_sheet_complete(project: Project) -> Proof | None:
    sheets = _sheets(project)
    if not sheets or any(sheet.gaps for sheet in sheets) or project.expected_cases is None:
        return None
    return Proof(_("Leistungssteckbrief"), ", ".join(sheet.key for sheet in sheets), measured=True)


@fact("case_systems_known", gettext_lazy("Ein Fachverfahren der Vollzugsbehörden ist bekannt"))
def case_systems_known(project: Project) -> Proof | None:
    bodies = Participation.objects.filter(project=project, part=Part.EXECUTING)
    lines = installations(
        list(project.services.values_list("pk", flat=True)),
        list(bodies.values_list("organisation_id", flat=True)),
        times.legal_day(times.now()),
    )
    products = sorted({f"{line.product} {line.version}".strip() for line in lines})
    return Proof(", ".join(products)[:300], measured=True) if products else None


@fact("advice_given", gettext_lazy("Eine Beratung ist beantwortet"))
def advice_given(project: Project) -> Proof | None:
    states = (ConsultationState.ANSWERED, ConsultationState.CLOSED)
    row = Consultation.objects.filter(project=project, state__in=states).order_by("pk").first()
    return Proof(row.subject, row.number, measured=True) if row else None


@fact("fim_state_known", gettext_lazy("Der Stand in FIM ist im Register erfasst"))
def fim_state_known(project: Project) -> Proof | None:
    sheets = _sheets(project)
    if not sheets or not all(any(line.status for line in sheet.fim) for sheet in sheets):
        return None
    best = ", ".join(f"{sheet.key}: {max(line.status or 0 for line in sheet.fim)}" for sheet in sheets)
    return Proof(_("FIM-Status %(best)s") % {"best": best}, measured=True)


@fact("fim_schema_imported", gettext_lazy("Das Datenschema ist übernommen"))
def fim_schema_imported(project: Project) -> Proof | None:
    digests = _digests(project)
    return Proof(_("Datenschema"), digests[0], measured=True) if digests else None


@fact("fim_schema_checked", gettext_lazy("„fim check“ findet im Datenschema keinen Fehler"))
def fim_schema_checked(project: Project) -> Proof | None:
    for digest in _digests(project):
        run = check_runs.latest(kind="fim_check", subject_digest=digest)
        if run is not None and run.ok:
            return Proof(_("fim check bestanden"), digest, measured=True)
    return None


@fact("decision_signed", gettext_lazy("Die Entscheidung über die Art der Digitalisierung ist gezeichnet"))
def decision_signed(project: Project) -> Proof | None:
    row = DigitisationDecision.objects.filter(project=project, state=DecisionState.SIGNED).first()
    return Proof(_("Weg %(path)s") % {"path": row.path}, str(row.uuid), measured=True) if row else None


def _forms(project: Project) -> list[str]:
    """Digests of form versions made from the schemas of the services."""
    held = set(_digests(project))
    if not held:
        return [service.digest for service in _online(project)]
    documents = {register.document_by_digest(digest) for digest in held}
    return [
        form.digest
        for document in documents
        if document is not None
        for form in online.form_versions(document=document.uuid)
    ]


@fact("form_version_exists", gettext_lazy("Eine Formularfassung ist erzeugt"))
def form_version_exists(project: Project) -> Proof | None:
    forms = _forms(project)
    return Proof(_("Formularfassung"), forms[0], measured=True) if forms else None


@fact("form_rehearsed", gettext_lazy("Der Probelauf einer Formularfassung ist bestanden"))
def form_rehearsed(project: Project) -> Proof | None:
    for digest in _forms(project):
        run = check_runs.latest(kind="rehearsal", subject_digest=digest)
        if run is not None and run.ok:
            return Proof(_("Probelauf bestanden"), digest, measured=True)
    return None


@fact("connection_checked", gettext_lazy("Die Verbindung zum Fachverfahren ist geprüft"))
def connection_checked(project: Project) -> Proof | None:
    for service in _online(project):
        run = check_runs.latest(kind="connection", subject_digest=connection_digest(service.connection_uuid))
        if run is not None and run.ok:
            return Proof(service.connection_name, str(service.connection_uuid), measured=True)
    return None


@fact("service_online", gettext_lazy("Ein Online-Dienst nimmt Anträge an"))
def service_online(project: Project) -> Proof | None:
    running = _online(project)
    if not running:
        return None
    title = f"{running[0].title}, {running[0].authority.name}"
    return Proof(title[:300], running[0].slug, measured=True)
