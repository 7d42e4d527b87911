# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who edits which page: the OZG project all of them, a Ressort its own."""

from uuid import UUID

from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.enablement.site.models import Page


def edits_all(actor: Actor) -> bool:
    """Whether the actor edits the pages of the site, not only those of a Ressort."""
    return actor.reach(Permission.EDIT_SITE) is None


def require_edit(actor: Actor, organisation: UUID | None) -> None:
    """Raise :class:`NotAllowed` unless the actor edits pages of this Ressort, or all pages if there is none."""
    require(actor, Permission.EDIT_SITE, organisation)
    if organisation is None and not edits_all(actor):
        raise NotAllowed(
            _("Diese Seite bearbeitet das OZG-Projekt. Sie können die Seite Ihres Ressorts bearbeiten.")
        )


def page_for(actor: Actor, identity: UUID) -> Page:
    """The page, if the actor edits it; for everybody else it is :class:`Missing`."""
    require(actor, Permission.EDIT_SITE)
    page = Page.objects.filter(uuid=identity).first()
    if page is None or not (
        edits_all(actor) or actor.may(Permission.EDIT_SITE, page.organisation or identity)
    ):
        raise Missing(_("Diese Seite gibt es nicht."))
    return page
