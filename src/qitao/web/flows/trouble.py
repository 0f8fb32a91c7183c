"""流程异常: what the engine stumbled over or gave up, the order it holds, and the way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.texts import find, say
from qitao.flow import actions
from qitao.flow.values import ResolveIncident, ViewFlow
from qitao.production.queries import trouble as production
from qitao.production.queries.trouble import DeadJob, OrderIncident
from qitao.production.values import RedriveOrder
from qitao.web.shell import marks
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

DEEDS = deeds_of(actions.resolve_incidents)


@dataclass(frozen=True, slots=True)
class Stumble:
    """An incident or a dead job in words; `may_*` say which buttons this person gets."""

    row: OrderIncident | DeadJob
    since: datetime | None
    words: str
    now: str
    may_redrive: bool
    may_resolve: bool = False


@page(permission=ViewFlow)
def trouble(visit: Visit) -> HttpResponseBase:
    """Show open incidents and dead letters of the plants that this person sees."""
    plants = visit.actor.plants_shown(ViewFlow)
    return visit.show(
        "flows/trouble.html",
        live=("flow", "base"),
        incidents=[_incident(visit, row) for row in production.list_incidents(plants)],
        dead=[_dead(visit, row) for row in production.list_dead_jobs(plants)],
    )


@page(permission=ViewFlow)
def trouble_deed(visit: Visit, verb: str) -> HttpResponseBase:
    """Close an incident with a word on what was done."""
    carry_out(visit, DEEDS, verb)
    return visit.go("flows:trouble")


def _incident(visit: Visit, row: OrderIncident) -> Stumble:
    words, now = _say(row.code, row.evidence, row, visit.lang)
    closes = not row.holds and visit.actor.reaches(ResolveIncident)
    return Stumble(row, row.opened_at, words, now, row.holds and _redrives(visit, row), closes)


def _dead(visit: Visit, row: DeadJob) -> Stumble:
    error = row.last_error
    evidence = error.get("evidence") or {}
    words, now = _say(str(error.get("code", "")), evidence, row, visit.lang)
    return Stumble(row, row.finished_at, words, now, _redrives(visit, row))


def _redrives(visit: Visit, row: OrderIncident | DeadJob) -> bool:
    return row.order is not None and visit.actor.may(RedriveOrder, plant=row.plant)


def _say(
    code: str, evidence: Mapping[str, Any], row: OrderIncident | DeadJob, lang: str
) -> tuple[str, str]:
    node = marks.named(row.node_name or "", row.node_name_en or "", lang)
    facts = {"node": node, "step": node, **evidence}
    key = f"verdict.{code}"
    if find(key, lang) is None:
        return code, ""
    return say(key, lang, **facts), say(key, lang, "next", **facts)
