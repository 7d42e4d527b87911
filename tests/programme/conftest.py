# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the programme start from."""

import uuid
from collections.abc import Callable

import pytest
from round_stage import Stage
from small_land import HOUSING, Land

from leistungswerk.core.actor import OPERATOR
from leistungswerk.programme.services.projects import ProjectEntry, begin_project
from leistungswerk.programme.services.templates import load_house_templates
from leistungswerk.register.models import Organisation


@pytest.fixture
def land(db: None) -> Land:
    return Land()


@pytest.fixture
def begun(land: Land) -> Callable[..., uuid.UUID]:
    """Begin a Vorhaben of an organisation."""

    def _begin(
        owner: Organisation, *, title: str = "Wohngeld", services: tuple[str, ...] = (HOUSING,)
    ) -> uuid.UUID:
        return begin_project(OPERATOR, owner=owner.uuid, entry=ProjectEntry(title=title, services=services))

    return _begin


@pytest.fixture
def house(db: None) -> None:
    """The checklists of the house."""
    load_house_templates(OPERATOR)


@pytest.fixture
def stage(db: None) -> Stage:
    return Stage()
