"""A small moulding shop for tests: one plant, a product of two parts, three operations, stock."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.catalog.values import LocationId, MachineId, MaterialId, ScrapReasonId
from qitao.lowcode.actions import install_template
from qitao.production import actions as production
from qitao.production.actions.create import OrderCreated
from qitao.stock.actions import post_moves
from qitao.stock.values import MoveKind, MoveLine

HOUSE = Actor.system(cause="test")
TEMPLATE = "work_orders_by_operation"
PLACES = {
    "STORE": "internal",
    "SHELF": "internal",
    "LINE": "line_side",
    "SUP": "supplier",
    "CUS": "customer",
    "PROD": "production",
    "SCRAP": "scrap",
    "ADJ": "adjustment",
}


@dataclass
class Shop:
    """The rows of the shop by short names."""

    plant: PlantId
    places: dict[str, LocationId] = field(default_factory=dict)
    materials: dict[str, MaterialId] = field(default_factory=dict)
    machines: dict[str, MachineId] = field(default_factory=dict)
    scrap_reason: ScrapReasonId = field(default_factory=lambda: ScrapReasonId(0))

    def receive(self, material: str, quantity: int | str, place: str = "STORE") -> None:
        """Bring material in from the supplier."""
        line = MoveLine(
            kind=MoveKind.RECEIPT,
            material=self.materials[material],
            quantity=Decimal(quantity),
            source=self.places["SUP"],
            target=self.places[place],
        )
        post_moves(actor=HOUSE, lines=(line,))

    def stock(self, sets: int = 1000) -> None:
        """Bring in material for so many products."""
        self.receive("RESIN", sets)
        self.receive("SCREW", sets * 4)
        self.receive("BOX", sets)

    def order(self, quantity: int = 10, **more: object) -> OrderCreated:
        """Create an order for the product."""
        more.setdefault("due_on", clock.now().date() + timedelta(days=7))
        return production.create_order(
            actor=HOUSE,
            plant=self.plant,
            material=self.materials["CASE"],
            quantity=Decimal(quantity),
            **more,  # type: ignore[arg-type]
        )

    def released(self, quantity: int = 10, **more: object) -> OrderCreated:
        """Create an order and take it to the workshop."""
        created = self.order(quantity, **more)
        production.submit_order(actor=HOUSE, order=created.order)
        production.schedule_order(actor=HOUSE, order=created.order)
        production.release_order(actor=HOUSE, order=created.order)
        return created


def build_shop(code: str = "P1") -> Shop:
    """Write the rows of the shop and publish the flow of its orders."""
    from qitao.catalog.models import (
        Bom,
        BomLine,
        Location,
        Machine,
        Material,
        Routing,
        RoutingMachine,
        RoutingOperation,
        ScrapReason,
        Unit,
        WorkCentre,
    )
    from qitao.people.models import OrgUnit, Plant

    piece, _ = Unit.objects.get_or_create(code="PCS", defaults={"name": "个", "decimals": 0})
    kilo, _ = Unit.objects.get_or_create(code="KG", defaults={"name": "千克", "decimals": 3})
    org = OrgUnit.objects.create(code=code, name=f"工厂 {code}", kind="plant")
    plant = Plant.objects.create(code=code, name=f"工厂 {code}", org_unit=org)
    shop = Shop(PlantId(plant.pk))
    for place, kind in PLACES.items():
        row = Location.objects.create(plant=plant, code=place, name=place, kind=kind)
        shop.places[place] = LocationId(row.pk)
    names = {
        "CASE": ("make", "整机壳", piece),
        "RESIN": ("buy", "ABS 粒料", kilo),
        "SCREW": ("buy", "螺丝 M3", piece),
        "BOX": ("buy", "彩盒", piece),
    }
    for name, (kind, words, unit) in names.items():
        material, _ = Material.objects.get_or_create(
            code=name,
            defaults={
                "name": words,
                "kind": kind,
                "unit": unit,
                "lot_tracked": name == "CASE",
                "backflush": name == "RESIN",
            },
        )
        shop.materials[name] = MaterialId(material.pk)
    bom, made = Bom.objects.get_or_create(
        material_id=shop.materials["CASE"],
        version="1",
        defaults={"state": "active", "effective_from": date(2020, 1, 1)},
    )
    if made:
        for number, (name, quantity, operation) in enumerate(
            (("RESIN", 1, 10), ("SCREW", 4, 20), ("BOX", 1, 30)), start=1
        ):
            BomLine.objects.create(
                bom=bom,
                line_no=number * 10,
                component_id=shop.materials[name],
                quantity=quantity,
                unit=kilo if name == "RESIN" else piece,
                operation_sequence=operation,
            )
    routing = Routing.objects.create(
        material_id=shop.materials["CASE"],
        plant=plant,
        version="1",
        state="active",
        effective_from=date(2020, 1, 1),
    )
    for sequence, name in ((10, "注塑"), (20, "装配"), (30, "包装")):
        centre = WorkCentre.objects.create(plant=plant, code=f"{code}-{sequence}", name=name)
        machine = Machine.objects.create(
            work_centre=centre, code=f"{code}-M{sequence}", name=f"{name}机"
        )
        shop.machines[name] = MachineId(machine.pk)
        operation = RoutingOperation.objects.create(
            routing=routing,
            sequence=sequence,
            name=name,
            work_centre=centre,
            setup_minutes=10,
            run_minutes=2,
        )
        RoutingMachine.objects.create(operation=operation, machine=machine)
    reason, _ = ScrapReason.objects.get_or_create(code="SHORT", defaults={"name": "缺料"})
    shop.scrap_reason = ScrapReasonId(reason.pk)
    install_template(actor=HOUSE, template=TEMPLATE)
    return shop
