# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk fim rules``: each rule sentence of a schema beside the meaning read from it."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leistungswerk.cli.terminal import say

if TYPE_CHECKING:
    from leistungswerk.forms.rules.german import Recognition
    from leistungswerk.forms.rules.vocabulary import Vocabulary

_STATUS = {"recognised": "erkannt", "needs-human": "von Hand zu klären", "contradiction": "Widerspruch"}


def rules(
    file: Annotated[Path, typer.Argument(help="XDatenfelder, Fassung 2.0 oder 3.0.0", metavar="FILE")],
    codelists: Annotated[
        Path | None, typer.Option(help="Ordner mit den Genericode-Listen des Schemas", metavar="DIR")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Regeln als JSON-Liste ausgeben")] = False,
) -> None:
    """Regelsätze neben ihrer erkannten Bedeutung zeigen. Nichts davon ist freigegeben. Exit-Code 2, wenn unlesbar."""
    from leistungswerk.forms.rules.german import recognise_schema
    from leistungswerk.forms.rules.vocabulary import vocabulary_of_schema
    from leistungswerk.standards.fim import CodelistCollection, load_codelists, read_message
    from leistungswerk.standards.fim.model import Dokumentsteckbrief
    from leistungswerk.standards.xml import read_limited

    reading = read_message(read_limited(file), tolerant=True)
    for finding in reading.findings:
        sys.stderr.write(f"Hinweis: {finding.message}\n")
    schema = reading.nachricht.inhalt
    if isinstance(schema, Dokumentsteckbrief):
        _write_json(()) if as_json else say("Ein Dokumentsteckbrief enthält keine Regeln.")
        return
    lists = CodelistCollection() if codelists is None else load_codelists(codelists)
    found = recognise_schema(schema, lists)
    if as_json:
        _write_json(found)
    else:
        _show(found, vocabulary_of_schema(schema, lists))


def _write_json(found: "tuple[Recognition, ...]") -> None:
    import msgspec

    entries = [
        {
            "id": each.id,
            "version": each.version,
            "sentence": each.sentence,
            "expression": each.expression,
            "status": each.status,
            "notes": [note.text for note in each.notes],
        }
        for each in found
    ]
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(entries)) + b"\n")
    sys.stdout.buffer.flush()


def _show(found: "tuple[Recognition, ...]", vocabulary: "Vocabulary") -> None:
    from leistungswerk.forms.rules.printing import print_effects

    for each in found:
        say(
            f"{each.id} {each.version or ''} · {_STATUS[each.status]}{' · einzeln freizugeben' if each.dates else ''}"
        )
        say(f"  Satz       {' '.join(each.sentence.split())}")
        for line in print_effects(each.effects, vocabulary.names).splitlines() or ["–"]:
            say(f"  Bedeutung  {line}")
        for note in each.notes:
            say(f"  Hinweis    {note.text}")
        say()
    counted = Counter(each.status for each in found)
    told = ", ".join(f"{counted[status]} {_STATUS[status]}" for status in counted)
    say(f"{len(found)} Regeln{': ' + told if told else ''}.")
