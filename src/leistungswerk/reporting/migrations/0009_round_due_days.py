# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0008_points_in_time'),
    ]

    operations = [
        migrations.AddField(
            model_name='dataround',
            name='answers_due',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='roundpart',
            name='extended_to',
            field=models.DateField(blank=True, null=True),
        ),
    ]
