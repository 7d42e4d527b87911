# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Contracts on their routes, parameter sheets, base services, runtimes: who may, in which order, with which paper."""

import uuid
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.gates.requirements import Subject, requirements
from leistungswerk.programme.models import (
    ContractStep,
    Participation,
    Project,
    ProjectRuntime,
    ReuseContract,
    Runtime,
)
from leistungswerk.programme.reuse import contracts, infrastructure, sheets, values
from leistungswerk.programme.reuse.routes import MOVES, way
from leistungswerk.programme.reuse_states import (
    CONTRACT_TRANSITIONS,
    BaseServiceState,
    ContractState,
    OfferState,
    ParameterType,
    Route,
    RuntimeKind,
    SheetState,
)
from leistungswerk.programme.services import contracts as acts
from leistungswerk.programme.services import infrastructure as provide
from leistungswerk.programme.services import parameters, running
from leistungswerk.programme.services.contracts import Paper
from leistungswerk.programme.services.offers import enter_offer
from leistungswerk.programme.services.parameters import ParameterEntry
from leistungswerk.programme.states import Gate, Part, Phase, SignatureForm
from leistungswerk.register.kinds import ResponsibilityKind
from leistungswerk.register.models import Responsibility, Service

HOUSING = "99107023017000"
PAPER = Paper(
    document="Schreiben", form=SignatureForm.PAPER, signer="Abteilungsleitung", file_number="15-100-1/2026",
    signed_on=date(2026, 11, 1),
)  # fmt: skip


@pytest.fixture
def offer(land):
    from leistungswerk.programme.reuse.offer_entry import OfferEntry

    return enter_offer(
        OPERATOR,
        entry=OfferEntry(
            title="Wohngeld", land="01", operator="Dataport", state=OfferState.AVAILABLE, services=(HOUSING,),
            source="Marktübersicht", maintainer="Nachnutzungsmanagement", checked_on=date(2026, 11, 1),
        ),
    )  # fmt: skip


@pytest.fixture
def project(land, begun):
    identity = begun(land.ministry)
    Project.objects.filter(uuid=identity).update(phase=Phase.DEVELOPMENT, path="A")
    return identity


def _begin(project, offer, route=Route.FIT_STORE, parties=()):
    return acts.begin_contract(
        OPERATOR, project=project, offer=offer, route=route, contact="Vertragsstelle", parties=parties
    )


def _move(contract, move, state, *, paper=PAPER, actor=OPERATOR, **fields):
    return acts.move_contract(actor, contract=contract, move=move, paper=paper, seen=state, **fields)


def _requirement(project, code):
    row = Project.objects.get(uuid=project)
    return next((item for item in requirements(Gate.G2, Subject(row)) if item.code == code), None)


@pytest.mark.parametrize("route", list(Route))
def test_every_route_leads_to_a_contract_and_names_a_paper_for_each_signed_step(route):
    path = way(route)
    assert (path[0], path[-1]) == (ContractState.PREPARED, ContractState.CONCLUDED)
    moves = {move for after in CONTRACT_TRANSITIONS[route].values() for move in after}
    assert moves == set(MOVES[route])
    assert all(move.paper for move in MOVES[route].values() if move.signed)


@pytest.mark.django_db
def test_contracts_begin_in_phase_two(land, begun, offer):
    identity = begun(land.ministry)
    with pytest.raises(Refused, match="G1"):
        _begin(identity, offer)


@pytest.mark.django_db
@pytest.mark.postgres
def test_fit_store_keeps_the_order_of_steps_records_the_papers_and_checks_the_number(project, offer):
    contract = _begin(project, offer)
    with pytest.raises(Refused, match="Reihenfolge"):
        _move(contract, "accept", ContractState.PREPARED, number="FITST/2026/0001")
    state = ContractState.PREPARED
    for move in ("declare_interest", "begin_coordination", "send_coordination_letter", "receive_offer"):
        state = _move(contract, move, state)
    with pytest.raises(Refused, match="FITST/2026/0001"):
        _move(contract, "accept", state, number="FITST/26/1")
    assert not _requirement(project, "contract").met
    assert _move(contract, "accept", state, number="FITST/2026/0001") is ContractState.CONCLUDED
    held = contracts.contract(OPERATOR, contract)
    assert [step.file_number for step in held.steps] == [PAPER.file_number] * 5
    assert _requirement(project, "contract").met
    assert held.next_move == ""


@pytest.mark.django_db
@pytest.mark.parametrize("lack", ["document", "form", "signer", "file_number", "signed_on"])
def test_a_signed_step_lacking_a_part_of_its_paper_moves_nothing(project, offer, lack):
    contract = _begin(project, offer)
    paper = msgspec.structs.replace(PAPER, **{lack: None if lack in {"form", "signed_on"} else " "})
    with pytest.raises(Refused, match="fehlt"):
        _move(contract, "declare_interest", ContractState.PREPARED, paper=paper)
    assert not ContractStep.objects.exists()
    assert ReuseContract.objects.get().state == ContractState.PREPARED


