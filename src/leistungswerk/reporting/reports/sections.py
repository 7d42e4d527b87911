# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fifteen sections of a report (domain.md 6.2), each as blocks; a template takes the ones it needs.

A report is a document of the Land government and is written in German, whoever asks for it.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.register.kinds import Transport
from leistungswerk.register.outlines import Outlines
from leistungswerk.reporting.disclosure import suppressed
from leistungswerk.reporting.drawings import Line, Stack, Tile, lines, shape_map, shares, stacks, tile_map
from leistungswerk.reporting.forecast import Forecast
from leistungswerk.reporting.money import euros
from leistungswerk.reporting.queries import Share
from leistungswerk.reporting.reports.blocks import (
    Block,
    Drawing,
    Heading,
    Kpi,
    Kpis,
    Prose,
    Table,
)
from leistungswerk.reporting.reports.collect import (
    FOR_EVERYBODY,
    DistrictLine,
    FigureLine,
    ReportData,
    ServiceLine,
)
from leistungswerk.reporting.reports.words import counted

SECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mandate": "Auftrag und Stichtag",
        "statements": "Kernaussagen",
        "reuse": "Nachnutzung: Verträge und Anbindungen",
        "finance": "Finanzen und Erfüllungsaufwand",
        "risks": "Risiken und Entscheidungsbedarf",
        "law": "Rechtsänderungsbedarf",
    }
)
"""Sections that people write; everything else is computed."""
_MANY = 1000
"""From here on a share says more than two long numbers; they stand beneath it."""


def _figure(data: ReportData, code: str) -> FigureLine:
    return next(each for each in data.figures if each.code == code)


def _of(figure: FigureLine | Share) -> str:
    return f"{counted(figure.total)} von {counted(figure.denominator or 0)}"


def value_of(figure: FigureLine | Share) -> str:
    """As a reader sees it: „12 von 40“, a share of thousands in per cent, or the plain number."""
    if figure.denominator is None:
        return counted(figure.total)
    return f"{figure.percent} %" if figure.denominator >= _MANY and figure.percent else _of(figure)


def _told(figure: FigureLine) -> str:
    told = figure.total - figure.shown
    percent = f"{figure.percent} %" if figure.percent is not None else ""
    if figure.denominator and figure.denominator >= _MANY:
        percent = _of(figure)
    note = ""
    if figure.total:
        note = f"davon {counted(told)} nur gemeldet" if told else "alles belegt"
    return " · ".join(part for part in (percent, note) if part)


def edited(texts: Mapping[str, str], section: str) -> list[Block]:
    """A text of people under its heading; nothing where nobody wrote one."""
    words = texts.get(section, "").strip()
    return [Heading(SECTIONS[section]), Prose(words, section)] if words else []


def summary(data: ReportData) -> str:
    """One computed sentence where nobody has written the Kernaussagen."""
    wide, some = _figure(data, "m2"), _figure(data, "m3")
    return (
        f"Von {counted(wide.denominator or 0)} Leistungen mit bekannter Zuständigkeit sind {counted(wide.total)} bei "
        f"allen zuständigen Behörden online, {counted(some.total)} bei mindestens einer. Gezählt ist, was belegt oder "
        "gemeldet ist; beides wird getrennt genannt."
    )


def figures_table(data: ReportData, codes: Sequence[str], caption: str) -> list[Block]:
    """The figures an answer rests on."""
    found = [each for each in data.figures if each.code in codes]
    rows = tuple(
        (f"{each.code.upper()} {each.title}", value_of(each), counted(each.shown), counted(each.total - each.shown))
        for each in found
    )  # fmt: skip
    head = ("Kennzahl", "Wert", "belegt", "gemeldet")
    return [Table(caption, head, rows, (1, 2, 3))] if rows else []


def paths(data: ReportData) -> list[Block]:
    """8 · on which way services come online: taken over, or made."""
    words = {
        "A": "Nachnutzung (Einer für Alle)",
        "B": "Eigenentwicklung",
        "C": "Produkt",
        "D": "zurückgestellt",
    }
    rows = tuple((words.get(path, "noch nicht entschieden"), counted(count)) for path, count in data.paths)
    return [Table("Vorhaben nach Weg", ("Weg", "Vorhaben"), rows, (1,))] if rows else []


def costs(data: ReportData) -> list[Block]:
    """11 · money by Haushaltsjahr, and compliance cost as of the statutory day."""
    blocks: list[Block] = []
    if data.costs:
        rows = tuple(
            (str(each.year), euros(each.budget), euros(each.bound), euros(each.spent)) for each in data.costs
        )
        head = ("Haushaltsjahr", "bereitgestellt", "gebunden", "abgerufen")
        blocks.append(Table("Mittel der Maßnahmen", head, rows, (1, 2, 3)))
    if data.efforts:
        effort = tuple((name or "–", euros(yearly), euros(once)) for name, yearly, once in data.efforts)
        columns = ("Ressort", "jährlich", "einmalig")
        blocks.append(Table("Erfüllungsaufwand zum Stichtag (§ 11 OZG)", columns, effort, (1, 2)))
    return blocks


