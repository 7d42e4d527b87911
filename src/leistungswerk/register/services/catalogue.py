# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue by hand: Leistungen, their FIM state, and who is competent for them."""

import re
import uuid
from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import require
from leistungswerk.register import keys, search
from leistungswerk.register.entries import FimEntry, ServiceEntry
from leistungswerk.register.kinds import TRUST_LEVELS, TYPINGS, OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import FimState, Organisation, Responsibility, Service, ServiceBundle

_SDG_AREA: Final = re.compile(r"[0-9]{4}([0-9]{3})?")


def check_typing(typing: str) -> None:
    """One or more codes of the list, „1, 2/3“; raises :class:`Refused`."""
    unknown = [part for part in re.split(r"\s*,\s*", typing) if part and part not in TYPINGS]
    if unknown:
        raise Refused(
            _("„%(typing)s“ ist keine Typisierung. Erlaubt sind etwa 1, 2/3, 4 oder 5, mehrere mit Komma.")
            % {"typing": ", ".join(unknown)}
        )


def _checked(entry: ServiceEntry) -> dict[str, object]:
    keys.check_leistungsschluessel(entry.key)
    check_typing(entry.typing)
    if not entry.name.strip():
        raise Refused(_("Geben Sie der Leistung einen Namen."))
    if entry.trust_level and entry.trust_level not in TRUST_LEVELS:
        raise Refused(
            _("„%(level)s“ ist kein Vertrauensniveau. Erlaubt sind %(known)s.")
            % {"level": entry.trust_level, "known": ", ".join(TRUST_LEVELS)}
        )
    if wrong := [area for area in entry.sdg_areas if not _SDG_AREA.fullmatch(area)]:
        raise Refused(
            _("„%(area)s“ ist kein SDG-Informationsbereich: Der Code hat 4 oder 7 Ziffern.")
            % {"area": wrong[0]}
        )
    return {
        "name": entry.name.strip(),
        "citizen_name": entry.citizen_name.strip(),
        "typing": entry.typing,
        "lead_id": _lead(entry.lead),
        "sdg_annex": entry.sdg_annex.value,
        "sdg_areas": list(entry.sdg_areas),
        "legal_bases": [text.strip() for text in entry.legal_bases if text.strip()],
        "written_form": entry.written_form,
        "trust_level": entry.trust_level,
    }


def _lead(identity: uuid.UUID | None) -> int | None:
    if identity is None:
        return None
    found = Organisation.objects.filter(uuid=identity, valid_to__isnull=True).values_list("pk", flat=True)
    if not found:
        raise Refused(_("Diese Stelle gibt es nicht."))
    return found[0]


def _bundles(ids: Collection[str]) -> list[ServiceBundle]:
    rows = list(ServiceBundle.objects.filter(ozg_id__in=ids))
    if missing := set(ids) - {row.ozg_id for row in rows}:
        raise Refused(
            _("Diese OZG-Leistungen stehen nicht im Register: %(ids)s.") % {"ids": ", ".join(sorted(missing))}
        )
    return rows


def enter_service(actor: Actor, *, entry: ServiceEntry) -> None:
    """Enter a Leistung; raises :class:`Refused` for a malformed key, a key that exists or unknown codes."""
    require(actor, Permission.EDIT_CATALOGUE)
    fields, bundles = _checked(entry), _bundles(entry.bundles)
    with transaction.atomic():
        if Service.objects.filter(key=entry.key).exists():
            raise Refused(_("Die Leistung %(key)s steht schon im Register.") % {"key": entry.key})
        row = Service.objects.create(key=entry.key, **fields)
        row.bundles.set(bundles)
        _record(actor, "service.created", entry.key)


def edit_service(actor: Actor, *, entry: ServiceEntry) -> None:
    """Change what the catalogue says about a Leistung; the key itself never changes."""
    require(actor, Permission.EDIT_CATALOGUE)
    fields, bundles = _checked(entry), _bundles(entry.bundles)
    with transaction.atomic():
        row = _service(entry.key)
        Service.objects.filter(pk=row.pk).update(**fields)
        row.bundles.set(bundles)
        _record(actor, "service.edited", entry.key)


def set_service_active(actor: Actor, *, key: str, active: bool) -> None:
    """End a Leistung or bring it back; it is never deleted, because Vorhaben and figures refer to it."""
    require(actor, Permission.EDIT_CATALOGUE)
    with transaction.atomic():
        if Service.objects.filter(key=_service(key).key, active=not active).update(active=active):
            _record(actor, "service.reopened" if active else "service.ended", key)


def set_fim_state(actor: Actor, *, key: str, entry: FimEntry) -> None:
    """Record what FIM has of a Leistung in one Baustein (status 1 to 8, domain.md 3.4)."""
    require(actor, Permission.EDIT_CATALOGUE)
    if entry.status is not None and not 1 <= entry.status <= 8:
        raise Refused(_("Der FIM-Status ist eine Zahl von 1 bis 8."))
    with transaction.atomic():
        FimState.objects.update_or_create(
            service=_service(key),
            block=entry.block,
            defaults={"status": entry.status, "external_id": entry.external_id, "version": entry.version},
        )
        _record(actor, "service.fim_state_set", key, note=f"{entry.block} {entry.status}")


