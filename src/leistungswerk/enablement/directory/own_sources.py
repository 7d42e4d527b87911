# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Topics the rooms below know: Leistungen and Kommunen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.enablement.directory.sources import ChangeView, Line, Source, register
from leistungswerk.enablement.directory.states import Topic
from leistungswerk.register import queries as reading

_AT_A_SERVICE: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "unit.live": _("Jetzt online möglich: %(name)s"),
        "service.published": _("Jetzt online möglich: %(name)s"),
        "unit.withdrawn": _("Nicht mehr online möglich: %(name)s"),
        "service.withdrawn": _("Nicht mehr online möglich: %(name)s"),
        "catalogue.changed": _("Die Angaben zu dieser Leistung haben sich geändert."),
        "notice.published": _("Zu dieser Leistung ist eine Störung oder Wartung gemeldet."),
        "notice.ended": _("Eine gemeldete Störung oder Wartung dieser Leistung ist vorbei."),
    }
)
"""``name``: of the body at a service, of the service at a body."""


def _service_title(key: str) -> str | None:
    return reading.service_names([key]).get(key)


def _body_name(text: str) -> str | None:
    try:
        found = reading.organisation_name(UUID(text))
    except ValueError:
        return None
    return found[1] if found else None


def _place_title(key: str) -> str | None:
    """Only bodies with a Gebiet: what is online where."""
    try:
        found = reading.authority(UUID(key))
    except ValueError:
        return None
    return found.name if found else None


def _said(kind: str, name: str | None) -> str | None:
    words = _AT_A_SERVICE.get(kind)
    if words is None or ("%(name)s" in str(words) and not name):
        return None
    return str(words) % {"name": name}


def _service_line(change: ChangeView) -> Line | None:
    text = _said(change.kind, _body_name(change.data.get("body", "")))
    return Line(text, f"/leistungen/{change.key}/") if text else None


def _place_line(change: ChangeView) -> Line | None:
    service = change.data.get("service", "")
    text = _said(change.kind, _service_title(service))
    return Line(text, f"/leistungen/{service}/") if text else None


def register_own() -> None:
    """Called once at start-up."""
    register(Topic.SERVICE, Source(_service_title, _service_line))
    register(Topic.PLACE, Source(_place_title, _place_line))
