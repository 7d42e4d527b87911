# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for training: everybody in the office may look and register, few may plan."""

TABLE = {
    "office:training": (302, 200, 200),
    "office:training_courses": (302, 200, 200),
    "office:training_enter_course": (302, 403, 200),
    "office:training_course": (302, 404, 404),
    "office:training_edit_course": (302, 403, 404),
    "office:training_plan_date": (302, 403, 404),
    "office:training_give_back": (302, 404, 404),
    "office:training_certificate": (302, 404, 404),
    "office:training_evaluation": (302, 404, 404),
    "office:training_date": (302, 404, 404),
    "office:training_calendar": (302, 404, 404),
    "office:training_attendance": (302, 404, 404),
    "office:training_change_date": (302, 403, 404),
    "office:training_cancel_date": (302, 403, 404),
    # Here is no playground.
    "office:playground": (302, 403, 404),
}
POSTED = {"office:training_give_back", "office:training_attendance", "office:training_cancel_date"}
