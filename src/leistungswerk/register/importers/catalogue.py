# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The OZG-Umsetzungskatalog and the LeiKa list as CSV (standards.md 4.1): read, without a database.

Which table a file is, its columns say, not its name.
"""

import re
from collections.abc import Iterable
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register import keys
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.importers.tables import Row, header, rows
from leistungswerk.register.kinds import THEMES, TYPINGS

SITUATIONS: Final = ("id", "lage", "themenfeld")
BUNDLES: Final = ("ozg_id", "ozg_leistung", "lage", "themenfeld")
SERVICES: Final = ("leika_schluessel", "leistung", "typisierung", "ozg_id", "rechtsgrundlage")
_THEMES_FILE: Final = ("id", "themenfeld")
_KEYLESS: Final = "nicht im leika"
_LAWS: Final = re.compile(r"(?<=\])\s*,\s*")
_SLUGS: Final = {
    re.sub(r"[^a-z]+", "", name.casefold()): slug
    for slug, name in {
        "arbeit_ruhestand": "Arbeit & Ruhestand",
        "bauen_wohnen": "Bauen & Wohnen",
        "bildung": "Bildung",
        "ein_auswanderung": "Ein- & Auswanderung",
        "engagement_hobby": "Engagement & Hobby",
        "familie_kind": "Familie & Kind",
        "forschung_foerderung": "Forschung & Förderung",
        "gesundheit": "Gesundheit",
        "mobilitaet_reisen": "Mobilität & Reisen",
        "querschnittsleistungen": "Querschnitt",
        "recht_ordnung": "Recht & Ordnung",
        "steuern_zoll": "Steuern & Zoll",
        "umwelt": "Umwelt",
        "unternehmensfuehrung_entwicklung": "Unternehmensführung & -entwicklung",
    }.items()
}
assert set(_SLUGS.values()) == set(THEMES)


class SituationRow(msgspec.Struct, frozen=True):
    number: int
    name: str
    theme: str


class BundleRow(msgspec.Struct, frozen=True):
    ozg_id: str
    name: str
    situation: str


class ServiceRow(msgspec.Struct, frozen=True):
    """A Leistung with a key; it may stand in several bundles."""

    key: str
    name: str
    typing: str
    legal_bases: tuple[str, ...]
    bundles: tuple[str, ...]


class KeylessRow(msgspec.Struct, frozen=True):
    """A row „nicht im LeiKa“."""

    ozg_id: str
    name: str
    typing: str


class Catalogue(msgspec.Struct, frozen=True):
    """What the files held; a table that was not handed in is ``None`` and is left as it is."""

    situations: tuple[SituationRow, ...] | None = None
    bundles: tuple[BundleRow, ...] | None = None
    services: tuple[ServiceRow, ...] | None = None
    keyless: tuple[KeylessRow, ...] | None = None


def read(files: Iterable[ImportFile]) -> Catalogue:
    """Read the tables; raises :class:`Refused` with file and line for whatever does not fit."""
    found: dict[str, object] = {}
    for file in files:
        names = header(file)
        if "leika_schluessel" in names:
            read_now: dict[str, object] = dict(zip(("services", "keyless"), _services(file), strict=True))
        elif "ozg_id" in names:
            read_now = {"bundles": _bundles(file)}
        elif "lage" in names:
            read_now = {"situations": _situations(file)}
        elif set(_THEMES_FILE) <= set(names):
            # The fourteen are a closed set of ours; the file is only checked.
            for row in rows(file, _THEMES_FILE):
                _theme(row)
            continue
        else:
            raise Refused(
                _(
                    "%(file)s ist keine Tabelle des Katalogs: Erwartet wird eine Spalte „leika_schluessel“, „ozg_id“ oder „lage“, gefunden wurde %(found)s."
                )
                % {"file": file.name, "found": ", ".join(names)[:200] or "–"}
            )
        if doubled := found.keys() & read_now.keys():
            raise Refused(
                _("%(file)s enthält eine Tabelle, die schon in einer anderen Datei steht (%(table)s).")
                % {"file": file.name, "table": ", ".join(sorted(doubled))}
            )
        found |= read_now
    if not found:
        raise Refused(_("Wählen Sie mindestens eine Datei des Katalogs aus."))
    return msgspec.convert(found, Catalogue)


def _theme(row: Row) -> str:
    slug = _SLUGS.get(re.sub(r"[^a-z]+", "", row["themenfeld"].casefold()))
    if slug is None:
        row.refuse(_("„%(name)s“ ist kein Themenfeld.") % {"name": row["themenfeld"][:80]})
    return slug


def _situations(file: ImportFile) -> tuple[SituationRow, ...]:
    found: dict[int, SituationRow] = {}
    for row in rows(file, SITUATIONS):
        if not row["id"].isdecimal():
            row.refuse(_("„%(id)s“ ist keine Nummer einer Lage.") % {"id": row["id"][:40]})
        number = int(row["id"])
        if number in found:
            row.refuse(_("Die Nummer %(id)s steht zweimal in der Datei.") % {"id": number})
        found[number] = SituationRow(number, _filled(row, "lage"), _theme(row))
    return tuple(found.values())


def _bundles(file: ImportFile) -> tuple[BundleRow, ...]:
    found: dict[str, BundleRow] = {}
    for row in rows(file, BUNDLES):
        ozg_id = _ozg_id(row)
        _theme(row)
        if ozg_id in found:
            row.refuse(_("Die Nummer %(id)s steht zweimal in der Datei.") % {"id": ozg_id})
        found[ozg_id] = BundleRow(ozg_id, _filled(row, "ozg_leistung"), row["lage"])
    return tuple(found.values())


def _services(file: ImportFile) -> tuple[tuple[ServiceRow, ...], tuple[KeylessRow, ...]]:
    found: dict[str, ServiceRow] = {}
    keyless: dict[tuple[str, str], KeylessRow] = {}
    for row in rows(file, SERVICES):
        key, name, typing = row["leika_schluessel"], _filled(row, "leistung"), _typing(row)
        bundle = _ozg_id(row) if row["ozg_id"] else ""
        if key.casefold() == _KEYLESS:
            keyless[bundle, name] = KeylessRow(bundle, name, typing)
            continue
        _check_key(row, key)
        known = found.get(key)
        if known is not None and known.name != name:
            row.refuse(_("Der Schlüssel %(key)s steht mit zwei Namen in der Datei.") % {"key": key})
        bundles = {*(known.bundles if known else ()), *([bundle] if bundle else [])}
        laws = tuple(text.strip() for text in _LAWS.split(row["rechtsgrundlage"]) if text.strip())
        found[key] = ServiceRow(key, name, typing, laws, tuple(sorted(bundles)))
    return tuple(found.values()), tuple(keyless.values())


def _check_key(row: Row, key: str) -> None:
    try:
        keys.check_leistungsschluessel(key)
    except Refused as refused:
        row.refuse(str(refused))


def _filled(row: Row, column: str) -> str:
    if not row[column]:
        row.refuse(_("Die Spalte „%(column)s“ ist leer.") % {"column": column})
    return row[column]


def _ozg_id(row: Row) -> str:
    value = row["ozg_id"]
    if not value.isdecimal() or len(value) > 10:
        row.refuse(_("„%(id)s“ ist keine OZG-Nummer.") % {"id": value[:40]})
    return value


def _typing(row: Row) -> str:
    """„1, 2/3“ is kept as the list writes it, with one blank after each comma."""
    parts = [part.strip() for part in row["typisierung"].split(",") if part.strip()]
    if wrong := [part for part in parts if part not in TYPINGS]:
        row.refuse(_("„%(typing)s“ ist keine Typisierung.") % {"typing": wrong[0][:40]})
    return ", ".join(parts)