def key_figures(data: ReportData, codes: Sequence[str] = ("m2", "m3", "m4", "m6")) -> list[Block]:
    """3 · the figures side by side, large."""
    found = [_figure(data, code) for code in codes]
    return [Kpis(tuple(Kpi(value_of(each), each.title, _told(each), each.code) for each in found))]


def all_figures(data: ReportData) -> list[Block]:
    """3 · every metric as a table, with what is told apart."""
    rows = tuple(
        (
            each.code.upper(),
            each.title,
            str(each.shown),
            str(each.total),
            str(each.denominator) if each.denominator is not None else "–",
            f"{each.percent} %" if each.percent is not None else "–",
        )
        for each in data.figures
    )
    head = ("Kennzahl", "Was sie zählt", "belegt", "mit gemeldeten", "von", "Anteil")
    return [Table("Kennzahlen M1 bis M8", head, rows, (2, 3, 4, 5), narrow=(0,))]


_PHASES = (
    "Erste Schritte",
    "Information und Beratung",
    "Anpassung und Entwicklung",
    "Implementierung und Roll-out",
)


def phases(data: ReportData, *, table: bool = True) -> list[Block]:
    """4 and 5 · where the Vorhaben of each Ressort stand; ``table``: with the numbers as a table, else lean."""
    if not data.ressorts:
        return [Heading("Stand je Ressort"), Prose("Am Stichtag gab es noch keine Vorhaben.")]
    said = "Balken je Ressort: Zahl der laufenden Vorhaben, geteilt nach Phase."
    rows = [Stack(each.name, each.phases) for each in data.ressorts]
    drawing = stacks(
        rows, _PHASES, name="Vorhaben je Ressort", description=said, identity="ressorts", lean=not table
    )
    numbers = tuple(
        (
            each.name,
            *map(str, (*each.phases, each.deferred, each.not_digitisable, each.completed)),
        )
        for each in data.ressorts
    )
    head = ("Ressort", "0", "1", "2", "3", "zurückgestellt", "nicht digitalisierbar", "abgeschlossen")
    columns = tuple(range(1, 8))
    return [
        Heading("Stand je Ressort und Phase"),
        Drawing(drawing, said, said),
        *([Table("Vorhaben je Ressort und Phase (0 bis 3)", head, numbers, columns)] if table else []),
    ]


def map_of_land(data: ReportData, *, public: bool, width: int = 62) -> list[Block]:
    """6 · the map; on public paper small districts keep their secret."""
    return map_blocks(data.districts, public=public, outlines=data.outlines, width=width)


def map_blocks(
    districts: Sequence[DistrictLine], *, public: bool, outlines: Outlines | None, width: int = 62
) -> list[Block]:
    """The map of these districts under its heading: in their shapes where outlines are installed, else as tiles.

    Its words are those of the reader; reports ask for them in German.
    """
    totals = {each.key: each.total for each in districts}
    told = suppressed(totals, total_told=False) if public else totals
    tiles = tuple(
        Tile(each.key, each.letters, told[each.key] or 0, each.competent if told[each.key] is not None else 0)
        for each in districts
    )
    alternative = _(
        "%(map)s der 36 Kreise und kreisfreien Städte. Zu jedem steht, bei wie vielen Paaren aus Leistung und "
        "zuständiger Behörde die Leistung online ist. Die Werte gibt es auch als Tabelle."
    ) % {"map": _("Karte") if outlines else _("Kachelkarte")}
    caption = _("Dunkel: alles verfügbar. Strich: nicht ausgewiesen.")
    name = _("Verfügbarkeit nach Kreisen")
    if outlines:
        drawing = shape_map(tiles, outlines, name=name, description=alternative)
    else:
        caption = f"{_('Schematische Kachelkarte, keine amtliche Karte.')} {caption}"
        drawing = tile_map(tiles, name=name, description=alternative)
    return [Heading("Verfügbarkeit in der Fläche"), Drawing(drawing, alternative, caption, width)]


def districts_table(data: ReportData) -> list[Block]:
    rows = tuple(
        (each.key, each.letters, str(each.shown), str(each.total), str(each.competent))
        for each in data.districts
    )
    head = ("Schlüssel", "Kreis", "belegt", "mit gemeldeten", "von")
    return [Table("Verfügbarkeit nach Kreisen", head, rows, (2, 3, 4), narrow=(0,))]


def _service_row(each: ServiceLine) -> tuple[str, ...]:
    return (
        each.key,
        each.name,
        str(each.shown),
        str(each.shown + each.told),
        str(each.competent),
        str(each.end_to_end),
        str(each.competent - each.shown - each.told),
    )


def _service_head() -> tuple[str, ...]:
    return (
        "Schlüssel", "Leistung", "belegt", "mit gemeldeten", "von", "durchgängig", "fehlen",
    )  # fmt: skip


