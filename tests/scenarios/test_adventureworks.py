"""A bicycle maker's master data, stock and purchases come in from its files (real data)."""

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from qitao.base.actor import Actor, Door
from qitao.base.ids import PlantId
from qitao.catalog import queries as catalog
from qitao.catalog.models import (
    Bom,
    BomLine,
    Location,
    Material,
    Partner,
    ScrapReason,
    SupplierItem,
    Unit,
    WorkCentre,
)
from qitao.catalog.values import MaterialId
from qitao.catalog.values.structure import Request
from qitao.kitting import actions as kitting
from qitao.links import actions
from qitao.links.actions import Outcome
from qitao.links.values import RunState
from qitao.lowcode.actions import install_template
from qitao.people.models import Plant
from qitao.production import actions as production
from qitao.production.actions.imports import ImportedOrder
from qitao.production.values import OrderState

MAPPING = Path(__file__).resolve().parents[2] / "examples" / "mappings" / "adventureworks.yaml"
HOUSE = Actor.system(cause="test", door=Door.CLI)
pytestmark = pytest.mark.slow


def bring_in(folder: Path, *, dry_run: bool = False) -> Outcome:
    planned = actions.plan_import(
        actor=HOUSE,
        source=str(folder),
        mapping=MAPPING.read_text(encoding="utf-8"),
        dry_run=dry_run,
        background=False,
    )
    outcome = actions.carry_out(planned.import_run, HOUSE)
    assert outcome is not None
    return outcome


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def value(query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "data" / "adventureworks"


@pytest.fixture
def _brought_in(real_db: None, folder: Path) -> None:
    outcome = bring_in(folder)
    assert (outcome.state, outcome.faults) == (RunState.DONE, [])


@pytest.mark.usefixtures("_brought_in")
def test_after_the_import_every_total_equals_the_files(folder: Path) -> None:
    products = read(folder, "Product")
    assert Material.objects.count() == len(products) == 504
    assert Counter(Material.objects.values_list("kind", flat=True)) == {
        "make": sum(row["MakeFlag"] == "1" for row in products),
        "buy": sum(row["MakeFlag"] == "0" for row in products),
    }
    assert Unit.objects.count() == len(read(folder, "UnitMeasure"))
    assert Partner.objects.count() == len(read(folder, "Vendor"))
    assert ScrapReason.objects.count() == len(read(folder, "ScrapReason"))
    assert SupplierItem.objects.count() == len(read(folder, "ProductVendor"))
    places = read(folder, "Location")
    assert WorkCentre.objects.count() == sum(row["CostRate"] != "0" for row in places)
    assert not WorkCentre.objects.filter(line_side_location=None).exists()

    lines = [row for row in read(folder, "BillOfMaterials") if row["ProductAssemblyID"]]
    assert BomLine.objects.count() == len(lines)
    assert Bom.objects.count() == len({row["ProductAssemblyID"] for row in lines})
    total = sum(Decimal(row["PerAssemblyQty"]) for row in lines)
    assert value("SELECT sum(quantity) FROM catalog_bomline") == total

    stock = read(folder, "ProductInventory")
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for row in stock:
        expected[row["LocationID"]] += Decimal(row["Quantity"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(p.code, l.code), sum(a.quantity) FROM stock_account a "
            "JOIN catalog_location l ON l.id = a.location_id "
            "LEFT JOIN catalog_location p ON p.id = l.parent_id "
            "WHERE a.quantity <> 0 GROUP BY 1"
        )
        found = dict(cursor.fetchall())
    assert found == {code: quantity for code, quantity in expected.items() if quantity}
    bins = {(row["LocationID"], row["Shelf"], row["Bin"]) for row in stock}
    assert Location.objects.exclude(parent=None).count() == len(bins)

    bought = read(folder, "PurchaseOrderDetail")
    assert value("SELECT count(*) FROM trade_purchase_line") == len(bought) == 8845
    assert value("SELECT count(*) FROM trade_purchase_order") == len(
        read(folder, "PurchaseOrderHeader")
    )
    for column, field in (
        ("ordered", "OrderQty"),
        ("received", "ReceivedQty"),
        ("rejected", "RejectedQty"),
        ("stocked", "StockedQty"),
    ):
        expected_total = sum(Decimal(row[field]) for row in bought)
        assert value(f"SELECT sum({column}) FROM trade_purchase_line") == expected_total
    states = {row["PurchaseOrderID"]: row["Status"] for row in read(folder, "PurchaseOrderHeader")}
    incoming = sum(
        max(Decimal(row["OrderQty"]) - Decimal(row["ReceivedQty"]), Decimal(0))
        for row in bought
        if states[row["PurchaseOrderID"]] == "2"
    )
    assert (value("SELECT sum(quantity) FROM kitting_supply") or 0) == incoming


@pytest.mark.usefixtures("_brought_in")
def test_every_make_item_that_has_a_bom_explodes(folder: Path) -> None:
    lines = [row for row in read(folder, "BillOfMaterials") if row["ProductAssemblyID"]]
    for day in (date(2010, 6, 1), date(2010, 10, 1), date(2014, 1, 1)):
        below: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for row in lines:
            last = row["EndDate"][:10] or "9999-12-31"
            if row["StartDate"][:10] <= day.isoformat() <= last:
                below[row["ProductAssemblyID"]][row["ComponentID"]] += Decimal(
                    row["PerAssemblyQty"]
                )
        numbers = {row["ProductID"]: row["ProductNumber"] for row in read(folder, "Product")}
        ids = dict(Material.objects.values_list("code", "id"))
        made = sorted(below)
        requests = [Request(MaterialId(ids[numbers[one]]), Decimal(100), day) for one in made]
        components = catalog.list_components(requests)
        found: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for component in components:
            found[component.request][component.material_id] += component.quantity
        expected = {
            place: {ids[numbers[one]]: count * 100 for one, count in below[product].items()}
            for place, product in enumerate(made)
        }
        assert {place: dict(needs) for place, needs in found.items()} == expected
        needs = catalog.explode_many(requests)
        assert {need.request for need in needs} == set(range(len(made)))
        for request in requests[:20]:
            assert len(catalog.explode(request.material, request.quantity, day)) > 1


@pytest.mark.usefixtures("_brought_in")
def test_importing_again_changes_nothing(folder: Path) -> None:
    tables = (
        "catalog_materialevent",
        "catalog_bomlineevent",
        "catalog_locationevent",
        "stock_movement",
        "trade_purchase_line",
    )
    before = [value(f"SELECT count(*) FROM {table}") for table in tables]
    outcome = bring_in(folder)
    assert outcome.state is RunState.DONE
    assert outcome.done is not None
    saved = outcome.done.saved
    assert (saved.created, saved.updated) == (0, 0)
    assert [value(f"SELECT count(*) FROM {table}") for table in tables] == before


@pytest.mark.usefixtures("_brought_in")
def test_ten_thousand_orders_get_a_kit_verdict() -> None:
    install_template(actor=HOUSE, template="work_orders_by_operation")
    plant = PlantId(Plant.objects.get(code="AW").pk)
    made = [*Bom.objects.order_by("material_id").values_list("material_id", flat=True)]
    orders = tuple(
        ImportedOrder(
            f"G{number:05d}",
            plant,
            MaterialId(made[number % len(made)]),
            Decimal(1 + number % 7),
            due_on=date(2026, 1, 1) + timedelta(days=number % 90),
            priority=1 + number % 9,
        )
        for number in range(10_000)
    )
    production.import_orders(actor=HOUSE, orders=orders, state=OrderState.AWAITING_SCHEDULE)
    kitting.check_kits(actor=HOUSE, plant=plant)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.state, count(*) FROM kitting_verdict v JOIN production_workorder o "
            "ON o.id = v.source_id AND v.source_type = 'work_order' GROUP BY 1"
        )
        verdicts = dict(cursor.fetchall())
    assert sum(verdicts.values()) == 10_000
    assert "unknown" not in verdicts
    assert 0 < verdicts["complete"] < 10_000


def test_a_trial_says_what_would_be_and_writes_nothing(real_db: None, folder: Path) -> None:
    outcome = bring_in(folder, dry_run=True)
    assert outcome.state is RunState.TRIED
    assert outcome.done is not None
    assert outcome.done.saved.created > 4_000
    assert Material.objects.count() == 0
    preview = next(one for one in outcome.previews if one.noun == "material")
    assert len(preview.rows) == 10
    assert preview.rows[0][preview.columns.index("code")] == "AR-5381"
