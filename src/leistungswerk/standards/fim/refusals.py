# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sentences of refusals: each names element, line and remedy."""

from __future__ import annotations

from leistungswerk.standards.fim.errors import FimError
from leistungswerk.standards.xml import Element, line_of


def local_name(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def error(node: Element, message: str) -> FimError:
    return FimError(message, local_name(node), line_of(node))


def missing(node: Element, tag: str) -> FimError:
    return FimError(
        f"Im Element „{local_name(node)}“ (Zeile {line_of(node)}) fehlt das Pflichtelement „{tag}“; "
        "bitte ergänzen Sie es.",
        tag,
        line_of(node),
    )


def duplicate(first: Element, second: Element) -> FimError:
    return error(
        second,
        f"Das Element „{local_name(second)}“ steht doppelt (Zeilen {line_of(first)} und "
        f"{line_of(second)}), erlaubt ist es einmal; bitte entfernen Sie eines davon.",
    )


def empty(node: Element, tag: str | None = None) -> FimError:
    inner = f"„{tag}“ im Element " if tag else ""
    return error(
        node,
        f"Das Pflichtelement {inner}„{local_name(node)}“ (Zeile {line_of(node)}) ist leer; "
        "bitte tragen Sie einen Wert ein.",
    )


def invalid(node: Element, value: str, allowed: str) -> FimError:
    return error(
        node,
        f"Das Element „{local_name(node)}“ (Zeile {line_of(node)}) hat den unzulässigen Wert "
        f"„{value.strip()[:60]}“; zulässig sind: {allowed}.",
    )


def cardinality(node: Element, value: str) -> FimError:
    return error(
        node,
        f"Das Element „{local_name(node)}“ (Zeile {line_of(node)}) hat den unzulässigen Wert "
        f"„{value[:60]}“; erwartet wird Minimum:Maximum, zum Beispiel „0:1“ oder „1:*“.",
    )
