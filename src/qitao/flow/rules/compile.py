"""Compiles a checked model into the node and edge rows that the engine runs on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qitao.flow.rules import bpmn, feel, feel_sql
from qitao.flow.rules.model import BOUNDARIES, ENDS, Model, Node
from qitao.flow.rules.registry import Step
from qitao.flow.rules.shape import check_shape
from qitao.flow.rules.soundness import check_soundness
from qitao.flow.values import Entry, NodeKind, Problem, Retry, StepKind

VARIABLES = "i.variables"
"""How a compiled guard reads the variables of the instance `i`."""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node, ready to be stored."""

    node: Node
    entry: Entry
    joins: int
    locks: bool
    guards: str | None
    retry: Retry


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One flow, ready to be stored; `priority` is its place in the order of trial, default last."""

    key: str
    name: str
    source: str
    target: str
    priority: int
    default: bool
    guard: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a publish stores."""

    key: str
    name: str
    name_en: str
    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading a model: compiled if nothing blocks, and all that was found."""

    compiled: Compiled | None
    problems: tuple[Problem, ...] = field(default=())


def compile_xml(source: str, steps: Mapping[str, Step]) -> Reading:
    """Read, check and compile a BPMN file; every problem is reported in one go, by line."""
    model, problems = bpmn.read(source)
    if model is not None:
        problems = [*problems, *check_shape(model, steps)]
        if not any(problem.blocks for problem in problems):
            problems = [*problems, *check_soundness(model)]
    ordered = tuple(sorted(problems, key=lambda p: (not p.blocks, p.line, p.element, p.code)))
    if model is None or any(problem.blocks for problem in ordered):
        return Reading(None, ordered)
    return Reading(compile_model(model, steps), ordered)


def compile_model(model: Model, steps: Mapping[str, Step]) -> Compiled:
    """Compile a model that has no blocking problem."""
    edges = tuple(edge for key in model.nodes for edge in _edges(model, key))
    nodes = tuple(_node(model, node, edges, steps) for node in model.nodes.values())
    return Compiled(model.key, model.name, model.name_en, nodes, edges)


def _edges(model: Model, key: str) -> list[EdgeRow]:
    default = model.nodes[key].default
    flows = sorted(model.outgoing[key], key=lambda flow: flow.key == default)
    return [
        EdgeRow(f.key, f.name, f.source, f.target, place, f.key == default, f.guard)
        for place, f in enumerate(flows)
    ]


def _node(
    model: Model, node: Node, edges: tuple[EdgeRow, ...], steps: Mapping[str, Step]
) -> NodeRow:
    step = steps.get(node.step)
    retry = step.retry if step else Retry()
    return NodeRow(
        node=node,
        entry=_entry(model, node, step),
        joins=len(model.incoming[node.key]) if node.kind is NodeKind.PARALLEL else 0,
        locks=_locks(model, node, steps),
        guards=_guards(node, edges),
        retry=Retry(
            node.attempts or retry.attempts,
            node.backoff or retry.backoff,
            node.timeout or retry.timeout,
        ),
    )


def _entry(model: Model, node: Node, step: Step | None) -> Entry:
    match node.kind:
        case NodeKind.USER:
            return Entry.TASK
        case NodeKind.SERVICE:
            local = step is not None and step.kind is StepKind.GATE and step.local
            return Entry.GATE if local else Entry.JOB
        case NodeKind.PARALLEL if len(model.incoming[node.key]) > 1:
            return Entry.JOIN
        case NodeKind.END:
            return Entry.END
        case NodeKind.TERMINATE:
            return Entry.TERMINATE
        case _:
            return Entry.PASS


def _guards(node: Node, edges: tuple[EdgeRow, ...]) -> str | None:
    """Return the SQL that gives the priority of the flow to take, null where none may be taken."""
    own = [edge for edge in edges if edge.source == node.key]
    if node.kind is not NodeKind.EXCLUSIVE or not any(edge.guard for edge in own):
        return None
    cases = [
        f"when {feel_sql.compile_guard(feel.parse(edge.guard), VARIABLES)} then {edge.priority}"
        for edge in own
        if edge.guard
    ]
    fallback = next((str(edge.priority) for edge in own if edge.default), "null")
    return f"case {' '.join(cases)} else {fallback} end"


def _locks(model: Model, node: Node, steps: Mapping[str, Step]) -> bool:
    """Tell whether a token that leaves this node must lock its instance first.

    A token whose automatic way leads only to waiting nodes locks nothing but itself. One that may
    come to a join or an end locks its instance; so does every token of a model that can terminate,
    since a terminate event takes all the others with it.
    """
    if any(other.kind is NodeKind.TERMINATE for other in model.nodes.values()):
        return True
    return any(
        other.kind in ENDS or _entry(model, other, None) is Entry.JOIN
        for other in _ahead(model, node, steps)
    )


def _ahead(model: Model, node: Node, steps: Mapping[str, Step]) -> list[Node]:
    """List every node that a token may come to within the same transaction after this one."""
    seen: dict[str, Node] = {}
    pending = list(model.next_nodes(node.key))
    while pending:
        other = pending.pop()
        if other.key in seen:
            continue
        seen[other.key] = other
        entry = _entry(model, other, steps.get(other.step))
        if entry in (Entry.PASS, Entry.GATE, Entry.JOIN) or other.kind in BOUNDARIES:
            pending.extend(model.next_nodes(other.key))
    return list(seen.values())
