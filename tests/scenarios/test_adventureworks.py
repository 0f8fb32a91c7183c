"""A bicycle maker's master data, stock and purchases come in from its files (real data)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from pathlib import Path

import pytest
from django.db import connection

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.catalog import queries as catalog
from qitao.catalog.models import Bom, Location, Material, Unit, WorkCentre
from qitao.catalog.values import MaterialId
from qitao.catalog.values.structure import Request
from qitao.kitting import actions as kitting
from qitao.links.values import RunState
from qitao.lowcode.actions import install_template
from qitao.people.models import Plant
from qitao.production import actions as production
from qitao.production.actions.imports import ImportedOrder
from qitao.production.values import OrderState
from tests.kitting.oracle import Kit, Line, Order, greedy
from tests.scenarios.real import HOUSE, Rows, bring_in, fingerprints, read, rows_of, value_of

pytestmark = pytest.mark.slow
MAPPING = "adventureworks"
DAYS = (date(2010, 6, 1), date(2010, 7, 25), date(2010, 7, 26), date(2010, 10, 1), date(2026, 1, 1))
"""BOM lines begin and end between them; one ends on the second and its heir begins on the third."""
Needs = dict[str, Decimal]


@dataclass
class Files:
    """The maker's files, and what follows from them without the product."""

    folder: Path
    _read: dict[str, Rows] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Rows:
        if name not in self._read:
            self._read[name] = read(self.folder / f"{name}.csv")
        return self._read[name]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Product numbers by id."""
        return {row["ProductID"]: row["ProductNumber"] for row in self["Product"]}

    @cached_property
    def made(self) -> list[str]:
        """The numbers of products that are made, with a BOM or without."""
        return [row["ProductNumber"] for row in self["Product"] if row["MakeFlag"] == "1"]

    @cached_property
    def lines(self) -> Rows:
        """BOM lines below an assembly."""
        return [row for row in self["BillOfMaterials"] if row["ProductAssemblyID"]]

    @cached_property
    def header(self) -> dict[str, dict[str, str]]:
        """Purchase orders by id."""
        return {row["PurchaseOrderID"]: row for row in self["PurchaseOrderHeader"]}

    def below(self, day: date) -> dict[str, list[tuple[str, Decimal]]]:
        """Return what each assembly takes of what on a day, line by line."""
        found: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
        for row in sorted(self.lines, key=lambda row: int(row["BillOfMaterialsID"])):
            last = row["EndDate"][:10] or "9999-12-31"
            if row["StartDate"][:10] <= day.isoformat() <= last:
                assembly = self.numbers[row["ProductAssemblyID"]]
                component = self.numbers[row["ComponentID"]]
                found[assembly].append((component, Decimal(row["PerAssemblyQty"])))
        return found

    def stock(self) -> Needs:
        """Return what lies in the house of each product."""
        found: Needs = defaultdict(Decimal)
        for row in self["ProductInventory"]:
            found[self.numbers[row["ProductID"]]] += Decimal(row["Quantity"])
        return found

    def incoming(self) -> Iterator[tuple[str, Decimal, date]]:
        """Yield what approved purchase lines will still bring."""
        for row in self["PurchaseOrderDetail"]:
            open_quantity = Decimal(row["OrderQty"]) - Decimal(row["ReceivedQty"])
            if self.header[row["PurchaseOrderID"]]["Status"] == "2" and open_quantity > 0:
                due = date.fromisoformat(row["DueDate"][:10])
                yield self.numbers[row["ProductID"]], open_quantity, due


@pytest.fixture
def files(shared: Path) -> Files:
    return Files(shared / "data" / "adventureworks")


@pytest.fixture
def _brought_in(real_db: None, files: Files) -> None:
    outcome = bring_in(files.folder, MAPPING)
    assert (outcome.state, outcome.faults) == (RunState.DONE, [])


def check_master_data(files: Files) -> None:
    """Compare products, units, vendors, what they sell, scrap reasons and work centres."""
    products = files["Product"]
    assert len(products) == 504
    assert Counter(
        rows_of(
            "SELECT code, name, kind, safety_stock, reorder_point, standard_cost, lead_time_days "
            "FROM catalog_material"
        )
    ) == Counter(
        (
            row["ProductNumber"],
            row["Name"],
            "make" if row["MakeFlag"] == "1" else "buy",
            Decimal(row["SafetyStockLevel"]),
            Decimal(row["ReorderPoint"]),
            Decimal(row["StandardCost"]),
            int(row["DaysToManufacture"]),
        )
        for row in products
    )
    assert Unit.objects.count() == len(files["UnitMeasure"]) == 38
    assert set(rows_of("SELECT code, name, active FROM catalog_partner")) == {
        (row["AccountNumber"], row["Name"], row["ActiveFlag"] == "1") for row in files["Vendor"]
    }
    accounts = {row["BusinessEntityID"]: row["AccountNumber"] for row in files["Vendor"]}
    assert Counter(
        rows_of(
            "SELECT m.code, p.code, u.code, s.lead_time_days, s.price, s.quantity_min, "
            "s.quantity_max FROM catalog_supplieritem s "
            "JOIN catalog_material m ON m.id = s.material_id "
            "JOIN catalog_partner p ON p.id = s.partner_id "
            "JOIN catalog_unit u ON u.id = s.unit_id"
        )
    ) == Counter(
        (
            files.numbers[row["ProductID"]],
            accounts[row["BusinessEntityID"]],
            row["UnitMeasureCode"].strip(),
            int(row["AverageLeadTime"]),
            Decimal(row["StandardPrice"]),
            Decimal(row["MinOrderQty"]),
            Decimal(row["MaxOrderQty"]),
        )
        for row in files["ProductVendor"]
    )
    assert set(rows_of("SELECT code, name FROM catalog_scrapreason")) == {
        (row["ScrapReasonID"], row["Name"]) for row in files["ScrapReason"]
    }
    costed = [row for row in files["Location"] if row["CostRate"] != "0"]
    assert set(rows_of("SELECT code, cost_rate FROM catalog_workcentre")) == {
        (row["LocationID"], Decimal(row["CostRate"])) for row in costed
    }
    assert not WorkCentre.objects.filter(line_side_location=None).exists()


def check_boms(files: Files) -> None:
    """Compare every BOM line with its dates."""
    assert len(files.lines) == 2576
    assert Counter(
        rows_of(
            "SELECT a.code, c.code, l.quantity, u.code, l.valid_from::text, "
            "coalesce(l.valid_to::text, '') FROM catalog_bomline l "
            "JOIN catalog_bom b ON b.id = l.bom_id "
            "JOIN catalog_material a ON a.id = b.material_id "
            "JOIN catalog_material c ON c.id = l.component_id "
            "JOIN catalog_unit u ON u.id = l.unit_id WHERE b.state = 'active'"
        )
    ) == Counter(
        (
            files.numbers[row["ProductAssemblyID"]],
            files.numbers[row["ComponentID"]],
            Decimal(row["PerAssemblyQty"]),
            row["UnitMeasureCode"].strip(),
            row["StartDate"][:10],
            row["EndDate"][:10],
        )
        for row in files.lines
    )
    assert Bom.objects.count() == len({row["ProductAssemblyID"] for row in files.lines})


def check_stock(files: Files) -> None:
    """Compare what lies in each bin of each location."""
    stock = files["ProductInventory"]
    assert len(stock) == 1069
    assert Counter(
        rows_of(
            "SELECT m.code, l.code, p.code, sum(a.quantity) FROM stock_account a "
            "JOIN catalog_material m ON m.id = a.material_id "
            "JOIN catalog_location l ON l.id = a.location_id "
            "JOIN catalog_location p ON p.id = l.parent_id "
            "WHERE a.quantity <> 0 GROUP BY 1, 2, 3"
        )
    ) == Counter(
        (
            files.numbers[row["ProductID"]],
            f"{row['LocationID']}-{row['Shelf']}-{row['Bin']}",
            row["LocationID"],
            Decimal(row["Quantity"]),
        )
        for row in stock
        if Decimal(row["Quantity"])
    )
    bins = {(row["LocationID"], row["Shelf"], row["Bin"]) for row in stock}
    assert Location.objects.exclude(parent=None).count() == len(bins)


def check_purchases(files: Files) -> None:
    """Compare every purchase line; what approved ones will still bring is incoming supply."""
    bought = files["PurchaseOrderDetail"]
    assert len(bought) == 8845
    words = {"1": "draft", "2": "approved", "3": "cancelled", "4": "closed"}
    accounts = {row["BusinessEntityID"]: row["AccountNumber"] for row in files["Vendor"]}
    assert Counter(
        rows_of(
            "SELECT o.number, o.state, p.code, l.line, m.code, l.ordered, l.received, l.rejected, "
            "l.stocked, l.unit_price, l.expected_on::text FROM trade_purchase_line l "
            "JOIN trade_purchase_order o ON o.id = l.order_id "
            "JOIN catalog_partner p ON p.id = o.partner_id "
            "JOIN catalog_material m ON m.id = l.material_id"
        )
    ) == Counter(
        (
            f"AW-{row['PurchaseOrderID']}",
            words[files.header[row["PurchaseOrderID"]]["Status"]],
            accounts[files.header[row["PurchaseOrderID"]]["VendorID"]],
            int(row["PurchaseOrderDetailID"]),
            files.numbers[row["ProductID"]],
            *(Decimal(row[f"{name}Qty"]) for name in ("Order", "Received", "Rejected", "Stocked")),
            Decimal(row["UnitPrice"]),
            row["DueDate"][:10],
        )
        for row in bought
    )
    assert value_of("SELECT count(*) FROM trade_purchase_order") == len(files.header) == 4012
    incoming = Counter(files.incoming())
    assert sum(incoming.values()) == 3
    assert incoming == Counter(
        rows_of(
            "SELECT m.code, s.quantity, s.expected_on FROM kitting_supply s "
            "JOIN catalog_material m ON m.id = s.material_id"
        )
    )


def check_explosions(files: Files) -> None:
    """Compare all levels below every make item, on days between which lines begin and end."""
    ids = dict(Material.objects.values_list("code", "id"))
    codes = {number: code for code, number in ids.items()}
    decimals = dict(Material.objects.values_list("code", "unit__decimals"))
    assert len(files.made) == 239
    deepest = 0
    for day in DAYS:
        below = files.below(day)
        requests = [Request(MaterialId(ids[one]), Decimal(3), day) for one in files.made]
        found: dict[int, Needs] = defaultdict(dict)
        for need in catalog.explode_many(requests):
            found[need.request][codes[need.material_id]] = need.quantity
            deepest = max(deepest, need.level)
        expected = [_exploded(one, Decimal(3), below, decimals) for one in files.made]
        assert [found[place] for place in range(len(requests))] == expected
        assert {one for one, needs in zip(files.made, expected, strict=True) if not needs} == set(
            files.made
        ) - set(below)
        drawn: dict[int, list[tuple[str, Decimal]]] = defaultdict(list)
        for component in catalog.list_components(requests):
            drawn[component.request].append((codes[component.material_id], component.quantity))
        assert [sorted(drawn[place]) for place in range(len(requests))] == [
            sorted((component, 3 * quantity) for component, quantity in below.get(one, ()))
            for one in files.made
        ]
    assert deepest == 4
    bicycle = max(files.made, key=lambda one: len(_exploded(one, Decimal(3), below, decimals)))
    nodes = catalog.explode(MaterialId(ids[bicycle]), Decimal(3), DAYS[-1])
    totals: Needs = defaultdict(Decimal)
    for node in nodes[1:]:
        totals[node.code] += node.quantity
    assert totals == _exploded(bicycle, Decimal(3), below, decimals)


def _exploded(
    product: str,
    quantity: Decimal,
    below: dict[str, list[tuple[str, Decimal]]],
    decimals: dict[str, int],
) -> Needs:
    """Add up all levels below a product, one line after the other."""
    needs: Needs = defaultdict(Decimal)
    for component, each in below.get(product, ()):
        step = Decimal(1).scaleb(-decimals[component])
        needed = (quantity * each).quantize(step, ROUND_CEILING)
        needs[component] += needed
        for deeper, more in _exploded(component, needed, below, decimals).items():
            needs[deeper] += more
    return needs


@pytest.mark.usefixtures("_brought_in")
def test_after_the_import_everything_equals_the_files(files: Files) -> None:
    check_master_data(files)
    check_boms(files)
    check_stock(files)
    check_purchases(files)
    check_explosions(files)


@pytest.mark.usefixtures("_brought_in")
def test_importing_again_changes_nothing(files: Files) -> None:
    before = fingerprints()
    outcome = bring_in(files.folder, MAPPING)
    assert outcome.state is RunState.DONE
    assert outcome.done is not None
    saved = outcome.done.saved
    assert (saved.created, saved.updated) == (0, 0)
    assert fingerprints() == before


def _forget_statistics() -> None:
    """Let the planner think every table empty, as where it looked before the rows were there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_class SET relpages = 1, reltuples = 0 "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        cursor.execute("DELETE FROM pg_statistic")


