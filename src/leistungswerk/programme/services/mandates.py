# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Projektauftrag: versions written, laid out, signed by both parties under one digest; then they stand."""

import hashlib
import uuid
from datetime import date

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.programme.models import Mandate, MandateSignature, MandateVersion
from leistungswerk.programme.states import DecisionState, SignatureForm
from leistungswerk.register import queries as register

SIGNING_ROLES = (Role.HEAD, Role.OZG_COORDINATION, Role.PROGRAMME_MANAGEMENT)
"""Who may sign for a party inside the system; anything else is recorded as signed outside."""


class MandateEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A version as written; ``text`` is Markdown."""

    text: str
    change_note: str = ""
    valid_from: date | None = None


def open_mandate(
    actor: Actor, *, title: str, client: uuid.UUID, contractor: uuid.UUID, entry: MandateEntry
) -> uuid.UUID:
    """Open a Projektauftrag with its first draft; returns its uuid."""
    require(actor, Permission.EDIT_MANDATE)
    first, second = register.organisation_id(client), register.organisation_id(contractor)
    if first is None or second is None or client == contractor:
        raise Refused(_("Wählen Sie zwei verschiedene Stellen als Auftraggeber und Auftragnehmer."))
    if not title.strip():
        raise Refused(_("„%(field)s“ fehlt. Bitte füllen Sie das Feld aus.") % {"field": _("Titel")})
    _check(entry)
    with transaction.atomic():
        row = Mandate.objects.create(title=title.strip(), client_id=first, contractor_id=second)
        MandateVersion.objects.create(mandate=row, number=1, **_fields(entry))
        audit.record(actor, action="mandate.opened", subject=f"mandate:{row.uuid}", at=times.now())
    return row.uuid


def _fields(entry: MandateEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in MandateEntry.__struct_fields__}


def _check(entry: MandateEntry) -> None:
    if not entry.text.strip():
        raise Refused(_("Der Projektauftrag braucht einen Text."))


def _mandate(identity: uuid.UUID) -> Mandate:
    row = Mandate.objects.select_related("client", "contractor").filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diesen Projektauftrag gibt es nicht."))
    return row


def begin_version(actor: Actor, *, mandate: uuid.UUID) -> int:
    """Begin the next version from the text of the newest; returns its number. There is one draft at a time."""
    require(actor, Permission.EDIT_MANDATE)
    row = _mandate(mandate)
    last = row.versions.order_by("-number").first()
    if last is not None and last.state == DecisionState.DRAFT:
        return last.number
    number = last.number + 1 if last else 1
    try:
        with transaction.atomic():
            MandateVersion.objects.create(mandate=row, number=number, text=last.text if last else "")
            audit.record(
                actor, action="mandate.version_begun", subject=f"mandate:{mandate}", at=times.now(), note=str(number)
            )  # fmt: skip
    except IntegrityError as error:
        raise Overtaken(_("Jemand war schneller und hat schon eine neue Fassung begonnen.")) from error
    return number


def _draft(row: Mandate, number: int) -> MandateVersion:
    version = row.versions.filter(number=number).first()
    if version is None:
        raise Missing(_("Diese Fassung gibt es nicht."))
    if version.state != DecisionState.DRAFT:
        raise Refused(_("Diese Fassung ist gezeichnet und ändert sich nicht mehr. Beginnen Sie eine neue."))
    return version


def write_version(
    actor: Actor, *, mandate: uuid.UUID, number: int, entry: MandateEntry, revision: int
) -> None:
    """Change a draft that is not laid out. Raises :class:`Overtaken` for the second of two editors."""
    require(actor, Permission.EDIT_MANDATE)
    _check(entry)
    version = _draft(_mandate(mandate), number)
    if version.digest:
        raise Refused(_("Diese Fassung liegt zur Zeichnung aus. Nehmen Sie sie zuerst zurück."))
    with transaction.atomic():
        _claim(version, revision, digest="", **_fields(entry))
        audit.record(
            actor, action="mandate.written", subject=f"mandate:{mandate}", at=times.now(), note=str(number)
        )


def _claim(version: MandateVersion, revision: int, **fields: object) -> None:
    changed = MandateVersion.objects.filter(
        pk=version.pk, revision=revision, state=DecisionState.DRAFT
    ).update(**fields, revision=F("revision") + 1)
    if not changed:
        raise Overtaken(_("Jemand anderes hat diese Fassung inzwischen geändert. Laden Sie die Seite neu."))


def content_digest(mandate: Mandate, version: MandateVersion) -> str:
    """What both parties sign: title, parties, number, text and first day."""
    content = [
        mandate.title,
        str(mandate.client.uuid),
        str(mandate.contractor.uuid),
        version.number,
        version.text,
    ]
    day = version.valid_from.isoformat() if version.valid_from else ""
    return hashlib.sha256(msgspec.json.encode([*content, day])).hexdigest()


def lay_out(actor: Actor, *, mandate: uuid.UUID, number: int, revision: int) -> str:
    """Lay a draft out for signing; returns the digest both will sign. A change must say what changes and from when."""
    require(actor, Permission.EDIT_MANDATE)
    row = _mandate(mandate)
    version = _draft(row, number)
    if version.valid_from is None:
        raise Refused(_("Sagen Sie zuerst, ab wann die Fassung gilt."))
    if number > 1 and not version.change_note.strip():
        raise Refused(_("Sagen Sie zuerst in einem Satz, was sich gegenüber der vorigen Fassung ändert."))
    digest = content_digest(row, version)
    with transaction.atomic():
        _claim(version, revision, digest=digest)
        audit.record(
            actor, action="mandate.laid_out", subject=f"mandate:{mandate}", at=times.now(), digest=digest, note=str(number)
        )  # fmt: skip
    return digest


def take_back(actor: Actor, *, mandate: uuid.UUID, number: int, revision: int) -> None:
    """Take a laid out draft back for editing; signatures under its digest stay recorded and count no more."""
    require(actor, Permission.EDIT_MANDATE)
    version = _draft(_mandate(mandate), number)
    with transaction.atomic():
        _claim(version, revision, digest="")
        audit.record(
            actor, action="mandate.taken_back", subject=f"mandate:{mandate}", at=times.now(),
            digest=version.digest, note=str(number),
        )  # fmt: skip


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """A signature given on paper or by other means, as recorded."""

    signer: str
    form: SignatureForm
    signed_on: date
    file_number: str


def sign_version(
    actor: Actor, *, mandate: uuid.UUID, number: int, organisation: uuid.UUID, digest: str, outside: Outside | None = None
) -> bool:  # fmt: skip
    """Sign for a party, or record its signature given outside; ``True`` once both have signed this digest.

    The second signature makes the version the one in force and supersedes the one before. Raises
    :class:`NotAllowed` for who may not sign for the party, :class:`Overtaken` if another text lies out now or the
    party has signed.
    """
    row = _mandate(mandate)
    party = next((item for item in (row.client, row.contractor) if item.uuid == organisation), None)
    if party is None:
        raise Refused(_("Diese Stelle ist keine Vertragspartei des Projektauftrags."))
    _may_sign(actor, organisation, outside)
    version = _draft(row, number)
    if not version.digest or version.digest != digest:
        raise Overtaken(_("Inzwischen liegt ein anderer Text aus. Lesen Sie ihn und entscheiden Sie neu."))
    at = times.now()
    told = outside or Outside(
        signer=actor.name, form=SignatureForm.IN_SYSTEM, signed_on=times.legal_day(at), file_number=""
    )
    try:
        with transaction.atomic():
            MandateSignature.objects.create(
                version=version, organisation=party, organisation_name=party.name, signer=actor.pseudonym,
                signer_name=told.signer, digest=digest, form=told.form, file_number=told.file_number,
                signed_on=told.signed_on, at=at,
            )  # fmt: skip
            audit.record(
                actor,
                action="mandate.signed",
                subject=f"mandate:{mandate}",
                at=at,
                digest=digest,
                note=party.name,
            )
            return _put_in_force(row, version, digest)
    except IntegrityError as error:
        raise Overtaken(_("Diese Partei hat die Fassung schon gezeichnet.")) from error


def _may_sign(actor: Actor, organisation: uuid.UUID, outside: Outside | None) -> None:
    if outside is None:
        if not any(actor.acting_as(role, organisation) for role in SIGNING_ROLES):
            raise NotAllowed(_("Für diese Partei dürfen Sie nicht zeichnen."))
        return
    require(actor, Permission.EDIT_MANDATE)
    if outside.form is SignatureForm.IN_SYSTEM:
        raise Refused(_("Wählen Sie die Form, in der außerhalb gezeichnet wurde."))
    if not outside.signer.strip() or not outside.file_number.strip():
        raise Refused(_("Eine Zeichnung außerhalb braucht Name und Aktenzeichen."))
    if outside.signed_on > times.legal_day(times.now()):
        raise Refused(_("„Gezeichnet am“ liegt in der Zukunft. Tragen Sie den Tag der Zeichnung ein."))


def _put_in_force(row: Mandate, version: MandateVersion, digest: str) -> bool:
    """The row of the version is claimed first, so of two who sign at once the second sees both signatures."""
    at = times.now()
    mine = MandateVersion.objects.filter(pk=version.pk, digest=digest, state=DecisionState.DRAFT)
    if not mine.update(revision=F("revision") + 1):
        raise Overtaken(_("Inzwischen liegt ein anderer Text aus. Lesen Sie ihn und entscheiden Sie neu."))
    signed = set(
        MandateSignature.objects.filter(version=version, digest=digest).values_list(
            "organisation_id", flat=True
        )
    )
    if not {row.client.pk, row.contractor.pk} <= signed:
        return False
    row.versions.filter(state=DecisionState.SIGNED).update(state=DecisionState.SUPERSEDED)
    mine.update(state=DecisionState.SIGNED, signed_at=at)
    events.publish(kind="mandate.signed", subject=row.uuid, at=at, data={"version": str(version.number)})
    return True
