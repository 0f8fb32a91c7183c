"""Tables of purchasing: orders, their lines, and one row per receipt slip and line."""

from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from qitao.base.history import tracked
from qitao.trade.values import PurchaseState, ReceiptState


def _quantity(**options: Any) -> Any:
    return models.DecimalField(max_digits=18, decimal_places=6, **options)


LINE_PLAN = ("id", "order", "line", "material", "ordered", "unit_price", "expected_on")
"""What a line asks for, not what came of it: only its changes keep the row's version."""


@partial(tracked, hidden=("state_since", "created_at"), bulk=True)
class PurchaseOrder(models.Model):
    """What a plant ordered from one supplier."""

    plant = models.ForeignKey("people.Plant", models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    partner = models.ForeignKey("catalog.Partner", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, db_default=PurchaseState.DRAFT.value)
    state_since = models.DateTimeField(db_default=Now())
    ordered_on = models.DateField(null=True)
    note = models.CharField(max_length=500, db_default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "trade_purchase_order"
        constraints = [
            models.CheckConstraint(
                name="trade_purchase_order_state",
                condition=Q(state__in=[s.value for s in PurchaseState]),
            )
        ]
        indexes = [models.Index(fields=["plant", "state", "-id"], name="trade_purchase_state")]

    def __str__(self) -> str:
        return self.number


@partial(tracked, only=LINE_PLAN, owner="order", bulk=True, name="PurchaseLineVersion")
class PurchaseLine(models.Model):
    """One material of an order; what was received is rejected, stocked or waits for inspection."""

    order = models.ForeignKey(PurchaseOrder, models.CASCADE, related_name="lines")
    line = models.IntegerField()
    material = models.ForeignKey("catalog.Material", models.PROTECT, related_name="+")
    ordered = _quantity()
    received = _quantity(db_default=0)
    rejected = _quantity(db_default=0)
    stocked = _quantity(db_default=0)
    unit_price = _quantity(db_default=0)
    expected_on = models.DateField(null=True)

    class Meta:
        db_table = "trade_purchase_line"
        constraints = [
            models.UniqueConstraint(fields=["order", "line"], name="trade_purchase_line_once"),
            models.CheckConstraint(
                name="trade_purchase_line_figures",
                condition=Q(ordered__gt=0, received__gte=0, rejected__gte=0, stocked__gte=0)
                & Q(received__gte=F("rejected") + F("stocked")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.line}"


class SupplierReturn(models.Model):
    """Stocked goods of a line that went back to their supplier; undone by a counter-entry."""

    line = models.ForeignKey(PurchaseLine, models.PROTECT, related_name="returns")
    quantity = _quantity()
    expected_again = models.BooleanField(db_default=False)
    location = models.ForeignKey("catalog.Location", models.PROTECT, related_name="+")
    lot = models.ForeignKey("stock.Lot", models.PROTECT, null=True, related_name="+")
    slip = models.CharField(max_length=80, null=True, unique=True)
    reason = models.CharField(max_length=300)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "trade_supplier_return"
        constraints = [
            models.CheckConstraint(name="trade_return_positive", condition=Q(quantity__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: −{self.quantity}"


class PurchaseReceipt(models.Model):
    """What one slip brought of one line; the slip's number makes it unique until it is undone."""

    line = models.ForeignKey(PurchaseLine, models.PROTECT, related_name="receipts")
    slip = models.CharField(max_length=80)
    received = _quantity()
    rejected = _quantity(db_default=0)
    location = models.ForeignKey("catalog.Location", models.PROTECT, related_name="+")
    lot = models.ForeignKey("stock.Lot", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "trade_purchase_receipt"
        constraints = [
            models.UniqueConstraint(
                fields=["line", "slip"],
                name="trade_receipt_slip_once",
                condition=~Q(state=ReceiptState.UNDONE.value),
            ),
            models.CheckConstraint(
                name="trade_receipt_figures",
                condition=Q(received__gt=0, rejected__gte=0) & Q(rejected__lte=F("received")),
            ),
            models.CheckConstraint(
                name="trade_receipt_state",
                condition=Q(state__in=[s.value for s in ReceiptState]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slip}: {self.received}"
