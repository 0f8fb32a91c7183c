"""The textbook: tokens on flows, one rule per kind of node. A second, naive oracle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from qitao.flow.rules import bpmn, feel, feel_python
from qitao.flow.rules.model import Model, Node
from qitao.flow.values import NodeKind

WORK = (NodeKind.USER, NodeKind.SERVICE)


class Game:
    """One instance: tokens that stand at tasks, tokens that lie on flows into nodes."""

    def __init__(self, source: str) -> None:
        model, problems = bpmn.read(source)
        assert model is not None, problems
        self.model: Model = model
        self.at: Counter[str] = Counter()
        self.on: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        self.variables: dict[str, Any] = {}
        self.terminated = False
        (start,) = [n for n in model.nodes.values() if n.kind is NodeKind.START]
        self._leave(start)
        self.settle()

    def complete(self, key: str, variables: Mapping[str, Any] | None = None) -> None:
        """Take one token off a task and let everything run until it is still."""
        assert self.at[key] > 0
        self.at[key] -= 1
        self.variables.update(variables or {})
        self._leave(self.model.nodes[key])
        self.settle()

    @property
    def open(self) -> Counter[str]:
        """The tasks at which tokens stand."""
        return +self.at

    @property
    def ended(self) -> bool:
        """Tell whether no token is left."""
        return not +self.at and not +self.on

    def settle(self) -> None:
        """Fire what can fire, in any order, until nothing can."""
        while any(self._fire(node) for node in self.model.nodes.values()):
            pass

    def _leave(self, node: Node) -> None:
        self.passed[node.key] += 1
        for flow in self._chosen(node):
            self.on[flow] += 1

    def _chosen(self, node: Node) -> list[str]:
        flows = self.model.outgoing[node.key]
        if node.kind is not NodeKind.EXCLUSIVE:
            return [flow.key for flow in flows]
        for flow in flows:
            if flow.guard and feel_python.holds(feel.parse(flow.guard), self.variables):
                return [flow.key]
        return [next(flow.key for flow in flows if flow.key == node.default or not flow.guard)]

    def _fire(self, node: Node) -> bool:
        incoming = [flow.key for flow in self.model.incoming[node.key]]
        if node.kind is NodeKind.PARALLEL:
            if not incoming or not all(self.on[key] for key in incoming):
                return False
            self.on.subtract(incoming)
            self._leave(node)
            return True
        key = next((key for key in incoming if self.on[key]), None)
        if key is None:
            return False
        self.on[key] -= 1
        self._enter(node)
        return True

    def _enter(self, node: Node) -> None:
        if node.kind is NodeKind.TERMINATE:
            self.at.clear()
            self.on.clear()
            self.terminated = True
            self.passed[node.key] += 1
        elif node.kind is NodeKind.USER:
            self.at[node.key] += 1
        else:
            self._leave(node)
