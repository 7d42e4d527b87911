# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the permission table for the public API: everybody may read, whoever they are."""

EVERYBODY = (200, 200, 200)
NOTHING = (404, 404, 404)
TABLE = {
    "api:docs": EVERYBODY,
    "api:openapi": EVERYBODY,
    "api:catalogue": NOTHING,
    "api:metrics": EVERYBODY,
    "api:metric": NOTHING,
    "api:metric_rows": NOTHING,
    "api:services": EVERYBODY,
    "api:service": (422, 422, 422),
    "api:availability": (422, 422, 422),
    "api:territories": EVERYBODY,
    "api:territory": (422, 422, 422),
    "api:used": EVERYBODY,
    "api:all_datasets": EVERYBODY,
    "api:one_dataset": NOTHING,
    "api:file": NOTHING,
}
POSTED: set[str] = set()
