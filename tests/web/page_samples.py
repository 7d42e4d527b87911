# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts: one for every page and every state of it that looks different."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Thing

from directory_samples import SUBSCRIBING
from finder_samples import FINDER
from progress_samples import PROGRESS
from site_samples import HOME, SITE
from support_samples import HELP

from leistungswerk.forms.summary import SummaryRow, SummarySection
from leistungswerk.web.portal.summary import markup
from leistungswerk.web.templatetags.faces import moment

Render = Callable[..., str]
"""A page by its name; see ``conftest.py``."""

AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(minutes=2)
CODE = "K7QF-9M2X-T4HD-8WRC-3NZB-6VYJ-5A"
DIGEST = "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea"

AUTHORITY = Thing(
    name="Stadtverwaltung Musterstadt, Ordnungsamt",
    address="Marktplatz 1\n55116 Musterstadt",
    email="ordnungsamt@musterstadt.example",
    phone="06131 000000",
)
SERVICE = Thing(
    title="Anmeldung eines Hundes zur Hundesteuer",
    summary="Melden Sie Ihren Hund an, sobald er in Ihrem Haushalt lebt. Den Steuerbescheid erhalten Sie danach per Post.",
    authority=AUTHORITY,
    territory="Stadt Musterstadt",
    legal_basis="§ 5 Kommunalabgabengesetz (KAG) Rheinland-Pfalz\nHundesteuersatzung der Stadt Musterstadt",
    leistungsschluessel="99102013104000",
    form_version="3f79bb7b435b",
    schema_id="S60000094",
    schema_version="1.2",
)
CARDS = [
    Thing(
        title=title,
        summary=summary,
        authority=authority,
        territory=territory,
        url=f"/dienste/{number}/",
    )
    for number, (title, summary, authority, territory) in enumerate(
        [
            (SERVICE.title, SERVICE.summary, AUTHORITY.name, SERVICE.territory),
            (
                "Erteilung einer Ausnahmegenehmigung vom Sonntagsfahrverbot",
                "Für Fahrten mit schweren Lastkraftwagen an Sonn- und Feiertagen.",
                "Landesbetrieb Mobilität Rheinland-Pfalz",
                "Rheinland-Pfalz",
            ),
            ("Wohngeld – Mietzuschuss", "", "Kreisverwaltung Musterkreis", "Landkreis Musterkreis"),
        ]
    )
]
FIELDS = """
<div class="kern-form-input" id="w-1"><label class="kern-label" for="f-1">Familienname</label><div class="kern-hint" id="f-1-hint">So, wie er im Ausweis steht.</div>
<input class="kern-form-input__input" id="f-1" name="1" value="Müßig-Łukasiewicz" aria-describedby="f-1-hint" autocomplete="family-name"></div>
<div class="kern-form-input kern-form-input--error"><label class="kern-label" for="f-2">Geburtsdatum</label>
<input class="kern-form-input__input kern-form-input__input--error" id="f-2" name="2" value="31.02.1980" aria-invalid="true" aria-describedby="f-2-error" inputmode="numeric">
<p class="kern-error" id="f-2-error"><span class="kern-icon kern-icon--danger" aria-hidden="true"></span><span class="kern-body">Den 31.02.1980 gibt es nicht. Geben Sie ein Datum wie 28.02.1980 ein.</span></p></div>
<fieldset class="kern-fieldset"><legend class="kern-label">Ist der Hund gechippt?</legend><div class="kern-fieldset__body">
<div class="kern-form-check"><input class="kern-form-check__radio" type="radio" id="f-3-0" name="3" value="true"><label class="kern-label" for="f-3-0">Ja</label></div>
<div class="kern-form-check"><input class="kern-form-check__radio" type="radio" id="f-3-1" name="3" value="false" checked><label class="kern-label" for="f-3-1">Nein</label></div></div></fieldset>
<div class="kern-form-input"><label class="kern-label" for="f-4">Rasse <span class="kern-label__optional">(freiwillig)</span></label>
<div class="kern-form-input__select-wrapper"><select class="kern-form-input__select" id="f-4" name="4"><option value="">Bitte wählen</option><option>Dackel</option></select></div></div>
<div class="kern-form-input"><label class="kern-label" for="f-5">Bemerkung <span class="kern-label__optional">(freiwillig)</span></label><textarea class="kern-form-input__input" id="f-5" name="5" rows="4"></textarea></div>
<div class="kern-form-input"><label class="kern-label" for="f-6">Nachweis</label><input class="kern-form-input__input" type="file" id="f-6" name="6"></div>
"""
ERRORS = [Thing(id="f-2", label="Geburtsdatum", message="Geburtsdatum: Den 31.02.1980 gibt es nicht.")]
STEP = {
    "service": SERVICE,
    "page": Thing(
        title="Angaben zur Halterin oder zum Halter", help="Wer meldet den Hund an?", slug="halter"
    ),
    "number": 1,
    "total": 5,
    "fields_html": FIELDS,
    "errors": [],
    "code": CODE,
    "saved_at": AT,
    "back_url": None,
    "form_action": "/antrag/halter/",
    "multipart": True,
    "max_upload": 5_000_000,
    "conflict": False,
    "revision": 3,
}
SECTIONS = (
    SummarySection(
        "Angaben zur Halterin oder zum Halter",
        "halter",
        (SummaryRow("Familienname", "Müßig-Łukasiewicz"), SummaryRow("Geburtsdatum", "28.02.1980")),
        (
            SummarySection(
                "Anschrift",
                "halter",
                (
                    SummaryRow("Straße und Hausnummer", "Rheinallee 12 a"),
                    SummaryRow("Postleitzahl und Ort", "55116 Musterstadt"),
                ),
            ),
        ),
    ),
    SummarySection(
        "Hund", "hund", (SummaryRow("Rufname", "Waldi"), SummaryRow("Bemerkung", "Erste Zeile\nZweite Zeile"))
    ),
    SummarySection("Nachweise", "nachweise", ()),
)
REVIEW = {
    "service": SERVICE,
    # The template calls it: the language is that of the page.
    "sections": lambda: markup(SECTIONS, "/antrag/{}/".format),
    "problems": [],
    "submit_url": "/antrag/absenden/",
    "back_url": "/antrag/hund/",
    "revision": 7,
}
TIMELINE = [
    Thing(label="Abgesendet", at=AT, done=True, current=False, text="Ihr Antrag ist sicher gespeichert."),
    Thing(
        label="Wird zugestellt", at=None, done=False, current=True, text="Wir übergeben ihn an die Behörde."
    ),
    Thing(label="Bei der Behörde eingegangen", at=None, done=False, current=False, text=""),
]
STATUS = {
    "reference": "LW-2026-7K3M-Q9X2",
    "service": SERVICE,
    "authority": AUTHORITY,
    "state": "sent",
    "steps": TIMELINE,
    "problems": [],
    "sent_at": AT,
    "received_at": None,
    "receipt_url": "/beleg/",
    "code": CODE,
}

