# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0009_round_due_days'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='coveragespan',
            name='reporting_span_open',
        ),
        migrations.AddIndex(
            model_name='coveragespan',
            index=models.Index(condition=models.Q(('superseded_at__isnull', True), ('district__gt', '')), fields=['valid_to', 'district', 'valid_from', 'competent', 'shown', 'told'], name='reporting_span_open'),
        ),
    ]
