"""Tables of inspection: plans in versions, inspections with their own copy, results, findings."""

from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from qitao.base.history import tracked
from qitao.quality.values import (
    CharacteristicKind,
    Disposition,
    InspectionKind,
    InspectionState,
    PlanState,
    Sampling,
    Severity,
)


def _quantity(**options: Any) -> Any:
    return models.DecimalField(max_digits=18, decimal_places=6, **options)


def _text(length: int) -> Any:
    return models.CharField(max_length=length, db_default="")


def _one_of(field: str, kinds: Any, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": [*map(str, kinds)]}))


@tracked
class Plan(models.Model):
    """One version of an inspection plan: for a material, for an operation, or for both."""

    code = models.CharField(max_length=60)
    version = models.IntegerField(db_default=1)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, default="", db_default="")
    kind = models.CharField(max_length=20)
    plant = models.ForeignKey("people.Plant", models.PROTECT, null=True, related_name="+")
    material = models.ForeignKey("catalog.Material", models.PROTECT, null=True, related_name="+")
    operation_sequence = models.IntegerField(null=True)
    operation_name = _text(200)
    state = models.CharField(max_length=10, db_default="draft")
    blocking = models.BooleanField(db_default=True)
    sampling = models.CharField(max_length=10, db_default="all")
    sample_count = models.IntegerField(null=True)
    sample_percent = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    aql = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    level = models.CharField(max_length=4, db_default="II")
    created_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "quality_plan"
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="quality_plan_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="active"), name="quality_plan_one_active"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="draft"), name="quality_plan_one_draft"
            ),
            _one_of("kind", InspectionKind, "quality_plan_kind"),
            _one_of("state", PlanState, "quality_plan_state"),
            _one_of("sampling", Sampling, "quality_plan_sampling"),
        ]
        indexes = [
            models.Index(
                fields=["kind", "material", "operation_sequence"],
                condition=Q(state="active"),
                name="quality_plan_for",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.version}"


class CharacteristicColumns(models.Model):
    """What one characteristic says, in a plan and in each inspection's own copy."""

    number = models.IntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, default="", db_default="")
    kind = models.CharField(max_length=10)
    unit = _text(20)
    nominal = _quantity(null=True)
    lower = _quantity(null=True)
    upper = _quantity(null=True)
    instrument = _text(100)
    instrument_en = models.CharField(max_length=100, default="", db_default="")
    method = _text(300)
    method_en = models.CharField(max_length=300, default="", db_default="")
    picture = _text(300)

    class Meta:
        abstract = True


@partial(tracked, owner="plan", bulk=True)
class PlanCharacteristic(CharacteristicColumns):
    """One thing that a plan asks to look at."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="characteristics")

    class Meta:
        db_table = "quality_plan_characteristic"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="quality_plan_char_number"),
            _one_of("kind", CharacteristicKind, "quality_plan_char_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}#{self.number}"


class Inspection(models.Model):
    """One inspection of one business row; a re-inspection names the one that it repeats."""

    number = models.CharField(max_length=60, unique=True)
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    source_line = models.BigIntegerField(db_default=0)
    source_label = _text(200)
    source_label_en = _text(200)
    plant = models.ForeignKey("people.Plant", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="inspections")
    material = models.ForeignKey("catalog.Material", models.PROTECT, null=True, related_name="+")
    lot = models.ForeignKey("stock.Lot", models.PROTECT, null=True, related_name="+")
    operation_name = _text(200)
    operation_name_en = _text(200)
    quantity = _quantity()
    sample_size = models.IntegerField()
    accept_number = models.IntegerField(db_default=0)
    blocking = models.BooleanField(db_default=True)
    state = models.CharField(max_length=10, db_default="open")
    since = models.DateTimeField(db_default=Now())
    opened_at = models.DateTimeField(db_default=Now())
    judged_at = models.DateTimeField(null=True)
    inspector = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    rest_good = models.BooleanField(db_default=False)
    pieces_faulty = models.IntegerField(db_default=0)
    disposition = models.CharField(max_length=12, null=True)
    disposition_reason = _text(500)
    disposition_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    disposed_at = models.DateTimeField(null=True)
    repeats = models.OneToOneField("self", models.PROTECT, null=True, related_name="repeated_by")

    class Meta:
        db_table = "quality_inspection"
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id", "source_line", "kind"],
                condition=Q(state="open"),
                name="quality_inspection_one_open",
            ),
            _one_of("kind", InspectionKind, "quality_inspection_kind"),
            _one_of("state", InspectionState, "quality_inspection_state"),
            models.CheckConstraint(
                name="quality_inspection_sample",
                condition=Q(sample_size__gt=0, accept_number__gte=0, quantity__gt=0)
                & Q(accept_number__lt=F("sample_size")),
            ),
            models.CheckConstraint(
                name="quality_inspection_disposition",
                condition=Q(disposition__isnull=True)
                | Q(
                    disposition__in=[*map(str, Disposition)],
                    state__in=["passed", "failed", "conceded"],
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["source_type", "source_id", "source_line"],
                name="quality_inspection_source",
            ),
            models.Index(fields=["state", "-id"], name="quality_inspection_state_id"),
            models.Index(fields=["plant", "-id"], name="quality_inspection_plant_id"),
            models.Index(fields=["opened_at"], name="quality_inspection_opened"),
        ]

    def __str__(self) -> str:
        return self.number


class InspectionCharacteristic(CharacteristicColumns):
    """What this inspection looks at: the plan's characteristic as it was when it was opened."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="characteristics")

    class Meta:
        db_table = "quality_inspection_characteristic"
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="quality_inspection_char_number"
            ),
            _one_of("kind", CharacteristicKind, "quality_inspection_char_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}#{self.number}"


class Result(models.Model):
    """What was found of one characteristic on one piece, and whether it is good."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="results")
    piece = models.IntegerField()
    characteristic = models.IntegerField()
    value = _quantity(null=True)
    good = models.BooleanField()
    note = _text(300)
    recorded_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "quality_result"
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "piece", "characteristic"], name="quality_result_once"
            ),
            models.CheckConstraint(name="quality_result_piece", condition=Q(piece__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}/{self.piece}/{self.characteristic}"


@tracked
class NonConformance(models.Model):
    """不合格: what was wrong, how much of it, why, and what was done."""

    number = models.CharField(max_length=60, unique=True)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, related_name="nonconformances"
    )
    source_type = _text(40)
    source_id = models.BigIntegerField(null=True)
    source_label = _text(200)
    source_label_en = _text(200)
    plant = models.ForeignKey("people.Plant", models.PROTECT, related_name="+")
    material = models.ForeignKey("catalog.Material", models.PROTECT, null=True, related_name="+")
    lot = models.ForeignKey("stock.Lot", models.PROTECT, null=True, related_name="+")
    quantity = _quantity(db_default=0)
    severity = models.CharField(max_length=10)
    description = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, db_default="open")
    raised_by = models.BigIntegerField()
    raised_by_name = models.CharField(max_length=100)
    raised_at = models.DateTimeField(db_default=Now())
    cause = _text(1000)
    correction = _text(1000)
    closed_by_name = _text(100)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "quality_nonconformance"
        constraints = [
            _one_of("state", ("open", "closed"), "quality_nonconformance_state"),
            _one_of("severity", Severity, "quality_nonconformance_severity"),
            models.CheckConstraint(
                name="quality_nonconformance_closed",
                condition=Q(state="open", closed_at__isnull=True)
                | (Q(state="closed", closed_at__isnull=False) & ~Q(correction="")),
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="quality_nonconf_state_id")]

    def __str__(self) -> str:
        return self.number
