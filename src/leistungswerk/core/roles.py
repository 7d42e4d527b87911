# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each role may do, and how far it reaches.

The permissions of a role are data of the house, not of an instance: a test prints them as a table, and an
auditor reads who may do what from one page (docs/reference/roles.md).
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.core.actor import Actor, Permission, Role

P = Permission


class Reach(StrEnum):
    """How far a role reaches from the organisation it is held in."""

    OWN = "own"
    """The organisation alone."""
    BELOW = "below"
    """It and everything subordinate to it: a Ressort is a ministry with its Geschäftsbereich."""
    SUPPORTED = "supported"
    """It and the bodies it is project office for."""
    ALL = "all"


class RoleProfile(msgspec.Struct, frozen=True):
    """The official word of a role, its reach, and what it may do there.

    A Vorhaben is seen by those who reach its owner, a body that takes part in it, or an organisation it was
    released to; for everybody else it does not exist.
    """

    word: str | Promise
    reach: Reach
    permissions: frozenset[Permission]


_READ: Final = frozenset({P.SEE_REGISTER, P.SEE_PROJECT, P.COMMENT})
_OWNER: Final = _READ | {
    P.EDIT_PROJECT,
    P.REQUEST_ADVICE,
    P.SIGN,
    P.EDIT_PARAMETERS,
    P.REQUEST_BASE_SERVICE,
    P.REGISTER_COLLEAGUES,
}


def _profile(
    word: str | Promise, reach: Reach, *permissions: Permission, base: frozenset[Permission] = _READ
) -> RoleProfile:
    return RoleProfile(word, reach, base | frozenset(permissions))


