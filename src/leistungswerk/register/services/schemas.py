# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Importing schemas with their code lists."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.register import keys
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.lists import MissingCodelists, fields_of, held_lists, needed_lists
from leistungswerk.register.models import CodelistDocument, FimDocument
from leistungswerk.register.queries import DocumentView, document_view
from leistungswerk.register.widths import fits
from leistungswerk.standards import xml
from leistungswerk.standards.fim import (
    CodelistCollection,
    FimError,
    genericode,
    read_codelist,
    read_message,
    werte_of,
)
from leistungswerk.standards.fim.genericode import is_codelist
from leistungswerk.standards.fim.model import Codeliste, Stammdatenschema
from leistungswerk.standards.fim.reader import Reading

_URI_LENGTH = 400
"""Longest canonical URI of a list, in characters; PostgreSQL cannot index a name of any length."""


class Imported(msgspec.Struct, frozen=True):
    """``created`` is ``False`` where the same bytes were imported with the same lists before.

    ``held`` names lists that were not handed in but held, ``unused`` files that no field refers to.
    """

    document: DocumentView
    created: bool
    held: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


class _Given(msgspec.Struct, frozen=True):
    file: ImportFile
    codelist: Codeliste


class _Choice(msgspec.Struct, frozen=True):
    """The lists a schema gets: from the files handed in, and from the lists held."""

    given: tuple[_Given, ...]
    held: tuple[CodelistDocument, ...]


def read_schema(file: ImportFile, *, tolerant: bool) -> tuple[Reading, Stammdatenschema]:
    """The message in a file and the schema in it; raises ``FimError`` or :class:`Refused`."""
    reading = read_message(file.content, tolerant=tolerant)
    payload = reading.nachricht.inhalt
    if not isinstance(payload, Stammdatenschema):
        raise Refused(
            _(
                "%(file)s enthält kein Stammdatenschema, sondern „%(element)s“. Importieren Sie eine Nachricht 0102."
            )
            % {"file": file.name, "element": payload.__struct_config__.tag}
        )
    fits(_("Die Id des Schemas"), payload.id, FimDocument, "fim_id")
    fits(_("Die Version des Schemas"), payload.version or "", FimDocument, "version")
    return reading, payload


def _chosen_lists(schema: Stammdatenschema, given: Sequence[_Given]) -> _Choice:
    """A list for every reference; raises :class:`MissingCodelists`, or ``FimError`` for a wrong column."""
    collection = CodelistCollection(one.codelist for one in given)
    by_list = {id(one.codelist): one for one in given}
    needed = needed_lists(schema)
    found = {one: collection.find(one.reference) for one in needed}
    used = {id(codelist): by_list[id(codelist)] for codelist in found.values() if codelist is not None}
    rest = tuple(one for one, codelist in found.items() if codelist is None)
    held = held_lists(rest)
    if missing := tuple(one for one in rest if one not in held):
        raise MissingCodelists(missing)
    choice = _Choice(tuple(used.values()), tuple({row.pk: row for row in held.values()}.values()))
    stored = (read_codelist(bytes(row.xml)) for row in choice.held)
    complete = CodelistCollection((*(one.codelist for one in choice.given), *stored))
    for feld in fields_of(schema):
        werte_of(feld, complete)
    return choice


@contextmanager
def _naming(file: ImportFile) -> Iterator[None]:
    """Among many lists a person must learn which file is meant."""
    try:
        yield
    except (FimError, xml.XmlError) as error:
        raise FimError(f"{file.name}: {error}", line=error.line) from error


def _is_codelist(file: ImportFile) -> bool:
    with _naming(file):
        return is_codelist(xml.parse(file.content, max_elements=genericode.MAX_ELEMENTS))


def read_codelist_file(file: ImportFile) -> Codeliste:
    """A list from a file; ``FimError`` names the file."""
    with _naming(file):
        return read_codelist(file.content)


