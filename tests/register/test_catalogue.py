# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leistungen by hand, who is competent for them, and Fachverfahren."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leistungswerk.core.actor import OPERATOR, Actor, Permission, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.models import Account, AuditEntry
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import keys, queries, services
from leistungswerk.register.entries import (
    Contact,
    FimEntry,
    OrganisationEntry,
    PersonEntry,
    ServiceEntry,
    UseEntry,
    VersionEntry,
)
from leistungswerk.register.kinds import (
    FimBlock,
    InterfaceState,
    OrganisationKind,
    ResponsibilityKind,
    Transport,
)
from leistungswerk.register.models import (
    Organisation,
    Person,
    Responsibility,
    Service,
    ServiceBundle,
    Situation,
    Territory,
)
from leistungswerk.register.queries import ServiceFilter
from leistungswerk.register.scopes import actor_with_roles

pytestmark = pytest.mark.django_db
KEY = "99102013104000"
KINDS = ResponsibilityKind


def _service(**changes):
    services.enter_service(
        OPERATOR, entry=ServiceEntry(**({"key": KEY, "name": "Hundesteuer Anmeldung"} | changes))
    )


def _body(name, kind=OrganisationKind.CITY, ars="", **more):
    entry = OrganisationEntry(kind=kind, name=name, ars=ars, territory=name if ars else "", **more)
    return services.enter_organisation(OPERATOR, entry=entry)


def test_keys_are_shown_in_groups_and_tell_the_leika_from_the_land():
    assert keys.key_groups(KEY) == "99 102 013 104 000"
    assert keys.is_leika(KEY)
    _service(key="07102013104000")
    found = queries.service_detail("07102013104000")
    assert found is not None
    assert not found.leika


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": KEY[:13]}, "hier sind es 13"),
        ({"key": "9910201310400O"}, "14 Ziffern"),
        ({"name": " "}, "einen Namen"),
        ({"typing": "2/4"}, "keine Typisierung"),
        ({"trust_level": "50"}, "kein Vertrauensniveau"),
        ({"sdg_areas": ("12345",)}, "4 oder 7 Ziffern"),
        ({"bundles": ("10160",)}, "10160"),
    ],
)
def test_what_does_not_fit_the_catalogue_is_refused(changes, sentence):
    with pytest.raises(Refused, match=sentence):
        _service(**changes)
    assert not Service.objects.exists()


def test_a_key_is_entered_once_and_each_write_is_audited():
    _service()
    with pytest.raises(Refused, match="schon im Register"):
        _service()
    services.set_fim_state(OPERATOR, key=KEY, entry=FimEntry(block=FimBlock.DATA, status=6, external_id="S1"))
    with pytest.raises(Refused, match="1 bis 8"):
        services.set_fim_state(OPERATOR, key=KEY, entry=FimEntry(block=FimBlock.DATA, status=9))
    with pytest.raises(Missing):
        services.set_service_active(OPERATOR, key="99000000000000", active=False)
    actions = (
        AuditEntry.objects.filter(subject=f"leistung:{KEY}").order_by("id").values_list("action", flat=True)
    )
    assert list(actions) == ["service.created", "service.fim_state_set"]
    with pytest.raises(NotAllowed):
        services.set_service_active(Actor("account:x", "x"), key=KEY, active=False)


def test_three_different_bodies_may_make_the_statute_administer_and_decide():
    _service()
    bodies = [_body(f"Stelle {number}", ars=f"0731{number}0000000") for number in range(3)]
    for body, kind in zip(bodies, KINDS, strict=True):
        services.assign_responsibility(OPERATOR, key=KEY, organisations=[body], kind=kind)
    rows, total = queries.duties_of_service(KEY, offset=0, limit=10)
    assert total == 3
    assert [row.kinds for row in rows] == [{kind} for kind in KINDS]


def test_bodies_of_a_kind_become_competent_together_and_only_once():
    _service()
    for number in range(3):
        _body(f"Kreis {number}", OrganisationKind.DISTRICT, ars=f"0713{number}0000000")
    _body("Stadt", ars="073150000000")
    _body("Ministerium", OrganisationKind.MINISTRY)
    kinds = {OrganisationKind.DISTRICT, OrganisationKind.CITY}
    assert services.assign_responsibility_by_kind(OPERATOR, key=KEY, kinds=kinds, kind=KINDS.DECIDES) == 4
    assert services.assign_responsibility_by_kind(OPERATOR, key=KEY, kinds=kinds, kind=KINDS.DECIDES) == 0
    with pytest.raises(Refused, match="keine Stelle dieser Art"):
        services.assign_responsibility_by_kind(
            OPERATOR, key=KEY, kinds={OrganisationKind.CHAMBER}, kind=KINDS.DECIDES
        )


