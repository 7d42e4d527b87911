# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Anbindungsfragebogen: one definition from which the form page, the JSON Schema and the checks come.

Whoever runs a service elsewhere reads the file by machine (domain.md 5.3); its schema is docs/reference/
anbindungsfragebogen.schema.json.
"""

import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.core.failures import Refused
from leistungswerk.register.kinds import Transport

if TYPE_CHECKING:
    import jsonschema_rs

VERSION: Final = "1.0"
FORMAT: Final = f"urn:leistungswerk:anbindungsfragebogen:{VERSION}"
MAX_BYTES: Final = 64 * 1024
_KEY: Final = r"^[0-9]{14}$"


class Kind(StrEnum):
    """What an answer looks like."""

    TEXT = "text"
    EMAIL = "email"
    URL = "url"
    LONG = "long"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question. ``only``: transports for which it is asked and must be answered; empty: always asked."""

    section: str
    name: str
    title: str | Promise
    kind: Kind = Kind.TEXT
    required: bool = True
    pattern: str = ""
    example: str = ""
    only: frozenset[Transport] = frozenset()

    @property
    def field(self) -> str:
        """Name of the input on the form page."""
        return f"{self.section}__{self.name}"


SECTIONS: Final[Mapping[str, str | Promise]] = {
    "stelle": gettext_lazy("Vollzugsbehörde"),
    "zustellung": gettext_lazy("Zustellung"),
    "portal": gettext_lazy("Portal und Pflichtangaben"),
    "kontakte": gettext_lazy("Ansprechpersonen"),
    "fachverfahren": gettext_lazy("Fachverfahren"),
    "betrieb": gettext_lazy("Betrieb"),
}
_FIT, _OSCI = frozenset({Transport.FIT_CONNECT}), frozenset({Transport.OSCI_XTA})
_ADDRESS: Final = frozenset({Transport.WEBHOOK, Transport.SFTP, Transport.FILE_TRANSFER})


def _contact(name: str, title: str | Promise) -> tuple[Question, ...]:
    return (
        Question(section="kontakte", name=f"{name}_name", title=title),
        Question(
            section="kontakte", name=f"{name}_email", title=gettext_lazy("E-Mail dazu"), kind=Kind.EMAIL
        ),
        Question(section="kontakte", name=f"{name}_telefon", title=gettext_lazy("Telefon dazu")),
    )


QUESTIONS: Final = (
    Question(section="stelle", name="name", title=gettext_lazy("Name der Stelle")),
    Question(
        section="stelle", name="ars", title=gettext_lazy("Regionalschlüssel (12 Ziffern)"),
        pattern=r"^[0-9]{12}$", example="073150000000", required=False,
    ),
    Question(section="stelle", name="strasse", title=gettext_lazy("Straße und Hausnummer")),
    Question(
        section="stelle", name="plz", title=gettext_lazy("Postleitzahl"), pattern=r"^[0-9]{5}$", example="55116"
    ),
    Question(section="stelle", name="ort", title=gettext_lazy("Ort")),
    Question(section="stelle", name="email", title=gettext_lazy("E-Mail"), kind=Kind.EMAIL),
    Question(section="stelle", name="telefon", title=gettext_lazy("Telefon")),
    Question(
        section="zustellung", name="destination_id", title=gettext_lazy("Destination-ID (FIT-Connect)"),
        pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", only=_FIT,
        example="00000000-0000-4000-8000-000000000000",
    ),
    Question(
        section="zustellung", name="organisationsschluessel", title=gettext_lazy("Organisationsschlüssel im DVDV"),
        pattern=r"^[a-z]{2,4}:[0-9A-Za-z.\-]{3,40}$", example="wgb:073150000000", only=_OSCI,
    ),
    Question(section="zustellung", name="osci_postfach", title=gettext_lazy("OSCI-Postfach"), only=_OSCI),
    Question(
        section="zustellung", name="adresse", title=gettext_lazy("Adresse, Server oder Funktionspostfach"),
        only=_ADDRESS,
    ),
    Question(
        section="portal", name="organisationseinheit", title=gettext_lazy("Kennung der Organisationseinheit im Portal"),
        example="L100042.OE.1234",
    ),
    Question(section="portal", name="pvog_link", title=gettext_lazy("Adresse des Eintrags im Portal"), kind=Kind.URL),
    Question(
        section="portal", name="datenschutz_link", title=gettext_lazy("Adresse der Datenschutzerklärung"), kind=Kind.URL
    ),
    Question(
        section="portal", name="impressum_link", title=gettext_lazy("Adresse des Impressums"), kind=Kind.URL,
        required=False,
    ),
    *_contact("projektleitung", gettext_lazy("Projektleitung")),
    *_contact("technisch", gettext_lazy("Technische Ansprechperson")),
    *_contact("fachlich", gettext_lazy("Fachliche Ansprechperson")),
    Question(section="fachverfahren", name="produkt", title=gettext_lazy("Produkt"), required=False),
    Question(section="fachverfahren", name="version", title=gettext_lazy("Version"), required=False),
    Question(section="fachverfahren", name="betreiber", title=gettext_lazy("Betreiber"), required=False),
    Question(section="betrieb", name="erste_hilfe", title=gettext_lazy("Wer hilft zuerst (First Level)?")),
    Question(
        section="betrieb", name="manuelle_faelle", kind=Kind.LONG,
        title=gettext_lazy("Wer entscheidet Fälle, die von Hand bearbeitet werden?"),
    ),
    Question(section="betrieb", name="bemerkung", title=gettext_lazy("Bemerkungen"), kind=Kind.LONG, required=False),
)  # fmt: skip


