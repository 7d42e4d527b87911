# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Base services: the catalogue taken over, requests made and moved; runtimes registered."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.core.workdays import add_working_days
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import BaseService, BaseServiceRequest, Runtime
from leistungswerk.programme.reuse.base_catalogue import CATALOGUE
from leistungswerk.programme.reuse_states import BASE_SERVICE_TRANSITIONS, BaseServiceState, RuntimeKind
from leistungswerk.programme.reuse_words import BASE_STATE_WORDS
from leistungswerk.register import queries as register

MOST_LEAD_DAYS = 400


def take_over_catalogue(actor: Actor, *, provider: uuid.UUID) -> int:
    """Enter the base services of the house's catalogue that are missing, run by ``provider``; returns how many."""
    require(actor, Permission.PROVIDE_BASE_SERVICE)
    body = register.organisation_id(provider)
    if body is None:
        raise Refused(_("Wählen Sie die Stelle, die die Basisdienste betreibt."))
    held = set(BaseService.objects.values_list("code", flat=True))
    fresh = [item for item in CATALOGUE if item.code not in held]
    with transaction.atomic():
        BaseService.objects.bulk_create(
            BaseService(
                code=item.code, kind=item.kind, name=item.name, description=item.description, provider_id=body
            )
            for item in fresh
        )
        if fresh:
            audit.record(actor, action="base_services.taken_over", subject="base-services", at=times.now())
    return len(fresh)


def promise_lead(actor: Actor, *, code: str, lead_days: int | None, available: bool) -> None:
    """Say how many working days a base service takes, and whether it can be requested."""
    require(actor, Permission.PROVIDE_BASE_SERVICE)
    if lead_days is not None and not 0 < lead_days <= MOST_LEAD_DAYS:
        raise Refused(_("„Zugesagte Arbeitstage“: Nennen Sie eine Zahl von 1 bis 400."))
    with transaction.atomic():
        changed = BaseService.objects.filter(code=code).update(lead_days=lead_days, available=available)
        if not changed:
            raise Missing(_("Diesen Basisdienst gibt es nicht."))
        audit.record(actor, action="base_service.promised", subject=f"base-service:{code}", at=times.now())


def request_base_service(
    actor: Actor, *, project: uuid.UUID, code: str, purpose: str, needed_by: date | None
) -> uuid.UUID:
    """Ask for a base service; until it is ready the Vorhaben shows it as blocker. Returns the uuid of the request."""
    row = project_for(actor, project, Permission.REQUEST_BASE_SERVICE)
    service = BaseService.objects.filter(code=code).first()
    if service is None or not service.available:
        raise Refused(_("Wählen Sie einen Basisdienst, der zur Verfügung steht."))
    if not purpose.strip():
        raise Refused(_("Sagen Sie kurz, wofür Sie den Basisdienst brauchen."))
    at = times.now()
    promised = add_working_days(times.legal_day(at), service.lead_days) if service.lead_days else None
    try:
        with transaction.atomic():
            made = BaseServiceRequest.objects.create(
                project=row, base_service=service, purpose=purpose.strip(), needed_by=needed_by,
                promised_on=promised, requested_at=at, requested_by=actor.pseudonym, moved_at=at,
            )  # fmt: skip
            events.publish(kind="base_service.requested", subject=made.uuid, at=at)
            audit.record(actor, action="base_service.requested", subject=f"base-request:{made.uuid}", at=at)
    except IntegrityError as error:
        raise Refused(_("Diesen Basisdienst hat das Vorhaben schon angefragt.")) from error
    return made.uuid


def move_request(
    actor: Actor, *, request: uuid.UUID, move: str, note: str = "", seen: BaseServiceState
) -> BaseServiceState:
    """Provision, ready or refuse by the provider, withdraw by the Vorhaben; refusing needs a reason.

    Raises :class:`Overtaken` if the request has moved since ``seen``.
    """
    row = BaseServiceRequest.objects.select_related("project").filter(uuid=request).first()
    if row is None:
        raise Missing(_("Diese Anfrage gibt es nicht."))
    project = project_for(actor, row.project.uuid)
    if move == "withdraw":
        project_for(actor, row.project.uuid, Permission.REQUEST_BASE_SERVICE)
    else:
        require(actor, Permission.PROVIDE_BASE_SERVICE)
    after = BASE_SERVICE_TRANSITIONS[seen].get(move)
    if after is None:
        raise Refused(
            _("Dieser Schritt folgt nicht auf „%(state)s“.") % {"state": BASE_STATE_WORDS[seen]}
        )  # fmt: skip
    if move == "refuse" and not note.strip():
        raise Refused(_("Eine Ablehnung braucht einen Grund. Das Vorhaben muss wissen, wie es weitergeht."))
    at = times.now()
    with transaction.atomic():
        changed = BaseServiceRequest.objects.filter(pk=row.pk, state=seen).update(
            state=after, note=note.strip() or row.note, moved_at=at
        )
        if not changed:
            raise Overtaken(_("Jemand war schneller und hat diese Anfrage bewegt. Laden Sie die Seite neu."))
        events.publish(
            kind="base_service.moved", subject=request, at=at,
            data={"state": after.value, "project": str(project.uuid)},
        )  # fmt: skip
        audit.record(actor, action=f"base_service.{move}", subject=f"base-request:{request}", at=at)
    return after


def register_runtime(
    actor: Actor, *, kind: RuntimeKind, name: str, operator: str, url: str = ""
) -> uuid.UUID:
    """Register where online services run; nobody must move to this system to be counted."""
    require(actor, Permission.EDIT_OFFER)
    if not name.strip() or not operator.strip():
        raise Refused(_("Nennen Sie Bezeichnung und Betreiber der Laufzeit."))
    at = times.now()
    try:
        with transaction.atomic():
            row = Runtime.objects.create(kind=kind, name=name.strip(), operator=operator.strip(), url=url)
            audit.record(actor, action="runtime.registered", subject=f"runtime:{row.uuid}", at=at)
    except IntegrityError as error:
        raise Refused(_("Eine Laufzeit mit dieser Bezeichnung gibt es schon.")) from error
    return row.uuid
