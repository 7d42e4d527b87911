# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which code lists a schema needs, and which of those at hand it gets. Source: standards.md 2.6."""

from collections.abc import Iterator, Sequence

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leistungswerk.core.failures import Refused
from leistungswerk.register.models import CodelistDocument
from leistungswerk.standards.fim import CodelistCollection
from leistungswerk.standards.fim.model import (
    Codeliste,
    CodelisteReferenz,
    Datenfeld,
    Datenfeldgruppe,
    Stammdatenschema,
)


class NeededList(msgspec.Struct, frozen=True):
    """A list that fields of a schema refer to, and the ids of these fields."""

    reference: CodelisteReferenz
    fields: tuple[str, ...]

    @property
    def uri(self) -> str:
        return self.reference.canonical_identification

    @property
    def version(self) -> str:
        """Version as the schema writes it; empty where it means the current one."""
        return self.reference.version or ""

    @property
    def version_uri(self) -> str:
        """Canonical version URI, by the convention of the XRepository where the schema gives none."""
        if self.reference.canonical_version_uri:
            return self.reference.canonical_version_uri
        return f"{self.uri}_{self.version}" if self.version else ""

    @property
    def edition(self) -> str:
        """Version for people, also where the schema only gives the version URI."""
        return self.version or self.version_uri.removeprefix(f"{self.uri}_")

    @property
    def name(self) -> str:
        """URI and version for people."""
        return f"{self.uri} {self.edition}".strip()


class MissingCodelists(Refused):
    """Lists that are neither handed in nor held; ``missing`` names them."""

    def __init__(self, missing: tuple[NeededList, ...]) -> None:
        self.missing = missing
        names = ", ".join(_in_words(one) for one in missing)
        super().__init__(
            ngettext(
                "Diese Codeliste fehlt: %(names)s. Geben Sie ihre Genericode-Datei mit an, oder lassen Sie sie aus dem XRepository holen.",
                "Diese Codelisten fehlen: %(names)s. Geben Sie ihre Genericode-Dateien mit an, oder lassen Sie sie aus dem XRepository holen.",
                len(missing),
            )
            % {"names": names}
        )


def _in_words(one: NeededList) -> str:
    fields = ", ".join(one.fields)
    if not one.edition:
        return _("„%(uri)s“ (Feld %(fields)s)") % {"uri": one.uri, "fields": fields}
    return _("„%(uri)s“ in der Version %(version)s (Feld %(fields)s)") % {
        "uri": one.uri,
        "version": one.edition,
        "fields": fields,
    }


def fields_of(node: Stammdatenschema | Datenfeldgruppe) -> Iterator[Datenfeld]:
    """Every field at every place, in the order of the schema."""
    for struktur in node.struktur:
        child = struktur.enthaelt
        if isinstance(child, Datenfeld):
            yield child
        else:
            yield from fields_of(child)


def needed_lists(schema: Stammdatenschema) -> tuple[NeededList, ...]:
    """The lists without which a field has no values, in the order of the schema."""
    found: dict[CodelisteReferenz, dict[str, None]] = {}
    for feld in fields_of(schema):
        if feld.codeliste_referenz is not None and not feld.werte:
            plain = msgspec.structs.replace(feld.codeliste_referenz, identifikation=None)
            found.setdefault(plain, {}).setdefault(feld.id)
    return tuple(NeededList(reference, tuple(ids)) for reference, ids in found.items())


def held_lists(needed: Sequence[NeededList]) -> dict[NeededList, CodelistDocument]:
    """Rows of the local cache for ``needed``; without version the greatest one held. Bytes stay unread."""
    rows = CodelistDocument.objects.filter(canonical_uri__in={one.uri for one in needed}).defer("xml")
    # Of rows with one name the newest counts; a collection prefers what it is given first.
    stubs = [(_stub(row), row) for row in rows.order_by("-id")]
    collection = CodelistCollection(stub for stub, _row in stubs)
    by_stub = {id(stub): row for stub, row in stubs}
    found = ((one, collection.find(one.reference)) for one in needed)
    return {one: by_stub[id(stub)] for one, stub in found if stub is not None}


def _stub(row: CodelistDocument) -> Codeliste:
    """The name of a held list, without its rows."""
    return Codeliste(
        canonical_uri=row.canonical_uri,
        version=row.version or None,
        canonical_version_uri=row.version_uri or None,
        columns=("code",),
        code_key="code",
        name_key=None,
    )
