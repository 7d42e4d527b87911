# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for reports."""

TABLE = {
    "office:reports": (302, 403, 200),
    "office:begin_report": (302, 403, 200),
    "office:report": (302, 403, 404),
    "office:report_text": (302, 403, 404),
    "office:report_file": (302, 403, 404),
    "office:report_step": (302, 403, 404),
}
POSTED = {"office:report_step"}
