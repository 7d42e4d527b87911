# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0005_resolutions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='dutyrecord',
            name='duty',
            field=models.CharField(choices=[('contacts', 'contacts'), ('contract', 'contract'), ('data_protection', 'data_protection'), ('parameters', 'parameters'), ('case_system', 'case_system'), ('connection', 'connection'), ('certificate', 'certificate'), ('dvdv_entry', 'dvdv_entry'), ('osci_mailbox', 'osci_mailbox'), ('portal_entry', 'portal_entry'), ('questionnaire', 'questionnaire'), ('training', 'training'), ('support', 'support'), ('production_test', 'production_test'), ('rehearsal', 'rehearsal'), ('announcement', 'announcement')], max_length=20),
        ),
    ]
