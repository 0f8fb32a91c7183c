"""Checks what tokens can do in a model: reach every node, come to an end, never wait for ever.

A model of the subset is a free-choice Petri net. Its markings are walked through; of several tokens
that could move only the first is moved, since in such a net the others can wait without hiding a
deadlock (a stubborn set of one), so that parallel branches do not multiply.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from qitao.flow.rules.model import ENDS, Model, Node
from qitao.flow.rules.shape import at
from qitao.flow.values import MARKINGS_MAX, NodeKind, Problem

TOKENS_PER_PLACE_MAX = 16
PASSING = (NodeKind.START, NodeKind.EXCLUSIVE, NodeKind.PARALLEL)

Place = tuple[str, str, frozenset[str]]
"""("at", node, timers that fired) or ("arrived", flow, nothing)."""
Marking = frozenset[tuple[Place, int]]
NONE: frozenset[str] = frozenset()
T = TypeVar("T", bound=Hashable)


def check_soundness(model: Model) -> Iterator[Problem]:
    """Yield nodes no token reaches, nodes without a way to an end, endless loops, stuck joins."""
    start = next((n for n in model.nodes.values() if n.kind is NodeKind.START), None)
    if start is None:
        return
    reached = _closure([start.key], {k: [n.key for n in model.next_nodes(k)] for k in model.nodes})
    yield from (
        at(node, "UNREACHABLE")
        for node in model.nodes.values()
        if node.key not in reached and (model.incoming[node.key] or node.attached_to)
    )
    finishing = _finishing(model)
    trapped = [
        at(node, "NO_WAY_TO_END")
        for node in model.nodes.values()
        if node.key not in finishing and model.outgoing[node.key]
    ]
    trapped += _endless(model)
    yield from trapped
    found = _Walk(model).problems(start)
    yield from (one for one in found if not (trapped and one.code == "NEVER_ENDS"))


def _closure(seeds: Iterable[T], edges: Mapping[T, list[T]]) -> set[T]:
    reached: set[T] = set()
    pending = list(seeds)
    while pending:
        key = pending.pop()
        if key not in reached:
            reached.add(key)
            pending.extend(edges[key])
    return reached


def _finishing(model: Model) -> set[str]:
    backward: dict[str, list[str]] = {key: [] for key in model.nodes}
    for key in model.nodes:
        for node in model.next_nodes(key):
            backward[node.key].append(key)
    return _closure((n.key for n in model.nodes.values() if n.kind in ENDS), backward)


def _endless(model: Model) -> Iterator[Problem]:
    """Name the gateways from which a token can come back without anyone doing anything."""
    edges = {
        key: [f.target for f in model.outgoing[key] if model.nodes[f.target].kind in PASSING]
        for key in model.nodes
    }
    for node in model.nodes.values():
        if node.kind in PASSING and node.key in _closure(edges[node.key], edges):
            yield at(node, "ENDLESS_LOOP")


@dataclass
class _Walk:
    """The markings reachable from the start, up to a named limit."""

    model: Model
    before: dict[Marking, list[Marking]] = field(default_factory=dict)
    """Every situation seen, with those that it may follow."""
    stuck: dict[str, set[str]] = field(default_factory=dict)
    crowded: set[str] = field(default_factory=set)
    growing: set[str] = field(default_factory=set)
    targets: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.targets = {flow.key: flow.target for flow in self.model.flows}

    def problems(self, start: Node) -> Iterator[Problem]:
        complete = self._explore(frozenset({(("at", start.key, NONE), 1)}))
        nodes, flows = self.model.nodes, {flow.key: flow for flow in self.model.flows}
        for key, missing in sorted(self.stuck.items()):
            names = sorted(nodes[flows[flow].source].name for flow in missing)
            yield at(nodes[key], "JOIN_STUCK", detail=", ".join(names))
        reminders = any(node.attached_to and not node.interrupts for node in nodes.values())
        for key in sorted(self.growing):
            yield at(nodes[key], "TOKENS_GROW", blocks=not reminders)
        if complete and not self.stuck and not self.growing:
            yield from (at(nodes[key], "NEVER_ENDS") for key in sorted(self._trapped()))
        for key in sorted(self.crowded - self.growing):
            yield at(nodes[key], "TOKENS_MEET", blocks=False)
        if not complete:
            yield at(start, "NOT_ASSESSED", detail=str(MARKINGS_MAX), blocks=False)

    def _explore(self, first: Marking) -> bool:
        self.before[first] = []
        pending = [first]
        while pending:
            marking = pending.pop()
            for following in self._moves(marking):
                if following not in self.before:
                    if len(self.before) >= MARKINGS_MAX:
                        return False
                    self.before[following] = []
                    pending.append(following)
                self.before[following].append(marking)
        return True

    def _trapped(self) -> set[str]:
        """Return nodes that hold a token in a situation from which the process never ends."""
        ending = _closure([frozenset()] if frozenset() in self.before else [], self.before)
        endless = self.before.keys() - ending
        return {key for marking in endless for (kind, key, _), _ in marking if kind == "at"}

    def _moves(self, marking: Marking) -> list[Marking]:
        tokens = Counter(dict(marking))
        standing = min((place for place in tokens if place[0] == "at"), default=None, key=_order)
        if standing is None:
            self._note_stuck(tokens)
            return []
        tokens[standing] -= 1
        moves = self._options(standing, tokens)
        return [frozenset((+move).items()) for move in moves if self._fits(move)]

    def _options(self, standing: Place, rest: Counter[Place]) -> list[Counter[Place]]:
        _, key, fired = standing
        node = self.model.nodes[key]
        outgoing = [flow.key for flow in self.model.outgoing[key]]
        if node.kind is NodeKind.TERMINATE:
            return [Counter()]
        if node.kind is NodeKind.EXCLUSIVE:
            return [self._arrive(rest, [flow]) for flow in outgoing]
        options = [self._arrive(rest, outgoing)]
        for boundary in self.model.boundaries[key]:
            if boundary.interrupts:
                options.append(rest + Counter([_at(boundary.key)]))
            elif boundary.key not in fired:
                still = ("at", key, fired | {boundary.key})
                options.append(rest + Counter([still, _at(boundary.key)]))
        return options

    def _arrive(self, rest: Counter[Place], flows: list[str]) -> Counter[Place]:
        tokens = rest.copy()
        for flow in flows:
            key = self.targets[flow]
            incoming = self.model.incoming[key]
            if self.model.nodes[key].kind is not NodeKind.PARALLEL or len(incoming) < 2:
                tokens[_at(key)] += 1
                continue
            tokens[("arrived", flow, NONE)] += 1
            places = [("arrived", other.key, NONE) for other in incoming]
            if all(tokens[place] for place in places):
                tokens.subtract(places)
                tokens[_at(key)] += 1
        return tokens

    def _fits(self, tokens: Counter[Place]) -> bool:
        """Note where tokens meet; give up on a marking where they pile up without bound."""
        for (kind, key, _), count in tokens.items():
            if count < 2:
                continue
            node = key if kind == "at" else self.targets[key]
            self.crowded.add(node)
            if count > TOKENS_PER_PLACE_MAX:
                self.growing.add(node)
                return False
        return True

    def _note_stuck(self, tokens: Counter[Place]) -> None:
        for (_, flow, _), count in tokens.items():
            if count:
                join = self.targets[flow]
                arrived = {key for (_, key, _), n in tokens.items() if n}
                missing = {other.key for other in self.model.incoming[join]} - arrived
                self.stuck.setdefault(join, set()).update(missing)


def _at(key: str) -> Place:
    return ("at", key, NONE)


def _order(place: Place) -> tuple[str, str, list[str]]:
    return (place[0], place[1], sorted(place[2]))
