"""The incident that the product exists for: 47 orders wait at 齐套检查 and nobody knows why.

The kit check times out since another session holds the stock table (an upgrade without a plan).
The orders must say *unknown: the check did not answer*, not *short*; once the cause is gone, one
bulk re-drive moves all 47, tagged 应急处理, with an outcome per order.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.test import Client

from qitao.flow import queries as flow
from qitao.kitting import values as kitting_values
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.values import RoleId
from qitao.production import actions as production
from qitao.production.models import WorkOrder
from qitao.production.queries.explain import explain_order
from qitao.production.values import BUSINESS, WorkOrderId
from tests.shop import HOUSE, Shop, build_shop
from tests.web.conftest import enter_form, sign_in

ORDERS = 47


@pytest.fixture
def shop(real_db: None) -> Shop:
    shop = build_shop()
    shop.stock(ORDERS * 10)
    return shop


@pytest.fixture
def director(shop: Shop) -> Client:
    """The workshop director at a browser, in Chinese."""
    people.install_roles(actor=HOUSE)
    user = people.create_user(actor=HOUSE, username="director", name="赵志强").user
    role = RoleId(queries.get_role_by_code("workshop_director").id)
    people.assign_role(actor=HOUSE, user=user, role=role)
    return sign_in(user)


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


def check_the_order_page(director: Client, order: WorkOrderId) -> None:
    """The page says that the check did not answer, and nothing of a shortage."""
    number = WorkOrder.objects.get(pk=order).number
    page = director.get(f"/orders/{number}/").content.decode()
    assert "reason-unknown" in page
    assert "齐套检查没有得到答复" in page
    assert "不代表缺料" in page
    assert "do-redrive_orders" in page
    assert not re.search(r"缺 \d+ 项", page)
    listed = director.get(f"/orders/?q={number}").content.decode()
    assert "检查没有答复" in listed
    assert "查不到" in listed
    assert not re.search(r"缺 \d+ 项", listed)


def outcomes(director: Client, orders: list[WorkOrderId], reason: str) -> str:
    """Pick all orders in the list, re-drive them, and read what became of each."""
    picked = {"order": orders, "verb": "redrive_orders"}
    asked = enter_form(director, "/orders/bulk/", **picked).content.decode()
    assert f"{ORDERS} 张工单" in asked
    return str(enter_form(director, "/orders/bulk/", reason=reason, **picked).content.decode())


@pytest.mark.slow
def test_injection_shop_backlog(
    shop: Shop, director: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kitting_values, "FEW_TIMEOUT_MS", 40)
    with an_upgrade_that_locks_the_stock():
        orders = submit(shop)
        told = [explain_order(HOUSE, order, lang="zh")[0] for order in orders]
        assert {(why.node, why.outcome.value) for why in told} == {("check_kit", "unknown")}
        kit = told[0].stopping[0]
        assert "没有得到答复" in kit.sentence
        assert "缺" not in kit.sentence.replace("不代表缺料", "")
        check_the_order_page(director, orders[0])
        told = outcomes(director, orders, "先试一次")
        assert f"{ORDERS} 张里办成 0 张" in told
        assert told.count("等待齐套检查通过") == ORDERS
        still = production.redrive_orders(actor=HOUSE, orders=tuple(orders), reason="先试一次")
        assert (still.moved, len(still.outcomes)) == (0, ORDERS)
    monkeypatch.undo()

    told = outcomes(director, orders, "锁已释放")

    assert f"{ORDERS} 张里办成 {ORDERS} 张" in told
    for number in WorkOrder.objects.values_list("number", flat=True):
        assert number in told
    assert told.count("待排产") >= ORDERS
    assert set(WorkOrder.objects.values_list("state", flat=True)) == {"awaiting_schedule"}
    logs = [flow.list_log(BUSINESS, order) for order in orders]
    assert all(any(line.tag == "emergency" for line in log) for log in logs)
    again = production.redrive_orders(actor=HOUSE, orders=tuple(orders), reason="再点一次")
    assert again.moved == 0
