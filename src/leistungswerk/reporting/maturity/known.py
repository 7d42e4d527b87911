# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading models and assessments as they were known at a cut-off."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Missing
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.maturity import checks
from leistungswerk.reporting.maturity.documents import ModelDocument, shipped
from leistungswerk.reporting.maturity.values import Computed, CriterionValue, Finding, of_service
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import AssessmentFact, CompetenceFact, MaturityModel


class ModelView(msgspec.Struct, frozen=True):
    """A model as it is used now; ``recorded_at`` is ``None`` for the text that comes with the software."""

    document: ModelDocument
    digest: str
    recorded_at: datetime | None
    by_name: str


class AssessmentView(msgspec.Struct, frozen=True):
    """An assessment with everything that is known of it; ``body`` is ``None`` where it holds everywhere."""

    fact: UUID
    version: int
    service_key: str
    body: UUID | None
    body_name: str
    model: str
    model_digest: str
    level: int
    evidence: Evidence
    values: tuple[CriterionValue, ...]
    findings: tuple[Finding, ...]
    reason: str
    by_name: str
    valid_from: date
    valid_to: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    source: str


def models() -> dict[str, ModelView]:
    """Every model by code, the newest first: what the office took in, else what comes with the software."""
    found = {code: ModelView(document, document.digest(), None, "") for code, document in shipped().items()}
    for row in MaturityModel.objects.filter(superseded_at__isnull=True):
        document = msgspec.convert(row.document, ModelDocument)
        found[row.code] = ModelView(document, row.digest, row.recorded_at, row.by_name)
    return dict(sorted(found.items(), key=lambda item: item[1].document.valid_from, reverse=True))


def model(code: str) -> ModelView:
    """Raises :class:`Missing`."""
    found = models().get(code)
    if found is None:
        raise Missing(_("Dieses Reifegradmodell gibt es nicht."))
    return found


def leading(on: date) -> str:
    """The model for new assessments on a day: the newest that holds and is not replaced (domain.md 16)."""
    held = [view.document for view in models().values() if view.document.first_day <= on]
    current = [each for each in held if each.replaced_on is None or each.replaced_on > on]
    return (current or held or [next(iter(models().values())).document])[0].code


def view(row: AssessmentFact) -> AssessmentView:
    return AssessmentView(
        row.fact,
        row.pk,
        row.service_key,
        row.body,
        row.body_name,
        row.model,
        row.model_digest,
        row.level,
        Evidence(row.evidence),
        tuple(msgspec.convert(row.values, list[CriterionValue])),
        tuple(msgspec.convert(row.findings, list[Finding])),
        row.reason,
        row.by_name,
        row.valid_from,
        row.valid_to,
        row.recorded_at,
        row.superseded_at,
        row.source,
    )


def assessments(service_key: str, cut: Cut) -> tuple[AssessmentView, ...]:
    """What holds at the cut: everywhere first, then by body; one statement."""
    rows = AssessmentFact.objects.filter(cut.held(), service_key=service_key)
    found = [view(row) for row in rows.order_by("-model", "body_name")]
    return tuple(sorted(found, key=lambda each: each.body is not None))


def history(service_key: str, cut: Cut, *, limit: int) -> tuple[AssessmentView, ...]:
    """Every version known by then, the newest knowledge first: what was said, since when, and what replaced it."""
    rows = AssessmentFact.objects.filter(service_key=service_key, recorded_at__lte=cut.known_at)
    return tuple(view(row) for row in rows.order_by("-recorded_at", "-pk")[:limit])


class Shown(msgspec.Struct, frozen=True):
    """What the running system says of a service in a model."""

    findings: tuple[Finding, ...]
    computed: Computed


def computed(service_key: str, body: UUID | None, document: ModelDocument, cut: Cut) -> Shown:
    """Ask all checks of the model; what people assessed plays no part."""
    found = checks.findings(checks.subject(service_key, body, cut), document.checks())
    return Shown(tuple(found.values()), of_service(document, found))


class LevelCount(msgspec.Struct, frozen=True):
    """Services of a Ressort at a level; ``None``: not assessed. ``shown``: of these, assessed with evidence throughout."""

    ressort: str
    level: int | None
    amount: int
    shown: int


def counts(model_code: str, cut: Cut) -> tuple[LevelCount, ...]:
    """By Ressort and level; one statement (``metrics/maturity.sql``)."""
    found = run.rows("maturity", cut, model=model_code)
    return tuple(LevelCount(**row) for row in found)


def services(
    model_code: str, cut: Cut, *, ressort: str, level: str, offset: int, limit: int
) -> list[dict[str, object]]:
    """One line for each service (``metrics/maturity_rows.sql``); ``level`` as text, „offen“ for not assessed, empty for all."""
    return run.rows(
        "maturity_rows", cut, model=model_code, ressort=ressort, level=level, offset=offset, limit=limit
    )


class DecidingBody(msgspec.Struct, frozen=True):
    """A body that decides on the service, at which its level may differ."""

    body: UUID
    body_name: str


def bodies(service_key: str, cut: Cut) -> tuple[DecidingBody, ...]:
    """By name; one statement."""
    rows = CompetenceFact.objects.filter(cut.held(), service_key=service_key, relevant=True)
    found = rows.values_list("body", "body_name").order_by("body_name").distinct()
    return tuple(DecidingBody(body, name) for body, name in found)


def newest(service_key: str, model_code: str, body: UUID | None) -> int:
    """The version an assessor has seen: the last of the line of this place, 0 for none."""
    rows = AssessmentFact.objects.filter(
        service_key=service_key, model=model_code, body=body, superseded_at__isnull=True
    )
    return rows.order_by("-valid_from").values_list("pk", flat=True).first() or 0
