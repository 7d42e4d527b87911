# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one number that tells readers of kept pages that something was written."""

from django.db.models import F

from leistungswerk.enablement.site.models import SiteClock

_ROW = 1


def tick() -> None:
    """Part of the transaction of every write to the site."""
    if not SiteClock.objects.filter(pk=_ROW).update(number=F("number") + 1):
        SiteClock.objects.bulk_create([SiteClock(pk=_ROW, number=1)], ignore_conflicts=True)
