# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The eight metrics (domain.md 6.1): all different, all needed, told side by side."""

from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COVERAGE: Final = "coverage"


class Metric(msgspec.Struct, frozen=True):
    """A metric: what it counts, of what, and the names of its statements (``metrics/*.sql``).

    ``rows`` tells one line for each thing counted; from a service it goes on to its bodies.
    """

    code: str
    title: str | Promise
    definition: str | Promise
    denominator: str | Promise
    rows: str
    share: bool = True
    """Told as a share of the denominator; otherwise as a plain number."""


METRICS: Final = (
    Metric(
        "m1",
        _("OZG-Leistungen online (alte Zählung des Bundes)"),
        _(
            "OZG-Leistungen, bei denen mindestens eine zugehörige Leistung bei mindestens einer Behörde Reifegrad 2 "
            "des Modells 1.1 erreicht. Die Stufe kommt aus Bewertungen nach diesem Modell, sonst aus der Meldung der "
            "Verfügbarkeit. Bewertungen nach dem Modell 2.0 zählen hier nicht; sie werden nie umgerechnet. "
            "OZG-Konformität wird erst ab Stufe 3 (Modell 1.1) angenommen."
        ),
        _("Alle OZG-Leistungen, zu denen Leistungen im Register stehen."),
        "bundles",
    ),
    Metric(
        "m2",
        _("Flächendeckend verfügbar"),
        _(
            "Leistungen, die bei allen zuständigen Behörden online verfügbar sind. Fehlt eine einzige, zählt die "
            "Leistung hier nicht."
        ),
        _("Leistungen mit mindestens einer zuständigen Behörde, für die sie in Betracht kommt."),
        "services",
    ),
    Metric(
        "m3",
        _("In mindestens einer Behörde verfügbar"),
        _("Leistungen, die bei mindestens einer zuständigen Behörde online verfügbar sind."),
        _("Leistungen mit mindestens einer zuständigen Behörde, für die sie in Betracht kommt."),
        "services",
    ),
    Metric(
        "m4",
        _("Verfügbarkeit in der Fläche"),
        _(
            "Anteil der Paare aus Leistung und zuständiger Behörde, bei denen die Leistung online verfügbar ist."
        ),
        _("Alle Paare aus Leistung und zuständiger Behörde, für die sie in Betracht kommt."),
        "services",
    ),
    Metric(
        "m5",
        _("Digitaler Anteil der Leistungsobjekte"),
        _("Leistungsobjekte, von denen mindestens eine Verrichtung irgendwo online verfügbar ist."),
        _("Alle Leistungsobjekte im Register (gleiche ersten acht Ziffern des Leistungsschlüssels)."),
        "services",
    ),
    Metric(
        "m6",
        _("Fokusleistungen flächendeckend und durchgängig"),
        _(
            "Fokusleistungen, die bei allen zuständigen Behörden online sind und überall als Daten im Fachverfahren "
            "ankommen. Ein PDF per E-Mail ist nicht durchgängig."
        ),
        _("Leistungen auf der am Stichtag geltenden Liste der Fokusleistungen."),
        "services",
    ),
    Metric(
        "m7",
        _("Angenommene Anträge"),
        _(
            "Anträge, deren Annahme die zuständige Behörde mit einer signierten Quittung bestätigt hat. "
            "Gezählt wird am Tag der Annahme."
        ),
        _("Absolute Zahl über alle Leistungen und Gebiete dieser Instanz; kein Anteil."),
        "usage",
        share=False,
    ),
    Metric(
        "m8",
        _("Nachnutzung in der Fläche"),
        _(
            "Leistungen aus Vorhaben auf dem Weg der Nachnutzung (Einer für Alle), die flächendeckend verfügbar sind."
        ),
        _("Alle Leistungen aus Vorhaben, für die Nachnutzung entschieden ist."),
        "services",
    ),
)
BY_CODE: Final = {metric.code: metric for metric in METRICS}