ROLES: Final = MappingProxyType(
    {
        # The ministry in charge and the OZG project in the LDI: they enable, the owners decide.
        Role.OZG_COORDINATION: _profile(
            _("OZG-Koordination"), Reach.ALL, P.SIGN, P.EDIT_OFFER, P.EDIT_CONTRACT, P.EDIT_MANDATE,
            P.RECUT_ORGANISATIONS, P.EDIT_CATALOGUE, P.SEE_AUDIT, P.EDIT_RESOLUTION, P.EDIT_SITE, P.ANSWER_BARRIER,
            P.EDIT_PROGRAMME_MONEY, P.EDIT_REPORT, P.OWN_REPORT, P.OPEN_ROUND, P.ACCEPT_ROUND,
            P.EDIT_CONTACTS, P.EXPORT_CONTACTS, P.WRITE_MAILING, P.RELEASE_MAILING,
        ),
        Role.PROGRAMME_MANAGEMENT: _profile(
            _("Programmmanagement"), Reach.ALL, P.SIGN, P.SUPPORT_TICKETS, P.LEAD_SUPPORT, P.ADVISE, P.EDIT_TEMPLATE, P.EDIT_OFFER,
            P.EDIT_CONTRACT,
            P.EDIT_MANDATE, P.PLAN_ROLLOUT, P.EDIT_ROLLOUT, P.PROVIDE_BASE_SERVICE, P.EDIT_CATALOGUE,
            P.EDIT_ORGANISATION, P.RECUT_ORGANISATIONS, P.EDIT_CASE_SYSTEM, P.SEE_DELIVERIES, P.SEE_AUDIT,
            P.EDIT_SITE, P.ANSWER_BARRIER, P.EDIT_TRAINING, P.REGISTER_COLLEAGUES,
            P.EDIT_PROGRAMME_MONEY, P.SEE_OPERATIONS, P.EDIT_REPORT, P.OPEN_ROUND, P.CHECK_ROUND, P.ASSESS_MATURITY,
            P.EDIT_CONTACTS, P.EXPORT_CONTACTS, P.WRITE_MAILING, P.RELEASE_MAILING,
        ),
        Role.ADVISER: _profile(
            _("Beratung im OZG-Projekt"), Reach.ALL, P.ADVISE, P.SUPPORT_TICKETS, P.EDIT_OFFER, P.EDIT_TRAINING, P.REGISTER_COLLEAGUES,
            P.ASSESS_MATURITY, P.EDIT_CONTACTS, P.WRITE_MAILING,
        ),
        Role.TECHNICAL_LEAD: _profile(
            _("Technische Leitung"), Reach.ALL, P.SIGN, P.SUPPORT_TICKETS, P.LEAD_SUPPORT, P.PROVIDE_BASE_SERVICE, P.EDIT_CASE_SYSTEM,
            P.SEE_DELIVERIES, P.REPLAY_DELIVERY, P.SEE_OPERATIONS,
        ),
        Role.INTEGRATION_ARCHITECT: _profile(
            _("Integrationsarchitektur"), Reach.ALL, P.EDIT_CASE_SYSTEM, P.SEE_DELIVERIES, P.REPLAY_DELIVERY,
            P.MANAGE_SERVICE, P.SEE_OPERATIONS,
        ),
        Role.ROLLOUT_MANAGER: _profile(
            _("Roll-out-Management"), Reach.ALL, P.PLAN_ROLLOUT, P.EDIT_ROLLOUT, P.SIGN,
            P.EDIT_CONTACTS, P.EXPORT_CONTACTS, P.WRITE_MAILING,
        ),
        Role.DEVELOPER: _profile(
            _("Formularentwicklung"), Reach.ALL, P.IMPORT_SCHEMA, P.RELEASE_FORM, P.MANAGE_SERVICE,
            P.SEE_DELIVERIES,
        ),
        Role.FIM_EDITOR: _profile(_("FIM-Redaktion"), Reach.ALL, P.IMPORT_SCHEMA, P.RELEASE_RULE, P.EDIT_CATALOGUE),
        Role.ADMINISTRATION: _profile(
            _("Systemverwaltung"), Reach.ALL, P.SUPPORT_TICKETS, P.ASSIGN_ROLES, P.EDIT_ORGANISATION, P.EDIT_CATALOGUE,
            P.SEE_AUDIT, P.SEE_OPERATIONS, P.EDIT_CONTACTS,
        ),
        Role.SITE_EDITOR: _profile(
            _("Redaktion der Website"), Reach.ALL, P.EDIT_SITE, P.ANSWER_BARRIER, base=frozenset({P.SEE_REGISTER}),
        ),
        # The owners of a service.
        Role.RESSORT_CONTACT: _profile(
            _("OZG-Ressortansprechperson"), Reach.BELOW, P.EDIT_ORGANISATION, P.ASSIGN_ROLES, P.CO_SIGN, P.EDIT_SITE,
            P.ANSWER_ROUND, P.RELEASE_ROUND, P.ASSESS_MATURITY, P.EDIT_CONTACTS, base=_OWNER,
        ),
        Role.SERVICE_OWNER: _profile(
            _("Fachreferat"), Reach.BELOW, P.ANSWER_ROUND, P.ASSESS_MATURITY, base=_OWNER,
        ),
        Role.UNIT_HEAD: _profile(_("Referatsleitung"), Reach.BELOW, P.SIGN),
        Role.BUDGET: _profile(_("Haushalt"), Reach.BELOW, P.SIGN, P.EDIT_MONEY),
        Role.HEAD: _profile(_("Behördenleitung"), Reach.BELOW, P.SIGN, P.EDIT_PROJECT, P.CO_SIGN),
        Role.DATA_PROTECTION: _profile(_("Datenschutz"), Reach.BELOW, P.VOTE),
        Role.INFORMATION_SECURITY: _profile(_("Informationssicherheit"), Reach.BELOW, P.VOTE),
        Role.ACCESSIBILITY: _profile(_("Prüfung der Barrierefreiheit"), Reach.ALL, P.VOTE, P.ANSWER_BARRIER),
        Role.COUNCIL_OFFICE: _profile(_("Gremienreferat"), Reach.BELOW, P.EDIT_RESOLUTION, P.CO_SIGN),
        # Those who go live.
        Role.MUNICIPAL_LEAD: _profile(
            _("Digitalisierung in der Kommune"), Reach.BELOW, P.EDIT_ORGANISATION, P.EDIT_ROLLOUT, P.EDIT_CASE_SYSTEM,
            P.ASSIGN_ROLES, P.EDIT_MONEY, P.ANSWER_ROUND, P.ASSESS_MATURITY, P.EDIT_CONTACTS, base=_OWNER,
        ),
        Role.PROJECT_OFFICE: _profile(
            _("Kommunales Projektbüro"), Reach.SUPPORTED, P.EDIT_ROLLOUT, P.EDIT_PARAMETERS, P.EDIT_CASE_SYSTEM,
            P.EDIT_TRAINING, P.REGISTER_COLLEAGUES, P.ANSWER_ROUND, P.RELEASE_ROUND, P.EDIT_CONTACTS,
        ),
        Role.CASE_WORKER: _profile(_("Sachbearbeitung"), Reach.OWN),
        # Guests.
        Role.VENDOR: RoleProfile(
            _("Herstellerin des Fachverfahrens"), Reach.OWN, frozenset({P.SEE_REGISTER, P.EDIT_CASE_SYSTEM, P.ANSWER_HANDED})
        ),
        Role.AUDITOR: RoleProfile(
            _("Rechnungsprüfung"), Reach.OWN, frozenset({P.SEE_REGISTER, P.SEE_PROJECT})
        ),
    }
)  # fmt: skip

_HOUSE: Final = frozenset(
    {Role.UNIT_HEAD, Role.BUDGET, Role.HEAD, Role.DATA_PROTECTION, Role.INFORMATION_SECURITY, Role.SERVICE_OWNER,
     Role.CASE_WORKER}
)  # fmt: skip
ASSIGNABLE: Final = MappingProxyType(
    {
        Role.ADMINISTRATION: frozenset(Role),
        Role.RESSORT_CONTACT: _HOUSE | {Role.RESSORT_CONTACT},
        Role.MUNICIPAL_LEAD: _HOUSE | {Role.MUNICIPAL_LEAD},
    }
)
"""Which roles each role that may assign gives to others: those of its own house, never one of the OZG project."""


def assignable(actor: Actor, organisation: UUID) -> frozenset[Role]:
    """The roles the actor may give and end in an organisation."""
    if P.ASSIGN_ROLES in actor.grants:
        return frozenset(Role)
    given = [
        ASSIGNABLE.get(scope.role, frozenset())
        for scope in actor.scopes
        if P.ASSIGN_ROLES in scope.permissions and scope.reaches(organisation)
    ]
    return frozenset[Role]().union(*given)
