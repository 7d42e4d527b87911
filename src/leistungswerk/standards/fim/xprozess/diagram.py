# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A BPMN 2.0 model as frozen structs: what happens (nodes, flows) and where it is drawn (BPMN DI).

Source: standards.md 5.2. Only what FIM processes show is modelled; execution is not.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from leistungswerk.standards.fim.errors import Finding


class NodeKind(StrEnum):
    """What a node is. Every kind of task, sub-process and call counts as a step."""

    START = "Start"
    END = "Ende"
    EVENT = "Ereignis"
    BOUNDARY = "angeheftetes Ereignis"
    STEP = "Schritt"
    CALL = "aufgerufener Prozess"
    EXCLUSIVE = "Entscheidung"
    PARALLEL = "gleichzeitig"
    INCLUSIVE = "eines oder mehrere"
    EVENT_BASED = "erstes Ereignis"
    NOTE = "Anmerkung"
    DATA = "Daten"


GATEWAYS = frozenset({NodeKind.EXCLUSIVE, NodeKind.PARALLEL, NodeKind.INCLUSIVE, NodeKind.EVENT_BASED})


class Trigger(StrEnum):
    """What sets off an event."""

    NONE = ""
    MESSAGE = "Nachricht"
    TIMER = "Frist"
    ERROR = "Fehler"
    OTHER = "anderer Auslöser"


class Bounds(msgspec.Struct, frozen=True):
    """A rectangle in points, origin at the top left."""

    x: float
    y: float
    width: float
    height: float


class Point(msgspec.Struct, frozen=True):
    x: float
    y: float


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A node of a process. ``id`` joins it to ``subProzessID`` of a group of activities."""

    id: str
    kind: NodeKind
    name: str = ""
    process: str = ""
    parent: str = ""
    """Id of the sub-process it lies in."""
    attached_to: str = ""
    trigger: Trigger = Trigger.NONE
    line: int | None = None


_UNNAMED: Final = {
    NodeKind.PARALLEL: "Gleichzeitige Wege",
    NodeKind.INCLUSIVE: "Mögliche Wege",
    NodeKind.EVENT_BASED: "Warten auf das erste Ereignis",
}


def title_of(node: Node) -> str:
    """Return what people call a node; names that tools give on their own say nothing and are replaced."""
    own = "" if node.kind in GATEWAYS and node.name.lower().endswith("gateway") else node.name
    return own or _UNNAMED.get(node.kind, node.kind.value)


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """A sequence flow, a message flow or an association between two elements."""

    id: str
    source: str
    target: str
    name: str = ""
    line: int | None = None


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """A pool; ``process`` is empty for one that is not modelled."""

    id: str
    name: str = ""
    process: str = ""


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """A lane with the ids of the nodes in it."""

    id: str
    name: str = ""
    nodes: tuple[str, ...] = ()


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    element: str
    bounds: Bounds
    horizontal: bool = True
    label: Bounds | None = None


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    element: str
    points: tuple[Point, ...]
    label: Bounds | None = None


class Diagram(msgspec.Struct, frozen=True, kw_only=True):
    """A model with its drawing; everything in the order of the file."""

    name: str = ""
    participants: tuple[Participant, ...] = ()
    lanes: tuple[Lane, ...] = ()
    nodes: tuple[Node, ...] = ()
    flows: tuple[Flow, ...] = ()
    messages: tuple[Flow, ...] = ()
    associations: tuple[Flow, ...] = ()
    shapes: tuple[Shape, ...] = ()
    edges: tuple[Edge, ...] = ()
    findings: tuple[Finding, ...] = ()