@pytest.mark.usefixtures("_brought_in")
def test_ten_thousand_orders_get_the_kit_verdict_that_the_files_say(files: Files) -> None:
    install_template(actor=HOUSE, template="work_orders_by_operation")
    plant = PlantId(Plant.objects.get(code="AW").pk)
    ids = dict(Material.objects.values_list("code", "id"))
    orders = tuple(
        ImportedOrder(
            f"G{number:05d}",
            plant,
            MaterialId(ids[files.made[number % len(files.made)]]),
            Decimal(1 + number % 7),
            due_on=date(2026, 1, 1) + timedelta(days=number % 90),
            priority=1 + number % 9,
        )
        for number in range(10_000)
    )
    production.import_orders(actor=HOUSE, orders=orders, state=OrderState.AWAITING_SCHEDULE)
    _forget_statistics()
    kitting.check_kits(actor=HOUSE, plant=plant)
    verdicts = {
        int(label[1:]): (state, lines, short)
        for label, state, lines, short in rows_of(
            "SELECT v.label, v.state, v.lines, v.lines_short FROM kitting_verdict v "
            "JOIN production_workorder o ON o.id = v.source_id AND v.source_type = 'work_order'"
        )
    }
    kits = _kits(files, orders, ids)
    assert len(verdicts) == 10_000
    assert verdicts == {
        number: (_state(kit), len(kit.covered), kit.lines_short) for number, kit in kits.items()
    }
    states = Counter(state for state, _, _ in verdicts.values())
    assert set(states) == {"complete", "partial"}
    assert min(states.values()) > 1_000


