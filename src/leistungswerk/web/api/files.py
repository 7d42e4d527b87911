# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The data sets as files, and what they hold."""

from typing import Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag
from ninja import Query, Router

from leistungswerk.core.failures import Missing
from leistungswerk.reporting.open_data import datasets, files
from leistungswerk.reporting.open_data.writers import Form
from leistungswerk.web.api import answers, asking

router = Router(tags=["Dateien"])
LICENCE = "https://www.govdata.de/dl-de/by-2-0"


def described(dataset: datasets.Dataset) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "titel": dataset.title,
        "beschreibung": dataset.description,
        "zeile": dataset.row,
        "spalten": [
            {"name": each.name, "art": each.kind.value, "bedeutung": each.meaning, "leer": each.empty}
            for each in dataset.columns
        ],
        "dateien": [
            {
                "form": form.value,
                "adresse": f"/api/v1/dateien/{dataset.name}.{form.value}",
                "medientyp": form.media_type,
            }
            for form in Form
        ],
    }


@router.get("/datensaetze", response=answers.Datasets, summary="Alle Datensätze")
def all_datasets(request: HttpRequest) -> dict[str, Any]:
    """Mit Spalten, Bedeutung und Adressen der Dateien."""
    return {"lizenz": LICENCE, "datensaetze": [described(each) for each in datasets.DATASETS]}


@router.get("/datensaetze/{name}", response=answers.Dataset, summary="Ein Datensatz")
def one_dataset(request: HttpRequest, name: str) -> dict[str, Any]:
    """Seine Spalten und Dateien."""
    return described(_dataset(name))


def _dataset(name: str) -> datasets.Dataset:
    if name not in datasets.BY_NAME:
        raise Missing(f"Diesen Datensatz gibt es nicht. Es gibt {', '.join(datasets.BY_NAME)}.")
    return datasets.BY_NAME[name]


@router.get("/dateien/{name}.{form}", summary="Ein Datensatz als Datei: csv, ndjson oder parquet")
def file(request: HttpRequest, name: str, form: str, moment: Query[asking.Moment]) -> HttpResponseBase:
    """Der Name nennt Stichtag und Prüfsumme (SHA-256); gleicher Stichtag und Datenstand, gleiche Bytes."""
    dataset = _dataset(name)
    if form not in set(Form):
        raise Missing(f"Diese Form gibt es nicht. Es gibt {', '.join(Form)}.")
    cut = asking.cut_of(moment)
    made = files.make(dataset, Form(form), cut)
    response = FileResponse(
        made.path.open("rb"), as_attachment=True, filename=made.name, content_type=made.form.media_type
    )
    response.headers["ETag"] = quote_etag(made.sha256[:32])
    response.headers["Repr-Digest"] = f"sha-256=:{made.base64_digest}:"
    response.headers["Link"] = f'<{LICENCE}>; rel="license", </api/v1/datensaetze/{name}>; rel="describedby"'
    return response
