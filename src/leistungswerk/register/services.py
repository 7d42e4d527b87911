# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every write of the register: importing FIM documents, ensuring services, territories and authorities."""

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
from leistungswerk.register.entries import AuthorityEntry, ImportFile
from leistungswerk.register.models import Authority, CodelistDocument, FimDocument, Service, Territory
from leistungswerk.register.queries import DocumentView, document_view
from leistungswerk.standards import xml
from leistungswerk.standards.fim import CodelistCollection, FimError, read_codelist, read_message, werte_of
from leistungswerk.standards.fim.genericode import is_codelist
from leistungswerk.standards.fim.model import Codeliste, Datenfeld, Datenfeldgruppe, Stammdatenschema


class Imported(msgspec.Struct, frozen=True):
    """``created`` is ``False`` where the same bytes were imported before."""

    document: DocumentView
    created: bool


def _fields(node: Stammdatenschema | Datenfeldgruppe) -> Sequence[Datenfeld]:
    found: list[Datenfeld] = []
    for struktur in node.struktur:
        child = struktur.enthaelt
        found.extend([child] if isinstance(child, Datenfeld) else _fields(child))
    return found


def _needed_lists(schema: Stammdatenschema, codelists: CodelistCollection) -> None:
    """Raise ``MissingCodelistError`` unless every select field finds its values."""
    for feld in _fields(schema):
        if feld.codeliste_referenz is not None:
            werte_of(feld, codelists)


@contextmanager
def _naming(file: ImportFile) -> Iterator[None]:
    """Among many lists a person must learn which file is meant."""
    try:
        yield
    except (FimError, xml.XmlError) as error:
        raise FimError(f"{file.name}: {error}", line=error.line) from error


def _is_codelist(file: ImportFile) -> bool:
    with _naming(file):
        return is_codelist(xml.parse(file.content))


def _read_codelist(file: ImportFile) -> Codeliste:
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

    Lists that were imported before are found again by their bytes. Nothing is stored if anything is wrong.
    """
    require(actor, Permission.IMPORT_SCHEMA)
    reading = read_message(schema.content, tolerant=tolerant)
    payload = reading.nachricht.inhalt
    if not isinstance(payload, Stammdatenschema):
        raise Refused(
            _(
                "%(file)s enthält kein Stammdatenschema, sondern „%(element)s“. Importieren Sie eine Nachricht 0102."
            )
            % {"file": schema.name, "element": payload.__struct_config__.tag}
        )
    lists = tuple(_read_codelist(file) for file in codelists)
    _needed_lists(payload, CodelistCollection(lists))
    at = times.now()
    with transaction.atomic():
        document, created = FimDocument.objects.get_or_create(
            sha256=reading.sha256,
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
        rows = [_stored_list(file, codelist, at) for file, codelist in zip(codelists, lists, strict=True)]
        _keep_lists(document, rows, created=created)
        subject, note = f"fim:{payload.id}", "" if created else "erneut"
        audit.record(
            actor, action="schema.imported", subject=subject, at=at, digest=reading.sha256, note=note
        )
    return Imported(document_view(document), created)


def _keep_lists(document: FimDocument, rows: Sequence[CodelistDocument], *, created: bool) -> None:
    """A schema keeps the lists it came with: form versions that rest on it must never change."""
    if created:
        document.codelists.set(rows)
    elif {row.pk for row in rows} - set(document.codelists.values_list("pk", flat=True)):
        raise Refused(
            _(
                "Das Schema %(schema)s wurde schon mit anderen Codelisten übernommen, und sie bleiben an ihm. "
                "Andere Listen brauchen eine neue Fassung des Schemas."
            )
            % {"schema": document}
        )


def _stored_list(file: ImportFile, codelist: Codeliste, at: datetime) -> CodelistDocument:
    row, _created = CodelistDocument.objects.get_or_create(
        sha256=hashlib.sha256(file.content).hexdigest(),
        defaults={
            "canonical_uri": codelist.canonical_uri,
            "version": codelist.version or "",
            "xml": file.content,
            "imported_at": at,
        },
    )
    return row


def ensure_service(actor: Actor, *, key: str, name: str) -> None:
    """Enter a Leistung under its Leistungsschlüssel; raises :class:`Refused` for a malformed key."""
    require(actor, Permission.MANAGE_SERVICE)
    keys.check_leistungsschluessel(key)
    with transaction.atomic():
        _row, created = Service.objects.get_or_create(key=key, defaults={"name": name})
        if created:
            audit.record(actor, action="service.created", subject=f"leistung:{key}", at=times.now())


def ensure_authority(actor: Actor, *, entry: AuthorityEntry) -> None:
    """Enter a Behörde and its Gebiet; raises :class:`Refused` for a malformed Regionalschlüssel."""
    require(actor, Permission.MANAGE_SERVICE)
    keys.check_ars(entry.ars)
    with transaction.atomic():
        territory, _created = Territory.objects.get_or_create(
            ars=entry.ars, defaults={"name": entry.territory}
        )
        contact = {name: getattr(entry, name) for name in ("street", "postcode", "city", "email", "phone")}
        _row, created = Authority.objects.get_or_create(
            name=entry.name, territory=territory, defaults=contact
        )
        if created:
            audit.record(actor, action="authority.created", subject=f"ars:{entry.ars}", at=times.now())
