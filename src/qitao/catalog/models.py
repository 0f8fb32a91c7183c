"""Tables of the master data, each with its row versions beside it (`…event`)."""

from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Q

from qitao.base import history
from qitao.base.pinyin import CHARS_MAX
from qitao.catalog.values import (
    LocationKind,
    MachineState,
    MaterialKind,
    PartnerKind,
    RevisionState,
    WorkCentreKind,
)

KIND_CHARS = 20

tracked = partial(history.tracked, bulk=True)
"""Keeps every version of a row; imports write thousands at once."""


def one_of(field: str, kinds: Any, name: str) -> models.CheckConstraint:
    """Hold a column to the values of an enum, in the database too."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": [*map(str, kinds)]}))


def _kind(kinds: Any, default: Any = None) -> Any:
    given: dict[str, Any] = (
        {} if default is None else {"default": str(default), "db_default": str(default)}
    )
    return models.CharField(
        max_length=KIND_CHARS, choices=[(str(k), str(k)) for k in kinds], **given
    )


def _quantity(**options: Any) -> Any:
    return models.DecimalField(max_digits=18, decimal_places=6, **options)


def _zero(**options: Any) -> Any:
    return _quantity(default=0, db_default=0, **options)


def _text(length: int) -> Any:
    return models.CharField(max_length=length, default="", db_default="", blank=True)


class Master(models.Model):
    """What every record of master data has: it is retired, not deleted, and counts its changes."""

    active = models.BooleanField(default=True, db_default=True)
    revision = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True


@tracked
class Unit(Master):
    """A unit of measure; `decimals` says how finely a need in it is rounded up."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    name_en = _text(60)
    decimals = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="catalog_unit_decimals", condition=Q(decimals__lte=6))
        ]

    def __str__(self) -> str:
        return self.code


