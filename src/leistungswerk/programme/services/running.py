# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Vorhaben runs on: runtime, interface test, acceptance, controllers, defects, accessibility tests."""

import uuid
from datetime import date

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.online import queries as online
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import AccessibilityTest, Defect, ProjectRuntime, Runtime


class RuntimeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What is told about the runtime of a Vorhaben; ``form_version``: on our own, what gate 2 publishes."""

    runtime: uuid.UUID
    form_version: uuid.UUID | None = None
    version: str = ""
    url: str = ""
    controller: str = ""
    receiving_controller: str = ""
    controller_file_number: str = ""
    interface_product: str = ""
    interface_version: str = ""
    interface_tested_on: date | None = None
    interface_passed: bool | None = None
    interface_file_number: str = ""
    accepted_on: date | None = None
    accepted_by: str = ""
    acceptance_file_number: str = ""


def _not_in_future(value: date | None, field: str) -> None:
    if value and value > times.legal_day(times.now()):
        raise Refused(
            _("„%(field)s“ liegt in der Zukunft. Tragen Sie ein, was geschehen ist.") % {"field": field}
        )


def _check(entry: RuntimeEntry) -> None:
    _not_in_future(entry.interface_tested_on, _("Schnittstelle getestet am"))
    _not_in_future(entry.accepted_on, _("Abgenommen am"))
    told = (entry.interface_tested_on is not None, entry.interface_passed is not None)
    if any(told) and not (all(told) and entry.interface_product.strip() and entry.interface_version.strip()):
        raise Refused(_("Ein Schnittstellentest braucht Produkt, Version, Tag und Ergebnis."))
    if entry.accepted_on and not (entry.accepted_by.strip() and entry.acceptance_file_number.strip()):
        raise Refused(_("Eine Abnahme braucht, wer sie erklärt hat, und das Aktenzeichen."))


def record_runtime(actor: Actor, *, project: uuid.UUID, entry: RuntimeEntry, revision: int) -> None:
    """Record what the Vorhaben runs on and what was shown there; changing the runtime keeps no old test.

    Raises :class:`Overtaken` if somebody else changed it since ``revision``.
    """
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    runtime = Runtime.objects.filter(uuid=entry.runtime).first()
    if runtime is None:
        raise Refused(_("Wählen Sie die Laufzeit, auf der der Online-Dienst läuft."))
    _check(entry)
    if entry.form_version and online.form_version(entry.form_version) is None:
        raise Refused(_("Diese Formularfassung gibt es nicht."))
    fields = {name: getattr(entry, name) for name in RuntimeEntry.__struct_fields__ if name != "runtime"}
    at = times.now()
    overtaken = Overtaken(_("Jemand anderes hat die Laufzeit inzwischen geändert. Laden Sie die Seite neu."))
    try:
        with transaction.atomic():
            held = ProjectRuntime.objects.filter(project=row)
            if not held.exists():
                ProjectRuntime.objects.create(project=row, runtime=runtime, **fields)
            elif not held.filter(revision=revision).update(
                runtime=runtime, **fields, revision=F("revision") + 1
            ):
                raise overtaken
            audit.record(
                actor, action="runtime.recorded", subject=f"project:{project}", at=at, note=str(runtime.uuid)
            )
    except IntegrityError as error:
        raise overtaken from error


def record_defect(actor: Actor, *, project: uuid.UUID, severity: int, title: str, found_on: date, note: str = "") -> uuid.UUID:  # fmt: skip
    """Record a defect of class 1 to 3; an open one of class 1 blocks the release."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    if severity not in {1, 2, 3}:
        raise Refused(_("„Klasse“: Wählen Sie 1, 2 oder 3."))
    if not title.strip():
        raise Refused(_("Beschreiben Sie den Mangel in einem Satz."))
    _not_in_future(found_on, _("Gefunden am"))
    with transaction.atomic():
        made = Defect.objects.create(
            project=row, severity=severity, title=title.strip(), found_on=found_on, note=note
        )
        audit.record(
            actor, action="defect.recorded", subject=f"project:{project}", at=times.now(), note=str(severity)
        )
    return made.uuid


def close_defect(actor: Actor, *, project: uuid.UUID, defect: uuid.UUID, closing: str) -> None:
    """Close a defect with how it was mended and who checked; a closed one stays closed."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    if not closing.strip():
        raise Refused(_("Sagen Sie, wie der Mangel behoben und wie das geprüft wurde."))
    at = times.now()
    with transaction.atomic():
        open_ones = Defect.objects.filter(project=row, uuid=defect)
        if not open_ones.exists():
            raise Missing(_("Diesen Mangel gibt es nicht."))
        if not open_ones.filter(closed_on__isnull=True).update(
            closed_on=times.legal_day(at), closing=closing.strip()
        ):
            raise Overtaken(_("Dieser Mangel ist schon geschlossen."))
        audit.record(actor, action="defect.closed", subject=f"project:{project}", at=at, note=str(defect))


class AccessibilityEntry(msgspec.Struct, frozen=True, kw_only=True):
    """``open_barriers`` as they will stand in the declaration; empty: none was found."""

    tester_name: str
    tested_on: date
    method: str
    open_barriers: str = ""
    subject_digest: str = ""
    file_number: str = ""


def record_accessibility_test(actor: Actor, *, project: uuid.UUID, entry: AccessibilityEntry) -> None:
    """Record a named person's test beside the automatic run; tests are only added."""
    row = project_for(actor, project, Permission.EDIT_PROJECT)
    for text, field in ((entry.tester_name, _("Geprüft von")), (entry.method, _("Verfahren"))):
        if not text.strip():
            raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": field})
    _not_in_future(entry.tested_on, _("Geprüft am"))
    at = times.now()
    with transaction.atomic():
        AccessibilityTest.objects.create(
            project=row, by=actor.pseudonym, at=at,
            **{name: getattr(entry, name) for name in AccessibilityEntry.__struct_fields__},
        )  # fmt: skip
        audit.record(actor, action="accessibility.tested", subject=f"project:{project}", at=at)
