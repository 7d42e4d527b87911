# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes the table of the bodies of Rheinland-Pfalz out of the official keys and names.

``python -m tools.land_table FOLDER`` reads ``regional/`` of the folder of official files and writes
``src/leistungswerk/register/data/rheinland-pfalz.json``. Keys and names are facts; each source stands in the
table with its licence. Verbandsfreie Gemeinden are only known as of 2016, with their key of 2026: those whose
key of 2026 is empty have joined a Verbandsgemeinde and are left out.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.files import ROOT

TARGET = ROOT / "src" / "leistungswerk" / "register" / "data" / "rheinland-pfalz.json"
LAND = "070000000000"
SOURCES = (
    "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis, Gebietsstand 30.06.2026, dl-de/by-2-0 (Landkreise, kreisfreie Städte, Verbandsgemeinden)",
    "© GeoBasis-DE / BKG 2016 (Daten verändert), GeoNutzV (verbandsfreie Gemeinden, Stand 2016, auf Schlüssel von 2026 übertragen: vor Produktivnutzung prüfen)",
    "Ressorts: Kopfzeile der Seiten des Landes Rheinland-Pfalz, wie im Auftrag genannt; übrige Stellen: Veröffentlichungen des Landes, der Kommunen und ihrer Verbände",
)
GAPS = (
    "Landesbehörden und Kammern sind nach ihren allgemein bekannten Namen eingetragen, ohne amtliche Quelle und nicht vollzählig: vor Produktivnutzung prüfen. Kammern mit eigenem Bezirk stehen ohne Gebiet.",
    "Die Ressortnamen folgen dem Auftrag; eine spätere Regierungsbildung tragen Sie als Neuzuschnitt ein.",
)
MINISTRIES = (
    ("fm", "Ministerium der Finanzen", "FM"),
    ("mdi", "Ministerium des Innern und für Sport", "MdI"),
    ("mastd", "Ministerium für Arbeit, Soziales, Transformation und Digitalisierung", "MASTD"),
    ("bm", "Ministerium für Bildung", "BM"),
    ("mwvlw", "Ministerium für Wirtschaft, Verkehr, Landwirtschaft und Weinbau", "MWVLW"),
    ("jm", "Ministerium der Justiz", "JM"),
    ("mkuem", "Ministerium für Klimaschutz, Umwelt, Energie und Mobilität", "MKUEM"),
    ("mffki", "Ministerium für Familie, Frauen, Kultur und Integration", "MFFKI"),
    ("mwg", "Ministerium für Wissenschaft und Gesundheit", "MWG"),
)
OTHERS = (
    ("ldi", "it_provider", "Landesbetrieb Daten und Information", "LDI"),
    ("kommwis", "project_office", "KommWis GmbH – Kommunales Projektbüro OZG", "KomPrOZG"),
    ("landkreistag", "municipal_umbrella", "Landkreistag Rheinland-Pfalz", ""),
    ("staedtetag", "municipal_umbrella", "Städtetag Rheinland-Pfalz", ""),
    ("gstb", "municipal_umbrella", "Gemeinde- und Städtebund Rheinland-Pfalz", "GStB"),
    ("rechnungshof", "audit_office", "Rechnungshof Rheinland-Pfalz", ""),
    ("itkooperationsrat", "council", "IT-Kooperationsrat Rheinland-Pfalz", ""),
)
COUNCIL = "IT-Planungsrat"
"""Of all Länder and the federation: it has no Gebiet here."""

