"""A small plant to post in: two stores, a line side, the virtual counterparts, a few materials."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.catalog.values import LocationId, MaterialId
from qitao.stock.actions import post_moves
from qitao.stock.values import MoveKind, MoveLine
from tests.standing import keep_standing, stand

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
def stock_stands(django_db_setup: None, django_db_blocker: Any) -> PlantRows:
    with django_db_blocker.unblock():
        return keep_standing("stock", make_plant)


@pytest.fixture
def plant(stock_stands: PlantRows, db: None) -> PlantRows:
    """A plant; what a test does to it is rolled back."""
    return stock_stands


@pytest.fixture
def busy_plant(real_db: None) -> PlantRows:
    """A plant whose commits are real: for threads, kills and waits."""
    return stand("stock", make_plant)


def quantity(plant: PlantRows, place: str, material: str = "M1", **more: Any) -> Decimal:
    """Return what lies of a material in a place."""
    from qitao.stock.models import Account

    found = Account.objects.filter(
        material_id=plant.materials[material], location_id=plant.locations[place], **more
    )
    return sum((account.quantity for account in found), Decimal(0))


def all_findings() -> list[Any]:
    """Run every check of the ledger."""
    from qitao.stock import checks

    names = (
        checks.ledger_equals_balance,
        checks.versions_without_gap,
        checks.movements_balance,
        checks.reservations_equal_reserved,
        checks.serials_lie_in_stock,
        checks.closed_periods_stay,
    )
    return [finding for run in names for finding in run()]


@pytest.fixture(autouse=True)
def _ledger_holds(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test that used a plant, every check of the ledger must be silent."""
    wanted = {"plant", "busy_plant"} & set(request.fixturenames)
    for name in wanted:
        request.getfixturevalue(name)
    yield
    if wanted and "corrupt" not in request.node.name:
        assert all_findings() == []


def count(table: str) -> int:
    """Count the rows of a table."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        number: int = cursor.fetchone()[0]
    return number
