# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the finder; they stand before those of the online services, whose names are words."""

from django.urls import path, register_converter

from leistungswerk.web.portal.finder import api, sitemap, views
from leistungswerk.web.portal.site.views import add_maps


class LeistungKey:
    """A Leistungsschlüssel in an address."""

    regex = "[0-9]{14}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Ars(LeistungKey):
    """A Regionalschlüssel in an address."""

    regex = "[0-9]{12}"


register_converter(LeistungKey, "leistung")
register_converter(Ars, "ars")
add_maps("services", sitemap.maps)
patterns = [
    path("leistungen/", views.finder, name="finder"),
    path("leistungen/vorschlaege.json", views.suggestions, name="finder_suggestions"),
    path("leistungen/<leistung:key>/", views.service, name="leistung"),
    path("leistungen/<leistung:key>/leistung.jsonld", views.data, name="leistung_data"),
    path("sitemap-leistungen.xml", sitemap.services, name="service_map"),
    path("sitemap-leistungen-<int:number>.xml", sitemap.services, name="service_map_part"),
    path("suchdienst/api/v2/locations", api.locations, name="api_locations"),
    path("suchdienst/api/v2/locations/suggestions", api.locations, name="api_location_suggestions"),
    path(
        "suchdienst/api/v7/servicedescriptions/<ars:ars>",
        api.descriptions,
        name="api_descriptions",
    ),
    path("suchdienst/api/v6/servicedescriptions/<leistung:key>/detail", api.detail, name="api_detail"),
    path("suchdienst/api/v2/organisationunits/titles", api.units, name="api_units"),
    path("suchdienst/api/v5/organisationunits/detail", api.unit, name="api_unit"),
    path("suchdienst/api/v1beta2/onlineservices", api.online_services, name="api_online_services"),
]
