"""批次追溯: lots, and the family of one: what it was made of, what it went into."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.catalog.values import LocationKind
from qitao.stock import actions, queries
from qitao.stock.queries import LotRow, LotStep
from qitao.stock.values import KeepLots, LotId, SetLotStatus, StockStatus, ViewStock
from qitao.web.shell import documents, meeting, spots
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.listing import PLANTS, Column, Listing, Same, Search, Switch
from qitao.web.shell.meeting import Held
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit
from qitao.web.stock.family import PHONE_ACROSS, WIDE_ACROSS, Picture, draw

DEPTH_MAX = 20
EDIT = (Spot("expires_on", "day"), Spot("supplier_code"), Spot("note", wide=True))
DEEDS = deeds_of(actions.set_lot_status, actions.edit_lot)

LOTS = Listing(
    "stock.lots",
    columns=(
        Column("code", kind="main", link="stock:lot", phone="title"),
        Column("material_name", sub="material_code", phone="wide"),
        PLANTS,
        Column("on_hand", kind="quantity", unit="unit"),
        Column("held", kind="quantity", unit="unit", phone="off"),
        Column("made_on", kind="day"),
        Column("expires_on", kind="due"),
        Column("supplier_name"),
        Column("created_at", kind="when", phone="off"),
    ),
    filters=(Search("code"), Same("material"), Switch("empty")),
    falling=True,
    picture="binary-tree",
    live=("stock",),
)


@page(permission=ViewStock)
def lots(visit: Visit) -> HttpResponseBase:
    """List lots, the newest first."""
    plants = visit.actor.plants_shown(ViewStock)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[LotRow]:
        return queries.list_lots(
            ask,
            plants=plants,
            code=asked["code"],
            material=asked["material"],
            empty=bool(asked["empty"]) or bool(asked["code"]),
        )

    return LOTS.show(visit, fetch)


@dataclass(slots=True)
class Relative:
    """One lot of the family with those behind it."""

    step: LotStep
    beyond: list["Relative"] = field(default_factory=list)


def family(root: LotId, steps: Sequence[LotStep], depth: int = 0) -> list[Relative]:
    """Turn steps into a tree from `root`; a lot met twice on one way is not opened again."""
    if depth >= DEPTH_MAX:
        return []
    return [
        Relative(step, family(step.lot, steps, depth + 1)) for step in steps if step.via == root
    ]


@page(permission=ViewStock)
def lot(visit: Visit, lot: int) -> HttpResponseBase:
    """Show a lot: what is left, where, and its family both ways."""
    plants = visit.actor.plants_of(ViewStock)
    row = queries.get_lot(LotId(lot), plants=plants)
    back = queries.trace_lot(row.id, forward=False, plants=plants)
    on = queries.trace_lot(row.id, forward=True, plants=plants)
    ends = queries.list_lot_ends([row.id, *(step.lot for step in (*back, *on))], plants=plants)
    return visit.show(
        "stock/lot.html",
        live=("stock",),
        row=row,
        **_acts(visit, row),
        made_of=family(row.id, back),
        went_into=family(row.id, on),
        pictures=_pictures(visit, row, back, on),
        numbers=documents.of_rows(visit.actor, [*back, *on], visit.lang),
        came_in=[end for end in ends if end.source_kind == LocationKind.SUPPLIER],
        went_out=[end for end in ends if end.target_kind == LocationKind.CUSTOMER],
    )


def _pictures(
    visit: Visit, row: LotRow, back: Sequence[LotStep], on: Sequence[LotStep]
) -> list[tuple[str, Picture]]:
    """Return the family's picture for a wide screen and for a phone; none for a lot alone."""
    if not back and not on:
        return []
    return [
        ("kin-wide", draw(row, back, on, across=WIDE_ACROSS, lang=visit.lang)),
        ("kin-phone", draw(row, back, on, across=PHONE_ACROSS, lang=visit.lang)),
    ]


def _acts(visit: Visit, row: LotRow) -> dict[str, Any]:
    """Return what lies where, and what this person may do about it."""
    balances = queries.list_balances(lot=row.id, plants=visit.actor.plants_of(ViewStock))
    standing = list(dict.fromkeys(str(each.status) for each in balances))
    blocks = standing[:1] == [str(StockStatus.AVAILABLE)]
    keeps = all(visit.actor.may(KeepLots, plant=each.plant) for each in balances)
    may_keep = keeps and visit.actor.may(KeepLots)
    return {
        "balances": balances,
        "places": list({each.location: each for each in balances}.values()),
        "standing": standing,
        "statuses": [str(status) for status in StockStatus],
        "offered": str(StockStatus.BLOCKED if blocks else StockStatus.AVAILABLE),
        "fields": spots.shown(visit, EDIT, row, "ui.stock.field"),
        "next_code": f"{row.code}-2",
        "may_status": any(visit.actor.may(SetLotStatus, plant=each.plant) for each in balances),
        "may_keep": may_keep,
        "holding": meeting.hold(visit, _held(row)) if may_keep else None,
        "may_split": any(visit.actor.may(KeepLots, plant=each.plant) for each in balances),
    }


@page(permission=ViewStock)
def lot_deed(visit: Visit, lot: int, verb: str) -> HttpResponseBase:
    """Block or release a lot, note what was learnt about it, or split it."""
    row = queries.get_lot(LotId(lot), plants=visit.actor.plants_of(ViewStock))
    if verb == "split_lot" and visit.posted:
        return _split(visit, row)
    if verb == "edit_lot":
        plants = visit.actor.plants_of(ViewStock)
        meeting.meet(visit, f"lot:{lot}", lambda: _held(queries.get_lot(row.id, plants=plants)))
    carry_out(visit, DEEDS, verb, lot=row.id)
    return visit.go("stock:lot", lot)


def _held(row: LotRow) -> Held:
    """Return what the panel shows that says what was learnt about a lot."""
    return Held(f"lot:{row.id}", row, EDIT, "ui.stock.field")


def _split(visit: Visit, row: LotRow) -> HttpResponseBase:
    """Split off from the balance that was picked and show the new lot."""
    plants, picked = visit.actor.plants_of(ViewStock), visit.number_of("account")
    balances = queries.list_balances(lot=row.id, plants=plants)
    place = visit.only([each for each in balances if each.id == picked])
    given = visit.given(
        actions.split_lot,
        lot=row.id,
        material=row.material,
        location=place.location,
        status=StockStatus(place.status),
    )
    made = actions.split_lot(actor=visit.actor, **given)
    visit.tell("ui.stock.lot_was_split", code=given["code"])
    return visit.go("stock:lot", made.lot)