def test_a_body_without_a_territory_and_an_unknown_territory_are_refused():
    _service()
    with pytest.raises(Refused, match="kein Gebiet bekannt"):
        services.assign_responsibility(OPERATOR, key=KEY, organisations=[_body("Ohne")], kind=KINDS.DECIDES)
    entry = OrganisationEntry(kind=OrganisationKind.CITY, name="Stadt", ars="999999999999")
    with pytest.raises(Refused, match="Gebiet 999999999999 steht nicht im Register"):
        services.enter_organisation(OPERATOR, entry=entry)
    with pytest.raises(Refused, match="12 Ziffern"):
        services.enter_organisation(
            OPERATOR, entry=OrganisationEntry(kind=OrganisationKind.CITY, name="S", ars="0731")
        )
    assert not Territory.objects.filter(ars="999999999999").exists()


def _actor(place, role):
    person = services.enter_person(OPERATOR, entry=PersonEntry(name="P", organisation=place))
    services.assign_role(OPERATOR, person=person, role=role, organisation=place, valid_from=date(2026, 1, 1))
    account = Account.objects.create(username=f"p{Account.objects.count()}", name="P")
    Person.objects.filter(uuid=person).update(account=account)
    return actor_with_roles(account, date(2026, 11, 2))


def test_a_body_says_itself_that_a_service_does_not_arise_and_why():
    _service()
    here, there = _body("Hier", ars="073150000000"), _body("Dort", ars="073160000000")
    services.assign_responsibility(OPERATOR, key=KEY, organisations=[here, there], kind=KINDS.DECIDES)
    lead = _actor(here, Role.MUNICIPAL_LEAD)
    services.set_relevance(lead, key=KEY, organisation=here, relevant=False, reason="Keine Hunde")
    with pytest.raises(NotAllowed):
        services.set_relevance(lead, key=KEY, organisation=there, relevant=False, reason="Keine Hunde")
    with pytest.raises(Refused, match="Grund"):
        services.set_relevance(OPERATOR, key=KEY, organisation=there, relevant=False, reason=" ")
    found = queries.service_detail(KEY)
    assert found is not None
    assert found.competent[KINDS.DECIDES] == 1
    services.set_relevance(lead, key=KEY, organisation=here, relevant=True, reason="")
    assert Responsibility.objects.filter(relevant=True, reason="").count() == 2
    services.end_responsibility(OPERATOR, key=KEY, organisation=here, kind=KINDS.DECIDES)
    with pytest.raises(Missing):
        services.end_responsibility(OPERATOR, key=KEY, organisation=here, kind=KINDS.DECIDES)


def test_no_body_is_above_itself_and_contacts_are_kept_by_its_own_people():
    top = _body("Oben", OrganisationKind.MINISTRY)
    below = _body("Unten", OrganisationKind.STATE_AUTHORITY, parent=top)
    with pytest.raises(Refused, match="nicht sich selbst unterstehen"):
        services.restructure_organisation(
            OPERATOR,
            organisation=top,
            entry=OrganisationEntry(kind=OrganisationKind.MINISTRY, name="Oben", parent=below),
        )
    with pytest.raises(Refused, match="schon im Register"):
        _body("Unten")
    contact = _actor(top, Role.RESSORT_CONTACT)
    services.edit_contact(contact, organisation=below, contact=Contact(city="Mainz", postcode="55116"))
    with pytest.raises(Refused, match="fünf Ziffern"):
        services.edit_contact(contact, organisation=below, contact=Contact(postcode="551"))
    with pytest.raises(NotAllowed):
        services.restructure_organisation(
            contact, organisation=below, entry=OrganisationEntry(kind=OrganisationKind.MINISTRY, name="X")
        )
    assert Organisation.objects.get(uuid=below).city == "Mainz"


