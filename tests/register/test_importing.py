# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Importing FIM schemas: everything or nothing, and one clear sentence where it is nothing."""

import importlib
from pathlib import Path

import pytest
from django.apps import apps

from leistungswerk.core import audit
from leistungswerk.core.actor import CITIZEN, OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import queries, services
from leistungswerk.register.entries import AuthorityEntry, ImportFile
from leistungswerk.register.models import CodelistDocument, FimDocument
from leistungswerk.standards.fim import FimError
from leistungswerk.standards.xml import XmlError
from stage import demo_files

pytestmark = pytest.mark.django_db
XDF2 = "urn:xoev-de:fim:standard:xdatenfelder_2"


def _import(schema: ImportFile, lists=(), **options) -> services.Imported:
    return services.import_schema(OPERATOR, schema=schema, codelists=lists, **options)


def _refusal(content: bytes, lists=(), *, kind=(FimError, XmlError, Refused)) -> str:
    """The sentence with which a file is refused; nothing of it may be stored."""
    before = _counts()
    with pytest.raises(kind) as told:
        _import(ImportFile("antrag.xml", content), lists)
    assert _counts() == before
    text = str(told.value)
    assert text.strip()
    assert "\n" not in text
    return text


def _counts() -> tuple[int, int, int]:
    return FimDocument.objects.count(), CodelistDocument.objects.count(), audit.page(offset=0, limit=1)[1]


def test_the_demo_schema_is_stored_byte_for_byte_with_its_lists():
    schema, lists, _ = demo_files()
    done = _import(schema, lists)
    assert done.created
    assert (done.document.fim_id, done.document.version, done.document.standard) == (
        "S99000001",
        "1.0",
        "2.0",
    )
    assert bytes(FimDocument.objects.get().xml) == schema.content
    assert len(queries.schema_content(done.document.pk).codelists.codelisten) == len(lists) == 4
    content = queries.schema_content(done.document.pk)
    assert content.schema.id == "S99000001"
    assert content.digests[0] == done.document.sha256
    assert len(content.digests) == 5


@pytest.mark.parametrize(("folder", "lists"), [("S00000094V1.0", 4), ("S00000186V1.0", 14)])
def test_official_schemas_are_stored_with_their_lists(artefacts: Path, folder: str, lists: int):
    place = artefacts / "xdatenfelder" / "real" / folder
    files = [ImportFile(path.name, path.read_bytes()) for path in sorted(place.glob("*.xml"))]
    [schema] = [file for file in files if file.name.endswith("_xdf2.xml")]
    codelists = services.only_codelists(files)
    assert len(codelists) == lists
    done = _import(schema, codelists)
    assert done.document.fim_id == folder[:9]
    assert queries.schema_content(done.document.pk).schema.titel == done.document.title


def test_importing_again_changes_nothing_and_says_so():
    schema, lists, _ = demo_files()
    first = _import(schema, lists)
    second = _import(schema, lists)
    assert (second.created, second.document) == (False, first.document)
    assert _counts()[:2] == (1, 4)
    assert [entry.note for entry in audit.page(offset=0, limit=5)[0]] == ["erneut", ""]


def _with_another_breed(lists: tuple[ImportFile, ...]) -> tuple[ImportFile, ...]:
    content = lists[0].content.replace(b"Andere Rasse", b"Fremde Rasse")
    assert content != lists[0].content
    return (ImportFile(lists[0].name, content), *lists[1:])


@pytest.mark.postgres
def test_other_lists_make_another_document_and_leave_the_first_alone():
    schema, lists, _ = demo_files()
    first = _import(schema, lists).document
    before = queries.schema_content(first.pk)
    second = _import(schema, _with_another_breed(lists))
    assert second.created
    assert (second.document.sha256, second.document.uuid != first.uuid) == (first.sha256, True)
    assert queries.schema_content(first.pk).digests == before.digests
    after = queries.schema_content(second.document.pk).digests
    assert len(set(after) - set(before.digests)) == 1
    assert queries.document_by_digest(first.sha256) == second.document


