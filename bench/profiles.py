# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The journey profiles S, M and L as schemas: field types in fixed rotation, all optional, all filled.

A rule says: required if the yes/no question of the same step says yes, to stay empty otherwise. Everything is
filled, so the second half is what the engine has to evaluate; the first half is settled by the value itself.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from leistungswerk.forms.rules import Equals, ForbiddenIf, NotEquals, RequiredIf, Rule
from leistungswerk.standards.fim.model import (
    Anzahl,
    Code,
    Datenfeld,
    Datenfeldgruppe,
    Header,
    Identifikation,
    Nachricht,
    Praezisierung,
    Stammdatenschema,
    Struktur,
    XdfVersion,
)

_EMAIL: Final = r"[^@\s]+@[^@\s]+\.[^@\s]+"
_LONG: Final = "Zwischen den Jahren wird jede Frage mit einem ganzen Satz beantwortet, auch diese hier. " * 3


class FieldType(msgspec.Struct, frozen=True):
    """One stop of the rotation; ``answer`` is what a citizen types."""

    label: str
    datentyp: str
    limits: Praezisierung | None
    answer: str


ROTATION: Final = (
    FieldType("Trifft das zu", "bool", None, "true"),
    FieldType("Kurzer Text", "text", Praezisierung(min_length="1", max_length="80"), "Märzhäuser Straße 7"),
    FieldType("Zahl", "num", Praezisierung(min_value="0", max_value="100000"), "1.234,5"),
    FieldType("Datum", "date", None, "24.12.2026"),
    FieldType(
        "E-Mail-Adresse", "text", Praezisierung(max_length="120", pattern=_EMAIL), "name@beispiel.test"
    ),
    FieldType("Ausführliche Angabe", "text", Praezisierung(max_length="2000"), _LONG.strip()),
)


class Profile(msgspec.Struct, frozen=True):
    """Size of a form; ``rules`` are rules of one step."""

    name: str
    schema_id: str
    steps: int
    fields: int
    rules: int

    @property
    def all_rules(self) -> int:
        return self.steps * self.rules


PROFILES: Final = (
    Profile("S", "S99100001", 1, 8, 0),
    Profile("M", "S99100002", 5, 12, 5),
    Profile("L", "S99100003", 10, 20, 10),
)


def _group_id(step: int) -> str:
    return f"G9910{step:04d}"


def _field_id(step: int, number: int) -> str:
    return f"F99{step:03d}{number:04d}"


def _type_of(number: int) -> FieldType:
    return ROTATION[(number - 1) % len(ROTATION)]


def _field(step: int, number: int) -> Struktur:
    kind = _type_of(number)
    field = Datenfeld(
        identifikation=Identifikation(_field_id(step, number), "1.0"),
        name=f"{kind.label} {number}",
        bezeichnung_eingabe=f"{kind.label} {number}",
        bezeichnung_ausgabe=f"{kind.label} {number}",
        status=Code("aktiv"),
        schemaelementart=Code("ABS"),
        feldart=Code("input"),
        datentyp=Code(kind.datentyp),
        praezisierung=kind.limits,
    )
    return Struktur(Anzahl(0, 1), field)


def _step(profile: Profile, step: int) -> Struktur:
    group = Datenfeldgruppe(
        identifikation=Identifikation(_group_id(step), "1.0"),
        name=f"Abschnitt {step}",
        bezeichnung_eingabe=f"Abschnitt {step}",
        bezeichnung_ausgabe=f"Abschnitt {step}",
        status=Code("aktiv"),
        schemaelementart=Code("ABS"),
        struktur=tuple(_field(step, number) for number in range(1, profile.fields + 1)),
    )
    return Struktur(Anzahl(1, 1), group)


def schema(profile: Profile) -> Nachricht:
    """The profile as an XDatenfelder 2.0 message: one top-level group a step."""
    title = f"Messprofil {profile.name}"
    content = Stammdatenschema(
        identifikation=Identifikation(profile.schema_id, "1.0"),
        name=title,
        bezeichnung_eingabe=title,
        bezeichnung_ausgabe=title,
        status=Code("aktiv"),
        ableitungsmodifikationen_struktur=Code("0"),
        ableitungsmodifikationen_repraesentation=Code("0"),
        struktur=tuple(_step(profile, step) for step in range(1, profile.steps + 1)),
    )
    return Nachricht(XdfVersion.V2, Header(f"messung-{profile.name}", "2026-11-01T08:00:00Z"), content)


def _step_rules(profile: Profile, step: int) -> Iterator[Rule]:
    numbers = range(1, profile.fields + 1)
    path = {number: f"{_group_id(step)}.{_field_id(step, number)}" for number in numbers}
    triggers = [number for number in numbers if _type_of(number).datentyp == "bool"]
    targets = [number for number in numbers if number not in triggers]
    for count, target in enumerate(targets[: profile.rules]):
        trigger = path[triggers[count % len(triggers)]]
        yield Rule(
            id=f"R99{step:03d}{count + 1:04d}",
            version="1.0",
            sentence="Ist die Frage bejaht, muss die Angabe gemacht werden; sonst bleibt sie leer.",
            effects=(
                RequiredIf(Equals(trigger, "true"), path[target]),
                ForbiddenIf(NotEquals(trigger, "true"), path[target]),
            ),
        )


def rules(profile: Profile) -> tuple[Rule, ...]:
    """Released rules of the profile; every trigger stands on the step of its target."""
    return tuple(rule for step in range(1, profile.steps + 1) for rule in _step_rules(profile, step))


def answers(profile: Profile, step: int) -> dict[str, str]:
    """What the driver posts on a step: input name → text."""
    return {
        f"{_group_id(step)}.{_field_id(step, number)}": _type_of(number).answer
        for number in range(1, profile.fields + 1)
    }
