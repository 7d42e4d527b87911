# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words of maturity that several pages share."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.maturity.documents import Level, ModelDocument, Rule
from leistungswerk.reporting.maturity.values import Computed, State
from leistungswerk.web.office.tables import Cell

STATE_WORDS: Final[Mapping[State, tuple[str | Promise, str]]] = MappingProxyType(
    {
        State.HOLDS: (gettext_lazy("erfüllt"), "success"),
        State.FAILS: (gettext_lazy("nicht erfüllt"), "warning"),
        State.UNKNOWN: (gettext_lazy("nicht ermittelbar"), "info"),
    }
)
RULE_WORDS: Final[Mapping[Rule, str | Promise]] = MappingProxyType(
    {
        Rule.LOWEST: gettext_lazy("Das niedrigste Kriterium entscheidet; die Stufe wird berechnet."),
        Rule.STATED: gettext_lazy("Wer bewertet, nennt die Stufe mit Begründung."),
    }
)
TO_FILL: Final = gettext_lazy("aus dem offiziellen Dokument zu ergänzen")
_SHADES: Final = 4


def level_name(level: Level) -> str:
    """Its official name, else its part of the model, else that it is missing."""
    return level.name or level.group or str(TO_FILL)


def level_option(level: Level) -> tuple[str, str]:
    return str(level.number), f"{level.number} · {level_name(level)}"


def computed_text(computed: Computed) -> str:
    """A range as people say it; a dash where facts say nothing."""
    if computed.exact is not None:
        return _("Stufe %(level)d") % {"level": computed.exact}
    if computed.floor is not None and computed.cap is not None:
        return _("Stufe %(floor)d bis %(cap)d") % {"floor": computed.floor, "cap": computed.cap}
    if computed.cap is not None:
        return _("höchstens Stufe %(level)d") % {"level": computed.cap}
    if computed.floor is not None:
        return _("mindestens Stufe %(level)d") % {"level": computed.floor}
    return "–"


def evidence_cell(evidence: str) -> Cell:
    """„belegt“ and „gemeldet“ look different everywhere."""
    if evidence == Evidence.SHOWN:
        return Cell(_("belegt"), level="success")
    return Cell(_("gemeldet"), level="info") if evidence else Cell("–")


def conformity(model: ModelDocument, level: int) -> str:
    """What the level means for OZG conformity, where the model says from which level it is assumed."""
    if model.conformity_from is None:
        return ""
    words = {"from": model.conformity_from, "model": model.code}
    if level >= model.conformity_from:
        return _("OZG-Konformität angenommen (ab Stufe %(from)d, Modell %(model)s).") % words
    return _("Unter der Stufe, ab der OZG-Konformität angenommen wird (%(from)d, Modell %(model)s).") % words
