# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the register's pages."""

from collections.abc import Mapping
from types import SimpleNamespace as Thing

_HIT = Thing(title="Hundesteuer Anmeldung", detail="99 102 013 104 000", url="/verwaltung/register/1/")
REGISTER: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "search": (
        "office/register/search.html",
        {
            "here": "search",
            "query": "Hundesteueranmeldung",
            "kind": "",
            "groups": [
                Thing(kind="service", word="Leistungen", total=9, more=7, hits=[_HIT, _HIT]),
                Thing(kind="project", word="Vorhaben", total=1, more=0, hits=[Thing(title="Hund", detail="", url="")]),
            ],
        },
    ),
    "search-empty": ("office/register/search.html", {"here": "search", "query": "xyz", "kind": "", "groups": []}),
    "search-start": ("office/register/search.html", {"here": "search", "query": "", "kind": "", "groups": []}),
}  # fmt: skip
