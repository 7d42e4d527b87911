# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calculated values on the citizen's way: saved with the page, reviewed, sent and kept as they were sent."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leistungswerk.core.actor import OPERATOR
from leistungswerk.forms.rules import Rule, dump_rules, load_rules
from leistungswerk.forms.rules.parsing import parse_effects
from leistungswerk.online import plans, queries
from leistungswerk.online.receipt import receipt_pdf
from leistungswerk.online.services import drafting, publishing, submitting
from leistungswerk.online.states import ReleasePolicy
from leistungswerk.register.services import import_schema
from stage import Destination, bind, connect, demo_files, fill, go_online, work

pytestmark = pytest.mark.django_db
COUNT = "G99000004.F99000011"
"""„Anzahl“ of the demo form, which a rule of this test reckons from the dogs that were entered."""


@pytest.fixture
def service(destination: Destination) -> queries.ServiceView:
    schema, lists, rules = demo_files()
    document = import_schema(OPERATOR, schema=schema, codelists=lists).document
    reckoned = Rule("R99000009", "1.0", "Die Zahl ergibt sich.", parse_effects(
        f"ergibt sich {COUNT} aus Anzahl(G99000006.G99000007) * 2."
    ))  # fmt: skip
    content = dump_rules((*load_rules(rules), reckoned))
    form = publishing.create_form_version(OPERATOR, document=document.uuid, rules=content)
    publishing.publish_form(OPERATOR, form_version=form, policy=ReleasePolicy.OFFICE)
    slug = publishing.publish_service(OPERATOR, binding=bind(form, connect(destination)))
    found = queries.service_by_slug(slug)
    assert found is not None
    return found


def test_the_authority_and_the_citizen_get_the_calculated_value(service, destination: Destination):
    filled = fill(service)
    assert filled.draft.content.raw[COUNT] == "3"
    application = filled.submit()
    copy = submitting.open_copy(application, filled.code)
    assert copy.raw[COUNT] == "2"
    work()
    [stored] = destination.receive().accepted
    data = json.loads((destination.stored(stored) / "data.json").read_bytes())
    assert data["G99000004"]["F99000011"] == 2
    assert receipt_pdf(application, copy).startswith(b"%PDF-")


def test_saving_a_page_stores_the_value_with_the_same_statements(service, destination: Destination):
    filled = fill(service)
    plan = plans.plan(service.form_version)
    post = {"G99000006.G99000007.#": ["2"], "G99000006.G99000007.1.F99000012": ["Bello"]}

    def save(made, name: str) -> tuple[dict[str, str], int]:
        with CaptureQueriesContext(connection) as done:
            saved = drafting.change(
                name.draft,
                name.code,
                lambda before: type(before)(
                    made.read_post("hunde", post, before.raw), before.uploads, before.seen
                ),
            )
        assert saved is not None
        return saved.content.raw, len(done)

    raw, statements = save(plan, filled)
    assert raw[COUNT] == "2"
    plain = fill(go_online(destination, "Anderes Fachverfahren"))
    typed, without = save(plans.plan(queries.service(plain.draft.service).form_version), plain)
    assert typed[COUNT] == "3"
    assert statements == without
