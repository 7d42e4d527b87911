# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Offers as a file: a spreadsheet (CSV, semicolons) and JSON, written and read, with the difference first."""

import csv
import io
import uuid
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.programme.reuse.amounts import amount_or_none, day_or_none, show_day
from leistungswerk.programme.reuse.offer_entry import OfferEntry
from leistungswerk.programme.reuse.offers import OfferView, all_offers
from leistungswerk.programme.reuse_states import OfferState, Route
from leistungswerk.register.kinds import Transport

COLUMNS: Final = (
    "Kennung", "Titel", "Land", "Betreiber", "Stand", "Verfügbar ab", "Endet am", "Vertragswege", "Kostenschlüssel",
    "Kosten einmalig", "Kosten jährlich", "Transportwege", "Bekannte Grenzen", "Leistungsschlüssel", "Quelle",
    "Internetadresse", "Gepflegt von", "Geprüft am",
)  # fmt: skip
"""In this order; the file is German in every language, so that it can be read back."""
_REQUIRED: Final = frozenset(
    {"Titel", "Land", "Betreiber", "Stand", "Leistungsschlüssel", "Quelle", "Gepflegt von", "Geprüft am"}
)
MAX_BYTES: Final = 2_000_000


class Row(msgspec.Struct, frozen=True):
    """A line of a file: which offer it means, if it says so, and what stands there. ``line`` from 1, head included."""

    line: int
    identity: uuid.UUID | None
    entry: OfferEntry


def _cells(offer: OfferView) -> tuple[str, ...]:
    def _plain(value: object) -> str:
        return "" if value is None else str(value).replace(".", ",")

    return (
        str(offer.uuid), offer.title, offer.land, offer.operator, offer.state.value, show_day(offer.available_from),
        show_day(offer.ends_on), " ".join(offer.routes), offer.cost_key, _plain(offer.cost_once),
        _plain(offer.cost_yearly), " ".join(offer.transports), offer.limits,
        " ".join(key for key, _name in offer.services), offer.source, offer.url, offer.maintainer,
        show_day(offer.checked_on),
    )  # fmt: skip


def safe(cell: str) -> str:
    """A cell a spreadsheet program does not take for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell


def write_csv(found: Iterable[OfferView]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for offer in found:
        writer.writerow([safe(cell) for cell in _cells(offer)])
    return "\ufeff" + target.getvalue()


def write_json(found: Iterable[OfferView]) -> bytes:
    rows = [dict(zip(COLUMNS, _cells(offer), strict=True)) for offer in found]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2)


def read(text: str, form: str) -> tuple[Row, ...]:
    """The rows of a file, ``form`` being csv or json. Raises :class:`Refused` that names line, column and remedy."""
    if len(text.encode()) > MAX_BYTES:
        raise Refused(_("Die Datei ist größer als 2 MB. Teilen Sie sie auf."))
    records = _json_records(text) if form == "json" else _csv_records(text)
    rows = tuple(_row(line, record) for line, record in records)
    if not rows:
        raise Refused(_("In der Datei steht kein Angebot."))
    return rows


def _csv_records(text: str) -> list[tuple[int, dict[str, str]]]:
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";", strict=True)
    try:
        table = [(lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise Refused(
            _("Zeile %(line)d der Tabelle ist nicht lesbar: %(error)s.")
            % {"line": lines.line_num, "error": error}
        ) from error
    if not table:
        raise Refused(_("Die Datei ist leer."))
    header = [cell.strip() for cell in table[0][1]]
    _check_columns(header)
    return [
        (line, dict(zip(header, (cell.removeprefix("'") for cell in cells), strict=False)))
        for line, cells in table[1:]
    ]


def _check_columns(header: list[str]) -> None:
    if unknown := [name for name in header if name not in COLUMNS]:
        raise Refused(
            _(
                "Diese Spalten kenne ich nicht: %(names)s. Die Tabelle braucht Semikolons und die Spalten %(all)s."
            )
            % {"names": ", ".join(unknown), "all": ", ".join(COLUMNS)}
        )
    if missing := sorted(_REQUIRED - set(header)):
        raise Refused(_("Diese Spalten fehlen: %(names)s.") % {"names": ", ".join(missing)})


def _json_records(text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        records = msgspec.json.decode(text, type=list[dict[str, str]])
    except msgspec.MsgspecError as error:
        raise Refused(_("Die Datei ist kein gültiges JSON: %(error)s.") % {"error": error}) from error
    for record in records:
        _check_columns(list(record))
    return list(enumerate(records, start=1))


def _row(line: int, record: Mapping[str, str]) -> Row:
    try:
        return Row(line, _identity(record.get("Kennung", "")), _entry(record))
    except Refused as refused:
        raise Refused(_("Zeile %(line)d: %(text)s") % {"line": line, "text": refused}) from refused


def _identity(text: str) -> uuid.UUID | None:
    if not text.strip():
        return None
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        raise Refused(
            _("„Kennung“ ist keine Kennung. Lassen Sie die Spalte für neue Angebote leer.")
        ) from None


def _member(kind: type[OfferState] | type[Route] | type[Transport], text: str, column: str) -> str:
    allowed = [item.value for item in kind]
    if text not in allowed:
        raise Refused(
            _("„%(column)s“: „%(text)s“ gibt es nicht. Möglich sind: %(allowed)s.")
            % {"column": column, "text": text, "allowed": ", ".join(allowed)}
        )
    return text


def _entry(record: Mapping[str, str]) -> OfferEntry:
    def cell(column: str) -> str:
        return (record.get(column) or "").strip()

    checked = day_or_none(cell("Geprüft am"), "Geprüft am")
    if checked is None:
        raise Refused(_("„Geprüft am“ fehlt. Tragen Sie ein, wann zuletzt jemand nachgesehen hat."))
    return OfferEntry(
        title=cell("Titel"),
        land=cell("Land").zfill(2),
        operator=cell("Betreiber"),
        state=OfferState(_member(OfferState, cell("Stand"), "Stand")),
        available_from=day_or_none(cell("Verfügbar ab"), "Verfügbar ab"),
        ends_on=day_or_none(cell("Endet am"), "Endet am"),
        routes=tuple(Route(_member(Route, word, "Vertragswege")) for word in cell("Vertragswege").split()),
        cost_key=cell("Kostenschlüssel"),
        cost_once=amount_or_none(cell("Kosten einmalig"), "Kosten einmalig"),
        cost_yearly=amount_or_none(cell("Kosten jährlich"), "Kosten jährlich"),
        transports=tuple(
            Transport(_member(Transport, word, "Transportwege")) for word in cell("Transportwege").split()
        ),
        limits=cell("Bekannte Grenzen"),
        services=tuple(cell("Leistungsschlüssel").split()),
        source=cell("Quelle"),
        url=cell("Internetadresse"),
        maintainer=cell("Gepflegt von"),
        checked_on=checked,
    )


def known() -> tuple[dict[uuid.UUID, OfferView], dict[tuple[str, str], OfferView]]:
    """All offers by uuid and by title and Land: how a row finds the offer it means."""
    found = all_offers()
    return {item.uuid: item for item in found}, {(item.title, item.land): item for item in found}