def test_the_order_of_lists_and_lists_that_no_field_uses_make_no_other_document():
    schema, lists, _ = demo_files()
    first = _import(schema, lists)
    spare = ImportFile("spare.xml", lists[0].content.replace(b":hunderasse", b":katzenrasse"))
    again = _import(schema, (spare, *reversed(lists)))
    assert (again.created, again.document) == (False, first.document)
    assert again.unused == ("spare.xml",)
    assert CodelistDocument.objects.count() == 4


def test_lists_held_already_need_not_be_handed_in_again():
    schema, lists, _ = demo_files()
    first = _import(schema, lists)
    again = _import(schema)
    assert (again.created, again.document) == (False, first.document)
    assert len(again.held) == 4
    assert "urn:de:leistungswerk:codeliste:hunderasse 2026-11-01" in again.held


def test_of_two_lists_with_one_name_the_one_imported_last_is_taken_from_those_held():
    schema, lists, _ = demo_files()
    _import(schema, lists)
    corrected = _import(schema, _with_another_breed(lists)).document
    assert _import(schema).document == corrected


def test_the_migration_names_what_was_imported_before_it():
    schema, lists, _ = demo_files()
    document = FimDocument.objects.get(pk=_import(schema, lists).document.pk)
    named = {row.pk: row.version_uri for row in CodelistDocument.objects.all()}
    FimDocument.objects.update(lists_digest="")
    CodelistDocument.objects.update(version_uri="")
    migration = importlib.import_module("leistungswerk.register.migrations.0002_fim_lists_and_messages")
    migration.name_what_is_there(apps, None)
    assert FimDocument.objects.get() == document
    assert FimDocument.objects.get().lists_digest == document.lists_digest != ""
    assert {row.pk: row.version_uri for row in CodelistDocument.objects.all()} == named


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"<gc:Version>2026-11-01<", b"<gc:Version>" + b"9" * 61 + b"<", "Version"),
        (b":codeliste:hunderasse<", b":codeliste:" + b"h" * 400 + b"<", "CanonicalUri"),
    ],
)
def test_names_wider_than_their_column_are_refused(old: bytes, new: bytes, says: str):
    schema, lists, _ = demo_files()
    wide = ImportFile("wide.xml", lists[0].content.replace(old, new))
    reference = old.replace(b"gc:Version", b"xdf:version")
    changed = schema.content.replace(reference, new.replace(b"gc:Version", b"xdf:version"))
    assert changed != schema.content
    assert says in _refusal(changed, (wide, *lists[1:]), kind=Refused)


def test_schemas_are_found_by_the_beginning_of_their_digest():
    schema, lists, _ = demo_files()
    document = _import(schema, lists).document
    assert queries.document_by_digest(document.sha256[:8]) == document
    assert queries.document_by_digest("0" * 64) is None
    assert queries.documents(offset=0, limit=5) == ((document,), 1)
    assert queries.document(document.uuid) == document


def test_a_missing_code_list_is_named_with_its_field():
    schema, lists, _ = demo_files()
    text = _refusal(schema.content, lists[1:])
    assert "Hunderasse" in text or "hunderasse" in text
    assert "F99000013" in text
    assert "Genericode-Datei" in text


def test_all_missing_code_lists_are_named_at_once():
    schema = demo_files()[0]
    text = _refusal(schema.content, kind=Refused)
    assert text.startswith("Diese Codelisten fehlen: ")
    assert all(name in text for name in ("F99000013", "hunderasse“ in der Version 2026-11-01"))
    assert text.count("urn:de:leistungswerk:codeliste:") == 4


def test_a_message_with_a_single_group_is_no_schema(artefacts: Path):
    text = _refusal((artefacts / "xdatenfelder" / "v3_simple.xml").read_bytes())
    assert "kein Stammdatenschema" in text
    assert "0102" in text


