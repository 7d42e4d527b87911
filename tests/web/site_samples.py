# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the public site: one for every page type and every state that looks different."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing

import msgspec
from django.core.paginator import Page, Paginator

from leistungswerk.enablement.site import markup
from leistungswerk.enablement.site.declaration import Checked
from leistungswerk.enablement.site.editing import (
    DeadLinkView,
    KnownView,
    PageRow,
    PageView,
    ReportView,
    RevisionView,
    differences,
)
from leistungswerk.enablement.site.glossary import glossary
from leistungswerk.enablement.site.queries import Entry, Shown
from leistungswerk.enablement.site.states import SECTION_WORDS, BarrierReason, Live, Section, Standing, Tongue
from leistungswerk.programme.queries.public import Example
from leistungswerk.programme.queries.public import Standing as PhaseNow
from leistungswerk.programme.states import Path
from leistungswerk.register.queries.chart import ChartNode
from leistungswerk.register.queries.ressort_views import RessortView
from leistungswerk.reporting.metrics.definitions import BY_CODE
from leistungswerk.web import tree_drawing
from leistungswerk.web.office.site.words import standing
from leistungswerk.web.office.tables import Cell, Table, german
from leistungswerk.web.portal.site.home import HomeFigure
from leistungswerk.web.portal.site.live import Fact, Part
from leistungswerk.web.portal.site.menu import Beside, Crumb

AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
TEXT = """
Ein Absatz mit OZG und einem [Verweis](/glossar/) und einem [fremden](https://example.org/).

## Eine Überschrift

- ein Punkt mit **Nachdruck**

### Darunter

1. eins

| Kopf | Zahl |
|---|---:|
| Zelle | 1 |

> Ein Zitat.

## Zwei
## Drei
## Vier
"""
BODY = markup.render(TEXT, terms=glossary().links(Tongue.GERMAN, "/glossar/"))
PAGE = Shown(
    path="umsetzung/erste-schritte", section=Section.IMPLEMENTATION, live=Live.PHASE_0, easy=False, organisation=None,
    title="Erste Schritte", summary="Was das Ressort zuerst klärt.", body=TEXT, language=Tongue.GERMAN, number=2,
    is_start=False, shown_from=AT, reviewed_on=date(2026, 2, 1),
)  # fmt: skip
NODES = (ChartNode("Staatskanzlei", "Staatskanzlei", (ChartNode("Landkreis", "", count=24),)),)
NOW = PhaseNow(
    2,
    (("Ministerium der Finanzen", 1), ("Ministerium der Justiz", 1)),
    ((Path.REUSE, 1),),
    (Example("Wohngeld Bewilligung", "99107023017000", "Ministerium der Finanzen"),),
)
FACTS = [Fact(2, "Vorhaben bereiten sich gerade vor")]
DRAWN = {"nodes": NODES, "drawing": tree_drawing.draw(NODES, "Land")}
TABLE = Table(
    "tafel", "Tafel", ("Was", "Stand"), [(german("Bezahlen", note="Gebühren"), Cell("Da", level="success"))]
)
TEXT_PAGE = {
    "here": "implementation",
    "page": PAGE,
    "html": BODY.html,
    "headings": BODY.headings,
    "crumbs": (Crumb("Startseite", "/"), Crumb("OZG-Umsetzung", "/umsetzung/")),
    "beside": (
        Beside("Erste Schritte", "/a/", "de", current=True),
        Beside("EfA", "/b/", "de", current=False),
    ),
    "beside_title": "OZG-Umsetzung",
    "dated": False,
    "part": None,
    "foreign": False,
    "text_language": "de",
}
BARE = {**TEXT_PAGE, "headings": (), "beside": (), "here": ""}
NEWS = Entry(
    path="aktuelles/neu", section=Section.NEWS, title="Neu", summary="Kurz gesagt.", language=Tongue.GERMAN, easy=False,
    day=date(2026, 3, 4), at=AT, changed=AT, uuid=uuid.UUID(int=9),
)  # fmt: skip
RESSORT = RessortView(
    uuid.UUID(int=1), "Ministerium der Finanzen", "FM", "Straße 1", "55116 Mainz", "06131 0", "post@example.org",
    "https://example.org/",
)  # fmt: skip
KNOWN = KnownView(
    uuid=uuid.UUID(int=2), text="Videos ohne Untertitel.", text_en="", alternative="Abschrift", alternative_en="",
    reason=BarrierReason.BURDEN, since=date(2026, 1, 1), planned_until=date(2026, 12, 31),
)  # fmt: skip
DECLARATION = {
    "here": "",
    "page": PAGE,
    "claim": "partly",
    "subjects": (
        Checked(title="Seiten dieses Portals", address="/", ok=True, at=AT, pages=20, tested=True),
        Checked(
            title="Hundesteuer", address="/a/", ok=False, at=AT, findings=2, tested=True, barriers=("Fokus",)
        ),
        Checked(title="Wohngeld", address="/b/"),
    ),
    "known": [(KNOWN, "Unverhältnismäßige Belastung")],
    "english": False,
    "latest": AT,
}


