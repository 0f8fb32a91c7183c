"""Tables of production: orders, operations and materials, reports, time, slips, wall links."""

from datetime import date
from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Now

from qitao.base.history import tracked

FAR = Value(date(9999, 12, 31), output_field=models.DateField())
"""Where orders without a due date stand in a list."""
ORDER_PLAN = (
    "id",
    "plant",
    "number",
    "material",
    "quantity",
    "priority",
    "due_on",
    "planned_start",
    "planned_end",
    "bom",
    "routing",
    "lot_code",
    "note",
)
"""What people plan, not what reports count: only its changes keep the row's version (I9)."""
OPERATION_PLAN = (
    "id",
    "order",
    "sequence",
    "name",
    "name_en",
    "work_centre",
    "setup_minutes",
    "run_minutes",
    "quantity",
    "parallel_group",
    "outsourced_to",
    "inspection_required",
    "reporting_point",
)
MATERIAL_PLAN = (
    "id",
    "order",
    "line",
    "material",
    "operation_sequence",
    "per_unit",
    "required",
    "backflush",
    "substitute_for",
)


def quantity_field(**options: Any) -> Any:
    """numeric(18,6), the grain of every quantity."""
    return models.DecimalField(max_digits=18, decimal_places=6, **options)


@partial(tracked, only=ORDER_PLAN, bulk=True, name="WorkOrderVersion")
class WorkOrder(models.Model):
    """An order to make a quantity of one material at one plant."""

    plant = models.ForeignKey("people.Plant", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=60, unique=True)
    material = models.ForeignKey("catalog.Material", models.PROTECT, related_name="+")
    quantity = quantity_field()
    good = quantity_field(db_default=0)
    scrap = quantity_field(db_default=0)
    received = quantity_field(db_default=0)
    state = models.CharField(max_length=20, db_default="draft")
    state_since = models.DateTimeField(db_default=Now())
    held_from = models.CharField(max_length=20, null=True)
    hold_reason = models.CharField(max_length=300, db_default="")
    priority = models.SmallIntegerField(db_default=5)
    due_on = models.DateField(null=True)
    planned_start = models.DateTimeField(null=True)
    planned_end = models.DateTimeField(null=True)
    bom = models.ForeignKey(
        "catalog.Bom", models.PROTECT, null=True, related_name="+", db_index=False
    )
    routing = models.ForeignKey(
        "catalog.Routing", models.PROTECT, null=True, related_name="+", db_index=False
    )
    frozen_at = models.DateTimeField(null=True)
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="splits", db_index=False
    )
    lot_code = models.CharField(max_length=80, db_default="")
    note = models.CharField(max_length=500, db_default="")
    created_at = models.DateTimeField(db_default=Now())
    released_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="production_order_quantity", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="production_order_figures",
                condition=Q(good__gte=0, scrap__gte=0, received__gte=0)
                & Q(received__lte=F("good")),
            ),
            models.CheckConstraint(
                name="production_order_priority", condition=Q(priority__gte=1, priority__lte=9)
            ),
        ]
        indexes = [
            models.Index(Coalesce("due_on", FAR), "id", name="production_order_due"),
            models.Index(fields=["state", "due_on", "id"], name="production_order_state"),
            models.Index(fields=["plant", "due_on", "id"], name="production_order_plant"),
            models.Index(
                fields=["split_from"],
                name="production_order_split",
                condition=Q(split_from__isnull=False),
            ),
            models.Index(
                fields=["priority", "due_on", "id"],
                name="production_order_open",
                condition=~Q(state__in=["closed", "cancelled", "completed"]),
            ),
            models.Index(
                fields=["planned_end"],
                name="production_order_planned",
                condition=Q(planned_end__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


@partial(tracked, only=OPERATION_PLAN, owner="order", bulk=True, name="OrderOperationVersion")
class OrderOperation(models.Model):
    """One operation of an order, a copy of the routing's."""

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="operations", db_index=False)
    sequence = models.IntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, db_default="")
    work_centre = models.ForeignKey("catalog.WorkCentre", models.PROTECT, related_name="+")
    machine = models.ForeignKey("catalog.Machine", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, db_default="waiting")
    setup_minutes = models.DecimalField(max_digits=12, decimal_places=4, db_default=0)
    run_minutes = models.DecimalField(max_digits=12, decimal_places=6, db_default=0)
    quantity = quantity_field()
    good = quantity_field(db_default=0)
    scrap = quantity_field(db_default=0)
    rework = quantity_field(db_default=0)
    parallel_group = models.IntegerField(null=True)
    outsourced_to = models.ForeignKey(
        "catalog.Partner", models.PROTECT, null=True, related_name="+"
    )
    inspection_required = models.BooleanField(db_default=False)
    reporting_point = models.BooleanField(db_default=True)
    running_since = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "sequence"], name="production_operation_sequence"
            ),
            models.CheckConstraint(
                name="production_operation_figures",
                condition=Q(good__gte=0, scrap__gte=0, rework__gte=0),
            ),
        ]
        indexes = [
            models.Index(
                fields=["work_centre", "state"],
                name="production_operation_open",
                condition=~Q(state="finished"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.sequence}"


@partial(tracked, only=MATERIAL_PLAN, owner="order", bulk=True, name="OrderMaterialVersion")
class OrderMaterial(models.Model):
    """One material that an order needs, a copy of the exploded BOM.

    The original figures are those of the BOM's material, once a substitute took its place.
    """

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="materials", db_index=False)
    line = models.IntegerField()
    material = models.ForeignKey("catalog.Material", models.PROTECT, related_name="+")
    bom_line = models.ForeignKey(
        "catalog.BomLine", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    operation_sequence = models.IntegerField(null=True)
    per_unit = models.DecimalField(max_digits=24, decimal_places=12)
    required = quantity_field()
    issued = quantity_field(db_default=0)
    returned = quantity_field(db_default=0)
    backflush = models.BooleanField(db_default=False)
    substitute_for = models.ForeignKey(
        "catalog.Material", models.PROTECT, null=True, related_name="+"
    )
    original_per_unit = models.DecimalField(max_digits=24, decimal_places=12, null=True)
    original_required = quantity_field(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "line"], name="production_material_line"),
            models.CheckConstraint(
                name="production_material_figures",
                condition=Q(required__gte=0, issued__gte=0, returned__gte=0)
                & Q(returned__lte=F("issued")),
            ),
        ]
        indexes = [models.Index(fields=["material"], name="production_material_of")]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.line}"