AUTHORITIES = (
    ("add", "Aufsichts- und Dienstleistungsdirektion", "ADD"),
    ("sgd-nord", "Struktur- und Genehmigungsdirektion Nord", "SGD Nord"),
    ("sgd-sued", "Struktur- und Genehmigungsdirektion Süd", "SGD Süd"),
    ("lsjv", "Landesamt für Soziales, Jugend und Versorgung", "LSJV"),
    ("lfu", "Landesamt für Umwelt", "LfU"),
    ("lua", "Landesuntersuchungsamt", "LUA"),
    ("lbm", "Landesbetrieb Mobilität Rheinland-Pfalz", "LBM"),
    ("lfst", "Landesamt für Steuern", "LfSt"),
    ("statistik", "Statistisches Landesamt Rheinland-Pfalz", ""),
    ("lvermgeo", "Landesamt für Vermessung und Geobasisinformation", "LVermGeo"),
    ("lgb", "Landesamt für Geologie und Bergbau", "LGB"),
    ("gdke", "Generaldirektion Kulturelles Erbe", "GDKE"),
)
CHAMBERS = (
    ("lwk", "Landwirtschaftskammer Rheinland-Pfalz", "LWK"),
    ("laek", "Landesärztekammer Rheinland-Pfalz", "LÄK"),
    ("lzk", "Landeszahnärztekammer Rheinland-Pfalz", "LZK"),
    ("lak", "Landesapothekerkammer Rheinland-Pfalz", "LAK"),
    ("ltk", "Landestierärztekammer Rheinland-Pfalz", "LTK"),
    ("lpk", "LandesPsychotherapeutenKammer Rheinland-Pfalz", "LPK"),
    ("pflegekammer", "Landespflegekammer Rheinland-Pfalz", ""),
    ("ak", "Architektenkammer Rheinland-Pfalz", ""),
    ("ingkammer", "Ingenieurkammer Rheinland-Pfalz", ""),
    ("stbk", "Steuerberaterkammer Rheinland-Pfalz", ""),
)
"""For the whole Land."""
CHAMBERS_OF_DISTRICTS = (
    ("ihk-koblenz", "Industrie- und Handelskammer zu Koblenz", "IHK Koblenz"),
    ("ihk-pfalz", "Industrie- und Handelskammer für die Pfalz", "IHK Pfalz"),
    ("ihk-rheinhessen", "Industrie- und Handelskammer für Rheinhessen", "IHK Rheinhessen"),
    ("ihk-trier", "Industrie- und Handelskammer Trier", "IHK Trier"),
    ("hwk-koblenz", "Handwerkskammer Koblenz", "HwK Koblenz"),
    ("hwk-pfalz", "Handwerkskammer der Pfalz", "HWK Pfalz"),
    ("hwk-rheinhessen", "Handwerkskammer Rheinhessen", "HWK Rheinhessen"),
    ("hwk-trier", "Handwerkskammer Trier", "HWK Trier"),
    ("rak-koblenz", "Rechtsanwaltskammer Koblenz", ""),
    ("rak-zweibruecken", "Pfälzische Rechtsanwaltskammer Zweibrücken", ""),
)
"""Their districts follow no key of a Gebiet, so they stand without one."""


def _csv(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "regional" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _body(identity: str, kind: str, name: str, ars: str, territory: str, **more: str) -> dict[str, str]:
    return {"id": identity, "kind": kind, "name": name, "ars": ars, "territory": territory, **more}


def bodies(folder: Path) -> Iterator[dict[str, str]]:
    """Ressorts and central bodies, then Kreise, Städte, Verbandsgemeinden and verbandsfreie Gemeinden by key."""
    land = (LAND, "Rheinland-Pfalz")
    yield _body("stk", "state_chancellery", "Staatskanzlei Rheinland-Pfalz", *land, short_name="StK")
    for identity, name, short in MINISTRIES:
        yield _body(identity, "ministry", name, *land, short_name=short)
    for identity, kind, name, short in OTHERS:
        yield _body(identity, kind, name, *land, short_name=short)
    yield _body("itplanungsrat", "council", COUNCIL, "", "", short_name="IT-PLR")
    for identity, name, short in AUTHORITIES:
        yield _body(identity, "state_authority", name, *land, short_name=short)
    for identity, name, short in CHAMBERS:
        yield _body(identity, "chamber", name, *land, short_name=short)
    for identity, name, short in CHAMBERS_OF_DISTRICTS:
        yield _body(identity, "chamber", name, "", "", short_name=short)
    yield from sorted(_municipal(folder), key=lambda body: body["ars"])


def _municipal(folder: Path) -> Iterator[dict[str, str]]:
    office = {"project_office": "kommwis"}
    for row in _csv(folder, "rlp_kreise_2026-06-30.csv"):
        city = row["art"] == "Kreisfreie Stadt"
        ars, name = row["rs"] + "0000000", row["name"]
        body = f"Stadt {name}" if city else name
        yield _body(ars, "city" if city else "district", body, ars, name, **office)
    for row in _csv(folder, "rlp_verbandsgemeinden_2026-06-30.csv"):
        ars = row["rs9"] + "000"
        yield _body(ars, "association_of_municipalities", row["name"], ars, row["name"], **office)
    towns = {row["verband_rs_2016"]: row for row in _csv(folder, "de_gemeinden_2016_2021.csv")}
    for row in _csv(folder, "rlp_verband_2016_nach_2026.csv"):
        key = row["rs9_2026"]
        if row["art_2016"] != "Verbandsfreie Gemeinde" or not key or key[5:] == "0000":
            continue
        town = towns[row["rs9_2016"]]
        ars = key + town["ars_2016"][9:]
        name = row["name_2026"]
        yield _body(ars, "municipality", f"{town['bezeichnung_2016']} {name}", ars, name, **office)


def main() -> int:
    """Write the table; 2 without a folder."""
    if len(sys.argv) != 2:
        sys.stderr.write("python -m tools.land_table FOLDER\n")
        return 2
    rows = list(bodies(Path(sys.argv[1])))
    table = {"name": "Rheinland-Pfalz", "key": "07", "sources": SOURCES, "gaps": GAPS}
    lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
    head = json.dumps(table, ensure_ascii=False, indent=2).removesuffix("\n}")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(f'{head},\n  "bodies": [\n{lines}\n  ]\n}}\n', encoding="utf-8")
    sys.stdout.write(f"{len(rows)} bodies\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
