# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The permission table: every address × who asks × what they get. An address missing here fails.

An area keeps its rows in a module of its own, ``permissions_<area>.py``: ``TABLE`` and ``POSTED`` as here.
"""

import uuid
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from leistungswerk.core.actor import Permission
from leistungswerk.core.models import Account

pytestmark = pytest.mark.django_db
NOBODY = uuid.UUID(int=1)
ARGUMENTS = {
    "slug": "gibt-es-nicht", "draft": NOBODY, "page": "seite", "fim_id": "S1", "version": "1.0", "digest": "0" * 64,
    "identity": NOBODY, "step": "reif", "reference": "LW-2026-0000-0000", "form": "csv", "row": NOBODY, "key": "R1",
    "position": 0, "duty": "training", "number": 1, "gate": "G1", "organisation": NOBODY, "pk": 999999, "ars": "0", "code": "m9", "template": "ohne", "path": "gibt/es-nicht", "token": "gibt-es-nicht", "helped": "yes", "line": 1, "file": NOBODY,
}  # fmt: skip
# Address: status for a visitor, for staff without a grant, for staff with all grants. POST where only that is taken.
LOGIN = 302
PUBLIC = (200, 200, 200)
TABLE: dict[str, tuple[int, int, int]] = {
    "portal:service": (404, 404, 404),
    "portal:start": (404, 404, 404),
    "portal:application": (302, 302, 302),
    "portal:step": (302, 302, 302),
    "portal:saved": (302, 302, 302),
    "portal:review": (302, 302, 302),
    "portal:submit": (302, 302, 302),
    "portal:confirmation": (302, 302, 302),
    "portal:status": (302, 302, 302),
    "portal:receipt": (302, 302, 302),
    "portal:resume": PUBLIC,
    "portal:language": (302, 302, 302),
    "portal:schema": (404, 404, 404),
    "portal:health": PUBLIC,
    "office:dashboard": (LOGIN, 200, 200),
    "office:login": PUBLIC,
    "office:logout": (302, 302, 302),
    "office:documents": (LOGIN, 403, 200),
    "office:document": (LOGIN, 403, 404),
    "office:codelists": (LOGIN, 403, 200),
    "office:messages": (LOGIN, 403, 200),
    "office:message": (LOGIN, 403, 404),
    "office:message_entry": (LOGIN, 403, 404),
    "office:decide_message": (LOGIN, 403, 404),
    "office:create_form": (LOGIN, 403, 404),
    "office:rules": (LOGIN, 403, 404),
    "office:confirm_rules": (LOGIN, 403, 404),
    "office:rule": (LOGIN, 403, 404),
    "office:form_version": (LOGIN, 403, 404),
    "office:publish": (LOGIN, 403, 404),
    "office:preview_start": (LOGIN, 403, 404),
    "office:preview": (LOGIN, 403, 404),
    "office:services": (LOGIN, 403, 200),
    "office:service": (LOGIN, 403, 404),
    "office:check_service": (LOGIN, 403, 404),
    "office:withdraw_service": (LOGIN, 403, 404),
    "office:applications": (LOGIN, 403, 200),
    "office:application": (LOGIN, 403, 404),
    "office:deliveries": (LOGIN, 403, 200),
    "office:replay": (LOGIN, 403, 409),
    "office:gates": (LOGIN, 404, 404),
    "office:gate": (LOGIN, 404, 404),
    "office:gate_of_body": (LOGIN, 404, 404),
    "office:open_gate": (LOGIN, 404, 404),
    "office:waive": (LOGIN, 404, 404),
    "office:votes": (LOGIN, 404, 404),
    "office:decision": (LOGIN, 404, 404),
    "office:paper": (LOGIN, 404, 404),
    "office:signatures": (LOGIN, 200, 200),
    "office:gate_case": (LOGIN, 404, 404),
    "office:sign_case": (LOGIN, 404, 404),
    "office:withdraw_case": (LOGIN, 404, 404),
    "office:gate_record": (LOGIN, 404, 404),
    "office:signing_order": (LOGIN, 404, 404),
    "office:audit": (LOGIN, 403, 200),
    "office:rollout": (LOGIN, 403, 200),
    "office:rollout_bodies": (LOGIN, 403, 200),
    "office:rollout_body": (LOGIN, 403, 404),
    "office:rollout_vendors": (LOGIN, 403, 200),
    "office:rollout_schema": (LOGIN, 403, 200),
    "office:rollout_project": (LOGIN, 403, 404),
    "office:rollout_take": (LOGIN, 403, 404),
    "office:rollout_add": (LOGIN, 403, 404),
    "office:rollout_wave": (LOGIN, 403, 404),
    "office:rollout_bulk": (LOGIN, 403, 404),
    "office:rollout_export": (LOGIN, 403, 404),
    "office:rollout_import": (LOGIN, 403, 404),
    "office:rollout_unit": (LOGIN, 403, 404),
    "office:rollout_edit": (LOGIN, 403, 404),
    "office:rollout_gate": (LOGIN, 403, 404),
    "office:rollout_move": (LOGIN, 403, 404),
    "office:rollout_contact": (LOGIN, 403, 404),
    "office:rollout_duty": (LOGIN, 403, 404),
    "office:rollout_questionnaire": (LOGIN, 403, 404),
    "office:rollout_questionnaire_file": (LOGIN, 403, 404),
    "office:rollout_portal": (LOGIN, 403, 404),
    "office:rollout_order": (LOGIN, 403, 404),
    "office:rollout_order_file": (LOGIN, 403, 404),
    "office:projects": (LOGIN, 403, 200),
    "office:project": (LOGIN, 403, 404),
    "office:project_board": (LOGIN, 403, 200),
    "office:project_timeline": (LOGIN, 403, 200),
    "office:begin_project": (LOGIN, 403, 200),
    "office:bulk_projects": (LOGIN, 403, 422),
    "office:import_projects": (LOGIN, 403, 200),
    "office:export_projects_csv": (LOGIN, 403, 200),
    "office:export_projects_xlsx": (LOGIN, 403, 200),
    "office:edit_project": (LOGIN, 403, 404),
    "office:end_project": (LOGIN, 403, 404),
    "office:resume_project": (LOGIN, 403, 404),
    "office:project_checklist": (LOGIN, 403, 404),
    "office:project_parties": (LOGIN, 403, 404),
    "office:project_comments": (LOGIN, 403, 404),
    "office:project_history": (LOGIN, 403, 404),
    "office:project_paper": (LOGIN, 403, 404),
    "office:project_advice": (LOGIN, 403, 404),
    "office:templates": (LOGIN, 403, 200),
    "office:load_templates": (LOGIN, 403, 302),
    "office:template": (LOGIN, 403, 404),
    "office:publish_template": (LOGIN, 403, 404),
    "office:consultations": (LOGIN, 403, 200),
    "office:ask_advice": (LOGIN, 403, 200),
    "office:consultation": (LOGIN, 403, 404),
    "office:adviser_room": (LOGIN, 403, 422),
    "office:read_notice": (LOGIN, 404, 404),
    "office:search": (LOGIN, 200, 200),
    "office:offers": (LOGIN, 403, 200),
    "office:new_offer": (LOGIN, 403, 200),
    "office:compare_offers": (LOGIN, 403, 200),
    "office:import_offers": (LOGIN, 403, 200),
    "office:export_offers": (LOGIN, 403, 200),
    "office:offer": (LOGIN, 403, 404),
    "office:edit_offer": (LOGIN, 403, 404),
    "office:score_offer": (LOGIN, 403, 404),
    "office:subscribe_offer": (LOGIN, 403, 422),
    "office:unsubscribe_offer": (LOGIN, 403, 422),
    "office:base_services": (LOGIN, 403, 200),
    "office:mandates": (LOGIN, 403, 200),
    "office:chart": (LOGIN, 403, 200),
    "office:matrix_of_responsibility": (LOGIN, 403, 200),
    "office:matrix_table": (LOGIN, 403, 200),
    "office:mandate": (LOGIN, 403, 404),
    "office:begin_mandate_version": (LOGIN, 403, 404),
    "office:mandate_version": (LOGIN, 403, 404),
    "office:write_mandate": (LOGIN, 403, 404),
    "office:move_mandate": (LOGIN, 403, 404),
    "office:sign_mandate": (LOGIN, 403, 404),
    "office:mandate_pdf": (LOGIN, 403, 404),
    "office:project_contracts": (LOGIN, 403, 404),
    "office:begin_contract": (LOGIN, 403, 404),
    "office:contract": (LOGIN, 403, 404),
    "office:project_parameters": (LOGIN, 403, 404),
    "office:export_sheets": (LOGIN, 403, 404),
    "office:sheet": (LOGIN, 403, 404),
    "office:project_base_services": (LOGIN, 403, 404),
    "office:project_runtime": (LOGIN, 403, 404),
    "office:edit_runtime": (LOGIN, 403, 404),
    "office:move_contract": (LOGIN, 403, 404),
    "office:sign_contract": (LOGIN, 403, 404),
    "office:standard_parameters": (LOGIN, 403, 404),
    "office:begin_sheet": (LOGIN, 403, 404),
    "office:import_sheets": (LOGIN, 403, 404),
    "office:move_base_request": (LOGIN, 403, 404),
    "office:choose_password": PUBLIC,
    "office:register_services": (LOGIN, 403, 200),
    "office:register_service_new": (LOGIN, 403, 200),
    "office:register_service": (LOGIN, 403, 404),
    "office:register_service_edit": (LOGIN, 403, 404),
    "office:organisations": (LOGIN, 403, 200),
    "office:organisation_new": (LOGIN, 403, 200),
    "office:organisation": (LOGIN, 403, 404),
    "office:recut": (LOGIN, 403, 200),
    "office:people": (LOGIN, 403, 200),
    "office:person_new": (LOGIN, 403, 200),
    "office:person": (LOGIN, 403, 404),
    "office:person_edit": (LOGIN, 403, 404),
    "office:case_systems": (LOGIN, 403, 200),
    "office:case_system": (LOGIN, 403, 404),
    "office:register_imports": (LOGIN, 403, 200),
    "office:register_import": (LOGIN, 403, 404),
}
POSTED = {
    "office:decide_message",
    "office:open_gate", "office:waive", "office:sign_case", "office:withdraw_case",
    "portal:start", "portal:submit", "portal:receipt", "office:logout", "office:create_form",
    "office:bulk_projects", "office:end_project", "office:resume_project", "office:load_templates",
    "office:publish_template", "office:adviser_room", "office:read_notice",
    "office:publish", "office:check_service", "office:withdraw_service", "office:replay",
    "office:rollout_take", "office:rollout_add", "office:rollout_wave", "office:rollout_bulk", "office:rollout_edit",
    "office:rollout_move", "office:rollout_gate", "office:rollout_contact", "office:rollout_order",
    "office:subscribe_offer", "office:unsubscribe_offer", "office:begin_mandate_version", "office:move_mandate",
    "office:sign_mandate",
    "office:move_contract", "office:sign_contract", "office:standard_parameters", "office:begin_sheet",
    "office:import_sheets", "office:move_base_request",
}  # fmt: skip


for _area in sorted(Path(__file__).parent.glob("permissions_*.py")):
    _rows = import_module(_area.stem)
    TABLE |= _rows.TABLE
    POSTED |= _rows.POSTED


def _patterns(resolver: URLResolver, prefix: str = "", face: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, route, str(entry.namespace or face))
        elif isinstance(entry, URLPattern):
            yield f"{face}:{entry.name}", route


def _address(route: str) -> str:
    parts = []
    for part in route.split("/"):
        head, _colon, tail = part.partition("<")
        name = tail.partition(":")[2].partition(">")[0]
        parts.append(f"{head}{ARGUMENTS[name]}" if name else part)
    return "/" + "/".join(parts)


ROUTES = dict(_patterns(get_resolver("leistungswerk.config.urls")))


def test_every_address_stands_in_the_table() -> None:
    assert ROUTES.keys() == TABLE.keys()


def _client(grants: frozenset[Permission] | None) -> Client:
    client = Client()
    if grants is not None:
        name = f"konto-{uuid.uuid4()}"
        # Nobody types a password here, so none is hashed: the table has hundreds of rows.
        client.force_login(Account.objects.create(username=name, name=name, grants=sorted(grants)))
    return client


@pytest.mark.parametrize("name", sorted(TABLE))
@pytest.mark.parametrize("column", [0, 1, 2], ids=["visitor", "no-grant", "all-grants"])
def test_the_address_answers_as_the_table_says(name: str, column: int) -> None:
    client = _client([None, frozenset(), frozenset(Permission)][column])
    address = _address(ROUTES[name])
    answer = client.post(address) if name in POSTED else client.get(address)
    assert answer.status_code == TABLE[name][column], address
    if (
        column == 0
        and TABLE[name][column] == LOGIN
        and name.startswith("office:")
        and name != "office:logout"
    ):
        assert answer.headers["Location"].startswith("/verwaltung/anmelden/")


def test_no_page_may_run_foreign_or_inline_scripts() -> None:
    policy = Client().get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
