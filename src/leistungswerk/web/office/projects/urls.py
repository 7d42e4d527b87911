# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the Vorhaben."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from leistungswerk.web.office.projects import (
    checklist,
    editing,
    notes,
    portfolio,
    sections,
    taking_part,
    templates_pages,
    together,
    views,
)
from leistungswerk.web.office.projects.sections import Section

for _section in (
    Section("overview", _("Überblick"), "office:project", 0),
    Section("checklist", _("Checkliste"), "office:project_checklist", 10),
    Section("parties", _("Beteiligte"), "office:project_parties", 80),
    Section("comments", _("Kommentare"), "office:project_comments", 85),
    Section("history", _("Verlauf"), "office:project_history", 90),
):
    sections.add(_section)

patterns = [
    path("vorhaben/", portfolio.projects, name="projects"),
    path("vorhaben/tafel/", portfolio.board, name="project_board"),
    path("vorhaben/zeitplan/", portfolio.timeline, name="project_timeline"),
    path("vorhaben/beginnen/", editing.begin, name="begin_project"),
    path("vorhaben/gemeinsam/", together.bulk, name="bulk_projects"),
    path("vorhaben/einlesen/", together.upload, name="import_projects"),
    path("vorhaben/tabelle.csv", together.export, {"kind": "csv"}, name="export_projects_csv"),
    path("vorhaben/tabelle.xlsx", together.export, {"kind": "xlsx"}, name="export_projects_xlsx"),
    path("vorhaben/<uuid:identity>/", views.project, name="project"),
    path("vorhaben/<uuid:identity>/aendern/", editing.edit, name="edit_project"),
    path("vorhaben/<uuid:identity>/beenden/", editing.end, name="end_project"),
    path("vorhaben/<uuid:identity>/wiederaufnehmen/", editing.resume, name="resume_project"),
    path("vorhaben/<uuid:identity>/checkliste/", checklist.checklist, name="project_checklist"),
    path("vorhaben/<uuid:identity>/beteiligte/", taking_part.taking_part, name="project_parties"),
    path("vorhaben/<uuid:identity>/kommentare/", notes.comments, name="project_comments"),
    path("vorhaben/<uuid:identity>/verlauf/", notes.history, name="project_history"),
    path("vorhaben/<uuid:identity>/akte.pdf", views.paper, name="project_paper"),
    path("checklisten/", templates_pages.templates, name="templates"),
    path("checklisten/laden/", templates_pages.load, name="load_templates"),
    path("checklisten/<int:pk>/", templates_pages.template, name="template"),
    path("checklisten/<int:pk>/veroeffentlichen/", templates_pages.publish, name="publish_template"),
]
