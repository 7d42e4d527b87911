# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long requests take, by the name of their address: never by its content."""

import time
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import CollectorRegistry, Histogram

REGISTRY: Final = CollectorRegistry()
_SECONDS: Final = Histogram(
    "leistungswerk_request_seconds",
    "Duration of requests of this process by name of the address, method and class of the answer",
    ("address", "method", "answer"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})


class Durations:
    """Measures every request that reaches an address of ours; all others count as one."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self._answer(request)
        match = request.resolver_match
        # Foreign methods and addresses would let anybody make new series.
        address = match.view_name if match else "other"
        method = request.method if request.method in _METHODS else "other"
        answer = f"{response.status_code // 100}xx"
        _SECONDS.labels(address, method, answer).observe(time.perf_counter() - started)
        return response
