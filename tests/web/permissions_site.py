# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for the public site and its editors."""

PUBLIC = (200, 200, 200)
TABLE = {
    "portal:home": PUBLIC,
    "portal:news": PUBLIC,
    "portal:feed": PUBLIC,
    "portal:glossary": PUBLIC,
    "portal:sitemap": PUBLIC,
    "portal:ressorts": PUBLIC,
    "portal:ressort": (404, 404, 404),
    "portal:imprint": PUBLIC,
    "portal:privacy": PUBLIC,
    "portal:contact": PUBLIC,
    "portal:accessibility": PUBLIC,
    "portal:report_barrier": PUBLIC,
    "portal:barrier_thanks": PUBLIC,
    "portal:map_index": PUBLIC,
    "portal:page_map": PUBLIC,
    "portal:robots": PUBLIC,
    "portal:page": (404, 404, 404),
}
POSTED: set[str] = set()
