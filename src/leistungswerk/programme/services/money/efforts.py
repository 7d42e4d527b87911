# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Erfüllungsaufwand at the statutory days: entered by each body, handed over by the OZG coordination, then fixed."""

import uuid
from datetime import date
from typing import Final

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme.models import Effort, EffortDelivery
from leistungswerk.programme.money_access import check_cents, check_file_number
from leistungswerk.programme.money_states import CUT_OFF_DAYS, Method
from leistungswerk.register import queries as register

_MOST: Final = 2**31 - 1
_MOST_MINUTES: Final = 100_000


class EffortEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One Vorgabe of one body as of a statutory day. Cases a year; minutes and material a case; rate an hour."""

    body: uuid.UUID
    duty: str
    cases: int
    minutes: int
    rate_cents: int
    method: Method
    file_number: str
    service_key: str = ""
    material_cents: int = 0
    once_cents: int = 0


def check_cut_off(cut_off: date) -> date:
    """Raises :class:`Missing` for a day that is none of § 11 Nr. 2 OZG."""
    if cut_off not in CUT_OFF_DAYS:
        raise Missing(_("Der Erfüllungsaufwand wird nur zu den Stichtagen des § 11 OZG ermittelt."))
    return cut_off


def _check_open(cut_off: date) -> None:
    check_cut_off(cut_off)
    if cut_off > times.legal_day(times.now()):
        raise Refused(_("Dieser Stichtag liegt in der Zukunft. Erfasst wird ab dem Stichtag."))
    if EffortDelivery.objects.filter(cut_off=cut_off).exists():
        raise Refused(_("Die Angaben zu diesem Stichtag sind übermittelt und ändern sich nicht mehr."))


def _fields(entry: EffortEntry) -> dict[str, object]:
    body = register.organisation_id(entry.body)
    if body is None:
        raise Refused(_("Wählen Sie die Stelle, bei der der Aufwand entsteht."))
    if not entry.duty.strip():
        raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": _("Vorgabe")})
    if entry.service_key and entry.service_key not in register.service_ids([entry.service_key]):
        raise Refused(_("Die Leistung %(key)s steht nicht im Register.") % {"key": entry.service_key})
    if not 0 <= entry.cases <= _MOST or not 0 <= entry.minutes <= _MOST_MINUTES:
        raise Refused(_("Fallzahl und Minuten sind ganze Zahlen ab 0."))
    if not 0 <= entry.rate_cents <= _MOST:
        raise Refused(_("„Lohnkosten je Stunde“: Geben Sie einen Betrag ab 0 Euro ein."))
    check_cents(entry.material_cents, _("Sachkosten je Fall"))
    check_cents(entry.once_cents, _("Einmaliger Aufwand"))
    return {
        "body_id": body, "service_key": entry.service_key, "duty": entry.duty.strip(), "cases": entry.cases,
        "minutes": entry.minutes, "rate_cents": entry.rate_cents, "material_cents": entry.material_cents,
        "once_cents": entry.once_cents, "method": entry.method, "file_number": check_file_number(entry.file_number),
    }  # fmt: skip


def enter_effort(actor: Actor, *, cut_off: date, entry: EffortEntry) -> uuid.UUID:
    """Enter the effort of a body; returns its uuid. Raises :class:`Refused` for a second entry of the same duty."""
    require(actor, Permission.EDIT_MONEY, entry.body)
    _check_open(cut_off)
    fields, at = _fields(entry), times.now()
    try:
        with transaction.atomic():
            row = Effort.objects.create(cut_off=cut_off, at=at, **fields)
            _tell(actor, row, "effort.entered")
    except IntegrityError as error:
        raise Refused(
            _("Zu dieser Vorgabe und Leistung gibt es bei der Stelle schon eine Angabe.")
        ) from error
    return row.uuid


def _tell(actor: Actor, row: Effort, action: str) -> None:
    audit.record(
        actor, action=action, subject=f"effort:{row.uuid}", at=row.at,
        note=f"{row.cut_off} {row.yearly_cents} ct + {row.once_cents} ct {row.file_number}",
    )  # fmt: skip
    events.publish(kind=action, subject=row.uuid, at=row.at)


def _held(actor: Actor, effort: uuid.UUID) -> Effort:
    row = Effort.objects.select_related("body").filter(uuid=effort, withdrawn_at__isnull=True).first()
    reach = actor.reach(Permission.SEE_PROJECT)
    if row is None or (reach is not None and row.body.uuid not in reach):
        raise Missing(_("Diese Angabe gibt es nicht."))
    require(actor, Permission.EDIT_MONEY, row.body.uuid)
    return row


def edit_effort(actor: Actor, *, effort: uuid.UUID, entry: EffortEntry, revision: int) -> None:
    """Correct an entry; raises :class:`Overtaken` for the second of two editors, :class:`Refused` after delivery."""
    row = _held(actor, effort)
    require(actor, Permission.EDIT_MONEY, entry.body)
    fields, at = _fields(entry), times.now()
    try:
        with transaction.atomic():
            _check_open(row.cut_off)
            mine = Effort.objects.filter(pk=row.pk, revision=revision, withdrawn_at__isnull=True)
            if not mine.update(**fields, at=at, revision=F("revision") + 1):
                raise Overtaken(
                    _("Jemand anderes hat diese Angabe inzwischen geändert. Laden Sie die Seite neu.")
                )
            _tell(actor, Effort.objects.get(pk=row.pk), "effort.edited")
    except IntegrityError as error:
        raise Refused(
            _("Zu dieser Vorgabe und Leistung gibt es bei der Stelle schon eine Angabe.")
        ) from error


def withdraw_effort(actor: Actor, *, effort: uuid.UUID) -> None:
    """Take an entry out; it stays in the log and in what was known before."""
    row = _held(actor, effort)
    with transaction.atomic():
        _check_open(row.cut_off)
        at = times.now()
        if not Effort.objects.filter(pk=row.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
            raise Overtaken(_("Diese Angabe hat schon jemand zurückgenommen."))
        row.at = at
        _tell(actor, row, "effort.withdrawn")


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed over to FITKO: under which concept, when, with which file, and the digest of the table."""

    concept: str
    delivered_on: date
    file_number: str
    digest: str


