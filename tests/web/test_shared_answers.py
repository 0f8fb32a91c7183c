"""Answers that people share are never another plant's, and never older than the question."""

import pytest

from qitao.base.actor import Actor
from qitao.kitting import queries as kitting
from qitao.people.queries import load_actor
from qitao.production import actions as production
from qitao.production.queries import lists
from qitao.production.queries.stuck import count_stuck
from qitao.production.values import ViewOrder
from tests.foreign import World, build_world, outsider
from tests.shop import HOUSE

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_db")]


def counted(actor: Actor) -> int:
    return sum(row.orders for row in lists.count_states(actor))


def stuck(actor: Actor) -> int:
    return sum(row.orders for row in count_stuck(actor.plants_of(ViewOrder)))


def test_everybody_gets_the_answer_of_the_own_plants_and_after_a_change_a_new_one() -> None:
    world: World = build_world()
    mine, stranger = load_actor(world.town.users["planner"]), load_actor(outsider(world))
    orders, held = counted(mine), stuck(mine)
    assert orders > 0
    assert held > 0
    assert (counted(stranger), stuck(stranger)) == (0, 0)
    assert (counted(mine), stuck(mine)) == (orders, held)
    kits = kitting.count_kits([world.shop.plant])[world.shop.plant]
    assert kitting.count_kits([world.plant])[world.plant] != kits
    production.hold_order(actor=HOUSE, order=world.town.orders["running"].order, reason="等模具")
    assert stuck(mine) == held + 1
    assert {row.cause for row in count_stuck([world.shop.plant])} >= {"on_hold"}
    assert stuck(stranger) == 0
