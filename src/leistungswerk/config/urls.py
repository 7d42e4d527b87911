# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""All addresses: the portal at the root, the office under ``/verwaltung/``, the public API under ``/api/v1/``."""

from django.urls import include, path

urlpatterns = [
    path("verwaltung/", include("leistungswerk.web.office.urls")),
    path("api/v1/", include("leistungswerk.web.api.urls")),
    path("", include("leistungswerk.web.portal.urls")),
]
handler400 = "leistungswerk.web.errors.bad_request"
handler403 = "leistungswerk.web.errors.forbidden"
handler404 = "leistungswerk.web.errors.not_found"
handler500 = "leistungswerk.web.errors.server_error"
