"""The incident that the product exists for: 47 orders wait at 齐套检查 and nobody knows why.

The kit check times out since another session holds the stock table (an upgrade without a plan).
The orders must say *unknown: the check did not answer*, not *short*; once the cause is gone, one
bulk re-drive moves all 47, tagged 应急处理, with an outcome per order.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection

from qitao.flow import queries as flow
from qitao.kitting import values as kitting_values
from qitao.production import actions as production
from qitao.production.models import WorkOrder
from qitao.production.queries.explain import explain_order
from qitao.production.values import BUSINESS, WorkOrderId
from tests.shop import HOUSE, Shop, build_shop

ORDERS = 47


@pytest.fixture
def shop(real_db: None) -> Shop:
    shop = build_shop()
    shop.stock(ORDERS * 10)
    return shop


@contextmanager
def an_upgrade_that_locks_the_stock() -> Iterator[None]:
    """Another session that holds the stock table, as an ALTER TABLE without a plan would."""
    connection.ensure_connection()
    info = connection.connection.info
    with psycopg.connect(info.dsn, password=info.password) as other:
        other.execute("LOCK TABLE stock_account IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


def submit(shop: Shop) -> list[WorkOrderId]:
    orders = [shop.order(10).order for _ in range(ORDERS)]
    for order in orders:
        production.submit_order(actor=HOUSE, order=order)
    return orders


def test_injection_shop_backlog(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kitting_values, "FEW_TIMEOUT_MS", 40)
    with an_upgrade_that_locks_the_stock():
        orders = submit(shop)
        told = [explain_order(HOUSE, order, lang="zh")[0] for order in orders]
        assert {(why.node, why.outcome.value) for why in told} == {("check_kit", "unknown")}
        kit = told[0].stopping[0]
        assert "没有得到答复" in kit.sentence
        assert "缺" not in kit.sentence.replace("不代表缺料", "")
        still = production.redrive_orders(actor=HOUSE, orders=tuple(orders), reason="先试一次")
        assert (still.moved, len(still.outcomes)) == (0, ORDERS)
    monkeypatch.undo()

    answer = production.redrive_orders(actor=HOUSE, orders=tuple(orders), reason="锁已释放")

    assert (answer.tag, answer.moved, len(answer.outcomes)) == ("emergency", ORDERS, ORDERS)
    assert {one.node for one in answer.outcomes} == {"awaiting_schedule"}
    assert set(WorkOrder.objects.values_list("state", flat=True)) == {"awaiting_schedule"}
    logs = [flow.list_log(BUSINESS, order) for order in orders]
    assert all(any(line.tag == "emergency" for line in log) for log in logs)
    again = production.redrive_orders(actor=HOUSE, orders=tuple(orders), reason="再点一次")
    assert again.moved == 0
