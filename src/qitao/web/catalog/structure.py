"""What a thing is made of and how: the material with its tree, BOM and routing versions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.urls import reverse

from qitao.base.paging import Ask
from qitao.base.refusal import Refusal
from qitao.catalog import actions, queries
from qitao.catalog.values import (
    BomId,
    EditBoms,
    EditMaterials,
    EditPartners,
    EditRoutings,
    MaterialId,
    MaterialKind,
    PublishBom,
    PublishRouting,
    RoutingId,
    ViewCatalog,
)
from qitao.catalog.values.structure import Node
from qitao.kitting.queries.material import Bringing, Needing, list_bringing, list_needing
from qitao.kitting.values import ViewKits
from qitao.production.queries.lists import OrderFilter, OrderListRow, list_orders
from qitao.production.values import OrderState, ViewOrder
from qitao.stock.queries import list_availability
from qitao.stock.values import ViewStock
from qitao.web.catalog.over_time import over_time
from qitao.web.shell import marks
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=200)
FOLLOWED = ("catalog", "stock", "production", "trade")
"""What a material's page shows: itself, its stock over time, who needs it and what brings it."""
TREE_ROWS_MAX = 2_000
USES_MAX = 200
ORDERS_SHOWN = 6
COMING_MAX = 100
OPEN_STATES = tuple(
    str(state)
    for state in OrderState
    if state not in (OrderState.COMPLETED, OrderState.CLOSED, OrderState.CANCELLED)
)
BOM_DEEDS = deeds_of(actions.publish_bom, actions.retire_bom, actions.revise_bom)
ROUTING_DEEDS = deeds_of(actions.publish_routing, actions.retire_routing, actions.revise_routing)


@dataclass(slots=True)
class Branch:
    """One occurrence in the tree with what is below it."""

    node: Node
    below: list["Branch"] = field(default_factory=list)


def grow(nodes: Sequence[Node]) -> list[Branch]:
    """Turn the explosion's rows, in their order, into a tree; the first row is the root."""
    last: dict[int, Branch] = {}
    roots = []
    for node in nodes[:TREE_ROWS_MAX]:
        branch = Branch(node)
        last[node.level] = branch
        if node.level == 0:
            roots.append(branch)
        else:
            last[node.level - 1].below.append(branch)
    return roots


@page(permission=ViewCatalog)
def material(visit: Visit, material: int) -> HttpResponseBase:
    """Show a material: what it is, its tree, where it is used, versions, suppliers."""
    return show_material(visit, material)


def show_material(visit: Visit, material: int) -> HttpResponseBase:
    """Show the page of a material; a refused picture is told of there too."""
    row = queries.get_material(MaterialId(material))
    may_bom = visit.actor.reaches(EditBoms) and row.kind != MaterialKind.BUY
    tree, unsound = _tree(row.id) if row.has_bom else ([], None)
    stock, coming = _stock(visit, row.id), _coming(visit, row.id)
    return visit.show(
        "catalog/material.html",
        live=FOLLOWED,
        material=row,
        tree=tree,
        unsound=unsound,
        stock=stock,
        orders=_orders(visit, row.id),
        needing=_needing(visit, row.id),
        bringing=coming[:ORDERS_SHOWN],
        over_time=over_time(visit, row, stock["reserved"], coming) if stock else None,
        uses=queries.where_used(row.id, marks.today())[:USES_MAX],
        boms=queries.list_bom_versions(EVERY, material=row.id),
        routings=queries.list_routing_versions(
            EVERY, material=row.id, plants=visit.actor.plants_shown(ViewCatalog)
        ),
        suppliers=queries.list_supplier_items(EVERY, material=row.id, active=True),
        may_edit=visit.actor.reaches(EditMaterials),
        may_bom=may_bom,
        may_supply=visit.actor.reaches(EditPartners) and row.kind == MaterialKind.BUY,
        new_bom_words="ui.catalog.new_bom" if may_bom else "",
        new_bom_url=_new_bom(row.code) if may_bom else "",
        may_routing=visit.actor.may(EditRoutings) and row.kind == MaterialKind.MAKE,
    )