def _kits(files: Files, orders: tuple[ImportedOrder, ...], ids: dict[str, int]) -> dict[int, Kit]:
    """Return what the naive check makes of the files' BOMs and stock."""
    numbers = {number: code for code, number in ids.items()}
    below = files.below(clock.now().date())
    asked = [
        Order(
            number,
            order.priority,
            order.due_on,
            tuple(
                Line(ids[component], each * order.quantity)
                for component, each in below.get(numbers[order.material], ())
            ),
        )
        for number, order in enumerate(orders)
    ]
    free = {ids[code]: quantity for code, quantity in files.stock().items()}
    return greedy(asked, free, whole=True)


def _state(kit: Kit) -> str:
    if not kit.lines_short:
        return "complete"
    return "partial" if kit.lines_short < len(kit.covered) else "short"


def test_a_trial_says_what_would_be_and_writes_nothing(real_db: None, files: Files) -> None:
    before = fingerprints()
    outcome = bring_in(files.folder, MAPPING, dry_run=True)
    assert outcome.state is RunState.TRIED
    assert outcome.done is not None
    assert outcome.done.saved.created > 4_000
    assert fingerprints() == before
    preview = next(one for one in outcome.previews if one.noun == "material")
    assert len(preview.rows) == 10
    assert preview.rows[0][preview.columns.index("code")] == "AR-5381"
