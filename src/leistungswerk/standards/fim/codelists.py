# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A collection of code lists, and the values a field offers. Source: standards.md 2.3 and 2.6."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from leistungswerk.standards import xml
from leistungswerk.standards.fim import genericode
from leistungswerk.standards.fim.errors import FimError, Finding, FindingKind, MissingCodelistError
from leistungswerk.standards.fim.genericode import is_codelist, read_codelist
from leistungswerk.standards.fim.model import Codeliste, CodelisteReferenz, Datenfeld, Wert


class CodelistCollection:
    """Code lists by their URN and version. Never changes after it is made."""

    def __init__(self, codelisten: Iterable[Codeliste] = (), findings: Iterable[Finding] = ()) -> None:
        self.codelisten = tuple(codelisten)
        self._by_version_uri: dict[str, Codeliste] = {}
        self._by_version: dict[tuple[str, str | None], Codeliste] = {}
        self._current: dict[str, Codeliste] = {}
        self.findings = (*findings, *(finding for liste in self.codelisten for finding in self._add(liste)))

    def _add(self, liste: Codeliste) -> tuple[Finding, ...]:
        first = self._by_version.setdefault((liste.canonical_uri, liste.version), liste)
        if liste.canonical_version_uri is not None:
            self._by_version_uri.setdefault(liste.canonical_version_uri, liste)
        current = self._current.setdefault(liste.canonical_uri, liste)
        if (liste.version or "") > (current.version or ""):
            self._current[liste.canonical_uri] = liste
        if first is liste:
            return codelist_findings(liste)
        if first.rows == liste.rows:
            return ()
        edition = f" in der Version {liste.version}" if liste.version else ""
        message = (
            f"Die Codeliste „{liste.canonical_uri}“{edition} liegt zweimal mit verschiedenem Inhalt vor; "
            "die zuerst gelesene gilt."
        )
        return (Finding(FindingKind.CODELIST, message, liste.canonical_uri),)

    def find(self, ref: CodelisteReferenz) -> Codeliste | None:
        """Return the list a field refers to; without version the newest edition held. ``None``: not held.

        Versions are opaque; "newest" is the greatest text, which is right for dates and the best guess else.
        """
        if ref.canonical_version_uri is not None and ref.canonical_version_uri in self._by_version_uri:
            return self._by_version_uri[ref.canonical_version_uri]
        if ref.version is not None:
            return self._by_version.get((ref.canonical_identification, ref.version))
        return None if ref.canonical_version_uri else self._current.get(ref.canonical_identification)


def load_codelists(folder: Path) -> CodelistCollection:
    """Read every ``*.xml`` in ``folder`` that is a code list, in the order of file names.

    Other XML files are left alone; a file that is broken or too large becomes a finding. A code list that
    cannot be used raises :class:`FimError` with the name of its file.
    """
    if not folder.is_dir():
        raise FimError(f"Den Ordner der Codelisten „{folder}“ gibt es nicht; bitte prüfen Sie den Pfad.")
    codelisten: list[Codeliste] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.xml")):
        try:
            data = xml.read_limited(path)
            root = xml.parse(data, max_elements=genericode.MAX_ELEMENTS)
        except xml.XmlError as error:
            message = f"Die Datei „{path.name}“ wurde nicht gelesen: {error.message}"
            findings.append(Finding(FindingKind.UNREADABLE_FILE, message, path.name, error.line))
            continue
        if not is_codelist(root):
            continue
        try:
            codelisten.append(read_codelist(data))
        except FimError as error:
            raise FimError(
                f"In der Datei „{path.name}“: {error.message}", error.element, error.line
            ) from error
    return CodelistCollection(codelisten, findings)


def codelist_findings(liste: Codeliste) -> tuple[Finding, ...]:
    """Codes that stand twice or are empty. The rows stay; :func:`werte_of` takes the first of each code."""
    counts = Counter(code for code, _, _ in _entries(liste, liste.code_key, None, None))
    messages = [
        f"Der Code „{code}“ steht {count}-mal in der Codeliste „{liste.canonical_uri}“; der erste gilt."
        for code, count in counts.items()
        if count > 1 and code
    ]
    if "" in counts:
        messages.append(
            f"{counts['']} Zeilen der Codeliste „{liste.canonical_uri}“ haben keinen Code und fallen weg."
        )
    return tuple(Finding(FindingKind.CODELIST, message, liste.canonical_uri) for message in messages)


def werte_of(feld: Datenfeld, codelists: CodelistCollection) -> tuple[Wert, ...]:
    """Return the values a field offers: its own, or those of the list it refers to; empty if it has neither.

    ``codeKey``, ``nameKey`` and ``helpKey`` of the field choose other columns than the list does. Raises
    :class:`MissingCodelistError`, and :class:`FimError` for a column the list does not have.
    """
    ref = feld.codeliste_referenz
    if feld.werte or ref is None:
        return feld.werte
    liste = codelists.find(ref)
    if liste is None:
        version = ref.version or ref.canonical_version_uri
        raise MissingCodelistError(ref.canonical_identification, version, feld.id)
    for column in (feld.code_key, feld.name_key, feld.help_key):
        if column is not None and column not in liste.columns:
            raise FimError(
                f"Das Feld {feld.id} nennt die Spalte „{column}“, die Codeliste „{liste.canonical_uri}“ hat aber "
                f"nur: {', '.join(liste.columns)}; bitte passen Sie das Feld oder die Liste an.",
                feld.id,
            )
    entries = _entries(liste, feld.code_key or liste.code_key, feld.name_key or liste.name_key, feld.help_key)
    werte: dict[str, Wert] = {}
    for code, name, hilfe in entries:
        if code:
            werte.setdefault(code, Wert(code, name or code, hilfe or None))
    return tuple(werte.values())


def _entries(
    liste: Codeliste, code_key: str, name_key: str | None, help_key: str | None
) -> Iterable[tuple[str, str | None, str | None]]:
    columns = liste.columns
    code = columns.index(code_key)
    name = code if name_key is None else columns.index(name_key)
    hilfe = None if help_key is None else columns.index(help_key)
    for row in liste.rows:
        yield (row[code] or "").strip(), row[name], None if hilfe is None else row[hilfe]
