# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The service finder at the size of a Land: 12,000 services × 2,300 municipalities, and how long its answers take.

``python -m bench.finder``: answers are whole pages or JSON, without a network between; none is asked twice, so
nothing kept in the process helps.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice, product
from typing import Annotated, Final

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from bench.land import throwaway

AIM_MS: Final = 30.0
_THINGS: Final = (
    "Hundesteuer", "Wohngeld", "Gewerbe", "Führerschein", "Personalausweis", "Reisepass", "Baugenehmigung", "Fischereischein",
    "Jagdschein", "Waffenbesitzkarte", "Bewohnerparkausweis", "Sondernutzung", "Schülerbeförderung", "Unterhaltsvorschuss",
    "Elterngeld", "Kindergeld", "Geburtsurkunde", "Sterbeurkunde", "Eheschließung", "Einbürgerung", "Aufenthaltserlaubnis",
    "Blindengeld", "Pflegewohngeld", "Denkmalförderung", "Abwassergebühr", "Grundsteuer", "Zweitwohnungssteuer",
    "Spielhallenerlaubnis", "Gaststättenerlaubnis", "Handwerksrolle", "Wahlschein", "Meldebescheinigung", "Lärmschutz",
    "Feuerwerk", "Baumfällung", "Wasserentnahme", "Straßensperrung", "Schwertransport", "Taxikonzession", "Bestattung",
)  # fmt: skip
_ACTS: Final = (
    "Anmeldung", "Abmeldung", "Änderung", "Befreiung", "Ermäßigung", "Ausstellung", "Erteilung", "Verlängerung", "Bewilligung",
    "Festsetzung", "Erstattung", "Auskunft", "Genehmigung", "Widerruf", "Ersatzausstellung",
)  # fmt: skip
_DETAILS: Final = (
    "", "erstmalig", "für Vereine", "für Unternehmen", "bei Umzug", "aus dem Ausland", "im Härtefall", "für Minderjährige",
    "mit Gutachten", "ohne Nachweis", "wegen Verlust", "auf Zeit", "auf Dauer", "für Dritte", "in Teilzeit", "für Studierende",
    "bei Pflege", "nach Scheidung", "für Zuwendungen", "in Sonderfällen",
)  # fmt: skip
_HEADS: Final = (
    "Ober",
    "Nieder",
    "Alt",
    "Neu",
    "Klein",
    "Groß",
    "Bad ",
    "Sankt ",
    "Wald",
    "Berg",
    "Tal",
    "Rhein",
)
_MIDDLES: Final = (
    "hams",
    "wein",
    "stein",
    "lauter",
    "kirch",
    "mosel",
    "eich",
    "birken",
    "fisch",
    "rot",
    "linden",
    "wolfs",
)
_TAILS: Final = (
    "heim",
    "bach",
    "weiler",
    "berg",
    "feld",
    "hausen",
    "rod",
    "scheid",
    "thal",
    "hofen",
    "stadt",
    "dorf",
    "ingen",
    "au",
    "burg",
    "see",
)
_SEARCHES: Final = (
    "Hund anmelden", "Hundesteueranmeldung", "Wohngeld", "gewerbe anmelden", "Führerscein verlängern", "Ausweis verloren",
    "Genehmigung", "Baugenemigung für Vereine", "Eheschließung Ausland", "Auskunft", "Schwertransport", "Grundsteuer Befreiung",
)  # fmt: skip
_PLACES: Final = (
    "Oberhamsheim",
    "Neukirchbach",
    "Bad Eichberg",
    "Talwolfsweiler",
    "Rheinmoselstadt",
    "Kleinfischdorf",
)


class AnswerFigure(msgspec.Struct, frozen=True):
    """One kind of answer: milliseconds by the clock and of processor time, and its SQL statements."""

    kind: str
    median_ms: float
    worst_ms: float
    cpu_ms: float
    """Median; what others do on the machine is not in it."""
    statements: int


def _places(count: int) -> Iterator[tuple[str, str]]:
    """Kreise, Verbandsgemeinden and municipalities with Regionalschlüssel and names, ``count`` municipalities."""
    names = (f"{head}{middle}{tail}" for head, middle, tail in product(_HEADS, _MIDDLES, _TAILS))
    for number, name in enumerate(islice(names, count)):
        kreis, verband = number // 64, number // 16
        if number % 64 == 0:
            yield f"07{100 + kreis:03d}0000000", f"Landkreis {name}"
        if number % 16 == 0:
            yield f"07{100 + kreis:03d}{5000 + verband:04d}000", f"Verbandsgemeinde {name}"
        yield f"07{100 + kreis:03d}{5000 + verband:04d}{number % 16 + 1:03d}", name


def fill(services: int, municipalities: int) -> None:
    """Services with texts in two languages and Lagen, places, and a competent body in every Verbandsgemeinde."""
    from django.db import transaction

    from leistungswerk.register import models as m
    from leistungswerk.register import search

    with transaction.atomic():
        territories = m.Territory.objects.bulk_create(
            m.Territory(ars=ars, name=name) for ars, name in _places(municipalities)
        )
        rows = _services(services)
        _duties(
            rows,
            [each for each in territories if each.ars.endswith("000") and not each.ars.endswith("0000000")],
        )
        search.rebuild()


