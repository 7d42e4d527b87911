# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money in whole cents with its measure and year; levels, districts and months kept by events."""

import uuid
from typing import Any

from django.db import migrations, models


def _fill(apps: Any, editor: Any) -> None:
    """Whole cents from the amounts of before, months from the facts, and the new counts of what is kept."""
    for cost in apps.get_model("reporting", "CostFact").objects.all():
        cost.cents, cost.year, cost.subject = int(cost.amount * 100), cost.valid_from.year, cost.fact
        cost.save(update_fields=["cents", "year", "subject"])
    months: dict[tuple[Any, ...], int] = {}
    facts = apps.get_model("reporting", "UsageFact").objects.all()
    for measure, day, key, territory, amount in facts.values_list(
        "measure", "day", "service_key", "territory", "amount"
    ).iterator():
        for place in (territory, ""):
            where = (measure, day.replace(day=1), key, place)
            months[where] = months.get(where, 0) + amount
    kind = apps.get_model("reporting", "UsageMonth")
    kind.objects.bulk_create(
        (
            kind(measure=measure, month=month, service_key=key, territory=territory, amount=amount)
            for (measure, month, key, territory), amount in months.items()
        ),
        batch_size=500,
    )
    keys = set(apps.get_model("reporting", "CompetenceFact").objects.values_list("service_key", flat=True))
    if keys:
        # An instance in use: counted as it is counted after every event. A new one has nothing to count.
        from leistungswerk.reporting.services.coverage import rebuild

        for key in sorted(keys):
            rebuild(key)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_reports")]

    operations = [
        migrations.AddField("costfact", "cents", models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddField(
            "costfact", "subject", models.UUIDField(default=uuid.uuid4), preserve_default=False
        ),
        migrations.AddField(
            "costfact", "year", models.PositiveSmallIntegerField(default=2026), preserve_default=False
        ),
        migrations.AddField("costfact", "ressort", models.CharField(blank=True, max_length=200)),
        migrations.AddField("costfact", "draws_on", models.UUIDField(blank=True, null=True)),
        migrations.AlterField(
            "costfact",
            "kind",
            models.CharField(
                choices=[
                    ("budget", "budget"),
                    ("committed", "committed"),
                    ("spent", "spent"),
                    ("compliance", "compliance"),
                    ("compliance_once", "compliance_once"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddIndex(
            "costfact",
            models.Index(fields=["subject", "year"], name="reporting_cost_subject"),
        ),
        migrations.AddIndex(
            "availabilityfact", models.Index(fields=["recorded_at"], name="reporting_available_recorded")
        ),
        migrations.AddIndex(
            "competencefact", models.Index(fields=["recorded_at"], name="reporting_competent_recorded")
        ),
        migrations.AddIndex("usagefact", models.Index(fields=["recorded_at"], name="reporting_usage_recorded")),
        migrations.CreateModel(
            "WorkerBeat",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker", models.CharField(max_length=120, unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.DeleteModel("Coverage"),
        migrations.CreateModel(
            "CoverageSpan",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("service_key", models.CharField(max_length=14)),
                ("district", models.CharField(blank=True, max_length=5)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("competent", models.PositiveIntegerField()),
                ("shown", models.PositiveIntegerField()),
                ("told", models.PositiveIntegerField()),
                ("end_to_end", models.PositiveIntegerField()),
                ("level_shown", models.PositiveIntegerField()),
                ("level_told", models.PositiveIntegerField()),
                ("stray", models.PositiveIntegerField()),
                ("unjudged", models.PositiveIntegerField()),
            ],
        ),
        migrations.AddConstraint(
            "coveragespan",
            models.UniqueConstraint(
                fields=("service_key", "district", "valid_from"),
                condition=models.Q(superseded_at__isnull=True),
                name="reporting_span_one_known",
            ),
        ),
        migrations.AddIndex(
            "coveragespan", models.Index(fields=["service_key"], name="reporting_span_service")
        ),
        migrations.AddIndex(
            "coveragespan",
            models.Index(
                fields=["valid_from"], condition=models.Q(district=""), name="reporting_span_whole"
            ),
        ),
        migrations.CreateModel(
            "UsageMonth",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=40)),
                ("month", models.DateField()),
                ("service_key", models.CharField(max_length=14)),
                ("territory", models.CharField(blank=True, max_length=12)),
                ("amount", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddConstraint(
            "usagemonth",
            models.UniqueConstraint(
                fields=("measure", "month", "service_key", "territory"), name="reporting_usage_month_once"
            ),
        ),
        migrations.AddIndex(
            "usagemonth",
            models.Index(
                fields=["measure", "month", "amount"],
                condition=models.Q(territory=""),
                name="reporting_usage_month_sum",
            ),
        ),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.RemoveField("costfact", "amount"),
    ]
