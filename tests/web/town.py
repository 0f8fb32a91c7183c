"""A small plant with its people, for tests of pages: the shop, and one person for each role."""

from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import SecretStr

from qitao.base.ids import UserId
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.values import RoleId
from qitao.production import actions as production
from qitao.production.actions.create import OrderCreated
from qitao.production.models import WorkOrder
from qitao.production.queries import lists
from tests.shop import HOUSE, Shop, build_shop

PASSWORD = "stone-kettle-harbour"
NAMES = {
    "administrator": "周敏",
    "planner": "李娜",
    "operator": "王建国",
    "storekeeper": "陈秀英",
    "inspector": "孙丽",
    "workshop_director": "赵志强",
}


@dataclass
class Town:
    """The shop and its people by role."""

    shop: Shop
    users: dict[str, UserId] = field(default_factory=dict)
    orders: dict[str, OrderCreated] = field(default_factory=dict)


def settle(shop: Shop) -> Town:
    """Give the shop one person for each role; each signs in with the role's code."""
    town = Town(shop)
    people.install_roles(actor=HOUSE)
    for role, name in NAMES.items():
        user = people.create_user(
            actor=HOUSE, username=role, name=name, password=SecretStr(PASSWORD)
        ).user
        number = RoleId(queries.get_role_by_code(role).id)
        people.assign_role(actor=HOUSE, user=user, role=number)
        town.users[role] = user
    nobody = people.create_user(
        actor=HOUSE, username="nobody", name="新来的", password=SecretStr(PASSWORD)
    )
    town.users["nobody"] = nobody.user
    return town


def state_of(town: Town, name: str) -> str:
    """Return the state in which an order of the town is now."""
    return WorkOrder.objects.get(pk=town.orders[name].order).state


def busy_town() -> Town:
    """A plant at work: a draft, a waiting, a short, a scheduled and a running order."""
    return put_to_work(build_shop())


def put_to_work(shop: Shop) -> Town:
    """Give a shop its people, its stock and an order in each state."""
    town = settle(shop)
    shop.stock(100)
    for name, quantity in (("draft", 5), ("waiting", 6), ("scheduled", 7), ("running", 8)):
        town.orders[name] = shop.order(quantity)
    town.orders["short"] = shop.order(500, priority=9)
    for name in ("waiting", "scheduled", "running", "short"):
        production.submit_order(actor=HOUSE, order=town.orders[name].order)
    for name in ("scheduled", "running"):
        production.schedule_order(actor=HOUSE, order=town.orders[name].order)
    production.release_order(actor=HOUSE, order=town.orders["running"].order)
    first = lists.list_operations(town.orders["running"].order)[0]
    production.start_operation(actor=HOUSE, operation=first.id)
    production.report_output(actor=HOUSE, operation=first.id, good=Decimal(3))
    return town
