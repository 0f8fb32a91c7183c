"""Checks the form of a model: how many flows each element may have, what each must name."""

from collections.abc import Iterator, Mapping

from qitao.flow.rules import feel
from qitao.flow.rules.model import ACTIVITIES, BOUNDARIES, ENDS, GATEWAYS, Flow, Model, Node
from qitao.flow.rules.registry import Step
from qitao.flow.values import NodeKind, Problem


def check_shape(model: Model, steps: Mapping[str, Step]) -> Iterator[Problem]:
    """Yield every fault of form, each with the element it stands at."""
    yield from _check_ends(model)
    for node in model.nodes.values():
        yield from _check_degree(model, node)
        yield from _check_work(node, steps)
        yield from _check_boundary(model, node)
        if node.kind is NodeKind.EXCLUSIVE:
            yield from _check_choice(model, node)
    for flow in model.flows:
        yield from _check_guard(model, flow)


def at(node: Node, code: str, *, detail: str = "", blocks: bool = True) -> Problem:
    """Return a problem at a node."""
    return Problem(code, node.key, node.name, node.type, node.line, detail, blocks)


def on(flow: Flow, code: str, *, detail: str = "") -> Problem:
    """Return a problem on a sequence flow."""
    return Problem(code, flow.key, flow.name, "sequenceFlow", flow.line, detail)


def _check_ends(model: Model) -> Iterator[Problem]:
    starts = [node for node in model.nodes.values() if node.kind is NodeKind.START]
    if not starts:
        yield Problem("START_MISSING", model.key, model.name, "process")
    for extra in starts[1:]:
        yield at(extra, "START_TWICE")
    if not any(node.kind in ENDS for node in model.nodes.values()):
        yield Problem("END_MISSING", model.key, model.name, "process")


def _check_degree(model: Model, node: Node) -> Iterator[Problem]:
    incoming, outgoing = len(model.incoming[node.key]), len(model.outgoing[node.key])
    if node.kind in (NodeKind.START, *BOUNDARIES):
        if incoming:
            yield at(node, "FLOW_INTO_START")
    elif not incoming:
        yield at(node, "UNREACHABLE")
    if node.kind in ENDS:
        if outgoing:
            yield at(node, "FLOW_OUT_OF_END")
    elif not outgoing:
        yield at(node, "DEAD_END")
    elif outgoing > 1 and node.kind not in GATEWAYS:
        yield at(node, "SPLIT_WITHOUT_GATEWAY", detail=str(outgoing))


def _check_work(node: Node, steps: Mapping[str, Step]) -> Iterator[Problem]:
    if node.kind is not NodeKind.SERVICE:
        return
    if not node.step:
        yield at(node, "STEP_MISSING", detail=", ".join(sorted(steps)) or "—")
    elif node.step not in steps:
        yield at(node, "STEP_UNKNOWN", detail=node.step)


def _check_boundary(model: Model, node: Node) -> Iterator[Problem]:
    if node.kind not in BOUNDARIES:
        return
    host = model.nodes.get(node.attached_to)
    if host is None or host.kind not in ACTIVITIES:
        yield at(node, "BOUNDARY_LOOSE", detail=node.attached_to or "—")
    elif node.kind is NodeKind.ERROR:
        if host.kind is not NodeKind.SERVICE:
            yield at(node, "ERROR_NEVER_RAISED", detail=host.name)
        twins = [b for b in model.boundaries[host.key] if b.kind is NodeKind.ERROR]
        if any(b.error == node.error and b.key < node.key for b in twins):
            yield at(node, "ERROR_CAUGHT_TWICE", detail=node.error or "—")


def _check_choice(model: Model, node: Node) -> Iterator[Problem]:
    flows = model.outgoing[node.key]
    if node.default and node.default not in {flow.key for flow in flows}:
        yield at(node, "DEFAULT_NOT_OURS", detail=node.default)
    if len(flows) < 2:
        return
    for flow in flows:
        if not flow.guard and flow.key != node.default:
            yield on(flow, "GUARD_MISSING")
        if flow.guard and flow.key == node.default:
            yield on(flow, "GUARD_ON_DEFAULT")
    if not node.default:
        yield at(node, "DEFAULT_MISSING", blocks=False)


def _check_guard(model: Model, flow: Flow) -> Iterator[Problem]:
    if not flow.guard:
        return
    if model.nodes[flow.source].kind is not NodeKind.EXCLUSIVE:
        yield on(flow, "GUARD_MISPLACED", detail=model.nodes[flow.source].name)
    try:
        feel.parse(flow.guard)
    except feel.FeelError as error:
        place = f" @{error.column}: {error.found}" if error.column else f" {error.found}"
        yield on(flow, error.code, detail=f"{flow.guard[:80]}{place}".strip())
