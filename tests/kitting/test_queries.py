"""What pages and other systems read: lists by rank, shortages with their holders, availability."""

from datetime import timedelta
from decimal import Decimal

import pytest

from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, TOO_MANY, Refusal
from qitao.catalog.values import BomLineId, MaterialId
from qitao.kitting import actions, queries
from qitao.kitting.queries import AskedLine
from qitao.kitting.values import Demand, DemandLine, KitState, Source
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
        ("M1", Decimal(11), 2),
        ("M2", Decimal(1), 1),
    ]
    first = found[0]
    assert (first.on_hand, first.reserved, first.elsewhere) == (10, 4, 3)
    assert (first.incoming, first.expected_on, first.expected_from) == (55, soon, "PO1")
    holders = queries.list_holders(shop.plant, [MaterialId(1)])
    assert [(h.label, h.quantity, h.reserved) for h in holders] == [("WO2", 5, 0), ("WO1", 4, 4)]
    assert [s.code for s in queries.list_shortages(shop.plant, words="M2")] == ["M2"]
    assert [s.code for s in queries.list_shortages(shop.plant, offset=1)] == ["M2"]


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
