"""The reads of the master data."""

from qitao.api.reads.history import histories
from qitao.api.reads.read import Read, by_actor, plants_of
from qitao.base.actor import Actor
from qitao.catalog.queries import lists
from qitao.catalog.values import RoutingId, ViewCatalog, items

FLOOR = "catalog"
HERE = plants_of(ViewCatalog)


def list_operations(actor: Actor, routing: RoutingId) -> list[items.OperationItem]:
    """Return the operations of one routing version in their order."""
    actor.check_scope(ViewCatalog, plant=lists.get_routing(routing).plant_id)
    return lists.list_operations(routing)


READS = (
    Read(FLOOR, "units", ViewCatalog, items.UnitItem, lists.list_units, ("code", "id")),
    Read(
        FLOOR,
        "unit_conversions",
        ViewCatalog,
        items.UnitConversionItem,
        lists.list_unit_conversions,
    ),
    Read(
        FLOOR,
        "material_groups",
        ViewCatalog,
        items.MaterialGroupItem,
        lists.list_material_groups,
        sorts=("code", "id"),
    ),
    Read(
        FLOOR,
        "materials",
        ViewCatalog,
        items.MaterialItem,
        lists.list_materials,
        sorts=("code", "id", "pinyin"),
    ),
    Read(
        FLOOR,
        "partners",
        ViewCatalog,
        items.PartnerItem,
        lists.list_partners,
        sorts=("code", "id", "pinyin"),
    ),
    Read(FLOOR, "supplier_items", ViewCatalog, items.SupplierItemItem, lists.list_supplier_items),
    Read(
        FLOOR,
        "locations",
        ViewCatalog,
        items.LocationItem,
        lists.list_locations,
        sorts=("code", "id"),
        scope=HERE,
    ),
    Read(
        FLOOR,
        "work_centres",
        ViewCatalog,
        items.WorkCentreItem,
        lists.list_work_centres,
        sorts=("code", "id"),
        scope=HERE,
    ),
    Read(
        FLOOR,
        "machines",
        ViewCatalog,
        items.MachineItem,
        lists.list_machines,
        sorts=("code", "id"),
        scope=HERE,
    ),
    Read(
        FLOOR,
        "scrap_reasons",
        ViewCatalog,
        items.ScrapReasonItem,
        lists.list_scrap_reasons,
        sorts=("code", "id"),
    ),
    Read(
        FLOOR,
        "boms",
        ViewCatalog,
        items.BomItem,
        lists.list_bom_versions,
        sorts=("id", "material", "effective_from"),
    ),
    Read(FLOOR, "bom_lines", ViewCatalog, items.BomLineItem, lists.list_bom_lines, sorts=()),
    Read(
        FLOOR,
        "routings",
        ViewCatalog,
        items.RoutingItem,
        lists.list_routing_versions,
        sorts=("id", "material", "effective_from"),
        scope=HERE,
    ),
    Read(
        FLOOR,
        "routing_operations",
        ViewCatalog,
        items.OperationItem,
        list_operations,
        sorts=(),
        scope=by_actor(),
    ),
    *histories(FLOOR, ViewCatalog),
)
