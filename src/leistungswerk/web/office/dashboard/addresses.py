# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where each service is found: our own running online services, and those on systems of others."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse

from leistungswerk.core.settings import settings
from leistungswerk.online import queries as online
from leistungswerk.programme.queries.addresses import foreign_addresses
from leistungswerk.reporting.dashboard.own import Found


def addresses() -> Callable[[Sequence[str]], Mapping[str, Sequence[Found]]]:
    """What the export asks for each batch of keys; our own services are read once."""
    own = [
        (item.key, Found(item.ars, settings().base_url + reverse("portal:service", args=[item.slug]), True))
        for item in online.services()
    ]

    def _of(keys: Sequence[str]) -> Mapping[str, Sequence[Found]]:
        wanted, found = frozenset(keys), defaultdict(list)
        for key, each in own:
            if key in wanted:
                found[key].append(each)
        for key, ars, url in foreign_addresses(keys):
            found[key].append(Found(ars, url, False))
        return found

    return _of
