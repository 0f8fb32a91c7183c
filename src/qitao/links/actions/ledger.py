"""Opening stock from a file: the difference to what was opened before is posted."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.catalog import queries as catalog
from qitao.catalog.rules import check_once
from qitao.catalog.values import LocationId, LocationKind
from qitao.catalog.values.faults import Fault, Saved
from qitao.catalog.values.rows import MaterialRow
from qitao.links import queries
from qitao.links.actions.lookups import Lookups, find_fine, refuse
from qitao.links.values.nouns import NOUNS
from qitao.links.values.rows import OpeningStockRow
from qitao.stock import actions as stock
from qitao.stock.values import LOTS_MAX, POST_LINES_MAX, LotId, MoveKind, MoveLine, NewLot

NOUN = NOUNS["opening_stock"]
Lots = Mapping[tuple[str, str], LotId]


def save_opening_stock(actor: Actor, rows: Sequence[OpeningStockRow]) -> Saved:
    """Post what is missing to the quantities that a file says lay there at the beginning.

    Saving the same file again posts nothing.
    """
    found = Lookups(rows)
    plants = [
        found.id("plant", code) for code in {row.plant for row in rows} if found.fact("plant", code)
    ]
    sources = queries.find_adjustment_places(plants)
    refuse([*found.faults, *check_once(rows, NOUN.key), *_faults(rows, found, sources)])
    keys = [tuple(getattr(row, name) for name in NOUN.key) for row in rows]
    opened = queries.find_stored(NOUN, keys)
    lots = _lots(actor, rows, found)
    lines = []
    fresh = 0
    for row, key in zip(rows, keys, strict=True):
        before = opened[key].quantity if key in opened else Decimal(0)
        if row.quantity != before:
            fresh += key not in opened
            lines.append(_line(row, row.quantity - before, found, sources, lots))
    for start in range(0, len(lines), POST_LINES_MAX):
        stock.post_moves(actor=actor, lines=tuple(lines[start : start + POST_LINES_MAX]))
    return Saved(fresh, len(lines) - fresh, len(rows) - len(lines))


def _faults(
    rows: Sequence[OpeningStockRow], found: Lookups, sources: Mapping[PlantId, LocationId]
) -> list[Fault]:
    codes = sorted({row.material for row in rows})
    materials = {row.code: row for row in catalog.list_rows("material", MaterialRow, code=codes)}
    faults = find_fine(rows, "quantity")
    for place, row in enumerate(rows):
        plant = found.fact("plant", row.plant)
        if plant is not None and PlantId(plant.id) not in sources:
            faults.append(Fault(place, "plant", "NO_ADJUSTMENT_PLACE", {"value": row.plant}))
        location = found.fact("location", row.plant, row.location)
        if location is not None and LocationKind(location.fact).is_virtual:
            faults.append(Fault(place, "location", "PLACE_IS_VIRTUAL", {"value": row.location}))
        material = materials.get(row.material)
        if material is not None:
            faults += _tracking(place, row, material)
    return faults


def _tracking(place: int, row: OpeningStockRow, material: MaterialRow) -> list[Fault]:
    evidence = {"value": row.lot, "material": row.material}
    if material.serial_tracked:
        return [Fault(place, "material", "SERIALS_ONE_BY_ONE", {"value": row.material})]
    if material.lot_tracked and not row.lot:
        return [Fault(place, "lot", "LOT_MISSING", evidence)]
    if row.lot and not material.lot_tracked:
        return [Fault(place, "lot", "NOT_LOT_TRACKED", evidence)]
    return []


def _lots(actor: Actor, rows: Sequence[OpeningStockRow], found: Lookups) -> Lots:
    wanted = sorted({(row.material, row.lot) for row in rows if row.lot})
    lots: dict[tuple[str, str], LotId] = {}
    for start in range(0, len(wanted), LOTS_MAX):
        part = wanted[start : start + LOTS_MAX]
        new = tuple(NewLot(found.id("material", material), code) for material, code in part)
        kept = stock.ensure_lots(actor=actor, lots=new)
        lots.update(zip(part, kept.lots, strict=True))
    return lots


def _line(
    row: OpeningStockRow,
    change: Decimal,
    found: Lookups,
    sources: Mapping[PlantId, LocationId],
    lots: Lots,
) -> MoveLine:
    outside: Any = sources[found.id("plant", row.plant)]
    place = found.id("location", row.plant, row.location)
    source, target = (outside, place) if change > 0 else (place, outside)
    return MoveLine(
        MoveKind.OPENING,
        found.id("material", row.material),
        abs(change),
        source,
        target,
        lots.get((row.material, row.lot)),
        status=row.status,
        reason="import",
    )
