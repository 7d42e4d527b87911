# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts: what figures are made of. Bitemporal: when it was true and when we learned it; corrections append."""

from leistungswerk.reporting.models.coverage import CoverageSpan, UsageMonth
from leistungswerk.reporting.models.dashboard import DashboardImport, DashboardLine
from leistungswerk.reporting.models.facts import (
    AssessmentFact,
    AvailabilityFact,
    CompetenceFact,
    CostFact,
    FocusFact,
    PhaseFact,
    ProjectServiceFact,
    ServiceFact,
    ToldFact,
)
from leistungswerk.reporting.models.maturity import MaturityModel
from leistungswerk.reporting.models.operation import WorkerBeat
from leistungswerk.reporting.models.reports import (
    Report,
    ReportCoSignature,
    ReportFile,
    ReportRevision,
    ReportSection,
)
from leistungswerk.reporting.models.rounds import (
    DataRound,
    LateCorrection,
    RoundDissent,
    RoundLine,
    RoundPart,
    RoundStep,
)
from leistungswerk.reporting.models.usage import UsageFact

__all__ = [
    "AssessmentFact",
    "AvailabilityFact",
    "CompetenceFact",
    "CostFact",
    "CoverageSpan",
    "DashboardImport",
    "DashboardLine",
    "DataRound",
    "FocusFact",
    "LateCorrection",
    "MaturityModel",
    "PhaseFact",
    "ProjectServiceFact",
    "Report",
    "ReportCoSignature",
    "ReportFile",
    "ReportRevision",
    "ReportSection",
    "RoundDissent",
    "RoundLine",
    "RoundPart",
    "RoundStep",
    "ServiceFact",
    "ToldFact",
    "UsageFact",
    "UsageMonth",
    "WorkerBeat",
]
