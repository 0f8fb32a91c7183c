"""Single pieces by their serial numbers: bought, issued, returned, made."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from qitao.base.ids import PlantId
from qitao.base.refusal import Refusal
from qitao.catalog.models import Material, Partner
from qitao.catalog.values import QUANTITY_TOO_FINE, PartnerId
from qitao.production import actions as production
from qitao.production.actions.picking import IssueLine
from qitao.production.models import OrderMaterial, OrderOperation
from qitao.production.queries import list_receipts
from qitao.production.values import RETURN_ABOVE_ISSUED, OperationId, WorkOrderId
from qitao.quality import actions as quality
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    PlanContent,
    Result,
)
from qitao.stock import checks
from qitao.stock.actions import ensure_lots
from qitao.stock.models import Account, Serial
from qitao.stock.queries import list_serial_family
from qitao.stock.values import (
    SERIAL_NOT_TRACKED,
    SERIALS_COUNT,
    SERIALS_NOT_THERE,
    SERIALS_TAKEN,
    SERIALS_TWICE,
    NewLot,
    SerialId,
)
from qitao.trade import actions as trade
from qitao.trade import queries as purchases
from qitao.trade.values import NewPurchaseLine, PurchaseLineId
from tests.shop import HOUSE, Shop


def bought(shop: Shop, material: str, quantity: int) -> PurchaseLineId:
    """Return the line of an approved purchase."""
    partner, _ = Partner.objects.get_or_create(code="S1", name="供应商", kind="supplier")
    order = trade.create_purchase(
        actor=HOUSE,
        plant=shop.plant,
        partner=PartnerId(partner.pk),
        lines=(NewPurchaseLine(shop.materials[material], Decimal(quantity)),),
    ).purchase_order
    trade.approve_purchase(actor=HOUSE, purchase_order=order)
    return purchases.get_purchase(order).lines[0].id


def come(shop: Shop, line: PurchaseLineId, slip: str, *codes: str, **more: object) -> object:
    """Receive pieces by a slip."""
    given = {"quantity": Decimal(len(codes)), **more}
    return trade.receive_line(
        actor=HOUSE,
        purchase_line=line,
        slip=slip,
        location=shop.places["STORE"],
        serials=codes,
        **given,  # type: ignore[arg-type]
    )


def boxes(*numbers: int) -> tuple[str, ...]:
    return tuple(f"B{number:02}" for number in numbers)


@pytest.fixture
def order(shop: Shop) -> WorkOrderId:
    """An order of 10 that needs 10 boxes, each with its number; 12 are there."""
    Material.objects.filter(code="BOX").update(serial_tracked=True)
    shop.receive("RESIN", 100)
    shop.receive("SCREW", 100)
    come(shop, bought(shop, "BOX", 20), "D-1", *boxes(*range(1, 13)))
    return shop.released(10).order


def box_line(order: WorkOrderId) -> int:
    return OrderMaterial.objects.get(order_id=order, material__code="BOX").line


def issue(order: WorkOrderId, quantity: int, *codes: str, **more: object) -> list[str]:
    """Issue boxes and return their numbers."""
    line = IssueLine(box_line(order), Decimal(quantity), serials=codes, **more)  # type: ignore[arg-type]
    moved = production.issue_materials(actor=HOUSE, order=order, lines=(line,))
    return [Serial.objects.get(pk=one.serial).code for one in moved.lines]


def in_stock() -> set[str]:
    assert list(checks.serials_lie_in_stock()) == []
    return set(Serial.objects.exclude(location=None).values_list("code", flat=True))


def refused(call: object, *given: object, **named: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*given, **named)  # type: ignore[operator]
    return caught.value


def test_a_receipt_asks_for_one_serial_a_piece(shop: Shop) -> None:
    Material.objects.filter(code="BOX").update(serial_tracked=True)
    line = bought(shop, "BOX", 20)
    assert refused(come, shop, line, "D-1", "B01", quantity=Decimal(2)).code is SERIALS_COUNT
    assert refused(come, shop, line, "D-1", "B01", "B01").code is SERIALS_TWICE
    assert not Account.objects.exists()
    come(shop, line, "D-1", "B01", "B02", quantity=Decimal(3), rejected=Decimal(1))
    assert in_stock() == {"B01", "B02"}
    assert refused(come, shop, line, "D-2", "B02", "B03").code is SERIALS_TAKEN
    screws = bought(shop, "SCREW", 5)
    assert refused(come, shop, screws, "D-3", "X").code is SERIAL_NOT_TRACKED
    assert in_stock() == {"B01", "B02"}


def test_an_undone_receipt_lets_its_pieces_come_again(shop: Shop) -> None:
    Material.objects.filter(code="BOX").update(serial_tracked=True)
    line = bought(shop, "BOX", 20)
    done = come(shop, line, "D-1", "B01", "B02")
    assert isinstance(done, trade.LineReceived)
    trade.undo_receipt(actor=HOUSE, receipt=done.receipt)
    assert in_stock() == set()
    come(shop, line, "D-1", "B02", "B03")
    assert in_stock() == {"B02", "B03"}


def test_pieces_are_picked_oldest_first_or_as_named(order: WorkOrderId) -> None:
    assert issue(order, 2) == ["B01", "B02"]
    assert issue(order, 2, "B07", "B05") == ["B07", "B05"]
    assert issue(order, 3) == ["B03", "B04", "B06"]
    assert in_stock() == set(boxes(8, 9, 10, 11, 12))
    production.issue_materials(actor=HOUSE, order=order)  # all that is missing
    assert in_stock() == set(boxes(11, 12))


def test_what_is_wrong_with_serials_is_refused_and_issues_nothing(
    shop: Shop, order: WorkOrderId
) -> None:
    issue(order, 1, "B01")
    assert refused(issue, order, 1, "B01").code is SERIALS_NOT_THERE  # with the order already
    told = refused(issue, order, 2, "B02", "NONE")
    assert (told.code, told.evidence["codes"]) == (SERIALS_NOT_THERE, ["2: NONE (—)"])
    assert refused(issue, order, 3, "B02", "B03").code is SERIALS_COUNT
    elsewhere = refused(issue, order, 1, "B02", location=shop.places["LINE"])
    assert (elsewhere.code, elsewhere.evidence["codes"]) == (SERIALS_NOT_THERE, ["1: B02 (STORE)"])
    assert refused(issue, order, Decimal("1.5")).code is QUANTITY_TOO_FINE
    assert in_stock() == set(boxes(*range(2, 13)))
    assert OrderMaterial.objects.get(order_id=order, material__code="BOX").issued == 1


def test_a_named_piece_comes_back_and_goes_to_another_order(shop: Shop, order: WorkOrderId) -> None:
    issue(order, 4)
    line = box_line(order)

    def back(quantity: int, *codes: str, **more: object) -> None:
        given = IssueLine(line, Decimal(quantity), serials=codes, **more)  # type: ignore[arg-type]
        production.return_materials(actor=HOUSE, order=order, lines=(given,))

    told = refused(back, 1, "B09")
    assert (told.code, told.evidence["codes"]) == (SERIALS_NOT_THERE, ["1: B09 (STORE)"])
    back(1, "B02", location=shop.places["LINE"])
    assert Serial.objects.get(code="B02").location_id == shop.places["LINE"]
    back(1)  # the last that is still with the order
    assert in_stock() == set(boxes(2, 4, *range(5, 13)))
    other = shop.released(1).order
    assert issue(other, 1, "B02") == ["B02"]
    assert refused(back, 1, "B02").code is SERIALS_NOT_THERE  # it is with the other order
    back(2)
    assert in_stock() == set(boxes(1, *range(3, 13)))


def test_a_piece_comes_back_with_the_lot_it_went_out_with(shop: Shop, order: WorkOrderId) -> None:
    issue(order, 2)
    Material.objects.filter(code="BOX").update(lot_tracked=True)
    lot = NewLot(shop.materials["BOX"], "OTHER")
    other = ensure_lots(actor=HOUSE, lots=(lot,)).lots[0]
    given = IssueLine(box_line(order), Decimal(1), lot=other, serials=("B01",))
    told = refused(production.return_materials, actor=HOUSE, order=order, lines=(given,))
    assert told.code is RETURN_ABOVE_ISSUED
    assert in_stock() == set(boxes(*range(3, 13)))


def test_backflush_takes_pieces_and_gives_back_the_same(shop: Shop) -> None:
    Material.objects.filter(code="BOX").update(serial_tracked=True, backflush=True)
    shop.receive("RESIN", 100)
    shop.receive("SCREW", 100)
    come(shop, bought(shop, "BOX", 20), "D-1", *boxes(*range(1, 13)))
    order = shop.released(10).order
    reports = [
        production.report_output(actor=HOUSE, operation=OperationId(row.pk), good=Decimal(3))
        for row in OrderOperation.objects.filter(order_id=order).order_by("sequence")
    ]
    assert in_stock() == set(boxes(*range(4, 13)))
    production.undo_report(actor=HOUSE, report=reports[-1].report)
    assert in_stock() == set(boxes(*range(1, 13)))


def test_finished_goods_come_in_by_serial_and_go_back_to_the_order(shop: Shop) -> None:
    Material.objects.filter(code="CASE").update(serial_tracked=True)
    shop.stock(20)
    order = shop.released(3).order
    for row in OrderOperation.objects.filter(order_id=order).order_by("sequence"):
        production.report_output(actor=HOUSE, operation=OperationId(row.pk), good=Decimal(3))
    assert refused(production.receive_output, actor=HOUSE, order=order).code is SERIALS_COUNT
    codes = ("C1", "C2", "C3")
    production.receive_output(actor=HOUSE, order=order, serials=codes)
    assert in_stock() == set(codes)
    assert {piece.lot_id for piece in Serial.objects.all()} != {None}
    (receipt,) = list_receipts(order)
    production.undo_receipt(actor=HOUSE, receipt=receipt.id)
    assert in_stock() == set()
    (receipt,) = list_receipts(order)
    assert receipt.undone
    production.receive_output(actor=HOUSE, order=order, quantity=Decimal(1), serials=("C2",))
    assert in_stock() == {"C2"}


def test_a_partly_accepted_receipt_names_the_good_pieces(shop: Shop) -> None:
    Material.objects.filter(code="BOX").update(serial_tracked=True)
    look = Characteristic(1, "外观", CharacteristicKind.ATTRIBUTE)
    content = PlanContent("来料", InspectionKind.INCOMING, (look,), material=shop.materials["BOX"])
    plan = quality.create_plan(actor=HOUSE, code="IN", content=content).plan
    quality.publish_plan(actor=HOUSE, plan=plan)
    line = bought(shop, "BOX", 20)
    done = come(shop, line, "D-1", "B01", "B02", "B03")
    assert isinstance(done, trade.LineReceived)
    assert done.inspection is not None
    results = tuple(Result(piece, 1, good=True) for piece in (1, 2, 3))
    quality.record_results(actor=HOUSE, inspection=done.inspection, results=results)
    half = {"actor": HOUSE, "receipt": done.receipt, "accepted": Decimal(2)}
    assert refused(trade.stock_receipt, **half).code is SERIALS_COUNT
    told = refused(trade.stock_receipt, **half, serials=("B01", "X"))
    assert (told.code, told.evidence["codes"]) == (SERIALS_NOT_THERE, ["2: X (—)"])
    trade.stock_receipt(**half, serials=("B01", "B03"))  # type: ignore[arg-type]
    assert in_stock() == {"B01", "B03"}
    assert set(Serial.objects.filter(status="available", location__isnull=False)) == set(
        Serial.objects.filter(code__in=["B01", "B03"])
    )


def test_orders_at_once_never_take_the_same_piece(real_shop: Shop) -> None:
    shop = real_shop
    Material.objects.filter(code="BOX").update(serial_tracked=True)
    shop.receive("RESIN", 100)
    shop.receive("SCREW", 100)
    come(shop, bought(shop, "BOX", 20), "D-1", *boxes(*range(1, 9)))
    orders = [shop.released(2).order for _ in range(4)]
    gate = threading.Barrier(4)

    def take(order: WorkOrderId) -> list[str]:
        gate.wait()
        try:
            return issue(order, 2)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = [code for codes in pool.map(take, orders) for code in codes]
    assert sorted(taken) == list(boxes(*range(1, 9)))
    assert in_stock() == set()


def test_the_family_of_a_piece_is_told_within_the_plants_asked_for(
    shop: Shop, order: WorkOrderId
) -> None:
    issue(order, 10, *boxes(*range(1, 11)))
    for operation in OrderOperation.objects.filter(order_id=order).order_by("sequence"):
        production.report_output(
            actor=HOUSE, operation=OperationId(operation.pk), good=Decimal(10), finish=True
        )
    production.receive_output(actor=HOUSE, order=order)
    piece = SerialId(Serial.objects.get(code="B01").pk)
    family = list_serial_family(piece)
    assert [step.material_code for step in family if step.forward] == ["CASE"]
    assert list_serial_family(piece, plants=[shop.plant]) == family
    assert list_serial_family(piece, plants=[PlantId(shop.plant + 1)]) == []
