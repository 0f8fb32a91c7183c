"""质检: the inspections to do, the non-conformances that are open, the plans."""

from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString

from qitao.base.paging import Ask
from qitao.base.texts import plain
from qitao.production.queries.holding import list_holding
from qitao.production.queries.turns import name_roles
from qitao.quality import actions, queries
from qitao.quality.queries import Listed, NonConformanceRow
from qitao.quality.values import (
    CloseNonConformance,
    InspectionId,
    InspectionKind,
    InspectionState,
    NonConformanceId,
    ViewQuality,
)
from qitao.web.quality.repeat import order_of
from qitao.web.shell import marks
from qitao.web.shell.between import NO_DAYS, Between
from qitao.web.shell.listing import PLANTS, Chips, Column, Listing, Search, Switch
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

STATES = tuple(map(str, InspectionState))
KINDS = tuple(map(str, InspectionKind))


def _waiting(row: Listed, lang: str) -> SafeString:
    """Say how long an inspection waits: for its results, or for what is done with what failed."""
    waits = row.state == InspectionState.OPEN
    waits |= row.state == InspectionState.FAILED and row.disposition is None
    return marks.waited(row.opened_at, lang) if waits else marks.DASH


INSPECTIONS = Listing(
    "quality.inspections",
    columns=(
        Column("number", kind="main", link="quality:inspection", phone="title"),
        Column("source_label", sub="operation_name", phone="wide"),
        Column("material_name", sub="material_code"),
        PLANTS,
        Column("kind", kind="word", vocabulary="inspection_kind"),
        Column("state", kind="state", vocabulary="inspection_state", phone="corner"),
        Column("sample_size", kind="count"),
        Column("pieces_faulty", kind="count"),
        Column("disposition", kind="word", vocabulary="disposition"),
        Column("opened_at", kind="waited", cell=_waiting),
        Column("inspector", phone="off"),
    ),
    filters=(
        Chips("state", STATES, "inspection_state", usual="open"),
        Chips("kind", KINDS, "inspection_kind", toggles=True),
        Switch("holding"),
        Between("opened_at"),
        Search(),
    ),
    falling=True,
    picture="microscope",
    template="quality/list.html",
    live=("quality", "production"),
)
NONCONFORMANCES = Listing(
    "quality.nonconformances",
    columns=(
        Column("number", kind="main", link="quality:nonconformance", phone="title"),
        Column("description", kind="cut", link="quality:nonconformance", phone="wide"),
        Column("material_name", sub="material_code"),
        PLANTS,
        Column("quantity", kind="quantity"),
        Column("severity", kind="word", vocabulary="severity"),
        Column("state", kind="state", vocabulary="ui.quality.nonconformance_state", phone="corner"),
        Column("raised_by_name"),
        Column("raised_at", kind="waited"),
    ),
    filters=(Chips("state", ("open", "closed"), "ui.quality.nonconformance_state", usual="open"),),
    falling=True,
    picture="alert-triangle",
    template="quality/list.html",
    live=("quality",),
)


@page(permission=ViewQuality)
def inspections(visit: Visit) -> HttpResponseBase:
    """List inspections, the open ones unless asked otherwise."""
    plants = visit.plants_shown(ViewQuality)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Listed]:
        days = asked["opened_at"] or NO_DAYS
        return queries.list_inspections(
            plants=plants,
            states=[InspectionState(asked["state"])] if asked["state"] else (),
            kinds=[InspectionKind(asked["kind"])] if asked["kind"] else (),
            ids=list_holding(plants) if asked["holding"] else None,
            words=asked["q"] or "",
            since=days.since,
            until=days.until,
            before=InspectionId(ask.after[1]) if ask.after else None,
            limit=ask.limit,
        )

    return INSPECTIONS.show(visit, fetch, here="inspections")


@page(permission=ViewQuality)
def nonconformances(visit: Visit) -> HttpResponseBase:
    """List non-conformances, the open ones unless asked otherwise."""
    plants = visit.plants_shown(ViewQuality)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[NonConformanceRow]:
        return queries.list_nonconformances(
            plants=plants,
            state=asked["state"],
            before=NonConformanceId(ask.after[1]) if ask.after else None,
            limit=ask.limit,
        )

    return NONCONFORMANCES.show(visit, fetch, here="nonconformances")


@page(permission=ViewQuality)
def nonconformance(visit: Visit, number: int) -> HttpResponseBase:
    """Show a non-conformance and who may close it; close it with its cause and correction."""
    if visit.posted:
        given = visit.given(actions.close_nonconformance, nonconformance=NonConformanceId(number))
        actions.close_nonconformance(actor=visit.actor, **given)
        visit.tell("ui.quality.closed")
        return visit.go("quality:nonconformance", number)
    rows = queries.list_nonconformances(
        plants=visit.plants_of(ViewQuality), before=NonConformanceId(number + 1), limit=1
    )
    row = visit.only([row for row in rows if row.id == number])
    tested = queries.get_inspection(row.inspection).inspection if row.inspection else None
    return visit.show(
        "quality/nonconformance.html",
        live=(f"nonconformance:{number}",),
        row=row,
        tested=tested,
        order=order_of(visit, row.source_type, row.source_id),
        may_close=visit.actor.may(CloseNonConformance, plant=row.plant),
        closers=plain(name_roles([CloseNonConformance], visit.lang), visit.lang),
    )
