# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the roll-out."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from leistungswerk.web.office.projects import sections
from leistungswerk.web.office.rollout import (
    bodies,
    matrix,
    plan,
    portal,
    questionnaire,
    sheets,
    unit,
    vendors,
)

sections.add(sections.Section("rollout", _("Roll-out"), "office:rollout_project", 60))

patterns = [
    path("rollout/", matrix.matrix, name="rollout"),
    path("rollout/stellen/", bodies.bodies, name="rollout_bodies"),
    path("rollout/stellen/<uuid:identity>/", bodies.cockpit, name="rollout_body"),
    path("rollout/hersteller/", vendors.vendors, name="rollout_vendors"),
    path("rollout/fragebogen.schema.json", questionnaire.schema, name="rollout_schema"),
    path("vorhaben/<uuid:identity>/rollout/", plan.project, name="rollout_project"),
    path("vorhaben/<uuid:identity>/rollout/uebernehmen/", plan.take, name="rollout_take"),
    path("vorhaben/<uuid:identity>/rollout/stelle/", plan.add, name="rollout_add"),
    path("vorhaben/<uuid:identity>/rollout/welle/", plan.wave, name="rollout_wave"),
    path("vorhaben/<uuid:identity>/rollout/planen/", plan.bulk, name="rollout_bulk"),
    path("vorhaben/<uuid:identity>/rollout/tabelle.csv", sheets.export, name="rollout_export"),
    path("vorhaben/<uuid:identity>/rollout/tabelle/", sheets.take, name="rollout_import"),
    path("rollout/zellen/<uuid:identity>/", unit.unit, name="rollout_unit"),
    path("rollout/zellen/<uuid:identity>/angaben/", unit.edit, name="rollout_edit"),
    path("rollout/zellen/<uuid:identity>/stand/", unit.move, name="rollout_move"),
    path("rollout/zellen/<uuid:identity>/zeichnung/", unit.gate, name="rollout_gate"),
    path("rollout/zellen/<uuid:identity>/kontakt/", unit.contact, name="rollout_contact"),
    path("rollout/zellen/<uuid:identity>/pflicht/<slug:duty>/", unit.duty, name="rollout_duty"),
    path("rollout/zellen/<uuid:identity>/fragebogen/", questionnaire.form, name="rollout_questionnaire"),
    path(
        "rollout/zellen/<uuid:identity>/fragebogen.json",
        questionnaire.export,
        name="rollout_questionnaire_file",
    ),
    path("rollout/zellen/<uuid:identity>/portal/", portal.orders, name="rollout_portal"),
    path("rollout/auftraege/<uuid:identity>/", portal.act, name="rollout_order"),
    path("rollout/auftraege/<uuid:identity>/auftrag.xml", portal.export, name="rollout_order_file"),
]
