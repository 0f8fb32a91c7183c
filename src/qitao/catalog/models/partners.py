"""Suppliers and customers, and what they supply."""

from django.db import models
from django.db.models import F, Q

from qitao.base.pinyin import CHARS_MAX
from qitao.catalog.models.items import Material, Unit
from qitao.catalog.models.shared import (
    Master,
    kind_column,
    one_of,
    quantity_column,
    text_column,
    tracked,
    zero_column,
)
from qitao.catalog.values import PartnerKind


@tracked
class Partner(Master):
    """A supplier, customer or outsourcer."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = kind_column(PartnerKind)
    pinyin = text_column(CHARS_MAX)
    letters = text_column(CHARS_MAX)
    contact = text_column(200)
    phone = text_column(60)
    address = text_column(300)

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
    supplier_code = text_column(100)
    lead_time_days = models.PositiveIntegerField(default=0, db_default=0)
    price = zero_column()
    quantity_min = zero_column()
    quantity_max = quantity_column(null=True)
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
