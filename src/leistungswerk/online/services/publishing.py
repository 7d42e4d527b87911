# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Form versions and online services: made from an imported schema, released, bound, published, withdrawn."""

import hashlib
import uuid

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, check_runs, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.core.ports import identity_adapters
from leistungswerk.delivery import queries as delivery_queries
from leistungswerk.delivery import services as delivery
from leistungswerk.forms import compile_form, compile_plan
from leistungswerk.forms.rules import dump_rules, load_rules
from leistungswerk.forms.slugs import free, slug
from leistungswerk.online import rulebook
from leistungswerk.online.models import FormVersion, OnlineService
from leistungswerk.online.services.form_releases import publish_form, release_by_gate
from leistungswerk.online.states import FormState
from leistungswerk.register import queries as register
from leistungswerk.register.keys import leistung_urn
from leistungswerk.register.queries.identity import identity_need

__all__ = [
    "Binding",
    "NotReady",
    "check_binding",
    "content_digest",
    "create_form_version",
    "publish_form",
    "publish_service",
    "release_by_gate",
    "withdraw_service",
]


class NotReady(Refused):
    """Publishing is refused; ``problems`` say why, each with its remedy."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def content_digest(digests: tuple[str, ...], rules: bytes) -> str:
    """Digest of a form's content only: schema bytes, lists, released rules. The same content, the same form."""
    return hashlib.sha256(msgspec.json.encode([*digests, hashlib.sha256(rules).hexdigest()])).hexdigest()


def create_form_version(actor: Actor, *, document: uuid.UUID, rules: bytes | None = None) -> uuid.UUID:
    """Compile a candidate from a schema and the rules that people released for it.

    ``rules`` (``forms.rules`` JSON) stand in their place where rules were released elsewhere: rehearsals, the
    command line. The same content gives the same version again. Raises :class:`Refused` if the rules do not fit
    the schema.
    """
    require(actor, Permission.RELEASE_FORM)
    source = register.document(document)
    if source is None:
        raise Refused(_("Dieses Schema gibt es nicht. Importieren Sie es zuerst."))
    content = register.schema_content(source.pk)
    try:
        decided = rulebook.released(source.pk) if rules is None else ()
        released = tuple(rule for rule, _row in decided) if rules is None else load_rules(rules)
        compile_plan(compile_form(content.schema, content.codelists, rules=released))
    except ValueError as error:
        raise Refused(
            _("Aus dem Schema lässt sich kein Formular bilden: %(reason)s") % {"reason": error}
        ) from error
    canonical = dump_rules(released)
    at = times.now()
    with transaction.atomic():
        row, created = FormVersion.objects.get_or_create(
            digest=content_digest(content.digests, canonical),
            defaults={"document_id": source.pk, "rules": msgspec.json.decode(canonical), "created_at": at},
        )
        if created:
            row.decisions.set([decision for _rule, decision in decided])
            audit.record(actor, action="form.created", subject=f"form:{row.uuid}", at=at, digest=row.digest)
    return row.uuid


class Binding(msgspec.Struct, frozen=True):
    """What a form version is bound to. Nothing is guessed: no schema says which Leistung it serves."""

    form_version: uuid.UUID
    key: str
    authority: uuid.UUID
    ars: str
    connection: uuid.UUID
    parameters: tuple[tuple[str, str, str], ...] = ()
    """What the body's statute sets: (name, title, value as people read it); frozen with the service."""


def _bound(binding: Binding) -> OnlineService:
    form = FormVersion.objects.select_related("document").filter(uuid=binding.form_version).first()
    service, territory = register.service(binding.key), register.territory(binding.ars)
    authority, connection = (
        register.authority(binding.authority),
        delivery_queries.connection(binding.connection),
    )
    found = {_("Formularfassung"): form, _("Leistung"): service, _("Vollzugsbehörde"): authority,
             _("Gebiet"): territory, _("Verbindung"): connection}  # fmt: skip
    if missing := [name for name, value in found.items() if value is None]:
        raise NotReady((_("Bitte wählen Sie noch: %(missing)s.") % {"missing": ", ".join(missing)},))
    assert form is not None
    assert service is not None
    assert authority is not None
    assert territory is not None
    assert connection is not None
    return OnlineService(
        slug=f"{slug(form.document.title)}-{slug(territory.name)}", form_version=form, service_id=service.pk, authority_id=authority.pk,
        territory_id=territory.pk, connection_id=connection.pk, parameters=[list(item) for item in binding.parameters],
        parameters_digest=hashlib.sha256(msgspec.json.encode(binding.parameters)).hexdigest() if binding.parameters else "",
    )  # fmt: skip


