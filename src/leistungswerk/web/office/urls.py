# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the office."""

from django.urls import path

from leistungswerk.web.office import (
    codelists,
    deliveries,
    fim_messages,
    forms,
    my_day,
    rules,
    schemas,
    session,
)
from leistungswerk.web.office.advice import urls as advice
from leistungswerk.web.office.contacts import urls as contacts
from leistungswerk.web.office.dashboard import urls as dashboard
from leistungswerk.web.office.feedback import urls as feedback
from leistungswerk.web.office.figures import urls as figures
from leistungswerk.web.office.gates import urls as gates
from leistungswerk.web.office.handbook import urls as handbook
from leistungswerk.web.office.infrastructure import urls as infrastructure
from leistungswerk.web.office.mailbox import urls as mailbox
from leistungswerk.web.office.mailings import urls as mailings
from leistungswerk.web.office.mandate import urls as mandate
from leistungswerk.web.office.maturity import urls as maturity
from leistungswerk.web.office.money import urls as money
from leistungswerk.web.office.projects import urls as projects
from leistungswerk.web.office.register import urls as register
from leistungswerk.web.office.reports import urls as reports
from leistungswerk.web.office.resolutions import urls as resolutions
from leistungswerk.web.office.reuse import urls as reuse
from leistungswerk.web.office.rollout import urls as rollout
from leistungswerk.web.office.rounds import urls as rounds
from leistungswerk.web.office.site import urls as site
from leistungswerk.web.office.support import urls as support
from leistungswerk.web.office.training import urls as training

app_name = "office"
urlpatterns = [
    path("", my_day.dashboard, name="dashboard"),
    path("hinweise/<int:pk>/gelesen/", my_day.read_notice, name="read_notice"),
    path("anmelden/", session.login, name="login"),
    path("abmelden/", session.logout, name="logout"),
    path("schemata/", schemas.documents, name="documents"),
    path("schemata/<uuid:identity>/", schemas.document, name="document"),
    path("schemata/<uuid:identity>/formular/", forms.create, name="create_form"),
    path("schemata/<uuid:identity>/regeln/", rules.rules, name="rules"),
    path("schemata/<uuid:identity>/regeln/bestaetigen/", rules.confirm, name="confirm_rules"),
    path("schemata/<uuid:identity>/regeln/regel/<slug:key>/", rules.rule, name="rule"),
    path("codelisten/", codelists.codelists, name="codelists"),
    path("bausteine/", fim_messages.messages, name="messages"),
    path("bausteine/<uuid:identity>/", fim_messages.message, name="message"),
    path("bausteine/<uuid:identity>/entscheiden/", fim_messages.decide, name="decide_message"),
    path("bausteine/<uuid:identity>/<int:position>/", fim_messages.entry, name="message_entry"),
    path("formulare/<uuid:identity>/", forms.form_version, name="form_version"),
    path("formulare/<uuid:identity>/freigeben/", forms.publish, name="publish"),
    path("formulare/<uuid:identity>/vorschau/", forms.preview, name="preview_start"),
    path("formulare/<uuid:identity>/vorschau/<slug:page>/", forms.preview, name="preview"),
    path("dienste/", forms.services, name="services"),
    path("dienste/<uuid:identity>/", forms.service, name="service"),
    path("dienste/<uuid:identity>/pruefen/", forms.check_service, name="check_service"),
    path("dienste/<uuid:identity>/beenden/", forms.withdraw, name="withdraw_service"),
    path("antraege/", deliveries.applications, name="applications"),
    path("antraege/<str:reference>/", deliveries.application, name="application"),
    path("zustellungen/", deliveries.outbox_rows, name="deliveries"),
    path("zustellungen/<uuid:row>/erneut/", deliveries.replay, name="replay"),
    path("protokoll/", deliveries.audit_log, name="audit"),
    *contacts.patterns,
    *mailings.patterns,
    *mailbox.patterns,
    *dashboard.patterns,
    *feedback.patterns,
    *reports.patterns,
    *rounds.patterns,
    *figures.patterns,
    *handbook.patterns,
    *training.patterns,
    *support.patterns,
    *projects.patterns,
    *advice.patterns,
    *gates.patterns,
    *register.patterns,
    *reuse.patterns,
    *infrastructure.patterns,
    *mandate.patterns,
    *maturity.patterns,
    *money.patterns,
    *resolutions.patterns,
    *rollout.patterns,
    *site.patterns,
]
