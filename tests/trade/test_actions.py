"""Purchases: what was ordered, what came, what the kit check counts on."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from qitao.base import clock
from qitao.base.actor import EVERYWHERE, Actor, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import NOT_FOUND, OUT_OF_SCOPE, PERMISSION_MISSING, Refusal
from qitao.base.texts import say
from qitao.catalog.values import LocationId, MaterialId, PartnerId
from qitao.kitting import actions as kitting
from qitao.kitting import queries as kits
from qitao.kitting.values import KitState
from qitao.quality import actions as quality
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    Disposition,
    InspectionKind,
    PlanContent,
    Result,
    Sampling,
    SamplingRule,
)
from qitao.stock.actions import post_moves, reverse_move
from qitao.stock.values import UNDO_ELSEWHERE, MoveKind, MoveLine, MovementId
from qitao.trade import actions, queries
from qitao.trade.checks import supplies_equal_open_purchases
from qitao.trade.values import (
    PURCHASE_INVALID,
    PURCHASE_NUMBER_TAKEN,
    PURCHASE_RECEIVED,
    PURCHASE_SLIP_TAKEN,
    PURCHASE_STATE,
    RECEIPT_ABOVE_ORDER,
    RECEIPT_INVALID,
    RECEIPT_NOT_PASSED,
    RECEIPT_STOCKED,
    RECEIPT_UNDONE,
    RECEIPT_USED,
    RECEIPT_WAITING,
    SUPPLIER_PLACE_MISSING,
    ApprovePurchase,
    ImportedLine,
    ImportedPurchase,
    NewPurchaseLine,
    PurchaseLineId,
    PurchaseOrderId,
    PurchaseReceiptId,
    PurchaseState,
    ReceiptState,
    ReceivePurchase,
)
from tests.kitting.plant import TEST, Shop, one, rows, run
from tests.standing import stand

SOON = date.today() + timedelta(days=5)  # noqa: DTZ011 — any day ahead will do
PARTNER = PartnerId(1)


@pytest.fixture
def shop(real_db: None) -> Shop:
    return stand("trade", build)


def build() -> Shop:
    built = Shop().build()
    run("INSERT INTO catalog_partner (id, code, name, kind) VALUES (1, 'S1', '供应商', 'supplier')")
    run(
        "INSERT INTO catalog_location (id, plant_id, code, name, kind, pickable) "
        "VALUES (19, 1, 'SUP', '供应商', 'supplier', false)"
    )
    run("UPDATE catalog_material SET lot_tracked = true WHERE id = 2")
    return built


def approved(shop: Shop, *lines: tuple[int, object], number: str = "PO1") -> PurchaseOrderId:
    order = actions.create_purchase(
        actor=TEST,
        plant=shop.plant,
        number=number,
        partner=PARTNER,
        lines=tuple(
            NewPurchaseLine(MaterialId(material), Decimal(str(quantity)), SOON, Decimal("1.5"))
            for material, quantity in lines
        ),
    ).purchase_order
    actions.approve_purchase(actor=TEST, purchase_order=order)
    return order


def line_of(order: PurchaseOrderId, number: int = 1) -> PurchaseLineId:
    return queries.get_purchase(order).lines[number - 1].id


def receive(line: PurchaseLineId, quantity: object, slip: str = "S-1", **more: object) -> object:
    return actions.receive_line(
        actor=TEST,
        purchase_line=line,
        quantity=Decimal(str(quantity)),
        slip=slip,
        location=LocationId(10),
        **more,  # type: ignore[arg-type]
    )


def refusal(call: Callable[..., object], *given: object, **named: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*given, **named)
    return caught.value


def supply() -> list[tuple[object, ...]]:
    assert list(supplies_equal_open_purchases()) == []
    return rows("SELECT material_id, quantity FROM kitting_supply ORDER BY 1")


def on_hand(status: str = "available") -> list[tuple[object, ...]]:
    return rows(
        "SELECT material_id, quantity FROM stock_account WHERE status = %s AND quantity <> 0 "
        "ORDER BY 1",
        status,
    )


def test_an_approved_order_is_what_the_kit_check_counts_on(shop: Shop) -> None:
    source = shop.order(1, (1, 5))
    draft = actions.create_purchase(
        actor=TEST,
        plant=shop.plant,
        number="PO1",
        partner=PARTNER,
        lines=(NewPurchaseLine(MaterialId(1), Decimal(8), SOON),),
    )
    assert supply() == []
    actions.approve_purchase(actor=TEST, purchase_order=draft.purchase_order)
    assert supply() == [(1, 8)]
    answer = kitting.check_kits(actor=TEST, sources=(source,)).verdicts[0]
    assert (answer.state, answer.coverage_on) == (KitState.SHORT, SOON)
    assert kits.get_kit("work_order", 1).lines[0].expected_from == "PO1"


def test_a_receipt_posts_stock_and_shrinks_what_is_to_come(shop: Shop) -> None:
    source = shop.order(1, (1, 5))
    order = approved(shop, (1, 8))
    receive(line_of(order), 6, rejected=Decimal(1))
    assert on_hand() == [(1, 5)]
    assert supply() == [(1, 2)]
    (line,) = queries.get_purchase(order).lines
    assert (line.received, line.rejected, line.stocked) == (6, 1, 5)
    answer = kitting.check_kits(actor=TEST, sources=(source,)).verdicts[0]
    assert answer.state is KitState.COMPLETE
    (movement,) = rows("SELECT kind, source_id, target_id, document_type FROM stock_movement")
    assert movement == ("receipt", 19, 10, "purchase_order")


def test_a_slip_counts_once_whatever_is_clicked(shop: Shop) -> None:
    order = approved(shop, (1, 80))
    line = line_of(order)
    gate = threading.Barrier(4)

    def call(_: int) -> object:
        gate.wait()
        try:
            receive(line, 6)
        except Refusal as caught:
            return caught.code
        else:
            return "posted"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(call, range(4)))
    assert answers.count("posted") == 1
    assert answers.count(PURCHASE_SLIP_TAKEN) == 3
    assert on_hand() == [(1, 6)]
    receive(line, 6, "S-2")
    assert supply() == [(1, 68)]


def test_what_is_wrong_with_a_receipt_is_refused_and_posts_nothing(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    line = line_of(order)
    assert refusal(receive, line, 9).code is RECEIPT_ABOVE_ORDER
    assert refusal(receive, line, 5, rejected=Decimal(6)).code is RECEIPT_INVALID
    Shop(PlantId(2)).build()
    elsewhere = refusal(
        actions.receive_line,
        actor=TEST,
        purchase_line=line,
        quantity=Decimal(1),
        slip="S-1",
        location=LocationId(20),
    )
    assert elsewhere.code is RECEIPT_INVALID
    run("DELETE FROM catalog_location WHERE id = 19")
    assert refusal(receive, line, 5).code is SUPPLIER_PLACE_MISSING
    assert one("SELECT count(*) FROM stock_movement") == 0
    assert one("SELECT count(*) FROM trade_purchase_receipt") == 0
    assert supply() == [(1, 8)]


def test_a_tracked_material_comes_with_its_lot(shop: Shop) -> None:
    order = approved(shop, (2, 8))
    line = line_of(order)
    assert refusal(receive, line, 8).code.code == "MOVE_LINES_INVALID"
    receive(line, 8, lot_code="L-1")
    assert rows("SELECT code, supplier_id FROM stock_lot") == [("L-1", 1)]
    assert on_hand() == [(2, 8)]


def incoming_plan() -> None:
    look = Characteristic(1, "外观", CharacteristicKind.ATTRIBUTE)
    content = PlanContent(
        "来料外观",
        InspectionKind.INCOMING,
        (look,),
        SamplingRule(Sampling.COUNT, count=1),
        material=MaterialId(1),
    )
    plan = quality.create_plan(actor=TEST, code="IN-1", content=content).plan
    quality.publish_plan(actor=TEST, plan=plan)


def test_goods_wait_for_the_inspector_and_are_still_to_come_until_then(shop: Shop) -> None:
    incoming_plan()
    order = approved(shop, (1, 8))
    done = receive(line_of(order), 8)
    assert isinstance(done, actions.LineReceived)
    assert done.state is ReceiptState.WAITING
    assert (on_hand(), on_hand("quality"), supply()) == ([], [(1, 8)], [(1, 8)])
    assert refusal(actions.close_purchase, actor=TEST, purchase_order=order).code is RECEIPT_WAITING
    early = refusal(actions.stock_receipt, actor=TEST, receipt=done.receipt)
    assert early.code is RECEIPT_NOT_PASSED
    assert done.inspection is not None
    quality.record_results(
        actor=TEST, inspection=done.inspection, results=(Result(1, 1, good=True),)
    )
    actions.stock_receipt(actor=TEST, receipt=done.receipt, accepted=Decimal(7))
    assert (on_hand(), on_hand("quality"), supply()) == ([(1, 7)], [], [])
    (line,) = queries.get_purchase(order).lines
    assert (line.received, line.rejected, line.stocked) == (8, 1, 7)
    assert refusal(actions.stock_receipt, actor=TEST, receipt=done.receipt).code is RECEIPT_STOCKED


def test_goods_that_failed_go_back_whole_or_by_concession(shop: Shop) -> None:
    incoming_plan()
    order = approved(shop, (1, 8))
    done = receive(line_of(order), 4)
    second = receive(line_of(order), 4, "S-2")
    assert isinstance(done, actions.LineReceived)
    assert isinstance(second, actions.LineReceived)
    for one_of in (done, second):
        assert one_of.inspection is not None
        quality.record_results(
            actor=TEST, inspection=one_of.inspection, results=(Result(1, 1, good=False),)
        )
    caught = refusal(actions.stock_receipt, actor=TEST, receipt=done.receipt)
    assert caught.code is RECEIPT_NOT_PASSED
    actions.stock_receipt(actor=TEST, receipt=done.receipt, accepted=Decimal(0))
    assert (on_hand(), on_hand("quality")) == ([], [(1, 4)])
    assert second.inspection is not None
    quality.decide_disposition(
        actor=TEST,
        inspection=second.inspection,
        disposition=Disposition.CONCESSION,
        reason="急用，客户同意",
    )
    actions.stock_receipt(actor=TEST, receipt=second.receipt)
    assert (on_hand(), on_hand("quality"), supply()) == ([(1, 4)], [], [])


def test_a_closed_or_cancelled_order_brings_nothing_more(shop: Shop) -> None:
    first, second = approved(shop, (1, 8)), approved(shop, (3, 5), number="PO2")
    receive(line_of(first), 3)
    assert (
        refusal(actions.cancel_purchase, actor=TEST, purchase_order=first).code is PURCHASE_RECEIVED
    )
    actions.close_purchase(actor=TEST, purchase_order=first)
    actions.cancel_purchase(actor=TEST, purchase_order=second)
    assert supply() == []
    assert (
        refusal(actions.approve_purchase, actor=TEST, purchase_order=first).code is PURCHASE_STATE
    )
    assert refusal(receive, line_of(first), 1, "S-9").code is PURCHASE_STATE
    states = {row.number: row.state for row in queries.list_purchases()}
    assert states == {"PO1": PurchaseState.CLOSED, "PO2": PurchaseState.CANCELLED}


def test_a_faulty_or_doubled_order_is_refused(shop: Shop) -> None:
    approved(shop, (1, 8))
    assert refusal(approved, shop, (1, 8)).code is PURCHASE_NUMBER_TAKEN
    assert refusal(approved, shop, number="PO3").code is PURCHASE_INVALID
    assert refusal(queries.get_purchase, PurchaseOrderId(99)).code is NOT_FOUND


def test_rights_end_at_the_plant(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    guest = Actor(UserId(5), "guest", {})
    assert (
        refusal(actions.approve_purchase, actor=guest, purchase_order=order).code
        is PERMISSION_MISSING
    )
    elsewhere = Scope(plants=frozenset({PlantId(2)}))
    buyer = Actor(UserId(5), "buyer", {ApprovePurchase: (elsewhere,)})
    assert refusal(actions.approve_purchase, actor=buyer, purchase_order=order).code is OUT_OF_SCOPE
    here = Actor(UserId(5), "buyer", {ApprovePurchase: (EVERYWHERE,)})
    assert (
        refusal(actions.approve_purchase, actor=here, purchase_order=order).code is PURCHASE_STATE
    )


def imported(number: str, *lines: ImportedLine, **more: object) -> ImportedPurchase:
    usual = {"state": PurchaseState.APPROVED, "ordered_on": None}
    return ImportedPurchase(
        number=number,
        plant=PlantId(1),
        partner=PARTNER,
        lines=lines,
        **(usual | more),  # type: ignore[arg-type]
    )


def test_an_import_is_whole_and_harmless_the_second_time(shop: Shop) -> None:
    ten, four = Decimal(10), Decimal(4)
    orders = (
        imported(
            "A1",
            ImportedLine(
                1, MaterialId(1), ten, received=four, rejected=Decimal(1), stocked=Decimal(3)
            ),
            ImportedLine(2, MaterialId(3), ten, ten, Decimal(0), ten),
        ),
        imported("A2", ImportedLine(1, MaterialId(1), ten), state=PurchaseState.CLOSED),
    )
    done = actions.import_purchases(actor=TEST, purchases=orders)
    assert (done.created, done.updated, done.unchanged) == (2, 0, 0)
    assert supply() == [(1, 6)]
    before = rows("SELECT *, xmin FROM trade_purchase_line ORDER BY id")
    heads = rows("SELECT xmin FROM trade_purchase_order ORDER BY id")
    again = actions.import_purchases(actor=TEST, purchases=orders)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert rows("SELECT *, xmin FROM trade_purchase_line ORDER BY id") == before
    assert supply() == [(1, 6)]
    assert one("SELECT count(*) FROM stock_movement") == 0
    assert rows("SELECT xmin FROM trade_purchase_order ORDER BY id") == heads
    shorter = (imported("A1", ImportedLine(1, MaterialId(1), Decimal(5))),)
    changed = actions.import_purchases(actor=TEST, purchases=shorter)
    assert (changed.created, changed.updated, changed.unchanged) == (0, 1, 0)
    assert supply() == [(1, 5)]
    wrong = imported("A3", ImportedLine(1, MaterialId(1), ten, received=ten, stocked=Decimal(11)))
    caught = refusal(actions.import_purchases, actor=TEST, purchases=(wrong, wrong))
    assert (caught.code, caught.evidence["count"]) == (PURCHASE_INVALID, 3)
    assert say("refusal.PURCHASE_INVALID", "zh", **caught.evidence) == (
        "采购单有 3 处填写有误：采购单 A3 第 1 行：拒收加入库比到货还多、"
        "采购单 A3 第 1 行：拒收加入库比到货还多、采购单号 A3 出现了两次"
    )


def test_lists_filter_and_page(shop: Shop) -> None:
    for number in range(1, 5):
        approved(shop, (1, number), number=f"PO{number}")
    page = queries.list_purchases(limit=3)
    rest = queries.list_purchases(before=page[-1].id)
    assert [row.number for row in page + rest] == ["PO4", "PO3", "PO2", "PO1"]
    assert (page[0].amount, page[0].lines_open, page[0].expected_on) == (6, 1, SOON)
    assert [row.number for row in queries.list_purchases(words="o2")] == ["PO2"]
    assert [queries.list_purchases(words=sign) for sign in ("%", "_", "P_2", "\\")] == [[]] * 4
    assert queries.list_purchases(states=[PurchaseState.DRAFT]) == []


def test_a_supply_that_was_tampered_with_is_found(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    run("UPDATE kitting_supply SET quantity = 9")
    (finding,) = supplies_equal_open_purchases()
    assert finding.subject == f"purchase_order:{order}"
    assert finding.evidence["supply"] == 9
    assert finding.evidence["open"] == 8


def receipt_of(order: PurchaseOrderId) -> PurchaseReceiptId:
    return queries.get_purchase(order).receipts[0].id


def figures(order: PurchaseOrderId) -> tuple[Decimal, Decimal, Decimal]:
    (line,) = queries.get_purchase(order).lines
    return line.received, line.rejected, line.stocked


def test_an_undone_receipt_gives_back_stock_and_what_is_to_come(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    receive(line_of(order), 6, rejected=Decimal(1))
    undone = actions.undo_receipt(actor=TEST, receipt=receipt_of(order), reason="录错了")
    assert undone.quantity == 6
    assert (figures(order), on_hand(), supply()) == ((0, 0, 0), [], [(1, 8)])
    assert (
        refusal(actions.undo_receipt, actor=TEST, receipt=receipt_of(order)).code is RECEIPT_UNDONE
    )
    assert (
        refusal(actions.stock_receipt, actor=TEST, receipt=receipt_of(order)).code is RECEIPT_UNDONE
    )
    receive(line_of(order), 5)  # the same slip, with the right quantity
    assert (on_hand(), supply()) == ([(1, 5)], [(1, 3)])
    actions.undo_receipt(actor=TEST, receipt=receipt_of(order))
    actions.cancel_purchase(actor=TEST, purchase_order=order)


def test_a_receipt_whose_goods_have_gone_on_stays(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    receive(line_of(order), 6)
    issue = MoveLine(MoveKind.TRANSFER, MaterialId(1), Decimal(2), LocationId(10), LocationId(11))
    post_moves(actor=TEST, lines=(issue,))
    before = rows("SELECT max(id) FROM stock_movement")
    told = refusal(actions.undo_receipt, actor=TEST, receipt=receipt_of(order))
    assert told.code is RECEIPT_USED
    assert told.evidence["slip"] == "S-1"
    assert told.evidence["places"][0].endswith("4 < 6 个")
    assert (figures(order), rows("SELECT max(id) FROM stock_movement")) == ((6, 0, 6), before)


def test_a_receipt_that_waits_takes_its_inspection_with_it(shop: Shop) -> None:
    incoming_plan()
    order = approved(shop, (1, 8))
    receive(line_of(order), 6)
    assert on_hand("quality") == [(1, 6)]
    actions.undo_receipt(actor=TEST, receipt=receipt_of(order))
    assert (on_hand("quality"), supply()) == ([], [(1, 8)])
    assert rows("SELECT state FROM quality_inspection") == [("cancelled",)]


def test_a_settled_receipt_is_undone_with_what_went_back(shop: Shop) -> None:
    incoming_plan()
    order = approved(shop, (1, 8))
    came = receive(line_of(order), 6)
    assert isinstance(came, actions.LineReceived)
    assert came.inspection is not None
    quality.record_results(
        actor=TEST, inspection=came.inspection, results=(Result(1, 1, good=True),)
    )
    actions.stock_receipt(actor=TEST, receipt=receipt_of(order), accepted=Decimal(4))
    assert (figures(order), on_hand()) == ((6, 2, 4), [(1, 4)])
    actions.undo_receipt(actor=TEST, receipt=receipt_of(order))
    assert (figures(order), on_hand(), on_hand("quality")) == ((0, 0, 0), [], [])
    assert supply() == [(1, 8)]


def test_the_ledger_does_not_undo_a_receipt_behind_the_order(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    receive(line_of(order), 6)
    (movement,) = rows("SELECT id FROM stock_movement")
    told = refusal(reverse_move, actor=TEST, movement=MovementId(int(str(movement[0]))))
    assert (told.code, told.evidence["verb"]) == (UNDO_ELSEWHERE, "trade.undo_receipt")
    assert on_hand() == [(1, 6)]
    actions.close_purchase(actor=TEST, purchase_order=order)
    told = refusal(actions.undo_receipt, actor=TEST, receipt=receipt_of(order))
    assert told.code is PURCHASE_STATE


def test_a_receipt_of_another_plant_is_not_undone(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    receive(line_of(order), 6)
    foreign = Actor(UserId(7), "x", {ReceivePurchase: (Scope(plants=frozenset({PlantId(2)})),)})
    told = refusal(actions.undo_receipt, actor=foreign, receipt=receipt_of(order))
    assert (told.code, on_hand()) == (OUT_OF_SCOPE, [(1, 6)])


def test_an_order_and_its_lots_carry_the_day_of_their_plant(shop: Shop) -> None:
    run("UPDATE people_plant SET time_zone = 'Europe/Berlin'")
    run("UPDATE catalog_material SET shelf_life_days = 10 WHERE id = 2")
    with clock.frozen(datetime(2026, 3, 9, 16, 30, tzinfo=UTC)):  # the 10th in Shanghai
        order = approved(shop, (2, 8))
        receive(line_of(order), 8, lot_code="L-1")
    assert queries.get_purchase(order).order.ordered_on == date(2026, 3, 9)
    assert rows("SELECT expires_on FROM stock_lot") == [(date(2026, 3, 19),)]
