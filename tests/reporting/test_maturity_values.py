# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maturity models as files, and what follows from criteria and findings; no database."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.core.failures import Refused
from leistungswerk.reporting.maturity import checks
from leistungswerk.reporting.maturity.documents import (
    Criterion,
    Level,
    Link,
    ModelDocument,
    Rule,
    read,
    shipped,
)
from leistungswerk.reporting.maturity.values import (
    CriterionValue,
    Finding,
    State,
    of_criterion,
    of_service,
    settled_level,
)
from leistungswerk.reporting.maturity.writing import to_toml

CHECKS = frozenset({"online", "payment"})


def _model(*criteria: Criterion, rule: Rule = Rule.LOWEST, **fields: object) -> ModelDocument:
    levels = tuple(Level(number=number, requires=("online",) if number == 2 else ()) for number in range(5))
    values = {"code": "T", "title": "Modell", "valid_from": "2020-06", "rule": rule, "rule_text": "Regel",
              "levels": levels, "criteria": criteria or (Criterion(id="A"), Criterion(id="B")), **fields}  # fmt: skip
    return ModelDocument(**values)


def _found(**states: State) -> dict[str, Finding]:
    return {code: Finding(code, state, f"{code}: {state}.") for code, state in states.items()}


def test_shipped_models_tell_what_is_known_and_invent_no_criterion():
    old, new = shipped()["1.1"], shipped()["2.0"]
    assert (len(old.levels), len(old.criteria), old.rule, old.conformity_from) == (5, 10, Rule.LOWEST, 3)
    assert (len(new.levels), len(new.criteria), new.rule) == (8, 13, Rule.STATED)
    assert (old.valid_from, old.replaced_from, new.valid_from) == ("2020-06", "2025-07", "2025-07")
    assert (old.unfilled, new.unfilled) == (10, 13)
    assert old.checks() | new.checks() <= checks.codes()


@pytest.mark.parametrize("code", ["1.1", "2.0"])
def test_what_is_written_reads_back_the_same(code):
    model = shipped()[code]
    assert read("m.toml", to_toml(model), known_checks=checks.codes()) == model


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_an_office_fills_in_survives_the_file(title, text):
    model = _model(
        Criterion(id="A", text=text, checks=(Link(check="payment", level=3, proves=True),)),
        title=f"M {title}",
    )
    assert read("m.toml", to_toml(model), known_checks=CHECKS) == model


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text[: len(text) // 2], "kein Reifegradmodell"),
        (lambda text: text + b'\nlevle = "x"\n', "levle"),
        (lambda text: text.replace(b"number = 3", b"number = 9"), "ohne Lücke"),
        (lambda text: text.replace(b'id = "B"', b'id = "A"'), "eigene „id“"),
        (lambda text: text.replace(b'"online"', b'"telepathy"'), "„telepathy“ gibt es nicht"),
        (lambda text: text.replace(b"2020-06", b"Juni 2020"), "2025-07"),
        (lambda text: text + b"\n#" + b"x" * 600_000, "größer als 512 KB"),
        (lambda text: b"\xff" + text, "UTF-8"),
        (lambda text: text + b"\nx = " + b"[" * 5_000, "kein Reifegradmodell"),
    ],
)
def test_a_broken_file_is_refused_in_words(change, says):
    with pytest.raises(Refused, match=says):
        read("m.toml", change(to_toml(_model())), known_checks=CHECKS)


def test_the_lowest_criterion_decides_and_nothing_follows_while_one_is_missing():
    model = _model()
    assert settled_level(model, [CriterionValue("A", 4), CriterionValue("B", 2)]) == 2
    assert settled_level(model, [CriterionValue("A", 4)]) is None
    stated = msgspec.structs.replace(model, rule=Rule.STATED)
    assert settled_level(stated, [CriterionValue("A", 4), CriterionValue("B", 2)]) is None


def test_a_missing_thing_caps_the_level_and_what_is_not_known_caps_nothing():
    model = _model()
    assert of_service(model, _found(online=State.FAILS)).cap == 1
    assert of_service(model, _found(online=State.UNKNOWN)).cap is None
    assert of_service(model, _found(online=State.HOLDS)).cap is None


def test_linked_criteria_are_computed_and_together_settle_the_level():
    proves = Criterion(id="A", checks=(Link(check="payment", level=4, proves=True),))
    capped = Criterion(
        id="B", checks=(Link(check="online", level=2, proves=True), Link(check="payment", level=3))
    )
    model = _model(proves, capped)
    found = _found(online=State.HOLDS, payment=State.HOLDS)
    assert of_criterion(proves, model, found).exact == 4
    assert (of_criterion(capped, model, found).floor, of_criterion(capped, model, found).cap) == (2, None)
    assert (of_service(model, found).floor, of_service(model, found).exact) == (2, None)
    without = _found(online=State.HOLDS, payment=State.FAILS)
    assert of_criterion(capped, model, without).exact == 2
    assert of_service(model, without).cap == 2
    assert "payment" in of_service(model, without).reasons[0]


@given(st.lists(st.integers(0, 4), min_size=2, max_size=2), st.sampled_from(list(State)))
def test_a_computed_range_is_never_upside_down(levels, state):
    criteria = tuple(
        Criterion(
            id=str(n),
            checks=(Link(check="online", level=level, proves=True), Link(check="payment", level=level)),
        )
        for n, level in enumerate(levels)
    )
    for payment in State:
        computed = of_service(_model(*criteria), _found(online=state, payment=payment))
        assert computed.floor is None or computed.cap is None or computed.floor <= computed.cap
