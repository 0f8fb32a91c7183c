"""What pages and other systems read: lists by rank, shortages with their holders, availability."""

from datetime import timedelta
from decimal import Decimal

import pytest

from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, TOO_MANY, Refusal
from qitao.catalog.values import BomLineId, MaterialId
from qitao.kitting import actions, queries
from qitao.kitting.queries import AskedLine
from qitao.kitting.values import Demand, DemandLine, KitState, Policy, Source
from qitao.trade import queries as trade
from tests.kitting.plant import ORDER, TEST, Shop, one, rows, run, today

COMPLETE, PARTIAL, SHORT = KitState.COMPLETE, KitState.PARTIAL, KitState.SHORT


def test_kits_are_listed_by_rank_page_by_page(shop: Shop) -> None:
    for number in range(1, 8):
        shop.order(number, (1, 1), priority=1 + number % 3)
    shop.stock(1, 4)
    actions.check_kits(actor=TEST, plant=shop.plant)
    whole = queries.list_kits(shop.plant)
    assert [kit.source_id for kit in whole] == [3, 6, 1, 4, 7, 2, 5]
    page = queries.list_kits(shop.plant, limit=3)
    rest = queries.list_kits(shop.plant, after=page[-1], limit=99)
    assert page + rest == whole
    short = queries.list_kits(shop.plant, states=[SHORT])
    assert [kit.source_id for kit in short] == [7, 2, 5]
    assert [kit.label for kit in queries.list_kits(shop.plant, words="o7")] == ["WO7"]
    assert queries.list_kits(shop.plant, source_types=["sales_order"]) == []
    shop.order(8)
    actions.check_kits(actor=TEST, plant=shop.plant)
    counts = queries.KitCounts(shop.plant, complete=4, short=3, drawn=1)
    assert queries.count_kits([shop.plant])[shop.plant] == counts
    assert [kit.source_id for kit in queries.list_kits(shop.plant, drawn=True)] == [8]
    assert queries.list_kits(shop.plant, drawn=False) == whole


def test_a_short_material_shows_gap_orders_holders_and_what_comes(shop: Shop) -> None:
    account = shop.stock(1, 10)
    shop.stock(1, 3, status="quality")
    shop.hold(account, order=1, line=1, quantity=4)
    shop.order(1, (1, 4), priority=1)
    shop.order(2, (1, 5), priority=2)
    shop.order(3, (1, 6))
    shop.order(4, (1, 7), (2, 1))
    soon = today() + timedelta(days=2)
    shop.incoming(1, 1, 5, soon)
    shop.incoming(2, 1, 50, None)
    actions.check_kits(actor=TEST, plant=shop.plant)
    found = queries.list_shortages(shop.plant)
    assert [(s.code, s.short, s.orders) for s in found] == [
        ("M1", Decimal(12), 2),
        ("M2", Decimal(1), 1),
    ]
    first = found[0]
    assert (first.on_hand, first.reserved, first.elsewhere) == (10, 4, 3)
    assert (first.incoming, first.expected_on, first.expected_from) == (55, soon, "PO1")
    holders = queries.list_holders(shop.plant, [MaterialId(1)])
    assert [(h.label, h.quantity, h.reserved) for h in holders] == [("WO2", 5, 0), ("WO1", 4, 4)]
    assert [s.code for s in queries.list_shortages(shop.plant, words="M2")] == ["M2"]
    assert [s.code for s in queries.list_shortages(shop.plant, offset=1)] == ["M2"]


def test_the_gaps_of_orders_add_up_to_what_the_plant_lacks(shop: Shop) -> None:
    """Six orders that each find the same 1.2 free do not lack it six times over."""
    shop.stock(1, "1.2")
    for number in range(1, 7):
        shop.order(number, (1, "3.92"))
    actions.check_kits(actor=TEST, plant=shop.plant)
    (short,) = queries.list_shortages(shop.plant)
    assert (short.short, short.required, short.orders) == (Decimal("22.32"), Decimal("23.52"), 6)
    kits = [queries.get_kit(ORDER, number).lines[0] for number in range(1, 7)]
    assert [line.covered for line in kits] == [Decimal("1.2"), 0, 0, 0, 0, 0]
    assert sum(line.gap for line in kits) == short.short


def test_what_runs_short_once_the_rest_is_there_is_listed_and_named(shop: Shop) -> None:
    """M2 suffices for each order alone, and all wait for M1 so far; then M2 is the next to lack."""
    shop.stock(2, 22)
    for number in range(1, 4):
        shop.order(number, (1, 5), (2, 9))
    soon = today() + timedelta(days=2)
    shop.incoming(1, 1, 15, soon)
    actions.check_kits(actor=TEST, plant=shop.plant)
    found = queries.list_shortages(shop.plant)
    assert [(s.code, s.short, s.orders, s.coverage_on) for s in found] == [
        ("M1", Decimal(15), 3, soon),
        ("M2", Decimal(5), 1, None),
    ]
    last = queries.get_kit(ORDER, 3)
    assert (last.verdict.lines_short, last.verdict.coverage_on) == (1, None)
    assert [(li.code, li.short, li.gap, li.covered, li.coverage_on) for li in last.lines] == [
        ("M1", 5, 5, 0, soon),
        ("M2", 0, 5, 4, None),
    ]
    assert queries.get_kit(ORDER, 2).verdict.coverage_on == soon
    shop.incoming(2, 2, 5, soon)
    actions.check_kits(actor=TEST, plant=shop.plant)
    assert queries.get_kit(ORDER, 3).verdict.coverage_on == soon


