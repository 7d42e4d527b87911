# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the register in the office."""

from django.urls import path

from leistungswerk.web.office.register import search

patterns = [
    path("suche/", search.results, name="search"),
]