def asked(transport: Transport | None) -> tuple[Question, ...]:
    """The questions for a transport, in the order of the page."""
    return tuple(each for each in QUESTIONS if not each.only or transport in each.only)


def _property(question: Question) -> dict[str, object]:
    found: dict[str, object] = {
        "title": str(question.title),
        "type": "string",
        "maxLength": 2000 if question.kind is Kind.LONG else 300,
    }
    if question.required or question.only:
        found["minLength"] = 1
    if question.pattern:
        found["pattern"] = question.pattern
    if question.kind is Kind.EMAIL:
        found["format"] = "email"
    elif question.kind is Kind.URL:
        found["pattern"] = r"^https://\S+$"
    if question.example:
        found["examples"] = [question.example]
    return found


def _section(name: str) -> dict[str, object]:
    mine = [each for each in QUESTIONS if each.section == name]
    return {
        "title": str(SECTIONS[name]),
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in mine if each.required and not each.only],
        "properties": {each.name: _property(each) for each in mine},
    }


def _for_transport(transport: Transport) -> dict[str, object]:
    needed = [each.name for each in QUESTIONS if transport in each.only]
    return {
        "if": {"properties": {"transport": {"const": transport.value}}, "required": ["transport"]},
        "then": {"properties": {"zustellung": {"required": needed}}},
    }


def json_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of the file; titles in the language that is active, German in what is published."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FORMAT,
        "title": "Anbindungsfragebogen",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "vorhaben", "leistungen", "kennung", "transport", *SECTIONS],
        "properties": {
            "format": {"const": FORMAT},
            "vorhaben": {
                "title": "Nummer des Vorhabens",
                "type": "string",
                "pattern": r"^V-[0-9]{4}-[0-9]{4,}$",
            },
            "leistungen": {
                "title": "Leistungsschlüssel",
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "items": {"type": "string", "pattern": _KEY},
            },
            "kennung": {"title": "Kennung der Vollzugsbehörde", "type": "string", "format": "uuid"},
            "transport": {"title": "Transportweg", "enum": [each.value for each in Transport]},
            **{name: _section(name) for name in SECTIONS},
        },
        "allOf": [_for_transport(each) for each in Transport],
    }


