"""序列号追溯: single pieces, where each is, and what it was made of or went into."""

from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.stock import queries
from qitao.stock.queries import MoveFilter, SerialRow
from qitao.stock.values import SerialId, ViewStock
from qitao.web.shell import documents
from qitao.web.shell.listing import PLANTS, Column, Listing, Same, Search
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

SERIALS = Listing(
    "stock.serials",
    columns=(
        Column("code", kind="main", link="stock:serial", phone="title"),
        Column("material_name", sub="material_code", phone="wide"),
        Column("lot_code"),
        PLANTS,
        Column("location_code"),
        Column("status", kind="state", vocabulary="stock_status", phone="corner"),
        Column("created_at", kind="when", phone="off"),
    ),
    filters=(Search("code"), Same("material"), Same("lot"), Same("location")),
    falling=True,
    picture="barcode",
    live=("stock",),
)


@page(permission=ViewStock)
def serials(visit: Visit) -> HttpResponseBase:
    """List single pieces, the newest first."""
    plants = visit.actor.plants_shown(ViewStock)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[SerialRow]:
        return queries.list_serials(
            ask,
            plants=plants,
            code=asked["code"],
            material=asked["material"],
            lot=asked["lot"],
            location=asked["location"],
        )

    return SERIALS.show(visit, fetch)


@page(permission=ViewStock)
def serial(visit: Visit, serial: int) -> HttpResponseBase:
    """Show a piece: where it is, its movements, what it was made of and went into."""
    plants = visit.actor.plants_of(ViewStock)
    moves = queries.list_moves(MoveFilter(serial=SerialId(serial)), plants=plants)
    row = queries.get_serial(SerialId(serial))
    if plants is not None:
        visit.only(moves)  # it never lay in a plant of this person
    family = queries.list_serial_family(row.id, plants=plants)
    return visit.show(
        "stock/serial.html",
        live=("stock",),
        row=row,
        moves=moves,
        numbers=documents.of_rows(visit.actor, [*moves, *family], visit.lang),
        made_of=[step for step in family if not step.forward],
        went_into=[step for step in family if step.forward],
    )
