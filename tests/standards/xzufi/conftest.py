# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Services of our own invention, and the official description of the JSON model."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from leistungswerk.standards.fim.xzufi import Betrag, Code, Identifikator, Leistung, Text
from leistungswerk.standards.fim.xzufi.modules import (
    Frist,
    FristDauer,
    Fristmodul,
    FristStichtag,
    Hyperlink,
    Kosten,
    KostenFix,
    Kostenmodul,
    Textmodul,
)

OPENAPI = (
    Path(__file__).resolve().parents[4]
    / "shared"
    / "artefacts"
    / "xdatenfelder"
    / "fim-portal-api_0.24.0.openapi.json"
)


@pytest.fixture(scope="session")
def official_schemas() -> dict:
    """The schemas of the FIM-Portal API; skips where the file is absent, fails there under NO_SKIP=1."""
    if not OPENAPI.exists():
        message = f"official file {OPENAPI.name} is not beside this clone"
        if os.environ.get("NO_SKIP") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return json.loads(OPENAPI.read_text())["components"]["schemas"]


@pytest.fixture
def leistung() -> Leistung:
    """A small service of 2.2.0 that has texts in two languages, a deadline and a fee."""
    return Leistung(
        id=Identifikator("4711", scheme_agency_id="L100042"),
        referenz_leika=(Code("99102013010000", "urn:de:fim:leika:leistung", "1"),),
        modul_text=(
            Textmodul(
                leika_textmodul=Code("02"),
                inhalt=(Text("Hundesteuer befreien"), Text("Dog tax exemption", "en")),
            ),
            Textmodul(leika_textmodul=Code("06"), inhalt=(Text("<p>Wer einen Hund hält & …</p>"),)),
        ),
        modul_frist=(
            Fristmodul(
                frist=(
                    Frist(typ=Code("001"), fristauswahl=FristDauer(dauer=2, einheit=Code("WOCHE"))),
                    Frist(typ=Code("002"), fristauswahl=FristStichtag(von="--01-01", bis="2026-12-31")),
                )
            ),
        ),
        modul_kosten=(
            Kostenmodul(
                kosten=(Kosten(typ=Code("001"), kostenauswahl=KostenFix(betrag=Betrag(Decimal("12.50")))),),
                weiterfuehrender_link=(Hyperlink(uri="https://example.org/satzung"),),
            ),
        ),
    )
