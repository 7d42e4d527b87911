# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling the story: the Land, its Leistungen and Zuständigkeiten, then every Vorhaben as far as it has come."""

import secrets
import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import msgspec
from django.db import transaction

from leistungswerk.cli.story.availability import DAYS, availability, tell_availability
from leistungswerk.cli.story.cast import Cast
from leistungswerk.cli.story.contacts import tell_contacts
from leistungswerk.cli.story.dashboard import tell_dashboard
from leistungswerk.cli.story.maturity import tell_maturity
from leistungswerk.cli.story.money import tell_money
from leistungswerk.cli.story.own_way import OwnForm, tell_own_development
from leistungswerk.cli.story.reports import Reports
from leistungswerk.cli.story.resolutions import tell_resolutions
from leistungswerk.cli.story.rollout import Stretch
from leistungswerk.cli.story.rounds import Rounds
from leistungswerk.cli.story.support import tell_support
from leistungswerk.cli.story.training import Training
from leistungswerk.cli.story.way import ADVISED, DECIDED, Line, Way
from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.programme import queries as programme
from leistungswerk.programme.reuse.offer_entry import OfferEntry
from leistungswerk.programme.reuse_states import OfferState, ParameterType, Route
from leistungswerk.programme.services import infrastructure, offers
from leistungswerk.programme.services.parameters import ParameterEntry
from leistungswerk.programme.services.templates import load_house_templates
from leistungswerk.programme.states import Verdict
from leistungswerk.register import land_table
from leistungswerk.register import queries as reading
from leistungswerk.register import services as register
from leistungswerk.register.entries import OrganisationEntry, ServiceEntry, UseEntry, VersionEntry
from leistungswerk.register.kinds import (
    MUNICIPAL,
    InterfaceState,
    OrganisationKind,
    ResponsibilityKind,
    Transport,
)
from leistungswerk.reporting.services import feed
from leistungswerk.reporting.services.focus import set_focus_list

_FILE: Final = Path(__file__).resolve().parents[4] / "demo" / "story.json"
_DISTRICTS: Final = (OrganisationKind.DISTRICT, OrganisationKind.CITY)
MAINZ: Final = "ars:073150000000"
WOHNGELD: Final = "99107023017001"
DOG_TAX: Final = "99102013104000"
TRIER: Final = "ars:072110000000"
_IN_CHARGE: Final = "Ministerium für Arbeit, Soziales, Transformation und Digitalisierung"
_PROJECT_OFFICE: Final = "KommWis GmbH – Kommunales Projektbüro OZG"
_CO_SIGNING: Final = ("Ministerium der Finanzen", "Ministerium für Bildung", "Ministerium der Justiz")
_MOST_BODIES: Final = 36
_ON_THE_LIST: Final = ("complete", "rolling", "decided")
_USED_SINCE: Final = date(2026, 1, 1)
_AGO: Final = timedelta(days=42)
"""So long before now the story begins."""


class Story(msgspec.Struct, frozen=True):
    note: str
    projects: tuple[Line, ...]


def story() -> Story:
    return msgspec.json.decode(_FILE.read_bytes(), type=Story)


def is_told() -> bool:
    """Whether there are Vorhaben already; a story is told only once."""
    return programme.projects(OPERATOR, offset=0, limit=1)[1] > 0


def tell(own: OwnForm | None = None, lines: tuple[Line, ...] = ()) -> Cast:
    """Tell the story, all of it or nothing.

    ``own``: the form that path B brings online, where there is one; ``lines``: fewer Vorhaben than there are.
    """
    with transaction.atomic():
        cast = _tell(own, lines or story().projects)
        tell_dashboard()
        return cast


def tell_reuse(stretch: Stretch, offer: uuid.UUID | None) -> None:
    """Path A, walked: contract, foreign service, parameters, release, pilot; three bodies are live."""
    assert offer is not None
    stretch.conclude_contract(offer)
    stretch.run_elsewhere()
    stretch.test_by_a_person()
    stretch.plan()
    office = ParameterEntry(
        name="office.hours", title="Sprechzeiten der Wohngeldstelle", type=ParameterType.TEXT
    )
    stretch.fill_parameters({body: {"office.hours": "Mo–Fr 8–12 Uhr"} for body in stretch.live}, office)
    stretch.release()
    for body in stretch.live:
        stretch.go_live(body)