def deliver(actor: Actor, *, cut_off: date, delivery: Delivery) -> None:
    """Record the handing over; from then on the entries of the day stand.

    Raises :class:`Overtaken` if it was recorded already.
    """
    require(actor, Permission.EDIT_PROGRAMME_MONEY)
    check_cut_off(cut_off)
    at = times.now()
    if not delivery.concept.strip():
        raise Refused(_("Nennen Sie das gemeinsame Konzept mit seiner Fassung, nach dem ermittelt wurde."))
    if not cut_off <= delivery.delivered_on <= times.legal_day(at):
        raise Refused(_("„Übermittelt am“ liegt zwischen dem Stichtag und heute."))
    if not Effort.objects.filter(cut_off=cut_off, withdrawn_at__isnull=True).exists():
        raise Refused(_("Zu diesem Stichtag ist noch nichts erfasst."))
    try:
        with transaction.atomic():
            row = EffortDelivery.objects.create(
                cut_off=cut_off, concept=delivery.concept.strip(), delivered_on=delivery.delivered_on,
                file_number=check_file_number(delivery.file_number), digest=delivery.digest, at=at,
            )  # fmt: skip
            audit.record(
                actor, action="effort.delivered", subject=f"effort:{cut_off}", at=at, digest=row.digest, note=row.concept
            )  # fmt: skip
    except IntegrityError as error:
        raise Overtaken(_("Die Übermittlung zu diesem Stichtag ist schon vermerkt.")) from error
