"""More than ordered: how much a plant lets through, and what every later step makes of it."""

from decimal import Decimal

import pytest

from qitao.base.actor import Actor, Scope
from qitao.base.ids import UserId
from qitao.base.refusal import OUT_OF_SCOPE, Refusal
from qitao.base.texts import say
from qitao.base.versions import read_history
from qitao.production import actions as production
from qitao.production import queries
from qitao.production.models import PlantSetting, Report, WorkOrder
from qitao.production.values import (
    PLANT_RULES_INVALID,
    PREDECESSOR_SHORT,
    QUANTITY_ABOVE_REST,
    RECEIPT_ABOVE_GOOD,
    OperationId,
    PlantRules,
    ReportId,
    SetPlantRules,
    WorkOrderId,
)
from tests.production.test_gates import refused, report
from tests.production.test_life import assert_all_checks_hold, operations
from tests.shop import HOUSE, Shop, build_shop


@pytest.fixture
def order(shop: Shop) -> WorkOrderId:
    shop.stock(100)
    return shop.released(10).order


def allow(shop: Shop, percent: str = "0", pieces: str = "0") -> None:
    production.set_plant_rules(
        actor=HOUSE,
        plant=shop.plant,
        over_percent=Decimal(percent),
        over_pieces=Decimal(pieces),
    )


def most(operation: OperationId) -> Decimal:
    """How much the refusal says may still be reported."""
    told = refused(production.report_output, operation=operation, good=Decimal(1000))
    assert told.code is QUANTITY_ABOVE_REST
    return Decimal(told.evidence["rest"])


def test_nothing_above_the_order_where_nobody_allowed_it(shop: Shop, order: WorkOrderId) -> None:
    first = operations(order)[0]
    told = refused(production.report_output, operation=first, good=Decimal(11))
    assert (told.code, told.evidence["over"], told.evidence["rest"]) == (QUANTITY_ABOVE_REST, 0, 10)
    words = say("refusal.QUANTITY_ABOVE_REST", "zh", **told.evidence)
    assert "最多还能报 10" in words
    assert "允许超产 0" in words
    assert "生产规则" in say("refusal.QUANTITY_ABOVE_REST", "zh", "next", **told.evidence)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("percent", "pieces", "allowed"),
    [("10", "0", 11), ("0", "3", 13), ("10", "3", 13), ("40", "3", 14), ("19.9", "0", 11)],
)
def test_the_larger_of_percent_and_pieces_counts_in_whole_units(
    shop: Shop, order: WorkOrderId, percent: str, pieces: str, allowed: int
) -> None:
    allow(shop, percent, pieces)
    assert most(operations(order)[0]) == allowed


def test_what_is_allowed_is_let_through_to_the_store_and_no_more(
    shop: Shop, order: WorkOrderId
) -> None:
    allow(shop, pieces="2")
    first, second, third = operations(order)
    report(first, 10)
    assert most(first) == 2
    report(first, 2, finish=True)
    told = refused(production.report_output, operation=second, good=Decimal(13))
    assert (told.code, told.evidence["available"]) == (PREDECESSOR_SHORT, 12)
    report(second, 12, finish=True)
    report(third, 11)
    assert WorkOrder.objects.get(pk=order).good == 11
    assert refused(production.receive_output, order=order, quantity=Decimal(12)).code is (
        RECEIPT_ABOVE_GOOD
    )
    report(third, 1, finish=True)
    production.receive_output(actor=HOUSE, order=order)
    assert WorkOrder.objects.get(pk=order).received == 12
    assert_all_checks_hold()


def test_the_allowance_is_used_once_and_comes_back_with_its_report(
    shop: Shop, order: WorkOrderId
) -> None:
    allow(shop, pieces="2")
    first = operations(order)[0]
    report(first, 11)
    assert most(first) == 1
    allow(shop)
    assert most(first) == 0  # what was let through before stays
    allow(shop, pieces="2")
    production.undo_report(actor=HOUSE, report=latest(first))
    assert most(first) == 12


def latest(operation: OperationId) -> ReportId:
    return ReportId(Report.objects.filter(operation_id=operation).latest("pk").pk)


def test_what_was_scrapped_is_made_anew_beside_the_allowance(
    shop: Shop, order: WorkOrderId
) -> None:
    allow(shop, pieces="1")
    first, second, _ = operations(order)
    report(first, 11)
    report(second, 9, scrap=Decimal(2), scrap_reason=shop.scrap_reason)
    assert most(first) == 2


def test_the_rules_of_another_plant_do_not_count(shop: Shop, order: WorkOrderId) -> None:
    other = build_shop("P2")
    allow(other, pieces="5")
    assert most(operations(order)[0]) == 10
    actor = Actor(UserId(5), "x", {SetPlantRules: (Scope(plants=frozenset({other.plant})),)})
    with pytest.raises(Refusal) as caught:
        production.set_plant_rules(actor=actor, plant=shop.plant, over_pieces=Decimal(1))
    assert caught.value.code is OUT_OF_SCOPE
    assert not PlantSetting.objects.filter(plant_id=shop.plant).exists()


@pytest.mark.parametrize(
    "given", [{"over_percent": -1}, {"over_percent": 101}, {"over_pieces": -1}]
)
def test_a_tolerance_that_makes_no_sense_is_refused(shop: Shop, given: dict[str, int]) -> None:
    wanted = {name: Decimal(value) for name, value in given.items()}
    told = refused(production.set_plant_rules, plant=shop.plant, **wanted)
    assert told.code is PLANT_RULES_INVALID
    assert queries.find_plant_rules(shop.plant) is None


def test_what_is_not_given_of_the_rules_stays(shop: Shop) -> None:
    allow(shop, "5", "3")
    production.set_plant_rules(actor=HOUSE, plant=shop.plant, over_percent=Decimal(8))
    assert queries.get_plant_rules(shop.plant) == PlantRules(shop.plant, Decimal(8), Decimal(3))
    production.set_plant_rules(actor=HOUSE, plant=shop.plant, over_pieces=Decimal(0))
    assert queries.get_plant_rules(shop.plant) == PlantRules(shop.plant, Decimal(8), Decimal(0))
    other = build_shop("P2")
    production.set_plant_rules(actor=HOUSE, plant=other.plant, over_pieces=Decimal(2))
    assert queries.get_plant_rules(other.plant) == PlantRules(other.plant, Decimal(0), Decimal(2))


def test_the_rules_keep_their_history(shop: Shop) -> None:
    allow(shop, "5")
    allow(shop, "8")
    last = read_history(HOUSE, f"plant_rules:{shop.plant}").versions()[0]
    assert [(each.field, each.old, each.new) for each in last.changes] == [("over_percent", 5, 8)]
