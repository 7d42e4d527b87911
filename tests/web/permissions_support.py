# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for the support desk: help is for everybody, the desk for its people."""

PUBLIC = (200, 200, 200)
NOT_THERE = (404, 404, 404)
TABLE = {
    "portal:help": PUBLIC,
    "portal:help_suggestions": PUBLIC,
    "portal:help_thanks": PUBLIC,
    "portal:help_request": NOT_THERE,
    "portal:help_rating": NOT_THERE,
    "portal:knowledge": NOT_THERE,
    "portal:status_page": PUBLIC,
    "portal:status_feed": PUBLIC,
    "portal:status_notice": NOT_THERE,
    "portal:status_calendar": NOT_THERE,
    "office:tickets": (302, 403, 200),
    "office:new_ticket": (302, 403, 200),
    "office:desk_suggestions": (302, 403, 200),
    "office:ticket": (302, 403, 404),
    "office:redact_ticket": (302, 403, 404),
    "office:ticket_file": (302, 403, 404),
    "office:handed": (302, 403, 200),
    "office:handed_ticket": (302, 403, 404),
    "office:desk_notices": (302, 403, 200),
    "office:new_notice": (302, 403, 200),
    "office:desk_notice": (302, 403, 404),
    "office:edit_notice": (302, 403, 404),
    "office:desk_answers": (302, 403, 200),
    "office:new_answer": (302, 403, 200),
    "office:desk_answer": (302, 403, 404),
    "office:desk_knowledge": (302, 403, 200),
    "office:new_article": (302, 403, 200),
    "office:desk_article": (302, 403, 404),
    "office:desk_classes": (302, 403, 200),
    "office:desk_figures": (302, 403, 200),
}
POSTED: set[str] = set()