def _service(key: str) -> Service:
    row = Service.objects.filter(key=key).first()
    if row is None:
        raise Missing(_("Diese Leistung steht nicht im Register."))
    return row


def announce_catalogue(changed: Collection[str]) -> None:
    """Tell higher rooms which Leistungen changed, in the transaction of the change; none named: perhaps all."""
    events.publish(
        kind="catalogue.changed",
        subject=uuid.uuid5(uuid.NAMESPACE_URL, keys.leistung_urn("".join(changed))),
        at=times.now(),
        data={"keys": " ".join(changed)},
    )


def _record(actor: Actor, action: str, key: str, *, note: str = "") -> None:
    search.touch("service", [key])
    announce_catalogue([key])
    audit.record(actor, action=action, subject=f"leistung:{key}", at=times.now(), note=note)


def assign_responsibility(
    actor: Actor,
    *,
    key: str,
    organisations: Collection[uuid.UUID],
    kind: ResponsibilityKind,
    since: date | None = None,
) -> int:
    """Make bodies competent for a Leistung in one of the three parts; returns how many were not before.

    ``since``: first day, where it is known; else today. Nobody is competent from a day in the future.

    Raises :class:`Refused` for bodies that do not exist any more and bodies without a Gebiet: where they would
    be competent nobody could say.
    """
    require(actor, Permission.EDIT_CATALOGUE)
    rows = list(
        Organisation.objects.filter(uuid__in=organisations, valid_to__isnull=True).values_list(
            "pk", "name", "territory_id"
        )
    )
    if len(rows) != len(set(organisations)) or not rows:
        raise Refused(_("Diese Stelle gibt es nicht."))
    if homeless := [name for _pk, name, territory in rows if territory is None]:
        raise Refused(
            _(
                "Für „%(name)s“ ist kein Gebiet bekannt. Tragen Sie an der Stelle zuerst den Regionalschlüssel ein."
            )
            % {"name": homeless[0]}
        )
    today = times.legal_day(times.now())
    if since is not None and since > today:
        raise Refused(
            _("Der erste Tag der Zuständigkeit liegt in der Zukunft. Tragen Sie sie ein, sobald sie gilt.")
        )
    with transaction.atomic():
        return _make_competent(actor, key, [pk for pk, _name, _territory in rows], kind, since or today)


def _make_competent(actor: Actor, key: str, bodies: list[int], kind: ResponsibilityKind, since: date) -> int:
    service = _service(key)
    open_rows = Responsibility.objects.filter(service=service, kind=kind, valid_to__isnull=True)
    before = open_rows.count()
    Responsibility.objects.bulk_create(
        [Responsibility(service=service, organisation_id=pk, kind=kind, valid_from=since) for pk in bodies],
        ignore_conflicts=True,
    )
    made = open_rows.count() - before
    if made:
        _record(actor, "responsibility.assigned", key, note=f"{kind} {made}")
    return made


def assign_responsibility_by_kind(
    actor: Actor,
    *,
    key: str,
    kinds: Collection[OrganisationKind],
    kind: ResponsibilityKind,
    since: date | None = None,
) -> int:
    """The same for every existing body of some kinds that has a Gebiet: „alle Landkreise und kreisfreien Städte“."""
    bodies = Organisation.objects.filter(
        kind__in=list(kinds), valid_to__isnull=True, territory__isnull=False
    ).values_list("uuid", flat=True)
    if not bodies:
        raise Refused(_("Im Register steht keine Stelle dieser Art mit einem Gebiet."))
    return assign_responsibility(actor, key=key, organisations=list(bodies), kind=kind, since=since)


def set_relevance(actor: Actor, *, key: str, organisation: uuid.UUID, relevant: bool, reason: str) -> None:
    """Say that a Leistung does not arise at a body, with a reason, or that it does after all.

    The body itself may say so, or whoever keeps the catalogue; denominators leave it out.
    """
    if not actor.may(Permission.EDIT_CATALOGUE):
        require(actor, Permission.EDIT_ORGANISATION, organisation)
    if not relevant and not reason.strip():
        raise Refused(_("Nennen Sie den Grund, warum diese Leistung bei der Stelle nicht vorkommt."))
    with transaction.atomic():
        changed = Responsibility.objects.filter(
            service__key=key, organisation__uuid=organisation, valid_to__isnull=True
        ).update(relevant=relevant, reason="" if relevant else reason.strip())
        if not changed:
            raise Missing(_("Diese Stelle ist für die Leistung nicht zuständig."))
        _record(actor, "responsibility.relevance_set", key, note=f"{organisation} {relevant}")


def end_responsibility(actor: Actor, *, key: str, organisation: uuid.UUID, kind: ResponsibilityKind) -> None:
    """A body is no longer competent from tomorrow on; the row stays for what was."""
    require(actor, Permission.EDIT_CATALOGUE)
    with transaction.atomic():
        ended = Responsibility.objects.filter(
            service__key=key, organisation__uuid=organisation, kind=kind, valid_to__isnull=True
        ).update(valid_to=times.legal_day(times.now()))
        if not ended:
            raise Missing(_("Diese Stelle ist für die Leistung nicht zuständig."))
        _record(actor, "responsibility.ended", key, note=f"{organisation} {kind}")
