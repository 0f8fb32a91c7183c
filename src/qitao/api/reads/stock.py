"""The reads of the ledger."""

from collections.abc import Collection

from qitao.api.reads.read import Read, by_actor, plants_of
from qitao.base.actor import Actor
from qitao.base.clock import Moment
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.catalog.values import MaterialId
from qitao.stock import queries
from qitao.stock.values import LotId, MoveKind, PeriodRow, SerialId, ViewStock

FLOOR = "stock"
HERE = plants_of(ViewStock)


def list_moves(
    ask: Ask,
    *,
    plants: Collection[PlantId] | None = None,
    material: MaterialId | None = None,
    lot: LotId | None = None,
    serial: SerialId | None = None,
    kinds: tuple[MoveKind, ...] | None = None,
    document_type: str | None = None,
    document: int | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
) -> list[queries.MoveRow]:
    """Return movements in or out of the plants that the caller may see, the latest first."""
    wanted = queries.MoveFilter(
        material=material,
        lot=lot,
        serial=serial,
        kinds=kinds,
        document_type=document_type,
        document=document,
        since=since,
        until=until,
    )
    return queries.list_moves(wanted, ask, plants=plants)


def list_periods(actor: Actor, plant: PlantId) -> list[PeriodRow]:
    """Return a plant's periods, the latest first."""
    actor.check_scope(ViewStock, plant=plant)
    return queries.list_periods(plant)


def list_stock_as_of(
    ask: Ask,
    *,
    actor: Actor,
    plant: PlantId,
    at: Moment,
    material: MaterialId | None = None,
    search: str | None = None,
) -> list[queries.PastBalance]:
    """Return what lay in a plant at a moment of business time, by what is known today."""
    actor.check_scope(ViewStock, plant=plant)
    return queries.list_stock_as_of(plant, at, ask, material=material, search=search)


READS = (
    Read(FLOOR, "balances", ViewStock, queries.Balance, queries.list_balances, scope=HERE),
    Read(FLOOR, "moves", ViewStock, queries.MoveRow, list_moves, ("-id",), scope=HERE),
    Read(FLOOR, "lots", ViewStock, queries.LotRow, queries.list_lots, ("-id",), scope=HERE),
    Read(
        FLOOR, "serials", ViewStock, queries.SerialRow, queries.list_serials, ("-id",), scope=HERE
    ),
    Read(
        FLOOR,
        "periods",
        ViewStock,
        PeriodRow,
        list_periods,
        sorts=(),
        scope=by_actor(),
    ),
    Read(
        FLOOR,
        "balances_as_of",
        ViewStock,
        queries.PastBalance,
        list_stock_as_of,
        scope=by_actor(),
    ),
)