@tracked
class MaterialGroup(Master):
    """A class of materials (tree)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@tracked
class Material(Master):
    """Anything that is bought, made, stocked or bundled."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = _text(200)
    spec = _text(300)
    drawing_no = _text(100)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="materials")
    kind = _kind(MaterialKind)
    group = models.ForeignKey(MaterialGroup, models.PROTECT, null=True, related_name="materials")
    lot_tracked = models.BooleanField(default=False, db_default=False)
    serial_tracked = models.BooleanField(default=False, db_default=False)
    shelf_life_days = models.PositiveIntegerField(null=True)
    safety_stock = _zero()
    reorder_point = _zero()
    lead_time_days = models.PositiveIntegerField(default=0, db_default=0)
    standard_cost = _zero()
    backflush = models.BooleanField(default=False, db_default=False)
    pinyin = _text(CHARS_MAX)
    letters = _text(CHARS_MAX)
    image = _text(300)

    class Meta:
        constraints = [
            one_of("kind", MaterialKind, "catalog_material_kind"),
            models.CheckConstraint(
                name="catalog_material_positive",
                condition=Q(safety_stock__gte=0, reorder_point__gte=0, standard_cost__gte=0),
            ),
        ]
        indexes = [
            models.Index(fields=["pinyin", "id"], name="catalog_material_pinyin"),
            models.Index(fields=["kind", "code"], name="catalog_material_kind_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@tracked
class UnitConversion(models.Model):
    """One `from_unit` is `factor` `to_unit`, for one material or (null) for all."""

    material = models.ForeignKey(
        Material, models.CASCADE, null=True, related_name="unit_conversions"
    )
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    factor = models.DecimalField(max_digits=24, decimal_places=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_unit", "to_unit", "material"],
                name="catalog_unitconversion_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="catalog_unitconversion_sane",
                condition=Q(factor__gt=0) & ~Q(from_unit=F("to_unit")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id}→{self.to_unit_id} × {self.factor}"


@tracked
class Partner(Master):
    """A supplier, customer or outsourcer."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = _kind(PartnerKind)
    pinyin = _text(CHARS_MAX)
    letters = _text(CHARS_MAX)
    contact = _text(200)
    phone = _text(60)
    address = _text(300)

    class Meta:
        constraints = [one_of("kind", PartnerKind, "catalog_partner_kind")]
        indexes = [models.Index(fields=["pinyin", "id"], name="catalog_partner_pinyin")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@tracked
class SupplierItem(Master):
    """How a supplier delivers a material; the lowest preference number is asked first."""

    material = models.ForeignKey(
        Material, models.CASCADE, related_name="supplier_items", db_index=False
    )
    partner = models.ForeignKey(
        Partner, models.CASCADE, related_name="supplier_items", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    supplier_code = _text(100)
    lead_time_days = models.PositiveIntegerField(default=0, db_default=0)
    price = _zero()
    quantity_min = _zero()
    quantity_max = _quantity(null=True)
    preference = models.PositiveSmallIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["material", "partner"], name="catalog_supplieritem_once"
            ),
            models.CheckConstraint(
                name="catalog_supplieritem_sane",
                condition=Q(price__gte=0, quantity_min__gte=0)
                & (Q(quantity_max__isnull=True) | Q(quantity_max__gte=F("quantity_min"))),
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "material"], name="catalog_supplieritem_partner")
        ]

    def __str__(self) -> str:
        return f"{self.material_id}@{self.partner_id}"


@tracked
class Location(Master):
    """A place in a plant's location tree, or a virtual counterpart of the ledger."""

    plant = models.ForeignKey(
        "people.Plant", models.PROTECT, related_name="locations", db_index=False
    )
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = _kind(LocationKind)
    allow_negative = models.BooleanField(default=False, db_default=False)
    pickable = models.BooleanField(default=True, db_default=True)
    pick_sequence = models.IntegerField(default=0, db_default=0)
    work_centre = models.ForeignKey(
        "WorkCentre", models.SET_NULL, null=True, related_name="locations"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plant", "code"], name="catalog_location_plant_code"),
            one_of("kind", LocationKind, "catalog_location_kind"),
            models.CheckConstraint(
                name="catalog_location_not_own_parent", condition=~Q(parent=F("id"))
            ),
        ]
        indexes = [models.Index(fields=["plant", "kind"], name="catalog_location_plant_kind")]

    def __str__(self) -> str:
        return self.code


@tracked
class WorkCentre(Master):
    """Where an operation is done; its machines share a queue and a cost rate (per hour)."""

    plant = models.ForeignKey(
        "people.Plant", models.PROTECT, related_name="work_centres", db_index=False
    )
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    org_unit = models.ForeignKey(
        "people.OrgUnit", models.PROTECT, null=True, related_name="work_centres"
    )
    kind = _kind(WorkCentreKind, WorkCentreKind.MACHINE)
    capacity_minutes = models.PositiveIntegerField(default=480, db_default=480)
    cost_rate = _zero()
    line_side_location = models.ForeignKey(
        Location, models.SET_NULL, null=True, related_name="fed_work_centres"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plant", "code"], name="catalog_workcentre_plant_code"),
            one_of("kind", WorkCentreKind, "catalog_workcentre_kind"),
            models.CheckConstraint(
                name="catalog_workcentre_positive", condition=Q(cost_rate__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.code


@tracked
class Machine(Master):
    """One machine, line or bench of a work centre; its code is unique in the company."""

    work_centre = models.ForeignKey(WorkCentre, models.PROTECT, related_name="machines")
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    state = _kind(MachineState, MachineState.READY)

    class Meta:
        constraints = [one_of("state", MachineState, "catalog_machine_state")]

    def __str__(self) -> str:
        return self.code


@tracked
class ScrapReason(Master):
    """Why a piece was rejected."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = _text(200)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Versioned(models.Model):
    """A version of a BOM or routing: drafted, published for a span of days (both included)."""

    version = models.CharField(max_length=20)
    state = _kind(RevisionState, RevisionState.DRAFT)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    note = _text(300)
    revision = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True


def _span(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
    )


@tracked
class Bom(Versioned):
    """What `base_quantity` of a material is made of; active spans never overlap (0002)."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="boms", db_index=False)
    base_quantity = _quantity(default=1, db_default=1)

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
    quantity = _quantity()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    fixed = models.BooleanField(default=False, db_default=False)
    scrap_rate = models.DecimalField(max_digits=7, decimal_places=6, default=0, db_default=0)
    phantom = models.BooleanField(null=True)
    operation_sequence = models.PositiveIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    backflush = models.BooleanField(null=True)
    position = _text(300)

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
    work_centre = models.ForeignKey(WorkCentre, models.PROTECT, related_name="operations")
    setup_minutes = _zero()
    run_minutes = _zero()
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, related_name="outsourced_operations"
    )
    parallel_group = models.PositiveSmallIntegerField(null=True)
    inspection_required = models.BooleanField(default=False, db_default=False)
    reporting_point = models.BooleanField(default=True, db_default=True)
    instruction = _text(1000)

    class Meta:
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
    setup_minutes = _quantity(null=True)
    run_minutes = _quantity(null=True)
    preference = models.PositiveSmallIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "machine"], name="catalog_routingmachine_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.operation_id}@{self.machine_id}"
