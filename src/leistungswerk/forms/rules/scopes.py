# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where an effect is asked: once for the form, or once for each row of a repeatable group."""

from __future__ import annotations

from leistungswerk.forms.rules.model import Assign, Effect, ForbiddenIf, RequiredIf, Unique, effect_paths


def scope_of(effect: Effect) -> str:
    """Path of the innermost group that holds everything the effect speaks of."""
    containers = [path.split(".")[:-1] for path in effect_paths(effect)]
    shared = containers[0] if containers else []
    for other in containers[1:]:
        length = next((n for n, (a, b) in enumerate(zip(shared, other, strict=False)) if a != b), None)
        shared = shared[: min(len(shared), len(other)) if length is None else length]
    return ".".join(shared)


def container_of(effect: Effect) -> str:
    """Path of the group from whose instances the effect is asked: its target's, or the one that holds all."""
    match effect:
        case RequiredIf(_, target) | ForbiddenIf(_, target) | Assign(target):
            return target.rpartition(".")[0]
        case Unique(path):
            return path.rpartition(".")[0]
        case _:
            return scope_of(effect)
