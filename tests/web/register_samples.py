# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the register's pages."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

from django.core.paginator import Paginator

from leistungswerk.core.actor import Role
from leistungswerk.register.entries import Contact
from leistungswerk.register.importers import Change, ChangeKind, FieldChange, Plan
from leistungswerk.register.kinds import (
    FimBlock,
    ImportKind,
    ImportState,
    InterfaceState,
    OrganisationKind,
    ResponsibilityKind,
    SdgAnnex,
    Transport,
)
from leistungswerk.register.queries import (
    BodyDetail,
    BodyNode,
    BundleView,
    CaseSystemDetail,
    CaseSystemRow,
    DeputyRow,
    FimRow,
    Holder,
    ImportView,
    Named,
    PersonDetail,
    PersonRow,
    ResponsibilityRow,
    RoleRow,
    ServiceDetail,
    ServiceRow,
    SuccessionView,
    UseView,
    VersionRow,
)
from leistungswerk.register.sdg import areas
from leistungswerk.register.services import Access
from leistungswerk.web.office.register.fields import Field

_ID = uuid.UUID(int=7)
_AT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
_DAY = date(2026, 7, 1)
_KEY, _GROUPS = "99102013104000", "99 102 013 104 000"
_CITY, _OFFICE = Named(_ID, "Stadt Musterstadt"), Named(_ID, "Kommunales Projektbüro")
_PERSON, _PRODUCT = Named(_ID, "Anna Beispiel"), Named(_ID, "Muster-Steuer")
_FIELDS = (
    Field(name="name", label="Name", value="Hund", required=True),
    Field(
        name="kind",
        label="Art",
        kind="select",
        value="b",
        options=(("a", "A"), ("b", "B")),
        hint="Eine davon.",
    ),
    Field(name="laws", label="Rechtsgrundlagen", kind="lines", value="§ 1"),
    Field(name="day", label="Tag", kind="date"),
    Field(name="yes", label="Ja", kind="check", value="1"),
    Field(name="files", label="Dateien", kind="file", multiple=True, required=True),
)
_ERRORS = [{"id": "name", "label": "", "message": "Geben Sie der Leistung einen Namen."}]


def _page(*rows: object) -> object:
    return Paginator(list(rows) * 3, max(len(rows), 1)).page(1)


