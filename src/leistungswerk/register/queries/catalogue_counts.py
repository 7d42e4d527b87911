# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much of the catalogue is marked and described: numbers that may stand on public pages."""

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.register.kinds import FimBlock, SdgAnnex
from leistungswerk.register.models import FimState, Service

Counted = tuple[tuple[str | Promise, int], ...]


def sdg() -> Counted:
    """Leistungen by annex of Regulation (EU) 2018/1724; one statement."""
    rows = Service.objects.filter(active=True).values("sdg_annex").annotate(count=Count("pk"))
    held = dict(rows.values_list("sdg_annex", "count"))
    return (
        (_("Leistungen mit Verfahren nach Anhang II"), held.get(SdgAnnex.PROCEDURE.value, 0)),
        (_("Leistungen mit Informationen nach Anhang I"), held.get(SdgAnnex.INFORMATION.value, 0)),
    )


def fim() -> Counted:
    """Leistungen with a released description, by building block; two statements."""
    rows = FimState.objects.filter(service__active=True, status__gte=5, status__lte=6)
    held = dict(rows.values("block").annotate(count=Count("pk")).values_list("block", "count"))
    return (
        (_("Leistungen im Register"), Service.objects.filter(active=True).count()),
        (_("mit freigegebener Leistungsbeschreibung"), held.get(FimBlock.SERVICE.value, 0)),
        (_("mit freigegebenem Datenschema"), held.get(FimBlock.DATA.value, 0)),
        (_("mit freigegebenem Prozess"), held.get(FimBlock.PROCESS.value, 0)),
    )
