# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``/metriken``: the numbers for operators in the format of Prometheus."""

import secrets
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from leistungswerk.core.settings import settings
from leistungswerk.reporting.operation import Condition, condition
from leistungswerk.web.operation.durations import REGISTRY

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")


def may_read(request: HttpRequest) -> bool:
    """With a token set, whoever shows it; without one, only a caller on this machine, not one behind a proxy."""
    token = settings().metrics_token
    if token:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(shown.encode(), token.encode())
    forwarded = any(request.headers.get(name) for name in _FORWARDED)
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not forwarded


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Nobody else learns that the address exists."""
    if not may_read(request):
        raise Http404
    own = CollectorRegistry(auto_describe=False)
    own.register(_Now(condition()))
    return HttpResponse(generate_latest(own) + generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


class _Now:
    """The condition of the instance as metrics; asked once for each answer."""

    def __init__(self, found: Condition) -> None:
        self._found = found

    def collect(self) -> Iterator[Metric]:
        yield from _queues(self._found)
        yield from _life(self._found)


def _queues(found: Condition) -> Iterator[Metric]:
    rows = GaugeMetricFamily(
        "leistungswerk_outbox_rows",
        "Promised work by lane, state and reason",
        labels=["lane", "state", "reason"],
    )
    age = GaugeMetricFamily(
        "leistungswerk_outbox_oldest_seconds",
        "Age of the oldest row by lane and state",
        labels=["lane", "state"],
    )
    tries = GaugeMetricFamily(
        "leistungswerk_outbox_attempts_max",
        "Most failed attempts of a row by lane and state",
        labels=["lane", "state"],
    )
    oldest: dict[tuple[str, str], tuple[float, int]] = {}
    for lane in found.lanes:
        place = (lane.lane, lane.state.value)
        rows.add_metric([*place, lane.reason], lane.number)
        seconds, most = oldest.get(place, (0.0, 0))
        oldest[place] = (max(seconds, (found.at - lane.oldest).total_seconds()), max(most, lane.attempts))
    for place, (seconds, most) in oldest.items():
        age.add_metric(place, seconds)
        tries.add_metric(place, most)
    attempts = CounterMetricFamily(
        "leistungswerk_delivery_attempts", "Attempts at deliveries by how they ended", labels=["outcome"]
    )
    for outcome, number in sorted(found.outcomes.items()):
        attempts.add_metric([outcome], number)
    yield from (rows, age, tries, attempts)


def _life(found: Condition) -> Iterator[Metric]:
    beats = GaugeMetricFamily(
        "leistungswerk_worker_heartbeat_age_seconds",
        "Seconds since a worker was last heard",
        labels=["worker"],
    )
    for worker in found.workers:
        beats.add_metric([worker.name], worker.age.total_seconds())
    applications = GaugeMetricFamily("leistungswerk_applications", "Applications by state", labels=["state"])
    for state, number in sorted(found.applications.items()):
        applications.add_metric([state], number)
    usage = CounterMetricFamily(
        "leistungswerk_usage",
        "Usage facts: applications an authority answered with a receipt",
        labels=["measure"],
    )
    for measure, number in sorted(found.usage.items()):
        usage.add_metric([measure], number)
    yield from (beats, applications, usage)
    exported = found.audit_exported_at
    for name, text, value in (
        ("drafts", "Drafts that somebody may still finish", found.drafts),
        ("audit_entries", "Number of the last chained entry of the audit log", found.audit_number),
        (
            "audit_head_export_timestamp_seconds",
            "When the head of the audit log was last exported; 0: never",
            exported.timestamp() if exported else 0,
        ),
        ("database_bytes", "Size of the database", found.database_bytes),
    ):
        yield GaugeMetricFamily(f"leistungswerk_{name}", text, value=value)
