# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for data rounds."""

TABLE = {
    "office:rounds": (302, 403, 200),
    "office:begin_round": (302, 403, 200),
    "office:round": (302, 403, 404),
    "office:close_round": (302, 403, 404),
    "office:cancel_round": (302, 403, 404),
    "office:round_part": (302, 403, 404),
    "office:round_sheet": (302, 403, 404),
    "office:take_round_sheet": (302, 403, 404),
    "office:round_step": (302, 403, 404),
    "office:round_line": (302, 403, 404),
}
POSTED = {"office:cancel_round", "office:round_step"}