def focus(data: ReportData, *, table: bool = True, most: int = 0) -> list[Block]:
    """7 · Fokusleistungen; ``table``: with the numbers as a table, otherwise on little paper.

    ``most``: only so many, those that lack most.
    """
    if not data.focus:
        return [
            Heading("Fokusleistungen"),
            Prose("Am Stichtag galt keine Liste von Fokusleistungen."),
        ]
    told = _lacking_most(data.focus, most) if most else data.focus
    rows = [(each.name, each.shown, each.shown + each.told, each.competent) for each in told]
    said = (
        "Balken je Fokusleistung: bei wie vielen der zuständigen Behörden sie online ist; hell: nur gemeldet."
    )
    if len(told) < len(data.focus):
        said += f" Gezeigt sind die {len(told)} von {len(data.focus)}, bei denen am meisten fehlt."
    drawing = shares(rows, name="Fokusleistungen", description=said, identity="fokus", lean=not table)
    numbers = Table(
        "Fokusleistungen",
        _service_head(),
        tuple(_service_row(each) for each in data.focus),
        tuple(range(2, 7)),
        narrow=(0,),
    )
    return [Heading("Fokusleistungen"), Drawing(drawing, said, said), *([numbers] if table else [])]


def _lacking_most(services: Sequence[ServiceLine], most: int) -> Sequence[ServiceLine]:
    """In their order; a service without a competent body lacks nothing."""
    rank = sorted(
        services, key=lambda each: (each.shown + each.told) / each.competent if each.competent else 1
    )
    keys = {each.key for each in rank[:most]}
    return [each for each in services if each.key in keys]


def transports(data: ReportData) -> list[Block]:
    """9 · how applications reach the Fachverfahren."""
    words = {
        Transport.FIT_CONNECT.value: "FIT-Connect",
        Transport.OSCI_XTA.value: "OSCI/XTA",
        Transport.WEBHOOK.value: "Webhook",
        Transport.SFTP.value: "SFTP",
        Transport.FILE_TRANSFER.value: "Dateitransfer (nicht durchgängig)",
        "": "nicht bekannt",
    }
    if not data.transports:
        return []
    rows = tuple((words.get(name, name), str(count)) for name, count in data.transports)
    return [
        Heading("Anbindung der Fachverfahren"),
        Table("Verfügbare Leistungen nach Transportweg", ("Weg", "Anzahl"), rows, (1,)),
    ]


def usage(data: ReportData) -> list[Block]:
    """10 · accepted applications by month."""
    public = data.template in FOR_EVERYBODY
    if not data.usage:
        return [
            Heading("Nutzung"),
            Prose(
                "Bis zum Stichtag ist noch kein Monat veröffentlicht. Ein Monat erscheint am ersten Tag des zweiten Monats "
                "danach."
                if public
                else "Bis zum Stichtag wurde noch kein Antrag angenommen."
            ),
        ]
    rows = tuple(
        (month, str(amount) if amount is not None else "unter 5 oder geschützt")
        for month, amount in data.usage
    )
    caption = "Angenommene Anträge je abgeschlossenem Monat" if public else "Angenommene Anträge je Monat"
    return [Heading("Nutzung"), Table(caption, ("Monat", "Anträge"), rows, (1,))]


def development(data: ReportData, *, height: float = 200) -> list[Block]:
    """6 · development over months and where it is heading; ``height`` of the drawing, 720 wide."""
    points = [point for point in data.history if point.pairs is not None]
    if not points:
        return []
    series = [
        Line("in mindestens einer", tuple((point.day, point.anywhere) for point in data.history)),
        Line("in der Fläche", tuple((point.day, point.pairs) for point in data.history)),
        Line("flächendeckend", tuple((point.day, point.area_wide) for point in data.history)),
    ]
    values = "; ".join(
        f"{point.day:%m/%Y}: {point.anywhere}, {point.pairs}, {point.area_wide}" for point in points
    )
    said = f"Drei Linien über die letzten Monate, in Prozent: {values}."
    drawing = lines(
        series, top=100, unit=" %", name="Entwicklung", description=said, identity="verlauf", height=height
    )
    blocks: list[Block] = [
        Heading("Entwicklung"),
        Drawing(
            drawing, said, "Anteile in Prozent am Monatsende, mit allen Berichtigungen bis zum Datenstand"
        ),
    ]
    if data.forecast is not None:
        blocks.append(Prose(_heading_for(data.forecast)))
    return blocks


def _heading_for(found: Forecast) -> str:
    expected, low, high = (formats.number_format(each, 1) for each in (found.expected, found.low, found.high))
    return (
        "Schreibt man die mittlere monatliche Veränderung der letzten sechs Monate fort, liegt die Verfügbarkeit in "
        f"der Fläche in {found.ahead} Monaten bei {expected} % (mit der langsamsten und der schnellsten der sechs "
        f"Veränderungen: {low} bis {high} %). Das ist eine Fortschreibung, kein Plan."
    )


def annex(data: ReportData) -> list[Block]:
    """15 · every service."""
    rows = tuple(_service_row(each) for each in data.services)
    if not rows:
        return []
    return [
        Heading("Anlage: Leistungen"),
        Table(
            "Alle Leistungen mit zuständigen Behörden", _service_head(), rows, tuple(range(2, 7)), narrow=(0,)
        ),
    ]
