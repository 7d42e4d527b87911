# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the support desk."""

from django.urls import path

from leistungswerk.web.office.support import figures, handed, notices, queue, setting, ticket

patterns = [
    path("support/", queue.tickets, name="tickets"),
    path("support/neu/", queue.new, name="new_ticket"),
    path("support/vorschlaege.json", queue.suggestions, name="desk_suggestions"),
    path("support/uebergeben/", handed.handed, name="handed"),
    path("support/uebergeben/<uuid:identity>/", handed.handed_ticket, name="handed_ticket"),
    path("support/meldungen/", notices.all_notices, name="desk_notices"),
    path("support/meldungen/neu/", notices.new_notice, name="new_notice"),
    path("support/meldungen/<uuid:identity>/", notices.notice, name="desk_notice"),
    path("support/meldungen/<uuid:identity>/bearbeiten/", notices.edit_notice, name="edit_notice"),
    path("support/bausteine/", setting.answers, name="desk_answers"),
    path("support/bausteine/neu/", setting.answer, name="new_answer"),
    path("support/bausteine/<uuid:identity>/", setting.answer, name="desk_answer"),
    path("support/wissen/", setting.articles, name="desk_knowledge"),
    path("support/wissen/neu/", setting.article, name="new_article"),
    path("support/wissen/<uuid:identity>/", setting.article, name="desk_article"),
    path("support/klassen/", setting.service_classes, name="desk_classes"),
    path("support/zahlen/", figures.desk_figures, name="desk_figures"),
    path("support/<uuid:identity>/", ticket.ticket, name="ticket"),
    path("support/<uuid:identity>/schwaerzen/<int:line>/", ticket.redact, name="redact_ticket"),
    path("support/<uuid:identity>/datei/<uuid:file>/", ticket.attachment, name="ticket_file"),
]
