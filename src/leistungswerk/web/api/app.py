# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The API itself: routers, errors in words, the description as OpenAPI."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from leistungswerk.core.failures import Missing, Refused
from leistungswerk.web.api import figures, files, places
from leistungswerk.web.api.problems import problem

VERSION: Final = "1.0.0"
api: Final = NinjaAPI(
    title="Leistungswerk: offene Daten",
    version=VERSION,
    description=(
        "Kennzahlen, Verfügbarkeit und Nutzung der Online-Dienste eines Landes. Ohne Schlüssel, nur lesend, ohne "
        "personenbezogene Daten. Jede Zahl öffnet sich bis zu den Zeilen dahinter."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    openapi_extra={
        "info": {
            "license": {"name": "Datenlizenz Deutschland – Namensnennung – Version 2.0", "url": files.LICENCE}
        }
    },
)
for router in (figures.router, places.router, files.router):
    api.add_router("", router)


def description() -> dict[str, Any]:
    """OpenAPI 3.1 of what is served."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


@api.exception_handler(Missing)
def _missing(request: HttpRequest, error: Missing) -> HttpResponse:
    return problem(404, str(error), "Alle Adressen stehen unter /api/v1/.")


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "Unter dieser Adresse gibt es nichts.", "Alle Adressen stehen unter /api/v1/.")


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    sentence, _, remedy = str(error).partition(". ")
    return problem(422, f"{sentence.rstrip('.')}.", remedy or "Alle Angaben sind unter /api/v1/ erklärt.")


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = sorted({str(each["loc"][-1]) for each in error.errors})
    said = ", ".join(f"„{name}“" for name in names)
    return problem(
        422,
        f"Diese Angabe lässt sich nicht lesen: {said}.",
        "Welche Werte möglich sind, steht mit Beispielen unter /api/v1/.",
    )
