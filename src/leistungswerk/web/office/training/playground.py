# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The playground for trainers: what it is, return to where it began, make what is here the new beginning."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core import playground as trial
from leistungswerk.core import playground_reset, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.web.office.access import staff


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_TRAINING)
def playground(request: HttpRequest, actor: Actor) -> HttpResponse:
    """An instance that is no playground has no such page. Each of the two acts wants its tick."""
    found = trial.standing()
    if found is None:
        raise Http404
    errors = []
    act = request.POST.get("act")
    if request.method == "POST":
        if act not in {"reset", "take"} or request.POST.get(f"sure_{act}") != "1":
            message = _("Bitte setzen Sie den Haken: Was seit der Ausgangslage geschah, kommt nicht zurück.")
            field = "sure_take" if act == "take" else "sure_reset"
            errors = [{"id": field, "label": _("Bestätigung"), "message": message}]
        else:
            act_now = playground_reset.reset if act == "reset" else playground_reset.take
            act_now(actor)
            return HttpResponseRedirect(f"{reverse('office:playground')}?getan={act}")
    context = {
        "here": "training",
        "standing": found,
        "next_reset": trial.next_reset(times.now()),
        "done": request.GET.get("getan"),
        "errors": errors,
        "failed": errors[0]["id"] if errors else "",
    }
    return render(request, "office/training/playground.html", context, status=422 if errors else 200)
