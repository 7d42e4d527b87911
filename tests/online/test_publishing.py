# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Releasing and publishing: bound explicitly, never without a destination that can take what is sent."""

import json
import uuid

import msgspec
import pytest
from django.db import connection as database

from leistungswerk.core import audit
from leistungswerk.core.actor import CITIZEN, OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.delivery import queries as delivery
from leistungswerk.delivery import services
from leistungswerk.online import plans, queries
from leistungswerk.online.services import publishing
from leistungswerk.online.services.publishing import NotReady
from leistungswerk.online.states import FormState
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.services import import_schema
from leistungswerk.standards.fitconnect.constants import DestinationStatus
from leistungswerk.standards.fitconnect.wire import DestinationService
from stage import ARS, AUTHORITY, KEY, Destination, bind, connect, demo_files, demo_form, fill, go_online

pytestmark = pytest.mark.django_db


def _pages(form_version: int) -> str:
    """All pages of a form as HTML, with one row of every group."""
    plan = plans.plan(form_version)
    return "".join(plan.render_page(page.slug, {"G99000006.G99000007.#": "1"}) for page in plan.form.pages)


def _refusal(binding: publishing.Binding) -> str:
    with pytest.raises(NotReady) as told:
        publishing.publish_service(OPERATOR, binding=binding)
    assert queries.services(running_only=False) == ()
    return " ".join(told.value.problems)


def test_a_published_service_says_everything_a_page_needs(destination: Destination):
    service = go_online(destination)
    assert (service.key, service.ars, service.authority.name) == (KEY, ARS, AUTHORITY)
    assert service.slug == "hundesteuer-anmeldung-eines-hundes-mainz"
    assert service.valid_to is None
    assert [item.slug for item in queries.services()] == [service.slug]
    assert delivery.connection(service.connection_uuid).ready


def test_publishing_leaves_a_trace(destination: Destination):
    go_online(destination)
    actions = [entry.action for entry in audit.page(offset=0, limit=20)[0]]
    assert actions[0] == "service.published"
    assert {"form.created", "form.published", "schema.imported", "connection.created"} <= set(actions)


def test_other_lists_make_another_form_and_never_change_the_published_one(destination: Destination):
    service = go_online(destination)
    schema, lists, rules = demo_files()
    content = lists[0].content.replace(b"Andere Rasse", b"Fremde Rasse")
    newer = import_schema(OPERATOR, schema=schema, codelists=(ImportFile("neu.xml", content), *lists[1:]))
    candidate = publishing.create_form_version(OPERATOR, document=newer.document.uuid, rules=rules)
    versions = {version.uuid: version for version in queries.form_versions()}
    assert len(versions) == 2
    assert versions[candidate].digest != service.digest
    plans._plan.cache_clear()
    assert "Andere Rasse" in _pages(service.form_version)
    assert "Andere Rasse" not in _pages(versions[candidate].pk)
    assert queries.services()[0].digest == service.digest


def test_an_inactive_destination_is_refused(destination: Destination):
    binding = bind(demo_form(), connect(destination))
    destination.change(status=DestinationStatus.INACTIVE)
    assert "nicht aktiv" in _refusal(binding)
    assert not delivery.connection(binding.connection).ready


def test_a_destination_without_key_is_refused(destination: Destination):
    binding = bind(demo_form(), connect(destination))
    destination.change(encryption_kid=None)
    assert "Verschlüsselungsschlüssel" in _refusal(binding)
    assert not delivery.connection(binding.connection).ready


def test_a_destination_for_another_service_is_refused(destination: Destination):
    binding = bind(demo_form(), connect(destination))
    other = DestinationService("urn:de:fim:leika:leistung:99107023017000", regions=("DE07",))
    destination.change(public_services=(other,))
    text = _refusal(binding)
    assert f"urn:de:fim:leika:leistung:{KEY}" in text
    assert "nimmt die Leistung" in text


def test_a_destination_for_another_region_is_refused(destination: Destination):
    binding = bind(demo_form(), connect(destination))
    other = DestinationService(f"urn:de:fim:leika:leistung:{KEY}", regions=("DE09",))
    destination.change(public_services=(other,))
    assert f"Region {ARS}" in _refusal(binding)


@pytest.mark.parametrize("region", ["DE07", "DE073150000000", "DE07315"])
def test_a_region_covers_everything_within_it(destination: Destination, region: str):
    binding = bind(demo_form(), connect(destination))
    destination.change(
        public_services=(DestinationService(f"urn:de:fim:leika:leistung:{KEY}", regions=(region,)),)
    )
    assert publishing.publish_service(OPERATOR, binding=binding)


def test_a_region_must_belong_to_the_very_service(destination: Destination):
    binding = bind(demo_form(), connect(destination))
    destination.change(
        public_services=(
            DestinationService(f"urn:de:fim:leika:leistung:{KEY}", regions=("DE09",)),
            DestinationService("urn:de:fim:leika:leistung:99107023017000", regions=("DE07",)),
        )
    )
    assert f"Region {ARS}" in _refusal(binding)


def test_a_wrong_secret_is_refused(destination: Destination):
    binding = bind(demo_form(), connect(destination))
    services.ensure_connection(
        OPERATOR,
        name="Fachverfahren Hundesteuer",
        adapter="fitconnect",
        options=destination.options,
        secret="falsch",
    )
    assert _refusal(binding)


