# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words of reports for pages."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.reporting.report_states import ReportState
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.web.templatetags.faces import Level

STATES: Final = {
    ReportState.DRAFT: (_("Entwurf"), Level.INFO),
    ReportState.CO_SIGNING: (_("In Mitzeichnung"), Level.WARNING),
    ReportState.FROZEN: (_("Festgeschrieben"), Level.SUCCESS),
}
TEMPLATES: Final = {
    Template.CABINET: _("Ministerrat (zwei Seiten)"),
    Template.LANDTAG: _("Landtag (Antwort auf eine Anfrage)"),
    Template.COUNCIL: _("IT-Kooperationsrat"),
    Template.PUBLIC: _("Öffentlichkeit"),
    Template.FULL: _("Gesamtbericht (fünfzehn Abschnitte)"),
}
ANSWERS: Final = {
    CoSignature.ASKED: (_("Angefragt"), Level.INFO),
    CoSignature.AGREED: (_("Mitgezeichnet"), Level.SUCCESS),
    CoSignature.AGREED_WITH_NOTE: (_("Mitgezeichnet mit Hinweis"), Level.SUCCESS),
    CoSignature.OBJECTED: (_("Widersprochen"), Level.DANGER),
}
