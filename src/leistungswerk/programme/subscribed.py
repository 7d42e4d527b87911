# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vorhaben and Nachnutzungsangebote as things people of the office are told about."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.core import times
from leistungswerk.core.actor import Permission
from leistungswerk.enablement.directory.sources import ChangeView, Line, Source, register
from leistungswerk.enablement.directory.states import Topic
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import Project, ReuseOffer
from leistungswerk.register.queries import organisation_name
from leistungswerk.register.scopes import actor_of_person

_WORDS: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "gate.opened": _("Die Zeichnung eines Gates hat begonnen."),
        "gate.passed": _("Ein Gate ist bestanden."),
        "gate.refused": _("Ein Gate wurde verweigert."),
        "gate.withdrawn": _("Eine Zeichnung wurde zurückgezogen."),
        "project.edited": _("Die Angaben haben sich geändert."),
        "project.abandon": _("Das Vorhaben ist beendet."),
        "project.resume": _("Das Vorhaben geht weiter."),
        "unit.live": _("Online gegangen: %(name)s"),
        "unit.withdrawn": _("Zurückgenommen: %(name)s"),
        "offer.changed": _("Das Angebot hat sich geändert."),
    }
)


_NONE: Final = UUID(int=0)


def _uuid(text: str) -> UUID:
    """The uuid; for a key that is none, one that nothing has."""
    try:
        return UUID(text)
    except ValueError:
        return _NONE


def _project_title(key: str) -> str | None:
    return Project.objects.filter(uuid=_uuid(key)).values_list("title", flat=True).first()


def _offer_title(key: str) -> str | None:
    return ReuseOffer.objects.filter(uuid=_uuid(key)).values_list("title", flat=True).first()


def _line(change: ChangeView, path: str) -> Line | None:
    words = _WORDS.get(change.kind)
    if words is None:
        return None
    if "%(name)s" not in str(words):
        return Line(str(words), path)
    found = organisation_name(_uuid(change.data.get("body", "")))
    return Line(str(words) % {"name": found[1]}, path) if found else None


def _project_line(change: ChangeView) -> Line | None:
    return _line(change, f"/verwaltung/vorhaben/{change.key}/")


def _offer_line(change: ChangeView) -> Line | None:
    return _line(change, f"/verwaltung/nachnutzung/{change.key}/")


def _sees_project(person: UUID, key: str) -> bool:
    """Roles end: whoever no longer sees a Vorhaben is not told of it."""
    try:
        actor = actor_of_person(person, times.legal_day(times.now()))
    except ObjectDoesNotExist:
        return False
    return actor.may(Permission.SEE_PROJECT) and visible(actor).filter(uuid=_uuid(key)).exists()


def _sees_offers(person: UUID, _key: str) -> bool:
    try:
        return actor_of_person(person, times.legal_day(times.now())).may(Permission.SEE_REGISTER)
    except ObjectDoesNotExist:
        return False


def register_topics() -> None:
    """Called once at start-up."""
    register(Topic.PROJECT, Source(_project_title, _project_line, _sees_project))
    register(Topic.OFFER, Source(_offer_title, _offer_line, _sees_offers))
