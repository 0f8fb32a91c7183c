"""某时库存: what lay in a plant at a moment, read from the ledger by business time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http.response import HttpResponseBase
from django.utils import timezone

from qitao.base import clock
from qitao.base.paging import Ask
from qitao.stock import queries
from qitao.stock.queries import PastBalance
from qitao.stock.values import ViewStock
from qitao.web.shell import forms
from qitao.web.shell.listing import Column, Listing, Same, Search
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

FIELD_FORM = "%Y-%m-%dT%H:%M"

AS_OF = Listing(
    "stock.as_of",
    columns=(
        Column(
            "material_name",
            kind="main",
            link="catalog:material",
            link_by="material",
            sub="material_code",
            phone="title",
        ),
        Column("location_code", sub="location_name"),
        Column("lot_code"),
        Column("status", kind="word", vocabulary="stock_status"),
        Column("quantity", kind="quantity", unit="unit"),
        Column("quantity_now", kind="quantity", unit="unit"),
    ),
    sheet_columns=(Column("material_code"), Column("unit")),
    filters=(Search(), Same("material")),
    sort="material_code",
    picture="clock",
    template="stock/as_of.html",
)


@page(permission=ViewStock)
def as_of(visit: Visit) -> HttpResponseBase:
    """Show what lay in a plant at a moment of business time, by what is known today."""
    plant, plants = visit.one_plant(ViewStock)
    at = _moment(visit)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[PastBalance]:
        return queries.list_stock_as_of(
            plant.id, at, ask, material=asked["material"], search=asked["q"]
        )

    stamp = timezone.localtime(at)
    return AS_OF.show(
        visit, fetch, plant=plant, plants=plants, at=at, stamp=stamp.strftime(FIELD_FORM)
    )


def _moment(visit: Visit) -> datetime:
    """Return the moment that is asked for, now where none is or it cannot be read."""
    typed = forms.aware(visit.query.get("at", "").strip())
    known = isinstance(typed, datetime) and typed.year in clock.YEARS
    return typed if known and isinstance(typed, datetime) else clock.now()