_NOTHING = Paginator([], 25).page(1)
_HIT = Thing(title="Hundesteuer Anmeldung", detail=_GROUPS, url="/verwaltung/register/1/")
_SERVICE = ServiceDetail(
    _KEY, _GROUPS, True, "Hundesteuer Anmeldung", "Hund anmelden", "4", True, Named(_ID, "Ministerium der Finanzen"),
    SdgAnnex.INFORMATION, ("1010100",), ("§ 5 KAG",), False, "10", _DAY,
    (BundleView("10160", "Hundehaltung", "Tierhaltung", "engagement_hobby", (("99102013000000", "Hundesteuer"),), ("Hundemarke",)),),
    (FimRow(FimBlock.SERVICE, 6, "L1", "1.0"), FimRow(FimBlock.DATA, None, "", "")), (_PRODUCT,),
    {ResponsibilityKind.DECIDES: 2},
)  # fmt: skip
_SERVICE_PAGE = {
    "here": "register_services", "found": _SERVICE, "errors": [], "may_edit": True,
    "typing": (("4", "Landesrecht, Vollzug durch Land oder Kommunen"), ("6", "")), "sdg": "Anhang I: Information", "areas": areas(("1010000", "3020")),
    "themes": [(_SERVICE.bundles[0], "Engagement & Hobby")],
    "fim": [("Leistungsbeschreibung", _SERVICE.fim[0], "fachlich freigegeben (gold)"), ("Datenfelder", _SERVICE.fim[1], "")],
    "parts": [("Entscheidung", 2)],
    "duties": _page(
        {"row": ResponsibilityRow(_CITY, frozenset({ResponsibilityKind.DECIDES}), True, ""), "parts": [(ResponsibilityKind.DECIDES, "Entscheidung", True)], "may": True},
        {"row": ResponsibilityRow(_CITY, frozenset(), False, "Keine Satzung"), "parts": [(ResponsibilityKind.DECIDES, "Entscheidung", False)], "may": True},
        {"row": ResponsibilityRow(_CITY, frozenset(), False, "Keine Satzung"), "parts": [(ResponsibilityKind.DECIDES, "Entscheidung", False)], "may": False},
    ),
    "projects": [("/verwaltung/vorhaben/1/", "V-2026-0001", "Hundesteuer online")],
    "assign_fields": _FIELDS[:2], "fim_fields": _FIELDS[:2],
}  # fmt: skip
_BODY = BodyDetail(
    uuid=_ID, name="Stadt Musterstadt", short_name="Musterstadt", kind=OrganisationKind.CITY, parent=_OFFICE,
    project_office=_OFFICE, ars="073150000000", territory="Musterstadt",
    contact=Contact(street="Hauptstraße 1", postcode="55555", city="Musterstadt", email="post@example.org", phone="0000 1"),
    valid_from=_DAY, valid_to=date(2026, 12, 31), below=(_OFFICE,), supported=3,
    successors=(SuccessionView(_CITY, _DAY, "Landesgesetz"),), predecessors=(SuccessionView(_CITY, _DAY, ""),),
    uses=(UseView(_PRODUCT, _CITY, "3.1", _OFFICE, _DAY),), competent={ResponsibilityKind.DECIDES: 2},
)  # fmt: skip
_BODY_PAGE = {
    "here": "organisations", "body": _BODY, "word": "Kreisfreie Stadt", "errors": [],
    "holders": [(Holder(_PERSON, "Referat 11", Role.HEAD, _DAY), "Behördenleitung")], "parts": [("Entscheidung", 2)],
    "may_edit": True, "may_people": True, "fields": _FIELDS[:1],
}  # fmt: skip
_PERSON_DETAIL = PersonDetail(
    uuid=_ID, name="Anna Beispiel", function="Referat 11", organisation=_CITY, email="anna@example.org", phone="0000 1",
    active=False, username="anna", code_until=_DAY,
    roles=(RoleRow(Role.HEAD, _CITY, _DAY, None),),
    deputies=(DeputyRow(1, _PERSON, _DAY, None, ""),), stands_in_for=(DeputyRow(2, _PERSON, _DAY, _DAY, ""),),
)  # fmt: skip
_PERSON_PAGE = {
    "here": "people", "person": _PERSON_DETAIL, "own": False, "managed": True, "errors": [], "access": None,
    "roles": [{"row": _PERSON_DETAIL.roles[0], "word": "Behördenleitung", "may_end": True}],
    "role_fields": _FIELDS[:2], "deputy_fields": _FIELDS[:2], "username_fields": _FIELDS[:1],
}  # fmt: skip
_PRODUCT_DETAIL = CaseSystemDetail(
    _ID, "Muster-Steuer", Named(_ID, "Muster-Software"), ((_KEY, "Hundesteuer Anmeldung"),),
    (VersionRow("3.1", Transport.FIT_CONNECT, InterfaceState.TEST, "XKfz 1.0", _DAY, _DAY, "Schreiben"),),
)  # fmt: skip
_PRODUCT_PAGE = {
    "here": "case_systems", "product": _PRODUCT_DETAIL, "own": True, "errors": [],
    "versions": [{"row": _PRODUCT_DETAIL.versions[0], "transport": "FIT-Connect", "word": "Im Test", "level": "info"}],
    "uses": [{"row": _BODY.uses[0], "may": True}],
    "version_fields": _FIELDS[:2], "use_fields": _FIELDS[:2], "edit_fields": _FIELDS[:1],
}  # fmt: skip
_CHANGES = (
    Change(ChangeKind.ADDED, "Leistung", _KEY, "Hundesteuer Anmeldung"),
    Change(
        ChangeKind.CHANGED, "Leistung", _KEY, "Hundesteuer", (FieldChange("Name", "Hund", "Hundesteuer"),)
    ),
    Change(ChangeKind.ENDED, "Gebiet", "071310000000", "Landkreis Ahrweiler"),
)
_PLAN = Plan(ImportKind.CATALOGUE, _DAY, _CHANGES, ("Diese Dateien sind älter.",), None)
_RUN = ImportView(_ID, ImportKind.CATALOGUE, ImportState.PROPOSED, _DAY, 2, 1, 0, _AT, ("leika.csv",))
_RUN_PAGE = {
    "here": "register_imports", "notice": None, "run": _RUN, "kind": "OZG-Katalog und LeiKa (CSV)", "plan": _PLAN,
    "digest": _PLAN.digest(), "page": _page(*_CHANGES), "sums": [("Leistung", "Neu", 1), ("Gebiet", "Entfallen", 1)],
    "changes": [(change, "Neu") for change in _CHANGES],
}  # fmt: skip
_FORM = {"here": "organisations", "title": "Stelle eintragen", "fields": _FIELDS, "errors": _ERRORS, "up": "/verwaltung/", "up_text": "Stellen"}  # fmt: skip
_EMPTY_PLAN = Plan(ImportKind.CATALOGUE, _DAY, (), (), None)

