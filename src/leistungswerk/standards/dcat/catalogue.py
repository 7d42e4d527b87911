# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as statements, with the conventions that make GovData accept it (K01, K12/13, K30 to K36)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import msgspec

from leistungswerk.standards.dcat.terms import Iri, Literal, Triple

_EU: Final = "http://publications.europa.eu/resource/authority"
_GERMAN: Final = Iri(f"{_EU}/language/DEU")
_STATE_LEVEL: Final = Iri("http://dcat-ap.de/def/politicalGeocoding/Level/state")


class Agent(msgspec.Struct, frozen=True):
    iri: str
    name: str


class Contact(msgspec.Struct, frozen=True):
    """A role or office, never a person; one of ``email`` and ``page`` must be given (K01)."""

    iri: str
    name: str
    email: str = ""
    page: str = ""


class Distribution(msgspec.Struct, frozen=True):
    iri: str
    title: str
    address: str
    file_type: str
    """Code of the EU list „file-type“ (K32)."""
    media_type: str


class Dataset(msgspec.Struct, frozen=True):
    iri: str
    identifier: str
    title: str
    description: str
    keywords: tuple[str, ...]
    modified: datetime
    since: date
    page: str
    distributions: tuple[Distribution, ...]


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """``state_key``: two digits of the Land; ``contributor``: IRI of the list of contributors."""

    iri: str
    title: str
    description: str
    homepage: str
    publisher: Agent
    contact: Contact
    licence: str
    attribution: str
    contributor: str
    state_key: str
    datasets: tuple[Dataset, ...]


def triples(catalogue: Catalogue) -> Iterator[Triple]:
    """All statements, each subject in one run."""
    me = catalogue.iri
    yield me, "rdf:type", Iri("http://www.w3.org/ns/dcat#Catalog")
    yield me, "dct:title", _german(catalogue.title)
    yield me, "dct:description", _german(catalogue.description)
    yield me, "dct:publisher", Iri(catalogue.publisher.iri)
    yield me, "dct:language", _GERMAN
    yield me, "dct:license", Iri(catalogue.licence)
    yield me, "foaf:homepage", Iri(catalogue.homepage)
    yield me, "dcat:themeTaxonomy", Iri(f"{_EU}/data-theme")
    for each in catalogue.datasets:
        yield me, "dcat:dataset", Iri(each.iri)
    yield catalogue.publisher.iri, "rdf:type", Iri("http://xmlns.com/foaf/0.1/Organization")
    yield catalogue.publisher.iri, "foaf:name", Literal(catalogue.publisher.name)
    yield from _contact(catalogue.contact)
    for each in catalogue.datasets:
        yield from _dataset(catalogue, each)
        for distribution in each.distributions:
            yield from _distribution(catalogue, distribution, each.modified)


def _german(text: str) -> Literal:
    return Literal(text, language="de")


def _contact(contact: Contact) -> Iterator[Triple]:
    yield contact.iri, "rdf:type", Iri("http://www.w3.org/2006/vcard/ns#Organization")
    yield contact.iri, "vcard:fn", Literal(contact.name)
    if contact.email:
        yield contact.iri, "vcard:hasEmail", Iri(f"mailto:{contact.email}")
    if contact.page:
        yield contact.iri, "vcard:hasURL", Iri(contact.page)


def _dataset(catalogue: Catalogue, dataset: Dataset) -> Iterator[Triple]:
    me, period = dataset.iri, f"{dataset.iri}-zeitraum"
    yield me, "rdf:type", Iri("http://www.w3.org/ns/dcat#Dataset")
    yield me, "dct:title", _german(dataset.title)
    yield me, "dct:description", _german(dataset.description)
    yield me, "dct:identifier", Literal(dataset.identifier)
    yield me, "dct:issued", Literal(dataset.since.isoformat(), datatype="xsd:date")
    yield me, "dct:modified", Literal(dataset.modified.isoformat(), datatype="xsd:dateTime")
    yield me, "dct:publisher", Iri(catalogue.publisher.iri)
    yield me, "dct:language", _GERMAN
    yield me, "dct:accrualPeriodicity", Iri(f"{_EU}/frequency/CONT")
    yield me, "dct:temporal", Iri(period)
    yield me, "dct:spatial", Iri(_area(catalogue))
    yield me, "dcat:contactPoint", Iri(catalogue.contact.iri)
    yield me, "dcat:theme", Iri(f"{_EU}/data-theme/GOVE")
    yield me, "dcat:landingPage", Iri(dataset.page)
    yield me, "dcatap:availability", Iri(f"{_EU}/planned-availability/AVAILABLE")
    yield me, "dcatde:contributorID", Iri(catalogue.contributor)
    yield me, "dcatde:politicalGeocodingLevelURI", _STATE_LEVEL
    yield me, "dcatde:politicalGeocodingURI", Iri(_area(catalogue))
    for word in dataset.keywords:
        yield me, "dcat:keyword", _german(word)
    for each in dataset.distributions:
        yield me, "dcat:distribution", Iri(each.iri)
    yield period, "rdf:type", Iri("http://purl.org/dc/terms/PeriodOfTime")
    yield period, "dcat:startDate", Literal(dataset.since.isoformat(), datatype="xsd:date")


def _area(catalogue: Catalogue) -> str:
    return f"http://dcat-ap.de/def/politicalGeocoding/stateKey/{catalogue.state_key}"


def _distribution(catalogue: Catalogue, each: Distribution, modified: datetime) -> Iterator[Triple]:
    me = each.iri
    yield me, "rdf:type", Iri("http://www.w3.org/ns/dcat#Distribution")
    yield me, "dct:title", _german(each.title)
    yield me, "dcat:accessURL", Iri(each.address)
    yield me, "dcat:downloadURL", Iri(each.address)
    yield me, "dct:format", Iri(f"{_EU}/file-type/{each.file_type}")
    yield me, "dcat:mediaType", Iri(f"https://www.iana.org/assignments/media-types/{each.media_type}")
    yield me, "dct:modified", Literal(modified.isoformat(), datatype="xsd:dateTime")
    yield me, "dct:license", Iri(catalogue.licence)
    yield me, "dcatde:licenseAttributionByText", _german(catalogue.attribution)