def only_codelists(files: Sequence[ImportFile]) -> tuple[ImportFile, ...]:
    """The Genericode lists among ``files``: a folder often holds the schema beside its lists.

    Raises ``FimError`` for a file that is no XML.
    """
    return tuple(file for file in files if _is_codelist(file))


def import_schema(
    actor: Actor, *, schema: ImportFile, codelists: Sequence[ImportFile] = (), tolerant: bool = False
) -> Imported:
    """Check a schema and its lists, then store their bytes. Raises ``FimError`` or :class:`Refused`.

    A list that is not handed in is taken from the lists held already. The schema keeps the lists its fields
    use; with other lists it becomes another document, so form versions that rest on the first never change.
    Nothing is stored if anything is wrong.
    """
    require(actor, Permission.IMPORT_SCHEMA)
    reading, payload = read_schema(schema, tolerant=tolerant)
    given = tuple(_Given(file, read_codelist_file(file)) for file in codelists)
    choice = _chosen_lists(payload, given)
    at = times.now()
    with transaction.atomic():
        stored = [store_codelist(one.file, one.codelist, at=at) for one in choice.given]
        rows = {row.pk: row for row in (*stored, *choice.held)}
        document, created = FimDocument.objects.get_or_create(
            sha256=reading.sha256,
            lists_digest=keys.lists_digest(row.sha256 for row in rows.values()),
            defaults={
                "fim_id": payload.id,
                "version": payload.version or "",
                "standard": reading.nachricht.xdf.value,
                "title": payload.titel,
                "xml": schema.content,
                "findings": [msgspec.to_builtins(finding) for finding in reading.findings],
                "imported_at": at,
            },
        )
        if created:
            document.codelists.set(rows.values())
        subject, note = f"fim:{payload.id}", "" if created else "erneut"
        audit.record(
            actor, action="schema.imported", subject=subject, at=at, digest=reading.sha256, note=note
        )
    used = {one.file.name for one in choice.given}
    return Imported(
        document_view(document),
        created,
        held=tuple(str(row) for row in choice.held),
        unused=tuple(one.file.name for one in given if one.file.name not in used),
    )


def store_codelist(
    file: ImportFile, codelist: Codeliste, *, at: datetime, source: str = ""
) -> CodelistDocument:
    """Keep the bytes of a list; the same bytes are one row. Called within the transaction of a use case."""
    if len(codelist.canonical_uri) > _URI_LENGTH or len(codelist.canonical_version_uri or "") > _URI_LENGTH:
        raise Refused(
            _(
                "%(file)s: Die CanonicalUri der Codeliste ist länger als %(limit)d Zeichen. Bitte kürzen Sie sie."
            )
            % {"file": file.name, "limit": _URI_LENGTH}
        )
    version = codelist.version or ""
    fits(_("%(file)s: Die Version der Codeliste") % {"file": file.name}, version, CodelistDocument, "version")
    by_convention = f"{codelist.canonical_uri}_{version}" if version else ""
    row, _created = CodelistDocument.objects.get_or_create(
        sha256=hashlib.sha256(file.content).hexdigest(),
        defaults={
            "canonical_uri": codelist.canonical_uri,
            "version": version,
            "version_uri": codelist.canonical_version_uri or by_convention,
            "xml": file.content,
            "imported_at": at,
            "source": source,
            "fetched_at": at if source else None,
        },
    )
    return row


def keep_fetched(actor: Actor, *, file: ImportFile, codelist: Codeliste, source: str) -> CodelistDocument:
    """Keep a list that came from a repository; the row is what the cache knows of it from now on."""
    require(actor, Permission.IMPORT_SCHEMA)
    at = times.now()
    with transaction.atomic():
        row = store_codelist(file, codelist, at=at, source=source)
        audit.record(actor, action="codelist.fetched", subject=f"list:{row.pk}", at=at, digest=row.sha256)
    return row
