# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for maturity and the federal dashboard."""

TABLE = {
    "office:maturity": (302, 403, 200),
    "office:maturity_models": (302, 403, 200),
    "office:maturity_model": (302, 403, 404),
    "office:maturity_model_file": (302, 403, 404),
    "office:maturity_service": (302, 403, 404),
    "office:withdraw_assessment": (302, 403, 404),
    "office:federal_dashboard": (302, 403, 200),
    "office:federal_export": (302, 403, 200),
    "office:federal_import": (302, 403, 404),
    "office:federal_differences": (302, 403, 404),
    "office:federal_file": (302, 403, 404),
}
POSTED = {"office:withdraw_assessment"}