@pytest.mark.django_db
def test_an_agreement_is_concluded_when_all_parties_have_signed(project, offer):
    with pytest.raises(Refused, match="zwei"):
        _begin(project, offer, Route.ADMINISTRATIVE_AGREEMENT, ("Rheinland-Pfalz",))
    contract = _begin(
        project, offer, Route.ADMINISTRATIVE_AGREEMENT, ("Rheinland-Pfalz", "Schleswig-Holstein")
    )
    _move(contract, "draft", ContractState.PREPARED)
    _move(contract, "send_for_signing", ContractState.DRAFTED)
    first, second = contracts.contract(OPERATOR, contract).parties
    acts.record_signature(OPERATOR, contract=contract, party=first.pk, paper=PAPER)
    with pytest.raises(Overtaken):
        acts.record_signature(OPERATOR, contract=contract, party=first.pk, paper=PAPER)
    with pytest.raises(Refused, match="Schleswig-Holstein"):
        _move(contract, "all_signed", ContractState.IN_SIGNING)
    acts.record_signature(OPERATOR, contract=contract, party=second.pk, paper=PAPER)
    assert _move(contract, "all_signed", ContractState.IN_SIGNING) is ContractState.CONCLUDED


@pytest.mark.django_db
def test_the_second_of_two_who_move_a_contract_sees_the_state_of_the_first(project, offer):
    contract = _begin(project, offer)
    _move(contract, "declare_interest", ContractState.PREPARED)
    with pytest.raises(Overtaken, match="Interesse bekundet"):
        _move(contract, "declare_interest", ContractState.PREPARED)
    with pytest.raises(Refused, match="läuft"):
        _begin(project, offer)