_FOUND = {"here": "search", "query": "xyz", "kind": "", "groups": []}
REGISTER: Mapping[str, tuple[str, Mapping[str, object]]] = {
    f"register-{name}": (f"office/register/{template}.html", context)
    for name, template, context in (
        ("search", "search", {
            **_FOUND, "query": "Hundesteueranmeldung",
            "groups": [
                Thing(kind="service", word="Leistungen", total=9, more=7, hits=[_HIT, _HIT]),
                Thing(kind="project", word="Vorhaben", total=1, more=0, hits=[Thing(title="Hund", detail="", url="")]),
            ],
        }),
        ("search-empty", "search", _FOUND),
        ("search-start", "search", {**_FOUND, "query": ""}),
        ("services", "services", {
            "here": "register_services", "total": 3, "filters": _FIELDS[:2], "filtered": True, "kept": "typ=4", "as_of": _DAY,
            "rows": _page({"row": ServiceRow(_KEY, _GROUPS, "Hundesteuer Anmeldung", "4", ("Hundehaltung",), True), "url": "/1/"}),
            "may_edit": True,
        }),
        ("services-empty", "services", {"here": "register_services", "rows": _NOTHING, "total": 0, "filters": (), "filtered": False, "query": "", "as_of": None, "may_edit": True}),
        ("service", "service", _SERVICE_PAGE),
        ("service-bare", "service", {**_SERVICE_PAGE, "duties": _NOTHING, "projects": [], "may_edit": False, "assign_fields": (), "fim_fields": (), "typing": (), "errors": _ERRORS[:0]}),
        ("organisations", "organisations", {
            "here": "organisations", "may_enter": True, "may_recut": True,
            "kinds": [{"kind": "ministry", "word": "Ministerium", "open": True, "nodes": (
                BodyNode(_ID, "Ministerium der Finanzen", "FM", OrganisationKind.MINISTRY,
                         (BodyNode(_ID, "Landesamt für Steuern", "", OrganisationKind.STATE_AUTHORITY, ()),)),
            )}],
        }),
        ("organisations-empty", "organisations", {"here": "organisations", "kinds": [], "may_recut": False}),
        ("organisation", "organisation", _BODY_PAGE),
        ("form", "form", _FORM),
        ("recut", "recut", {"here": "organisations", "errors": [], "fields": (Field(name="day", label="Tag", kind="date"),), "pairs": [
            (Field(name=f"predecessor_{n}", label="Stelle, die endet", kind="select"), Field(name=f"successor_{n}", label="Nachfolgerin", kind="select")) for n in (1, 2)
        ]}),
        ("people", "people", {
            "here": "people", "kept": "", "may_enter": True,
            "rows": _page(
                {"row": PersonRow(_ID, "Anna Beispiel", "Referat 11", _CITY, (Role.HEAD,), True, _DAY), "roles": ["Behördenleitung"], "url": "/1/"},
                {"row": PersonRow(_ID, "Bernd Beispiel", "", _CITY, (), False, None), "roles": [], "url": "/2/"},
            ),
        }),
        ("people-empty", "people", {"here": "people", "kept": "", "may_enter": False, "rows": _NOTHING}),
        ("person", "person", _PERSON_PAGE),
        ("person-access", "person", {**_PERSON_PAGE, "roles": [], "access": Access("anna", "abc-DEF_123", _AT), "person": _PERSON_DETAIL}),
        ("choose-password", "choose_password", {"errors": _ERRORS, "fields": _FIELDS[:1]}),
        ("case-systems", "case_systems", {
            "here": "case_systems", "errors": [], "fields": _FIELDS[:1],
            "rows": _page({"row": CaseSystemRow(_ID, "Muster-Steuer", _OFFICE, 3, InterfaceState.TEST), "word": "Im Test", "level": "info", "url": "/1/"}),
        }),
        ("case-systems-empty", "case_systems", {"here": "case_systems", "errors": [], "fields": (), "rows": _NOTHING}),
        ("case-system", "case_system", _PRODUCT_PAGE),
        ("imports", "imports", {
            "here": "register_imports", "errors": [], "fields": _FIELDS,
            "rows": _page({"row": _RUN, "kind": "OZG-Katalog", "word": "Wartet auf Annahme", "level": "warning", "url": "/1/"}),
        }),
        ("import-run", "import_run", _RUN_PAGE),
        ("import-run-nothing", "import_run", {**_RUN_PAGE, "plan": _EMPTY_PLAN, "sums": [], "changes": []}),
    )
}  # fmt: skip
