# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checklists: templates of the house, copies that never change, facts that tick, people who finish and waive."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from leistungswerk.core import events, times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme import live_facts
from leistungswerk.programme.models import (
    ChecklistItem,
    ChecklistTemplate,
    Evidence,
    GateCase,
    Project,
    TemplateItem,
)
from leistungswerk.programme.services import checklists, items, participation, templates
from leistungswerk.programme.services.items import EvidenceEntry, ItemPlan, NewItem
from leistungswerk.programme.services.projects import ProjectEntry, edit_project
from leistungswerk.programme.services.templates import ItemText
from leistungswerk.programme.states import Dimension, EvidenceKind, Gate, GateState, Path
from leistungswerk.register.models import Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
PAPER = EvidenceEntry(title="Benennungsschreiben", file_number="5012/2026-0042")


def _item(code="benennungsschreiben", gate=Gate.G0):
    return ChecklistItem.objects.get(code=code, gate=gate)


def _pass(identity, gate):
    with transaction.atomic():
        events.publish(kind="gate.passed", subject=identity, at=times.now(), data={"gate": gate.value})


def test_the_house_has_items_in_four_dimensions_for_every_gate_and_path():
    for gate in (Gate.G0, Gate.G1, Gate.G2, Gate.G4):
        rows = TemplateItem.objects.filter(template__gate=gate, template__path="")
        assert set(rows.values_list("dimension", flat=True)) == {each.value for each in Dimension}
    paths = set(ChecklistTemplate.objects.filter(gate=Gate.G2).values_list("path", flat=True))
    assert paths == {path.value for path in Path}
    assert not TemplateItem.objects.filter(guidance="").exists()
    known = {fact.code for fact in live_facts.known()}
    assert set(TemplateItem.objects.exclude(live_fact="").values_list("live_fact", flat=True)) <= known


def test_loading_the_house_twice_changes_nothing():
    assert templates.load_house_templates(OPERATOR) == 0


def test_a_begun_vorhaben_has_its_list_with_due_days_and_roles(land, begun):
    begun(land.ministry)
    item = _item()
    assert item.responsible == Role.RESSORT_CONTACT
    assert item.due is not None
    assert item.guidance


@pytest.mark.postgres
def test_a_signed_gate_begins_the_next_list_for_path_and_typing_in_its_own_transaction(land, begun):
    identity = begun(land.city, title="Hundesteuer", services=("99102013104000",))
    _pass(identity, Gate.G0)
    assert ChecklistItem.objects.filter(gate=Gate.G1).exists()
    Service.objects.filter(key="99102013104000").update(typing="4/5")
    Project.objects.update(path=Path.OWN_DEVELOPMENT)
    _pass(identity, Gate.G1)
    codes = set(ChecklistItem.objects.filter(gate=Gate.G2).values_list("code", flat=True))
    assert {"abnahme", "probelauf", "satzungsparameter"} <= codes
    assert not codes & {"vertrag", "vergabe"}
    count = ChecklistItem.objects.count()
    _pass(identity, Gate.G1)
    assert ChecklistItem.objects.count() == count


def test_a_deferred_vorhaben_gets_the_list_of_the_deferred_alone(land, begun):
    identity = begun(land.ministry)
    Project.objects.update(path=Path.DEFERRED)
    _pass(identity, Gate.G1)
    codes = set(ChecklistItem.objects.filter(gate=Gate.G2).values_list("code", flat=True))
    assert "gruende-mitgeteilt" in codes
    assert "abnahme" not in codes


def test_a_later_template_alters_no_list_and_offers_what_is_new(land, begun):
    identity = begun(land.ministry)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    before = list(ChecklistItem.objects.order_by("pk").values())
    template = ChecklistTemplate.objects.get(gate=Gate.G0)
    new = [
        ItemText(
            code=item.code, dimension=Dimension(item.dimension), title=f"{item.title} neu",
            responsible=Role(item.responsible), evidence=EvidenceKind(item.evidence), live_fact=item.live_fact,
        )
        for item in template.items.order_by("position")
    ]  # fmt: skip
    extra = ItemText(
        code="beirat", dimension=Dimension.LEGAL, title="Beirat gehört", responsible=Role.SERVICE_OWNER
    )
    templates.write_template_version(OPERATOR, template=template.pk, items=[*new, extra], typings=[])
    assert list(ChecklistItem.objects.order_by("pk").values()) == before
    project = Project.objects.get()
    assert [item.code for item in checklists.offered_items(project, Gate.G0)] == ["beirat"]
    checklists.accept_offered(owner, project=identity, gate=Gate.G0, codes=["beirat"])
    assert _item("beirat").title == "Beirat gehört"
    assert checklists.offered_items(project, Gate.G0) == []
    with pytest.raises(Overtaken, match="neuere Fassung"):
        templates.write_template_version(OPERATOR, template=template.pk, items=[extra], typings=[])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Titel"),
        ({"evidence": EvidenceKind.LIVE_FACT}, "Tatsache"),
        ({"live_fact": "gibt-es-nicht", "evidence": EvidenceKind.LIVE_FACT}, "Tatsache"),
    ],
)
def test_a_wrong_template_is_refused_with_the_number_of_its_item(wrong, said):
    text = {"code": "x", "dimension": Dimension.LEGAL, "title": "X", "responsible": Role.HEAD, **wrong}
    template = ChecklistTemplate.objects.get(gate=Gate.G0)
    with pytest.raises(Refused, match=f"Punkt 1.*{said}"):
        templates.write_template_version(OPERATOR, template=template.pk, items=[ItemText(**text)], typings=[])
    assert ChecklistTemplate.objects.filter(gate=Gate.G0).count() == 1