def paged(rows: list[object]) -> "Page[object]":
    return Paginator(rows * 4, 2).page(1) if rows else Paginator([], 25).page(1)


def live(template: str, **context: object) -> tuple[str, Mapping[str, object]]:
    return "portal/site/page.html", {**BARE, "part": Part(f"portal/site/{template}.html", context)}


VIEW = RevisionView(
    number=2, language=Tongue.GERMAN, title="Erste Schritte", summary="Kurz", body=TEXT, note="Zahlen neu",
    author_name="Mara Muster", at=AT, shown_from=AT, standing=Standing.SHOWN, is_start=False,
)  # fmt: skip
DRAFT = msgspec.structs.replace(VIEW, number=3, shown_from=None, standing=Standing.DRAFT, body=TEXT + "Neu")
LINK = DeadLinkView(
    uuid.UUID(int=3), "umsetzung", Tongue.GERMAN, "/weg/", "Diese Seite gibt es hier nicht.", AT
)
EDITED = PageView(
    uuid=uuid.UUID(int=3), path="umsetzung/erste-schritte", section=Section.IMPLEMENTATION, position=10,
    live=Live.PHASE_0, easy=False, organisation=None, review_days=180, reviewed_on=None, ends_at=AT,
    revisions=(DRAFT, VIEW), dead_links=(LINK,),
)  # fmt: skip
ROW = PageRow(
    uuid=uuid.UUID(int=3), path="umsetzung", title="OZG-Umsetzung", section=Section.IMPLEMENTATION,
    standing=Standing.SHOWN, shown_from=AT, drafts=1, english=False, reviewed_on=None, review_due=None, due=True,
    dead_links=2, easy=False,
)  # fmt: skip
REPORT = ReportView(
    uuid=uuid.UUID(int=4), reference="B-2026-AAAA-BBBB", at=AT, due_on=date(2026, 4, 4), days_left=-3, address="/",
    text="Der Knopf hat keinen Namen.", contact="mail@example.org", answered_at=None, answer="", emptied=False,
)  # fmt: skip
_PLACE = {"sections": [("law", "Onlinezugangsgesetz")], "lives": [("", "Nichts")], "all": True}
EDITING = {
    "here": "site_pages",
    "page": EDITED,
    "language": "de",
    "tongues": [("de", "Deutsch"), ("en", "Englisch")],
    "shown": True,
    "values": {"title": "Erste Schritte", "summary": "", "body": TEXT, "base": 3},
    "revisions": [(DRAFT, standing(Standing.DRAFT)), (VIEW, standing(Standing.SHOWN))],
    "waiting": DRAFT,
    **_PLACE,
    "errors": [],
}
_SERVICE_ROW = (Thing(key="99107023017000", name="Wohngeld Bewilligung"), (3, 194))
HOME = {
    "figures": [
        HomeFigure(12, 575, BY_CODE["m3"].title),
        HomeFigure(1284, 0, BY_CODE["m7"].title),
    ],
    "news": [NEWS],
    "language": "en",
}
SITE: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "site-text": ("portal/site/page.html", TEXT_PAGE),
    "site-list": ("office/site/list.html", {
        "here": "site_pages", "rows": paged([(ROW, standing(Standing.SHOWN))]), "sections": [("law", "OZG")],
        "section": "", "due": False, "due_count": 3, "query": ""}),
    "site-new": ("office/site/new.html", {
        "here": "site_pages", "values": {}, **_PLACE, "ressorts": [],
        "errors": [{"id": "title", "label": "Seite", "message": "Geben Sie einen Titel ein.", "language": "de"}]}),
    "site-page": ("office/site/page.html", EDITING),
    "site-revision": ("office/site/revision.html", {
        "here": "site_pages", "page": EDITED, "language": "de", "revision": VIEW, "badge": standing(Standing.SHOWN),
        "before": None, "lines": differences(VIEW, DRAFT), "newest": DRAFT}),
    "site-preview": ("office/site/preview.html", {**BARE, "back_url": "/verwaltung/"}),
    "site-links": ("office/site/links.html", {
        "here": "site_links", "rows": paged([LINK]), "last": Thing(at=AT, report={"checked": 80, "foreign": "null"})}),
    "site-barriers": ("office/site/barriers.html", {
        "here": "site_barriers", "rows": paged([REPORT]), "done": [REPORT], "known": [(KNOWN, "Belastung")],
        "reasons": [("burden", "Belastung")]}),
    "site-easy": ("portal/site/page.html", {**BARE, "page": Thing(**{
        name: getattr(PAGE, name) for name in (*PAGE.__struct_fields__, "address")} | {"easy": True}),
        "text_language": "de-simple"}),
    "site-phase": live("live_phase", facts=FACTS, now=NOW),
    "site-reuse": live(
        "live_reuse", facts=FACTS, now=NOW, offers=[Thing(title="Wohngeld", operator="Dataport", available_from=date(2024, 1, 1))]
    ),
    "site-base-services": live("live_base_services", facts=FACTS, table=TABLE),
    "site-structure": live("live_structure", table=TABLE, **DRAWN),
    "site-actors": live("live_actors", named=list(NODES), counted=list(NODES[0].children)),
    "imprint": ("portal/site/page.html", {**BARE, "part": Part("portal/texts/imprint.html", {})}),
    "privacy": ("portal/site/page.html", {
        **BARE, "part": Part("portal/texts/privacy.html", {}), "html": "", "crumbs": (), "page": Thing(title="Title"), "text_language": "en"}),
    "news": ("portal/site/news.html", {"here": "service", "rows": paged([NEWS]), "sections": SECTION_WORDS, "language": "de"}),
    "glossary": ("portal/site/glossary.html", {
        "here": "service", "english": True,
        "public": [term for term in glossary().terms if term.linked],
        "inner": [term for term in glossary().terms if not term.linked],
    }),
    "sitemap": ("portal/site/sitemap.html", {
        "here": "", "parts": [("Service", [NEWS])], "ressorts": [(RESSORT, "/ressorts/fm/")], "language": "de"}),
    "ressorts": ("portal/site/ressorts.html", {"here": "land", "ressorts": [(RESSORT, "/ressorts/fm/")]}),
    "ressort": ("portal/site/ressort.html", {
        "here": "land", "ressort": RESSORT, "own": PAGE, "html": BODY.html, "rows": paged([_SERVICE_ROW]), "total": 8, "facts": FACTS}),
    "declaration": ("portal/site/declaration.html", DECLARATION),
    "barrier": ("portal/site/barrier.html", {"here": "", "typed": {}, "errors": []}),
    "barrier-errors": ("portal/site/barrier.html", {
        "here": "", "typed": {"text": "zu kurz"}, "errors": [{"id": "text", "label": "Barriere", "message": "Bitte beschreiben."}]}),
    "barrier-thanks": ("portal/site/barrier_thanks.html", {"here": "", "reference": "B-2026-AAAA-BBBB", "due": date(2026, 4, 4)}),
}  # fmt: skip