def _require_identity(key: str) -> None:
    """Raise :class:`NotReady` for a service that must know who applies while no identity adapter is active."""
    need = identity_need(key)
    if not need.needed or identity_adapters():
        return
    why = (
        _("verlangt die Schriftform")
        if need.written_form
        else _("verlangt Vertrauensniveau %(level)02d") % {"level": need.trust_level}
    )
    raise NotReady(
        (
            _(
                "Diese Leistung %(why)s. Dafür braucht der Online-Dienst ein Nutzerkonto mit Identitätsnachweis, und hier ist keines angeschlossen."
            )
            % {"why": why},
        )
    )


def check_binding(actor: Actor, *, binding: Binding) -> OnlineService:
    """Ask the destination itself whether it takes this Leistung in this region; :class:`NotReady` says why not.

    Returns the service as it would be stored; nothing is.
    """
    require(actor, Permission.MANAGE_SERVICE)
    row = _bound(binding)
    _require_identity(binding.key)
    problems = delivery.check_connection(
        actor, connection=binding.connection, identifier=leistung_urn(binding.key), region=binding.ars
    )
    if problems:
        raise NotReady(tuple(problem.text for problem in problems))
    return row


def publish_service(actor: Actor, *, binding: Binding) -> str:
    """Bring a published form online for one body; returns the slug of its page.

    No service without an active destination with a usable key (:func:`check_binding`). A service that ran
    before ends now; its drafts finish.
    """
    return _publish(actor, check_binding(actor, binding=binding))


def publish_checked(actor: Actor, *, binding: Binding) -> str:
    """The same inside a caller's transaction, where nobody may wait for a network.

    Trusts the newest recorded check of the connection; :class:`NotReady` without a good one.
    """
    require(actor, Permission.MANAGE_SERVICE)
    row = _bound(binding)
    run = check_runs.latest(kind="connection", subject_digest=delivery.connection_digest(binding.connection))
    if run is None or not run.ok or not row.connection.kid:
        raise NotReady((_("Die Verbindung ist nicht geprüft. Prüfen Sie sie zuerst."),))
    return _publish(actor, row)


def _publish(actor: Actor, row: OnlineService) -> str:
    if row.form_version.state != FormState.PUBLISHED:
        raise NotReady((_("Die Formularfassung ist noch nicht freigegeben."),))
    row.valid_from = times.now()
    with transaction.atomic():
        running = OnlineService.objects.filter(
            service_id=row.service_id,
            authority_id=row.authority_id,
            territory_id=row.territory_id,
            valid_to=None,
        ).first()
        if running is not None:
            # The address stays with the service that runs; the ended one keeps a numbered name.
            OnlineService.objects.filter(pk=running.pk).update(
                valid_to=row.valid_from, slug=f"{running.slug[:100]}--{running.pk}"
            )
            row.slug = running.slug
        row.slug = _free_slug(row.slug)
        row.save()
        events.publish(kind="service.published", subject=row.uuid, at=row.valid_from)
        audit.record(actor, action="service.published", subject=f"service:{row.uuid}", at=row.valid_from)
    return row.slug


def _free_slug(wanted: str) -> str:
    taken = set(OnlineService.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return free(wanted, taken)


def withdraw_service(actor: Actor, *, service: uuid.UUID) -> None:
    """Take no new applications; drafts that were begun may still be finished."""
    require(actor, Permission.MANAGE_SERVICE)
    at = times.now()
    with transaction.atomic():
        if OnlineService.objects.filter(uuid=service, valid_to=None).update(valid_to=at):
            events.publish(kind="service.withdrawn", subject=service, at=at)
            audit.record(actor, action="service.withdrawn", subject=f"service:{service}", at=at)