PORTAL: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "home": ("portal/home.html", {**HOME, "services": CARDS, "here": "home"}),
    "home-empty": (
        "portal/home.html",
        {"services": [], "figures": [], "news": [], "here": "home", "language": "en"},
    ),
    "service": (
        "portal/service.html",
        {
            "service": SERVICE,
            "pages": ["Angaben zur Halterin oder zum Halter", "Hund", "Nachweise"],
            "start_url": "/dienste/1/start/",
        },
    ),
    "step-first": ("portal/step.html", STEP),
    "step-errors": (
        "portal/step.html",
        {**STEP, "errors": ERRORS, "number": 2, "back_url": "/antrag/", "conflict": True},
    ),
    "review": ("portal/review.html", REVIEW),
    "review-problems": (
        "portal/review.html",
        {**REVIEW, "problems": [Thing(page_title="Hund", url="/antrag/hund/", errors=ERRORS)]},
    ),
    "confirmation": (
        "portal/confirmation.html",
        {
            "reference": "LW-2026-7K3M-Q9X2",
            "sent": moment(AT),
            "service": SERVICE,
            "authority": AUTHORITY,
            "code": CODE,
            "status_url": "/status/",
            "receipt_url": "/beleg/",
        },
    ),
    "status": ("portal/status.html", STATUS),
    "status-delayed": (
        "portal/status.html",
        {**STATUS, "state": "delayed", "problems": ["Die Behörde ist seit gestern nicht erreichbar."]},
    ),
    "resume": ("portal/resume.html", {"errors": [], "here": "resume"}),
    "resume-errors": (
        "portal/resume.html",
        {"errors": [{"id": "code", "label": "Code", "message": "Zu diesem Code gibt es keinen Antrag."}]},
    ),
    "saved": (
        "portal/saved.html",
        {"code": CODE, "expires": date(2026, 4, 3), "service": SERVICE, "continue_url": "/antrag/halter/"},
    ),
    "expired": ("portal/expired.html", {"service": None, "restart_url": None}),
    **PROGRESS,
    **SITE,
    **FINDER,
    **SUBSCRIBING,
    **HELP,
    "error": (
        "portal/error.html",
        {
            "status": 404,
            "title": "Diese Seite gibt es nicht",
            "text": "Vielleicht ist die Adresse unvollständig.",
            "action": None,
        },
    ),
}
