# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules that nobody released: a hint for the citizen, a document for the authority."""

import json

import pytest

from leistungswerk.core.actor import OPERATOR
from leistungswerk.forms import all_hints
from leistungswerk.online import plans, queries, unchecked
from leistungswerk.online.services import publishing
from leistungswerk.online.states import ReleasePolicy
from leistungswerk.register.services import import_schema
from stage import Destination, bind, connect, demo_files, fill, go_online, work

pytestmark = pytest.mark.django_db


def _service(destination: Destination, kept: int) -> queries.ServiceView:
    """The demo service with only its first rules released."""
    schema, lists, rules = demo_files()
    document = import_schema(OPERATOR, schema=schema, codelists=lists).document
    fewer = json.dumps(json.loads(rules)[:kept]).encode()
    form = publishing.create_form_version(OPERATOR, document=document.uuid, rules=fewer)
    publishing.publish_form(OPERATOR, form_version=form, policy=ReleasePolicy.OFFICE)
    slug = publishing.publish_service(OPERATOR, binding=bind(form, connect(destination)))
    found = queries.service_by_slug(slug)
    assert found is not None
    return found


def _delivered(
    destination: Destination, service: queries.ServiceView
) -> tuple[dict[str, object], list[bytes]]:
    fill(service).submit()
    work()
    [stored] = destination.receive().accepted
    folder = destination.stored(stored)
    metadata = json.loads((folder / "metadata.json").read_bytes())
    return metadata["contentStructure"], [path.read_bytes() for path in (folder / "attachments").iterdir()]


def test_the_authority_gets_the_rules_nobody_released(destination: Destination):
    service = _service(destination, kept=5)
    content, files = _delivered(destination, service)
    [entry] = content["attachments"]
    assert (entry["purpose"], entry["mimeType"]) == ("report", "application/pdf")
    assert entry["filename"] == unchecked.FILE_NAME
    assert entry["description"].endswith("R99000006, R99000007")
    [file] = files
    assert file.startswith(b"%PDF-")
    assert file == unchecked.attachment(service)[0].content


def test_the_citizen_sees_the_same_rules_as_hints(destination: Destination):
    service = _service(destination, kept=5)
    plan = plans.plan(service.form_version)
    assert {hint.rule_id for hint in all_hints(plan.form)} == {"R99000006", "R99000007"}
    page = plan.render_page("steuerermaessigung", {})
    assert all(hint.text.split("„")[0] in page for hint in all_hints(plan.form))


def test_nothing_is_added_when_every_rule_is_checked(destination: Destination):
    content, files = _delivered(destination, go_online(destination))
    assert content["attachments"] == []
    assert files == []


def test_many_rules_are_named_and_the_rest_counted(destination: Destination):
    text = unchecked._description(tuple(unchecked.Hint(f"R{number}", "") for number in range(25)))
    assert "R19 und 5 weitere" in text