def _tell(own: OwnForm | None, lines: tuple[Line, ...]) -> Cast:
    """What came about until some weeks ago, then the weeks since: so every figure and report has a before."""
    today = times.legal_day(times.now())
    offered = [line.key for line in lines if line.stage == "decided" and line.bodies != "state"]
    with times.set_back(_AGO):
        then = times.legal_day(times.now())
        cast, ways = _tell_beginnings(lines)
        reported = availability(offered, today)
        tell_availability(reported, date.min)
        _name_focus([line.key for line in lines if line.stage in _ON_THE_LIST])
        tell_maturity(cast.actor(Role.ADVISER, cast.provider), [*offered, WOHNGELD], then)
        rounds, reports = _rounds(cast, lines), _reports(cast)
        rounds.tell_closed()
        reports.tell_frozen()
        training = _training(cast)
        leads = [cast.actor(Role.MUNICIPAL_LEAD, body) for body in _district_bodies()[:8]]
        training.tell_first(leads[3:])
    for way in ways:
        _go_on(cast, way, own)
    tell_availability(reported, then)
    _tell_around(cast, lines)
    training.tell_since(leads[3:], leads[:3])
    rounds.tell_running((WOHNGELD, DOG_TAX))
    reports.tell_out()
    return cast


def _tell_beginnings(lines: tuple[Line, ...]) -> tuple[Cast, list[Way]]:
    """The Land, its people and Leistungen, and every Vorhaben until its decision."""
    _make_municipal(None)
    entered = [body.uuid for body in reading.authorities()]
    register.load_land(OPERATOR, table=land_table.read("rheinland-pfalz"))
    _make_municipal(_organisation(_PROJECT_OFFICE), entered)
    load_house_templates(OPERATOR)
    cast = Cast(_organisation("Landesbetrieb Daten und Information"))
    _people_of_the_project(cast)
    for line in lines:
        _enter_service(line)
    owners = {_organisation(line.owner) for line in lines}
    bodies = _district_bodies()
    _case_system(tuple(line.key for line in lines), {*owners, *bodies})
    ways = [_begin(cast, line, bodies[:_MOST_BODIES]) for line in lines]
    feed.feed_all(source="demo", at=times.now())
    return cast, ways


def _district_bodies() -> list[uuid.UUID]:
    """Bodies of Kreise and kreisfreie Städte."""
    return [
        body.uuid
        for body in reading.authorities()
        if body.territory.ars.endswith("0000000") and not body.territory.ars.endswith("0000000000")
    ]


def _tell_around(cast: Cast, lines: tuple[Line, ...]) -> None:
    """What stands beside the Vorhaben: money, contacts, Beschlüsse, support."""
    tell_money(
        provider=cast.provider, ressort=_organisation("Ministerium der Finanzen"), body=_organisation(MAINZ)
    )
    ministry = _organisation(_IN_CHARGE)
    tell_contacts(cast, ministry=ministry, city=_organisation(MAINZ), service=lines[0].key)
    tell_resolutions(
        cast,
        ministry=ministry,
        asked=(_organisation("Ministerium der Finanzen"), _organisation("Ministerium für Bildung")),
        heard=_organisation("Städtetag Rheinland-Pfalz"),
        service=WOHNGELD,
    )
    _desk(cast)


def _training(cast: Cast) -> Training:
    return Training(
        (cast.actor(Role.ADVISER, cast.provider), cast.actor(Role.MUNICIPAL_LEAD, _organisation(MAINZ)))
    )


def _reports(cast: Cast) -> Reports:
    return Reports(cast, _organisation(_IN_CHARGE), [_organisation(name) for name in _CO_SIGNING])


def _desk(cast: Cast) -> None:
    vendor = _organisation("Demo-Softwarehaus")
    cast.person(Role.VENDOR, vendor)
    team = (cast.actor(Role.ADVISER, cast.provider), cast.actor(Role.TECHNICAL_LEAD, cast.provider))
    tell_support(team=team, vendor=vendor, key=WOHNGELD)


