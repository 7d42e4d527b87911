# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the API, all under ``/api/v1/``; a new version gets a prefix of its own."""

from django.urls import URLPattern, URLResolver, path

from leistungswerk.web.api import catalogue, docs
from leistungswerk.web.api.app import api
from leistungswerk.web.api.served import served

app_name = "api"


def _wrapped(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    found = []
    for each in patterns:
        assert isinstance(each, URLPattern)
        if each.name == "api-root":
            continue  # Our own page stands there.
        found.append(path(str(each.pattern), served(each.callback), name=each.name or each.callback.__name__))
    return found


urlpatterns = [
    path("", docs.page, name="docs"),
    path("openapi.json", served(docs.openapi), name="openapi"),
    path("katalog.<slug:form>", served(catalogue.page), name="catalogue"),
    *_wrapped(list(api.urls[0])),
]
