"""`POST /api/inventory/check` as another system calls it: a verdict per order and per line."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.production import actions as production
from qitao.production.actions.create import OrderCreated
from tests.api.conftest import MakeClient
from tests.kitting.plant import Shop, one, rows, run
from tests.kitting.test_unknown import other_session
from tests.shop import HOUSE, build_shop
from tests.shop import Shop as Works

ADDRESS = "/api/inventory/check"


@pytest.fixture
def shop(real_db: None) -> Shop:
    return Shop().build()


def test_orders_and_lines_get_a_verdict_each(client_of: MakeClient, shop: Shop) -> None:
    boss = client_of("boss", "administrator")
    shop.stock(1, 10)
    shop.order(1, (1, 6), (2, 1))  # never checked: it keeps its claim
    reply = boss.call(
        "POST",
        ADDRESS,
        {
            "orders": ["WO1", "WO7"],
            "lines": [{"plant": "P1", "material": "M1", "quantity": "11"}],
        },
    )
    assert reply.status == 200, reply.body
    first, unknown = reply.json["orders"]
    assert (first["order"], first["state"]) == ("WO1", "partial")
    assert [(li["material"], li["state"], li["short"]) for li in first["lines"]] == [
        ("M1", "complete", "0.000000"),
        ("M2", "short", "1.000000"),
    ]
    assert (unknown["state"], unknown["cause"]) == ("unknown", "not_found")
    (line,) = reply.json["lines"]
    assert (line["state"], line["covered"], line["free"]) == ("partial", "4.000000", "10.000000")


def test_a_check_that_does_not_answer_says_unknown(client_of: MakeClient, shop: Shop) -> None:
    boss = client_of("boss", "administrator")
    shop.order(1, (1, 6))
    run("SET lock_timeout = '50ms'")
    with other_session() as slow:
        slow.execute("LOCK TABLE stock_account IN ACCESS EXCLUSIVE MODE")
        reply = boss.call("POST", ADDRESS, {"orders": ["WO1"]})
        slow.rollback()
    assert reply.status == 200
    (order,) = reply.json["orders"]
    assert (order["state"], order["cause"], order["lines"]) == ("unknown", "locked", [])


def test_faulty_questions_are_refused_in_the_one_shape(client_of: MakeClient, shop: Shop) -> None:
    boss = client_of("boss", "administrator")
    for body in ({"order": ["WO1"]}, {"lines": [{"plant": "P1", "material": "M1", "quantity": 0}]}):
        reply = boss.call("POST", ADDRESS, body)
        assert (reply.status, reply.code) == (422, "INVALID")
    assert client_of("guest").call("POST", ADDRESS, {"orders": ["WO1"]}).status == 403
    assert json.loads(boss.call("POST", ADDRESS, {}).body) == {"orders": [], "lines": []}


@pytest.fixture
def works(real_db: None) -> Works:
    return build_shop()


def submitted(works: Works, quantity: int, **more: object) -> OrderCreated:
    made = works.order(quantity, **more)
    production.submit_order(actor=HOUSE, order=made.order)
    return made


def test_a_draft_gets_the_verdict_that_it_would_get_when_submitted(
    client_of: MakeClient, works: Works
) -> None:
    boss = client_of("boss", "administrator")
    works.stock(10)
    first = submitted(works, 6, priority=2)
    fits, lacks, urgent = works.order(4), works.order(5, priority=9), works.order(7, priority=1)
    asked = [fits.number, lacks.number, urgent.number, first.number]
    tables = ("kitting_verdict", "kitting_demand", "base_journal", "production_workorder")
    before = [one(f"SELECT count(*) FROM {table}") for table in tables]
    alone = [boss.call("POST", ADDRESS, {"orders": [n]}).json["orders"][0] for n in asked]
    assert [(o["state"], o["draft"], o["cause"]) for o in alone] == [
        ("complete", True, ""),
        ("short", True, ""),
        ("complete", True, ""),  # it would come before all others
        ("complete", False, ""),
    ]
    lines = {line["material"]: Decimal(line["required"]) for line in alone[1]["lines"]}
    assert lines == {"RESIN": 5, "SCREW": 20, "BOX": 5}
    assert {line["material"]: Decimal(line["short"]) for line in alone[1]["lines"]} == {
        "RESIN": 1, "SCREW": 4, "BOX": 1,
    }  # fmt: skip
    together = boss.call("POST", ADDRESS, {"orders": asked}).json["orders"]
    assert [o["order"] for o in together] == asked
    assert [o["state"] for o in together] == ["short", "short", "complete", "complete"]
    assert [one(f"SELECT count(*) FROM {table}") for table in tables] == before
    production.submit_order(actor=HOUSE, order=lacks.order)
    (after,) = boss.call("POST", ADDRESS, {"orders": [lacks.number]}).json["orders"]
    assert after == {**alone[1], "draft": False}


def test_a_draft_says_when_supply_would_cover_it(client_of: MakeClient, works: Works) -> None:
    boss = client_of("boss", "administrator")
    works.stock(3)
    draft = works.order(4)
    day = (clock.now() + timedelta(days=9)).date()
    shop = Shop(works.plant)
    for number, (name, quantity) in enumerate((("RESIN", 1), ("SCREW", 4), ("BOX", 1)), 1):
        shop.incoming(number, works.materials[name], quantity, day)
    (order,) = boss.call("POST", ADDRESS, {"orders": [draft.number]}).json["orders"]
    assert (order["state"], order["coverage_on"]) == ("short", day.isoformat())


def test_a_draft_of_another_plant_is_not_found(client_of: MakeClient, works: Works) -> None:
    draft = works.order(4)
    run("INSERT INTO people_orgunit (id, code, name, kind) VALUES (77, 'X', 'X', 'plant')")
    run("INSERT INTO people_plant (id, code, name, org_unit_id) VALUES (77, 'X', 'X', 77)")
    asker = client_of("asker", "planner", plant=PlantId(77))
    (order,) = asker.call("POST", ADDRESS, {"orders": [draft.number]}).json["orders"]
    assert (order["state"], order["cause"], order["draft"]) == ("unknown", "not_found", False)
    assert rows("SELECT 1 FROM kitting_verdict") == []
