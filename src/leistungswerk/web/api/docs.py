# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page that explains the API to people: every address with what it gives, what may be asked, and an example."""

from functools import lru_cache
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leistungswerk.reporting.open_data.datasets import DATASETS
from leistungswerk.reporting.open_data.writers import Form
from leistungswerk.web.api.app import VERSION, description

_EXAMPLES: Final = {
    "/api/v1/kennzahlen": "/api/v1/kennzahlen?gebiet=07315",
    "/api/v1/kennzahlen/{code}": "/api/v1/kennzahlen/m4",
    "/api/v1/kennzahlen/{code}/zeilen": "/api/v1/kennzahlen/m2/zeilen?groesse=20",
    "/api/v1/leistungen": "/api/v1/leistungen?groesse=20",
    "/api/v1/leistungen/{key}": "/api/v1/leistungen/99107023017001",
    "/api/v1/verfuegbarkeit": "/api/v1/verfuegbarkeit?gebiet=07315&verfuegbar=nein",
    "/api/v1/gebiete": "/api/v1/gebiete?suche=Mainz",
    "/api/v1/gebiete/{ars}": "/api/v1/gebiete/073150000000",
    "/api/v1/nutzung": "/api/v1/nutzung?monat=2026-09",
    "/api/v1/datensaetze": "/api/v1/datensaetze",
    "/api/v1/datensaetze/{name}": "/api/v1/datensaetze/verfuegbarkeit",
    "/api/v1/dateien/{name}.{form}": "/api/v1/dateien/verfuegbarkeit.csv",
}


class Parameter(msgspec.Struct, frozen=True):
    name: str
    where: str
    meaning: str


class Endpoint(msgspec.Struct, frozen=True):
    """An address as the page tells it."""

    identity: str
    path: str
    title: str
    text: str
    parameters: tuple[Parameter, ...]
    example: str


@lru_cache(maxsize=1)
def endpoints() -> tuple[Endpoint, ...]:
    """From the OpenAPI description, so the page never tells another story."""
    schema = description()
    return tuple(
        _endpoint(path, operations["get"])
        for path, operations in schema["paths"].items()
        if "get" in operations
    )


def _endpoint(path: str, operation: dict[str, Any]) -> Endpoint:
    parameters = tuple(
        Parameter(each["name"], each["in"], _meaning(each)) for each in operation.get("parameters", ())
    )
    return Endpoint(
        operation["operationId"],
        path,
        operation["summary"],
        operation.get("description", ""),
        parameters,
        _EXAMPLES.get(path, path),
    )


def _meaning(parameter: dict[str, Any]) -> str:
    said = str(parameter.get("description") or _COMMON.get(parameter["name"], ""))
    schema = parameter.get("schema", {})
    if "maximum" in schema:
        said = f"{said} {schema['minimum']} bis {schema['maximum']}, ohne Angabe {schema['default']}.".strip()
    return said


_COMMON: Final = {
    "seite": "Nummer der Seite;",
    "groesse": "Zeilen je Seite;",
    "code": "m1 bis m8",
    "key": "Leistungsschlüssel, 14 Ziffern",
    "ars": "Regionalschlüssel, 12 Ziffern",
    "name": "Name des Datensatzes",
    "form": "csv, ndjson oder parquet",
}


@lru_cache(maxsize=1)
def _openapi() -> bytes:
    return msgspec.json.format(msgspec.json.encode(description()))


def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines."""
    return HttpResponse(_openapi(), content_type="application/json")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    context = {
        "here": "api",
        "version": VERSION,
        "endpoints": endpoints(),
        "datasets": DATASETS,
        "forms": [form.value for form in Form],
    }
    response = render(request, "api/docs.html", context)
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
