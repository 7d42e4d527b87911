# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the bench of figures measures is what events would have kept."""

import pytest
from django.db import connection

from bench.facts import Size, fill
from bench.national import ask
from leistungswerk.reporting.models import CoverageSpan
from leistungswerk.reporting.services.coverage import rebuild

pytestmark = pytest.mark.django_db


def _spans() -> list[tuple[object, ...]]:
    names = [field.name for field in CoverageSpan._meta.fields if not field.primary_key]
    return sorted(CoverageSpan.objects.values_list(*names), key=str)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the bench fills SQLite")
def test_filled_in_bulk_is_what_the_services_would_have_kept_and_every_question_has_its_answer():
    filled = fill(Size(services=3, bodies=60, months=4, every=2))
    assert filled.pairs == 90
    bulk = _spans()
    for key in sorted({row[0] for row in bulk}):
        rebuild(str(key))
    assert _spans() == bulk
    asked = {each.name: each for each in ask(1, control=True)}
    assert asked["Karte"].control_s is not None
    assert "Ein Ereignis schreiben" in asked
