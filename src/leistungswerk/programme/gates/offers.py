# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reuse offers that cover a Leistung of a Vorhaben, found by Leistungsschlüssel."""

from django.db.models import QuerySet

from leistungswerk.programme.models import Project, ReuseOffer
from leistungswerk.programme.reuse_states import OfferState


def matching(project: Project) -> "QuerySet[ReuseOffer]":
    """Planned and available offers for one of the services, by title."""
    return (
        ReuseOffer.objects.filter(services__in=project.services.all())
        .exclude(state=OfferState.ENDED)
        .distinct()
        .order_by("title", "pk")
    )
