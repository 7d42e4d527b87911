# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Imports: planned first, then applied in one transaction. In the office the files wait between the two."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.importers import ChangeKind, Plan, Progress, apply_plan, make_plan
from leistungswerk.register.kinds import ImportKind, ImportState
from leistungswerk.register.models import ImportedFile, ImportRun
from leistungswerk.register.services.catalogue import announce_catalogue

NEEDED: Final = {
    ImportKind.CATALOGUE: (Permission.EDIT_CATALOGUE,),
    ImportKind.MUNICIPALITIES: (Permission.RECUT_ORGANISATIONS,),
    ImportKind.XZUFI: (Permission.EDIT_CATALOGUE, Permission.RECUT_ORGANISATIONS),
}
"""What an import of each kind changes, and so what one must be allowed."""


def _require(actor: Actor, kind: ImportKind) -> None:
    for permission in NEEDED[kind]:
        require(actor, permission)


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def run_plan(actor: Actor, *, plan: Plan, progress: Progress = _quiet) -> None:
    """Apply a plan that was just made and shown: everything or nothing."""
    _require(actor, plan.kind)
    with transaction.atomic():
        apply_plan(plan, progress)
        announce_catalogue(())
        counts = ", ".join(f"{kind.value} {plan.count(kind)}" for kind in ChangeKind)
        audit.record(
            actor, action=f"import.{plan.kind}", subject=f"import:{plan.kind}", at=times.now(),
            digest=plan.digest(), note=f"{plan.as_of.isoformat()}: {counts}",
        )  # fmt: skip


def propose_import(actor: Actor, *, kind: ImportKind, files: Sequence[ImportFile], as_of: date) -> uuid.UUID:
    """Keep the files and what they would change until somebody accepts it; nothing of the register changes."""
    _require(actor, kind)
    if not files:
        raise Refused(_("Wählen Sie mindestens eine Datei aus."))
    if len({file.name for file in files}) != len(files):
        raise Refused(_("Zwei Dateien haben denselben Namen. Benennen Sie eine um."))
    plan = make_plan(kind, files, as_of)
    at = times.now()
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=kind, as_of=as_of, plan_digest=plan.digest(), created_by=actor.pseudonym, created_at=at,
            added=plan.count(ChangeKind.ADDED), changed=plan.count(ChangeKind.CHANGED),
            ended=plan.count(ChangeKind.ENDED),
        )  # fmt: skip
        ImportedFile.objects.bulk_create(
            ImportedFile(
                run=run,
                name=file.name[:200],
                sha256=hashlib.sha256(file.content).hexdigest(),
                content=file.content,
            )
            for file in files
        )
        audit.record(actor, action="import.proposed", subject=f"import:{run.uuid}", at=at)
    return run.uuid


def plan_of(actor: Actor, *, run: uuid.UUID) -> Plan:
    """The comparison of a waiting import with the register as it is now."""
    row = _waiting(run)
    _require(actor, ImportKind(row.kind))
    files = [ImportFile(file.name, bytes(file.content or b"")) for file in row.files.order_by("id")]
    return make_plan(ImportKind(row.kind), files, row.as_of)


def accept_import(actor: Actor, *, run: uuid.UUID, digest: str) -> None:
    """Apply a waiting import, if its comparison is still the one that was shown.

    Raises :class:`Overtaken` if the register changed in between: the person looks again.
    """
    plan = plan_of(actor, run=run)
    if plan.digest() != digest:
        raise Overtaken(
            _("Das Register hat sich seit dem Vergleich geändert. Sehen Sie sich den neuen Vergleich an.")
        )
    with transaction.atomic():
        _decide(actor, run, ImportState.ACCEPTED)
        run_plan(actor, plan=plan)


def discard_import(actor: Actor, *, run: uuid.UUID) -> None:
    """Drop a waiting import and its files."""
    _require(actor, ImportKind(_waiting(run).kind))
    with transaction.atomic():
        _decide(actor, run, ImportState.DISCARDED)


def _waiting(run: uuid.UUID) -> ImportRun:
    row = ImportRun.objects.filter(uuid=run, state=ImportState.PROPOSED).first()
    if row is None:
        raise Missing(_("Dieser Import wartet nicht mehr."))
    return row


def _decide(actor: Actor, run: uuid.UUID, state: ImportState) -> None:
    at = times.now()
    decided = ImportRun.objects.filter(uuid=run, state=ImportState.PROPOSED).update(
        state=state, decided_at=at
    )
    if not decided:
        raise Overtaken(_("Über diesen Import hat gerade jemand anderes entschieden."))
    ImportedFile.objects.filter(run__uuid=run).update(content=None)
    audit.record(actor, action=f"import.{state}", subject=f"import:{run}", at=at)