def _stock(visit: Visit, material: MaterialId) -> dict[str, Decimal] | None:
    """Return what lies in the plants that this person may see; None where he may see none."""
    if not visit.actor.may(ViewStock):
        return None
    plants = visit.actor.plants_shown(ViewStock)
    rows = list_availability([material], plants=plants)
    return {
        name: sum((getattr(row, name) for row in rows), Decimal(0))
        for name in ("on_hand", "reserved", "free", "pickable", "quality", "blocked")
    }


def _orders(visit: Visit, material: MaterialId) -> list[OrderListRow]:
    """Return the first orders that are to make the material and are not done."""
    if not visit.actor.may(ViewOrder):
        return []
    chosen = OrderFilter(states=OPEN_STATES, material=material)
    return list_orders(visit.actor, chosen, limit=ORDERS_SHOWN)


def _needing(visit: Visit, material: MaterialId) -> list[Needing]:
    """Return who needs the material, as the kit check counts them."""
    if not visit.actor.may(ViewKits):
        return []
    return list_needing(material, plants=visit.plants_shown(ViewKits), limit=ORDERS_SHOWN)


def _coming(visit: Visit, material: MaterialId) -> list[Bringing]:
    """Return what brings the material, as the kit check counts it."""
    if not visit.actor.may(ViewKits):
        return []
    return list_bringing(material, plants=visit.plants_shown(ViewKits), limit=COMING_MAX)


def _new_bom(code: str) -> str:
    return f"{reverse('catalog:new_bom')}?{urlencode({'material': code})}"


def _tree(material: MaterialId) -> tuple[list[Branch], Refusal | None]:
    """Return the tree for one piece; a BOM that cannot be exploded says why."""
    try:
        return grow(queries.explode(material, Decimal(1), marks.today())), None
    except Refusal as refusal:
        return [], refusal


def _next(version: str) -> str:
    """Propose the version after this one; one that is no number has none."""
    return str(int(version) + 1) if version.isdecimal() else ""


@page(permission=ViewCatalog)
def bom(visit: Visit, bom: int) -> HttpResponseBase:
    """Show one BOM version with its lines."""
    row = queries.get_bom(BomId(bom))
    return visit.show(
        "catalog/bom.html",
        live=("catalog",),
        bom=row,
        lines=queries.list_bom_lines(row.id),
        next_version=_next(row.version),
        today=marks.today(),
        may_publish=visit.actor.reaches(PublishBom),
        may_edit=visit.actor.reaches(EditBoms),
    )


@page(permission=ViewCatalog)
def bom_deed(visit: Visit, bom: int, verb: str) -> HttpResponseBase:
    """Publish, retire or revise a BOM version."""
    result = carry_out(visit, BOM_DEEDS, verb, bom=BomId(bom))
    return visit.go("catalog:bom", result.bom)


@page(permission=ViewCatalog)
def routing(visit: Visit, routing: int) -> HttpResponseBase:
    """Show one routing version as a strip of operations."""
    row = queries.get_routing(RoutingId(routing))
    visit.actor.check_scope(ViewCatalog, plant=row.plant_id)
    return visit.show(
        "catalog/routing.html",
        live=("catalog",),
        routing=row,
        operations=queries.list_operations(row.id),
        next_version=_next(row.version),
        today=marks.today(),
        may_publish=visit.actor.reaches(PublishRouting, plant=row.plant_id),
        may_edit=visit.actor.reaches(EditRoutings, plant=row.plant_id),
    )


@page(permission=ViewCatalog)
def routing_deed(visit: Visit, routing: int, verb: str) -> HttpResponseBase:
    """Publish, retire or revise a routing version."""
    result: Any = carry_out(visit, ROUTING_DEEDS, verb, routing=RoutingId(routing))
    return visit.go("catalog:routing", result.routing)
