# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the pages about FIM building blocks."""

from collections.abc import Mapping
from types import SimpleNamespace as Thing

from django.core.paginator import Page, Paginator
from page_samples import AT, DIGEST

NOTHING: Page = Paginator([], 25).page(1)
CODELISTS = [
    Thing(
        uri="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat",
        version="2024-02-02",
        sha256=DIGEST,
        imported_at=AT,
        source="https://repository.example/api/version_codeliste/urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat_2024-02-02/genericode",
        fetched_at=AT,
        schemas=3,
    ),
    Thing(
        uri="urn:de:fim:codeliste:gebäudeteil", version="", sha256=DIGEST, imported_at=AT, source="", fetched_at=None,
        schemas=0,
    ),
]  # fmt: skip

FIM: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "codelists": (
        "office/codelists.html",
        {"here": "documents", "fim": "codelists", "rows": Paginator(CODELISTS * 3, 2).page(1)},
    ),
    "codelists-empty": ("office/codelists.html", {"here": "documents", "fim": "codelists", "rows": NOTHING}),
}
