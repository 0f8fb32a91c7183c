"""BOMs and routings, by version."""

from functools import partial

from django.db import models
from django.db.models import F, Q

from qitao.catalog.models.items import Material, Unit
from qitao.catalog.models.partners import Partner
from qitao.catalog.models.places import Machine, WorkCentre
from qitao.catalog.models.shared import (
    Versioned,
    one_of,
    quantity_column,
    text_column,
    tracked,
    zero_column,
)
from qitao.catalog.values import RevisionState


def _span(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
    )


@tracked
class Bom(Versioned):
    """What `base_quantity` of a material is made of; active spans never overlap (0002)."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="boms", db_index=False)
    base_quantity = quantity_column(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "version"], name="catalog_bom_version"),
            one_of("state", RevisionState, "catalog_bom_state"),
            _span("catalog_bom_span"),
            models.CheckConstraint(
                name="catalog_bom_base_quantity", condition=Q(base_quantity__gt=0)
            ),
        ]
        indexes = [
            models.Index(
                fields=["material", "effective_from"],
                condition=Q(state="active"),
                name="catalog_bom_active",
            )
        ]

    def __str__(self) -> str:
        return f"{self.material_id}/{self.version}"


@partial(tracked, owner="bom")
class BomLine(models.Model):
    """One component: `quantity` per base quantity, or `fixed` per order whatever its size."""

    bom = models.ForeignKey(Bom, models.CASCADE, related_name="lines", db_index=False)
    line_no = models.PositiveIntegerField()
    component = models.ForeignKey(Material, models.PROTECT, related_name="used_in", db_index=False)
    quantity = quantity_column()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    fixed = models.BooleanField(default=False, db_default=False)
    scrap_rate = models.DecimalField(max_digits=7, decimal_places=6, default=0, db_default=0)
    phantom = models.BooleanField(null=True)
    operation_sequence = models.PositiveIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    backflush = models.BooleanField(null=True)
    position = text_column(300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bom", "line_no"], name="catalog_bomline_no"),
            models.CheckConstraint(
                name="catalog_bomline_sane",
                condition=Q(quantity__gt=0, scrap_rate__gte=0, scrap_rate__lt=1),
            ),
            models.CheckConstraint(
                name="catalog_bomline_span",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["component", "bom"], name="catalog_bomline_component")]

    def __str__(self) -> str:
        return f"{self.bom_id}#{self.line_no}"


@partial(tracked, owner="line")
class BomSubstitute(models.Model):
    """`ratio` of this material does the work of one of the line's component (both in own units)."""

    line = models.ForeignKey(BomLine, models.CASCADE, related_name="substitutes", db_index=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="substitutes_in")
    ratio = models.DecimalField(max_digits=18, decimal_places=6, default=1, db_default=1)
    priority = models.PositiveSmallIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "material"], name="catalog_bomsubstitute_once"),
            models.CheckConstraint(name="catalog_bomsubstitute_ratio", condition=Q(ratio__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}~{self.material_id}"


@tracked
class Routing(Versioned):
    """How a material is made at a plant; active spans never overlap (0002)."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="routings", db_index=False)
    plant = models.ForeignKey("people.Plant", models.PROTECT, related_name="routings")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["material", "plant", "version"], name="catalog_routing_version"
            ),
            one_of("state", RevisionState, "catalog_routing_state"),
            _span("catalog_routing_span"),
        ]
        indexes = [
            models.Index(
                fields=["material", "plant", "effective_from"],
                condition=Q(state="active"),
                name="catalog_routing_active",
            )
        ]

    def __str__(self) -> str:
        return f"{self.material_id}/{self.version}"


@partial(tracked, owner="routing")
class RoutingOperation(models.Model):
    """One operation; equal `parallel_group` means that they may run at the same time."""

    routing = models.ForeignKey(Routing, models.CASCADE, related_name="operations", db_index=False)
    sequence = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    name_en = text_column(200)
    work_centre = models.ForeignKey(WorkCentre, models.PROTECT, related_name="operations")
    setup_minutes = zero_column()
    run_minutes = zero_column()
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, related_name="outsourced_operations"
    )
    parallel_group = models.PositiveSmallIntegerField(null=True)
    inspection_required = models.BooleanField(default=False, db_default=False)
    reporting_point = models.BooleanField(default=True, db_default=True)
    instruction = text_column(1000)

    class Meta:
        indexes = [models.Index(fields=["name", "-name_en"], name="catalog_operation_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["routing", "sequence"], name="catalog_routingoperation_no"
            ),
            models.CheckConstraint(
                name="catalog_routingoperation_sane",
                condition=Q(sequence__gt=0, setup_minutes__gte=0, run_minutes__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.routing_id}#{self.sequence}"


@partial(tracked, owner="operation")
class RoutingMachine(models.Model):
    """A machine that may do the operation, with its own times where they differ (null: as said)."""

    operation = models.ForeignKey(
        RoutingOperation, models.CASCADE, related_name="machines", db_index=False
    )
    machine = models.ForeignKey(Machine, models.PROTECT, related_name="operations")
    setup_minutes = quantity_column(null=True)
    run_minutes = quantity_column(null=True)
    preference = models.PositiveSmallIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "machine"], name="catalog_routingmachine_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.operation_id}@{self.machine_id}"
