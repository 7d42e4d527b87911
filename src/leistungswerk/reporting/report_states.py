# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""States of a report and of a data round."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ReportState(StrEnum):
    """The LDI drafts, Ressorts co-sign, the ministry in charge freezes; a frozen report never changes."""

    DRAFT = "draft"
    CO_SIGNING = "co_signing"
    FROZEN = "frozen"


REPORT_TRANSITIONS: Final = MappingProxyType(
    {
        ReportState.DRAFT: {"ask_for_co_signature": ReportState.CO_SIGNING},
        ReportState.CO_SIGNING: {"revise": ReportState.DRAFT, "freeze": ReportState.FROZEN},
        ReportState.FROZEN: {},
    }
)
