"""Publishing: a model is checked as a whole, compiled to rows, and never changes again."""

import dataclasses
import json
from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.flow import queries
from qitao.flow.actions.settle import sql
from qitao.flow.rules.compile import Compiled, NodeRow, compile_xml
from qitao.flow.rules.names import NODE, PROCESS, called
from qitao.flow.rules.registry import STEPS
from qitao.flow.values import MODEL_REFUSED, DefinitionId, Problem, PublishDefinition


@dataclass(frozen=True, slots=True)
class Published:
    """A version of a process that new instances start on; `warnings` did not stop it."""

    definition: DefinitionId
    key: str
    version: int
    is_new: bool
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Retired:
    """A version that is out of use for new instances (or back in use)."""

    definition: DefinitionId
    state: str


@action(permission=PublishDefinition, shared=True)
def publish_definition(*, actor: Actor, xml: str) -> Published:
    """Publish a BPMN model as the next version of its process.

    Running instances stay on their version. The same XML as the newest version is not published
    again. Refuses `FLOW_MODEL_REFUSED` with every problem at once, each with its element and line.
    """
    reading = compile_xml(xml, STEPS)
    if reading.compiled is None:
        raise Refusal(
            MODEL_REFUSED,
            count=sum(problem.blocks for problem in reading.problems),
            problems=[dataclasses.asdict(problem) for problem in reading.problems],
        )
    compiled = reading.compiled
    sha256 = queries.sha256_of(xml)
    sql.run("lock_key", key=compiled.key)
    newest = queries.find_definition(compiled.key)
    if newest is not None and newest.sha256 == sha256:
        return Published(newest.id, newest.key, newest.version, False, reading.problems)
    version = sql.value("next_version", key=compiled.key)
    name, name_en = called(PROCESS, compiled.key, compiled.name, compiled.name_en)
    definition = sql.value(
        "write_definition",
        key=compiled.key,
        version=version,
        name=name,
        name_en=name_en,
        xml=xml,
        sha256=sha256,
        at=clock.now(),
        actor=actor.user,
        nodes=json.dumps([_node(row) for row in compiled.nodes]),
        edges=json.dumps(_edges(compiled)),
    )
    return Published(DefinitionId(definition), compiled.key, version, True, reading.problems)


@action(permission=PublishDefinition, shared=True)
def retire_definition(*, actor: Actor, definition: DefinitionId) -> Retired:
    """Take a version out of use for new instances; running ones go on."""
    return _set_state(definition, "retired")


@action(permission=PublishDefinition, shared=True)
def reinstate_definition(*, actor: Actor, definition: DefinitionId) -> Retired:
    """Take a retired version back into use for new instances."""
    return _set_state(definition, "published")


def _set_state(definition: DefinitionId, state: str) -> Retired:
    if sql.value("retire_definition", definition=definition, state=state) is None:
        raise Refusal(NOT_FOUND, definition=definition)
    return Retired(definition, state)


def _node(row: NodeRow) -> dict[str, object]:
    node = row.node
    name, name_en = called(NODE, node.key, node.name, node.name_en)
    return {
        "key": node.key,
        "name": name,
        "name_en": name_en,
        "kind": node.kind,
        "entry": row.entry,
        "step": node.step,
        "verb": node.verb,
        "state": node.state,
        "permission": node.permission,
        "post": node.post,
        "form": node.form,
        "sla": node.sla and f"{node.sla.total_seconds()} s",
        "joins": row.joins,
        "locks": row.locks,
        "guards": row.guards,
        "attempts": row.retry.attempts,
        "backoff": f"{row.retry.backoff.total_seconds()} s",
        "timeout": f"{row.retry.timeout.total_seconds()} s",
        "attached_to": node.attached_to or None,
        "interrupts": node.interrupts,
        "after": node.after and f"{node.after.total_seconds()} s",
        "error": node.error,
    }


def _edges(compiled: Compiled) -> list[dict[str, object]]:
    return [
        {
            "key": edge.key,
            "name": edge.name,
            "source": edge.source,
            "target": edge.target,
            "priority": edge.priority,
            "is_default": edge.default,
            "guard": edge.guard,
        }
        for edge in compiled.edges
    ]