class Report(models.Model):
    """What came out of an operation at one time; a mistake is mended by a counter-report."""

    operation = models.ForeignKey(OrderOperation, models.CASCADE, related_name="reports")
    good = quantity_field()
    scrap = quantity_field()
    rework = quantity_field()
    scrap_reason = models.ForeignKey(
        "catalog.ScrapReason", models.PROTECT, null=True, related_name="+"
    )
    is_rework = models.BooleanField(db_default=False)
    operator = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    machine = models.ForeignKey("catalog.Machine", models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    slip = models.CharField(max_length=80, null=True, unique=True)
    note = models.CharField(max_length=300, db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["operation", "id"], name="production_report_operation"),
            models.Index(fields=["operator", "-id"], name="production_report_operator"),
            models.Index(fields=["happened_at"], name="production_report_happened"),
        ]

    def __str__(self) -> str:
        return f"{self.operation_id}: {self.good}"


class WorkPeriod(models.Model):
    """A stretch of time that a machine or a person spent on an operation."""

    operation = models.ForeignKey(OrderOperation, models.CASCADE, related_name="periods")
    kind = models.CharField(max_length=20, db_default="run")
    machine = models.ForeignKey("catalog.Machine", models.PROTECT, null=True, related_name="+")
    operator = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="production_period_order",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
            models.UniqueConstraint(
                fields=["machine"],
                name="production_period_running",
                condition=Q(ended_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["operation", "id"], name="production_period_operation")]

    def __str__(self) -> str:
        return f"{self.operation_id}: {self.kind}"


class Dispatch(models.Model):
    """Pieces of an operation sent out to a supplier; undone by a counter-entry of minus as many."""

    operation = models.ForeignKey(OrderOperation, models.PROTECT, related_name="dispatches")
    partner = models.ForeignKey("catalog.Partner", models.PROTECT, related_name="+")
    quantity = quantity_field()
    expected_on = models.DateField(null=True)
    slip = models.CharField(max_length=80, null=True, unique=True)
    note = models.CharField(max_length=300, db_default="")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="production_dispatch_sign",
                condition=Q(quantity__gt=0, reverses__isnull=True)
                | Q(quantity__lt=0, reverses__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["operation", "id"], name="production_dispatch_of")]

    def __str__(self) -> str:
        return f"{self.operation_id} → {self.partner_id}: {self.quantity}"


class TakeBack(models.Model):
    """The report by which pieces of a dispatch came back; undone with its report."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="take_backs")
    report = models.OneToOneField(Report, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.dispatch_id} ← {self.report_id}"


class Requisition(models.Model):
    """A slip by which material moved between the store and an order."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="requisitions")
    kind = models.CharField(max_length=20)
    slip = models.CharField(max_length=80, null=True, unique=True)
    reason = models.CharField(max_length=300, db_default="")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="requisitions")

    class Meta:
        indexes = [
            models.Index(fields=["order", "id"], name="production_requisition_order"),
            models.Index(
                fields=["report"],
                name="production_requisition_report",
                condition=Q(report__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.kind}"


class Receipt(models.Model):
    """A receipt of finished goods from an order into the store."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="receipts")
    quantity = quantity_field()
    location = models.ForeignKey("catalog.Location", models.PROTECT, related_name="+")
    lot_code = models.CharField(max_length=80, db_default="")
    slip = models.CharField(max_length=80, null=True, unique=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["order", "id"], name="production_receipt_order")]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.quantity}"


@partial(tracked, name="PlantSettingVersion")
class PlantSetting(models.Model):
    """How a plant reports: how far above the ordered quantity it may go."""

    plant = models.OneToOneField("people.Plant", models.CASCADE, primary_key=True, related_name="+")
    over_percent = models.DecimalField(max_digits=7, decimal_places=4, db_default=0)
    over_pieces = quantity_field(db_default=0)

    class Meta:
        db_table = "production_plant_setting"
        constraints = [
            models.CheckConstraint(
                name="production_plant_setting_over",
                condition=Q(over_percent__gte=0, over_percent__lte=100, over_pieces__gte=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plant_id}: {self.over_percent}"


class GateWaiver(models.Model):
    """放行: a person let an order pass a gate, with a reason."""

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="waivers")
    gate = models.CharField(max_length=60)
    reason = models.CharField(max_length=300)
    user_id = models.BigIntegerField()
    user_name = models.CharField(max_length=100)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "gate"], name="production_waiver_once")
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.gate}"


class WallLink(models.Model):
    """A link under which a screen on the wall shows one board without log-in; its hash only."""

    name = models.CharField(max_length=100)
    plant = models.ForeignKey("people.Plant", models.CASCADE, related_name="+", db_index=False)
    work_centre = models.ForeignKey(
        "catalog.WorkCentre", models.CASCADE, null=True, related_name="+", db_index=False
    )
    lang = models.CharField(max_length=5, db_default="zh")
    prefix = models.CharField(max_length=12)
    digest = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "production_wall_link"

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
