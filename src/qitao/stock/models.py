"""Tables of the ledger. Rows are written by the functions in sql/schema_*.sql and nowhere else.

Movements, entries and reservations carry no foreign-key triggers on their hot columns: the posting
function proves every reference under lock, and accounts (which do carry them) are never deleted.
"""

from typing import Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from qitao.base.history import tracked

STATUSES = ("available", "quality", "blocked")


def exact_quantity(**options: Any) -> Any:
    """numeric(18,6), the grain of every quantity."""
    return models.DecimalField(max_digits=18, decimal_places=6, **options)


@tracked
class Lot(models.Model):
    """批次: a quantity of one material with one history."""

    material = models.ForeignKey("catalog.Material", models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    made_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    supplier = models.ForeignKey("catalog.Partner", models.PROTECT, null=True, related_name="+")
    supplier_code = models.CharField(max_length=80, default="", db_default="")
    note = models.CharField(max_length=300, default="", db_default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "code"], name="stock_lot_code_once")
        ]
        indexes = [
            models.Index(fields=["code"], name="stock_lot_code"),
            models.Index(
                fields=["expires_on"],
                name="stock_lot_expiry",
                condition=Q(expires_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Account(models.Model):
    """What lies in one place of one (material, lot, status): quantity, reserved, version."""

    material = models.ForeignKey(
        "catalog.Material", models.PROTECT, related_name="+", db_index=False
    )
    location = models.ForeignKey("catalog.Location", models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(max_length=10, default="available", db_default="available")
    quantity = exact_quantity(default=0, db_default=0)
    reserved = exact_quantity(default=0, db_default=0)
    version = models.BigIntegerField(default=0, db_default=0)
    allow_negative = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "material", "location", Coalesce("lot_id", 0), "status", name="stock_account_key"
            ),
            models.CheckConstraint(
                name="stock_account_sound",
                condition=Q(status__in=STATUSES, reserved__gte=0)
                & (Q(allow_negative=True) | Q(quantity__gte=0, reserved__lte=F("quantity"))),
            ),
        ]
        indexes = [
            models.Index(fields=["lot"], name="stock_account_lot", condition=Q(lot__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.material_id}@{self.location_id}/{self.lot_id or '-'}/{self.status}"


class Serial(models.Model):
    """序列号: one single piece and where it is."""

    material = models.ForeignKey("catalog.Material", models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, related_name="+", db_index=False)
    location = models.ForeignKey(
        "catalog.Location", models.PROTECT, null=True, related_name="+", db_index=False
    )
    status = models.CharField(max_length=10, default="available", db_default="available")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "code"], name="stock_serial_code_once"),
            models.CheckConstraint(name="stock_serial_status", condition=Q(status__in=STATUSES)),
        ]
        indexes = [
            models.Index(fields=["code"], name="stock_serial_code"),
            models.Index(fields=["lot", "location"], name="stock_serial_lot"),
            models.Index(fields=["location", "material"], name="stock_serial_place"),
        ]

    def __str__(self) -> str:
        return self.code


class Movement(models.Model):
    """A quantity of (material, lot) from one location and status to another; never rewritten."""

    posting_key = models.CharField(max_length=200)
    line = models.IntegerField()
    kind = models.CharField(max_length=20)
    material = models.ForeignKey(
        "catalog.Material", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    lot = models.ForeignKey(
        Lot, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    serial = models.ForeignKey(
        Serial, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    quantity = exact_quantity()
    source = models.ForeignKey(
        "catalog.Location", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    target = models.ForeignKey(
        "catalog.Location", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    source_status = models.CharField(max_length=10)
    target_status = models.CharField(max_length=10)
    document_type = models.CharField(max_length=40, null=True)
    document_id = models.BigIntegerField(null=True)
    document_line = models.BigIntegerField(null=True)
    reverses = models.ForeignKey(
        "self",
        models.DO_NOTHING,
        null=True,
        related_name="reversed_by",
        db_constraint=False,
        db_index=False,
    )
    reason = models.CharField(max_length=300, default="", db_default="")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    call = models.UUIDField(null=True)
    actor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting_key", "line"], name="stock_movement_once"),
            models.UniqueConstraint(
                fields=["reverses"],
                name="stock_movement_reversed_once",
                condition=Q(reverses__isnull=False),
            ),
            # One CHECK, since PostgreSQL prepares each anew for every statement.
            models.CheckConstraint(
                name="stock_movement_sound",
                condition=Q(quantity__gt=0)
                & (~Q(source=F("target")) | ~Q(source_status=F("target_status")))
                & (
                    Q(kind="reversal", reverses__isnull=False)
                    | (~Q(kind="reversal") & Q(reverses__isnull=True))
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["material", "id"], name="stock_movement_material"),
            models.Index(
                fields=["document_type", "document_id"],
                name="stock_movement_document",
                condition=Q(document_id__isnull=False),
            ),
            models.Index(
                fields=["lot", "id"], name="stock_movement_lot", condition=Q(lot__isnull=False)
            ),
            models.Index(
                fields=["serial", "id"],
                name="stock_movement_serial",
                condition=Q(serial__isnull=False),
            ),
            models.Index(fields=["actor", "id"], name="stock_movement_actor"),
            BrinIndex(fields=["happened_at"], name="stock_movement_happened_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity} ({self.posting_key}/{self.line})"


class Entry(models.Model):
    """One leg of a movement: its account's next version and the balance after it."""

    pk = models.CompositePrimaryKey("account_id", "version")
    account = models.ForeignKey(
        Account, models.DO_NOTHING, related_name="entries", db_constraint=False, db_index=False
    )
    version = models.BigIntegerField()
    movement = models.ForeignKey(
        Movement, models.DO_NOTHING, related_name="entries", db_constraint=False, db_index=False
    )
    delta = exact_quantity()
    balance_after = exact_quantity()
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "movement"], name="stock_entry_once"),
            models.CheckConstraint(name="stock_entry_moves", condition=~Q(delta=0)),
        ]
        indexes = [BrinIndex(fields=["happened_at"], name="stock_entry_happened_at")]

    def __str__(self) -> str:
        return f"{self.account_id}#{self.version} {self.delta:+}"


class Reservation(models.Model):
    """What a holder has put aside in one account; stored once."""

    holder_type = models.CharField(max_length=40)
    holder_id = models.BigIntegerField()
    holder_line = models.BigIntegerField(default=0, db_default=0)
    account = models.ForeignKey(
        Account, models.DO_NOTHING, related_name="reservations", db_constraint=False, db_index=False
    )
    quantity = exact_quantity()
    reserved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder_type", "holder_id", "holder_line", "account"],
                name="stock_reservation_once",
            ),
            models.CheckConstraint(name="stock_reservation_positive", condition=Q(quantity__gt=0)),
        ]
        indexes = [models.Index(fields=["account"], name="stock_reservation_account")]

    def __str__(self) -> str:
        return f"{self.holder_type}:{self.holder_id}/{self.holder_line} {self.quantity}"


class Period(models.Model):
    """A span of business time of one plant; closed, it takes no more movements.

    The spans of a plant follow each other without a gap; the first begins with the ledger (null).
    """

    plant = models.ForeignKey("people.Plant", models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="closed", db_default="closed")
    closings = models.IntegerField(default=1, db_default=1)
    changed_at = models.DateTimeField(db_default=Now())
    changed_by = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plant", "ends_at"], name="stock_period_end_once"),
            models.UniqueConstraint(
                fields=["plant", "starts_at"],
                name="stock_period_start_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="stock_period_state", condition=Q(state__in=("open", "closed"))
            ),
            models.CheckConstraint(
                name="stock_period_forward",
                condition=Q(starts_at__isnull=True) | Q(starts_at__lt=F("ends_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plant_id} …{self.ends_at:%Y-%m-%d} {self.state}"


class Snapshot(models.Model):
    """An account's quantity at the end of a closed period, frozen."""

    pk = models.CompositePrimaryKey("period_id", "closing", "account_id")
    period = models.ForeignKey(Period, models.PROTECT, related_name="snapshots", db_index=False)
    closing = models.IntegerField()
    account = models.ForeignKey(
        Account, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    quantity = exact_quantity()
    entries = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.period_id}/{self.account_id}: {self.quantity}"
