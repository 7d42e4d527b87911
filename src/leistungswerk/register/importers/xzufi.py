# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XZuFi for the register: units, Zuständigkeiten, attributes and texts of services, from XML messages or portal JSON.

Pure reading over ``standards.fim.xzufi``. Neither an XSD nor a real message was at hand, so the reader's
reservation (``VORBEHALT``) belongs beside whatever is shown of a message.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register import keys
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.importers.tables import MOST_BYTES
from leistungswerk.register.kinds import TRUST_LEVELS, TYPINGS, SdgAnnex
from leistungswerk.register.service_texts import TextRow, texts_of
from leistungswerk.standards.fim import FimError
from leistungswerk.standards.fim.xzufi import (
    VORBEHALT,
    Identifikator,
    Leistung,
    Organisationseinheit,
    Text,
    Zustaendigkeit,
    in_language,
    read_leistung,
    read_message,
)

_COMPETENT: Final = "01"
"""Rolle „zuständige Stelle“; 03 is an Ansprechpunkt and decides nothing (standards.md 3.5)."""
_TAG: Final = re.compile(r"<[^>]*>")
_ANNEX_1_DIGITS: Final = 7


class UnitRow(msgspec.Struct, frozen=True):
    """An Organisationseinheit; ``external_id`` is scheme and id."""

    external_id: str
    name: str
    ars: str
    street: str
    postcode: str
    city: str
    email: str
    phone: str


class DutyRow(msgspec.Struct, frozen=True):
    """A unit is the competent body for a service."""

    external_id: str
    key: str


class AttributeRow(msgspec.Struct, frozen=True):
    """What XZuFi says about a service; what it leaves open stays as it is in the register."""

    key: str
    name: str
    citizen_name: str
    typing: str
    trust_level: str
    written_form: bool | None
    legal_bases: tuple[str, ...]
    sdg_annex: SdgAnnex | None
    sdg_areas: tuple[str, ...]


class Delivery(msgspec.Struct, frozen=True):
    units: tuple[UnitRow, ...]
    duties: tuple[DutyRow, ...]
    services: tuple[AttributeRow, ...]
    notes: tuple[str, ...]
    texts: tuple[TextRow, ...] = ()


def read(files: Iterable[ImportFile]) -> Delivery:
    """Read messages; raises :class:`Refused` with the file for what cannot be read."""
    units: list[Organisationseinheit] = []
    services: list[Leistung] = []
    described: list[object] = []
    loose: list[Zustaendigkeit] = []
    notes: list[str] = []
    for file in files:
        for thing in _objects(file, notes):
            described.append(thing)
            if isinstance(thing, Organisationseinheit):
                units.append(thing)
            elif isinstance(thing, Leistung):
                services.append(thing)
            elif isinstance(thing, Zustaendigkeit):
                loose.append(thing)
    texts = texts_of(described)
    if not (units or services or loose or texts):
        raise Refused(_("Die Dateien enthalten weder Stellen noch Leistungen noch Zuständigkeiten."))
    attributes, by_id = _services(services, notes)
    duties = [*_inner_duties(units), *((_unit_of(duty), duty) for duty in loose)]
    return Delivery(
        tuple({row.external_id: row for row in map(_unit, units)}.values()),
        tuple(dict.fromkeys(_duties(duties, by_id, notes))),
        tuple(attributes.values()),
        tuple(dict.fromkeys(notes)),
        texts,
    )


