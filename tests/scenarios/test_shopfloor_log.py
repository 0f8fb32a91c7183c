"""The real log of a metal-working plant is replayed in its own time (real data)."""

import csv
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from qitao.base.actor import Actor, Door
from qitao.links import actions
from qitao.links.actions import Outcome
from qitao.links.values import RunState
from qitao.lowcode.actions import install_template
from qitao.production.models import OrderOperation, Report, WorkOrder

MAPPING = Path(__file__).resolve().parents[2] / "examples" / "mappings" / "shopfloor-log.yaml"
HOUSE = Actor.system(cause="test", door=Door.CLI)
pytestmark = pytest.mark.slow
Figures = dict[tuple[str, str], tuple[Decimal, Decimal]]


def bring_in(file: Path) -> Outcome:
    mapping = MAPPING.read_text(encoding="utf-8")
    planned = actions.plan_import(
        actor=HOUSE, source=str(file.parent), mapping=mapping, background=False
    )
    outcome = actions.carry_out(planned.import_run, HOUSE)
    assert outcome is not None
    return outcome


@pytest.fixture
def file(shared: Path) -> Path:
    return shared / "data" / "shopfloor-log" / "events.csv"


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def figures(query: str) -> Figures:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {(order, machine): (good, scrap) for order, machine, good, scrap in cursor}


def test_shopfloor_log(real_db: None, file: Path) -> None:
    install_template(actor=HOUSE, template="work_orders_by_operation")
    outcome = bring_in(file)
    assert (outcome.state, outcome.faults) == (RunState.DONE, [])
    events = read(file)

    expected: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for event in events:
        sums = expected[event["work_order"], event["machine"]]
        sums[0] += Decimal(event["qty_good"])
        sums[1] += Decimal(event["qty_rejected"])
    assert figures(
        "SELECT o.number, m.code, sum(r.good), sum(r.scrap) FROM production_report r "
        "JOIN production_orderoperation p ON p.id = r.operation_id "
        "JOIN production_workorder o ON o.id = p.order_id "
        "JOIN catalog_machine m ON m.id = r.machine_id GROUP BY 1, 2"
    ) == {key: (good, scrap) for key, (good, scrap) in expected.items()}

    assert WorkOrder.objects.count() == len({event["work_order"] for event in events}) == 147
    assert set(WorkOrder.objects.values_list("state", flat=True)) == {"in_production"}
    steps = {(event["work_order"], event["operation"]) for event in events}
    assert OrderOperation.objects.count() == len(steps)
    assert Report.objects.count() == len(events) == 1542
    for operation in OrderOperation.objects.select_related("order")[:50]:
        own = [
            event
            for event in events
            if (event["work_order"], event["operation"]) == (operation.order.number, operation.name)
        ]
        assert operation.good == sum(Decimal(event["qty_good"]) for event in own)
        assert operation.scrap == sum(Decimal(event["qty_rejected"]) for event in own)

    wall = ZoneInfo("Asia/Shanghai")
    report = Report.objects.get(slip="WO-1#2")
    assert report.happened_at == datetime(2012, 1, 30, 5, 43, tzinfo=wall)
    assert report.operator is not None
    assert report.operator.username == "id4932"

    again = bring_in(file)
    assert again.state is RunState.DONE
    assert again.done is not None
    assert (again.done.saved.created, again.done.saved.updated) == (0, 0)
    assert Report.objects.count() == len(events)
