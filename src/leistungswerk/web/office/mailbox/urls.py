# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the mails that were written into a folder."""

from django.urls import path

from leistungswerk.web.office.mailbox import views

patterns = [
    path("betrieb/mails/", views.mails, name="mails"),
    path("betrieb/mails/<slug:slug>/", views.mail, name="mail"),
    path("betrieb/mails/<slug:slug>/datei/", views.file, name="mail_file"),
]
