# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The measured profiles are what the aims speak of, and their answers are valid."""

import pytest

from bench import profiles
from bench.profiles import PROFILES, Profile
from leistungswerk.forms import Field, Group, Plan, compile_form, compile_plan
from leistungswerk.forms.rules import dump_rules, load_rules
from leistungswerk.standards.fim import CodelistCollection, read_message, write_message
from leistungswerk.standards.fim.model import Stammdatenschema

every_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)


def _plan(profile: Profile) -> Plan:
    message = read_message(write_message(profiles.schema(profile))).nachricht.inhalt
    assert isinstance(message, Stammdatenschema)
    rules = load_rules(dump_rules(profiles.rules(profile)))
    return compile_plan(compile_form(message, CodelistCollection(), rules=rules))


def _fields(plan: Plan) -> list[Field]:
    groups = [part for page in plan.form.pages for part in page.parts]
    assert all(isinstance(group, Group) for group in groups)
    return [field for group in groups for field in group.children]


def _answers(profile: Profile) -> dict[str, str]:
    steps = range(1, profile.steps + 1)
    return {name: text for step in steps for name, text in profiles.answers(profile, step).items()}


def test_sizes_are_those_of_the_aims():
    assert [(each.steps, each.steps * each.fields, each.all_rules) for each in PROFILES] == [
        (1, 8, 0),
        (5, 60, 25),
        (10, 200, 100),
    ]


@every_profile
def test_a_profile_has_its_steps_fields_and_rules(profile: Profile):
    plan = _plan(profile)
    assert len(plan.form.pages) == profile.steps
    assert len(_fields(plan)) == profile.steps * profile.fields
    assert len(plan.form.rules) == profile.all_rules


@every_profile
def test_field_types_rotate_and_all_are_optional(profile: Profile):
    fields = _fields(_plan(profile))
    kinds = [field.kind.value for field in fields[: profile.fields]]
    assert kinds[:7] == ["boolean", "text", "number", "date", "text", "long_text", "boolean"]
    assert all(field.min == 0 for field in fields)


@every_profile
def test_the_answers_fill_every_field_and_are_valid(profile: Profile):
    plan, answers = _plan(profile), _answers(profile)
    assert len(answers) == profile.steps * profile.fields
    assert all(answers.values())
    assert plan.check(answers) == ()


@pytest.mark.parametrize("profile", PROFILES[1:], ids=lambda profile: profile.name)
def test_every_rule_is_evaluated_on_its_own_step(profile: Profile):
    """Turn every yes into a no: each target is then reported, so the engine asked each condition."""
    plan = _plan(profile)
    no = {name: "false" if text == "true" else text for name, text in _answers(profile).items()}
    for page in plan.form.pages:
        errors = plan.check_page(page.slug, no)
        assert len({error.name for error in errors}) == profile.rules
