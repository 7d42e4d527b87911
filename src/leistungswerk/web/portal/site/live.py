# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the running system says on pages of the site: read when a page is made, never typed."""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.enablement.site.states import Live
from leistungswerk.programme.queries import public
from leistungswerk.programme.reuse import infrastructure, mandates, offers
from leistungswerk.programme.reuse_states import OfferState
from leistungswerk.programme.reuse_words import BASE_KIND_WORDS
from leistungswerk.programme.states import PATH_WORDS, Path, Phase
from leistungswerk.register.queries import catalogue_counts
from leistungswerk.register.queries.chart import ChartNode, organisation_chart
from leistungswerk.web import tree_drawing
from leistungswerk.web.office.tables import Cell, Table, german

_OFFERS: Final = 6


class Part(msgspec.Struct, frozen=True):
    """A template with its context."""

    template: str
    context: Mapping[str, object]


class Fact(msgspec.Struct, frozen=True):
    """A number that stands large, with its words."""

    value: int
    text: str | Promise


def _chart() -> Part:
    nodes = organisation_chart()
    return Part(
        "portal/site/live_chart.html",
        {"nodes": nodes, "drawing": tree_drawing.draw(nodes, _("Land Rheinland-Pfalz")) if nodes else None},
    )


def _structure() -> Part:
    held = [each for each in mandates.mandates() if each.current is not None]
    rows = [
        (
            german(each.title),
            german(each.client_name),
            german(each.contractor_name),
            Cell(str(each.current.number) if each.current else "–"),
        )
        for each in held
    ]
    head = (_("Auftrag"), _("Auftraggeber"), _("Auftragnehmer"), _("Fassung"))
    table = Table("auftrag", _("Geltende Projektaufträge"), head, rows)
    chart = _chart()
    return Part("portal/site/live_structure.html", {**chart.context, "table": table if rows else None})


def _named(nodes: tuple[ChartNode, ...]) -> list[ChartNode]:
    return [found for node in nodes for found in (node, *_named(node.children))]


def _actors() -> Part:
    every = _named(organisation_chart())
    return Part(
        "portal/site/live_actors.html",
        {
            "counted": [node for node in every if node.count],
            "named": [node for node in every if not node.count],
        },
    )


def _base_services() -> Part:
    held = infrastructure.base_services()
    rows = [
        (
            german(each.name, note=each.description),
            Cell(BASE_KIND_WORDS[each.kind]),
            german(each.provider),
            Cell(_("Verfügbar"), level="success")
            if each.available
            else Cell(_("Zurzeit nicht verfügbar"), level="warning"),
        )
        for each in held
    ]
    head = (_("Basisdienst"), _("Wofür"), _("Betrieb"), _("Stand"))
    table = Table("basisdienste", _("Basisdienste des Landes und ihr Stand"), head, rows)
    return Part(
        "portal/site/live_base_services.html",
        {
            "table": table if rows else None,
            "facts": [
                Fact(len(held), _("Basisdienste im Katalog")),
                Fact(sum(1 for each in held if each.available), _("davon verfügbar")),
            ],
        },
    )


_PHASE_FACTS: Final = {
    Phase.FIRST_STEPS: gettext_lazy("Vorhaben bereiten sich gerade vor"),
    Phase.ADVICE: gettext_lazy("Vorhaben sind gerade in Phase 1"),
    Phase.DEVELOPMENT: gettext_lazy("Vorhaben sind gerade in Phase 2"),
    Phase.ROLLOUT: gettext_lazy("Vorhaben sind gerade in Phase 3"),
}


def _phase(phase: Phase) -> Callable[[], Part]:
    def _made() -> Part:
        now = public.standing(phase=phase)
        facts = [Fact(now.count, _PHASE_FACTS[phase])]
        if phase in {Phase.DEVELOPMENT, Phase.ROLLOUT}:
            facts += [
                Fact(count, PATH_WORDS[path]) for path, count in now.by_path if path is not Path.UNDECIDED
            ]
        return Part("portal/site/live_phase.html", {"facts": facts, "now": now})

    return _made


def _reuse() -> Part:
    now = public.standing(path=Path.REUSE)
    found, total = offers.search(state=OfferState.AVAILABLE.value, offset=0, limit=_OFFERS)
    facts = [
        Fact(total, _("Angebote anderer Länder sind verfügbar")),
        Fact(now.count, _("Vorhaben nutzen einen Dienst nach")),
    ]
    return Part("portal/site/live_reuse.html", {"facts": facts, "now": now, "offers": found})


def _sdg() -> Part:
    counted = catalogue_counts.sdg()
    facts = [Fact(number, words) for words, number in counted]
    return Part("portal/site/live_facts.html", {"facts": facts})


def _fim() -> Part:
    facts = [Fact(number, words) for words, number in catalogue_counts.fim()]
    return Part("portal/site/live_facts.html", {"facts": facts})


_PARTS: Final[Mapping[Live, Callable[[], Part]]] = {
    Live.CHART: _chart,
    Live.STRUCTURE: _structure,
    Live.ACTORS: _actors,
    Live.BASE_SERVICES: _base_services,
    Live.PHASE_0: _phase(Phase.FIRST_STEPS),
    Live.PHASE_1: _phase(Phase.ADVICE),
    Live.PHASE_2: _phase(Phase.DEVELOPMENT),
    Live.PHASE_3: _phase(Phase.ROLLOUT),
    Live.REUSE: _reuse,
    Live.SDG: _sdg,
    Live.FIM: _fim,
}


def part(live: Live) -> Part | None:
    """What stands below the text of a page; ``None`` for pages of text alone."""
    made = _PARTS.get(live)
    return made() if made else None
