# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0009_outlines'),
    ]

    operations = [
        migrations.AlterField(
            model_name='roleassignment',
            name='role',
            field=models.CharField(choices=[('ozg_coordination', 'ozg_coordination'), ('programme_management', 'programme_management'), ('adviser', 'adviser'), ('technical_lead', 'technical_lead'), ('integration_architect', 'integration_architect'), ('rollout_manager', 'rollout_manager'), ('developer', 'developer'), ('fim_editor', 'fim_editor'), ('administration', 'administration'), ('ressort_contact', 'ressort_contact'), ('service_owner', 'service_owner'), ('unit_head', 'unit_head'), ('budget', 'budget'), ('head', 'head'), ('data_protection', 'data_protection'), ('information_security', 'information_security'), ('accessibility', 'accessibility'), ('municipal_lead', 'municipal_lead'), ('project_office', 'project_office'), ('case_worker', 'case_worker'), ('vendor', 'vendor'), ('auditor', 'auditor'), ('council_office', 'council_office'), ('site_editor', 'site_editor')], max_length=30),
        ),
    ]
