# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def remember(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Pages whose first revision came with the software know their start text from now on."""
    page = apps.get_model("enablement_site", "Page")
    page.objects.filter(revisions__is_start=True).update(start=F("path"))


class Migration(migrations.Migration):

    dependencies = [
        ('enablement_site', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='page',
            name='start',
            field=models.CharField(blank=True, db_default='', max_length=150),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.UniqueConstraint(condition=models.Q(('start', ''), _negated=True), fields=('start',), name='site_start_once'),
        ),
    ]