@lru_cache(maxsize=1)
def _validator() -> "jsonschema_rs.Draft202012Validator":
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(json_schema(), validate_formats=True)


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with an answer: where (``section.name``, empty for the whole), on which line, and the remedy."""

    place: str
    line: int | None
    text: str

    def __str__(self) -> str:
        where = _("Zeile %(line)s, ") % {"line": self.line} if self.line else ""
        return f"{where}{self.place}: {self.text}" if self.place else f"{where}{self.text}"


class WrongAnswers(Refused):
    """A questionnaire that does not fit its schema; ``problems`` name each place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(map(str, problems)))
        self.problems = problems


def read(data: bytes) -> dict[str, object]:
    """A filled file, checked; raises :class:`WrongAnswers` with line and place of everything wrong."""
    if len(data) > MAX_BYTES:
        raise WrongAnswers(
            (Problem("", None, _("Die Datei ist größer als 64 KB. Ein Fragebogen ist das nicht.")),)
        )
    try:
        text = data.decode("utf-8-sig")
        content = json.loads(text)
    except (UnicodeDecodeError, RecursionError):
        raise WrongAnswers(
            (Problem("", None, _("Die Datei ist kein Text in UTF-8. Exportieren Sie sie neu.")),)
        ) from None
    except json.JSONDecodeError as error:
        raise WrongAnswers(
            (
                Problem(
                    "",
                    error.lineno,
                    _("Die Datei ist kein gültiges JSON. Prüfen Sie Kommas und Anführungszeichen."),
                ),
            )
        ) from None
    check(content, text)
    assert isinstance(content, dict)
    return content


def check(content: object, text: str = "") -> None:
    """Raise :class:`WrongAnswers` unless the content fits the schema; lines come from ``text`` if it is given."""
    if problems := tuple(_problems(content, text)):
        raise WrongAnswers(problems)


def _problems(content: object, text: str) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for error in _validator().iter_errors(content):
        path = [str(part) for part in error.instance_path]
        said = _said(error, path)
        if (key := (".".join(path), said)) not in seen:
            seen.add(key)
            yield Problem(key[0], _line(text, path), said)


def _said(error: "jsonschema_rs.ValidationError", path: list[str]) -> str:
    kind = error.kind
    match kind.name:
        case "required":
            missing = ".".join([*path, str(kind.value)])
            return _("„%(name)s“ fehlt. %(title)s") % {
                "name": missing,
                "title": _title([*path, str(kind.value)]),
            }
        case "additionalProperties":
            extra = kind.value if isinstance(kind.value, list) else []
            return _("Unbekannt: %(names)s. Löschen Sie das oder prüfen Sie die Schreibweise.") % {
                "names": ", ".join(map(str, extra))
            }
        case "minLength":
            return _("Die Angabe ist leer.")
        case "maxLength":
            return _("Die Angabe ist zu lang.")
        case "enum" | "const":
            return _("„%(given)s“ ist hier nicht vorgesehen.") % {"given": error.instance}
        case "type" | "minItems" | "uniqueItems":
            return _("Die Angabe hat die falsche Form.")
    return _("„%(given)s“ hat nicht die erwartete Form%(example)s.") % {
        "given": error.instance,
        "example": _example(path),
    }


def _question(path: list[str]) -> Question | None:
    return next((each for each in QUESTIONS if [each.section, each.name] == path), None)


def _title(path: list[str]) -> str:
    found = _question(path)
    return f"({found.title})" if found else ""


def _example(path: list[str]) -> str:
    found = _question(path)
    if found is None:
        return ""
    shown = found.example or {Kind.URL: "https://…", Kind.EMAIL: "name@stadt.example"}.get(found.kind, "")
    return _(", zum Beispiel %(example)s") % {"example": shown} if shown else ""


def _line(text: str, path: list[str]) -> int | None:
    """Line of the innermost name of the path that stands in the text."""
    at, found = 0, -1
    for part in path:
        hit = re.compile(rf'"{re.escape(part)}"\s*:').search(text, at)
        if hit is None:
            break
        at, found = hit.end(), hit.start()
    return text.count("\n", 0, found) + 1 if found >= 0 else None


def write(content: Mapping[str, object]) -> bytes:
    """The file as it is exported: indented, keys in the order of the page."""
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"
