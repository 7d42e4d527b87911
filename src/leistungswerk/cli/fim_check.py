# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk fim check``: the official quality messages about files of XDatenfelder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leistungswerk.cli.terminal import say

if TYPE_CHECKING:
    from leistungswerk.standards.fim import CodelistCollection
    from leistungswerk.standards.fim.check import Examination, Message

CLEAN, FOUND, REFUSED = 0, 1, 2
"""Exit codes: nothing above a hint; a warning or an error; not readable or not well-formed by the standard."""
_COLOURS = {"critical": "red", "methodical": "magenta", "warning": "yellow", "hint": "cyan"}


def check(
    files: Annotated[
        list[Path], typer.Argument(help="XDatenfelder, Fassung 2.0 oder 3.0.0", metavar="FILE…")
    ],
    codelists: Annotated[
        Path | None, typer.Option(help="Ordner mit den Genericode-Listen", metavar="DIR")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Meldungen als JSON-Liste ausgeben")] = False,
) -> None:
    """Dateien nach den amtlichen Qualitätsmeldungen prüfen. Exit-Code 1 ab einer Warnung, 2 bei unlesbarer Datei."""
    from leistungswerk.standards.fim import CodelistCollection, load_codelists

    lists = CodelistCollection() if codelists is None else load_codelists(codelists)
    results = [(file, _examined(file, lists)) for file in files]
    if as_json:
        _write_json(results)
    else:
        for file, examination in results:
            _show(file, examination)
    code = max(_exit_code(examination) for _, examination in results)
    if code != CLEAN:
        sys.exit(code)


def _examined(file: Path, lists: "CodelistCollection") -> "Examination":
    """The examination of one file; what cannot be read at all is a refusal without messages."""
    from leistungswerk.standards.fim import FimError
    from leistungswerk.standards.fim.check import Examination, examine
    from leistungswerk.standards.xml import XmlError, read_limited

    try:
        examination = examine(read_limited(file), lists)
    except (FimError, XmlError) as error:
        examination = Examination((), (error.message,))
    for refusal in examination.refusals:
        sys.stderr.write(f"Fehler: {file}: {refusal}\n")
    if examination.more:
        sys.stderr.write(f"Hinweis: {file}: {examination.more} weitere Meldungen werden nicht gezeigt.\n")
    return examination


def _exit_code(examination: "Examination") -> int:
    if examination.refusals:
        return REFUSED
    return FOUND if any(message.severity != "hint" for message in examination.messages) else CLEAN


def _write_json(results: list[tuple[Path, "Examination"]]) -> None:
    """One list for all files; which file a message is about is told when there are several."""
    import msgspec

    entries = [
        {
            "code": message.code,
            "severity": message.severity,
            "path": message.path,
            "line": message.line,
            "message": f"{message.message} {message.remedy}",
        }
        | ({"file": str(file)} if len(results) > 1 else {})
        for file, examination in results
        for message in examination.messages
    ]
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(entries)) + b"\n")
    sys.stdout.buffer.flush()


def _show(file: Path, examination: "Examination") -> None:
    from leistungswerk.standards.fim.check import Severity

    say(str(file))
    counts: list[str] = []
    for severity in Severity:
        messages = [message for message in examination.messages if message.severity is severity]
        counts.append(f"{severity.official}: {len(messages)}")
        if messages:
            colour = _COLOURS[severity]
            say(f"\n  [bold {colour}]{severity.official} ({len(messages)})[/bold {colour}]", markup=True)
        for message in messages:
            _show_message(message)
    if examination.refusals:
        say("\n  Die Datei ist nach dem Standard nicht wohlgeformt; weitere Meldungen sind möglich.")
    say(f"\n  {' · '.join(counts)}\n")


def _show_message(message: "Message") -> None:
    line = "" if message.line is None else f" · Zeile {message.line}"
    say(f"    {message.code}  {message.path}{line}")
    say(f"          {message.message}")
    say(f"          → {message.remedy}")
