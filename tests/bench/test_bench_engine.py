# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The peer is asked the same, our own work grows evenly, and what was not measured is said."""

import io
import sys

import pytest
from rich.console import Console

from bench import peer
from bench.engine import aims
from bench.report import show_engine
from bench.result import Engine, FileFigure, RuleFigure
from bench.rules import PROFILES, answers_of, effects_of, form_of
from leistungswerk.forms.rules import ForbiddenIf, MustHold
from leistungswerk.forms.rules.evaluate import RuleProgram

LARGE, HUGE = PROFILES


def calls(profile) -> int:
    """Python functions entered in one full evaluation."""
    program, raw = RuleProgram(form_of(profile)), answers_of(profile)
    program.evaluate(raw)
    count = 0

    def counted(_frame, event: str, _argument) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        program.evaluate(raw)
    finally:
        sys.setprofile(before)
    return count


def test_ten_times_the_rules_are_ten_times_the_calls():
    assert HUGE.rules == 10 * LARGE.rules
    assert calls(HUGE) <= 10.2 * calls(LARGE)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_peer_has_every_field_answer_and_rule(profile):
    fields = {
        f"{group['key']}.{field['key']}": field
        for group in peer.components(profile)
        for field in group["components"]
    }
    answers = {f"{group}.{key}" for group, inner in peer.data(profile).items() for key in inner}
    assert set(fields) == answers == set(answers_of(profile))
    for number in range(profile.rules):
        for effect in effects_of(profile, number):
            match effect:
                case ForbiddenIf(_, target):
                    assert fields[target]["conditional"]["conditions"]
                    assert fields[target]["validate"]["required"]
                case MustHold(that):
                    assert fields[that.left.path]["validate"]["max"]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_answers_of_a_profile_break_no_rule(profile):
    verdict = RuleProgram(form_of(profile)).evaluate(answers_of(profile))
    assert not verdict.violated
    assert not verdict.forbidden


def test_a_machine_without_node_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(peer.shutil, "which", lambda _name: None)
    with pytest.raises(peer.PeerError, match="fehlt"):
        peer.installed(tmp_path)


def test_what_was_not_measured_is_said():
    rule = RuleFigure("L", 200, 100, 2.0, 0.5, 0.01, None)
    engine = Engine((FileFigure("S1", 1024, 1.0, 4.0, 0.2, 9.0),), (rule,), peer.NAME, "Node fehlt.")
    console = Console(file=io.StringIO(), width=120)
    show_engine(engine, console)
    assert "nicht gemessen: Node fehlt." in console.file.getvalue()
    assert [aim.met for aim in aims(engine)] == [False, True, True, True]
