"""Lists for pages and pickers."""

from decimal import Decimal

import pytest

from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.catalog import actions, queries
from qitao.catalog.models import Bom, Material
from qitao.catalog.values import (
    BomId,
    LocationKind,
    MaterialId,
    MaterialKind,
    PartnerKind,
    RevisionState,
    RoutingId,
)
from qitao.catalog.values.rows import (
    LocationRow,
    MachineRow,
    MaterialGroupRow,
    MaterialRow,
    PartnerRow,
    RoutingOperationRow,
    RoutingRow,
    ScrapReasonRow,
    SubstituteRow,
    SupplierItemRow,
    UnitConversionRow,
    UnitRow,
    WorkCentreRow,
)
from qitao.people.models import Plant
from tests.catalog.test_actions import HOUSE, bom, make_materials, make_plants

pytestmark = pytest.mark.django_db
NAMES = {
    "ZS-001": ("注塑壳体", "ABS 黑"),
    "ZS-002": ("注塑上盖", "PC 100%"),
    "LS-010": ("螺丝", "M3×8"),
    "BZ-100": ("包装箱", "400_300"),
}


@pytest.fixture(autouse=True)
def _materials(db: None) -> None:
    make_materials()
    rows = tuple(
        MaterialRow(code=code, name=name, spec=spec, unit="PCS", kind=MaterialKind.BUY)
        for code, (name, spec) in NAMES.items()
    )
    actions.import_materials(actor=HOUSE, rows=rows)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ZS-001", ["ZS-001"]),
        ("zs", ["ZS-001", "ZS-002"]),
        ("壳体", ["ZS-001"]),
        ("zhusu", ["ZS-001", "ZS-002"]),
        ("zssg", ["ZS-002"]),
        ("注塑 黑", ["ZS-001"]),
        ("箱", ["BZ-100"]),
        ("100%", ["ZS-002"]),
        ("0_3", ["BZ-100"]),
        ("0%3", []),
        ("", []),
        ("没有", []),
    ],
)
def test_a_material_is_found_by_any_part(typed: str, found: list[str]) -> None:
    hits = [hit.code for hit in queries.find_materials(typed)]
    assert hits == found
    if typed:
        assert {row.code for row in queries.list_materials(search=typed)} == set(found)


def test_a_retired_material_is_listed_but_not_picked() -> None:
    screw = MaterialId(Material.objects.get(code="LS-010").pk)
    actions.retire_material(actor=HOUSE, material=screw)
    assert queries.find_materials("螺丝") == []
    assert [row.code for row in queries.list_materials(active=False)] == ["LS-010"]
    assert queries.get_material(screw).revision == 2
    with pytest.raises(Refusal) as caught:
        queries.get_material(MaterialId(0))
    assert caught.value.code is NOT_FOUND


def test_leafing_by_name_follows_the_dictionary() -> None:
    first = queries.list_materials(Ask(sort="pinyin", limit=3))
    assert [row.name for row in first] == ["包装箱", "螺丝", "注塑壳体"]
    last = first[-1]
    rest = queries.list_materials(Ask(sort="pinyin", limit=3, after=(last.pinyin, last.id)))
    assert [row.name for row in rest] == ["注塑上盖"]


def test_every_list_answers_with_its_filters() -> None:
    make_plants()
    plant = Plant.objects.get(code="P1")
    for verb, row in (
        (actions.import_units, UnitRow(code="G", name="克")),
        (
            actions.import_unit_conversions,
            UnitConversionRow(from_unit="KG", to_unit="G", factor=Decimal(1000)),
        ),
        (actions.import_material_groups, MaterialGroupRow(code="A", name="塑料件")),
        (
            actions.import_partners,
            PartnerRow(code="S", name="宏达塑料", kind=PartnerKind.SUPPLIER),
        ),
        (actions.import_supplier_items, SupplierItemRow(material="LS-010", partner="S")),
        (
            actions.import_locations,
            LocationRow(plant="P1", code="L", name="原料仓", kind=LocationKind.INTERNAL),
        ),
        (actions.import_work_centres, WorkCentreRow(plant="P1", code="W", name="注塑")),
        (
            actions.import_machines,
            MachineRow(code="M", name="海天", plant="P1", work_centre="W"),
        ),
        (actions.import_scrap_reasons, ScrapReasonRow(code="R", name="缩水")),
        (actions.import_boms, bom("ZS-001", "LS-010")),
        (
            actions.import_substitutes,
            SubstituteRow(material="ZS-001", line_no=10, substitute="ZS-002"),
        ),
        (
            actions.import_routings,
            RoutingRow(
                material="ZS-001",
                plant="P1",
                operations=(RoutingOperationRow(sequence=10, name="注塑", work_centre="W"),),
            ),
        ),
    ):
        verb(actor=HOUSE, rows=(row,))
    here, nowhere = [plant.pk], []
    assert [row.code for row in queries.list_units(Ask(sort="code"))] == ["G", "KG", "PCS"]
    assert queries.list_unit_conversions()[0].factor == 1000
    assert queries.list_material_groups(active=True)[0].name == "塑料件"
    assert queries.list_partners(search="hdsl", kinds=[PartnerKind.SUPPLIER])[0].code == "S"
    assert queries.list_partners(kinds=[PartnerKind.CUSTOMER]) == []
    assert queries.list_supplier_items()[0].unit == "PCS"
    assert queries.list_locations(plants=here, kinds=[LocationKind.INTERNAL])[0].code == "L"
    assert queries.list_locations(plants=nowhere) == []
    assert queries.list_work_centres(plants=here)[0].machines == 1
    assert queries.list_machines(plants=here)[0].plant == "P1"
    assert queries.list_machines(plants=nowhere) == []
    assert queries.list_scrap_reasons()[0].name == "缩水"
    [version] = queries.list_bom_versions(search="壳体", state=RevisionState.ACTIVE)
    assert (version.lines, version.material) == (1, "ZS-001")
    assert queries.get_bom(BomId(Bom.objects.get().pk)) == version
    assert queries.list_bom_lines(version.id)[0].substitutes == ["ZS-002"]
    [line] = queries.list_bom_lines(version.id)
    assert queries.list_substitutes([line.id])[0].code == "ZS-002"
    [routing] = queries.list_routing_versions(plants=here)
    assert queries.list_operations(RoutingId(routing.id))[0].work_centre_name == "注塑"
    assert queries.get_routing(routing.id) == routing
    assert queries.list_materials(kind=MaterialKind.BUY, code="ZS-001")[0].has_bom
