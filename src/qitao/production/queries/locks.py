"""Locks and narrow reads that verbs decide on: frozen rows out, no writing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from qitao.base.ids import PlantId
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import BomLineId, LocationId, MaterialId
from qitao.people import queries as people
from qitao.production.values import (
    BUSINESS,
    PLANT_WITHOUT_LOCATION,
    OperationId,
    OperationRow,
    OperationState,
    OrderMaterialId,
    OrderRow,
    OrderState,
    ReportId,
    WorkOrderId,
)
from qitao.stock.values import LotId, SerialId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one wanted order would be made."""

    position: int
    material: int
    code: str
    kind: str
    lot_tracked: bool
    active: bool
    bom: int | None
    routing: int | None


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material line of an order."""

    id: OrderMaterialId
    line: int
    material: MaterialId
    code: str
    name: str
    name_en: str
    unit: str
    unit_en: str
    lot_tracked: bool
    serial_tracked: bool
    operation_sequence: int | None
    per_unit: Decimal
    required: Decimal
    issued: Decimal
    returned: Decimal
    backflush: bool
    substitute_for: int | None
    decimals: int

    @property
    def net(self) -> Decimal:
        """What is with the order."""
        return self.issued - self.returned


@dataclass(frozen=True, slots=True)
class Pick:
    """So much of a line from one place and lot, or one piece of it."""

    line: int
    material: MaterialId
    lot: LotId | None
    location: LocationId
    quantity: Decimal
    serial: SerialId | None = None


@dataclass(frozen=True, slots=True)
class MachineRow:
    """A machine as an operation sees it."""

    id: int
    code: str
    state: str
    here: bool
    busy_with: str | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report with its order locked."""

    id: ReportId
    operation: OperationId
    order: WorkOrderId
    good: Decimal
    scrap: Decimal
    rework: Decimal
    scrap_reason: int | None
    is_rework: bool
    operator: int | None
    machine: int | None
    happened_at: datetime
    reverses: int | None
    undone: bool


def list_recipes(materials: Sequence[int], plants: Sequence[PlantId]) -> list[Recipe]:
    """Return how each wanted (material, plant) is made on the plant's day, in the order asked."""
    days = people.list_days(plants)
    return sql.all(
        "list_recipes",
        Recipe,
        materials=list(materials),
        plants=list(plants),
        days=[days[plant] for plant in plants],
    )


def lock_order(order: WorkOrderId) -> OrderRow:
    """Lock one order and return it; refuse `NOT_FOUND`."""
    sql.value("lock_order", order=order)
    return read_order(order)


def read_order(order: WorkOrderId) -> OrderRow:
    """Return an order as its rules see it, without a lock; refuse `NOT_FOUND`.

    After a lock this is a statement of its own: one that waited for the lock does not see what
    was committed meanwhile.
    """
    return typed_order(sql.one("read_order", OrderRow, order=order))


def typed_order(row: OrderRow) -> OrderRow:
    """Return the row with its state as an enum."""
    return replace(row, state=OrderState(row.state))


def lock_operation(operation: OperationId) -> OperationRow:
    """Lock an operation's order and return the operation; refuse `NOT_FOUND`."""
    sql.value("lock_operation", operation=operation)
    return typed_operation(sql.one("read_operation", OperationRow, operation=operation))


def typed_operation(row: OperationRow) -> OperationRow:
    """Return the row with its states as enums."""
    return replace(row, state=OperationState(row.state), order_state=OrderState(row.order_state))


def list_materials(order: WorkOrderId) -> list[MaterialLine]:
    """Return the material lines of an order that the caller has locked."""
    return sql.all("lock_materials", MaterialLine, order=order)