def test_supply_that_counts_as_there_leaves_the_gap(shop: Shop) -> None:
    actions.set_plant_policy(actor=TEST, policy=Policy(shop.plant, incoming_days=3))
    shop.order(1, (1, 10))
    shop.incoming(1, 1, 4, today() + timedelta(days=2))
    shop.incoming(2, 1, 1, today() + timedelta(days=9))
    actions.check_kits(actor=TEST, plant=shop.plant)
    (short,) = queries.list_shortages(shop.plant)
    assert (short.short, short.incoming, short.counted) == (6, 5, 4)
    assert trade.Wanted(short).rest == 5


def test_one_kit_shows_all_its_lines_short_ones_first(shop: Shop) -> None:
    account = shop.stock(1, 9)
    shop.hold(account, order=1, line=1, quantity=2)
    shop.order(1, (1, 5), (2, 1))
    shop.order(2, (2, 1), priority=9)
    actions.check_kits(actor=TEST, plant=shop.plant)
    kit = queries.get_kit(ORDER, 1)
    assert kit.verdict.state is PARTIAL
    assert [(li.line, li.code, li.required, li.reserved, li.covered) for li in kit.lines] == [
        (2, "M2", 1, 0, 0),
        (1, "M1", 5, 2, 5),
    ]
    assert [li.line for li in queries.list_shortages_of(ORDER, 1)] == [2]
    with pytest.raises(Refusal) as caught:
        queries.get_kit(ORDER, 77)
    assert caught.value.code is NOT_FOUND


def test_a_substitute_is_named_with_what_is_free_of_it(shop: Shop) -> None:
    run(
        "INSERT INTO catalog_bom (id, material_id, version, effective_from, state, note, revision) "
        "VALUES (1, 6, 'A', '2020-01-01', 'active', '', 1)"
    )
    run(
        "INSERT INTO catalog_bomline "
        "(id, bom_id, line_no, component_id, quantity, unit_id, position) "
        "VALUES (1, 1, 1, 1, 1, 1, '')"
    )
    run(
        "INSERT INTO catalog_bomsubstitute (line_id, material_id, ratio, priority) "
        "VALUES (1, 3, 2, 1)"
    )
    shop.stock(3, 8)
    line = DemandLine(1, MaterialId(1), Decimal(5), BomLineId(1))
    demand = Demand(Source(ORDER, 1), "WO1", shop.plant, (line,))
    actions.put_demands(actor=TEST, demands=(demand,))
    actions.check_kits(actor=TEST, plant=shop.plant)
    found = queries.get_kit(ORDER, 1).substitutes
    assert [(s.material, s.code, s.ratio, s.free) for s in found] == [(1, "M3", 2, 8)]
    assert queries.list_substitutes(shop.plant, [MaterialId(1)]) == list(found)


def test_availability_is_computed_now_and_nothing_is_stored(shop: Shop) -> None:
    shop.stock(1, 10)
    shop.order(1, (1, 6))
    shop.order(2)
    before = rows("SELECT * FROM kitting_verdict ORDER BY source_id")
    answer = queries.check_availability(
        orders=["WO2", "WO1", "WO99"],
        lines=[
            AskedLine("P1", "M1", Decimal(3)),
            AskedLine("P1", "M1", Decimal(3)),
            AskedLine("P1", "M2", Decimal("0.000001")),
            AskedLine("P9", "M1", Decimal(1)),
        ],
    )
    assert [(o.order, o.state, o.cause) for o in answer.orders] == [
        ("WO2", COMPLETE, ""),
        ("WO1", COMPLETE, ""),
        ("WO99", KitState.UNKNOWN, "not_found"),
    ]
    assert [(li.line, li.state, li.covered, li.short, li.cause) for li in answer.lines] == [
        (1, COMPLETE, 3, 0, ""),
        (2, PARTIAL, 1, 2, ""),
        (3, SHORT, 0, Decimal("0.000001"), ""),
        (4, KitState.UNKNOWN, 0, 0, "not_found"),
    ]
    (line,) = answer.orders[1].lines
    assert (line.material, line.required, line.covered, line.free) == ("M1", 6, 6, 10)
    assert rows("SELECT * FROM kitting_verdict ORDER BY source_id") == before
    assert one("SELECT count(*) FROM base_journal WHERE verb LIKE 'kitting.check%%'") == 0
    with pytest.raises(Refusal) as caught:
        queries.check_availability(orders=["x"] * 2_000)
    assert caught.value.code is TOO_MANY


def test_availability_tells_nothing_about_other_plants(shop: Shop) -> None:
    shop.stock(1, 10)
    shop.order(1, (1, 6))
    answer = queries.check_availability(
        orders=["WO1"], lines=[AskedLine("P1", "M1", Decimal(1))], plants={PlantId(2)}
    )
    assert (answer.orders[0].cause, answer.lines[0].cause) == ("not_found", "not_found")