@pytest.mark.django_db
def test_an_owner_reads_the_contract_and_does_not_sign_it_and_a_stranger_does_not_know_it(
    land, project, offer
):
    contract = _begin(project, offer)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    assert contracts.contract(owner, contract)
    with pytest.raises(NotAllowed):
        _move(contract, "declare_interest", ContractState.PREPARED, actor=owner)
    stranger = land.actor((Role.SERVICE_OWNER, land.other))
    assert contracts.contract(stranger, contract) is None
    with pytest.raises(Missing):
        _move(contract, "declare_interest", ContractState.PREPARED, actor=stranger)


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "shown"),
    [
        (ParameterType.AMOUNT, "1.234,5", "1234.50", "1.234,50 €"),
        (ParameterType.AMOUNT, "120 €", "120.00", "120,00 €"),
        (ParameterType.DATE, "1.2.2027", "2027-02-01", "01.02.2027"),
        (ParameterType.BOOLEAN, "Ja", "true", "Ja"),
        (ParameterType.DECIMAL, "3,75", "3.75", "3,75"),
        (ParameterType.IBAN, "de89 3704 0044 0532 0130 00", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        (ParameterType.URL, "https://example.org/satzung", "https://example.org/satzung", "https://example.org/satzung"),
        (ParameterType.INTEGER, "007", "7", "7"),
    ],
)  # fmt: skip
def test_values_have_one_canonical_text_and_read_as_germans_write(kind, typed, stored, shown):
    assert values.canonical(kind, typed, title="Wert") == stored
    assert values.show(kind, stored) == shown
    assert values.canonical(kind, shown, title="Wert") == stored


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (ParameterType.AMOUNT, "hundert"),
        (ParameterType.AMOUNT, "1,234"),
        (ParameterType.DATE, "31.02.2027"),
        (ParameterType.BOOLEAN, "vielleicht"),
        (ParameterType.IBAN, "DE88370400440532013000"),
        (ParameterType.IBAN, "DE8937040044053201300"),
        (ParameterType.URL, "javascript:alert(1)"),
        (ParameterType.EMAIL, "stelle"),
        (ParameterType.CHOICE, "C"),
        (ParameterType.INTEGER, "1,5"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_the_name_of_the_parameter(kind, typed):
    with pytest.raises(Refused, match="Hundesteuer"):
        values.canonical(kind, typed, title="Hundesteuer", choices=("A", "B"))


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_every_amount_survives_being_shown_and_typed_again(amount):
    stored = f"{amount:.2f}"
    assert (
        values.canonical(ParameterType.AMOUNT, values.show(ParameterType.AMOUNT, stored), title="x") == stored
    )


def _rate(**fields):
    told = {"name": "steuer.erster_hund", "title": "Steuer für den ersten Hund", "type": ParameterType.AMOUNT}
    return ParameterEntry(**(told | fields))


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_confirmed_sheet_never_changes_and_a_new_version_supersedes_it(land, project):
    Participation.objects.create(
        project=Project.objects.get(uuid=project), organisation=land.city, part=Part.EXECUTING
    )
    parameters.define_parameter(OPERATOR, project=project, entry=_rate())
    lead = land.actor((Role.MUNICIPAL_LEAD, land.city))
    sheet = parameters.draft_sheet(lead, project=project, organisation=land.city.uuid)
    with pytest.raises(Refused, match="Steuer für den ersten Hund"):
        parameters.confirm_sheet(lead, sheet=sheet, valid_from=date(2027, 1, 1), revision=0)
    parameters.fill_sheet(lead, sheet=sheet, told={"steuer.erster_hund": "120"}, revision=0)
    with pytest.raises(Overtaken):
        parameters.fill_sheet(lead, sheet=sheet, told={"steuer.erster_hund": "1"}, revision=0)
    parameters.confirm_sheet(lead, sheet=sheet, valid_from=date(2027, 1, 1), revision=1)
    with pytest.raises(Refused, match="neue Fassung"):
        parameters.fill_sheet(lead, sheet=sheet, told={"steuer.erster_hund": "1"}, revision=1)
    second = parameters.draft_sheet(lead, project=project, organisation=land.city.uuid)
    parameters.fill_sheet(lead, sheet=second, told={"steuer.erster_hund": "150,00"}, revision=0)
    parameters.confirm_sheet(lead, sheet=second, valid_from=date(2028, 1, 1), revision=1)
    pk = Project.objects.get(uuid=project).pk
    states = [
        (item.version, item.state, item.values["steuer.erster_hund"])
        for item in sheets.history(pk, land.city.uuid)
    ]
    assert states == [(2, SheetState.CONFIRMED, "150.00"), (1, SheetState.SUPERSEDED, "120.00")]
    assert sheets.confirmed_values(pk, land.city.pk) == {"steuer.erster_hund": "150.00"}


@pytest.mark.django_db
def test_a_body_fills_its_own_sheet_and_nobody_elses(land, project):
    row = Project.objects.get(uuid=project)
    for body in (land.city, land.district):
        Participation.objects.create(project=row, organisation=body, part=Part.EXECUTING)
    lead = land.actor((Role.MUNICIPAL_LEAD, land.city))
    with pytest.raises(NotAllowed):
        parameters.draft_sheet(lead, project=project, organisation=land.district.uuid)
    office = land.actor((Role.PROJECT_OFFICE, land.office))
    assert parameters.draft_sheet(office, project=project, organisation=land.district.uuid)


@pytest.mark.django_db
def test_the_spreadsheet_goes_out_and_comes_back_and_a_wrong_one_stores_nothing(land, project):
    row = Project.objects.get(uuid=project)
    parameters.define_parameter(OPERATOR, project=project, entry=_rate())
    for body in (land.city, land.district):
        Responsibility.objects.create(
            service=Service.objects.get(key=HOUSING), organisation=body, kind=ResponsibilityKind.STATUTE
        )
    known = sheets.definitions(row.pk)
    table = sheets.write_csv(known, sheets.body_rows(row.pk))
    filled = table.replace("Musterstadt;", "Musterstadt;96,00").replace("Musterland;", "Musterland;1.020,50")
    assert parameters.fill_many(OPERATOR, project=project, told=sheets.read_csv(filled, known)) == 2
    assert "1.020,50" in sheets.write_csv(known, sheets.body_rows(row.pk))
    wrong = filled.replace("96,00", "viel").replace("1.020,50", "5,00")
    with pytest.raises(Refused, match="viel"):
        parameters.fill_many(OPERATOR, project=project, told=sheets.read_csv(wrong, known))
    assert "1.020,50" in sheets.write_csv(known, sheets.body_rows(row.pk))
    with pytest.raises(Refused, match="Spalten"):
        sheets.read_csv(table.replace("steuer.erster_hund", "steuer"), known)


@pytest.mark.django_db
def test_gate_two_asks_every_statute_making_body_for_its_sheet(land, project):
    for body in (land.city, land.district):
        Responsibility.objects.create(
            service=Service.objects.get(key=HOUSING), organisation=body, kind=ResponsibilityKind.STATUTE
        )
    assert not _requirement(project, "parameters").met
    parameters.define_parameter(OPERATOR, project=project, entry=_rate(required=False))
    for body in (land.city, land.district):
        assert body.name in _requirement(project, "parameters").text
        sheet = parameters.draft_sheet(OPERATOR, project=project, organisation=body.uuid)
        parameters.confirm_sheet(OPERATOR, sheet=sheet, valid_from=date(2027, 1, 1), revision=0)
    assert _requirement(project, "parameters").met


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_base_service_blocks_until_it_is_ready_and_the_vorhaben_sees_it(land, project):
    assert provide.take_over_catalogue(OPERATOR, provider=land.provider.uuid) == 8
    assert provide.take_over_catalogue(OPERATOR, provider=land.provider.uuid) == 0
    provide.promise_lead(OPERATOR, code="epayment", lead_days=10, available=True)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    asked = provide.request_base_service(
        owner, project=project, code="epayment", purpose="Gebühren", needed_by=None
    )
    pk = Project.objects.get(uuid=project).pk
    [waiting] = infrastructure.blocking(pk)
    assert waiting.promised_on is not None
    assert "ePayment (Angefragt)" in _requirement(project, "base_services").text
    with pytest.raises(NotAllowed):
        provide.move_request(owner, request=asked, move="provision", seen=BaseServiceState.REQUESTED)
    lead = land.actor((Role.TECHNICAL_LEAD, land.provider))
    with pytest.raises(Refused, match="Grund"):
        provide.move_request(lead, request=asked, move="refuse", seen=BaseServiceState.REQUESTED)
    provide.move_request(lead, request=asked, move="provision", seen=BaseServiceState.REQUESTED)
    with pytest.raises(Overtaken):
        provide.move_request(lead, request=asked, move="provision", seen=BaseServiceState.REQUESTED)
    provide.move_request(lead, request=asked, move="ready", seen=BaseServiceState.IN_PROVISION)
    assert infrastructure.blocking(pk) == ()
    assert _requirement(project, "base_services").met


@pytest.mark.django_db
def test_a_failed_interface_test_is_told_and_does_not_pass(land, project):
    runtime = provide.register_runtime(
        OPERATOR, kind=RuntimeKind.EFA, name="Wohngeld SH", operator="Dataport"
    )
    entry = running.RuntimeEntry(
        runtime=runtime, interface_product="Wohngeldverfahren", interface_version="7.1",
        interface_tested_on=date(2026, 11, 2), interface_passed=False,
    )  # fmt: skip
    running.record_runtime(OPERATOR, project=project, entry=entry, revision=0)
    assert not _requirement(project, "interface").met
    assert "nicht bestanden" in _requirement(project, "interface").text
    passed = msgspec.structs.replace(entry, interface_passed=True)
    running.record_runtime(OPERATOR, project=project, entry=passed, revision=0)
    assert _requirement(project, "interface").met
    with pytest.raises(Overtaken):
        running.record_runtime(OPERATOR, project=project, entry=entry, revision=0)
    with pytest.raises(Refused, match="Produkt"):
        running.record_runtime(
            OPERATOR, project=project, entry=msgspec.structs.replace(passed, interface_version=""), revision=1
        )


@pytest.mark.django_db
def test_a_class_one_defect_blocks_until_it_is_closed_with_how(land, project):
    defect = running.record_defect(
        OPERATOR, project=project, severity=1, title="Antrag geht verloren", found_on=date(2026, 11, 2)
    )
    assert not _requirement(project, "defects").met
    with pytest.raises(Refused):
        running.close_defect(OPERATOR, project=project, defect=defect, closing=" ")
    running.close_defect(OPERATOR, project=project, defect=defect, closing="Behoben und nachgetestet")
    assert _requirement(project, "defects").met
    with pytest.raises(Overtaken):
        running.close_defect(OPERATOR, project=project, defect=defect, closing="noch einmal")


@pytest.mark.django_db
def test_our_runtime_takes_the_confirmed_values_of_the_body_and_of_no_other(land, project):
    form = uuid.uuid4()
    row = Project.objects.get(uuid=project)
    runtime = provide.register_runtime(OPERATOR, kind=RuntimeKind.OWN, name="Leistungswerk", operator="LDI")
    ProjectRuntime.objects.create(project=row, runtime=Runtime.objects.get(uuid=runtime), form_version=form)
    parameters.define_parameter(OPERATOR, project=project, entry=_rate())
    sheet = parameters.draft_sheet(OPERATOR, project=project, organisation=land.city.uuid)
    parameters.fill_sheet(OPERATOR, sheet=sheet, told={"steuer.erster_hund": "120"}, revision=0)
    assert sheets.runtime_parameters(form, land.city.uuid) == ()
    parameters.confirm_sheet(OPERATOR, sheet=sheet, valid_from=date(2027, 1, 1), revision=1)
    told = (("steuer.erster_hund", "Steuer für den ersten Hund", "120,00 €"),)
    assert sheets.runtime_parameters(form, land.city.uuid) == told
    assert sheets.runtime_parameters(form, land.district.uuid) == ()
    assert sheets.runtime_parameters(uuid.uuid4(), land.city.uuid) == ()
