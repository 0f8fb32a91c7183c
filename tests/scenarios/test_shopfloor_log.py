"""The real log of a metal-working plant is replayed in its own time (real data)."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qitao.links.values import RunState
from qitao.lowcode.actions import install_template
from qitao.production.models import OrderOperation, WorkOrder
from tests.scenarios.real import HOUSE, Rows, bring_in, fingerprints, read, rows_of

MAPPING = "shopfloor-log"
WALL = ZoneInfo("Asia/Shanghai")
KINDS = {"S": "setup", "D": "run", "B": "breakdown"}
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("_flow")]


@pytest.fixture
def file(shared: Path) -> Path:
    return shared / "data" / "shopfloor-log" / "events.csv"


@pytest.fixture
def _flow(real_db: None) -> None:
    install_template(actor=HOUSE, template="work_orders_by_operation")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WALL)


def figures(events: Rows, *by: str) -> dict[tuple[str, ...], tuple[Decimal, Decimal]]:
    """Add good and rejected pieces up, as the file knows them."""
    sums: dict[tuple[str, ...], tuple[Decimal, Decimal]] = {}
    for event in events:
        key = tuple(event[name] for name in by)
        good, scrap = sums.get(key, (Decimal(0), Decimal(0)))
        sums[key] = good + Decimal(event["qty_good"]), scrap + Decimal(event["qty_rejected"])
    return sums


def check_everything(events: Rows) -> None:
    """Compare orders, operations, reports and times with the file, figure by figure."""
    found = rows_of(
        "SELECT o.number, m.code, sum(r.good), sum(r.scrap) FROM production_report r "
        "JOIN production_orderoperation p ON p.id = r.operation_id "
        "JOIN production_workorder o ON o.id = p.order_id "
        "JOIN catalog_machine m ON m.id = r.machine_id GROUP BY 1, 2"
    )
    assert {(order, machine): (good, scrap) for order, machine, good, scrap in found} == figures(
        events, "work_order", "machine"
    )
    operations = OrderOperation.objects.values_list("order__number", "name", "good", "scrap")
    assert {(order, name): (good, scrap) for order, name, good, scrap in operations} == figures(
        events, "work_order", "operation"
    )
    assert Counter(
        rows_of(
            "SELECT o.number, p.name, m.code, u.username, r.is_rework, r.good, r.scrap, "
            "r.happened_at FROM production_report r "
            "JOIN production_orderoperation p ON p.id = r.operation_id "
            "JOIN production_workorder o ON o.id = p.order_id "
            "JOIN catalog_machine m ON m.id = r.machine_id "
            "JOIN people_user u ON u.id = r.operator_id"
        )
    ) == Counter(
        (
            event["work_order"],
            event["operation"],
            event["machine"],
            event["worker"].lower(),
            event["rework"] == "1",
            Decimal(event["qty_good"]),
            Decimal(event["qty_rejected"]),
            moment(event["finished_at"]),
        )
        for event in events
    )
    assert Counter(
        rows_of(
            "SELECT o.number, p.name, m.code, u.username, t.kind, t.started_at, t.ended_at "
            "FROM production_workperiod t "
            "JOIN production_orderoperation p ON p.id = t.operation_id "
            "JOIN production_workorder o ON o.id = p.order_id "
            "JOIN catalog_machine m ON m.id = t.machine_id "
            "JOIN people_user u ON u.id = t.operator_id"
        )
    ) == Counter(
        (
            event["work_order"],
            event["operation"],
            event["machine"],
            event["worker"].lower(),
            KINDS[event["report_type"]],
            moment(event["started_at"]),
            moment(event["finished_at"]),
        )
        for event in events
    )


def check_orders(events: Rows) -> None:
    """Compare the heads of the orders with the file."""
    orders = {event["work_order"]: event for event in reversed(events)}
    assert set(
        rows_of(
            "SELECT o.number, m.code, o.quantity, o.created_at, o.state "
            "FROM production_workorder o JOIN catalog_material m ON m.id = o.material_id"
        )
    ) == {
        (
            number,
            event["part"],
            Decimal(event["order_qty"]),
            moment(event["started_at"]),
            "in_production",
        )
        for number, event in orders.items()
    }


def test_shopfloor_log(file: Path) -> None:
    outcome = bring_in(file.parent, MAPPING)
    assert (outcome.state, outcome.faults) == (RunState.DONE, [])
    events = read(file)
    assert len(events) == 1542
    assert Counter(event["report_type"] for event in events) == {"S": 341, "D": 1173, "B": 28}
    check_everything(events)
    check_orders(events)
    assert WorkOrder.objects.count() == 147

    hours: dict[str, timedelta] = defaultdict(timedelta)
    for event in events:
        spent = moment(event["finished_at"]) - moment(event["started_at"])
        hours[KINDS[event["report_type"]]] += spent
    assert hours == dict(
        rows_of("SELECT kind, sum(ended_at - started_at) FROM production_workperiod GROUP BY 1")
    )

    before = fingerprints()
    again = bring_in(file.parent, MAPPING)
    assert again.state is RunState.DONE
    assert again.done is not None
    assert (again.done.saved.created, again.done.saved.updated) == (0, 0)
    assert fingerprints() == before


def test_a_longer_log_adds_only_what_is_new(file: Path, tmp_path: Path) -> None:
    """Orders that come between known ones move every line of the file, and nothing else."""
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    events = read(file)
    numbers = list(dict.fromkeys(event["work_order"] for event in events))
    some = set(numbers[1::2])
    kept = [
        line for line, event in zip(lines[1:], events, strict=True) if event["work_order"] in some
    ]
    (tmp_path / "events.csv").write_text("".join([lines[0], *kept]), encoding="utf-8")
    first = bring_in(tmp_path, MAPPING)
    assert (first.state, first.faults) == (RunState.DONE, [])
    check_everything([event for event in events if event["work_order"] in some])
    whole = bring_in(file.parent, MAPPING)
    assert whole.done is not None
    saved = {one.noun: (one.created, one.unchanged) for one in whole.done.batches}
    assert saved["work_order"] == (147 - len(some), len(some))
    assert saved["report"] == (1542 - len(kept), len(kept))
    check_everything(events)
    check_orders(events)