def test_a_vendor_edits_its_own_products_only():
    vendor, rival = _body("Hersteller", OrganisationKind.VENDOR), _body("Andere", OrganisationKind.VENDOR)
    city = _body("Stadt", ars="073150000000")
    guest = _actor(vendor, Role.VENDOR)
    own = services.enter_case_system(guest, vendor=vendor, name="Eigenes")
    other = services.enter_case_system(OPERATOR, vendor=rival, name="Fremdes")
    entry = VersionEntry(version="4.0", transport=Transport.FIT_CONNECT, interface=InterfaceState.TEST)
    services.set_version(guest, case_system=own, entry=entry)
    for act in (
        lambda: services.enter_case_system(guest, vendor=rival, name="Untergeschoben"),
        lambda: services.set_version(guest, case_system=other, entry=entry),
        lambda: services.edit_case_system(guest, case_system=other, name="Weg", services=()),
        lambda: services.record_use(guest, entry=UseEntry(organisation=city, case_system=own)),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Refused, match="kein Hersteller"):
        services.enter_case_system(OPERATOR, vendor=city, name="X")


def test_a_use_replaces_the_running_one_and_the_interface_is_a_state_of_a_version():
    vendor, city = _body("Hersteller", OrganisationKind.VENDOR), _body("Stadt", ars="073150000000")
    system = services.enter_case_system(OPERATOR, vendor=vendor, name="Produkt")
    for version, state in (("3", InterfaceState.ANNOUNCED), ("4", InterfaceState.PRODUCTIVE)):
        services.set_version(
            OPERATOR,
            case_system=system,
            entry=VersionEntry(version=version, transport=Transport.FIT_CONNECT, interface=state),
        )
        services.record_use(OPERATOR, entry=UseEntry(organisation=city, case_system=system, version=version))
    [use] = queries.uses(organisation=city)
    assert use.version == "4"
    [row], _total = queries.case_system_page(offset=0, limit=5)
    assert (row.best, row.installations) == (InterfaceState.PRODUCTIVE, 1)
    services.end_use(OPERATOR, organisation=city, case_system=system)
    with pytest.raises(Missing):
        services.end_use(OPERATOR, organisation=city, case_system=system)


def test_a_list_of_services_is_narrowed_by_each_filter():
    lage = Situation.objects.create(number=1, name="Tierhaltung", theme="engagement_hobby")
    bundle = ServiceBundle.objects.create(ozg_id="10160", name="Hundehaltung", situation=lage)
    lead = _body("Ministerium", OrganisationKind.MINISTRY)
    _service(bundles=(bundle.ozg_id,), typing="1, 2/3", lead=lead)
    _service(key="99107023017000", name="Wohngeld", typing="2")
    services.set_service_active(OPERATOR, key="99107023017000", active=False)
    _service(key="99008001011001", name="Personalausweis", typing="2")

    def _keys(**wanted):
        return [row.key for row in queries.service_page(ServiceFilter(**wanted), offset=0, limit=9)[0]]

    assert _keys() == [KEY, "99008001011001"]
    assert (
        _keys(theme="engagement_hobby")
        == _keys(lead=lead)
        == _keys(typing="2/3")
        == _keys(typing="1")
        == [KEY]
    )
    assert _keys(typing="2") == _keys(without={KEY}) == ["99008001011001"]
    assert _keys(keys={KEY}) == [KEY]
    assert _keys(ended=True) == ["99107023017000"]


def test_pages_take_the_same_statements_for_few_and_many():
    lage = Situation.objects.create(number=1, name="Tierhaltung", theme="engagement_hobby")
    bundle = ServiceBundle.objects.create(ozg_id="10160", name="Hundehaltung", situation=lage)
    _service(bundles=(bundle.ozg_id,))
    counts = []
    for size in (2, 200):
        Service.objects.bulk_create(
            Service(key=f"98{size:06d}{number:06d}", name=f"L {number}") for number in range(size)
        )
        for number in range(size // 2):
            body = _body(f"Stadt {size} {number}", ars=f"07{size:04d}{number:03d}000")
            services.assign_responsibility(OPERATOR, key=KEY, organisations=[body], kind=KINDS.DECIDES)
        with CaptureQueriesContext(connection) as statements:
            queries.service_page(ServiceFilter(theme="engagement_hobby"), offset=0, limit=25)
            queries.service_detail(KEY)
            queries.duties_of_service(KEY, offset=0, limit=25)
            queries.body_tree()
            queries.body_detail(body)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_who_may_only_read_changes_nothing():
    reader = Actor("account:x", "x", frozenset({Permission.SEE_REGISTER}))
    with pytest.raises(NotAllowed):
        services.enter_service(reader, entry=ServiceEntry(key=KEY, name="X"))
    with pytest.raises(NotAllowed):
        services.enter_organisation(reader, entry=OrganisationEntry(kind=OrganisationKind.CITY, name="X"))
