# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The papers of the contract routes (domain.md 4.2): which document a move records, and whether it is signed."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.programme.reuse_states import CONTRACT_TRANSITIONS, ContractState, Route

FIT_STORE_NUMBER: Final = re.compile(r"^FITST/20\d{2}/\d{4}$")
"""Contract number of the FIT-Store (domain.md 4.2)."""
AGREEMENTS: Final = frozenset({Route.ADMINISTRATIVE_AGREEMENT, Route.INTER_PUBLIC_AGREEMENT})
"""Routes that end when every party has signed."""


class Move(msgspec.Struct, frozen=True):
    """``paper`` is the usual title of the document, empty where the move needs none."""

    word: str | Promise
    paper: str | Promise = ""
    signed: bool = False
    who: str | Promise = ""


_INTEREST: Final = Move(
    _("Interesse bekunden"), _("Interessenbekundungsschreiben"), signed=True, who=_("Ministerium oder LDI")
)
_DRAFT: Final = Move(_("Entwurf aufnehmen"), _("Entwurf der Vereinbarung"), who=_("Land, das bereitstellt"))
_OUT: Final = Move(_("In die Zeichnung geben"), _("Anschreiben zur Zeichnung"), who=_("Ministerium oder LDI"))
_ALL: Final = Move(_("Abschluss feststellen"), _("Gezeichnete Vereinbarung"), who=_("Ministerium oder LDI"))
_LEAVE: Final = MappingProxyType(
    {
        "end": Move(_("Vertrag beenden"), _("Kündigung oder Aufhebung"), who=_("Ministerium oder LDI")),
        "abandon": Move(_("Vertragsweg abbrechen"), _("Vermerk mit Grund"), who=_("Ministerium oder LDI")),
    }
)
MOVES: Final[Mapping[Route, Mapping[str, Move]]] = MappingProxyType(
    {
        Route.FIT_STORE: MappingProxyType(
            {
                "declare_interest": _INTEREST,
                "begin_coordination": Move(_("Abstimmung beginnen"), who=_("FITKO")),
                "send_coordination_letter": Move(
                    _("Abstimmungsschreiben beifügen"), _("Abstimmungsschreiben"), signed=True,
                    who=_("Bereitstellendes und anschließendes Land"),
                ),
                "receive_offer": Move(
                    _("Angebot aufnehmen"), _("Angebot der FITKO mit Vertragsbedingungen"), who=_("FITKO")
                ),
                "accept": Move(
                    _("Angebot annehmen"), _("SaaS-Nachnutzungsvertrag"), signed=True, who=_("Ministerium oder LDI")
                ),
                **_LEAVE,
            }
        ),
        Route.MARKETPLACE: MappingProxyType(
            {
                "declare_interest": _INTEREST,
                "receive_offer": Move(_("Angebot aufnehmen"), _("Angebot auf dem EfA-Marktplatz"), who=_("govdigital")),
                "accept": Move(
                    _("Angebot annehmen"), _("Nachnutzungsvertrag"), signed=True, who=_("Ministerium oder LDI")
                ),
                **_LEAVE,
            }
        ),
        Route.ADMINISTRATIVE_AGREEMENT: MappingProxyType(
            {"draft": _DRAFT, "send_for_signing": _OUT, "all_signed": _ALL, **_LEAVE}
        ),
        Route.INTER_PUBLIC_AGREEMENT: MappingProxyType(
            {"draft": _DRAFT, "send_for_signing": _OUT, "all_signed": _ALL, **_LEAVE}
        ),
    }
)  # fmt: skip


def way(route: Route) -> tuple[ContractState, ...]:
    """The states of a route on its way to the contract, in order."""
    path = [ContractState.PREPARED]
    while path[-1] is not ContractState.CONCLUDED:
        path.append(next(iter(CONTRACT_TRANSITIONS[route][path[-1]].values())))
    return tuple(path)


def onward(route: Route, state: ContractState) -> str:
    """The move that brings the contract on; empty where nothing does."""
    moves = [move for move in CONTRACT_TRANSITIONS[route][state] if move not in _LEAVE]
    return moves[0] if moves else ""
