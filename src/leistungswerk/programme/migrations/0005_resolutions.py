# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0004_gates'),
        ('register', '0006_council_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('may_decide_urgently', models.BooleanField(default=False)),
                ('active', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='CouncilSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('held_on', models.DateField(blank=True, null=True)),
                ('registration_until', models.DateField(blank=True, null=True)),
                ('papers_until', models.DateField(blank=True, null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('working_number', models.CharField(max_length=20, unique=True)),
                ('number', models.CharField(blank=True, max_length=30)),
                ('direction', models.CharField(choices=[('outgoing', 'outgoing'), ('incoming', 'incoming'), ('land', 'land')], max_length=10)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('coordination', 'coordination'), ('ready', 'ready'), ('land_decided', 'land_decided'), ('registered', 'registered'), ('prepared', 'prepared'), ('adopted', 'adopted'), ('rejected', 'rejected'), ('published', 'published'), ('implementation', 'implementation'), ('completed', 'completed'), ('withdrawn', 'withdrawn')], default='draft', max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('problem', models.TextField(blank=True)),
                ('solution', models.TextField(blank=True)),
                ('alternatives', models.TextField(blank=True)),
                ('cost', models.TextField(blank=True)),
                ('cost_municipal', models.TextField(blank=True)),
                ('agenda_item', models.CharField(blank=True, max_length=30)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_file_number', models.CharField(blank=True, max_length=100)),
                ('urgent_reason', models.TextField(blank=True)),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('result', models.CharField(blank=True, choices=[('unanimous', 'unanimous'), ('majority', 'majority'), ('rejected', 'rejected')], max_length=20)),
                ('votes', models.CharField(blank=True, max_length=300)),
                ('declaration', models.TextField(blank=True)),
                ('adopted_on', models.DateField(blank=True, null=True)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('published_at', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=0)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.decisionbody')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.decisionbody')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.organisation')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.councilsession')),
            ],
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_name', models.CharField(max_length=200)),
                ('asked_on', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('statement', models.TextField(blank=True)),
                ('file_number', models.CharField(blank=True, max_length=100)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.organisation')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hearings', to='programme.resolution')),
            ],
        ),
        migrations.CreateModel(
            name='Annex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('file_number', models.CharField(blank=True, max_length=100)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annexes', to='programme.resolution')),
            ],
        ),
        migrations.CreateModel(
            name='ResolutionCoSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_name', models.CharField(max_length=200)),
                ('answer', models.CharField(choices=[('asked', 'asked'), ('agreed', 'agreed'), ('agreed_with_note', 'agreed_with_note'), ('objected', 'objected')], default='asked', max_length=20)),
                ('note', models.TextField(blank=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('signer', models.CharField(blank=True, max_length=80)),
                ('signer_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(blank=True, null=True)),
                ('objection_resolved', models.TextField(blank=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.organisation')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='co_signatures', to='programme.resolution')),
            ],
        ),
        migrations.CreateModel(
            name='ResolutionPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('verb', models.CharField(choices=[('notes', 'notes'), ('agrees', 'agrees'), ('decides', 'decides'), ('asks', 'asks'), ('orders', 'orders'), ('establishes', 'establishes'), ('finds', 'finds'), ('provides', 'provides')], max_length=20)),
                ('text', models.TextField()),
                ('addressee', models.CharField(blank=True, max_length=200)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('due_session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.councilsession')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='programme.resolution')),
            ],
        ),
        migrations.CreateModel(
            name='ResolutionReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30)),
                ('kind', models.CharField(choices=[('cites', 'cites'), ('amends', 'amends'), ('replaces', 'replaces')], max_length=10)),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='references', to='programme.resolution')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referenced_by', to='programme.resolution')),
            ],
        ),
        migrations.CreateModel(
            name='ResolutionTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('proof', models.CharField(blank=True, max_length=300)),
                ('addressee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.organisation')),
                ('point', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='task', to='programme.resolutionpoint')),
                ('services', models.ManyToManyField(blank=True, related_name='+', to='register.service')),
            ],
        ),
        migrations.AddConstraint(
            model_name='councilsession',
            constraint=models.UniqueConstraint(fields=('council', 'number'), name='programme_session_once'),
        ),
        migrations.AddIndex(
            model_name='resolution',
            index=models.Index(fields=['direction', 'state'], name='programme_r_directi_a8b32b_idx'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='programme_resolution_number_once'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.UniqueConstraint(fields=('resolution', 'organisation'), name='programme_hearing_once'),
        ),
        migrations.AddConstraint(
            model_name='resolutioncosignature',
            constraint=models.UniqueConstraint(fields=('resolution', 'organisation'), name='programme_co_signature_once'),
        ),
        migrations.AddConstraint(
            model_name='resolutionpoint',
            constraint=models.UniqueConstraint(fields=('resolution', 'position'), name='programme_point_once'),
        ),
        migrations.AddConstraint(
            model_name='resolutionpoint',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_session__isnull', True), _connector='OR'), name='programme_point_one_deadline'),
        ),
        migrations.AddConstraint(
            model_name='resolutionreference',
            constraint=models.UniqueConstraint(fields=('resolution', 'number'), name='programme_reference_once'),
        ),
        migrations.AddConstraint(
            model_name='resolutionreference',
            constraint=models.CheckConstraint(condition=models.Q(('target__isnull', True), models.Q(('target', models.F('resolution')), _negated=True), _connector='OR'), name='programme_reference_not_itself'),
        ),
    ]
