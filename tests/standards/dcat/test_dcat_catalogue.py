# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue passes the official shapes of DCAT-AP.de 2.0 and says the same in every form."""

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import FOAF, RDFS, SKOS

from leistungswerk.standards import dcat

HOUSE = "https://offen.example"
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
VCARD = "http://www.w3.org/2006/vcard/ns#"
_EU = "http://publications.europa.eu/resource/authority"
_GEO = "http://dcat-ap.de/def/politicalGeocoding"
LISTS = (
    (f"{_EU}/file-type", "CSV"),
    (f"{_EU}/language", "DEU"),
    (f"{_EU}/data-theme", "GOVE"),
    (f"{_EU}/planned-availability", "AVAILABLE"),
    (f"{_EU}/frequency", "CONT"),
    (f"{_GEO}/Level", "state"),
    (f"{_GEO}/stateKey", "07"),
)
SAMPLE = dcat.Catalogue(
    iri=f"{HOUSE}/katalog", title="Offene „Daten“", description='Mit "Zeichen" \\ und\nZeilen & <Klammern>',
    homepage=f"{HOUSE}/", publisher=dcat.Agent(f"{HOUSE}/wir", "Betreiber"),
    contact=dcat.Contact(f"{HOUSE}/kontakt", "Geschäftsstelle", "daten@offen.example"),
    licence="http://dcat-ap.de/def/licenses/dl-by-de/2.0", attribution="Betreiber",
    contributor="http://dcat-ap.de/def/contributors/openGovernmentDataPortalRheinlandPfalz", state_key="07",
    datasets=(
        dcat.Dataset(
            f"{HOUSE}/d/a", "a", "Titel", "Beschreibung", ("Wort",), AT, date(2026, 1, 1), f"{HOUSE}/",
            (dcat.Distribution(f"{HOUSE}/d/a#csv", "Titel (CSV)", f"{HOUSE}/a.csv", "CSV", "text/csv"),),
        ),
    ),
)  # fmt: skip


def _graph(content: bytes, form: str) -> Graph:
    return Graph().parse(data=content, format=form)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own reader
def test_all_forms_say_the_same():
    graph = _graph(dcat.turtle(dcat.triples(SAMPLE)), "turtle")
    assert len(graph) > 40
    assert isomorphic(graph, _graph(dcat.rdf_xml(dcat.triples(SAMPLE)), "xml"))
    assert isomorphic(graph, _graph(dcat.json_ld(dcat.triples(SAMPLE)), "json-ld"))


def _violations(catalogue: dcat.Catalogue, folder: Path) -> list[str]:
    from pyshacl import validate

    shapes = Graph()
    for file in sorted((folder / "2.0").glob("*.ttl")):
        if not file.name.startswith("beispiel") and "imports" not in file.name:
            shapes.parse(file)
    data = _graph(dcat.turtle(dcat.triples(catalogue)), "turtle")
    for file in folder.glob("*.rdf"):
        data.parse(file, format="xml")
    data.add((FOAF.Organization, RDFS.subClassOf, FOAF.Agent))
    data.add((URIRef(f"{VCARD}Organization"), RDFS.subClassOf, URIRef(f"{VCARD}Kind")))
    # The shapes fetch these lists by URL; here only what the catalogue names of them is declared.
    for scheme, member in LISTS:
        data.add((URIRef(f"{scheme}/{member}"), SKOS.inScheme, URIRef(scheme)))
    _conforms, report, _text = validate(data, shacl_graph=shapes, inference="none", advanced=False)
    asked = """SELECT ?message WHERE {?r <http://www.w3.org/ns/shacl#resultSeverity>
      <http://www.w3.org/ns/shacl#Violation>; <http://www.w3.org/ns/shacl#resultMessage> ?message}"""
    return [str(row[0]) for row in report.query(asked)]


def test_official_shapes_find_nothing_and_find_what_is_missing(artefacts):
    folder = artefacts / "dcat-ap-de"
    assert _violations(SAMPLE, folder) == []
    wrong = msgspec.structs.replace(SAMPLE, contributor=f"{HOUSE}/niemand")
    assert any("K12" in message for message in _violations(wrong, folder))
