# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Indexes by which a figure finds its place in both times, and bodies their territory; districts are told anew."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def _again(apps: Any, editor: Any) -> None:
    """In a district only bodies count that decide there on the day: what was kept before is counted again."""
    kept = apps.get_model("reporting", "CoverageSpan").objects
    keys = set(kept.values_list("service_key", flat=True).distinct())
    if keys:
        # An instance in use: counted as it is counted after every event. A new one has nothing to count.
        from leistungswerk.reporting.services.coverage import rebuild

        for key in sorted(keys):
            rebuild(key)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0007_maturity_and_dashboard")]

    operations = [
        migrations.AddIndex(
            "availabilityfact",
            models.Index(
                fields=["superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="reporting_available_ended",
            ),
        ),
        migrations.AddIndex(
            "competencefact",
            models.Index(
                fields=["superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="reporting_competent_ended",
            ),
        ),
        migrations.AddIndex(
            "competencefact", models.Index(fields=["ars", "service_key"], name="reporting_competent_area")
        ),
        migrations.AddIndex(
            "coveragespan",
            models.Index(
                fields=["service_key", "district", "valid_from", "recorded_at"], name="reporting_span_line"
            ),
        ),
        migrations.AddIndex(
            "coveragespan",
            models.Index(
                fields=["valid_to", "district"],
                condition=Q(superseded_at__isnull=True) & Q(district__gt=""),
                name="reporting_span_open",
            ),
        ),
        migrations.RemoveIndex("coveragespan", "reporting_span_service"),
        migrations.RemoveIndex("coveragespan", "reporting_span_whole"),
        migrations.RunPython(_again, migrations.RunPython.noop),
    ]
