# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rates differ per body while all share one form version."""

import msgspec
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.core.actor import OPERATOR
from leistungswerk.online import queries
from leistungswerk.online.models import OnlineService
from leistungswerk.online.parameters import fill
from leistungswerk.online.services import publishing
from stage import bind, connect, demo_form

TOLD = (("steuer.erster_hund", "Steuer für den ersten Hund", "120,00 €"),)


def test_a_text_shows_the_value_of_the_body_and_a_dash_for_what_it_has_not_set():
    text = "Der erste Hund kostet {{parameter:steuer.erster_hund}}, ein Kampfhund {{parameter:steuer.kampfhund}}."
    assert fill(text, TOLD) == "Der erste Hund kostet 120,00 €, ein Kampfhund –."


@given(st.text())
def test_a_text_without_names_stays_as_it_is(text):
    assert "{{parameter:" in text or fill(text, TOLD) == text


@pytest.mark.django_db
def test_the_page_of_a_service_shows_what_the_bodys_statute_sets_frozen_with_the_service(destination):
    binding = bind(demo_form(), connect(destination))
    slug = publishing.publish_service(OPERATOR, binding=msgspec.structs.replace(binding, parameters=TOLD))
    page = Client().get(f"/leistungen/{slug}/").content.decode()
    assert "Steuer für den ersten Hund" in page
    assert "120,00 €" in page
    first = OnlineService.objects.get(valid_to=None)
    assert len(first.parameters_digest) == 64
    dearer = ((*TOLD[0][:2], "150,00 €"),)
    publishing.publish_service(OPERATOR, binding=msgspec.structs.replace(binding, parameters=dearer))
    assert queries.service_by_slug(slug).parameters == dearer
    assert OnlineService.objects.get(pk=first.pk).parameters == [list(item) for item in TOLD]