def _rounds(cast: Cast, lines: Iterable[Line]) -> Rounds:
    """Each Ressort with the first of its Leistungen; municipalities are asked about two that some of them have."""
    services: dict[uuid.UUID, str] = {}
    for line in lines:
        if not line.owner.startswith("ars:"):
            services.setdefault(_organisation(line.owner), line.key)
    return Rounds(cast, _organisation(_IN_CHARGE), services)


def _organisation(name: str) -> uuid.UUID:
    """By its name, or a body by the Regionalschlüssel of its Gebiet (``ars:…``)."""
    if name.startswith("ars:"):
        return next(body.uuid for body in reading.authorities() if f"ars:{body.territory.ars}" == name)
    found = reading.organisation_by_exact_name(name)
    assert found is not None, name
    return found


def _make_municipal(project_office: uuid.UUID | None, only: Collection[uuid.UUID] = ()) -> None:
    """Bodies that the demonstration entered by hand get what the table of the Land would give them.

    Their kind before the table is loaded, so that none is entered twice; their project office, which comes with
    it, afterwards (``only`` those).
    """
    table = {body.ars: body for body in land_table.read("rheinland-pfalz").bodies}
    for body in reading.authorities():
        known = table.get(body.territory.ars)
        if known is None or known.ars.endswith("0000000000") or (only and body.uuid not in only):
            continue
        entry = OrganisationEntry(
            kind=known.kind,
            name=body.name,
            ars=known.ars,
            territory=body.territory.name,
            project_office=project_office,
        )
        register.restructure_organisation(OPERATOR, organisation=body.uuid, entry=entry)


def _people_of_the_project(cast: Cast) -> None:
    """The ministry in charge, the OZG project in the LDI, the municipal project office: one person for each role."""
    ministry = _organisation(_IN_CHARGE)
    provider = cast.provider
    for role in (Role.OZG_COORDINATION, Role.COUNCIL_OFFICE):
        cast.person(role, ministry)
    for role in (
        Role.PROGRAMME_MANAGEMENT,
        Role.ADVISER,
        Role.TECHNICAL_LEAD,
        Role.ROLLOUT_MANAGER,
        Role.FIM_EDITOR,
        Role.DEVELOPER,
    ):
        cast.person(role, provider)
    cast.person(Role.PROJECT_OFFICE, _organisation(_PROJECT_OFFICE))
    cast.person(Role.AUDITOR, _organisation("Rechnungshof Rheinland-Pfalz"))
    for name in (MAINZ, TRIER):
        cast.person(Role.MUNICIPAL_LEAD, _organisation(name))
    infrastructure.take_over_catalogue(OPERATOR, provider=provider)


def _enter_service(line: Line) -> None:
    """The Leistung with what a Steckbrief asks for; legal basis and levels are invented here, not looked up."""
    register.ensure_service(OPERATOR, key=line.key, name=line.name)
    register.ensure_bundle(OPERATOR, ozg_id=line.ozg_id, name=line.ozg_name)
    entry = ServiceEntry(
        key=line.key,
        name=line.name,
        citizen_name=line.title,
        typing=line.typing,
        bundles=(line.ozg_id,),
        lead=None if line.owner.startswith("ars:") else _organisation(line.owner),
        legal_bases=("Demodaten: Rechtsgrundlage nicht nachgeschlagen",),
        written_form=False,
        trust_level="10",
    )
    register.edit_service(OPERATOR, entry=entry)


def _case_system(keys: tuple[str, ...], bodies: Iterable[uuid.UUID]) -> None:
    """An invented Fachverfahren that receives by FIT-Connect, used by every body of the story."""
    vendor = register.enter_organisation(
        OPERATOR, entry=OrganisationEntry(kind=OrganisationKind.VENDOR, name="Demo-Softwarehaus")
    )
    product = register.enter_case_system(OPERATOR, vendor=vendor, name="Demo-Fachverfahren", services=keys)
    version = VersionEntry(
        version="1.0",
        transport=Transport.FIT_CONNECT,
        interface=InterfaceState.PRODUCTIVE,
        source="Demodaten",
    )
    register.set_version(OPERATOR, case_system=product, entry=version)
    for body in bodies:
        use = UseEntry(organisation=body, case_system=product, version="1.0", valid_from=_USED_SINCE)
        register.record_use(OPERATOR, entry=use)


