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
    "portal:slash": (404, 404, 404),
}
POSTED: set[str] = set()
TABLE |= {
    "office:site_pages": (302, 403, 200),
    "office:site_new": (302, 403, 200),
    "office:site_links": (302, 403, 200),
    "office:site_check_links": (302, 403, 302),
    "office:site_barriers": (302, 403, 200),
    "office:site_declare": (302, 403, 422),
    "office:site_answer": (302, 403, 422),
    "office:site_close": (302, 403, 404),
    "office:site_page": (302, 403, 404),
    "office:site_revision": (302, 403, 404),
    "office:site_preview": (302, 403, 404),
    "office:site_step": (302, 403, 404),
}
POSTED |= {
    "office:site_check_links",
    "office:site_declare",
    "office:site_answer",
    "office:site_close",
    "office:site_step",
}
