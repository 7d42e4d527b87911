# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetching lists into the cache: what is missing is named, what is held serves while the repository is away."""

import pytest

from leistungswerk.adapters.xrepository import XRepository
from leistungswerk.core import audit, ports
from leistungswerk.core.actor import CITIZEN, OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.online import plans
from leistungswerk.online.services import publishing
from leistungswerk.register import fetching, queries, services
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.fetching import Fetching
from leistungswerk.register.lists import MissingCodelists
from leistungswerk.register.models import CodelistDocument, FimDocument
from stage import demo_files
from xrepository_server import Repository, genericode

pytestmark = pytest.mark.django_db
BREEDS = "urn:de:leistungswerk:codeliste:hunderasse"


def _published(repository: Repository) -> list[str]:
    return [repository.add(file.content) for file in demo_files()[1]]


def _port(repository: Repository) -> XRepository:
    return XRepository(options={"url": repository.url, "pause": "0.001"})


def _fetch(schema: ImportFile, port: ports.FetchPort, lists=(), **options) -> Fetching:
    return fetching.fetch_missing(OPERATOR, schema=schema, codelists=lists, port=port, **options)


def _unversioned(schema: ImportFile) -> ImportFile:
    """The demo schema, meaning the current version of the breeds: 3.0 allows that, 2.0 read tolerantly."""
    content = schema.content.replace(
        f"<xdf:canonicalIdentification>{BREEDS}</xdf:canonicalIdentification>".encode(),
        f"<xdf:canonicalIdentification>{BREEDS}</xdf:canonicalIdentification><!-- aktuell -->".encode(),
    )
    start = content.index(b"<!-- aktuell -->")
    end = content.index(b"</xdf:genericodeIdentification>", start)
    return ImportFile("aktuell.xml", content[:start] + content[end:])


@pytest.mark.postgres
def test_what_a_schema_needs_is_fetched_kept_and_imported(repository):
    names = _published(repository)
    schema = demo_files()[0]
    result = _fetch(schema, _port(repository))
    assert (len(result.files), len(result.fetched), result.failed) == (4, 4, ())
    imported = services.import_schema(OPERATOR, schema=schema, codelists=result.files)
    assert imported.created
    held, total = queries.held_codelists(offset=0, limit=10)
    assert total == 4
    assert {f"{one.uri}_{one.version}" for one in held} == set(names)
    assert all(one.source.startswith(repository.url) and one.fetched_at for one in held)
    assert all(one.schemas == 1 for one in held)
    assert [entry.action for entry in audit.page(offset=0, limit=9)[0]].count("codelist.fetched") == 4


def test_a_form_renders_while_the_repository_is_down(repository, closed_port):
    _published(repository)
    schema = demo_files()[0]
    files = _fetch(schema, _port(repository)).files
    document = services.import_schema(OPERATOR, schema=schema, codelists=files).document
    form = publishing.create_form_version(OPERATOR, document=document.uuid)
    asked = len(repository.asked)
    plans._plan.cache_clear()
    plan = plans.plan(publishing.FormVersion.objects.get(uuid=form).pk)
    html = "".join(plan.render_page(page.slug, {"G99000006.G99000007.#": "1"}) for page in plan.form.pages)
    assert "Andere Rasse" in html
    assert len(repository.asked) == asked
    away = XRepository(options={"url": f"http://127.0.0.1:{closed_port}", "attempts": "1"})
    assert _fetch(schema, away) == Fetching()


def test_what_was_handed_in_or_is_held_is_not_asked_for(repository):
    _published(repository)
    schema, lists, _ = demo_files()
    assert len(_fetch(schema, _port(repository), lists[:2]).fetched) == 2
    assert len(repository.asked) == 2
    assert len(_fetch(schema, _port(repository)).fetched) == 2
    assert len(repository.asked) == 4


def test_every_list_that_cannot_be_fetched_is_named_and_the_others_stay(repository):
    names = _published(repository)
    del repository.lists[names[1]], repository.lists[names[3]]
    schema = demo_files()[0]
    result = _fetch(schema, _port(repository))
    assert len(result.fetched) == 2
    assert {one.list.version_uri for one in result.failed} == {names[1], names[3]}
    assert all("kennt die Liste" in one.reason for one in result.failed)
    with pytest.raises(MissingCodelists) as told:
        services.import_schema(OPERATOR, schema=schema, codelists=result.files)
    assert {one.version_uri for one in told.value.missing} == {names[1], names[3]}
    assert (FimDocument.objects.count(), CodelistDocument.objects.count()) == (0, 2)


