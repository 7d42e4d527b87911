# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed sets of reporting."""

from enum import StrEnum


class Evidence(StrEnum):
    """Shown by the system or a signed record („belegt“), or told („gemeldet“); counted apart everywhere."""

    SHOWN = "belegt"
    TOLD = "gemeldet"


class CostKind(StrEnum):
    BUDGET = "budget"
    """Money provided for a measure in the period."""
    COMMITTED = "committed"
    """Bound by contract or order."""
    SPENT = "spent"
    """Money drawn down."""
    COMPLIANCE = "compliance"
    """Running Erfüllungsaufwand of the administration in a year (§ 11 Nr. 2 OZG)."""
    COMPLIANCE_ONCE = "compliance_once"
    """One-off Erfüllungsaufwand."""
