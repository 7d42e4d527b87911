# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for figures and reports."""

TABLE = {
    "office:figures": (302, 403, 200),
    "office:figure": (302, 403, 404),
    "office:figure_service": (302, 403, 404),
    "office:figure_plans": (302, 403, 200),
    "office:figure_plan": (302, 403, 404),
    "office:focus": (302, 403, 200),
    "office:figure_report": (302, 403, 404),
}
POSTED: set[str] = set()
