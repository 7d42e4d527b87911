# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""State of the programme: Vorhaben on their way through the phases."""

from leistungswerk.programme.models.checklists import ChecklistItem, ChecklistTemplate, Evidence, TemplateItem
from leistungswerk.programme.models.consultation import AdviserCapacity, Consultation, ConsultationEntry
from leistungswerk.programme.models.decisions import DigitisationDecision, OptionRating, ProcessStep
from leistungswerk.programme.models.gates import GateCase, RiskAcceptance, SigningRule, SigningStep, Vote
from leistungswerk.programme.models.infrastructure import (
    AccessibilityTest,
    BaseService,
    BaseServiceRequest,
    Defect,
    ProjectRuntime,
    Runtime,
    Waiver,
)
from leistungswerk.programme.models.mandate import Mandate, MandateSignature, MandateVersion
from leistungswerk.programme.models.money import Booking, Effort, EffortDelivery, Measure, MeasureBudget
from leistungswerk.programme.models.projects import Comment, Notice, Participation, Project, ProjectContact
from leistungswerk.programme.models.resolutions import (
    Annex,
    CouncilSession,
    DecisionBody,
    Hearing,
    Resolution,
    ResolutionCoSignature,
    ResolutionPoint,
    ResolutionReference,
    ResolutionTask,
)
from leistungswerk.programme.models.reuse import (
    ContractParty,
    ContractStep,
    OfferSubscription,
    ParameterDefinition,
    ParameterSheet,
    RequirementScore,
    ReuseContract,
    ReuseOffer,
)
from leistungswerk.programme.models.rollout import DutyRecord, PortalOrder, Questionnaire, RolloutUnit, Wave

__all__ = [
    "AccessibilityTest",
    "AdviserCapacity",
    "Annex",
    "BaseService",
    "BaseServiceRequest",
    "Booking",
    "ChecklistItem",
    "ChecklistTemplate",
    "Comment",
    "Consultation",
    "ConsultationEntry",
    "ContractParty",
    "ContractStep",
    "CouncilSession",
    "DecisionBody",
    "Defect",
    "DigitisationDecision",
    "DutyRecord",
    "Effort",
    "EffortDelivery",
    "Evidence",
    "GateCase",
    "Hearing",
    "Mandate",
    "MandateSignature",
    "MandateVersion",
    "Measure",
    "MeasureBudget",
    "Notice",
    "OfferSubscription",
    "OptionRating",
    "ParameterDefinition",
    "ParameterSheet",
    "Participation",
    "PortalOrder",
    "ProcessStep",
    "Project",
    "ProjectContact",
    "ProjectRuntime",
    "Questionnaire",
    "RequirementScore",
    "Resolution",
    "ResolutionCoSignature",
    "ResolutionPoint",
    "ResolutionReference",
    "ResolutionTask",
    "ReuseContract",
    "ReuseOffer",
    "RiskAcceptance",
    "RolloutUnit",
    "Runtime",
    "SigningRule",
    "SigningStep",
    "TemplateItem",
    "Vote",
    "Waiver",
    "Wave",
]
