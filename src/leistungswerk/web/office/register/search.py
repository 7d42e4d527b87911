# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the search box: hits grouped by kind, each a link."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor
from leistungswerk.register import search
from leistungswerk.register.search import Found
from leistungswerk.web.office.access import staff

_FEW, _MANY = 6, 50
_ADDRESSES: Final = {
    "service": "office:register_service",
    "organisation": "office:organisation",
    "person": "office:person",
    "case_system": "office:case_system",
    "project": "office:project",
}


@require_safe
@staff()
def results(request: HttpRequest, actor: Actor) -> HttpResponse:
    query = " ".join(request.GET.get("q", "")[:200].split())
    kind = request.GET.get("art", "")
    found = search.search(actor, query, limit=_MANY if kind else _FEW)
    groups = [_group(each) for each in found if kind in ("", each.kind)]
    context = {"here": "search", "query": query, "asked": query, "kind": kind, "groups": groups}
    return render(request, "office/register/search.html", context)


def _group(found: Found) -> dict[str, object]:
    return {
        "kind": found.kind,
        "word": found.word,
        "total": found.total,
        "more": found.total - len(found.hits),
        "hits": [
            {
                "title": hit.document.title,
                "detail": hit.document.detail,
                "url": _address(hit.document.kind, hit.document.ref),
            }
            for hit in found.hits
        ],
    }


def _address(kind: str, ref: str) -> str:
    """Where a hit leads; empty while its room has no page for it."""
    try:
        return reverse(_ADDRESSES[kind], args=[ref])
    except (KeyError, NoReverseMatch):
        return ""
