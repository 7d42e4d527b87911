# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of the public site."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Tongue(StrEnum):
    """The languages of the site; German is the source, English may lack."""

    GERMAN = "de"
    ENGLISH = "en"


class Section(StrEnum):
    """The parts of the site as the menu and the footer name them (domain.md S19–S21)."""

    WELCOME = "welcome"
    LAW = "law"
    LAND = "land"
    IMPLEMENTATION = "implementation"
    SERVICE = "service"
    NEWS = "news"
    PRESS = "press"
    RESSORT = "ressort"
    LEGAL = "legal"


SECTION_WORDS: Final[Mapping[Section, str | Promise]] = MappingProxyType(
    {
        Section.WELCOME: _("Willkommen"),
        Section.LAW: _("Onlinezugangsgesetz"),
        Section.LAND: _("OZG in Rheinland-Pfalz"),
        Section.IMPLEMENTATION: _("OZG-Umsetzung"),
        Section.SERVICE: _("Service"),
        Section.NEWS: _("Aktuelles"),
        Section.PRESS: _("Pressemitteilung"),
        Section.RESSORT: _("Ressort"),
        Section.LEGAL: _("Rechtliches"),
    }
)
DATED: Final = frozenset({Section.NEWS, Section.PRESS})
"""Listed by the day they appeared, newest first."""


class Live(StrEnum):
    """What stands below the text of a page, drawn from the running system."""

    NONE = ""
    CHART = "chart"
    STRUCTURE = "structure"
    ACTORS = "actors"
    BASE_SERVICES = "base_services"
    PHASE_0 = "phase_0"
    PHASE_1 = "phase_1"
    PHASE_2 = "phase_2"
    PHASE_3 = "phase_3"
    REUSE = "reuse"
    SDG = "sdg"
    FIM = "fim"


LIVE_WORDS: Final[Mapping[Live, str | Promise]] = MappingProxyType(
    {
        Live.NONE: _("Nichts"),
        Live.CHART: _("Organigramm"),
        Live.STRUCTURE: _("Projektauftrag und Struktur"),
        Live.ACTORS: _("Akteurinnen und Akteure"),
        Live.BASE_SERVICES: _("Basisdienste mit ihrem Stand"),
        Live.PHASE_0: _("Zahlen und Beispiele: Erste Schritte"),
        Live.PHASE_1: _("Zahlen und Beispiele: Phase 1"),
        Live.PHASE_2: _("Zahlen und Beispiele: Phase 2"),
        Live.PHASE_3: _("Zahlen und Beispiele: Phase 3"),
        Live.REUSE: _("Zahlen und Beispiele: Nachnutzung"),
        Live.SDG: _("Leistungen mit SDG-Kennzeichen"),
        Live.FIM: _("FIM-Bausteine im Register"),
    }
)


class Standing(StrEnum):
    """Where a revision stands at a moment; computed, never stored."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SHOWN = "shown"
    REPLACED = "replaced"
    ENDED = "ended"


STANDING_WORDS: Final[Mapping[Standing, str | Promise]] = MappingProxyType(
    {
        Standing.DRAFT: _("Entwurf"),
        Standing.SCHEDULED: _("Geplant"),
        Standing.SHOWN: _("Öffentlich"),
        Standing.REPLACED: _("Ersetzt"),
        Standing.ENDED: _("Abgeschaltet"),
    }
)


class BarrierReason(StrEnum):
    """Why a declared barrier is still there (model declaration, Decision (EU) 2018/1523)."""

    NON_COMPLIANCE = "non_compliance"
    BURDEN = "burden"
    OUT_OF_SCOPE = "out_of_scope"


BARRIER_REASONS: Final[Mapping[BarrierReason, str | Promise]] = MappingProxyType(
    {
        BarrierReason.NON_COMPLIANCE: _("Noch nicht behoben"),
        BarrierReason.BURDEN: _("Unverhältnismäßige Belastung"),
        BarrierReason.OUT_OF_SCOPE: _("Nicht vom Gesetz erfasst"),
    }
)
