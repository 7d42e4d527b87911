# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Releases: why a form version may be published, and who answers for it. Nothing is published without one."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.core.settings import settings
from leistungswerk.forms import all_hints
from leistungswerk.online import plans, unchecked
from leistungswerk.online.models import FormVersion, Release
from leistungswerk.online.states import FORM_TRANSITIONS, FormState, ReleasePolicy


def publish_form(actor: Actor, *, form_version: uuid.UUID, policy: ReleasePolicy | None = None) -> None:
    """Release and publish a candidate; a version that is published already stays so.

    ``policy`` is the instance's unless it is named; where a gate releases, this refuses (:func:`release_by_gate`).
    """
    require(actor, Permission.RELEASE_FORM)
    row = _version(form_version)
    if row.state == FormState.PUBLISHED:
        return
    chosen = policy or ReleasePolicy(settings().release_policy)
    if chosen is ReleasePolicy.GATE:
        raise Refused(
            _(
                "Diese Formularfassung gibt Gate 2 eines Vorhabens frei. Tragen Sie sie im Vorhaben als Laufzeit ein."
            )
        )
    with transaction.atomic():
        _publish(actor, row, chosen, times.now())


def release_by_gate(actor: Actor, *, form_version: uuid.UUID, case: uuid.UUID) -> None:
    """Publish the version that gate 2 has released; part of the transaction of the last signature.

    Whoever signs last needs no grant for forms: the right to sign is the programme's to check. A version that is
    published already keeps its first release.
    """
    require(actor, Permission.SIGN)
    row = _version(form_version)
    if row.state != FormState.PUBLISHED:
        _publish(actor, row, ReleasePolicy.GATE, times.now(), case=case)


def _version(identity: uuid.UUID) -> FormVersion:
    row = FormVersion.objects.filter(uuid=identity).first()
    if row is None:
        raise Refused(_("Diese Formularfassung gibt es nicht."))
    if row.state != FormState.PUBLISHED and "publish" not in FORM_TRANSITIONS[FormState(row.state)]:
        raise Refused(_("Diese Formularfassung wurde zurückgezogen. Erzeugen Sie eine neue."))
    return row


def _publish(
    actor: Actor, row: FormVersion, policy: ReleasePolicy, at: datetime, *, case: uuid.UUID | None = None
) -> None:
    if all_hints(plans.plan(row.pk).form):
        unchecked.unchecked_pdf(row.pk)
    moved = FormVersion.objects.filter(pk=row.pk, state=FormState.CANDIDATE).update(state=FormState.PUBLISHED)
    if not moved:
        return
    Release.objects.create(form_version=row, policy=policy.value, case=case, actor=actor.pseudonym, at=at)
    events.publish(kind="form.published", subject=row.uuid, at=at)
    audit.record(actor, action="form.published", subject=f"form:{row.uuid}", at=at, digest=row.digest)
