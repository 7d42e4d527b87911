# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
import leistungswerk.enablement.desk.states
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('register', '0008_service_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('request', 'request'), ('answer', 'answer'), ('note', 'note'), ('handover', 'handover'), ('foreign', 'foreign'), ('step', 'step')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('author', models.CharField(max_length=80)),
                ('author_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('mail', models.UUIDField(blank=True, null=True)),
                ('undelivered', models.BooleanField(default=False)),
                ('other_sender', models.BooleanField(default=False)),
                ('redacted_at', models.DateTimeField(blank=True, null=True)),
                ('redacted_by', models.CharField(blank=True, max_length=200)),
                ('redacted_why', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('media_type', models.CharField(max_length=60)),
                ('size', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='enablement_desk.entry')),
            ],
        ),
        migrations.CreateModel(
            name='ReceivedMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('sender', models.CharField(max_length=64)),
                ('outcome', models.CharField(choices=[('ticket', 'ticket'), ('answer', 'answer'), ('bounce', 'bounce'), ('automatic', 'automatic'), ('loop', 'loop'), ('twice', 'twice'), ('too_many', 'too_many')], max_length=12)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['sender', 'at'], name='desk_mail_sender')],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('token', models.CharField(max_length=12, unique=True)),
                ('subject', models.CharField(max_length=250)),
                ('category', models.CharField(choices=[('fault', 'fault'), ('use', 'use'), ('content', 'content'), ('barrier', 'barrier'), ('connection', 'connection'), ('access', 'access'), ('other', 'other')], max_length=20)),
                ('urgency', models.CharField(choices=[('halted', 'halted'), ('impaired', 'impaired'), ('normal', 'normal')], default='normal', max_length=20)),
                ('level', models.CharField(choices=[('1', '1'), ('2', '2'), ('3', '3')], default='1', max_length=1)),
                ('state', models.CharField(choices=[('new', 'new'), ('open', 'open'), ('waiting', 'waiting'), ('handed', 'handed'), ('solved', 'solved'), ('closed', 'closed'), ('discarded', 'discarded')], default='new', max_length=20)),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('event', 'event')], max_length=10)),
                ('application', models.CharField(blank=True, max_length=20)),
                ('asker_name', models.CharField(blank=True, max_length=120)),
                ('asker_email', models.EmailField(blank=True, max_length=254)),
                ('last_message_id', models.CharField(blank=True, max_length=200)),
                ('reported', models.UUIDField(blank=True, null=True, unique=True)),
                ('handed_mail', models.EmailField(blank=True, max_length=254)),
                ('foreign_number', models.CharField(blank=True, max_length=60)),
                ('at', models.DateTimeField()),
                ('response_due', models.DateTimeField()),
                ('solve_due', models.DateTimeField()),
                ('first_answer_at', models.DateTimeField(blank=True, null=True)),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('paused_minutes', models.PositiveIntegerField(default=0)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('contact_deleted_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('handed_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.organisation')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.service')),
            ],
        ),
        migrations.AddField(
            model_name='entry',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='enablement_desk.ticket'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('state__in', (leistungswerk.enablement.desk.states.TicketState['NEW'], leistungswerk.enablement.desk.states.TicketState['OPEN'], leistungswerk.enablement.desk.states.TicketState['WAITING'], leistungswerk.enablement.desk.states.TicketState['HANDED']))), fields=['level', 'solve_due'], name='desk_ticket_queue'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['state', 'ended_at'], name='desk_ticket_ended'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['mail'], name='desk_entry_mail'),
        ),
    ]
