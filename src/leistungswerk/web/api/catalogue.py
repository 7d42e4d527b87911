# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of our data sets for GovData and every other portal (DCAT-AP.de 2.0)."""

from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from leistungswerk.core.settings import settings
from leistungswerk.reporting import state
from leistungswerk.reporting.open_data.datasets import DATASETS, Dataset
from leistungswerk.reporting.open_data.writers import Form
from leistungswerk.standards import dcat

_WRITERS: Final = {
    "ttl": (dcat.turtle, "text/turtle; charset=utf-8"),
    "rdf": (dcat.rdf_xml, "application/rdf+xml"),
    "jsonld": (dcat.json_ld, "application/ld+json"),
}
_FILE_TYPES: Final = {Form.CSV: "CSV", Form.NDJSON: "JSON", Form.PARQUET: "PARQUET"}
_SINCE: Final = date(2026, 1, 1)


def catalogue() -> dcat.Catalogue:
    """All data sets of this instance, dated by the newest fact."""
    base, operator = settings().base_url, settings().operator
    publisher = operator.name or "Leistungswerk"
    return dcat.Catalogue(
        iri=f"{base}/api/v1/katalog",
        title="Offene Daten zur Digitalisierung der Verwaltung in Rheinland-Pfalz",
        description="Kennzahlen, Verfügbarkeit und Nutzung der Online-Dienste, mit den Zeilen dahinter.",
        homepage=f"{base}/api/v1/",
        publisher=dcat.Agent(f"{base}/impressum/#betreiber", publisher),
        contact=dcat.Contact(f"{base}/impressum/#kontakt", publisher, operator.email, f"{base}/impressum/"),
        licence="http://dcat-ap.de/def/licenses/dl-by-de/2.0",
        attribution=publisher,
        contributor="http://dcat-ap.de/def/contributors/openGovernmentDataPortalRheinlandPfalz",
        state_key="07",
        datasets=tuple(_dataset(each, base) for each in DATASETS),
    )


def _dataset(dataset: Dataset, base: str) -> dcat.Dataset:
    iri = f"{base}/api/v1/datensaetze/{dataset.name}"
    return dcat.Dataset(
        iri,
        f"leistungswerk-{dataset.name}",
        dataset.title,
        dataset.description,
        dataset.keywords,
        state.newest(),
        _SINCE,
        f"{base}/api/v1/",
        tuple(
            dcat.Distribution(
                f"{iri}#{form.value}",
                f"{dataset.title} ({form.value.upper()})",
                f"{base}/api/v1/dateien/{dataset.name}.{form.value}",
                _FILE_TYPES[form],
                form.media_type.partition(";")[0],
            )
            for form in Form
        ),
    )


def page(request: HttpRequest, form: str) -> HttpResponse:
    """The catalogue as ``ttl``, ``rdf`` or ``jsonld``."""
    if form not in _WRITERS:
        raise Http404
    write, media_type = _WRITERS[form]
    return HttpResponse(write(dcat.triples(catalogue())), content_type=media_type)
