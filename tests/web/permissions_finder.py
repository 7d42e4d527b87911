# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for the service finder and feedback on services."""

PUBLIC = (200, 200, 200)
NOTHING = (404, 404, 404)
TABLE = {
    "portal:finder": PUBLIC,
    "portal:finder_suggestions": PUBLIC,
    "portal:leistung": NOTHING,
    "portal:leistung_data": NOTHING,
    "portal:service_map": PUBLIC,
    "portal:service_map_part": NOTHING,
    "portal:feedback": (302, 302, 302),
    "portal:api_locations": PUBLIC,
    "portal:api_location_suggestions": PUBLIC,
    "portal:api_descriptions": NOTHING,
    "portal:api_detail": NOTHING,
    "portal:api_units": NOTHING,
    "portal:api_unit": NOTHING,
    "portal:api_online_services": NOTHING,
    "office:feedback_list": (302, 403, 200),
    "office:feedback": (302, 403, 404),
}
POSTED: set[str] = set()