def plan_picks(
    *,
    order: WorkOrderId,
    plant: PlantId,
    wanted: Sequence[tuple[int, MaterialId, LotId | None, Decimal]],
    prefer: Sequence[LocationId] = (),
    taken: Sequence[Pick] = (),
) -> list[Pick]:
    """Choose places and unexpired lots for (line, material, lot, quantity).

    Reservations come first, then the walk; what is `taken` already is not offered again. All of
    `wanted` name a lot, or none does.
    """
    return sql.all(
        "plan_picks",
        Pick,
        lines=[line for line, _, _, _ in wanted],
        materials=[material for _, material, _, _ in wanted],
        lots=[lot for _, _, lot, _ in wanted],
        quantities=[quantity for _, _, _, quantity in wanted],
        taken_materials=[pick.material for pick in taken],
        taken_lots=[pick.lot for pick in taken],
        taken_places=[pick.location for pick in taken],
        taken_quantities=[pick.quantity for pick in taken],
        holder_type=BUSINESS,
        holder=order,
        plant=plant,
        on_day=people.day_in(plant),
        prefer=list(prefer),
    )


def get_location(plant: PlantId, kind: str) -> LocationId:
    """Return the plant's location of a kind; refuse `PLANT_WITHOUT_LOCATION`."""
    found = sql.value("find_virtual", plant=plant, kind=kind)
    if found is None:
        raise Refusal(PLANT_WITHOUT_LOCATION, plant=plant, kind=kind)
    return LocationId(found)


def get_store(plant: PlantId, material: MaterialId) -> LocationId:
    """Return where the product was put last, else the plant's first store by walking order."""
    found = sql.value("find_store", plant=plant, material=material)
    return LocationId(found) if found else get_location(plant, "internal")


def get_machine(machine: int, operation: OperationId) -> MachineRow:
    """Return a machine as an operation sees it; refuse `NOT_FOUND`."""
    return sql.one("machine_here", MachineRow, machine=machine, operation=operation)


def lock_report(report: ReportId) -> ReportRow:
    """Lock a report's order and return the report; refuse `NOT_FOUND`."""
    sql.value("lock_reported", report=report)
    return sql.one("read_report", ReportRow, report=report)


def recipe_changed(order: WorkOrderId, plant: PlantId) -> bool:
    """Tell whether the order's BOM or routing was changed after it was copied."""
    return bool(sql.value("recipe_changed", order=order, on_date=people.day_in(plant)))


@dataclass(frozen=True, slots=True)
class BackflushLine(MaterialLine):
    """A line that an operation consumes: pieces told of so far, and what was taken for them."""

    made: Decimal
    taken: Decimal


@dataclass(frozen=True, slots=True)
class BackflushMove:
    """What a report took from the store."""

    line: int
    material: MaterialId
    lot: LotId | None
    serial: SerialId | None
    location: LocationId
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an order stands, in a few words."""

    id: WorkOrderId
    number: str
    state: str
    plant: PlantId


def list_backflushed(operation: OperationId, report: ReportId) -> list[BackflushLine]:
    """Return the lines that this operation consumes by backflush (倒冲), as of a new report."""
    return sql.all("list_backflushed", BackflushLine, operation=operation, report=report)


@dataclass(frozen=True, slots=True)
class Substituted:
    """A line in which `material` took the place of the BOM's `original`."""

    bom_line: BomLineId | None
    operation: int | None
    original: MaterialId
    material: MaterialId


def list_substituted(order: WorkOrderId) -> list[Substituted]:
    """Return the substitutes that were chosen for an order."""
    return sql.all("list_substituted", Substituted, order=order)


def list_line_sides(work_centre: int) -> list[LocationId]:
    """Return the line-side stores (线边仓) of a work centre."""
    return sql.values("list_line_sides", work_centre=work_centre)


def list_backflush_moves(report: ReportId) -> list[BackflushMove]:
    """Return what a report's backflush took and from where."""
    return sql.all("list_backflush_moves", BackflushMove, report=report)


