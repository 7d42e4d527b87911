# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0002_fim_lists_and_messages"), ("online", "0001_initial")]

    operations = [migrations.RenameModel("Authority", "Organisation")]
