# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Medians, percentiles and aims say what they claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import quantile, spans, spread
from bench.journey import Journey, JourneyBrokenError, Kind, Reply, Sample, script
from bench.profiles import PROFILES
from bench.result import Aim
from leistungswerk.core.processes import free_ports

FORM = b'<input name="csrfmiddlewaretoken" value="t"><input name="_revision" value="3">'
REFERENCE = b"LW-2026-7K3M-Q9X2"


class Paper:
    """Answers as an instance would, from a script."""

    def __init__(self, *, status: int = 200) -> None:
        self.asked: list[tuple[str, str, bytes | None]] = []
        self._status = status
        self._targets = iter(["/antrag/x/schritt/a/", "/antrag/x/pruefen/", "/antrag/x/abgesendet/"])

    def send(self, method: str, path: str, body: bytes | None) -> Reply:
        self.asked.append((method, path, body))
        if method == "POST":
            return Reply(302, next(self._targets), b"")
        return Reply(self._status, "", REFERENCE if path.endswith("/abgesendet/") else FORM)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_quantile_is_the_smallest_value_that_covers_its_share(values, share):
    found = quantile(values, share)
    assert sum(value <= found for value in values) >= share * len(values)
    smaller = [value for value in values if value < found]
    assert not smaller or sum(value <= max(smaller) for value in values) < share * len(values)


def test_a_spread_is_in_milliseconds_and_a_range_keeps_its_ends():
    found = spread([0.001, 0.002, 0.010])
    assert (found.median_ms, found.p95_ms, found.count) == (2.0, 10.0, 3)
    assert spread([]).count == 0
    noise = spans([3.0, 1.0, 2.0])
    assert (noise.least, noise.median, noise.most) == (1.0, 2.0, 3.0)


@pytest.mark.parametrize(
    ("value", "at_least", "met"),
    [(10, False, True), (10.1, False, False), (10, True, True), (9.9, True, False)],
)
def test_an_aim_is_met_up_to_its_bound(value: float, at_least: bool, met: bool):
    assert Aim("Ziel", value, 10, "ms", at_least=at_least).met is met


def test_a_journey_posts_every_step_with_token_and_what_was_reviewed():
    samples: list[Sample] = []
    paper = Paper()
    assert Journey(paper, samples.append).play(script(PROFILES[0], "dienst")) == REFERENCE.decode()
    assert [sample.kind for sample in samples] == list(Kind)
    posted = [body for method, _, body in paper.asked if method == "POST" and body is not None]
    assert all(body.startswith(b"csrfmiddlewaretoken=t") for body in posted)
    assert b"_action=next" in posted[1]
    assert posted[2].endswith(b"_revision=3")


def test_an_error_page_is_no_journey():
    with pytest.raises(JourneyBrokenError, match="Status 503"):
        Journey(Paper(status=503), lambda _sample: None).play(script(PROFILES[0], "dienst"))


def test_ports_differ():
    assert len(set(free_ports(4))) == 4