def plan_returns(
    *,
    order: WorkOrderId,
    wanted: Sequence[tuple[int, Decimal | None]],
    named: Sequence[tuple[int, SerialId]] = (),
) -> list[Pick]:
    """Choose what comes back and where to: named pieces, else what was issued last.

    Without a quantity all that is out of the line is returned.
    """
    return sql.all(
        "plan_returns",
        Pick,
        document_type=BUSINESS,
        order=order,
        lines=[line for line, _ in wanted],
        quantities=[quantity for _, quantity in wanted],
        named_lines=sorted({line for line, _ in named}),
        named=[serial for _, serial in named],
    )


def get_lot_code(order: WorkOrderId) -> str:
    """Return the lot code that the order was given, or an empty string."""
    return sql.value("get_lot_code", order=order) or ""


def list_operation_ids(order: WorkOrderId) -> list[OperationId]:
    """Return the operations of an order, in their sequence."""
    return sql.values("list_operation_ids", order=order)


@dataclass(frozen=True, slots=True)
class Split:
    """The number of the next part to be split off an order, and what it takes over."""

    number: str
    lot_code: str
    note: str


def next_split(order: WorkOrderId) -> Split:
    """Return what the next part to be split off an order is called and takes over."""
    return sql.one("next_split", Split, order=order)


@dataclass(frozen=True, slots=True)
class Surplus:
    """So much of a material line an order can do without."""

    line: int
    quantity: Decimal


def list_surplus(order: WorkOrderId, part: WorkOrderId) -> list[Surplus]:
    """Return what lies with an order beyond its own need, up to what its part needs.

    Its own need is what its quantity asks and what its scrap has used up.
    """
    return sql.all("list_surplus", Surplus, order=order, part=part)


def list_firsts(order: WorkOrderId) -> list[OperationRow]:
    """Return the operations before which no reported one stands, of an order that is locked."""
    return [typed_operation(row) for row in sql.all("list_firsts", OperationRow, order=order)]


def list_plants(orders: Sequence[int]) -> list[PlantId]:
    """Return the plants of orders, each once."""
    return sql.values("list_plants", orders=list(orders))


def list_standing(orders: Sequence[int]) -> list[Standing]:
    """Return where orders stand."""
    return sql.all("list_standing", Standing, orders=list(orders))


def list_plants_of_numbers(numbers: Sequence[str]) -> list[PlantId]:
    """Return the plants of the orders with these numbers, each once."""
    return sql.values("list_plants_of_numbers", numbers=list(numbers))


def lock_numbers(numbers: Sequence[str]) -> list[WorkOrderId]:
    """Lock the orders with these numbers, in id order."""
    return sql.values("lock_numbers", numbers=sorted(set(numbers)))


def list_unknown_operations(targets: Sequence[tuple[str, int]], limit: int) -> list[str]:
    """Return those (order number, sequence) pairs, as `number/sequence`, that name no operation."""
    return sql.values(
        "list_unknown_operations",
        numbers=[number for number, _ in targets],
        sequences=[sequence for _, sequence in targets],
        limit=limit,
    )


@dataclass(frozen=True, slots=True)
class _Product:
    number: str
    material: MaterialId


def list_products(numbers: Sequence[str]) -> dict[str, MaterialId]:
    """Return what the orders with these numbers make."""
    rows = sql.all("list_products", _Product, numbers=sorted(set(numbers)))
    return {row.number: row.material for row in rows}


def list_known(numbers: Sequence[str]) -> set[str]:
    """Return those of the numbers that an order has already."""
    return set(sql.values("list_known", numbers=list(numbers)))


@dataclass(frozen=True, slots=True)
class LineSubstitute:
    """What may stand in: `ratio` of it for one of the line's material."""

    material: MaterialId
    code: str
    name: str
    ratio: Decimal


def list_line_substitutes(line: OrderMaterialId) -> list[LineSubstitute]:
    """Return what may stand in for a line's material, best first."""
    return sql.all("list_line_substitutes", LineSubstitute, id=line)