def test_facts_tick_and_untick_their_items_and_nobody_else_does(land, begun):
    identity = begun(land.ministry)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    with pytest.raises(Refused, match="das System selbst"):
        items.finish_item(owner, project=identity, item=_item("vollzug-erfasst").uuid, evidence=PAPER)
    participation.add_executing_bodies(owner, project=identity, bodies=[land.city.uuid, land.district.uuid])
    done = _item("vollzug-erfasst")
    assert (done.state, done.done_by) == ("done", "system")
    assert Evidence.objects.get(item=done).title == "2 Vollzugsbehörden"
    for body in (land.city, land.district):
        participation.end_participation(owner, project=identity, organisation=body.uuid, part="executing")
    assert _item("vollzug-erfasst").state == "open"


def test_the_vorhaben_itself_tells_resources_contacts_and_the_fact_sheet(land, begun):
    identity = begun(land.ministry)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    Service.objects.filter(key="99107023017000").update(
        typing="2/3", legal_bases=["§ 22 WoGG"], written_form=False, trust_level="10"
    )
    entry = ProjectEntry(
        title="Wohngeld", services=("99107023017000",), staff_share=Decimal("0.20"), budget_line="04 02 / 526 01",
        expected_cases=40000,
    )  # fmt: skip
    edit_project(owner, project=identity, entry=entry, revision=0)
    participation.name_contact(
        owner, project=identity, person=land.person((Role.SERVICE_OWNER, land.ministry)).uuid,
        role=Role.SERVICE_OWNER,
    )  # fmt: skip
    done = set(ChecklistItem.objects.filter(state="done").values_list("code", flat=True))
    assert done == {"ressourcen", "steckbrief", "fachreferat-benannt"}


def test_a_list_whose_gate_is_signed_stands_as_it_was_signed(land, begun):
    identity = begun(land.ministry)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    GateCase.objects.create(
        project=Project.objects.get(), gate=Gate.G0, round=1, state=GateState.PASSED, record={}, digest="0" * 64,
        opened_at=times.now(), opened_by="test",
    )  # fmt: skip
    participation.add_executing_bodies(owner, project=identity, bodies=[land.city.uuid])
    assert _item("vollzug-erfasst").state == "open"
    with pytest.raises(Refused, match="ändert sich nicht mehr"):
        items.finish_item(owner, project=identity, item=_item().uuid, evidence=PAPER)


def test_an_item_is_done_with_evidence_waived_with_a_reason_and_reopened_with_one(land, begun):
    identity = begun(land.ministry)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    with pytest.raises(Refused, match="Aktenzeichen"):
        items.finish_item(owner, project=identity, item=_item().uuid, evidence=EvidenceEntry(title="Brief"))
    items.finish_item(owner, project=identity, item=_item().uuid, evidence=PAPER)
    assert (_item().state, _item().proofs.get().file_number) == ("done", "5012/2026-0042")
    with pytest.raises(Overtaken) as second:
        items.waive_item(owner, project=identity, item=_item().uuid, reason="zu spät")
    assert ("Stand", "erledigt") in second.value.now
    items.reopen_item(owner, project=identity, item=_item().uuid, reason="falsches Schreiben")
    assert _item().proofs.count() == 1
    with pytest.raises(Refused, match="Grund"):
        items.waive_item(owner, project=identity, item=_item().uuid, reason=" ")
    items.waive_item(owner, project=identity, item=_item().uuid, reason="Die Leitung führt selbst.")
    assert (_item().state, _item().note) == ("not_applicable", "Die Leitung führt selbst.")


def test_whoever_holds_the_role_of_an_item_may_act_on_it_and_others_may_not(land, begun):
    identity = begun(land.ministry)
    budget = land.actor((Role.BUDGET, land.ministry))
    paper = EvidenceEntry(title="Zusage", file_number="1/2")
    items.finish_item(budget, project=identity, item=_item("ressourcenzusage").uuid, evidence=paper)
    with pytest.raises(NotAllowed):
        items.finish_item(budget, project=identity, item=_item().uuid, evidence=paper)
    person = land.person((Role.CASE_WORKER, land.ministry))
    plan = ItemPlan(person.uuid, date(2026, 12, 1))
    items.plan_item(
        land.actor((Role.SERVICE_OWNER, land.ministry)), project=identity, item=_item().uuid, plan=plan
    )
    assert (_item().person, _item().due, _item().state) == (person, date(2026, 12, 1), "open")


def test_the_owner_adds_items_of_its_own(land, begun):
    identity = begun(land.ministry)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    entry = NewItem(
        gate=Gate.G0, dimension=Dimension.LEGAL, title="Personalrat informiert", responsible=Role.UNIT_HEAD
    )
    items.add_item(owner, project=identity, entry=entry)
    own = ChecklistItem.objects.get(template__isnull=True)
    assert (own.title, own.mandatory) == ("Personalrat informiert", False)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2040, 1, 1)])
def test_reaching_a_planned_date_changes_nothing(land, begun, day):
    identity = begun(land.ministry)
    owner = land.actor((Role.SERVICE_OWNER, land.ministry))
    entry = ProjectEntry(title="Wohngeld", services=("99107023017000",), target_date=day)
    edit_project(owner, project=identity, entry=entry, revision=0)
    ChecklistItem.objects.update(due=day)
    before = list(ChecklistItem.objects.order_by("pk").values()), Project.objects.values().get()
    assert checklists.read_all_facts() == 0
    assert (list(ChecklistItem.objects.order_by("pk").values()), Project.objects.values().get()) == before
