"""`POST /api/inventory/check` as another system calls it: a verdict per order and per line."""

import json

import pytest

from tests.api.conftest import MakeClient
from tests.kitting.plant import Shop, run
from tests.kitting.test_unknown import other_session

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
