# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enablement_desk', '0002_desk_work'),
    ]

    operations = [
        migrations.AddField(
            model_name='ticket',
            name='language',
            field=models.CharField(default='de', max_length=2),
        ),
    ]
