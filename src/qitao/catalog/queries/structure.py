"""What things are made of: explosion down, where-used up, what an order draws, cycles."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from qitao.base.refusal import TOO_MANY, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import rules
from qitao.catalog.values import (
    BOM_TOO_DEEP,
    EXPLODE_MAX,
    LEVELS_MAX,
    NO_CONVERSION,
    BomLineId,
    MaterialId,
)
from qitao.catalog.values.structure import Component, Edge, Need, Node, Request, Substitute, Use

sql = SqlRoom("qitao.catalog")


def _asked(requests: Sequence[Request]) -> dict[str, object]:
    return {
        "materials": [request.material for request in requests],
        "quantities": [request.quantity for request in requests],
        "days": [request.on for request in requests],
        "levels": LEVELS_MAX,
    }


def _refuse_unsound(rows: Iterable[Node] | Iterable[Need] | Iterable[Component]) -> None:
    """Refuse `BOM_TOO_DEEP` and `NO_CONVERSION`: a need must never be cut off or lost."""
    for row in rows:
        if row.level >= LEVELS_MAX:
            raise Refusal(BOM_TOO_DEEP, material=row.material_id, levels=LEVELS_MAX)
        if row.quantity is None:
            raise Refusal(NO_CONVERSION, material=row.material_id)


def explode(material: MaterialId, quantity: Decimal, on: date) -> list[Node]:
    """Return the whole tree of a material on a day, in BOM order; the first row is itself.

    A line needs `asked × quantity ÷ base` (or `quantity` once, if fixed) × (1 + scrap rate),
    converted to the component's own unit and rounded up to that unit's decimals. A phantom is
    passed through unrounded. Only made materials and phantoms are opened.
    """
    asked = _asked([Request(material, quantity, on)])
    nodes = sql.all("explode", Node, **asked, limit=EXPLODE_MAX + 1)
    if len(nodes) > EXPLODE_MAX:
        raise Refusal(TOO_MANY, limit=EXPLODE_MAX, count=len(nodes))
    _refuse_unsound(nodes)
    return nodes


def explode_many(requests: Sequence[Request]) -> list[Need]:
    """Return what many requests need in all, per request (by place) and material, set-based."""
    needs = sql.all("explode_many", Need, **_asked(requests))
    _refuse_unsound(needs)
    return needs


def list_components(requests: Sequence[Request]) -> list[Component]:
    """Return what each order would draw: one level, phantoms resolved; `request` is its place.

    A phantom's components take the operation of the phantom's line.
    """
    components = sql.all("list_components", Component, **_asked(requests))
    _refuse_unsound(components)
    return components


def list_substitutes(lines: Sequence[BomLineId]) -> list[Substitute]:
    """Return the substitutes of BOM lines, best first."""
    return sql.all("list_substitutes", Substitute, lines=list(lines))


def where_used(material: MaterialId, on: date, *, levels: int = LEVELS_MAX) -> list[Use]:
    """Return every active BOM line above a material on a day, nearest level first."""
    return sql.all("where_used", Use, material=material, day=on, levels=levels, limit=EXPLODE_MAX)


def find_cycle(materials: Sequence[int], *, drafts: Sequence[int] = ()) -> list[str]:
    """Return the codes of a circle reached from the materials (`A`, `B`, `A`), or nothing.

    Looks at active BOMs whatever their dates, their substitutes, and the drafts named.
    """
    edges = sql.all("list_edges_below", Edge, materials=list(materials), drafts=list(drafts))
    return rules.find_cycle(edges)
