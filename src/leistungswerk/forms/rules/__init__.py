# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rule language: conditions and effects that a person released, bound to the places of a form."""

from leistungswerk.forms.rules.model import (
    AllOf,
    AnyOf,
    AtLeastOne,
    Condition,
    Effect,
    Empty,
    Equals,
    ExactlyOne,
    Filled,
    ForbiddenIf,
    Not,
    NotEquals,
    RequiredIf,
    Rule,
    RuleError,
    dump_rules,
    load_rules,
    negate,
)

__all__ = [
    "AllOf",
    "AnyOf",
    "AtLeastOne",
    "Condition",
    "Effect",
    "Empty",
    "Equals",
    "ExactlyOne",
    "Filled",
    "ForbiddenIf",
    "Not",
    "NotEquals",
    "RequiredIf",
    "Rule",
    "RuleError",
    "dump_rules",
    "load_rules",
    "negate",
]
