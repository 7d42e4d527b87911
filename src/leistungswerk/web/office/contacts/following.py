# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following something by one click, from wherever it is shown."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leistungswerk.core.actor import Actor
from leistungswerk.enablement.directory.queries import subscriptions
from leistungswerk.enablement.directory.services import subscribing
from leistungswerk.enablement.directory.states import Topic
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff


def button(actor: Actor, topic: Topic, key: str) -> dict[str, object] | None:
    """What ``office/contacts/follow.html`` shows; ``None`` for an account without a person, who has no address."""
    if actor.person is None:
        return None
    return {"topic": topic.value, "key": key, "on": subscriptions.follows(actor, topic, key)}


def _back(request: HttpRequest) -> HttpResponse:
    came_from = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(came_from if safe else reverse("office:my_entry"))


@require_POST
@staff()
def follow(request: HttpRequest, actor: Actor) -> HttpResponse:
    topic = entry.chosen(request, "topic", Topic, _("Thema"))
    subscribing.follow(actor, topic=topic, key=entry.text(request, "key"))
    return _back(request)


@require_POST
@staff()
def unfollow(request: HttpRequest, actor: Actor) -> HttpResponse:
    topic = entry.chosen(request, "topic", Topic, _("Thema"))
    subscribing.unfollow(actor, topic=topic, key=entry.text(request, "key"))
    return _back(request)
