"""A process model as read from BPMN: nodes and flows with their places, before it is compiled."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from qitao.flow.values import NodeKind

ACTIVITIES = (NodeKind.USER, NodeKind.SERVICE)
BOUNDARIES = (NodeKind.TIMER, NodeKind.ERROR)
ENDS = (NodeKind.END, NodeKind.TERMINATE)
GATEWAYS = (NodeKind.EXCLUSIVE, NodeKind.PARALLEL)


@dataclass(frozen=True, slots=True)
class Node:
    """One flow node with Qitao's own properties."""

    key: str
    name: str
    kind: NodeKind
    type: str
    line: int = 0
    default: str = ""
    attached_to: str = ""
    interrupts: bool = True
    after: timedelta | None = None
    error: str = ""
    step: str = ""
    verb: str = ""
    state: str = ""
    permission: str = ""
    post: str = ""
    form: str = ""
    sla: timedelta | None = None
    attempts: int | None = None
    backoff: timedelta | None = None
    timeout: timedelta | None = None
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow."""

    key: str
    name: str
    source: str
    target: str
    guard: str = ""
    line: int = 0


@dataclass(frozen=True)
class Model:
    """A process: nodes by key, flows in document order."""

    key: str
    name: str
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    name_en: str = ""

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows that leave each node."""
        return self._grouped(lambda flow: flow.source)

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows that come to each node."""
        return self._grouped(lambda flow: flow.target)

    @cached_property
    def boundaries(self) -> Mapping[str, tuple[Node, ...]]:
        """The boundary events of each activity."""
        attached: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            if node.attached_to:
                attached[node.attached_to].append(node)
        return {key: tuple(attached.get(key, ())) for key in self.nodes}

    def _grouped(self, by: Callable[[Flow], str]) -> Mapping[str, tuple[Flow, ...]]:
        groups: dict[str, list[Flow]] = defaultdict(list)
        for flow in self.flows:
            groups[by(flow)].append(flow)
        return {key: tuple(groups.get(key, ())) for key in self.nodes}

    def next_nodes(self, key: str) -> tuple[Node, ...]:
        """Return where a token may stand after leaving a node, its boundary events included."""
        after = [self.nodes[flow.target] for flow in self.outgoing[key]]
        return (*after, *self.boundaries[key])
