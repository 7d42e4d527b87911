# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0008_service_texts'),
        ('reporting', '0004_money_and_kept'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportCoSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('organisation_name', models.CharField(max_length=200)),
                ('answer', models.CharField(choices=[('asked', 'asked'), ('agreed', 'agreed'), ('agreed_with_note', 'agreed_with_note'), ('objected', 'objected')], default='asked', max_length=20)),
                ('note', models.TextField(blank=True)),
                ('due_on', models.DateField()),
                ('signer', models.CharField(blank=True, max_length=80)),
                ('signer_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ReportRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField()),
                ('title', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('figures', models.JSONField(default=list)),
                ('author', models.CharField(max_length=80)),
                ('author_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ReportSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=20)),
                ('title', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('figures', models.JSONField(default=list)),
                ('revision', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.AddField(
            model_name='report',
            name='files',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='report',
            name='number',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='report',
            name='round',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='report',
            name='supersedes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='reporting.report'),
        ),
        migrations.AddField(
            model_name='report',
            name='version',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number', 'version'), name='reporting_number_once'),
        ),
        migrations.AddField(
            model_name='reportcosignature',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='reportcosignature',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='co_signatures', to='reporting.report'),
        ),
        migrations.AddField(
            model_name='reportsection',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reporting.report'),
        ),
        migrations.AddField(
            model_name='reportrevision',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='reporting.reportsection'),
        ),
        migrations.AddConstraint(
            model_name='reportcosignature',
            constraint=models.UniqueConstraint(fields=('report', 'organisation', 'round'), name='reporting_co_signature_once'),
        ),
        migrations.AddConstraint(
            model_name='reportsection',
            constraint=models.UniqueConstraint(fields=('report', 'key'), name='reporting_section_once'),
        ),
        migrations.AddConstraint(
            model_name='reportrevision',
            constraint=models.UniqueConstraint(fields=('section', 'revision'), name='reporting_revision_once'),
        ),
    ]
