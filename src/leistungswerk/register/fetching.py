# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetching missing code lists into the local cache. The network is asked here, between transactions."""

from collections.abc import Callable, Sequence

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core import ports
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import ConfigurationFailure, Failure, PermanentFailure, TemporaryFailure
from leistungswerk.core.permissions import require
from leistungswerk.core.ports import FetchPort
from leistungswerk.core.settings import settings
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.lists import NeededList, held_lists, needed_lists
from leistungswerk.register.models import CodelistDocument
from leistungswerk.register.services.schemas import keep_fetched, read_codelist_file, read_schema
from leistungswerk.standards.fim import CodelistCollection, FimError


class NotFetched(msgspec.Struct, frozen=True):
    """A list that could not be fetched, and the sentence that says why."""

    list: NeededList
    reason: str


class Fetching(msgspec.Struct, frozen=True):
    """What a schema needed from outside. ``files`` go into the import; every one is in the cache as well."""

    files: tuple[ImportFile, ...] = ()
    fetched: tuple[str, ...] = ()
    failed: tuple[NotFetched, ...] = ()


Listener = Callable[[str, int, int], None]
"""Called before each list with its name, its number from 1 and how many there are."""


def _silent(name: str, number: int, total: int) -> None:
    pass


def open_port() -> FetchPort:
    """The repository of this instance; raises :class:`ConfigurationFailure`."""
    return ports.fetch(settings().fetch, options={"url": settings().fetch_url})


def fetch_missing(
    actor: Actor,
    *,
    schema: ImportFile,
    codelists: Sequence[ImportFile] = (),
    port: FetchPort,
    tolerant: bool = False,
    listener: Listener = _silent,
) -> Fetching:
    """Fetch the lists that ``schema`` needs and that are neither handed in nor held.

    Where the schema means the current version, the repository is asked which that is, also if an older one is
    held. Each list is kept as soon as it has arrived, so a second try only needs the rest. Failures of the
    repository are told in the result, never raised; ``FimError`` and ``Refused`` as in the import.
    """
    require(actor, Permission.IMPORT_SCHEMA)
    payload = read_schema(schema, tolerant=tolerant)[1]
    given = CodelistCollection(read_codelist_file(file) for file in codelists)
    needed = tuple(one for one in needed_lists(payload) if given.find(one.reference) is None)
    held = held_lists(needed)
    wanted = tuple(one for one in needed if one not in held or not one.version_uri)
    files: list[ImportFile] = []
    fetched: list[str] = []
    failed: list[NotFetched] = []
    given_up = ""
    for number, one in enumerate(wanted, 1):
        listener(one.name, number, len(wanted))
        if given_up:
            failed.append(NotFetched(one, given_up))
            continue
        try:
            row, is_new = _obtain(actor, one, port)
        except Failure as failure:
            failed.append(NotFetched(one, str(failure)))
            # What keeps the repository from answering now holds for the next list as well.
            if isinstance(failure, TemporaryFailure | ConfigurationFailure):
                given_up = _("Nicht mehr versucht: %(reason)s") % {"reason": failure}
        else:
            files.append(ImportFile(str(row), bytes(row.xml)))
            fetched.extend([str(row)] if is_new else [])
    return Fetching(tuple(files), tuple(fetched), tuple(one for one in failed if one.list not in held))


def _obtain(actor: Actor, one: NeededList, port: FetchPort) -> tuple[CodelistDocument, bool]:
    """The row of a list, and whether it was fetched just now; raises a ``Failure``."""
    version_uri = one.version_uri or port.current_version(one.uri)
    row = CodelistDocument.objects.filter(version_uri=version_uri).order_by("-id").first()
    if row is not None:
        return row, False
    answer = port.codelist(version_uri)
    file = ImportFile(version_uri, answer.content)
    try:
        codelist = read_codelist_file(file)
    except FimError as error:
        raise PermanentFailure(
            _("Was unter „%(name)s“ gesendet wurde, ist keine lesbare Codeliste: %(reason)s")
            % {"name": version_uri, "reason": error}
        ) from error
    if CodelistCollection([codelist]).find(one.reference) is None:
        raise PermanentFailure(
            _("Unter „%(name)s“ wurde eine andere Codeliste gesendet: „%(other)s“.")
            % {"name": version_uri, "other": codelist.canonical_version_uri or codelist.canonical_uri}
        )
    return keep_fetched(actor, file=file, codelist=codelist, source=answer.source), True
