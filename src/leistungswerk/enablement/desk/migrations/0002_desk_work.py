# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
import uuid
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def stand(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Tickets that are there already stand as they stand now, from their beginning on."""
    standing = apps.get_model("enablement_desk", "Standing")
    rows = apps.get_model("enablement_desk", "Ticket").objects.order_by("pk").iterator(chunk_size=500)
    standing.objects.bulk_create(
        (
            standing(
                ticket=row,
                at=row.at,
                state=row.state,
                urgency=row.urgency,
                level=row.level,
                response_due=row.response_due,
                solve_due=row.solve_due,
                first_answer_at=row.first_answer_at,
            )
            for row in rows
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0001_initial'),
        ('enablement_desk', '0001_tickets'),
        ('register', '0008_service_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('title_en', models.CharField(blank=True, max_length=200)),
                ('text_en', models.TextField(blank=True)),
                ('keywords', models.CharField(blank=True, max_length=300)),
                ('category', models.CharField(choices=[('fault', 'fault'), ('use', 'use'), ('content', 'content'), ('barrier', 'barrier'), ('connection', 'connection'), ('access', 'access'), ('other', 'other')], max_length=20)),
                ('public', models.BooleanField(default=True)),
                ('active', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='CannedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=120, unique=True)),
                ('text', models.TextField()),
                ('category', models.CharField(blank=True, choices=[('fault', 'fault'), ('use', 'use'), ('content', 'content'), ('barrier', 'barrier'), ('connection', 'connection'), ('access', 'access'), ('other', 'other')], max_length=20)),
                ('active', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('new', 'new'), ('open', 'open'), ('waiting', 'waiting'), ('handed', 'handed'), ('solved', 'solved'), ('closed', 'closed'), ('discarded', 'discarded')], max_length=20)),
                ('urgency', models.CharField(choices=[('halted', 'halted'), ('impaired', 'impaired'), ('normal', 'normal')], max_length=20)),
                ('level', models.CharField(choices=[('1', '1'), ('2', '2'), ('3', '3')], max_length=1)),
                ('response_due', models.DateTimeField()),
                ('solve_due', models.DateTimeField()),
                ('handed_due', models.DateTimeField(blank=True, null=True)),
                ('first_answer_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='ticket',
            name='asker_phone',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='ticket',
            name='assignee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.person'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='connection',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.connection'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='form_key',
            field=models.CharField(blank=True, max_length=40, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='handed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='handed_due',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='handed_escalated_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='handed_subject',
            field=models.CharField(blank=True, max_length=250),
        ),
        migrations.AddField(
            model_name='ticket',
            name='page',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='ticket',
            name='rated',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='ticket',
            name='response_escalated_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='solve_escalated_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ticket',
            name='unread',
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name='receivedmail',
            name='outcome',
            field=models.CharField(choices=[('ticket', 'ticket'), ('answer', 'answer'), ('bounce', 'bounce'), ('automatic', 'automatic'), ('loop', 'loop'), ('twice', 'twice'), ('spam', 'spam'), ('too_many', 'too_many')], max_length=12),
        ),
        migrations.AlterField(
            model_name='ticket',
            name='channel',
            field=models.CharField(choices=[('form', 'form'), ('mail', 'mail'), ('phone', 'phone'), ('event', 'event')], max_length=10),
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('category', models.CharField(choices=[('fault', 'fault'), ('use', 'use'), ('content', 'content'), ('barrier', 'barrier'), ('connection', 'connection'), ('access', 'access'), ('other', 'other')], max_length=20)),
                ('helped', models.CharField(choices=[('yes', 'yes'), ('partly', 'partly'), ('no', 'no')], max_length=10)),
            ],
            options={
                'indexes': [models.Index(fields=['month'], name='desk_rating_month')],
            },
        ),
        migrations.CreateModel(
            name='ServiceClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('urgency', models.CharField(choices=[('halted', 'halted'), ('impaired', 'impaired'), ('normal', 'normal')], max_length=20, unique=True)),
                ('response', models.PositiveSmallIntegerField()),
                ('solution', models.PositiveSmallIntegerField()),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.person')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('disturbance', 'disturbance'), ('maintenance', 'maintenance')], max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('everything', models.BooleanField(default=False)),
                ('base_services', models.JSONField(default=list)),
                ('starts_at', models.DateTimeField()),
                ('planned_end', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('connections', models.ManyToManyField(blank=True, related_name='+', to='delivery.connection')),
                ('services', models.ManyToManyField(blank=True, related_name='+', to='register.service')),
            ],
        ),
        migrations.CreateModel(
            name='NoticeUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='enablement_desk.servicenotice')),
            ],
        ),
        migrations.AddField(
            model_name='ticket',
            name='notice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='enablement_desk.servicenotice'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['at'], name='desk_ticket_at'),
        ),
        migrations.AddField(
            model_name='standing',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standings', to='enablement_desk.ticket'),
        ),
        migrations.AddIndex(
            model_name='servicenotice',
            index=models.Index(fields=['ended_at', 'starts_at'], name='desk_notice_now'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['ticket', 'at'], name='desk_standing_ticket'),
        ),
        migrations.RunPython(stand, migrations.RunPython.noop),
    ]
