# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read BPMN 2.0 with its drawing, from strangers: bounded, without entities, refusing with element and line."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, TypeVar

import msgspec
from lxml import etree

from leistungswerk.standards.fim.errors import FimError, Finding, FindingKind
from leistungswerk.standards.fim.refusals import error, local_name
from leistungswerk.standards.fim.report import MAX_FINDINGS
from leistungswerk.standards.fim.xprozess.diagram import (
    Bounds,
    Diagram,
    Edge,
    Flow,
    Lane,
    Node,
    NodeKind,
    Participant,
    Point,
    Shape,
    Trigger,
)
from leistungswerk.standards.xml import Element, XmlError, line_of, parse

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
OMG_DI: Final = "http://www.omg.org/spec/DD/20100524/DI"

MAX_BYTES: Final = 5 * 1024 * 1024
"""Largest model in bytes. The real FIM process has 45 KB."""
MAX_ELEMENTS: Final = 2000
"""Nodes and flows of one model. The real FIM process has 84."""
MAX_POINTS: Final = 50_000
MAX_COORDINATE: Final = 1_000_000.0

_KINDS: Final = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "intermediateCatchEvent": NodeKind.EVENT,
    "intermediateThrowEvent": NodeKind.EVENT,
    "boundaryEvent": NodeKind.BOUNDARY,
    **dict.fromkeys(
        (
            "task",
            "userTask",
            "manualTask",
            "serviceTask",
            "scriptTask",
            "sendTask",
            "receiveTask",
            "businessRuleTask",
            "subProcess",
            "adHocSubProcess",
            "transaction",
        ),
        NodeKind.STEP,
    ),
    "callActivity": NodeKind.CALL,
    "exclusiveGateway": NodeKind.EXCLUSIVE,
    "complexGateway": NodeKind.INCLUSIVE,
    "inclusiveGateway": NodeKind.INCLUSIVE,
    "parallelGateway": NodeKind.PARALLEL,
    "eventBasedGateway": NodeKind.EVENT_BASED,
    "textAnnotation": NodeKind.NOTE,
    "dataObjectReference": NodeKind.DATA,
    "dataStoreReference": NodeKind.DATA,
}
_TRIGGERS: Final = {
    "messageEventDefinition": Trigger.MESSAGE,
    "timerEventDefinition": Trigger.TIMER,
    "errorEventDefinition": Trigger.ERROR,
}
_SHORT_IDS: Final = 60

_Joined = TypeVar("_Joined", Flow, Shape, Edge)


def read_bpmn(data: bytes) -> Diagram:
    """Return the model.

    Refused with :class:`FimError`: broken XML, no BPMN 2.0, more than ``MAX_ELEMENTS`` elements, two elements of
    one id, a coordinate that is no number of sensible size.

    Flows and drawings that lead to elements that do not exist are left out and reported.
    """
    try:
        root = parse(data, max_bytes=MAX_BYTES)
    except XmlError as broken:
        raise FimError(broken.message, line=broken.line) from None
    if root.tag != f"{{{MODEL}}}definitions":
        raise error(
            root,
            f"Die Datei ist kein BPMN-2.0-Modell (Element „{local_name(root)}“); "
            "bitte exportieren Sie das Modell als „BPMN DI“.",
        )
    return _Reading(root).diagram()


