# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who acts, and what they may do. The organisation is the scope; there is no other tenant."""

from enum import StrEnum
from uuid import UUID

import msgspec


class Permission(StrEnum):
    """What somebody may do; :mod:`leistungswerk.core.roles` bundles these."""

    # Running services
    IMPORT_SCHEMA = "import_schema"
    RELEASE_FORM = "release_form"
    RELEASE_RULE = "release_rule"
    MANAGE_SERVICE = "manage_service"
    SEE_DELIVERIES = "see_deliveries"
    REPLAY_DELIVERY = "replay_delivery"
    SEE_AUDIT = "see_audit"
    # Register
    SEE_REGISTER = "see_register"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_ORGANISATION = "edit_organisation"
    RECUT_ORGANISATIONS = "recut_organisations"
    ASSIGN_ROLES = "assign_roles"
    EDIT_CASE_SYSTEM = "edit_case_system"
    # Programme
    SEE_PROJECT = "see_project"
    EDIT_PROJECT = "edit_project"
    REQUEST_ADVICE = "request_advice"
    ADVISE = "advise"
    SIGN = "sign"
    VOTE = "vote"
    EDIT_TEMPLATE = "edit_template"
    EDIT_OFFER = "edit_offer"
    EDIT_CONTRACT = "edit_contract"
    EDIT_PARAMETERS = "edit_parameters"
    REQUEST_BASE_SERVICE = "request_base_service"
    PROVIDE_BASE_SERVICE = "provide_base_service"
    PLAN_ROLLOUT = "plan_rollout"
    EDIT_ROLLOUT = "edit_rollout"
    EDIT_MANDATE = "edit_mandate"
    COMMENT = "comment"
    # Public site
    EDIT_SITE = "edit_site"
    ANSWER_BARRIER = "answer_barrier"
    SUPPORT_TICKETS = "support_tickets"
    LEAD_SUPPORT = "lead_support"
    ANSWER_HANDED = "answer_handed"
    # Training
    EDIT_TRAINING = "edit_training"
    REGISTER_COLLEAGUES = "register_colleagues"
    # Contacts and mailings
    EDIT_CONTACTS = "edit_contacts"
    EXPORT_CONTACTS = "export_contacts"
    WRITE_MAILING = "write_mailing"
    RELEASE_MAILING = "release_mailing"
    # Beschlüsse
    EDIT_RESOLUTION = "edit_resolution"
    CO_SIGN = "co_sign"
    # Money and operation
    EDIT_MONEY = "edit_money"
    EDIT_PROGRAMME_MONEY = "edit_programme_money"
    SEE_OPERATIONS = "see_operations"
    # Reports
    EDIT_REPORT = "edit_report"
    OWN_REPORT = "own_report"
    # Maturity
    ASSESS_MATURITY = "assess_maturity"
    # Data rounds
    OPEN_ROUND = "open_round"
    ANSWER_ROUND = "answer_round"
    RELEASE_ROUND = "release_round"
    CHECK_ROUND = "check_round"
    ACCEPT_ROUND = "accept_round"


class Role(StrEnum):
    """What somebody is in an organisation (domain.md 12); the official word stands in ``core.roles``."""

    OZG_COORDINATION = "ozg_coordination"
    PROGRAMME_MANAGEMENT = "programme_management"
    ADVISER = "adviser"
    TECHNICAL_LEAD = "technical_lead"
    INTEGRATION_ARCHITECT = "integration_architect"
    ROLLOUT_MANAGER = "rollout_manager"
    DEVELOPER = "developer"
    FIM_EDITOR = "fim_editor"
    ADMINISTRATION = "administration"
    RESSORT_CONTACT = "ressort_contact"
    SERVICE_OWNER = "service_owner"
    UNIT_HEAD = "unit_head"
    BUDGET = "budget"
    HEAD = "head"
    DATA_PROTECTION = "data_protection"
    INFORMATION_SECURITY = "information_security"
    ACCESSIBILITY = "accessibility"
    MUNICIPAL_LEAD = "municipal_lead"
    PROJECT_OFFICE = "project_office"
    CASE_WORKER = "case_worker"
    VENDOR = "vendor"
    AUDITOR = "auditor"
    COUNCIL_OFFICE = "council_office"
    SITE_EDITOR = "site_editor"


class Scope(msgspec.Struct, frozen=True):
    """A role somebody holds: where, and which organisations it reaches.

    ``reach`` are uuids of organisations, ``None`` for all. ``deputy_for`` is the pseudonym of the absent person
    whose role this is, empty if it is one's own.
    """

    role: Role
    organisation: UUID
    permissions: frozenset[Permission]
    reach: frozenset[UUID] | None
    deputy_for: str = ""

    def reaches(self, organisation: UUID) -> bool:
        return self.reach is None or organisation in self.reach


class Actor(msgspec.Struct, frozen=True):
    """The one on whose behalf a use case runs; built by a face, never read from the request further down.

    ``pseudonym`` is what audit and events keep; ``name`` is only shown. ``grants`` hold everywhere, ``scopes``
    where they reach. ``person`` is the uuid of the person in the register, if the account has one.
    """

    pseudonym: str
    name: str
    grants: frozenset[Permission] = frozenset()
    scopes: tuple[Scope, ...] = ()
    person: UUID | None = None

    def may(self, permission: Permission, organisation: UUID | None = None) -> bool:
        """Whether the permission is held for the organisation; without one, whether it is held anywhere."""
        if permission in self.grants:
            return True
        return any(
            permission in scope.permissions and (organisation is None or scope.reaches(organisation))
            for scope in self.scopes
        )

    def reach(self, permission: Permission) -> frozenset[UUID] | None:
        """The organisations for which the permission is held, ``None`` for all: what a list is cut by."""
        if permission in self.grants:
            return None
        reached: set[UUID] = set()
        for scope in self.scopes:
            if permission in scope.permissions:
                if scope.reach is None:
                    return None
                reached |= scope.reach
        return frozenset(reached)

    def acting_as(self, role: Role, organisation: UUID) -> Scope | None:
        """The scope in which the actor holds the role for the organisation; one's own before a deputy's."""
        held = [scope for scope in self.scopes if scope.role is role and scope.reaches(organisation)]
        return min(held, key=lambda scope: bool(scope.deputy_for), default=None)


CITIZEN = Actor("citizen", "Antragstellende Person")
OPERATOR = Actor("operator", "Betrieb (Kommandozeile)", frozenset(Permission))
"""Whoever may run the command on the machine may do everything there; every act is audited all the same.
A gate is signed by roles, and the operator has none."""
