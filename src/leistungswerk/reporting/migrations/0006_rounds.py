# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0005_reports_in_co_signing'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoundLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('question', models.CharField(choices=[('available', 'available'), ('cases', 'cases'), ('law', 'law')], max_length=20)),
                ('service_key', models.CharField(max_length=14)),
                ('service_name', models.TextField()),
                ('body', models.UUIDField()),
                ('body_name', models.CharField(max_length=200)),
                ('ars', models.CharField(blank=True, max_length=12)),
                ('answering', models.UUIDField()),
                ('answering_name', models.CharField(max_length=200)),
                ('before', models.JSONField(blank=True, null=True)),
                ('before_source', models.CharField(blank=True, max_length=120)),
                ('answer', models.JSONField(blank=True, null=True)),
                ('state', models.CharField(choices=[('open', 'open'), ('confirmed', 'confirmed'), ('corrected', 'corrected'), ('unknown', 'unknown'), ('returned', 'returned'), ('merged', 'merged')], default='open', max_length=20)),
                ('note', models.TextField(blank=True)),
                ('answered_by', models.CharField(blank=True, max_length=80)),
                ('answered_by_name', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('', ''), ('recorded', 'recorded'), ('confirmed', 'confirmed'), ('ended', 'ended'), ('taken_back', 'taken_back'), ('nothing', 'nothing'), ('shown_meanwhile', 'shown_meanwhile'), ('contradicts', 'contradicts')], max_length=20)),
                ('fact', models.UUIDField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='DataRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('cut_off', models.DateField()),
                ('due', models.DateField()),
                ('questions', models.JSONField(default=list)),
                ('services', models.JSONField(default=list)),
                ('unasked', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed'), ('cancelled', 'cancelled')], default='open', max_length=20)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.CharField(max_length=80)),
                ('opened_by_name', models.CharField(max_length=200)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by_name', models.CharField(blank=True, max_length=200)),
                ('remark', models.TextField(blank=True)),
                ('statement', models.JSONField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'cut_off'], name='reporting_d_state_6f8c84_idx')],
            },
        ),
        migrations.CreateModel(
            name='LateCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.JSONField()),
                ('reason', models.TextField()),
                ('by', models.CharField(max_length=80)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='late_corrections', to='reporting.roundline')),
            ],
        ),
        migrations.CreateModel(
            name='RoundPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('ressort', 'ressort'), ('project_office', 'project_office')], max_length=20)),
                ('organisation', models.UUIDField()),
                ('name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('collecting', 'collecting'), ('released', 'released'), ('checked', 'checked'), ('accepted', 'accepted'), ('missing', 'missing')], default='collecting', max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('released_by', models.CharField(blank=True, max_length=80)),
                ('checked_by', models.CharField(blank=True, max_length=80)),
                ('escalation_asked_at', models.DateTimeField(blank=True, null=True)),
                ('escalated_at', models.DateTimeField(blank=True, null=True)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='reporting.dataround')),
            ],
        ),
        migrations.AddField(
            model_name='roundline',
            name='part',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='reporting.roundpart'),
        ),
        migrations.CreateModel(
            name='RoundDissent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('organisation_name', models.CharField(max_length=200)),
                ('by', models.CharField(max_length=80)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.roundline')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dissents', to='reporting.roundpart')),
            ],
        ),
        migrations.CreateModel(
            name='RoundStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=30)),
                ('reason', models.TextField(blank=True)),
                ('by', models.CharField(max_length=80)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('day', models.DateField()),
                ('part', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reporting.roundpart')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reporting.dataround')),
            ],
        ),
        migrations.CreateModel(
            name='ToldFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(max_length=120)),
                ('measure', models.CharField(max_length=20)),
                ('service_key', models.CharField(max_length=14)),
                ('body', models.UUIDField()),
                ('body_name', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('text', models.TextField(blank=True)),
                ('reference', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['measure', 'service_key'], name='reporting_t_measure_1e0753_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('fact',), name='toldfact_one_known'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='toldfact_times')],
            },
        ),
        migrations.AddConstraint(
            model_name='roundpart',
            constraint=models.UniqueConstraint(fields=('round', 'organisation'), name='reporting_one_part'),
        ),
        migrations.AddIndex(
            model_name='roundline',
            index=models.Index(fields=['part', 'state'], name='reporting_r_part_id_e1faf7_idx'),
        ),
        migrations.AddIndex(
            model_name='roundline',
            index=models.Index(fields=['part', 'service_name', 'body_name'], name='reporting_r_part_id_8600aa_idx'),
        ),
        migrations.AddIndex(
            model_name='roundline',
            index=models.Index(fields=['answering'], name='reporting_r_answeri_c62d5d_idx'),
        ),
        migrations.AddConstraint(
            model_name='roundline',
            constraint=models.UniqueConstraint(fields=('part', 'question', 'service_key', 'body'), name='reporting_one_line'),
        ),
        migrations.AddConstraint(
            model_name='roundstep',
            constraint=models.UniqueConstraint(condition=models.Q(('act', 'reminded')), fields=('part', 'day'), name='reporting_one_reminder'),
        ),
    ]
