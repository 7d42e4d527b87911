# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A BPMN model as SVG, drawn from its own coordinates.

No script, no ``style``: a page with a strict content security policy shows it as it is. Lines and words are
``currentColor``, grounds the colour of the page (``Canvas``); a style sheet may change both through the
classes ``bpmn-…``. The list of :mod:`.steps` is its text alternative.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from leistungswerk.standards.fim.xprozess.diagram import (
    GATEWAYS,
    Bounds,
    Diagram,
    Edge,
    Node,
    NodeKind,
    Participant,
    Point,
    Shape,
    Trigger,
    title_of,
)
from leistungswerk.standards.fim.xprozess.lettering import LINE_HEIGHT, SIZE, Lettering, middle
from leistungswerk.standards.xml import Element

NAMESPACE: Final = "http://www.w3.org/2000/svg"
MARGIN: Final = 24.0
_LINE: Final = {"fill": "none", "stroke": "currentColor"}
_GROUND: Final = {"fill": "Canvas", "stroke": "currentColor"}
_EVENTS: Final = {NodeKind.START, NodeKind.END, NodeKind.EVENT, NodeKind.BOUNDARY}
_NARROW: Final = 90.0


def draw(diagram: Diagram, *, title: str = "", id_prefix: str = "prozess") -> str:
    """Return the drawing as one ``svg`` element; empty where the model carries no drawing.

    ``id_prefix`` (letters, digits, hyphens) keeps ids apart when a page shows several drawings.
    """
    if not diagram.shapes:
        return ""
    return _Drawing(diagram, title or diagram.name or "Prozess", id_prefix).svg()


