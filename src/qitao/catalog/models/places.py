"""Locations, work centres, machines, and reasons for scrap."""

from django.db import models
from django.db.models import F, Q

from qitao.catalog.models.shared import (
    Master,
    kind_column,
    one_of,
    text_column,
    tracked,
    zero_column,
)
from qitao.catalog.values import LocationKind, MachineState, WorkCentreKind


@tracked
class Location(Master):
    """A place in a plant's location tree, or a virtual counterpart of the ledger."""

    plant = models.ForeignKey(
        "people.Plant", models.PROTECT, related_name="locations", db_index=False
    )
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    name_en = text_column(200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = kind_column(LocationKind)
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
    name_en = text_column(200)
    org_unit = models.ForeignKey(
        "people.OrgUnit", models.PROTECT, null=True, related_name="work_centres"
    )
    kind = kind_column(WorkCentreKind, WorkCentreKind.MACHINE)
    capacity_minutes = models.PositiveIntegerField(default=480, db_default=480)
    cost_rate = zero_column()
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
    name_en = text_column(200)
    state = kind_column(MachineState, MachineState.READY)

    class Meta:
        constraints = [one_of("state", MachineState, "catalog_machine_state")]

    def __str__(self) -> str:
        return self.code


@tracked
class ScrapReason(Master):
    """Why a piece was rejected."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = text_column(200)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
