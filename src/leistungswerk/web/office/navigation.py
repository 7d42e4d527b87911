# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The navigation of the office: groups of entries, each shown only to those who may open it.

A page says by ``here`` in its context which entry it belongs to. A new area adds its entries to its group.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.core.actor import Actor, Permission

P = Permission


class Entry(msgspec.Struct, frozen=True):
    """``key`` is what pages put into ``here``; ``needs``: one of these permissions is enough, none for all."""

    key: str
    text: str | Promise
    address: str
    needs: tuple[Permission, ...] = ()

    def shown_to(self, actor: Actor) -> bool:
        return not self.needs or any(actor.may(permission) for permission in self.needs)


class Group(msgspec.Struct, frozen=True):
    text: str | Promise
    entries: tuple[Entry, ...]


GROUPS: Final = (
    Group(_("Mein Tag"), (Entry("dashboard", _("Mein Tag"), "office:dashboard"),)),
    Group(
        _("Vorhaben"),
        (
            Entry("projects", _("Alle Vorhaben"), "office:projects", (P.SEE_PROJECT,)),
            Entry("project_board", _("Tafel"), "office:project_board", (P.SEE_PROJECT,)),
            Entry("project_timeline", _("Zeitplan"), "office:project_timeline", (P.SEE_PROJECT,)),
            Entry("begin", _("Vorhaben beginnen"), "office:begin_project", (P.EDIT_PROJECT,)),
            Entry("consultations", _("Beratung"), "office:consultations", (P.ADVISE, P.REQUEST_ADVICE)),
            Entry("templates", _("Checklisten"), "office:templates", (P.EDIT_TEMPLATE,)),
            Entry("signatures", _("Meine Zeichnungen"), "office:signatures", (P.SIGN,)),
        ),
    ),
    Group(
        _("Roll-out"),
        (
            Entry("rollout", _("Matrix"), "office:rollout", (P.SEE_PROJECT,)),
            Entry("rollout_bodies", _("Vollzugsbehörden"), "office:rollout_bodies", (P.SEE_PROJECT,)),
            Entry("rollout_vendors", _("Für Hersteller"), "office:rollout_vendors", (P.EDIT_CASE_SYSTEM,)),
        ),
    ),
    Group(
        _("Nachnutzung"),
        (
            Entry("offers", _("Nachnutzungsangebote"), "office:offers", (P.SEE_REGISTER,)),
            Entry("base_services", _("Basisdienste"), "office:base_services", (P.SEE_PROJECT,)),
            Entry("mandates", _("Projektauftrag"), "office:mandates", (P.SEE_PROJECT,)),
            Entry("matrix", _("Verantwortungsmatrix"), "office:matrix_of_responsibility", (P.SEE_PROJECT,)),
            Entry("chart", _("Organigramm"), "office:chart", (P.SEE_REGISTER,)),
        ),
    ),
    Group(
        _("Kontakte"),
        (
            Entry("contacts", _("Kontakte"), "office:contacts", (P.SEE_REGISTER,)),
            Entry("mailings", _("Rundmails"), "office:mailings", (P.WRITE_MAILING, P.RELEASE_MAILING)),
            Entry("my_entry", _("Mein Eintrag"), "office:my_entry"),
        ),
    ),
    Group(
        _("Support"),
        (
            Entry("tickets", _("Anfragen"), "office:tickets", (P.SUPPORT_TICKETS,)),
            Entry("handed", _("An uns übergeben"), "office:handed", (P.ANSWER_HANDED,)),
            Entry("desk_notices", _("Störungen & Wartungen"), "office:desk_notices", (P.SUPPORT_TICKETS,)),
            Entry("desk_knowledge", _("Wissen"), "office:desk_knowledge", (P.SUPPORT_TICKETS,)),
            Entry("desk_answers", _("Textbausteine"), "office:desk_answers", (P.SUPPORT_TICKETS,)),
            Entry("desk_classes", _("Klassen & Zeiten"), "office:desk_classes", (P.LEAD_SUPPORT,)),
            Entry("desk_figures", _("Zahlen zum Support"), "office:desk_figures", (P.SEE_PROJECT,)),
        ),
    ),
    Group(_("Schulungen"), (Entry("training", _("Schulungen"), "office:training"),)),
    Group(
        _("Kennzahlen"),
        (
            Entry("figures", _("Kennzahlen"), "office:figures", (P.SEE_PROJECT,)),
            Entry("rounds", _("Datenabfragen"), "office:rounds", (P.SEE_PROJECT,)),
            Entry("maturity", _("Reifegrad"), "office:maturity", (P.SEE_PROJECT,)),
            Entry("federal_dashboard", _("Bundesdashboard"), "office:federal_dashboard", (P.SEE_PROJECT,)),
            Entry("reports", _("Berichte"), "office:reports", (P.SEE_PROJECT,)),
            Entry("usage", _("Nutzung"), "office:usage", (P.SEE_PROJECT,)),
            Entry("measures", _("Mittel"), "office:measures", (P.SEE_PROJECT,)),
            Entry("efforts", _("Erfüllungsaufwand"), "office:efforts_now", (P.SEE_PROJECT,)),
        ),
    ),
    Group(_("Beschlüsse"), (Entry("resolutions", _("Beschlüsse"), "office:resolutions", (P.SEE_PROJECT,)),)),
    Group(
        _("Register"),
        (
            Entry("register_services", _("Leistungen"), "office:register_services", (P.SEE_REGISTER,)),
            Entry("organisations", _("Stellen"), "office:organisations", (P.SEE_REGISTER,)),
            Entry("people", _("Personen & Rollen"), "office:people", (P.SEE_REGISTER,)),
            Entry("case_systems", _("Fachverfahren"), "office:case_systems", (P.SEE_REGISTER,)),
            Entry("register_imports", _("Importe"), "office:register_imports", (P.EDIT_CATALOGUE,)),
        ),
    ),
    Group(
        _("Formulare & Zustellung"),
        (
            Entry("documents", _("Formulare"), "office:documents", (P.IMPORT_SCHEMA,)),
            Entry("services", _("Online-Dienste"), "office:services", (P.MANAGE_SERVICE,)),
            Entry("feedback_list", _("Rückmeldungen"), "office:feedback_list", (P.SEE_REGISTER,)),
            Entry("applications", _("Anträge"), "office:applications", (P.SEE_DELIVERIES,)),
            Entry("deliveries", _("Zustellung"), "office:deliveries", (P.SEE_DELIVERIES,)),
            Entry("operations", _("Betrieb"), "office:operations", (P.SEE_OPERATIONS,)),
        ),
    ),
    Group(
        _("Website"),
        (
            Entry("site_pages", _("Seiten"), "office:site_pages", (P.EDIT_SITE,)),
            Entry("site_links", _("Verweise"), "office:site_links", (P.EDIT_SITE,)),
            Entry("site_barriers", _("Barrieren"), "office:site_barriers", (P.ANSWER_BARRIER,)),
        ),
    ),
    Group(_("Protokoll"), (Entry("audit", _("Prüfprotokoll"), "office:audit", (P.SEE_AUDIT,)),)),
)


class Link(msgspec.Struct, frozen=True):
    key: str
    text: str
    url: str


class ShownGroup(msgspec.Struct, frozen=True):
    """A group with at least one entry for this actor."""

    text: str
    url: str
    """Of its first entry."""
    links: tuple[Link, ...]
    keys: frozenset[str]
    """What ``here`` may be for the group to be the current one."""


def shown_groups(actor: Actor) -> Iterator[ShownGroup]:
    """The groups the actor sees, in their order."""
    for group in GROUPS:
        links = tuple(
            Link(entry.key, str(entry.text), reverse(entry.address))
            for entry in group.entries
            if entry.shown_to(actor)
        )
        if links:
            keys = frozenset(entry.key for entry in group.entries)
            yield ShownGroup(str(group.text), links[0].url, links, keys)
