# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of gates, votes, the decision and orders of signing."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from leistungswerk.web.office.gates import acts, decision, orders, pages, votes
from leistungswerk.web.office.projects import sections

sections.add(sections.Section("gates", _("Gates"), "office:gates", 20))
sections.add(sections.Section("decision", _("Entscheidung"), "office:decision", 30))
sections.add(sections.Section("votes", _("Voten"), "office:votes", 40))

_OF = "vorhaben/<uuid:identity>/"
patterns = [
    path(f"{_OF}gates/", pages.gates, name="gates"),
    path(f"{_OF}gates/<slug:gate>/", pages.gate, name="gate"),
    path(f"{_OF}gates/<slug:gate>/<uuid:organisation>/", pages.gate, name="gate_of_body"),
    path(f"{_OF}gates/<slug:gate>/eroeffnen/", acts.open_gate, name="open_gate"),
    path(f"{_OF}gates/<slug:gate>/verzicht/", acts.waive, name="waive"),
    path(f"{_OF}voten/", votes.votes, name="votes"),
    path(f"{_OF}entscheidung/", decision.decision, name="decision"),
    path(f"{_OF}entscheidung/vorlage/", decision.paper, name="paper"),
    path("zeichnungen/", pages.waiting, name="signatures"),
    path("zeichnungen/<uuid:identity>/", pages.case, name="gate_case"),
    path("zeichnungen/<uuid:identity>/zeichnen/", acts.sign_case, name="sign_case"),
    path("zeichnungen/<uuid:identity>/zurueckziehen/", acts.withdraw, name="withdraw_case"),
    path("zeichnungen/<uuid:identity>/vermerk.pdf", pages.record_pdf, name="gate_record"),
    path("stellen/<uuid:identity>/zeichnungsordnung/", orders.signing_order, name="signing_order"),
]
