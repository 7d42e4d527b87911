# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The finder for machines, with the addresses and fields of the PVOG search service (standards.md 3.5).

A client of the search service finds here the services of this instance. Ids are Leistungsschlüssel, not ids of
texts. What is known of the answers comes from open clients, so fields they do not read may be missing.
"""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from leistungswerk.core.settings import settings
from leistungswerk.online import queries_public as online
from leistungswerk.register import sdg
from leistungswerk.register.keys import ars_levels
from leistungswerk.register.queries import finder as register
from leistungswerk.register.queries.finder import Office, TextView
from leistungswerk.web.portal.finder.answers import tagged

_SMALLEST, _LARGEST = 5, 100
_COMPETENT: Final = {"code": "01", "name": "zuständige Stelle"}


def _answer(content: object) -> HttpResponse:
    response = JsonResponse(content, safe=False, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _number(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = given.get(name, "")
    return min(int(text), most) if text.isdecimal() and len(text) < 7 else default


def _levels(ars: str) -> tuple[str, ...]:
    """The Gebiete around an ARS; 404 for one that is none."""
    if len(ars) != 12 or not ars.isdecimal():
        raise Http404
    return ars_levels(ars)


@require_safe
@tagged
def locations(request: HttpRequest) -> HttpResponse:
    """Places for a text: ``[{name, ars, ags, zip}]``; ``zip`` is empty, this instance holds no list of postcodes."""
    found = register.places(request.GET.get("q", "")[:200], limit=20)
    return _answer(
        [
            {
                "name": each.name,
                "ars": each.ars,
                "ags": each.ars[:5] + each.ars[9:],
                "zip": "",
                "detail": each.detail,
            }
            for each in found
        ]
    )


@require_safe
@tagged
def descriptions(request: HttpRequest, ars: str) -> HttpResponse:
    """Services for a text, a page of them (``page`` from 0, ``size`` 5 to 100)."""
    _levels(ars)
    size = max(_number(request.GET, "size", 10, _LARGEST), _SMALLEST)
    page = _number(request.GET, "page", 0, 10_000)
    found = register.hits(request.GET.get("q", "")[:200])
    shown = register.cards(found[page * size : (page + 1) * size], "de")
    content = [{"id": card.key, "name": card.name, "leikaIds": [card.key], "ars": [ars]} for card in shown]
    pages = -(-len(found) // size)
    return _answer(
        {
            "serviceDescriptions": {
                "content": content, "number": page, "size": size, "totalElements": len(found), "totalPages": pages,
                "first": page == 0, "last": page >= pages - 1,
            }
        }
    )  # fmt: skip


@require_safe
@tagged
def detail(request: HttpRequest, key: str) -> HttpResponse:
    """Everything said about a service at a place (``ars``), each language with its source."""
    ars = request.GET.get("ars", register.LAND)
    found = register.public_service(key, _levels(ars))
    if found is None:
        raise Http404
    return _answer(
        {
            "id": found.key,
            "name": found.citizen_name or found.name,
            "leikaIds": [found.key],
            "ars": [ars],
            "sdgInformationAreas": list(found.areas),
            "sdgPolicyCodes": list(sdg.policy_codes(found.areas)),
            "url": settings().base_url + reverse("portal:leistung", args=[found.key]),
            "texts": [_text(text) for text in found.texts],
        }
    )


def _text(text: TextView) -> dict[str, Any]:
    modules = [
        {
            "code": part.code,
            "html": part.html,
            "links": [{"uri": link.uri, "title": link.title} for link in part.links],
        }
        for part in text.content.sections
    ]
    return {
        "languageCode": text.language,
        "name": text.name,
        "modules": modules,
        "source": {
            "id": text.identifier, "agency": text.agency, "publisher": text.publisher, "url": text.origin_url,
            "changed": text.changed_on.isoformat() if text.changed_on else None,
        },
    }  # fmt: skip


def _offices(request: HttpRequest) -> tuple[Office, ...]:
    return register.offices(request.GET.get("lbId", "")[:14], _levels(request.GET.get("ars", "")))


@require_safe
@tagged
def units(request: HttpRequest) -> HttpResponse:
    """Competent bodies for a service (``lbId``) at a place (``ars``), the nearest first."""
    return _answer(
        [
            {"id": str(each.uuid), "title": each.name, "role": _COMPETENT, "ars": each.ars}
            for each in _offices(request)
        ]
    )


@require_safe
@tagged
def unit(request: HttpRequest) -> HttpResponse:
    """A body by its id (``q``): address and contact. Opening hours are not in the register."""
    try:
        identity = uuid.UUID(request.GET.get("q", ""))
    except ValueError as error:
        raise Http404 from error
    found = register.office(identity)
    if found is None:
        raise Http404
    return _answer(
        {
            "id": str(found.uuid),
            "name": found.name,
            "address": {"street": found.street, "zip": found.postcode, "city": found.city},
            "communication": {"email": found.email, "phone": found.phone, "website": found.website},
            "ars": [found.ars],
        }
    )


@require_safe
@tagged
def online_services(request: HttpRequest) -> HttpResponse:
    """Online services of our own at a place (``ars``); ``pageToken`` goes on where the last page ended."""
    start = _number(request.GET, "pageToken", 0, 1_000_000)
    found, total = online.offered_at(_levels(request.GET.get("ars", "")), offset=start, limit=_LARGEST)
    base = settings().base_url
    end = start + len(found)
    return _answer(
        {
            "totalHits": total,
            "onlineservices": [
                {
                    "id": each.uuid,
                    "name": each.title,
                    "links": [{"uri": base + reverse("portal:service", args=[each.slug])}],
                    "serviceDescriptions": [{"id": each.key, "leikaIds": [each.key], "ars": [each.ars]}],
                }
                for each in found
            ],
            "nextPageToken": str(end) if end < total else None,
        }
    )
