"""A small plant to post in: two stores, a line side, the virtual counterparts, a few materials."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.catalog.values import LocationId, MaterialId
from qitao.stock.actions import post_moves
from qitao.stock.values import BusinessRef, MoveKind, MoveLine

HOUSE = Actor.system(cause="test")
KINDS = {
    "A": "internal",
    "B": "internal",
    "LINE": "line_side",
    "OPEN": "internal",
    "SUPPLIER": "supplier",
    "CUSTOMER": "customer",
    "PRODUCTION": "production",
    "SCRAP": "scrap",
    "ADJUST": "adjustment",
}


@dataclass
class PlantRows:
    """The rows that the tests speak of, by short names."""

    plant: PlantId
    locations: dict[str, LocationId] = field(default_factory=dict)
    materials: dict[str, MaterialId] = field(default_factory=dict)

    def line(
        self, source: str, target: str, quantity: Any = 1, material: str = "M1", **more: Any
    ) -> MoveLine:
        """Return a line between two named places."""
        more.setdefault("kind", MoveKind.TRANSFER)
        return MoveLine(
            material=self.materials[material],
            quantity=Decimal(str(quantity)),
            source=self.locations[source],
            target=self.locations[target],
            **more,
        )

    def receive(self, target: str, quantity: Any, material: str = "M1", **more: Any) -> None:
        """Bring stock in from the supplier."""
        more.setdefault("kind", MoveKind.RECEIPT)
        post_moves(actor=HOUSE, lines=(self.line("SUPPLIER", target, quantity, material, **more),))


def make_plant(code: str = "P1", materials: int = 5) -> PlantRows:
    """Write the rows of one plant."""
    from qitao.catalog.models import Location, Material, Unit
    from qitao.people.models import OrgUnit, Plant

    unit, _ = Unit.objects.get_or_create(code="pcs", defaults={"name": "件", "decimals": 0})
    kilo, _ = Unit.objects.get_or_create(code="kg", defaults={"name": "千克", "decimals": 3})
    org = OrgUnit.objects.create(code=code, name=code, kind="plant")
    plant = Plant.objects.create(code=code, name=code, org_unit=org)
    rows = PlantRows(PlantId(plant.pk))
    for place, kind in KINDS.items():
        row = Location.objects.create(
            plant=plant, code=place, name=place, kind=kind, allow_negative=place == "OPEN"
        )
        rows.locations[place] = LocationId(row.pk)
    special = {"LOT": {"lot_tracked": True}, "SERIAL": {"serial_tracked": True}, "KG": {}}
    for name in (*(f"M{n}" for n in range(1, materials + 1)), *special):
        row, _ = Material.objects.get_or_create(
            code=name,
            defaults={
                "name": name,
                "kind": "buy",
                "unit": kilo if name == "KG" else unit,
                **special.get(name, {}),
            },
        )
        rows.materials[name] = MaterialId(row.pk)
    return rows


@pytest.fixture
def plant(real_db: None) -> PlantRows:
    """A plant in a database whose commits are real."""
    return make_plant()
