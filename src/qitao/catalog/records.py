"""What may be read back of the master data."""

from typing import Any

from qitao.base.actor import Actor
from qitao.base.versions import FILE, Part, Record, register
from qitao.catalog.models import (
    Bom,
    BomLine,
    BomSubstitute,
    Location,
    Machine,
    Material,
    MaterialGroup,
    Partner,
    Routing,
    RoutingMachine,
    RoutingOperation,
    ScrapReason,
    SupplierItem,
    Unit,
    WorkCentre,
)
from qitao.catalog.values import ViewCatalog

STATE = {"state": "revision_state"}
OF_MATERIAL = {"kind": "material_kind", "picture": FILE, "drawing": FILE}


def _sees_machine(actor: Actor, record: Record, values: dict[str, Any]) -> bool:
    """A machine lies where its work centre lies."""
    plants = actor.plants_of(record.permission)
    centres = WorkCentre.objects.filter(pk=values["work_centre_id"])
    return plants is None or centres.filter(plant__in=plants).exists()


register(
    Record("unit", ViewCatalog, (Part(Unit),)),
    Record("material_group", ViewCatalog, (Part(MaterialGroup),)),
    Record("material", ViewCatalog, (Part(Material, vocabulary=OF_MATERIAL),)),
    Record("partner", ViewCatalog, (Part(Partner, vocabulary={"kind": "partner_kind"}),)),
    Record("supplier_item", ViewCatalog, (Part(SupplierItem),)),
    Record("location", ViewCatalog, (Part(Location, vocabulary={"kind": "location_kind"}),)),
    Record(
        "work_centre", ViewCatalog, (Part(WorkCentre, vocabulary={"kind": "work_centre_kind"}),)
    ),
    Record(
        "machine",
        ViewCatalog,
        (Part(Machine, vocabulary={"state": "machine_state"}),),
        sees=_sees_machine,
    ),
    Record("scrap_reason", ViewCatalog, (Part(ScrapReason),)),
    Record(
        "bom",
        ViewCatalog,
        (
            Part(Bom, vocabulary=STATE),
            Part(BomLine, "lines", owner="bom_id", label=("line_no",)),
            Part(
                BomSubstitute,
                "substitutes",
                owner="line_id",
                under="lines",
                label=("material_id",),
            ),
        ),
    ),
    Record(
        "routing",
        ViewCatalog,
        (
            Part(Routing, vocabulary=STATE),
            Part(RoutingOperation, "operations", owner="routing_id", label=("sequence",)),
            Part(
                RoutingMachine,
                "machines",
                owner="operation_id",
                under="operations",
                label=("machine_id",),
            ),
        ),
    ),
)
