# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for the Beschlüsse."""

TABLE = {
    "office:resolutions": (302, 403, 200),
    "office:begin_resolution": (302, 403, 200),
    "office:incoming_resolution": (302, 403, 200),
    "office:sessions": (302, 403, 200),
    "office:decision_bodies": (302, 403, 200),
    "office:resolution_tasks": (302, 403, 200),
    "office:resolution_task": (302, 403, 404),
    "office:resolution": (302, 403, 404),
    "office:edit_resolution": (302, 403, 404),
    "office:resolution_step": (302, 403, 404),
}
POSTED = {"office:resolution_step"}
