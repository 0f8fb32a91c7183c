"""Materials, their groups and their units."""

from django.db import models
from django.db.models import F, Q

from qitao.base.pinyin import CHARS_MAX
from qitao.catalog.models.shared import (
    Master,
    file_column,
    kind_column,
    one_of,
    text_column,
    tracked,
    zero_column,
)
from qitao.catalog.values import MaterialKind


@tracked
class Unit(Master):
    """A unit of measure; `decimals` says how finely a need in it is rounded up."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    name_en = text_column(60)
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
    name_en = text_column(200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@tracked
class Material(Master):
    """Anything that is bought, made, stocked or bundled."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = text_column(200)
    spec = text_column(300)
    drawing_no = text_column(100)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="materials")
    kind = kind_column(MaterialKind)
    group = models.ForeignKey(MaterialGroup, models.PROTECT, null=True, related_name="materials")
    lot_tracked = models.BooleanField(default=False, db_default=False)
    serial_tracked = models.BooleanField(default=False, db_default=False)
    shelf_life_days = models.PositiveIntegerField(null=True)
    safety_stock = zero_column()
    reorder_point = zero_column()
    lead_time_days = models.PositiveIntegerField(default=0, db_default=0)
    standard_cost = zero_column()
    backflush = models.BooleanField(default=False, db_default=False)
    pinyin = text_column(CHARS_MAX)
    letters = text_column(CHARS_MAX)
    image = text_column(300)
    picture = file_column()
    drawing = file_column()

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
