# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for public progress: everybody may read, whoever they are."""

PUBLIC = (200, 200, 200)
NOTHING = (404, 404, 404)
TABLE = {
    "portal:progress": PUBLIC,
    "portal:progress_figure": NOTHING,
    "portal:progress_service": NOTHING,
    "portal:progress_changed": PUBLIC,
    "portal:progress_report": NOTHING,
    "portal:progress_map": PUBLIC,
    "portal:places": PUBLIC,
    "portal:place": NOTHING,
}
POSTED: set[str] = set()
