# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which edges of a mixed graph lie on no cycle: what in a table with sums can be reckoned exactly.

Rows and columns are nodes, hidden cells edges; a cell can take another value exactly if its edge lies on a cycle that
goes along directed edges and either way along undirected ones, each once (Gusfield, A Graph Theoretic Approach to
Statistical Data Security, SIAM Journal on Computing 17, 1988). Those are the directed edges within a strong component
and the undirected ones that are no bridge of it. Linear in the number of edges.
"""

from collections.abc import Iterator, Sequence

import msgspec

_Step = tuple[int, int]
"""Where an edge leads, and its number."""


class Edge(msgspec.Struct, frozen=True):
    """``both``: may be gone either way."""

    tail: str
    head: str
    both: bool


def on_no_cycle(edges: Sequence[Edge]) -> frozenset[int]:
    """The numbers of the edges that lie on no cycle."""
    names = {name: number for number, name in enumerate(dict.fromkeys(_ends(edges)))}
    pairs = [(names[edge.tail], names[edge.head]) for edge in edges]
    along: list[list[_Step]] = [[] for _ in names]
    against: list[list[_Step]] = [[] for _ in names]
    for number, (tail, head) in enumerate(pairs):
        along[tail].append((head, number))
        against[head].append((tail, number))
        if edges[number].both:
            along[head].append((tail, number))
            against[tail].append((head, number))
    part = _strong(along, against)
    within: list[list[_Step]] = [[] for _ in names]
    for number, (tail, head) in enumerate(pairs):
        if part[tail] == part[head]:
            within[tail].append((head, number))
            within[head].append((tail, number))
    bridges = _bridges(within)
    return frozenset(
        number for number, (tail, head) in enumerate(pairs) if part[tail] != part[head] or number in bridges
    )


def _ends(edges: Sequence[Edge]) -> Iterator[str]:
    for edge in edges:
        yield edge.tail
        yield edge.head


def _strong(along: list[list[_Step]], against: list[list[_Step]]) -> list[int]:
    """The strong component of each node (Kosaraju): back from each node in the order in which it was left last."""
    left: list[int] = []
    seen = [False] * len(along)
    for start in range(len(along)):
        if seen[start]:
            continue
        seen[start] = True
        walk = [(start, iter(along[start]))]
        while walk:
            node, steps = walk[-1]
            following = next((to for to, _number in steps if not seen[to]), None)
            if following is None:
                left.append(node)
                walk.pop()
            else:
                seen[following] = True
                walk.append((following, iter(along[following])))
    part = [-1] * len(along)
    for start in reversed(left):
        reached = [start] if part[start] < 0 else []
        while reached:
            node = reached.pop()
            if part[node] < 0:
                part[node] = start
                reached += [to for to, _number in against[node] if part[to] < 0]
    return part


def _bridges(within: list[list[_Step]]) -> set[int]:
    """Edges without which their component falls apart (Tarjan's lowest reachable place), gone either way."""
    place = [-1] * len(within)
    lowest = [0] * len(within)
    found: set[int] = set()
    count = 0
    for start in range(len(within)):
        if place[start] >= 0:
            continue
        place[start] = lowest[start] = count
        count += 1
        walk = [(start, -1, iter(within[start]))]
        while walk:
            node, came_by, steps = walk[-1]
            step = next(steps, None)
            if step is None:
                walk.pop()
                if walk:
                    above = walk[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                    if lowest[node] > place[above]:
                        found.add(came_by)
            elif step[1] != came_by and place[step[0]] < 0:
                place[step[0]] = lowest[step[0]] = count
                count += 1
                walk.append((step[0], step[1], iter(within[step[0]])))
            elif step[1] != came_by:
                lowest[node] = min(lowest[node], place[step[0]])
    return found
