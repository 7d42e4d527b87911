# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The service as schema.org ``GovernmentService`` (JSON-LD).

In the page it is a data block (``<script type="application/ld+json">``): browsers never run it, so the content
security policy without inline scripts stands, and search engines read it. Characters that could end the element
are escaped.
"""

from typing import Any

import msgspec
from django.utils.safestring import SafeString, mark_safe

from leistungswerk.core.settings import settings
from leistungswerk.register.queries.finder import Office
from leistungswerk.web.portal.finder.page import ServicePage
from leistungswerk.web.portal.finder.state import Reach

_ESCAPED = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def _body(office: Office) -> dict[str, Any]:
    body: dict[str, Any] = {"@type": "GovernmentOrganization", "name": office.name}
    if office.city:
        body["address"] = {
            "@type": "PostalAddress", "streetAddress": office.street, "postalCode": office.postcode,
            "addressLocality": office.city, "addressCountry": "DE",
        }  # fmt: skip
    given = {"telephone": office.phone, "email": office.email, "url": office.website}
    return body | {name: value for name, value in given.items() if value}


def document(page: ServicePage) -> dict[str, Any]:
    """The JSON-LD document."""
    address = f"{settings().base_url}/leistungen/{page.key}/"
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": address,
        "url": address + (f"?ort={page.place.ars}" if page.place else ""),
        "name": page.name,
        "identifier": f"urn:de:fim:leika:leistung:{page.key}",
        "inLanguage": page.language,
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": page.place.name if page.place else "Rheinland-Pfalz",
        },
    }
    if page.lead:
        made["description"] = page.lead
    if page.offices:
        made["serviceOperator"] = _body(page.offices[0])
    if page.state.reach in {Reach.ONLINE, Reach.FOREIGN}:
        own = page.state.reach is Reach.ONLINE
        made["availableChannel"] = {
            "@type": "ServiceChannel",
            "serviceUrl": f"{settings().base_url}{page.state.url}" if own else page.state.url,
        }
    if page.source:
        made["isBasedOn"] = page.source.url
    return made


def encode(page: ServicePage) -> bytes:
    return msgspec.json.encode(document(page))


def script(page: ServicePage) -> SafeString:
    """The document as it may stand inside a ``script`` element."""
    return mark_safe(encode(page).decode().translate(_ESCAPED))  # noqa: S308 - nothing in it can end the element