def test_a_repository_that_is_away_is_asked_for_one_list_only(closed_port):
    away = XRepository(options={"url": f"http://127.0.0.1:{closed_port}", "attempts": "1"})
    told: list[str] = []
    result = _fetch(
        demo_files()[0], away, listener=lambda name, number, total: told.append(f"{number}/{total}")
    )
    assert told == ["1/4", "2/4", "3/4", "4/4"]
    assert result.failed[0].reason.startswith("Das XRepository ist nicht erreichbar")
    assert all(one.reason.startswith("Nicht mehr versucht: ") for one in result.failed[1:])


def test_another_list_under_the_wanted_name_is_not_kept(repository):
    names = _published(repository)
    repository.lists[names[0]] = genericode("urn:de:andere", "1", {"1": "eins"})
    result = _fetch(demo_files()[0], _port(repository))
    [failed] = result.failed
    assert "andere Codeliste" in failed.reason
    assert "urn:de:andere_1" in failed.reason
    assert CodelistDocument.objects.count() == 3


@pytest.mark.parametrize("content", [b"", b"<html><body>Wartung</body></html>", b"<a>" * 5000])
def test_what_is_no_code_list_is_not_kept(repository, content):
    names = _published(repository)
    repository.lists[names[0]] = content
    [failed] = _fetch(demo_files()[0], _port(repository)).failed
    assert "keine lesbare Codeliste" in failed.reason


def test_where_the_current_version_is_meant_the_repository_says_which_that_is(repository):
    _published(repository)
    schema = _unversioned(demo_files()[0])
    first = _fetch(schema, _port(repository), tolerant=True)
    services.import_schema(OPERATOR, schema=schema, codelists=first.files, tolerant=True)
    repository.add(demo_files()[1][0].content.replace(b"2026-11-01", b"2027-01-01"))
    second = _fetch(schema, _port(repository), tolerant=True)
    assert second.fetched == (f"{BREEDS} 2027-01-01",)
    imported = services.import_schema(OPERATOR, schema=schema, codelists=second.files, tolerant=True)
    assert imported.created
    assert FimDocument.objects.count() == 2
    assert _fetch(schema, _port(repository), tolerant=True).fetched == ()


def test_an_older_version_serves_while_the_current_one_cannot_be_asked_for(repository, closed_port):
    _published(repository)
    schema = _unversioned(demo_files()[0])
    files = _fetch(schema, _port(repository), tolerant=True).files
    services.import_schema(OPERATOR, schema=schema, codelists=files, tolerant=True)
    away = XRepository(options={"url": f"http://127.0.0.1:{closed_port}", "attempts": "1"})
    assert _fetch(schema, away, tolerant=True).failed == ()
    assert not services.import_schema(OPERATOR, schema=schema, tolerant=True).created


def test_official_schemas_fetch_their_lists(repository, artefacts):
    place = artefacts / "xdatenfelder" / "real" / "S00000186V1.0"
    files = [ImportFile(path.name, path.read_bytes()) for path in sorted(place.glob("*.xml"))]
    [schema] = [file for file in files if file.name.endswith("_xdf2.xml")]
    for file in services.only_codelists(files):
        repository.add(file.content)
    result = _fetch(schema, _port(repository))
    assert result.failed == ()
    imported = services.import_schema(OPERATOR, schema=schema, codelists=result.files)
    assert len(queries.schema_content(imported.document.pk).codelists.codelisten) == len(result.fetched) == 14


def test_only_who_may_import_fetches(repository):
    with pytest.raises(NotAllowed):
        fetching.fetch_missing(CITIZEN, schema=demo_files()[0], port=_port(repository))
    assert repository.asked == []


def test_a_file_without_schema_is_refused_before_anything_is_asked(repository, artefacts):
    group = ImportFile("gruppe.xml", (artefacts / "xdatenfelder" / "v3_simple.xml").read_bytes())
    with pytest.raises(Refused, match="kein Stammdatenschema"):
        _fetch(group, _port(repository))
    assert repository.asked == []
