# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for the handbook: whoever may sign in may read it."""

TABLE = {"office:handbook": (302, 200, 200), "office:handbook_article": (302, 404, 404)}
POSTED: set[str] = set()