def _services(count: int) -> list[int]:
    from leistungswerk.core import times
    from leistungswerk.register import models as m

    names = [" ".join(filter(None, parts)) for parts in islice(product(_THINGS, _ACTS, _DETAILS), count)]
    rows = m.Service.objects.bulk_create(
        m.Service(key=f"99{number:012d}", name=name) for number, name in enumerate(names)
    )
    situations = m.Situation.objects.bulk_create(
        m.Situation(number=number, name=f"Lage {thing}", theme="umwelt")
        for number, thing in enumerate(_THINGS, 1)
    )
    bundles = m.ServiceBundle.objects.bulk_create(
        m.ServiceBundle(ozg_id=str(10_000 + number), name=each.name, situation=each)
        for number, each in enumerate(situations)
    )
    through = m.Service.bundles.through
    size = max(len(rows) // len(bundles), 1)
    through.objects.bulk_create(
        through(service_id=row.pk, servicebundle_id=bundles[min(number // size, len(bundles) - 1)].pk)
        for number, row in enumerate(rows)
    )
    at, words = times.now(), "<p>" + "Ein Satz über die Leistung und was sie kostet. " * 20 + "</p>"
    content = {"sections": [{"code": code, "html": words} for code in ("05", "06", "09", "11")]}
    m.ServiceText.objects.bulk_create(
        (
            m.ServiceText(
                key=row.key, language=language, agency="L1", identifier="1", name=f"{row.name} {language}",
                content=content, digest="0" * 64, changed_on=date(2026, 1, 1), imported_at=at,
            )
            for row in rows
            for language in ("de", "en")
        ),
        batch_size=2000,
    )  # fmt: skip
    return [row.pk for row in rows]


def _duties(services: list[int], places: "list[object]") -> None:
    """Every hundredth service is executed by each Verbandsgemeinde."""
    from leistungswerk.register import models as m
    from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind

    bodies = m.Organisation.objects.bulk_create(
        m.Organisation(name=f"Verwaltung {number}", kind=OrganisationKind.ASSOCIATION_OF_MUNICIPALITIES, territory=place)
        for number, place in enumerate(places)
    )  # fmt: skip
    m.Responsibility.objects.bulk_create(
        (
            m.Responsibility(service_id=pk, organisation=body, kind=ResponsibilityKind.DECIDES)
            for pk in services[::100]
            for body in bodies
        ),
        batch_size=5000,
    )


def questions(municipalities: int) -> dict[str, list[str]]:
    """What is asked, by the kind of answer; every address once."""
    from urllib.parse import quote

    ars = [each for each, _name in _places(municipalities) if not each.endswith("000")][
        :: max(municipalities // 24, 1)
    ]
    found = [quote(words) for words in _SEARCHES]
    return {
        "Suche": [f"/leistungen/?suche={words}" for words in found],
        "Suche mit Ort": [f"/leistungen/?suche={words}&ort={place}" for words, place in zip(found, ars, strict=False)],
        "Suche in einer Lage": [f"/leistungen/?suche={words}&lage={number}" for number, words in enumerate(found, 1)],
        "Lage, zweite Seite": [f"/leistungen/?lage={number}&seite=2" for number in range(1, 13)],
        "Ort mit Tippfehler": [f"/leistungen/?suche=Wohngeld&ort={quote(name[:-2] + name[-1])}" for name in _PLACES],
        "Leistung am Ort": [f"/leistungen/{990_000_000_000_00 + 100 * number}/?ort={place}" for number, place in enumerate(ars)],
        "Vorschläge": [f"/leistungen/vorschlaege.json?suche={words[:7]}" for words in _SEARCHES],
        "PVOG: Leistungen": [f"/suchdienst/api/v7/servicedescriptions/{ars[0]}?q={words}" for words in found],
        "PVOG: Orte": [f"/suchdienst/api/v2/locations?q={quote(name)}" for name in _PLACES],
    }  # fmt: skip


def measure(municipalities: int) -> tuple[AnswerFigure, ...]:
    """Each question once; one uncounted question of each kind warms templates and the index."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, figures = Client(), []
    for kind, addresses in questions(municipalities).items():
        client.get(addresses[0])
        with CaptureQueriesContext(connection) as caught:
            client.get(addresses[-1])
        statements = len(caught)
        taken, used = [], []
        for address in addresses[1:-1]:
            started, ran = time.perf_counter(), time.process_time()
            answer = client.get(address)
            taken.append((time.perf_counter() - started) * 1000)
            used.append((time.process_time() - ran) * 1000)
            if answer.status_code not in {200, 302}:
                raise RuntimeError(f"{address}: {answer.status_code}")
        median = statistics.median
        figures.append(AnswerFigure(kind, median(taken), max(taken), median(used), statements))
    return tuple(figures)


def main(
    services: Annotated[int, typer.Option(help="Leistungen")] = 12_000,
    municipalities: Annotated[int, typer.Option(help="Gemeinden")] = 2_300,
) -> None:
    """Fill a throw-away database, ask, and end with 1 if the processor time of a median answer is over the aim."""
    console = Console()
    with throwaway():
        started = time.perf_counter()
        fill(services, municipalities)
        console.print(
            f"{services} Leistungen × {municipalities} Gemeinden gefüllt in {time.perf_counter() - started:.0f} s"
        )
        from leistungswerk.register import search

        started = time.perf_counter()
        search.warm()
        console.print(f"Index im Speicher nach {time.perf_counter() - started:.1f} s")
        figures = measure(municipalities)
    table = Table("Antwort", "Median ms", "Höchstens ms", "CPU ms", "SQL")
    for each in figures:
        table.add_row(
            each.kind,
            f"{each.median_ms:.1f}",
            f"{each.worst_ms:.1f}",
            f"{each.cpu_ms:.1f}",
            str(each.statements),
        )
    console.print(table)
    if any(each.cpu_ms > AIM_MS for each in figures):
        console.print(f"Über dem Ziel von {AIM_MS:.0f} ms.")
        sys.exit(1)


if __name__ == "__main__":
    typer.run(main)