def _objects(file: ImportFile, notes: list[str]) -> Iterator[object]:
    if len(file.content) > MOST_BYTES:
        raise Refused(
            _("%(file)s ist größer als %(size)d MB. Teilen Sie die Datei.")
            % {"file": file.name, "size": MOST_BYTES // 1024**2}
        )
    try:
        if file.content.lstrip()[:1] in (b"{", b"["):
            yield read_leistung(file.content).leistung
            return
        reading = read_message(file.content)
    except FimError as error:
        raise Refused(f"{file.name}: {error}") from error
    notes.append(VORBEHALT)
    yield from reading.nachricht.objekte()


def _id(identifier: Identifikator) -> str:
    scheme = identifier.scheme_agency_id or ""
    return f"xzufi:{scheme}:{identifier.value}"[:200]


def _de(texts: tuple[Text, ...]) -> str:
    found = in_language(texts)
    return _line(found.value or "") if found else ""


def _line(html: str) -> str:
    """One plain line of what may be HTML of a stranger."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _unit(unit: Organisationseinheit) -> UnitRow:
    address = unit.anschrift[0] if unit.anschrift else None
    ways = [way.kennung or "" for way in unit.kommunikation]
    names = tuple(text for name in unit.name for text in name.name)
    areas = {area.value for duty in unit.zustaendigkeit for area in duty.gebiet_id}
    return UnitRow(
        external_id=_id(unit.id),
        name=_de(names)[:200],
        ars=areas.pop() if len(areas) == 1 else "",
        street=" ".join(filter(None, (address.strasse, address.hausnummer)))[:200] if address else "",
        postcode=(address.postleitzahl or "")[:5] if address else "",
        city=(address.ort or "")[:200] if address else "",
        email=next((way for way in ways if "@" in way), "")[:254],
        phone=next((way for way in ways if "@" not in way and re.search(r"\d{4}", way)), "")[:60],
    )


def _keys_of(service: Leistung) -> list[str]:
    codes = [code.code for code in service.referenz_leika]
    codes += [each.value for each in service.referenz_leistungsschluessel]
    return codes


def _services(
    services: Iterable[Leistung], notes: list[str]
) -> tuple[dict[str, AttributeRow], dict[str, list[str]]]:
    """Attributes by key, and which keys an XZuFi id stands for."""
    attributes: dict[str, AttributeRow] = {}
    by_id: dict[str, list[str]] = {}
    for service in services:
        codes = _keys_of(service)
        for code in codes:
            try:
                keys.check_leistungsschluessel(code)
            except Refused as refused:
                raise Refused(
                    _("Leistung %(id)s: %(problem)s") % {"id": service.id.value, "problem": refused}
                ) from refused
        for identifier in (service.id, *service.id_sekundaer):
            by_id.setdefault(identifier.value, []).extend(codes)
        if not codes:
            notes.append(
                _("Die Leistung %(id)s nennt keinen Leistungsschlüssel und wird nicht übernommen.")
                % {"id": service.id.value}
            )
        # A text that covers several keys describes none of them alone; its name would be wrong for each.
        for code in codes if len(codes) == 1 else ():
            attributes[code] = _attributes(code, service)
    return attributes, by_id


def _attributes(key: str, service: Leistung) -> AttributeRow:
    typing = [code.code for code in service.typisierung if code.code in TYPINGS]
    level = service.vertrauensniveau.code if service.vertrauensniveau else ""
    written = service.kennzeichen_schriftformerfordernis
    if written is None:
        written = service.kennzeichen_formular_schriftformerfordernis
    annex, areas = _sdg(service)
    law = _line(service.text("07") or "")
    return AttributeRow(
        key, _line(service.text("02") or ""), _line(service.text("03") or ""), ", ".join(typing),
        level if level in TRUST_LEVELS else "", written, (law,) if law else (), annex, areas,
    )  # fmt: skip


def _sdg(service: Leistung) -> tuple[SdgAnnex | None, tuple[str, ...]]:
    """Areas of Annex I have 7 digits, procedures of Annex II 4 (standards.md 14.1)."""
    areas = [code.code for code in service.informationsbereich_sdg]
    if both := service.informationsbereiche_sdg:
        areas += [code.code for code in (*both.informationsbereich_sdg1, *both.informationsbereich_sdg2)]
    areas = [area for area in areas if area.isdecimal() and area.strip("0")]
    if not areas:
        return None, ()
    procedure = any(len(area) < _ANNEX_1_DIGITS for area in areas)
    return SdgAnnex.PROCEDURE if procedure else SdgAnnex.INFORMATION, tuple(sorted(areas))


def _inner_duties(units: Iterable[Organisationseinheit]) -> Iterator[tuple[str, Zustaendigkeit]]:
    for unit in units:
        for duty in unit.zustaendigkeit:
            yield _id(unit.id), duty


def _unit_of(duty: Zustaendigkeit) -> str:
    return _id(duty.organisationseinheit_id) if duty.organisationseinheit_id else ""


def _duties(
    duties: Iterable[tuple[str, Zustaendigkeit]], by_id: dict[str, list[str]], notes: list[str]
) -> Iterator[DutyRow]:
    for external_id, duty in duties:
        if not external_id or (duty.rolle is not None and duty.rolle.code != _COMPETENT):
            continue
        for identifier in duty.leistung_id:
            value = identifier.value
            codes = by_id.get(value) or ([value] if len(value) == 14 and value.isdecimal() else [])
            if not codes:
                notes.append(
                    _("Die Zuständigkeit für „%(id)s“ nennt eine Leistung, die nicht in der Datei steht.")
                    % {"id": value}
                )
            for code in codes:
                yield DutyRow(external_id, code)
