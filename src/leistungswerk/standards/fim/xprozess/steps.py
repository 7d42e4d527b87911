# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A process as a numbered list that can be read aloud: the accessible counterpart of the drawing.

Steps stand in the order in which they happen. Gateways that only bring branches together are left out, as a
reader follows numbers and needs no lines; decisions become words. Legal basis and data come from the groups of
activities, joined by ``subProzessID`` = id of the BPMN element (standards.md 5.1).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import msgspec

from leistungswerk.standards.fim.errors import Finding, FindingKind
from leistungswerk.standards.fim.xprozess.diagram import (
    GATEWAYS,
    Diagram,
    Flow,
    Node,
    NodeKind,
    Trigger,
    title_of,
)
from leistungswerk.standards.fim.xprozess.model import (
    Aktivitaetengruppe,
    Daten,
    Handlungsgrundlage,
    Prozess,
)

_UNLISTED: Final = frozenset({NodeKind.NOTE, NodeKind.DATA, NodeKind.BOUNDARY})


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """Where it goes on: ``condition`` in words (empty: always), and the number of the next step."""

    number: int
    name: str
    condition: str = ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the list. ``sentences`` says in German what follows; the rest is for tables and links."""

    number: int
    id: str
    kind: NodeKind
    name: str
    participant: str = ""
    lane: str = ""
    ways: tuple[Way, ...] = ()
    sentences: tuple[str, ...] = ()
    legal_basis: tuple[Handlungsgrundlage, ...] = ()
    data_in: tuple[str, ...] = ()
    data_out: tuple[str, ...] = ()
    description: str = ""


class StepList(msgspec.Struct, frozen=True, kw_only=True):
    """A process in words. ``participants`` are those of the model, each once."""

    title: str
    participants: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()


def list_steps(diagram: Diagram, prozess: Prozess | None = None) -> StepList:
    """Return the steps of ``diagram`` in order, with the legal and data detail of ``prozess``."""
    return _Listing(diagram, prozess).result()


class _Listing:
    """Order, numbers and words of one diagram."""

    def __init__(self, diagram: Diagram, prozess: Prozess | None) -> None:
        self._diagram = diagram
        self._title = (prozess.name if prozess else "") or diagram.name or "Prozess"
        self._groups = prozess.aktivitaetengruppen() if prozess else ()
        self._nodes = {node.id: node for node in diagram.nodes}
        self._out: dict[str, list[Flow]] = defaultdict(list)
        self._in: dict[str, list[Flow]] = defaultdict(list)
        for flow in diagram.flows:
            self._out[flow.source].append(flow)
            self._in[flow.target].append(flow)
        self._attached: dict[str, list[Node]] = defaultdict(list)
        for node in diagram.nodes:
            if node.attached_to:
                self._attached[node.attached_to].append(node)
        listed = [node for node in self._ordered() if self._is_listed(node)]
        self._numbers = {node.id: number for number, node in enumerate(listed, 1)}
        self._details = {group.sub_prozess_id: group for group in self._groups if group.sub_prozess_id}
        self._lanes = {member: lane.name for lane in diagram.lanes for member in lane.nodes}
        self._pools = {pool.process: pool.name for pool in diagram.participants if pool.process}
        self._names = {node.id: title_of(node) for node in diagram.nodes} | {
            pool.id: pool.name for pool in diagram.participants
        }

    def result(self) -> StepList:
        return StepList(
            title=self._title,
            participants=tuple(dict.fromkeys(pool.name for pool in self._diagram.participants if pool.name)),
            steps=tuple(self._step(self._nodes[name], number) for name, number in self._numbers.items()),
            findings=(*self._diagram.findings, *self._unjoined()),
        )

    def _is_listed(self, node: Node) -> bool:
        if node.kind in _UNLISTED:
            return False
        merges = len(self._out[node.id]) == 1 and len(self._in[node.id]) > 0
        # Waiting for parallel branches is a fact of the process; bringing alternatives together is not.
        waits = node.kind in {NodeKind.PARALLEL, NodeKind.INCLUSIVE} and len(self._in[node.id]) > 1
        return not (node.kind in GATEWAYS and merges and not waits)

    def _ordered(self) -> list[Node]:
        """Every node once, causes before effects as far as loops allow: reverse postorder of a depth-first walk."""
        walked: dict[str, None] = {}
        order: list[str] = []
        ranks = {NodeKind.START: 0, NodeKind.END: 2}
        entries = [node for node in self._diagram.nodes if not self._in[node.id] and not node.attached_to]
        entries.sort(key=lambda node: (not self._out[node.id], ranks.get(node.kind, 1)))
        for entry in reversed(entries):
            self._walk(entry.id, walked, order)
        rest = [node.id for node in self._diagram.nodes if node.id not in walked]
        return [self._nodes[name] for name in (*reversed(order), *rest)]

    def _walk(self, start: str, walked: dict[str, None], order: list[str]) -> None:
        if start in walked:
            return
        walked[start] = None
        stack = [(start, self._next(start))]
        while stack:
            name, following = stack[-1]
            target = following.pop() if following else None
            if target is None:
                order.append(name)
                stack.pop()
            elif target not in walked and target in self._nodes:
                walked[target] = None
                stack.append((target, self._next(target)))

    def _next(self, name: str) -> list[str]:
        # Walked from the end: the first branch of the file is finished last and so comes first.
        return [*(flow.target for flow in self._out[name]), *(node.id for node in self._attached[name])]

    def _step(self, node: Node, number: int) -> Step:
        group = self._details.get(node.id)
        ways = tuple(way for flow in self._out[node.id] for way in self._ways(flow))
        return Step(
            number=number,
            id=node.id,
            kind=node.kind,
            name=title_of(node),
            participant=self._pools.get(node.process, ""),
            lane=self._lanes.get(node.id, ""),
            ways=ways,
            sentences=(*self._going_on(node, ways), *self._interruptions(node), *self._messages(node)),
            legal_basis=group.handlungsgrundlage if group else (),
            data_in=_data(group, incoming=True),
            data_out=_data(group, incoming=False),
            description=(group.beschreibung or "") if group else "",
        )

    def _ways(self, flow: Flow) -> list[Way]:
        """Follow a flow through gateways that are not listed."""
        seen: set[str] = set()
        target = flow.target
        while target in self._nodes and target not in self._numbers and target not in seen:
            seen.add(target)
            target = self._out[target][0].target if self._out[target] else ""
        if target not in self._numbers:
            return []
        return [Way(number=self._numbers[target], name=title_of(self._nodes[target]), condition=flow.name)]

    def _going_on(self, node: Node, ways: tuple[Way, ...]) -> list[str]:
        before = []
        if node.kind in {NodeKind.PARALLEL, NodeKind.INCLUSIVE} and len(self._in[node.id]) > 1:
            before = ["Es geht weiter, sobald alle begonnenen Zweige abgeschlossen sind."]
        if not ways:
            return [*before, "Hier endet der Ablauf."] if node.kind is NodeKind.END else before
        targets = [f"Schritt {way.number} („{way.name}“)" for way in ways]
        conditional = any(way.condition for way in ways)
        if len(ways) == 1 and not conditional:
            return [*before, f"Weiter mit {targets[0]}."]
        if node.kind is NodeKind.PARALLEL or not (conditional or node.kind in GATEWAYS):
            return [*before, f"Danach gleichzeitig: {' und '.join(targets)}."]
        one = node.kind in {NodeKind.EXCLUSIVE, NodeKind.EVENT_BASED}
        choice = "Genau einer" if one else "Einer oder mehrere"
        pairs = zip(ways, targets, strict=True)
        return [
            *before,
            f"{choice} der folgenden Wege {'wird' if one else 'werden'} gewählt.",
            *(f"{_condition(way)}: weiter mit {target}." for way, target in pairs),
        ]

    def _interruptions(self, node: Node) -> list[str]:
        sentences = []
        for event in self._attached[node.id]:
            named = f" („{event.name}“)" if event.name else ""
            when = {
                Trigger.TIMER: f"Läuft die Frist ab{named}",
                Trigger.MESSAGE: f"Trifft eine Nachricht ein{named}",
                Trigger.ERROR: f"Tritt ein Fehler auf{named}",
            }.get(event.trigger, f"Tritt das Ereignis ein{named}")
            ways = [way for flow in self._out[event.id] for way in self._ways(flow)]
            sentences += [f"{when}: weiter mit Schritt {way.number} („{way.name}“)." for way in ways]
        return sentences

    def _messages(self, node: Node) -> list[str]:
        sentences = []
        for flow in self._diagram.messages:
            what = f"„{flow.name}“" if flow.name else "eine Nachricht"
            if flow.source == node.id:
                sentences.append(f"Sendet {what} an {self._partner(flow.target)}.")
            if flow.target == node.id:
                sentences.append(f"Erhält {what} von {self._partner(flow.source)}.")
        return sentences

    def _partner(self, name: str) -> str:
        own = self._names.get(name) or "einen Beteiligten"
        node = self._nodes.get(name)
        pool = self._pools.get(node.process, "") if node else ""
        return f"{pool} („{own}“)" if pool else own

    def _unjoined(self) -> list[Finding]:
        """Report groups of activities whose element the model does not have."""
        return [
            Finding(
                FindingKind.MISSING_ELEMENT,
                f"Die Aktivitätengruppe „{group.name or group.id}“ (Zeile {group.zeile}) verweist auf das "
                f"Element „{group.sub_prozess_id or ''}“, das es im BPMN-Modell nicht gibt; ihre Angaben "
                "fehlen in der Liste der Schritte.",
                "subProzessID",
                group.zeile,
            )
            for group in self._groups
            if group.sub_prozess_id not in self._numbers
        ]


def _condition(way: Way) -> str:
    return f"Bei „{way.condition}“" if way.condition else "Sonst"


def _data(group: Aktivitaetengruppe | None, *, incoming: bool) -> tuple[str, ...]:
    if group is None:
        return ()
    specific = group.spezifische_attribute.attribute if group.spezifische_attribute else ()
    if incoming:
        found: list[Daten] = [
            *group.eingehende_daten,
            *(one for each in specific for one in each.empfangene_daten),
        ]
    else:
        found = [*group.ausgehende_daten, *(one for each in specific for one in each.bereitgestellte_daten)]
    return tuple(dict.fromkeys(words for words in (one.worte() for one in found) if words))
