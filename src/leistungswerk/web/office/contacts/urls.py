# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the contact directory."""

from django.urls import path

from leistungswerk.web.office.contacts import editing, following, own, views

patterns = [
    path("kontakte/", views.contacts, name="contacts"),
    path("kontakte/kontakte.csv", views.export, name="contacts_export"),
    path("kontakte/neu/", editing.enter, name="contact_new"),
    path("kontakte/personen/<uuid:identity>/person.vcf", views.person_card, name="person_card"),
    path("kontakte/<uuid:identity>/", views.contact, name="contact"),
    path("kontakte/<uuid:identity>/kontakt.vcf", views.card, name="contact_card"),
    path("kontakte/<uuid:identity>/bearbeiten/", editing.edit, name="contact_edit"),
    path("kontakte/<uuid:identity>/geprueft/", editing.check, name="contact_check"),
    path("kontakte/<uuid:identity>/beenden/", editing.end, name="contact_end"),
    path("mein-eintrag/", own.entry, name="my_entry"),
    path("mein-eintrag/tempo/", own.pace, name="my_pace"),
    path("abonnieren/", following.follow, name="follow"),
    path("abonnement-beenden/", following.unfollow, name="unfollow"),
]
