"""Posting: all or nothing, every fault at once, once per name, never below what is free."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from qitao.base import clock
from qitao.base.actor import Actor, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import INVALID, OUT_OF_SCOPE, TOO_MANY, Refusal
from qitao.base.texts import say
from qitao.catalog.models import Material, Unit
from qitao.catalog.values import QUANTITY_TOO_FINE, MaterialId
from qitao.stock.actions import (
    PostOutcome,
    adjust_stock,
    create_serials,
    get_or_create_lot,
    post_moves,
    reverse_move,
    reverse_moves,
    transfer_stock,
)
from qitao.stock.models import Account, Entry, Movement, Serial
from qitao.stock.values import (
    ALREADY_REVERSED,
    MOVE_LINES_INVALID,
    POST_LINES_MAX,
    POSTING_CONFLICT,
    REVERSAL_OF_REVERSAL,
    STOCK_SHORT,
    BusinessRef,
    LotId,
    MoveKind,
    MovementId,
    PostMoves,
    SerialId,
    StockStatus,
)
from tests.stock.conftest import HOUSE, PlantRows, count, quantity


def post(*lines: Any, posting: str | None = None) -> Any:
    return post_moves(actor=HOUSE, lines=lines, posting=posting)


def refused(*lines: Any, posting: str | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        post(*lines, posting=posting)
    return caught.value


def test_a_transfer_leaves_one_place_and_arrives_in_the_other(plant: PlantRows) -> None:
    plant.receive("A", 10)
    posted = post(plant.line("A", "B", 4))
    assert quantity(plant, "A") == 6
    assert quantity(plant, "B") == 4
    entries = Entry.objects.filter(movement_id=posted.first).order_by("delta")
    assert [(e.version, e.delta, e.balance_after) for e in entries] == [(2, -4, 6), (1, 4, 4)]


def test_virtual_places_keep_no_account(plant: PlantRows) -> None:
    plant.receive("A", 10)
    post(plant.line("A", "PRODUCTION", 4, kind=MoveKind.ISSUE))
    assert Account.objects.count() == 1
    assert Entry.objects.count() == 2


def test_a_batch_is_numbered_in_the_order_of_its_lines(plant: PlantRows) -> None:
    lines = [plant.line("SUPPLIER", "A", n, kind=MoveKind.RECEIPT) for n in (1, 2, 3)]
    posted = post(*lines, plant.line("A", "B", 6))
    assert list(posted.movements) == sorted(posted.movements)
    entries = Entry.objects.filter(account__location_id=plant.locations["A"]).order_by("version")
    assert [e.balance_after for e in entries] == [1, 3, 6, 0]
    assert [e.movement_id for e in entries] == list(posted.movements)


def test_all_shortages_are_told_at_once_and_nothing_is_posted(plant: PlantRows) -> None:
    plant.receive("A", 5, "M1")
    plant.receive("A", 1, "M2")
    refusal = refused(
        plant.line("A", "B", 4, "M1"),
        plant.line("A", "B", 3, "M2"),
        plant.line("A", "B", 2, "M1"),
        plant.line("B", "A", 7, "M3"),
    )
    assert refusal.code is STOCK_SHORT
    told = [
        (s["line"], s["material_code"], s["location_code"], s["have"], s["want"])
        for s in refusal.evidence["shortages"]
    ]
    assert told == [
        (2, "M2", "A", "1", "3"),
        (3, "M1", "A", "5", "6"),
        (4, "M3", "B", "0", "7"),
    ]
    assert refusal.evidence["places"][0] == "M2 · A 1 < 3 件"
    assert refusal.evidence["places_en"][0] == "M2 · A 1 < 3 pcs"
    assert Movement.objects.count() == 2
    assert Account.objects.count() == 2


def test_a_batch_may_not_dip_below_zero_on_its_way(plant: PlantRows) -> None:
    plant.receive("A", 1)
    refusal = refused(plant.line("A", "B", 2), plant.line("SUPPLIER", "A", 5))
    assert refusal.code is STOCK_SHORT
    post(plant.line("SUPPLIER", "A", 5), plant.line("A", "B", 6))
    assert quantity(plant, "B") == 6


def test_a_location_may_allow_negative_stock(plant: PlantRows) -> None:
    post(plant.line("OPEN", "A", 3))
    assert quantity(plant, "OPEN") == -3
    post(plant.line("SUPPLIER", "OPEN", 5))
    assert quantity(plant, "OPEN") == 2


def test_a_location_that_no_longer_allows_negative_still_takes_stock_in(plant: PlantRows) -> None:
    from qitao.catalog.models import Location

    post(plant.line("OPEN", "A", 3))
    Location.objects.filter(pk=plant.locations["OPEN"]).update(allow_negative=False)
    post(plant.line("SUPPLIER", "OPEN", 1))
    assert quantity(plant, "OPEN") == -2
    assert refused(plant.line("OPEN", "A", 1)).code is STOCK_SHORT
    post(plant.line("SUPPLIER", "OPEN", 2))
    assert Account.objects.get(location_id=plant.locations["OPEN"]).allow_negative is False


def test_the_database_itself_refuses_a_negative_balance(plant: PlantRows) -> None:
    plant.receive("A", 1)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE stock_account SET quantity = -1")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"material": MaterialId(999_999)}, "MATERIAL_UNKNOWN"),
        ({"source": 999_999}, "SOURCE_UNKNOWN"),
        ({"target": 999_999}, "TARGET_UNKNOWN"),
        ({"quantity": Decimal(0)}, "QUANTITY_NOT_POSITIVE"),
        ({"quantity": Decimal(-1)}, "QUANTITY_NOT_POSITIVE"),
        ({"quantity": Decimal("NaN")}, "QUANTITY_NOT_POSITIVE"),
        ({"lot": LotId(999_999)}, "LOT_UNKNOWN"),
        ({"serial": SerialId(999_999)}, "SERIAL_UNKNOWN"),
        ({"kind": MoveKind.ISSUE, "status": StockStatus.BLOCKED}, "STATUS_NOT_USABLE"),
        ({"kind": MoveKind.REVERSAL}, "KIND_NOT_OPEN"),
        ({"happened_at": datetime(2999, 1, 1, tzinfo=UTC)}, "IN_THE_FUTURE"),
    ],
)
def test_each_fault_of_a_line_is_named(plant: PlantRows, change: dict[str, Any], code: str) -> None:
    plant.receive("A", 10)
    refusal = refused(plant.line("A", "B", 1), replace(plant.line("A", "B", 1), **change))
    assert refusal.code is MOVE_LINES_INVALID
    assert [(f["line"], f["code"]) for f in refusal.evidence["faults"]] == [(2, code)]
    assert quantity(plant, "B") == 0


def test_a_quantity_finer_than_its_unit_is_refused_by_line(plant: PlantRows) -> None:
    plant.receive("A", 10)
    fine = replace(plant.line("A", "B", 1), quantity=Decimal("1.50"))
    finer = replace(plant.line("A", "B", 1), quantity=Decimal("0.0000001"))
    refusal = refused(plant.line("A", "B", 1), fine, finer)
    assert refusal.code is QUANTITY_TOO_FINE
    told = [
        (f["line"], f["quantity"], f["unit"], f["decimals"]) for f in refusal.evidence["faults"]
    ]
    assert told == [(2, "1.5", "件", 0), (3, "0.0000001", "件", 0)]
    assert say("refusal.QUANTITY_TOO_FINE", "zh", **refusal.evidence) == (
        "数量不符合计量单位，什么都没有记：第 2 行 M1 按「件」计数，只能是整数，填的是 1.5、"
        "第 3 行 M1 按「件」计数，只能是整数，填的是 0.0000001"
    )
    assert quantity(plant, "B") == 0
    kilo = plant.line("SUPPLIER", "A", 1, "KG")
    post(replace(kilo, quantity=Decimal("0.125")))
    assert refused(replace(kilo, quantity=Decimal("0.1255"))).code is QUANTITY_TOO_FINE


def test_what_was_counted_finer_once_can_be_made_whole(plant: PlantRows) -> None:
    post(replace(plant.line("SUPPLIER", "A", 1, "KG"), quantity=Decimal("2.5")))
    Material.objects.filter(pk=plant.materials["KG"]).update(unit=Unit.objects.get(code="pcs"))
    part = replace(plant.line("A", "B", 1, "KG"), quantity=Decimal("0.25"))
    assert refused(part).code is QUANTITY_TOO_FINE
    given = {"material": plant.materials["KG"], "location": plant.locations["A"], "reason": "盘整"}
    adjust_stock(actor=HOUSE, change=Decimal("-0.5"), **given)
    assert quantity(plant, "A", "KG") == 2
    with pytest.raises(Refusal) as caught:
        adjust_stock(actor=HOUSE, change=Decimal("-0.5"), **given)
    assert caught.value.code is QUANTITY_TOO_FINE


def test_lines_that_move_nothing_are_refused_all_at_once(plant: PlantRows) -> None:
    refusal = refused(
        plant.line("A", "A", 1), plant.line("SUPPLIER", "CUSTOMER", 1), plant.line("A", "B", 1)
    )
    assert [f["code"] for f in refusal.evidence["faults"]] == ["MOVES_NOTHING", "TOUCHES_NO_STOCK"]


def test_no_lines_and_too_many_lines_are_refused(plant: PlantRows) -> None:
    assert refused().code is INVALID
    line = plant.line("SUPPLIER", "A", 1)
    assert refused(*[line] * (POST_LINES_MAX + 1)).code is TOO_MANY


def test_a_posting_stands_once_under_its_name(plant: PlantRows) -> None:
    lines = (plant.line("SUPPLIER", "A", 5), plant.line("SUPPLIER", "B", 2))
    first = post(*lines, posting="receipt:7")
    again = post(*lines, posting="receipt:7")
    assert (first.outcome, again.outcome) == (PostOutcome.POSTED, PostOutcome.EXISTS)
    assert again.movements == first.movements
    assert quantity(plant, "A") == 5


def test_an_issue_posted_before_answers_exists_though_nothing_is_left(plant: PlantRows) -> None:
    plant.receive("A", 5)
    first = post(plant.line("A", "PRODUCTION", 5), posting="issue:1")
    assert post(plant.line("A", "PRODUCTION", 5), posting="issue:1").movements == first.movements


@pytest.mark.parametrize("count_lines", [1, 2, 3])
def test_other_content_under_a_used_name_is_a_conflict(plant: PlantRows, count_lines: int) -> None:
    post(plant.line("SUPPLIER", "A", 5), plant.line("SUPPLIER", "B", 2), posting="receipt:7")
    other = [plant.line("SUPPLIER", "A", 5), plant.line("SUPPLIER", "B", 3)]
    other.append(plant.line("SUPPLIER", "B", 1))
    assert refused(*other[:count_lines], posting="receipt:7").code is POSTING_CONFLICT
    assert quantity(plant, "B") == 2


def test_business_time_and_document_are_kept(plant: PlantRows) -> None:
    yesterday = clock.now() - timedelta(days=1)
    posted = post(
        plant.line(
            "SUPPLIER",
            "A",
            1,
            happened_at=yesterday,
            document=BusinessRef("purchase_order", 9, 2),
            reason='送货单 "8" \\ {x}, NULL',
        )
    )
    row = Movement.objects.get(pk=posted.first)
    assert row.happened_at == yesterday
    assert row.recorded_at > yesterday
    assert (row.document_type, row.document_id, row.document_line) == ("purchase_order", 9, 2)
    assert row.reason == '送货单 "8" \\ {x}, NULL'
    with connection.cursor() as cursor:
        cursor.execute("SELECT call FROM base_journal ORDER BY id DESC LIMIT 1")
        assert cursor.fetchone()[0] == row.call


def test_a_lot_is_required_where_the_material_is_tracked(plant: PlantRows) -> None:
    refusal = refused(plant.line("SUPPLIER", "A", 5, "LOT"))
    assert [f["code"] for f in refusal.evidence["faults"]] == ["LOT_REQUIRED"]
    lot = get_or_create_lot(actor=HOUSE, material=plant.materials["LOT"], code="L1")
    post(plant.line("SUPPLIER", "A", 5, "LOT", lot=lot))
    assert quantity(plant, "A", "LOT", lot_id=lot) == 5


def test_a_lot_of_another_material_and_a_lot_where_none_belongs(plant: PlantRows) -> None:
    lot = get_or_create_lot(actor=HOUSE, material=plant.materials["LOT"], code="L1")
    refusal = refused(plant.line("SUPPLIER", "A", 5, "M1", lot=lot))
    assert [f["code"] for f in refusal.evidence["faults"]] == ["LOT_OF_OTHER_MATERIAL"]


def test_stock_from_before_lot_tracking_can_still_go(plant: PlantRows) -> None:
    from qitao.catalog.models import Material

    plant.receive("A", 5)
    Material.objects.filter(pk=plant.materials["M1"]).update(lot_tracked=True)
    post(plant.line("A", "PRODUCTION", 5, kind=MoveKind.ISSUE))
    assert quantity(plant, "A") == 0


def test_a_single_piece_moves_from_where_it_is(plant: PlantRows) -> None:
    one, two = create_serials(
        actor=HOUSE, material=plant.materials["SERIAL"], codes=("S1", "S2")
    ).serials
    refusal = refused(
        plant.line("SUPPLIER", "A", 2, "SERIAL", serial=one),
        plant.line("SUPPLIER", "A", 1, "SERIAL"),
    )
    assert [f["code"] for f in refusal.evidence["faults"]] == ["SERIAL_NOT_ONE", "SERIAL_REQUIRED"]
    post(*[plant.line("SUPPLIER", "A", 1, "SERIAL", serial=n) for n in (one, two)])
    post(plant.line("A", "B", 1, "SERIAL", serial=one))
    assert Serial.objects.get(pk=one).location_id == plant.locations["B"]
    for line in (
        plant.line("A", "B", 1, "SERIAL", serial=one),
        plant.line("SUPPLIER", "A", 1, "SERIAL", serial=two),
    ):
        codes = [f["code"] for f in refused(line).evidence["faults"]]
        assert codes == ["SERIAL_ELSEWHERE"]
    twice = [plant.line("A", "CUSTOMER", 1, "SERIAL", serial=two)] * 2
    assert refused(*twice).evidence["faults"][0]["code"] == "SERIAL_TWICE"
    posted = post(twice[0])
    assert Serial.objects.get(pk=two).location_id is None
    reverse_move(actor=HOUSE, movement=posted.first)
    assert Serial.objects.get(pk=two).location_id == plant.locations["A"]


def test_a_reversal_brings_everything_back_once(plant: PlantRows) -> None:
    plant.receive("A", 10)
    posted = post(plant.line("A", "B", 4), plant.line("A", "PRODUCTION", 1))
    undone = reverse_moves(actor=HOUSE, movements=posted.movements, reason="录错")
    assert (quantity(plant, "A"), quantity(plant, "B")) == (10, 0)
    rows = Movement.objects.filter(pk__in=undone.movements)
    assert {row.reverses_id for row in rows} == set(posted.movements)
    assert {row.kind for row in rows} == {"reversal"}
    for wanted, code in (
        (posted.movements[:1], ALREADY_REVERSED),
        (undone.movements[:1], REVERSAL_OF_REVERSAL),
        ((MovementId(999_999),), INVALID),
        ((posted.first, posted.first), INVALID),
    ):
        with pytest.raises(Refusal) as caught:
            reverse_moves(actor=HOUSE, movements=wanted)
        assert caught.value.code is code


def test_what_has_gone_on_cannot_be_reversed(plant: PlantRows) -> None:
    posted = post(plant.line("SUPPLIER", "A", 5))
    post(plant.line("A", "CUSTOMER", 3))
    with pytest.raises(Refusal) as caught:
        reverse_move(actor=HOUSE, movement=posted.first)
    assert caught.value.code is STOCK_SHORT


def test_transfer_and_adjustment_are_moves(plant: PlantRows) -> None:
    adjust_stock(
        actor=HOUSE,
        material=plant.materials["M1"],
        location=plant.locations["A"],
        change=Decimal(7),
        reason="开账",
    )
    transfer_stock(
        actor=HOUSE,
        material=plant.materials["M1"],
        quantity=Decimal(3),
        source=plant.locations["A"],
        target=plant.locations["B"],
    )
    adjust_stock(
        actor=HOUSE,
        material=plant.materials["M1"],
        location=plant.locations["B"],
        change=Decimal(-1),
        reason="破损",
    )
    assert (quantity(plant, "A"), quantity(plant, "B")) == (4, 2)
    assert [m.kind for m in Movement.objects.order_by("id")] == [
        "adjustment",
        "transfer",
        "adjustment",
    ]


def test_a_right_at_one_plant_does_not_reach_another(plant: PlantRows) -> None:
    keeper = Actor(
        UserId(5), "keeper", {PostMoves: (Scope(plants=frozenset({PlantId(plant.plant + 1)})),)}
    )
    with pytest.raises(Refusal) as caught:
        post_moves(actor=keeper, lines=(plant.line("SUPPLIER", "A", 1),))
    assert caught.value.code is OUT_OF_SCOPE
    with pytest.raises(Refusal) as caught:
        post_moves(actor=keeper, lines=(plant.line("A", "B", 10**9),))
    assert caught.value.code is OUT_OF_SCOPE, "what lies there is not told"
    assert count("stock_movement") == 0
    own = Actor(UserId(5), "keeper", {PostMoves: (Scope(plants=frozenset({plant.plant})),)})
    post_moves(actor=own, lines=(plant.line("SUPPLIER", "A", 1),))


@pytest.mark.parametrize("table", ["stock_movement", "stock_entry", "stock_snapshot"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_ledger_is_append_only(plant: PlantRows, table: str, statement: str) -> None:
    from qitao.stock.actions import close_period

    plant.receive("A", 1, happened_at=datetime(2026, 1, 5, tzinfo=UTC))
    close_period(actor=HOUSE, plant=plant.plant, ends_on=datetime(2026, 1, 31, tzinfo=UTC).date())
    column = "happened_at" if table != "stock_snapshot" else "quantity"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table, column, column))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM stock_account",
        "UPDATE stock_account SET location_id = location_id",
        "TRUNCATE stock_account",
    ],
)
def test_an_account_keeps_its_key_for_ever(plant: PlantRows, statement: str) -> None:
    plant.receive("A", 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(DatabaseError, match="keeps its key"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
