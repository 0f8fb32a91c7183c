"""A small plant for the kit check: materials, places, stock, demand and supply in a few words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import connection

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.catalog.values import MaterialId
from qitao.kitting import actions
from qitao.kitting.values import Demand, DemandLine, Source, Supply

TEST = Actor.system(cause="test")
ORDER = "work_order"
PURCHASE = "purchase_order"
PLANT = PlantId(1)


def today() -> date:
    """Return the day in a plant that says nothing of its zone."""
    return clock.now().astimezone(ZoneInfo("Asia/Shanghai")).date()


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def one(statement: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return row[0] if row else None


def rows(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@dataclass
class Shop:
    """One plant with `materials` materials, a store and a line-side store."""

    plant: PlantId = PLANT
    materials: int = 6
    accounts: dict[tuple[int, int], int] = field(default_factory=dict)

    def build(self) -> "Shop":
        p = int(self.plant)
        run(
            "INSERT INTO people_orgunit (id, code, name, kind) VALUES (%s, %s, %s, 'plant')",
            p,
            f"P{p}",
            f"P{p}",
        )
        run(
            "INSERT INTO people_plant (id, code, name, org_unit_id) VALUES (%s, %s, %s, %s)",
            p,
            f"P{p}",
            f"P{p}",
            p,
        )
        run(
            "INSERT INTO catalog_unit (id, code, name) VALUES (1, 'PCS', '个') "
            "ON CONFLICT DO NOTHING"
        )
        for m in range(1, self.materials + 1):
            run(
                "INSERT INTO catalog_material (id, code, name, unit_id, kind) "
                "VALUES (%s, %s, %s, 1, 'buy') ON CONFLICT DO NOTHING",
                m,
                f"M{m}",
                f"物料{m}",
            )
        for number, (code, kind, pickable) in enumerate(
            [
                ("STORE", "internal", True),
                ("LINE", "line_side", True),
                ("COLD", "internal", False),
                ("QC", "quarantine", True),
            ]
        ):
            run(
                "INSERT INTO catalog_location (id, plant_id, code, name, kind, pickable) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                p * 10 + number,
                p,
                code,
                code,
                kind,
                pickable,
            )
        return self

    @property
    def store(self) -> int:
        return int(self.plant) * 10

    @property
    def line_side(self) -> int:
        return int(self.plant) * 10 + 1

    def stock(
        self,
        material: int,
        quantity: object,
        *,
        location: int | None = None,
        status: str = "available",
        lot: int | None = None,
    ) -> int:
        run(
            "INSERT INTO stock_account (material_id, location_id, quantity, status, lot_id) "
            "VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (material_id, location_id, coalesce(lot_id, 0), status) "
            "DO UPDATE SET quantity = excluded.quantity",
            material,
            location or self.store,
            quantity,
            status,
            lot,
        )
        found = one(
            "SELECT id FROM stock_account WHERE material_id = %s AND location_id = %s "
            "AND status = %s AND lot_id IS NOT DISTINCT FROM %s",
            material,
            location or self.store,
            status,
            lot,
        )
        assert isinstance(found, int)
        return found

    def hold(self, account: int, order: int, line: int, quantity: object) -> None:
        run(
            "INSERT INTO stock_reservation "
            "(holder_type, holder_id, holder_line, account_id, quantity) "
            "VALUES (%s, %s, %s, %s, %s)",
            ORDER,
            order,
            line,
            account,
            quantity,
        )
        run("UPDATE stock_account SET reserved = reserved + %s WHERE id = %s", quantity, account)

    def demand(
        self,
        order: int,
        lines: Iterable[tuple[int, object]],
        *,
        priority: int = 5,
        due_on: date | None = None,
        active: bool = True,
    ) -> Demand:
        return Demand(
            source=Source(ORDER, order),
            label=f"WO{order}",
            plant=self.plant,
            lines=tuple(
                DemandLine(number, MaterialId(material), Decimal(str(quantity)))
                for number, (material, quantity) in enumerate(lines, 1)
            ),
            priority=priority,
            due_on=due_on,
            active=active,
        )

    def order(self, order: int, *lines: tuple[int, object], **rank: object) -> Source:
        actions.put_demands(actor=TEST, demands=(self.demand(order, lines, **rank),))  # type: ignore[arg-type]
        return Source(ORDER, order)

    def incoming(self, purchase: int, material: int, quantity: object, on: date | None) -> None:
        actions.put_supplies(
            actor=TEST,
            sources=(Source(PURCHASE, purchase),),
            supplies=(
                Supply(
                    Source(PURCHASE, purchase),
                    1,
                    f"PO{purchase}",
                    self.plant,
                    MaterialId(material),
                    Decimal(str(quantity)),
                    on,
                ),
            ),
        )