class _Reading:
    """One reading: checks ids as it goes and collects findings."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._ids: dict[str, int | None] = {}
        self._findings: list[Finding] = []
        self._points = 0

    def diagram(self) -> Diagram:
        root = self._root
        participants = tuple(
            Participant(id=self._id(node), name=_name(node), process=_reference(node, "processRef"))
            for node in root.iter(f"{{{MODEL}}}participant")
        )
        nodes = tuple(self._nodes())
        lanes = tuple(self._lane(node) for node in root.iter(f"{{{MODEL}}}lane"))
        flows = self._flows("sequenceFlow")
        messages = self._flows("messageFlow")
        associations = self._flows("association")
        diagram = Diagram(
            name=self._title(),
            participants=participants,
            lanes=lanes,
            nodes=nodes,
            flows=self._known(flows),
            messages=self._known(messages),
            associations=self._known(associations),
            shapes=self._known(tuple(self._shape(node) for node in root.iter(f"{{{DI}}}BPMNShape"))),
            edges=self._known(tuple(self._edge(node) for node in root.iter(f"{{{DI}}}BPMNEdge"))),
        )
        return msgspec.structs.replace(diagram, findings=tuple(self._findings))

    def _title(self) -> str:
        named = [self._root.find(f".//{{{DI}}}BPMNDiagram"), self._root.find(f"{{{MODEL}}}collaboration")]
        return next((_name(node) for node in named if node is not None and _name(node)), "")

    def _nodes(self) -> Iterator[Node]:
        for process in self._root.iter(f"{{{MODEL}}}process"):
            self._id(process)
            yield from self._inside(process, process.get("id", ""))
        for group in self._root.iterchildren(f"{{{MODEL}}}collaboration"):
            yield from self._inside(group, "")

    def _inside(self, holder: Element, process: str) -> Iterator[Node]:
        for node in holder.iterdescendants():
            kind = _KINDS.get(local_name(node))
            if kind is None or etree.QName(node).namespace != MODEL:
                continue
            parent = node.getparent()
            inner = parent is not None and local_name(parent) in {
                "subProcess",
                "transaction",
                "adHocSubProcess",
            }
            yield Node(
                id=self._id(node),
                kind=kind,
                name=_note(node) if kind is NodeKind.NOTE else _name(node),
                process=str(process),
                parent=str(parent.get("id", "")) if inner and parent is not None else "",
                attached_to=_reference(node, "attachedToRef"),
                trigger=_trigger(node),
                line=line_of(node),
            )

    def _lane(self, node: Element) -> Lane:
        members = tuple((each.text or "").strip() for each in node.iterchildren(f"{{{MODEL}}}flowNodeRef"))
        return Lane(id=self._id(node), name=_name(node), nodes=members)

    def _flows(self, tag: str) -> tuple[Flow, ...]:
        return tuple(
            Flow(
                id=self._id(node),
                source=_reference(node, "sourceRef"),
                target=_reference(node, "targetRef"),
                name=_name(node),
                line=line_of(node),
            )
            for node in self._root.iter(f"{{{MODEL}}}{tag}")
        )

    def _id(self, node: Element) -> str:
        name, line = str(node.get("id", "")).strip(), line_of(node)
        if not name:
            raise error(
                node,
                f"Dem Element „{local_name(node)}“ (Zeile {line}) fehlt das Attribut „id“; bitte ergänzen Sie es.",
            )
        if name in self._ids:
            raise error(
                node,
                f"Die Id „{name[:_SHORT_IDS]}“ steht doppelt (Zeilen {self._ids[name]} und {line}); "
                "bitte exportieren Sie das Modell neu.",
            )
        if len(self._ids) >= MAX_ELEMENTS:
            raise error(node, f"Das Modell hat mehr als {MAX_ELEMENTS} Elemente; bitte teilen Sie es auf.")
        self._ids[name] = line
        return name

    def _known(self, joined: tuple[_Joined, ...]) -> tuple[_Joined, ...]:
        """Keep what leads to existing elements, and one drawing of each."""
        kept: list[_Joined] = []
        drawn: set[str] = set()
        for one in joined:
            ends = (one.source, one.target) if isinstance(one, Flow) else (one.element,)
            unknown = next((end for end in ends if end not in self._ids), None)
            if unknown is not None:
                self._lost(one, unknown)
            elif isinstance(one, Flow) or one.element not in drawn:
                kept.append(one)
                drawn.update(ends)
        return tuple(kept)

    def _lost(self, one: Flow | Shape | Edge, unknown: str) -> None:
        if len(self._findings) >= MAX_FINDINGS:
            return
        what = f"Der Fluss „{one.id[:_SHORT_IDS]}“" if isinstance(one, Flow) else "Eine Zeichnung"
        message = (
            f"{what} verweist auf das Element „{unknown[:_SHORT_IDS]}“, das es im Modell nicht gibt, "
            "und wird weggelassen."
        )
        line = one.line if isinstance(one, Flow) else None
        self._findings.append(Finding(FindingKind.MISSING_ELEMENT, message, unknown, line))

    def _shape(self, node: Element) -> Shape:
        bounds = node.find(f"{{{DC}}}Bounds")
        if bounds is None:
            raise error(node, f"Der Zeichnung „BPMNShape“ (Zeile {line_of(node)}) fehlt „Bounds“.")
        return Shape(
            element=_reference(node, "bpmnElement"),
            bounds=_bounds(bounds),
            horizontal=node.get("isHorizontal") != "false",
            label=_label(node),
        )

    def _edge(self, node: Element) -> Edge:
        points = tuple(
            Point(_number(point, "x"), _number(point, "y"))
            for point in node.iterchildren(f"{{{OMG_DI}}}waypoint")
        )
        self._points += len(points)
        if len(points) < 2 or self._points > MAX_POINTS:
            raise error(
                node, f"Die Linie „BPMNEdge“ (Zeile {line_of(node)}) hat zu wenige oder zu viele Punkte."
            )
        return Edge(element=_reference(node, "bpmnElement"), points=points, label=_label(node))


def _name(node: Element) -> str:
    return " ".join(str(node.get("name", "")).split())


def _note(node: Element) -> str:
    text = node.find(f"{{{MODEL}}}text")
    return " ".join("".join(str(part) for part in text.itertext()).split()) if text is not None else ""


def _reference(node: Element, attribute: str) -> str:
    """Return an id without namespace prefix (references are QNames, ids are not)."""
    return str(node.get(attribute, "")).strip().rpartition(":")[2]


def _trigger(node: Element) -> Trigger:
    for child in node:
        name = local_name(child)
        if name.endswith("EventDefinition"):
            return _TRIGGERS.get(name, Trigger.OTHER)
    return Trigger.NONE


def _bounds(node: Element) -> Bounds:
    width, height = _number(node, "width"), _number(node, "height")
    if width < 0 or height < 0:
        raise error(node, f"Die Zeichnung in Zeile {line_of(node)} hat eine negative Breite oder Höhe.")
    return Bounds(_number(node, "x"), _number(node, "y"), width, height)


def _label(node: Element) -> Bounds | None:
    bounds = node.find(f"{{{DI}}}BPMNLabel/{{{DC}}}Bounds")
    return _bounds(bounds) if bounds is not None else None


def _number(node: Element, attribute: str) -> float:
    given = str(node.get(attribute, ""))
    try:
        value = float(given)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > MAX_COORDINATE:
        raise error(
            node,
            f"Die Koordinate „{attribute}“ des Elements „{local_name(node)}“ (Zeile {line_of(node)}) ist "
            f"„{given[:20]}“; erwartet wird eine Zahl bis {MAX_COORDINATE:.0f}.",
        )
    return value
