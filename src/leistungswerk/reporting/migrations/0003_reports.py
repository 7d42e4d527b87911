# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0002_facts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('template', models.CharField(max_length=20)),
                ('cut_off', models.DateField()),
                ('known_at', models.DateTimeField()),
                ('suffix', models.CharField(max_length=10)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('data_digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('template', models.CharField(max_length=20)),
                ('cut_off', models.DateField()),
                ('known_at', models.DateTimeField()),
                ('texts', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('co_signing', 'co_signing'), ('frozen', 'frozen')], default='draft', max_length=20)),
                ('data_digest', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField()),
                ('frozen_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['template', 'cut_off'], name='reporting_r_templat_4eef04_idx')],
            },
        ),
    ]