def test_a_delivery_way_that_is_not_installed_is_refused():
    connection = services.ensure_connection(OPERATOR, name="Post", adapter="brief", options={}, secret="-")
    assert "„brief“" in _refusal(bind(demo_form(), connection))


def test_the_null_delivery_is_no_way_to_go_online():
    connection = services.ensure_connection(OPERATOR, name="Null", adapter="null", options={}, secret="-")
    assert "stellt nichts zu" in _refusal(bind(demo_form(), connection))


def test_a_form_that_nobody_released_is_refused(destination: Destination):
    assert "freigegeben" in _refusal(bind(demo_form(publish=False), connect(destination)))


def test_what_is_not_chosen_is_named(destination: Destination):
    binding = bind(demo_form(), connect(destination))
    unknown = msgspec.structs.replace(binding, key="99999999999999", connection=uuid.uuid4())
    text = _refusal(unknown)
    assert "Leistung" in text
    assert "Verbindung" in text
    assert "Vollzugsbehörde" not in text


def test_the_reasons_are_kept_as_a_check_run(destination: Destination):
    binding = bind(demo_form(), connect(destination))
    destination.change(status=DestinationStatus.INACTIVE)
    _refusal(binding)
    found = publishing.delivery.check_runs.latest(
        kind="connection", subject_digest=services.connection_digest(binding.connection)
    )
    assert not found.ok
    assert "nicht aktiv" in found.report["problems"][0]


def test_a_citizen_releases_and_publishes_nothing(destination: Destination):
    binding = bind(form := demo_form(publish=False), connect(destination))
    with pytest.raises(NotAllowed):
        publishing.publish_form(CITIZEN, form_version=form)
    with pytest.raises(NotAllowed):
        publishing.publish_service(CITIZEN, binding=binding)
    assert queries.form_version(form).state is FormState.CANDIDATE


def test_the_same_content_is_the_same_form_version():
    first = demo_form()
    assert demo_form() == first
    assert len(queries.form_versions()) == 1
    found = queries.form_version(first)
    assert (found.state, found.policy, found.rules) == (FormState.PUBLISHED, "office", 7)


def test_other_rules_or_other_lists_make_another_form_version():
    schema, lists, rules = demo_files()
    document = import_schema(OPERATOR, schema=schema, codelists=lists).document.uuid
    fewer = json.dumps(json.loads(rules)[:2]).encode()
    versions = {
        publishing.create_form_version(OPERATOR, document=document, rules=content)
        for content in (rules, fewer, b"[]")
    }
    assert len(versions) == 3
    assert publishing.content_digest(("a", "b"), b"[]") != publishing.content_digest(("a", "c"), b"[]")


def test_how_rules_are_written_down_does_not_matter():
    schema, lists, rules = demo_files()
    document = import_schema(OPERATOR, schema=schema, codelists=lists).document.uuid
    spread = json.dumps(json.loads(rules), indent=7, ensure_ascii=True).encode()
    versions = {
        publishing.create_form_version(OPERATOR, document=document, rules=content)
        for content in (rules, spread)
    }
    assert len(versions) == 1


@pytest.mark.parametrize("rules", [b"[{", b'[{"id": "R1"}]'])
def test_rules_that_do_not_fit_are_refused_in_one_sentence(rules):
    schema, lists, _ = demo_files()
    document = import_schema(OPERATOR, schema=schema, codelists=lists).document.uuid
    with pytest.raises(Refused, match="kein Formular"):
        publishing.create_form_version(OPERATOR, document=document, rules=rules)
    assert queries.form_versions() == ()


def test_publishing_anew_replaces_the_running_service_and_keeps_its_address(destination: Destination):
    first = go_online(destination)
    begun = fill(first)
    second = go_online(destination)
    assert second.slug == first.slug
    assert second.pk != first.pk
    assert [item.pk for item in queries.services()] == [second.pk]
    # Who had begun finishes on the version and the service he began with.
    assert begun.reload().service == first.pk
    assert begun.submit().service == first.pk


def test_a_withdrawn_service_takes_no_new_applications_but_lets_drafts_finish(destination: Destination):
    service = go_online(destination)
    begun = fill(service)
    publishing.withdraw_service(OPERATOR, service=service.uuid)
    publishing.withdraw_service(OPERATOR, service=service.uuid)
    assert queries.service_by_slug(service.slug) is None
    assert begun.submit().reference
    actions = [entry.action for entry in audit.page(offset=0, limit=50)[0]]
    assert actions.count("service.withdrawn") == 1


def test_the_schema_of_the_answers_names_itself_by_its_address(destination: Destination):
    service = go_online(destination)
    uri = plans.schema_uri(fim_id=service.schema_id, version=service.schema_version, digest=service.digest)
    assert json.loads(plans.answer_schema(service.form_version))["$id"] == uri
    assert uri.endswith(f"/schema/S99000001/1.0/{service.digest}")


def test_nothing_of_the_database_is_needed_to_compile_a_known_form_again(destination: Destination):
    service = go_online(destination)
    first = plans.plan(service.form_version)
    with database.execute_wrapper(_forbidden):
        assert plans.plan(service.form_version) is first


def _forbidden(*_):
    raise AssertionError("a statement was sent")
