"""A page hears what happened after it was read: rows that are committed, as others see them."""

import json

import pytest
from django.test import Client

from qitao.base import journal
from qitao.production.actions import hold_order, set_priorities
from qitao.production.actions.control import PriorityChange
from tests.shop import HOUSE
from tests.standing import stand
from tests.waiting import settled
from tests.web.conftest import sign_in
from tests.web.town import Town, busy_town


@pytest.fixture
def committed(real_db: None) -> Town:
    """A plant at work whose rows are committed, and nothing older on the server still open."""
    made = stand("town", busy_town)
    settled()
    return made


def since(client: Client, at: str, followed: str) -> dict[str, object]:
    settled()
    answer = client.get("/live/since", {"at": at, "topics": followed})
    assert answer.status_code == 200
    told: dict[str, object] = json.loads(answer.content)
    return told


def test_a_page_hears_what_happened_after_it_was_read(committed: Town) -> None:
    order, other = committed.orders["waiting"], committed.orders["scheduled"]
    client = sign_in(committed.users["planner"])
    page = client.get(f"/orders/{order.number}/").content.decode()
    at = page.split('data-live-at="')[1].split('"')[0]
    followed = page.split('data-live="')[1].split('"')[0]
    assert f"work_order:{order.order}" in followed
    hold_order(actor=HOUSE, order=order.order, reason="mould is being repaired")
    told = since(client, at, f"work_order:{order.order}")
    assert told["changed"] == [f"work_order:{order.order}"]
    assert since(client, str(told["at"]), f"work_order:{order.order}")["changed"] == []
    assert since(client, at, f"work_order:{other.order}")["changed"] == []


def test_orders_changed_together_are_all_named(committed: Town) -> None:
    client = sign_in(committed.users["planner"])
    at = str(journal.present())
    orders = tuple(committed.orders[name].order for name in ("waiting", "scheduled"))
    set_priorities(actor=HOUSE, changes=tuple(PriorityChange(order, 1) for order in orders))
    for order in orders:
        assert since(client, at, f"work_order:{order}")["changed"]
