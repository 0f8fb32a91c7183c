"""流程: the processes that orders run on, their versions, where things wait, publishing."""

from dataclasses import asdict, dataclass
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.refusal import Refusal
from qitao.base.texts import find, say
from qitao.flow import actions, queries
from qitao.flow.queries import NodeLoad
from qitao.flow.values import (
    MODEL_REFUSED,
    XML_BYTES_MAX,
    DefinitionId,
    PublishDefinition,
    ViewFlow,
)
from qitao.production.queries import lists as production
from qitao.production.queries import trouble
from qitao.web.shell import forms, marks
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.drawing import drawing
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

DEEDS = deeds_of(actions.retire_definition, actions.reinstate_definition)


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem of a model in words, with its place."""

    words: str
    now: str
    element: str
    name: str
    line: int
    blocks: bool


@page(permission=ViewFlow)
def flows(visit: Visit) -> HttpResponseBase:
    """List every version of every process, where things wait, and how much is in trouble."""
    plants = visit.actor.plants_shown(ViewFlow)
    return visit.show(
        "flows/flows.html",
        live=("flow", "production"),
        definitions=queries.list_definitions(),
        loads=production.count_waiting(plants),
        stumbles=len(trouble.list_incidents(plants)),
        may_publish=visit.actor.reaches(PublishDefinition),
    )


@page(permission=ViewFlow)
def flow(visit: Visit, definition: int) -> HttpResponseBase:
    """Show one version as it is drawn, with what waits at each step."""
    row = queries.get_definition(DefinitionId(definition))
    waiting = production.count_waiting(visit.actor.plants_shown(ViewFlow), definition_key=row.key)
    loads = [load for load in waiting if load.version == row.version]
    return visit.show(
        "flows/flow.html",
        live=("flow", "production"),
        row=row,
        loads=loads,
        picture=drawing(row.xml, [_overlay(load, visit.lang) for load in loads], visit.lang),
        may_publish=visit.actor.reaches(PublishDefinition),
    )


def _overlay(load: NodeLoad, lang: str) -> dict[str, str]:
    words = say(
        "ui.flows.waiting", lang, count=load.count, age=marks.spoken_since(load.since, lang)
    )
    outcome = "unknown" if load.unknown else "fail" if load.failed else "pass"
    return {"node": load.node, "words": words, "outcome": outcome}


@page(permission=PublishDefinition)
def flow_deed(visit: Visit, definition: int, verb: str) -> HttpResponseBase:
    """Take a version out of use, or back."""
    carry_out(visit, DEEDS, verb, definition=DefinitionId(definition))
    return visit.go("flows:flow", definition)


@page(permission=PublishDefinition)
def publish(visit: Visit) -> HttpResponseBase:
    """Publish a BPMN file; every problem is listed at once, with its element and line."""
    if visit.posted:
        try:
            done = actions.publish_definition(actor=visit.actor, xml=_uploaded(visit))
        except Refusal as refusal:
            if refusal.code is not MODEL_REFUSED:
                raise
            visit.turned_back(refusal)
            faults = [_fault(each, visit.lang) for each in refusal.evidence["problems"]]
            return visit.show("flows/publish.html", faults=faults)
        faults = [_fault(asdict(each), visit.lang) for each in done.warnings]
        if faults:
            return visit.show("flows/publish.html", faults=faults, done=done)
        key = "ui.flows.published" if done.is_new else "ui.flows.same"
        visit.tell(key, version=done.version)
        return visit.go("flows:flow", done.definition)
    return visit.show("flows/publish.html", faults=[])


def _uploaded(visit: Visit) -> str:
    file = visit.request.FILES.get("file")
    if file is None or file.size is None or file.size > XML_BYTES_MAX:
        words = say("ui.flows.file_missing", visit.lang, megabytes=XML_BYTES_MAX // 1_000_000)
        raise forms.refused([forms.Problem("file", words)], visit.lang)
    return str(file.read().decode("utf-8", "replace"))


def _fault(problem: dict[str, Any], lang: str) -> Fault:
    key = f"problem.{problem['code']}"
    return Fault(
        words=say(key, lang, **problem) if find(key, lang) else str(problem["code"]),
        now=say(key, lang, "next", **problem),
        element=str(problem["element"]),
        name=str(problem["name"]),
        line=int(problem["line"]),
        blocks=bool(problem["blocks"]),
    )