def test_an_id_that_stands_twice_is_refused_with_both_lines(artefacts: Path):
    text = _refusal((artefacts / "xdatenfelder" / "v3_duplicate-id-node.xml").read_bytes())
    assert "„id“" in text
    assert "Zeilen 10 und 11" in text


def test_a_damaged_code_list_is_named_by_its_file():
    schema, lists, _ = demo_files()
    broken = ImportFile("C99000001_hunderasse.xml", lists[0].content[:-40])
    text = _refusal(schema.content, (broken, *lists[1:]), kind=FimError)
    assert text.startswith("C99000001_hunderasse.xml: ")
    with pytest.raises(FimError, match=r"^C99000001_hunderasse\.xml: "):
        services.only_codelists((broken,))


def _bomb() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a11;</x>'.encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "leer"),
        (b"%PDF-1.4 kein XML", "kein XML"),
        (b'<?xml version="1.0"?><a><b></a>', "Zeile 1"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "DOCTYPE"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', ""),
        (_bomb(), ""),
        (b"<x>" * 10_000 + b"</x>" * 10_000, "tief"),
        (b'<a xmlns="urn:fremd"/>', "Namensraum"),
        (f'<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="{XDF2}"/>'.encode(), "fehlt"),
    ],
    ids=["empty", "pdf", "broken", "dtd", "external entity", "entity bomb", "depth", "namespace", "hollow"],
)
def test_hostile_or_broken_files_are_refused_in_one_sentence(content: bytes, says: str):
    text = _refusal(content)
    assert says in text
    assert "root:" not in text


def test_a_truncated_file_tells_the_line():
    schema, lists, _ = demo_files()
    assert "Zeile" in _refusal(schema.content[: len(schema.content) // 2], lists)


def test_an_unknown_element_is_refused_or_kept_and_reported():
    schema, lists, _ = demo_files()
    mark = b"</xdf:stammdatenschema>"
    assert mark in schema.content
    changed = ImportFile(
        "antrag.xml", schema.content.replace(mark, b"<xdf:neuartig>wert</xdf:neuartig>" + mark, 1)
    )
    assert "„neuartig“" in _refusal(changed.content, lists)
    done = _import(changed, lists, tolerant=True)
    [finding] = [item for item in done.document.findings if "neuartig" in item["message"]]
    assert finding["line"]
    assert queries.schema_content(done.document.pk).schema.id == "S99000001"


def test_only_who_was_granted_it_imports():
    schema, lists, _ = demo_files()
    with pytest.raises(NotAllowed):
        services.import_schema(CITIZEN, schema=schema, codelists=lists)
    assert _counts() == (0, 0, 0)


def test_services_and_authorities_are_entered_once():
    for _ in range(2):
        services.ensure_service(OPERATOR, key="99102013104000", name="Hundesteuer Anmeldung")
        services.ensure_authority(
            OPERATOR,
            entry=AuthorityEntry(name="Stadtverwaltung Trier", ars="072110000000", territory="Trier"),
        )
    [service], [authority] = queries.services(), queries.authorities()
    assert queries.service(service.key) == service
    assert (
        queries.authority(authority.uuid) == queries.authority_by_name("Stadtverwaltung Trier") == authority
    )
    assert queries.territory("072110000000").name == "Trier"
    assert audit.page(offset=0, limit=9)[1] == 2


def test_malformed_keys_enter_nothing():
    with pytest.raises(Refused, match="Leistungsschlüssel"):
        services.ensure_service(OPERATOR, key="4711", name="Zu kurz")
    with pytest.raises(Refused, match="Regionalschlüssel"):
        services.ensure_authority(OPERATOR, entry=AuthorityEntry(name="Amt", ars="07", territory="Land"))
    assert (queries.services(), queries.authorities()) == ((), ())