class _Drawing:
    """One drawing, from the back to the front: pools, lanes, nodes, lines, words."""

    def __init__(self, diagram: Diagram, title: str, prefix: str) -> None:
        self._diagram = diagram
        self._title = title
        self._prefix = prefix
        self._nodes = {node.id: node for node in diagram.nodes}
        self._pools = {pool.id: pool for pool in diagram.participants}
        self._lanes = {lane.id: lane.name for lane in diagram.lanes}
        self._flow_names = {flow.id: flow.name for flow in (*diagram.flows, *diagram.messages)}
        self._messages = {flow.id for flow in diagram.messages}
        self._associations = {flow.id for flow in diagram.associations}
        self._names = Lettering()

    def svg(self) -> str:
        root = etree.fromstring(f'<svg xmlns="{NAMESPACE}"/>')
        left, top, width, height = self._extent()
        root.set("viewBox", f"{left:g} {top:g} {width:g} {height:g}")
        for name, value in {
            "class": "bpmn",
            "role": "img",
            "aria-labelledby": f"{self._prefix}-titel {self._prefix}-beschreibung",
            "color": "CanvasText",
            "font-family": "sans-serif",
            "font-size": f"{SIZE:g}",
        }.items():
            root.set(name, value)
        _put(root, "title", {"id": f"{self._prefix}-titel"}).text = self._title
        _put(root, "desc", {"id": f"{self._prefix}-beschreibung"}).text = self._description()
        self._arrows(_put(root, "defs", {}))
        ground = {"x": f"{left:g}", "y": f"{top:g}", "width": f"{width:g}", "height": f"{height:g}"}
        _put(root, "rect", ground | {"class": "bpmn-ground", "fill": "Canvas"})
        for shape in self._diagram.shapes:
            if shape.element in self._pools or shape.element in self._lanes:
                self._area(root, shape)
        lines = _put(root, "g", {"class": "bpmn-lines"})
        for edge in self._diagram.edges:
            self._edge(lines, edge)
        for shape in self._diagram.shapes:
            if shape.element in self._nodes:
                self._node(root, shape, self._nodes[shape.element])
        self._words(root)
        return etree.tostring(root, encoding="unicode")

    def _extent(self) -> tuple[float, float, float, float]:
        boxes = [shape.bounds for shape in self._diagram.shapes]
        points = [point for edge in self._diagram.edges for point in edge.points]
        xs = [box.x for box in boxes] + [box.x + box.width for box in boxes] + [point.x for point in points]
        ys = [box.y for box in boxes] + [box.y + box.height for box in boxes] + [point.y for point in points]
        left, top = min(xs) - MARGIN, min(ys) - MARGIN
        return left, top, max(xs) + MARGIN - left, max(ys) + 2 * MARGIN - top

    def _description(self) -> str:
        steps = sum(node.kind in {NodeKind.STEP, NodeKind.CALL} for node in self._nodes.values())
        choices = sum(
            node.kind in GATEWAYS and sum(flow.source == node.id for flow in self._diagram.flows) > 1
            for node in self._nodes.values()
        )
        names = ", ".join(dict.fromkeys(pool.name for pool in self._pools.values() if pool.name))
        who = f" Beteiligt: {names}." if names else ""
        return f"Ablauf mit {steps} Schritten und {choices} Verzweigungen.{who}"

    def _arrows(self, defs: Element) -> None:
        for name, fill in (("pfeil", "currentColor"), ("nachricht", "Canvas")):
            marker = {
                "id": f"{self._prefix}-{name}",
                "viewBox": "0 0 10 10",
                "refX": "9",
                "refY": "5",
                "markerWidth": "8",
                "markerHeight": "8",
                "orient": "auto",
            }
            path = {"d": "M0 1 L9 5 L0 9 z", "fill": fill, "stroke": "currentColor"}
            _put(_put(defs, "marker", marker), "path", path)

    def _area(self, root: Element, shape: Shape) -> None:
        pool: Participant | None = self._pools.get(shape.element)
        name = pool.name if pool else self._lanes[shape.element]
        kind = "bpmn-pool" if pool else "bpmn-lane"
        _put(root, "rect", _rectangle(shape.bounds) | _LINE | {"class": kind, "stroke-width": "1.5"})
        box = shape.bounds
        if shape.horizontal or (box.width < _NARROW and box.height > box.width):
            center = Point(
                box.x + (LINE_HEIGHT if shape.horizontal else box.width / 2), box.y + box.height / 2
            )
            turn = f"rotate(-90 {center.x:g} {center.y:g})"
            self._text(root, middle(name, center, box.height), {"class": "bpmn-name", "transform": turn})
        else:
            lines = middle(name, Point(box.x + box.width / 2, box.y + LINE_HEIGHT), box.width)
            drop = lines[0][0].y - box.y - LINE_HEIGHT if lines else 0.0
            moved = [(Point(point.x, point.y - drop), line) for point, line in lines]
            self._text(root, moved, {"class": "bpmn-name", "font-weight": "bold"})

    def _node(self, root: Element, shape: Shape, node: Node) -> None:
        group = _put(root, "g", {"class": f"bpmn-{node.kind.name.lower().replace('_', '-')}"})
        if node.kind in _EVENTS:
            self._event(group, shape.bounds, node)
        elif node.kind in GATEWAYS:
            self._gateway(group, shape.bounds, node.kind)
        else:
            self._box(group, shape.bounds, node)
            return
        if node.name and title_of(node) == node.name:
            self._names.beside(node.name, shape.label or shape.bounds, below=shape.label is None)

    def _box(self, group: Element, box: Bounds, node: Node) -> None:
        line = {"stroke-width": "4" if node.kind is NodeKind.CALL else "1.5"}
        note = {"stroke-dasharray": "4 3"} if node.kind in {NodeKind.NOTE, NodeKind.DATA} else {"rx": "8"}
        _put(group, "rect", _rectangle(box) | _GROUND | line | note)
        center = Point(box.x + box.width / 2, box.y + box.height / 2)
        self._text(group, middle(node.name, center, box.width - 6), {})

    def _event(self, group: Element, box: Bounds, node: Node) -> None:
        x, y, radius = box.x + box.width / 2, box.y + box.height / 2, min(box.width, box.height) / 2
        place = {"cx": f"{x:g}", "cy": f"{y:g}"}
        wide = {"stroke-width": "4" if node.kind is NodeKind.END else "1.5"}
        _put(group, "circle", place | {"r": f"{radius:g}"} | _GROUND | wide)
        if node.kind in {NodeKind.EVENT, NodeKind.BOUNDARY}:
            _put(group, "circle", place | {"r": f"{radius * 0.85:g}"} | _LINE)
        size = radius * 0.5
        if node.trigger is Trigger.MESSAGE:
            letter = Bounds(x - size, y - size * 0.7, size * 2, size * 1.4)
            flap = (
                f"M{x - size:g} {y - size * 0.7:g} L{x:g} {y + size * 0.2:g} L{x + size:g} {y - size * 0.7:g}"
            )
            _put(group, "rect", _rectangle(letter) | _LINE)
            _put(group, "path", {"d": flap} | _LINE)
        elif node.trigger is Trigger.TIMER:
            hands = f"M{x:g} {y - size * 0.8:g} L{x:g} {y:g} L{x + size * 0.6:g} {y:g}"
            _put(group, "circle", place | {"r": f"{size * 1.1:g}"} | _LINE)
            _put(group, "path", {"d": hands} | _LINE)

    def _gateway(self, group: Element, box: Bounds, kind: NodeKind) -> None:
        x, y, half, tall = box.x + box.width / 2, box.y + box.height / 2, box.width / 2, box.height / 2
        corners = f"M{x:g} {y - tall:g} L{x + half:g} {y:g} L{x:g} {y + tall:g} L{x - half:g} {y:g} z"
        _put(group, "path", {"d": corners, "stroke-width": "1.5"} | _GROUND)
        size = half * (0.32 if kind is NodeKind.EXCLUSIVE else 0.45)
        thick = _LINE | {"stroke-width": "3"}
        if kind is NodeKind.EXCLUSIVE:
            cross = f"M{x - size:g} {y - size:g} l{2 * size:g} {2 * size:g} m0 {-2 * size:g} l{-2 * size:g} {2 * size:g}"
            _put(group, "path", {"d": cross} | thick)
        elif kind is NodeKind.PARALLEL:
            plus = f"M{x - size:g} {y:g} h{2 * size:g} M{x:g} {y - size:g} v{2 * size:g}"
            _put(group, "path", {"d": plus} | thick)
        else:
            _put(group, "circle", {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{size:g}"} | thick)

    def _edge(self, lines: Element, edge: Edge) -> None:
        message, loose = edge.element in self._messages, edge.element in self._associations
        line = {"points": " ".join(f"{point.x:g},{point.y:g}" for point in edge.points)} | _LINE
        kind = "message" if message else "association" if loose else "flow"
        arrow = {} if loose else {"marker-end": f"url(#{self._prefix}-{'nachricht' if message else 'pfeil'})"}
        dashes = {"stroke-dasharray": "7 4" if message else "2 3"} if message or loose else {}
        _put(lines, "polyline", line | arrow | dashes | {"class": f"bpmn-{kind}", "stroke-width": "1.3"})
        name = self._flow_names.get(edge.element, "")
        if name:
            start, following = edge.points[0], edge.points[1]
            halfway = Bounds((start.x + following.x) / 2, (start.y + following.y) / 2, 0, 0)
            self._names.along(name, edge.label or halfway, edge.points)

    def _words(self, root: Element) -> None:
        """Write the names beside symbols and lines, on a ground of their own, above everything else."""
        words = _put(root, "g", {"class": "bpmn-names"})
        halo = {"stroke": "Canvas", "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"}
        for lines in self._names.placed():
            self._text(words, lines, halo)

    def _text(self, parent: Element, lines: list[tuple[Point, str]], attributes: dict[str, str]) -> None:
        for point, line in lines:
            place = {
                "x": f"{point.x:g}",
                "y": f"{point.y:g}",
                "text-anchor": "middle",
                "fill": "currentColor",
            }
            _put(parent, "text", place | attributes).text = line


def _put(parent: Element, tag: str, attributes: dict[str, str]) -> Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _rectangle(box: Bounds) -> dict[str, str]:
    return {"x": f"{box.x:g}", "y": f"{box.y:g}", "width": f"{box.width:g}", "height": f"{box.height:g}"}
