# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of every answer. Names are German because they are the data's own, as in the files."""

from datetime import date, datetime

from ninja import Field, Schema


class State(Schema):
    """Wofür eine Antwort gilt."""

    stichtag: date = Field(description="Was an diesem Tag galt")
    datenstand: datetime = Field(description="Was bis dahin bekannt war")


class Metric(Schema):
    """Eine Kennzahl mit allem, was man braucht, um ihr zu trauen."""

    kennzahl: str
    titel: str
    definition: str
    grundgesamtheit: str
    belegt: int
    gemeldet: int = Field(description="nur gemeldet, ohne Beleg")
    gesamt: int
    nenner: int | None = Field(description="leer bei absoluten Zahlen")
    prozent: float | None
    zeilen: str = Field(description="Adresse der Zeilen dahinter")


class Gap(Schema):
    """Was die Zahlen unsicher macht."""

    art: str
    anzahl: int
    text: str


class Metrics(Schema):
    stand: State
    kennzahlen: list[Metric]
    luecken: list[Gap]


class OneMetric(Metric):
    stand: State
    berechnung: str = Field(description="die Abfrage, SQL")


class Service(Schema):
    leistungsschluessel: str
    leistung: str
    ozg_id: str | None
    themenfeld: str | None
    ressort: str | None
    zustaendig: int
    belegt: int
    gemeldet: int
    durchgaengig: int
    fehlen: int


class Bundle(Schema):
    ozg_id: str
    ozg_leistung: str
    leistungen: int
    reifegrad: int | None = Field(description="höchster Reifegrad nach Modell 1.1")
    belegt: bool


class UsageMonth(Schema):
    monat: str
    antraege: int | None
    geschuetzt: bool


class MetricRows(Schema):
    stand: State
    zeilen: list[Service] | list[Bundle] | list[UsageMonth]
    weiter: str | None = Field(description="Adresse der nächsten Seite")


class Services(Schema):
    stand: State
    leistungen: list[Service]
    weiter: str | None


class OneService(Service):
    stand: State
    behoerden: str = Field(description="Adresse der Behörden dahinter")


class Pair(Schema):
    leistungsschluessel: str
    leistung: str
    ressort: str | None
    ars: str | None
    behoerde: str
    verfuegbar: bool
    nachweis: str | None
    seit: date | None
    durchgaengig: bool | None


class Pairs(Schema):
    stand: State
    zeilen: list[Pair]
    weiter: str | None


class Territory(Schema):
    ars: str
    gebiet: str | None
    zustaendig: int
    belegt: int
    gemeldet: int
    durchgaengig: int
    fehlen: int


class Territories(Schema):
    stand: State
    gebiete: list[Territory]
    weiter: str | None


class Usage(Schema):
    monat: str
    leistungsschluessel: str
    kreis: str
    antraege: int | None
    geschuetzt: bool


class UsageRows(Schema):
    """Nutzung abgeschlossener Monate; jeder Monat erscheint einmal, am Ersten des übernächsten Monats."""

    stand: State
    zeilen: list[Usage]
    weiter: str | None


class Column(Schema):
    name: str
    art: str
    bedeutung: str
    leer: bool = Field(description="darf fehlen")


class File(Schema):
    form: str
    adresse: str
    medientyp: str


class Dataset(Schema):
    name: str
    titel: str
    beschreibung: str
    zeile: str = Field(description="wovon eine Zeile spricht")
    spalten: list[Column]
    dateien: list[File]


class Datasets(Schema):
    lizenz: str
    datensaetze: list[Dataset]


class Problem(Schema):
    """Ein Fehler (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    abhilfe: str
