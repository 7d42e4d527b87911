# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
import leistungswerk.register.kinds
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0003_organisations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseSystem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='CaseSystemUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(blank=True, max_length=60)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CaseSystemVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=60)),
                ('transport', models.CharField(choices=[('fit_connect', 'fit_connect'), ('osci_xta', 'osci_xta'), ('webhook', 'webhook'), ('sftp', 'sftp'), ('file_transfer', 'file_transfer')], max_length=20)),
                ('interface', models.CharField(choices=[('none', 'none'), ('announced', 'announced'), ('test', 'test'), ('productive', 'productive')], default=leistungswerk.register.kinds.InterfaceState['NONE'], max_length=20)),
                ('message_standard', models.CharField(blank=True, max_length=100)),
                ('available_from', models.DateField(blank=True, null=True)),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('source', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Deputyship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='FimState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block', models.CharField(choices=[('leistung', 'leistung'), ('datenfelder', 'datenfelder'), ('prozess', 'prozess')], max_length=20)),
                ('external_id', models.CharField(blank=True, max_length=40)),
                ('version', models.CharField(blank=True, max_length=20)),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('function', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('active', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('statute', 'statute'), ('administers', 'administers'), ('decides', 'decides')], max_length=20)),
                ('relevant', models.BooleanField(default=True)),
                ('reason', models.TextField(blank=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('ozg_coordination', 'ozg_coordination'), ('programme_management', 'programme_management'), ('adviser', 'adviser'), ('technical_lead', 'technical_lead'), ('integration_architect', 'integration_architect'), ('rollout_manager', 'rollout_manager'), ('developer', 'developer'), ('fim_editor', 'fim_editor'), ('administration', 'administration'), ('ressort_contact', 'ressort_contact'), ('service_owner', 'service_owner'), ('unit_head', 'unit_head'), ('budget', 'budget'), ('head', 'head'), ('data_protection', 'data_protection'), ('information_security', 'information_security'), ('accessibility', 'accessibility'), ('municipal_lead', 'municipal_lead'), ('project_office', 'project_office'), ('case_worker', 'case_worker'), ('vendor', 'vendor'), ('auditor', 'auditor')], max_length=30)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('granted_by', models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='ServiceBundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ozg_id', models.CharField(max_length=10, unique=True)),
                ('name', models.TextField()),
                ('as_of', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Situation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('name', models.CharField(max_length=200)),
                ('theme', models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('act', models.TextField(blank=True)),
            ],
        ),
        migrations.AddField(
            model_name='organisation',
            name='kind',
            field=models.CharField(choices=[('state_chancellery', 'state_chancellery'), ('ministry', 'ministry'), ('state_authority', 'state_authority'), ('it_provider', 'it_provider'), ('district', 'district'), ('city', 'city'), ('association_of_municipalities', 'association_of_municipalities'), ('municipality', 'municipality'), ('chamber', 'chamber'), ('municipal_umbrella', 'municipal_umbrella'), ('project_office', 'project_office'), ('council', 'council'), ('vendor', 'vendor'), ('audit_office', 'audit_office'), ('authority', 'authority')], default=leistungswerk.register.kinds.OrganisationKind['AUTHORITY'], max_length=30),
        ),
        migrations.AddField(
            model_name='organisation',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subordinates', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='project_office',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supported', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='short_name',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='organisation',
            name='valid_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='organisation',
            name='valid_to',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='organisation',
            name='website',
            field=models.URLField(blank=True),
        ),
        migrations.AddField(
            model_name='service',
            name='active',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='service',
            name='as_of',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='service',
            name='citizen_name',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='service',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='register.organisation'),
        ),
        migrations.AddField(
            model_name='service',
            name='legal_bases',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='service',
            name='sdg_annex',
            field=models.CharField(choices=[('none', 'none'), ('annex_1', 'annex_1'), ('annex_2', 'annex_2')], default=leistungswerk.register.kinds.SdgAnnex['NONE'], max_length=10),
        ),
        migrations.AddField(
            model_name='service',
            name='sdg_areas',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='service',
            name='trust_level',
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name='service',
            name='typing',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='service',
            name='written_form',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='territory',
            name='valid_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='territory',
            name='valid_to',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='territory',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='register.territory'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['kind', 'name'], name='register_or_kind_c786dc_idx'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(condition=models.Q(('territory__isnull', True)), fields=('name',), name='register_placeless_once'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='register_organisation_times'),
        ),
        migrations.AddField(
            model_name='casesystem',
            name='services',
            field=models.ManyToManyField(blank=True, related_name='case_systems', to='register.service'),
        ),
        migrations.AddField(
            model_name='casesystem',
            name='vendor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='casesystemuse',
            name='case_system',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='installations', to='register.casesystem'),
        ),
        migrations.AddField(
            model_name='casesystemuse',
            name='operator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='operates', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='casesystemuse',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='installations', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='casesystemversion',
            name='case_system',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='register.casesystem'),
        ),
        migrations.AddField(
            model_name='fimstate',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='register.fimdocument'),
        ),
        migrations.AddField(
            model_name='fimstate',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fim', to='register.service'),
        ),
        migrations.AddField(
            model_name='person',
            name='account',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='person',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='deputyship',
            name='deputy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stands_in', to='register.person'),
        ),
        migrations.AddField(
            model_name='deputyship',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputyships', to='register.person'),
        ),
        migrations.AddField(
            model_name='responsibility',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='responsibility',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responsibilities', to='register.service'),
        ),
        migrations.AddField(
            model_name='roleassignment',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='roleassignment',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='register.person'),
        ),
        migrations.AddField(
            model_name='servicebundle',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='register.organisation'),
        ),
        migrations.AddField(
            model_name='service',
            name='bundles',
            field=models.ManyToManyField(blank=True, related_name='services', to='register.servicebundle'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['active', 'name'], name='register_se_active_8d4f26_idx'),
        ),
        migrations.AddField(
            model_name='servicebundle',
            name='situation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='register.situation'),
        ),
        migrations.AddField(
            model_name='succession',
            name='predecessor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='succession',
            name='successor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='precessions', to='register.organisation'),
        ),
        migrations.AddConstraint(
            model_name='casesystem',
            constraint=models.UniqueConstraint(fields=('vendor', 'name'), name='register_case_system_once'),
        ),
        migrations.AddConstraint(
            model_name='casesystemuse',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('organisation', 'case_system'), name='register_one_open_installation'),
        ),
        migrations.AddConstraint(
            model_name='casesystemversion',
            constraint=models.UniqueConstraint(fields=('case_system', 'version', 'transport'), name='register_case_system_version_once'),
        ),
        migrations.AddConstraint(
            model_name='fimstate',
            constraint=models.UniqueConstraint(fields=('service', 'block'), name='register_fim_state_once'),
        ),
        migrations.AddConstraint(
            model_name='fimstate',
            constraint=models.CheckConstraint(condition=models.Q(('status__isnull', True), ('status__range', (1, 8)), _connector='OR'), name='register_fim_status'),
        ),
        migrations.AddConstraint(
            model_name='deputyship',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('deputy')), _negated=True), name='register_deputy_is_another'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('service', 'organisation', 'kind'), name='register_one_open_responsibility'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('person', 'role', 'organisation'), name='register_one_open_assignment'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('predecessor', 'successor'), name='register_succession_once'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='register_succession_not_itself'),
        ),
    ]
