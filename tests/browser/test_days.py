"""A day of each: what a planner, an operator, a director, an inspector and IT really do, counted."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from qitao.flow.models import Token
from qitao.kitting.models import Verdict
from qitao.production import actions as production
from qitao.production.models import OrderOperation, Report, WorkOrder
from qitao.stock.models import Account
from tests.browser.conftest import PHONE, Enter
from tests.browser.counted import begin, told
from tests.shop import HOUSE
from tests.standing import stand
from tests.web.town import Town, busy_town

RELEASED = 20
PIECES = 2
USUAL_CLICKS_MAX = 2
RELEASE_CLICKS_MAX = 3


def day_town() -> Town:
    """The busy plant with twenty scheduled orders, and one whose screws somebody else will take."""
    town = busy_town()
    for n in range(RELEASED + 1):
        made = town.shop.order(PIECES if n < RELEASED else 30, priority=5 if n < RELEASED else 8)
        production.submit_order(actor=HOUSE, order=made.order)
        production.schedule_order(actor=HOUSE, order=made.order)
        town.orders[f"ready {n}"] = made
    return town


@pytest.fixture
def real_town(real_db: None) -> Town:
    return stand("day town", day_town)