def _name_focus(keys: list[str]) -> None:
    set_focus_list(
        OPERATOR, name="Demo-Fokusliste", keys=keys, valid_from=_USED_SINCE, source="Demodaten, erfunden"
    )


def _offer(line: Line) -> uuid.UUID | None:
    """An invented Nachnutzungsangebot for what is reused."""
    if line.path != "A":
        return None
    entry = OfferEntry(
        title=f"Demo-Angebot: {line.title}",
        land="01",
        operator="Demo-Betreiber",
        state=OfferState.AVAILABLE,
        services=(line.key,),
        source="Demodaten",
        maintainer="Nachnutzungsmanagement im OZG-Projekt",
        checked_on=times.legal_day(times.now()),
        routes=(Route.FIT_STORE,),
        cost_key="Demodaten",
        cost_yearly=Decimal(12000),
        transports=(Transport.FIT_CONNECT,),
    )
    return offers.enter_offer(OPERATOR, entry=entry)


def _begin(cast: Cast, line: Line, bodies: list[uuid.UUID]) -> Way:
    owner = _organisation(line.owner)
    since = times.legal_day(times.now()) - timedelta(days=DAYS)
    if line.bodies == "state":
        register.assign_responsibility(
            OPERATOR, key=line.key, organisations=[owner], kind=ResponsibilityKind.DECIDES, since=since
        )
    else:
        kinds = _DISTRICTS if line.bodies == "districts" else tuple(MUNICIPAL)
        register.assign_responsibility_by_kind(
            OPERATOR, key=line.key, kinds=kinds, kind=ResponsibilityKind.DECIDES, since=since
        )
    way = Way(cast, line, owner, [owner] if line.bodies == "state" else bodies, offer=_offer(line))
    way.begin()
    if line.stage in ADVISED:
        way.advise()
    if line.stage in DECIDED or line.stage == "refused":
        way.decide()
    if line.stage == "blocked":
        way.vote(Verdict.NEGATIVE)
        way.wait_for_base_service()
    return way


def _go_on(cast: Cast, way: Way, own: OwnForm | None) -> None:
    """Path A and path B beyond the decision, one Vorhaben each."""
    bodies, owner = way.bodies, way.owner
    if way.line.key == WOHNGELD:
        tell_reuse(Stretch(way, cast, owner, tuple(bodies[:3]), tuple(bodies[3:9]), late=True), way.offer)
    if way.line.key == DOG_TAX and own is not None:
        live = (owner, *(body for body in bodies if body == _organisation(TRIER)))
        tell_own_development(Stretch(way, cast, owner, live, tuple(set(bodies[:4]) - set(live))), own)


_LOGINS: Final = (
    (Role.OZG_COORDINATION, _IN_CHARGE),
    (Role.PROGRAMME_MANAGEMENT, "Landesbetrieb Daten und Information"),
    (Role.RESSORT_CONTACT, "Ministerium der Finanzen"),
    (Role.SERVICE_OWNER, "Ministerium der Finanzen"),
    (Role.PROJECT_OFFICE, _PROJECT_OFFICE),
    (Role.MUNICIPAL_LEAD, MAINZ),
    (Role.AUDITOR, "Rechnungshof Rheinland-Pfalz"),
    (Role.ADVISER, "Landesbetrieb Daten und Information"),
    (Role.VENDOR, "Demo-Softwarehaus"),
)


def sign_in(cast: Cast) -> Iterator[tuple[str, str, str]]:
    """Let one person of each kind sign in: user name, password and who it is."""
    for role, name in _LOGINS:
        organisation, password = _organisation(name), secrets.token_urlsafe(12)
        username = cast.sign_in(role, organisation, password)
        yield username, password, cast.actor(role, organisation).name
