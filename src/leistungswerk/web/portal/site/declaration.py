# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The accessibility declaration, filled from the latest checks, and the way to report a barrier."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import check_runs, limits, times
from leistungswerk.core.failures import Refused
from leistungswerk.core.settings import settings
from leistungswerk.enablement.site import editing, queries
from leistungswerk.enablement.site.declaration import Checked, claim
from leistungswerk.enablement.site.services import barriers
from leistungswerk.enablement.site.states import BARRIER_REASONS
from leistungswerk.online import queries as online
from leistungswerk.programme.gates.release import ACCESSIBILITY, address_digest
from leistungswerk.programme.queries.public import tested_forms
from leistungswerk.web import errors as error_pages
from leistungswerk.web.portal.site.kept import kept
from leistungswerk.web.portal.site.views import tongue

PATH: Final = "barrierefreiheit"
_PER_MINUTE: Final = 5


def _run(digest: str, title: str, address: str, tests: dict[str, tuple[str, ...]]) -> Checked:
    run = check_runs.latest(kind=ACCESSIBILITY, subject_digest=digest)
    report = run.report if run else {}
    violations, pages = report.get("violations", ()), report.get("pages", 0)
    return Checked(
        title=title,
        address=address,
        ok=run.ok if run else None,
        at=run.at if run else None,
        pages=pages if isinstance(pages, int) else 0,
        findings=len(violations) if isinstance(violations, list) else 0,
        tested=digest in tests,
        barriers=tests.get(digest, ()),
    )


def site_digest() -> str:
    """Subject of the accessibility run over the pages of this site."""
    return address_digest(f"{settings().base_url}/")


def checked() -> tuple[Checked, ...]:
    """This site first, then every form that takes applications, each once."""
    forms = {service.digest: service for service in online.services()}
    tests = tested_forms([*forms, site_digest()])
    found = [_run(site_digest(), _("Seiten dieses Portals"), "/", tests)]
    found += [
        _run(digest, service.title, reverse("portal:service", args=[service.slug]), tests)
        for digest, service in sorted(forms.items(), key=lambda each: each[1].title)
    ]
    return tuple(found)


@require_safe
@kept()
def declaration(request: HttpRequest) -> HttpResponse:
    """BITV RP § 1, after the model declaration: status, barriers, how it was made, feedback, enforcement."""
    subjects, known = checked(), editing.known_barriers()
    now = times.now()
    runs = [each.at for each in subjects if each.at is not None]
    context = {
        "here": "",
        "page": queries.shown(PATH, tongue(), now),
        "claim": claim(subjects, len(known)).value,
        "subjects": subjects,
        "known": [(each, BARRIER_REASONS[each.reason]) for each in known],
        "english": tongue().value == "en",
        "latest": max(runs, default=None),
    }
    return render(request, "portal/site/declaration.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_barrier(request: HttpRequest) -> HttpResponse:
    """The form; without JavaScript, without an account, a letter box and not a mail."""
    typed = {
        name: request.POST.get(name, "") or request.GET.get(name, "")[:300]
        for name in ("address", "text", "contact")
    }
    context: dict[str, object] = {"here": "", "typed": typed, "errors": []}
    if request.method != "POST":
        return render(request, "portal/site/barrier.html", context)
    if not limits.allowed("barrier", request.META.get("REMOTE_ADDR", ""), per_minute=_PER_MINUTE):
        return error_pages.too_many(request)
    if request.POST.get("website", ""):
        # Only programs fill what people do not see; they need not learn that they were noticed.
        return HttpResponseRedirect(reverse("portal:barrier_thanks"))
    try:
        reference = barriers.report(**typed)
    except Refused as refused:
        context["errors"] = [
            {"id": "text", "label": _("Was ist die Barriere?"), "message": str(refused), "language": "de"}
        ]
        return render(request, "portal/site/barrier.html", context, status=422)
    return HttpResponseRedirect(f"{reverse('portal:barrier_thanks')}?nummer={reference}")


@require_safe
def barrier_thanks(request: HttpRequest) -> HttpResponse:
    """The number to name later; by when we answer."""
    number = request.GET.get("nummer", "")
    shown = number if number.replace("-", "").isalnum() and len(number) < 21 else ""
    due = barriers.due_day(times.legal_day(times.now()))
    return render(request, "portal/site/barrier_thanks.html", {"here": "", "reference": shown, "due": due})
