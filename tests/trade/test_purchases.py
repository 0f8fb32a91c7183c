"""Purchases: what is approved is expected, what is received is in the store, once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from qitao.base.checks import CHECKS
from qitao.base.history import EVENTS
from qitao.base.refusal import Refusal
from qitao.catalog.models import Partner
from qitao.catalog.values import QUANTITY_TOO_FINE, PartnerId
from qitao.kitting.models import Supply
from qitao.people import actions as people
from qitao.people.queries import get_role_by_code, load_actor
from qitao.people.values import RoleId
from qitao.stock.models import Account
from qitao.trade import actions as trade
from qitao.trade import queries
from qitao.trade.models import PurchaseLine, PurchaseOrder
from qitao.trade.values import (
    NOT_A_SUPPLIER,
    OWN_DRAFT,
    PURCHASE_RECEIVED,
    PURCHASE_SLIP_TAKEN,
    PURCHASE_STATE,
    RECEIPT_ABOVE_ORDER,
    ImportedLine,
    ImportedPurchase,
    NewPurchaseLine,
    PurchaseLineId,
    PurchaseState,
)
from tests.shop import HOUSE, Shop, build_shop
from tests.standing import keep_standing
from tests.web.town import PASSWORD


@pytest.fixture
def shop_stands(django_db_setup: None, django_db_blocker: Any) -> Shop:
    with django_db_blocker.unblock():
        return keep_standing("shop", build_shop)


@pytest.fixture
def shop(shop_stands: Shop, db: None) -> Shop:
    return shop_stands


@pytest.fixture
def supplier(db: None) -> PartnerId:
    return PartnerId(Partner.objects.create(code="V1", name="供应商", kind="supplier").pk)


def order(shop: Shop, supplier: PartnerId, quantity: int = 100) -> trade.PurchaseMoved:
    line = NewPurchaseLine(shop.materials["SCREW"], Decimal(quantity), date(2030, 1, 1))
    return trade.create_purchase(actor=HOUSE, plant=shop.plant, partner=supplier, lines=(line,))


def line_of(moved: trade.PurchaseMoved) -> PurchaseLineId:
    return queries.list_lines(moved.purchase_order)[0].id


def expected() -> list[Decimal]:
    return list(Supply.objects.values_list("quantity", flat=True))


def test_an_order_is_expected_from_its_approval_until_it_came(
    shop: Shop, supplier: PartnerId
) -> None:
    moved = order(shop, supplier)
    assert expected() == []
    trade.approve_purchase(actor=HOUSE, purchase_order=moved.purchase_order)
    assert expected() == [100]
    got = trade.receive_line(
        actor=HOUSE,
        purchase_line=line_of(moved),
        quantity=Decimal(60),
        rejected=Decimal(5),
        slip="D-1",
        location=shop.places["STORE"],
    )
    assert (got.stocked, got.rest) == (55, 40)
    assert expected() == [40]
    assert Account.objects.get(material_id=shop.materials["SCREW"]).quantity == 55
    trade.close_purchase(actor=HOUSE, purchase_order=moved.purchase_order)
    assert expected() == []
    assert list(CHECKS["trade.supplies_equal_open_purchases"].run()) == []


def test_a_slip_counts_once_and_no_more_than_ordered_comes(shop: Shop, supplier: PartnerId) -> None:
    moved = order(shop, supplier)
    given = {"purchase_line": line_of(moved), "location": shop.places["STORE"]}
    with pytest.raises(Refusal) as caught:
        trade.receive_line(actor=HOUSE, quantity=Decimal(1), slip="D-0", **given)
    assert caught.value.code is PURCHASE_STATE
    trade.approve_purchase(actor=HOUSE, purchase_order=moved.purchase_order)
    trade.receive_line(actor=HOUSE, quantity=Decimal(10), slip="D-1", **given)
    with pytest.raises(Refusal) as caught:
        trade.receive_line(actor=HOUSE, quantity=Decimal(91), slip="D-2", **given)
    assert caught.value.code is RECEIPT_ABOVE_ORDER
    with pytest.raises(Refusal) as caught:
        trade.cancel_purchase(actor=HOUSE, purchase_order=moved.purchase_order)
    assert caught.value.code is PURCHASE_RECEIVED
    with pytest.raises(Refusal) as caught:
        trade.receive_line(actor=HOUSE, quantity=Decimal(10), slip="D-1", **given)
    assert caught.value.code is PURCHASE_SLIP_TAKEN


def test_importing_again_changes_nothing(shop: Shop, supplier: PartnerId) -> None:
    purchases = (
        ImportedPurchase(
            "PO-9",
            shop.plant,
            supplier,
            PurchaseState.APPROVED,
            date(2029, 1, 1),
            (ImportedLine(1, shop.materials["BOX"], Decimal(30), received=Decimal(10)),),
        ),
    )
    first = trade.import_purchases(actor=HOUSE, purchases=purchases)
    assert (first.created, expected()) == (1, [20])
    again = trade.import_purchases(actor=HOUSE, purchases=purchases)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert expected() == [20]


def test_no_part_of_a_piece_is_bought_received_or_returned(shop: Shop, supplier: PartnerId) -> None:
    part, soon = Decimal("1.5"), date(2030, 1, 1)

    def too_fine(call: Any, **given: Any) -> list[object]:
        with pytest.raises(Refusal) as caught:
            call(actor=HOUSE, **given)
        assert caught.value.code is QUANTITY_TOO_FINE
        return [one["line"] for one in caught.value.evidence["faults"]]

    screw, resin = shop.materials["SCREW"], shop.materials["RESIN"]
    lines = (NewPurchaseLine(resin, part, soon), NewPurchaseLine(screw, part, soon))
    new = {"plant": shop.plant, "partner": supplier, "lines": lines}
    assert too_fine(trade.create_purchase, **new) == [2]
    moved = order(shop, supplier)
    trade.approve_purchase(actor=HOUSE, purchase_order=moved.purchase_order)
    line = {"purchase_line": line_of(moved), "location": shop.places["STORE"]}
    assert too_fine(trade.receive_line, quantity=part, slip="D-1", **line) == [1]
    half = {"quantity": Decimal(2), "rejected": Decimal("0.5")}
    assert too_fine(trade.receive_line, slip="D-1", **half, **line) == [1]
    trade.receive_line(actor=HOUSE, quantity=Decimal(10), slip="D-1", **line)
    assert too_fine(trade.return_goods, quantity=part, reason="来料不良", **line) == [1]
    old = ImportedLine(1, screw, Decimal(30), received=part)
    told = ImportedPurchase("PO-9", shop.plant, supplier, PurchaseState.APPROVED, soon, (old,))
    assert too_fine(trade.import_purchases, purchases=(told,)) == ["PO-9/1"]
    assert Account.objects.get(material_id=screw).quantity == 10


def test_nothing_is_bought_from_a_customer_or_a_retired_partner(
    shop: Shop, supplier: PartnerId
) -> None:
    for change in ({"kind": "customer"}, {"kind": "supplier", "active": False}):
        Partner.objects.filter(pk=supplier).update(**change)
        with pytest.raises(Refusal) as refused:
            order(shop, supplier)
        assert refused.value.code is NOT_A_SUPPLIER
    assert not PurchaseOrder.objects.exists()


def test_who_drafted_does_not_approve_unless_nobody_else_may(
    shop: Shop, supplier: PartnerId
) -> None:
    people.install_roles(actor=HOUSE)
    role = RoleId(get_role_by_code("administrator").id)
    one, two = (
        people.create_user(actor=HOUSE, username=name, name=name, password=SecretStr(PASSWORD)).user
        for name in ("ona", "twan")
    )
    people.assign_role(actor=HOUSE, user=one, role=role)
    line = NewPurchaseLine(shop.materials["SCREW"], Decimal(5), date(2030, 1, 1))

    def drafted() -> trade.PurchaseMoved:
        return trade.create_purchase(
            actor=load_actor(one), plant=shop.plant, partner=supplier, lines=(line,)
        )

    alone = drafted().purchase_order
    done = trade.approve_purchase(actor=load_actor(one), purchase_order=alone)
    assert done.state is PurchaseState.APPROVED
    people.assign_role(actor=HOUSE, user=two, role=role)
    moved = drafted()
    with pytest.raises(Refusal) as refused:
        trade.approve_purchase(actor=load_actor(one), purchase_order=moved.purchase_order)
    assert refused.value.code is OWN_DRAFT
    other = trade.approve_purchase(actor=load_actor(two), purchase_order=moved.purchase_order)
    assert other.state is PurchaseState.APPROVED


def test_a_new_promise_reaches_the_kit_check_and_the_history(
    shop: Shop, supplier: PartnerId
) -> None:
    moved = order(shop, supplier)
    trade.approve_purchase(actor=HOUSE, purchase_order=moved.purchase_order)
    given: dict[str, Any] = {"actor": HOUSE, "purchase_line": line_of(moved)}
    trade.promise_line(**given, expected_on=date(2030, 2, 1), note="船期推迟")
    assert list(Supply.objects.values_list("quantity", "expected_on")) == [(100, date(2030, 2, 1))]
    assert queries.list_lines(moved.purchase_order)[0].expected_on == date(2030, 2, 1)
    trade.promise_line(**given, expected_on=None)
    assert list(Supply.objects.values_list("expected_on", flat=True)) == [None]
    versions = EVENTS[PurchaseLine].objects.filter(pgh_obj_id=given["purchase_line"])  # type: ignore[attr-defined]
    assert versions.count() == 3
    trade.close_purchase(actor=HOUSE, purchase_order=moved.purchase_order)
    with pytest.raises(Refusal) as caught:
        trade.promise_line(**given, expected_on=date(2030, 3, 1))
    assert caught.value.code is PURCHASE_STATE
    assert expected() == []
