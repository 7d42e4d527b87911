# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk fim process`` and ``leistungswerk fim xzufi``: processes and service texts on the terminal."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leistungswerk.cli.terminal import say
from leistungswerk.core.failures import Refused

if TYPE_CHECKING:
    from leistungswerk.standards.fim.errors import Finding
    from leistungswerk.standards.fim.xprozess import Diagram, Prozess, Step
    from leistungswerk.standards.fim.xzufi import Change
    from leistungswerk.standards.fim.xzufi.nachricht import Objekt


def process(
    file: Annotated[Path, typer.Argument(help="XProzess 2.0", metavar="FILE")],
    bpmn: Annotated[
        Path | None, typer.Option(help="BPMN-Modell, wenn es nicht im Export steht", metavar="FILE")
    ] = None,
    svg: Annotated[
        Path | None, typer.Option(help="Zeichnung in diese Datei schreiben", metavar="OUT")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Prozesse mit ihren Schritten als JSON")] = False,
) -> None:
    """Einen Prozess als Liste von Schritten zeigen, mit Rechtsgrundlagen und Daten; Namen von Personen fallen weg."""
    from leistungswerk.standards.fim.xprozess import bpmn_of, draw, list_steps, read_bpmn, read_export
    from leistungswerk.standards.xml import read_limited

    reading = read_export(read_limited(file))
    _tell(reading.findings)
    given = read_bpmn(read_limited(bpmn)) if bpmn else None
    shown: list[tuple[Prozess, Diagram | None, tuple[Step, ...]]] = []
    for prozess in reading.export.prozesse():
        inside = bpmn_of(prozess)
        diagram = read_bpmn(inside) if inside else given
        listed = list_steps(diagram, prozess) if diagram else None
        _tell(listed.findings if listed else ())
        shown.append((prozess, diagram, listed.steps if listed else ()))
    if svg is not None:
        drawings = [draw(diagram, title=prozess.name) for prozess, diagram, _steps in shown if diagram]
        _write(svg, drawings)
    if as_json:
        _json([_process_entry(prozess, steps) for prozess, _diagram, steps in shown])
        return
    for prozess, diagram, steps in shown:
        say(f"{prozess.id} {prozess.version or ''} · {prozess.name}")
        if diagram is None:
            say("  Der Export enthält kein Modell. Geben Sie es mit --bpmn an.")
        for step in steps:
            _show_step(step)


def _show_step(step: "Step") -> None:
    place = f" · {step.participant}" if step.participant else ""
    say(f"  {step.number:>3}  {step.name}{place}")
    for sentence in step.sentences:
        say(f"       {sentence}")
    for basis in step.legal_basis:
        say(f"       Rechtsgrundlage  {basis.name or basis.uri or ''}")
    for title, data in (("Eingehend", step.data_in), ("Ausgehend", step.data_out)):
        for words in data:
            say(f"       {title:<15}  {words}")


def _process_entry(prozess: "Prozess", steps: "tuple[Step, ...]") -> dict[str, object]:
    return {
        "id": prozess.id,
        "version": prozess.version,
        "name": prozess.name,
        "steps": [
            {
                "number": step.number,
                "id": step.id,
                "kind": step.kind,
                "name": step.name,
                "participant": step.participant,
                "next": [{"number": way.number, "condition": way.condition} for way in step.ways],
                "sentences": step.sentences,
                "legal_basis": [{"name": basis.name, "uri": basis.uri} for basis in step.legal_basis],
                "data_in": step.data_in,
                "data_out": step.data_out,
            }
            for step in steps
        ],
    }


def xzufi(
    file: Annotated[
        Path, typer.Argument(help="XZuFi 2.2 oder 2.3: Nachricht (XML) oder Leistung (JSON)", metavar="FILE")
    ],
    diff: Annotated[
        Path | None, typer.Option(help="Frühere Fassung, mit der verglichen wird", metavar="OLD")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Als JSON-Liste ausgeben")] = False,
) -> None:
    """Leistungen, Stellen und Onlinedienste auflisten oder mit einer früheren Fassung vergleichen.

    Exit-Code 1, wenn der Vergleich Unterschiede zeigt.
    """
    new = _objects(file)
    if diff is None:
        _list(new, as_json=as_json)
        return
    changes = tuple(_compared(_objects(diff), new))
    if as_json:
        _json(
            [
                {"object": name, "element": change.element, "kind": change.kind, "before": change.before, "after": change.after}
                for name, change in changes
            ]
        )  # fmt: skip
    else:
        for name, change in changes:
            say(f"{name}: {change}")
        say(f"{len(changes)} Unterschiede.")
    if changes:
        sys.exit(1)


def _objects(file: Path) -> "dict[str, Objekt]":
    """Objects by kind and id; raises ``FimError``."""
    from leistungswerk.standards.fim.xzufi import read_leistung, read_message
    from leistungswerk.standards.fim.xzufi.nachricht import OBJEKTE
    from leistungswerk.standards.xml import read_limited

    data = read_limited(file)
    objects: tuple[Objekt, ...]
    if data.lstrip()[:1] == b"{":
        service = read_leistung(data)
        _tell(service.findings)
        objects = (service.leistung,)
    else:
        message = read_message(data)
        _tell(message.findings)
        sys.stderr.write(f"Hinweis: {message.vorbehalt}\n")
        objects = message.nachricht.objekte()
    names = {part: name for name, part in OBJEKTE.items()}
    found: dict[str, Objekt] = {}
    for number, one in enumerate(objects, 1):
        name = f"{names[type(one)]} {one.id or f'Nr. {number}'}"
        if name in found:
            raise Refused(
                f"In der Datei „{file}“ steht „{name}“ mehrmals. Bitte lassen Sie es nur einmal darin stehen."
            )
        found[name] = one
    return found


def _list(objects: "dict[str, Objekt]", *, as_json: bool) -> None:
    from leistungswerk.standards.fim.xzufi import Leistung

    entries = [
        {
            "object": name,
            "title": one.text("02") if isinstance(one, Leistung) else None,
            "keys": one.schluessel() if isinstance(one, Leistung) else (),
        }
        for name, one in objects.items()
    ]
    if as_json:
        _json(entries)
        return
    for entry in entries:
        keys = entry["keys"]
        told = ", ".join(keys) if isinstance(keys, tuple) else ""
        say(" · ".join(str(part) for part in (entry["object"], entry["title"], told) if part))
    say(f"{len(entries)} Objekte.")


def _compared(old: "dict[str, Objekt]", new: "dict[str, Objekt]") -> "Iterable[tuple[str, Change]]":
    from leistungswerk.standards.fim.xzufi import Change, ChangeKind, diff

    for name, one in new.items():
        if name not in old:
            yield name, Change("ganzes Objekt", ChangeKind.ADDED, after=name)
        else:
            yield from ((name, change) for change in diff(old[name], one))
    for name in old:
        if name not in new:
            yield name, Change("ganzes Objekt", ChangeKind.REMOVED, before=name)


def _write(out: Path, drawings: list[str]) -> None:
    if len(drawings) != 1:
        raise Refused(f"Gezeichnet wird genau ein Prozess mit Modell; gefunden wurden {len(drawings)}.")
    try:
        out.write_text(drawings[0], encoding="utf-8")
    except OSError as error:
        raise Refused(f"„{out}“ kann nicht geschrieben werden ({error.strerror}).") from error


def _tell(findings: "Iterable[Finding]") -> None:
    for finding in findings:
        sys.stderr.write(f"Hinweis: {finding.message}\n")


def _json(entries: object) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(entries)) + b"\n")
    sys.stdout.buffer.flush()
