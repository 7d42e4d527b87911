# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('register', '0010_site_editor'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('news', 'news'), ('notice', 'notice'), ('service', 'service'), ('place', 'place'), ('project', 'project'), ('offer', 'offer')], max_length=10)),
                ('key', models.CharField(blank=True, max_length=60)),
                ('kind', models.CharField(max_length=60)),
                ('subject', models.UUIDField()),
                ('data', models.JSONField(default=dict)),
                ('due_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['due_at'], name='enablement__due_at_ffe6d8_idx'), models.Index(fields=['topic', 'key', 'due_at'], name='enablement__topic_5745de_idx')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('subject', models.CharField(max_length=150)),
                ('text', models.TextField()),
                ('roles', models.JSONField(default=list)),
                ('kinds', models.JSONField(default=list)),
                ('organisations', models.JSONField(default=list)),
                ('services', models.JSONField(default=list)),
                ('with_contacts', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('proposed', 'proposed'), ('sending', 'sending'), ('sent', 'sent'), ('dropped', 'dropped')], default='draft', max_length=10)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('written_by', models.CharField(max_length=80)),
                ('written_name', models.CharField(max_length=200)),
                ('changed_at', models.DateTimeField()),
                ('released_by', models.CharField(blank=True, max_length=80)),
                ('released_name', models.CharField(blank=True, max_length=200)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'changed_at'], name='enablement__state_601520_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('released_by', ''), models.Q(('released_by', models.F('written_by')), _negated=True), _connector='OR'), name='directory_mailing_four_eyes')],
            },
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('pace', models.CharField(choices=[('at_once', 'at_once'), ('daily', 'daily'), ('weekly', 'weekly')], max_length=10)),
                ('language', models.CharField(max_length=2)),
                ('confirmed_at', models.DateTimeField()),
                ('told_until', models.DateTimeField()),
                ('bounces', models.PositiveSmallIntegerField(default=0)),
                ('bounced_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='register.person')),
            ],
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('news', 'news'), ('notice', 'notice'), ('service', 'service'), ('place', 'place'), ('project', 'project'), ('offer', 'offer')], max_length=10)),
                ('key', models.CharField(blank=True, max_length=60)),
                ('since', models.DateTimeField()),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='enablement_directory.subscriber')),
            ],
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('topics', models.JSONField()),
                ('pace', models.CharField(choices=[('at_once', 'at_once'), ('daily', 'daily'), ('weekly', 'weekly')], max_length=10)),
                ('language', models.CharField(max_length=2)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['email', 'at'], name='enablement__email_0e38bf_idx')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('role', models.CharField(blank=True, choices=[('ozg_coordination', 'ozg_coordination'), ('programme_management', 'programme_management'), ('adviser', 'adviser'), ('technical_lead', 'technical_lead'), ('integration_architect', 'integration_architect'), ('rollout_manager', 'rollout_manager'), ('developer', 'developer'), ('fim_editor', 'fim_editor'), ('administration', 'administration'), ('ressort_contact', 'ressort_contact'), ('service_owner', 'service_owner'), ('unit_head', 'unit_head'), ('budget', 'budget'), ('head', 'head'), ('data_protection', 'data_protection'), ('information_security', 'information_security'), ('accessibility', 'accessibility'), ('municipal_lead', 'municipal_lead'), ('project_office', 'project_office'), ('case_worker', 'case_worker'), ('vendor', 'vendor'), ('auditor', 'auditor'), ('council_office', 'council_office'), ('site_editor', 'site_editor')], max_length=30)),
                ('title', models.CharField(max_length=150)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('hours', models.CharField(blank=True, max_length=150)),
                ('public', models.BooleanField(default=False)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('checked_on', models.DateField()),
                ('checked_by', models.CharField(max_length=80)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.organisation')),
                ('services', models.ManyToManyField(blank=True, related_name='+', to='register.service')),
            ],
            options={
                'indexes': [models.Index(fields=['valid_until'], name='enablement__valid_u_78eca0_idx'), models.Index(fields=['public', 'valid_until'], name='enablement__public_9651dd_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='directory_contact_reaches_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('organisation', models.CharField(blank=True, max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('queued', 'queued'), ('sent', 'sent'), ('refused', 'refused')], default='waiting', max_length=10)),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='enablement_directory.mailing')),
            ],
            options={
                'indexes': [models.Index(fields=['mailing', 'state', 'number'], name='enablement__mailing_96a173_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('mailing', 'email'), name='directory_recipient_once'), models.UniqueConstraint(fields=('mailing', 'number'), name='directory_recipient_number')],
            },
        ),
        migrations.AddIndex(
            model_name='subscriber',
            index=models.Index(fields=['pace'], name='enablement__pace_ac7ba3_idx'),
        ),
        migrations.AddConstraint(
            model_name='subscriber',
            constraint=models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('email',), name='directory_subscriber_once'),
        ),
        migrations.AddConstraint(
            model_name='subscriber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('person__isnull', False)), models.Q(models.Q(('email', ''), _negated=True), ('person__isnull', True)), _connector='OR'), name='directory_subscriber_address_or_person'),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(fields=['topic', 'key'], name='enablement__topic_dac9fe_idx'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(fields=('subscriber', 'topic', 'key'), name='directory_subscription_once'),
        ),
    ]
