"""Tables of the kit check: demand, supply, plant policies, and what the last check said.

Sources are neutral (type, id) pairs, so nothing here points up at orders or purchases. A line
repeats its source's rank, so that one index answers "what do those before me need of this?".
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Now

from qitao.base.history import tracked
from qitao.kitting.values import Allocation, KitState

NO_DATE = date(9999, 12, 31)


def _quantity(**options: Any) -> Any:
    return models.DecimalField(max_digits=18, decimal_places=6, **options)


def _plant(**options: Any) -> Any:
    return models.ForeignKey(
        "people.Plant", models.DO_NOTHING, related_name="+", db_index=False, **options
    )


def _material(**options: Any) -> Any:
    return models.ForeignKey(
        "catalog.Material", models.DO_NOTHING, related_name="+", db_index=False, **options
    )


class Demand(models.Model):
    """What one line of a source still needs, with the rank of its source."""

    pk = models.CompositePrimaryKey("source_type", "source_id", "source_line")
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    source_line = models.BigIntegerField()
    plant = _plant(db_constraint=False)
    material = _material()
    quantity = _quantity()
    bom_line = models.ForeignKey(
        "catalog.BomLine",
        models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    priority = models.SmallIntegerField()
    rank_on = models.DateField()
    active = models.BooleanField(db_default=True)

    class Meta:
        db_table = "kitting_demand"
        constraints = [
            models.CheckConstraint(name="kitting_demand_quantity", condition=Q(quantity__gte=0))
        ]
        indexes = [
            models.Index(
                fields=["material", "plant", "priority", "rank_on", "source_id", "source_type"],
                include=["quantity", "source_line"],
                condition=Q(active=True, quantity__gt=0),
                name="kitting_demand_rank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_type}:{self.source_id}/{self.source_line} {self.quantity}"


class Supply(models.Model):
    """What one line of a source will still bring."""

    pk = models.CompositePrimaryKey("source_type", "source_id", "source_line")
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    source_line = models.BigIntegerField()
    label = models.CharField(max_length=100, db_default="")
    plant = _plant(db_constraint=False)
    material = _material()
    quantity = _quantity()
    expected_on = models.DateField(null=True)

    class Meta:
        db_table = "kitting_supply"
        constraints = [
            models.CheckConstraint(name="kitting_supply_quantity", condition=Q(quantity__gt=0))
        ]
        indexes = [
            models.Index(fields=["material", "plant", "expected_on"], name="kitting_supply_due")
        ]

    def __str__(self) -> str:
        return f"{self.source_type}:{self.source_id}/{self.source_line} {self.quantity}"


@tracked
class PlantSetting(models.Model):
    """How a plant checks its kits, and when its verdicts were last looked after."""

    plant = models.OneToOneField("people.Plant", models.CASCADE, primary_key=True, related_name="+")
    interception = models.SmallIntegerField(db_default=1)
    allocation = models.CharField(max_length=20, db_default=Allocation.ALL_OR_NOTHING.value)
    incoming_days = models.IntegerField(null=True)
    stale_after_seconds = models.IntegerField(db_default=300)

    class Meta:
        db_table = "kitting_plant_setting"
        constraints = [
            models.CheckConstraint(
                name="kitting_plant_setting_interception",
                condition=Q(interception__gte=0, interception__lte=3),
            ),
            models.CheckConstraint(
                name="kitting_plant_setting_allocation",
                condition=Q(allocation__in=[a.value for a in Allocation]),
            ),
            models.CheckConstraint(
                name="kitting_plant_setting_positive",
                condition=Q(stale_after_seconds__gt=0)
                & (Q(incoming_days__isnull=True) | Q(incoming_days__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plant_id}: {self.interception}"


class Verdict(models.Model):
    """A source of demand with its rank, and what the last check said of it.

    `revision` counts changes of the demand: an answer computed from older lines is not stored.
    `stale_at`: since when the demand is newer than the answer.
    """

    pk = models.CompositePrimaryKey("source_type", "source_id")
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    label = models.CharField(max_length=100, db_default="")
    plant = _plant()
    priority = models.SmallIntegerField()
    due_on = models.DateField(null=True)
    rank_on = models.GeneratedField(
        expression=Coalesce(F("due_on"), Value(NO_DATE)),
        output_field=models.DateField(),
        db_persist=True,
    )
    needed_at = models.DateTimeField(null=True)
    active = models.BooleanField(db_default=True)
    revision = models.BigIntegerField(db_default=1)
    state = models.CharField(max_length=10, db_default=KitState.UNKNOWN.value)
    cause = models.CharField(max_length=20, db_default="not_checked")
    lines = models.IntegerField(db_default=0)
    lines_short = models.IntegerField(db_default=0)
    coverage_on = models.DateField(null=True)
    computed_at = models.DateTimeField(null=True)
    since = models.DateTimeField(db_default=Now())
    stale_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kitting_verdict"
        constraints = [
            models.CheckConstraint(
                name="kitting_verdict_state",
                condition=Q(state__in=[s.value for s in KitState]),
            ),
            models.CheckConstraint(
                name="kitting_verdict_cause",
                condition=(Q(state="unknown") & ~Q(cause="")) | (~Q(state="unknown") & Q(cause="")),
            ),
            models.CheckConstraint(
                name="kitting_verdict_lines",
                condition=Q(lines__gte=0, lines_short__gte=0, lines_short__lte=F("lines")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["plant", "priority", "rank_on", "source_id", "source_type"],
                name="kitting_verdict_rank",
            ),
            models.Index(
                fields=["source_type", "rank_on", "source_id"], name="kitting_verdict_due"
            ),
            models.Index(fields=["label"], name="kitting_verdict_label"),
        ]

    def __str__(self) -> str:
        return f"{self.source_type}:{self.source_id} {self.state}"


class Shortage(models.Model):
    """A line that lacks something by the last check, and when incoming supply would cover it.

    `short` is what it does not get now; `gap` is its part of what the plant lacks of the material.
    """

    pk = models.CompositePrimaryKey("source_type", "source_id", "source_line")
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    source_line = models.BigIntegerField()
    plant = _plant(db_constraint=False)
    material = _material(db_constraint=False)
    required = _quantity()
    covered = _quantity()
    short = _quantity()
    gap = _quantity()
    coverage_on = models.DateField(null=True)

    class Meta:
        db_table = "kitting_shortage"
        constraints = [
            models.CheckConstraint(
                name="kitting_shortage_adds_up",
                condition=Q(
                    short__gte=0,
                    covered__gte=0,
                    required=F("covered") + F("short"),
                    gap__gt=0,
                    gap__gte=F("short"),
                    gap__lte=F("required"),
                ),
            )
        ]
        indexes = [models.Index(fields=["plant", "material"], name="kitting_shortage_material")]

    def __str__(self) -> str:
        return f"{self.source_type}:{self.source_id}/{self.source_line} −{self.short}"


class Sweep(models.Model):
    """How far a plant's verdicts are in line with what they rest on.

    `fingerprint` sums up stock, reservations, supply, demand and the date that the last check saw;
    `clean_at` is the last moment at which nothing had changed since.
    """

    plant = models.OneToOneField("people.Plant", models.CASCADE, primary_key=True, related_name="+")
    fingerprint = models.DecimalField(max_digits=60, decimal_places=0, null=True)
    clean_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    took_ms = models.IntegerField(db_default=0)

    class Meta:
        db_table = "kitting_sweep"

    def __str__(self) -> str:
        return f"{self.plant_id}: {self.clean_at}"
