"""The verbs of the master data on real PostgreSQL."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from qitao.base.actor import Actor, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import (
    CHANGED_MEANWHILE,
    NOT_FOUND,
    OUT_OF_SCOPE,
    PERMISSION_MISSING,
    Refusal,
)
from qitao.catalog import actions, queries
from qitao.catalog.models import Bom, BomSubstitute, Location, Material, Routing, Unit
from qitao.catalog.values import (
    ALREADY_EXISTS,
    BOM_CYCLE,
    BOM_OVERLAP,
    CATALOG_FAULTS,
    NOT_A_DRAFT,
    STILL_USED,
    TREE_CYCLE,
    BomId,
    EditBoms,
    EditLocations,
    LocationId,
    LocationKind,
    MaterialId,
    MaterialKind,
    PartnerKind,
    RevisionState,
    RoutingId,
    UnitConversionId,
    UnitId,
)
from qitao.catalog.values.faults import Saved
from qitao.catalog.values.rows import (
    BomLineRow,
    BomRow,
    LocationRow,
    MachineRow,
    MaterialGroupRow,
    MaterialRow,
    PartnerRow,
    RoutingMachineRow,
    RoutingOperationRow,
    RoutingRow,
    ScrapReasonRow,
    SubstituteRow,
    SupplierItemRow,
    UnitConversionRow,
    UnitRow,
    WorkCentreRow,
)
from qitao.people.models import OrgUnit, Plant

HOUSE = Actor.system(cause="test")


@pytest.fixture
def _plants(db: None) -> None:
    make_plants()


def make_plants() -> None:
    for number in ("1", "2"):
        unit = OrgUnit.objects.create(code=f"U{number}", name=number, kind="plant")
        Plant.objects.create(code=f"P{number}", name=number, org_unit=unit)


def material(code: str, kind: str = "make", **more: Any) -> MaterialRow:
    return MaterialRow(code=code, name=f"物料{code}", unit="PCS", kind=MaterialKind(kind), **more)


def bom(parent: str, *components: str, state: str = "active", version: str = "1") -> BomRow:
    lines = tuple(
        BomLineRow(line_no=10 * place, component=code, quantity=Decimal(place))
        for place, code in enumerate(components, 1)
    )
    return BomRow(material=parent, version=version, lines=lines, state=RevisionState(state))


def make_materials(*codes: str) -> None:
    rows = (UnitRow(code="PCS", name="件"), UnitRow(code="KG", name="千克", decimals=3))
    actions.import_units(actor=HOUSE, rows=rows)
    actions.import_materials(actor=HOUSE, rows=tuple(material(code) for code in codes))


def refused(code: Any, verb: Callable[..., Any], **given: Any) -> dict[str, Any]:
    with pytest.raises(Refusal) as caught:
        verb(**({"actor": HOUSE} | given))
    assert caught.value.code is code
    return caught.value.evidence


@pytest.mark.django_db
def test_a_material_is_made_changed_found_by_letters_and_retired() -> None:
    make_materials()
    row = replace(material("A-1"), name="注塑壳体", spec="φ12")
    made = actions.create_material(actor=HOUSE, row=row)
    stored = Material.objects.get(pk=made.material)
    assert (stored.letters, stored.pinyin) == ("zhusuketi zskt", "zhu4 su4 ke2 ti3")
    assert refused(ALREADY_EXISTS, actions.create_material, row=row)["code"] == "A-1"

    changed = actions.update_material(actor=HOUSE, row=replace(row, spec="φ14"), revision=1)
    assert changed.revision == 2
    same = actions.update_material(actor=HOUSE, row=replace(row, spec="φ14"))
    assert same.revision == 2
    late = refused(CHANGED_MEANWHILE, actions.update_material, row=row, revision=1)
    assert (late["seen"], late["stored"]) == (1, 2)
    refused(NOT_FOUND, actions.update_material, row=replace(row, code="A-2"))

    assert actions.retire_material(actor=HOUSE, material=made.material).revision == 3
    assert actions.retire_material(actor=HOUSE, material=made.material).revision == 3
    assert not Material.objects.get().active
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.pgh_label, e.spec, e.pgh_context->>'verb', j.verb "
            "FROM catalog_materialevent e JOIN base_journal j ON j.call = e.pgh_context_id "
            "ORDER BY e.pgh_id"
        )
        assert cursor.fetchall() == [
            ("insert", "φ12", "catalog.create_material", "catalog.create_material"),
            ("update", "φ14", "catalog.update_material", "catalog.update_material"),
            ("update", "φ14", "catalog.retire_material", "catalog.retire_material"),
        ]


@pytest.mark.django_db
def test_all_faults_of_many_rows_come_at_once_and_nothing_is_saved() -> None:
    make_materials()
    rows = (
        material("A"),
        replace(material("B"), unit="XX"),
        replace(material("A"), group="G9", shelf_life_days=5),
    )
    evidence = refused(CATALOG_FAULTS, actions.import_materials, rows=rows)
    assert evidence["count"] == 4
    assert [(fault["row"], fault["field"], fault["code"]) for fault in evidence["faults"]] == [
        (2, "code", "TWICE"),
        (1, "unit", "UNKNOWN_REFERENCE"),
        (2, "group", "UNKNOWN_REFERENCE"),
        (2, "shelf_life_days", "SHELF_LIFE_NEEDS_LOTS"),
    ]
    assert Material.objects.count() == 0


@pytest.mark.django_db
def test_saving_again_changes_nothing_and_says_so() -> None:
    make_materials()
    rows = tuple(material(f"M{number}") for number in range(50))
    assert actions.import_materials(actor=HOUSE, rows=rows) == Saved(50, 0, 0)
    assert actions.import_materials(actor=HOUSE, rows=rows) == Saved(0, 0, 50)
    mixed = (replace(rows[0], spec="新"), *rows[1:], material("M50"))
    assert actions.import_materials(actor=HOUSE, rows=mixed) == Saved(1, 1, 49)
    assert actions.import_materials(actor=HOUSE, rows=()) == Saved(0, 0, 0)


@pytest.mark.usefixtures("_plants")
def test_every_flat_noun_reads_back_as_it_was_written() -> None:
    make_materials("A")
    written: list[tuple[str, Any, Callable[..., Saved], tuple[str, ...]]] = [
        ("unit", UnitRow(code="G", name="克", decimals=1), actions.import_units, ("code",)),
        (
            "unit_conversion",
            UnitConversionRow(from_unit="KG", to_unit="G", factor=Decimal(1000), material="A"),
            actions.import_unit_conversions,
            ("from_unit", "to_unit"),
        ),
        (
            "material_group",
            MaterialGroupRow(code="G1", name="注塑件"),
            actions.import_material_groups,
            ("code",),
        ),
        (
            "material",
            material("B", "buy", group="G1", lot_tracked=True, shelf_life_days=90),
            actions.import_materials,
            ("code",),
        ),
        (
            "partner",
            PartnerRow(code="S", name="宏达塑料", kind=PartnerKind.SUPPLIER),
            actions.import_partners,
            ("code",),
        ),
        (
            "supplier_item",
            SupplierItemRow(material="A", partner="S", unit="PCS", price=Decimal("1.25")),
            actions.import_supplier_items,
            ("material", "partner"),
        ),
        (
            "location",
            LocationRow(plant="P1", code="L", name="原料仓", kind=LocationKind.INTERNAL),
            actions.import_locations,
            ("plant", "code"),
        ),
        (
            "work_centre",
            WorkCentreRow(plant="P1", code="W", name="注塑", org_unit="U1", line_side_location="L"),
            actions.import_work_centres,
            ("plant", "code"),
        ),
        (
            "machine",
            MachineRow(code="M", name="海天 160T", plant="P1", work_centre="W"),
            actions.import_machines,
            ("code",),
        ),
        (
            "scrap_reason",
            ScrapReasonRow(code="R", name="缩水"),
            actions.import_scrap_reasons,
            ("code",),
        ),
    ]
    for noun, row, verb, key in written:
        assert verb(actor=HOUSE, rows=(row,)) == Saved(1, 0, 0)
        assert verb(actor=HOUSE, rows=(row,)) == Saved(0, 0, 1)
        keys = {name: [getattr(row, name)] for name in key}
        assert queries.list_rows(noun, type(row), **keys) == [row]
        everything = queries.list_rows(noun, type(row), **dict.fromkeys(key))
        assert row in everything
        assert verb(actor=HOUSE, rows=tuple(everything)) == Saved(0, 0, len(everything))


@pytest.mark.usefixtures("_plants")
def test_trees_take_parents_in_any_order_and_refuse_a_circle() -> None:
    def place(code: str, parent: str | None) -> LocationRow:
        return LocationRow(
            plant="P1", code=code, name=code, kind=LocationKind.INTERNAL, parent=parent
        )

    rows = (place("C", "B"), place("B", "A"), place("A", None))
    assert actions.import_locations(actor=HOUSE, rows=rows) == Saved(3, 0, 0)
    assert actions.import_locations(actor=HOUSE, rows=rows) == Saved(0, 0, 3)
    assert Location.objects.get(code="C").parent == Location.objects.get(code="B")
    evidence = refused(TREE_CYCLE, actions.update_location, row=place("A", "C"))
    assert set(evidence["codes"]) == {"A", "B", "C"}
    refused(TREE_CYCLE, actions.update_location, row=place("A", "A"))
    top = Location.objects.get(code="A")
    assert refused(STILL_USED, actions.retire_location, location=LocationId(top.pk))["uses"] == [
        "A ← B"
    ]
    refused(STILL_USED, actions.update_location, row=replace(place("A", None), active=False))
    gone = tuple(replace(row, active=False) for row in rows)
    refused(STILL_USED, actions.update_location, row=gone[1])
    for row in gone:
        actions.update_location(actor=HOUSE, row=row)
    assert not Location.objects.filter(active=True).exists()


@pytest.mark.usefixtures("_plants")
def test_a_storekeeper_writes_at_his_own_plant_only() -> None:
    own = Plant.objects.get(code="P1")
    scope = Scope(plants=frozenset({PlantId(own.pk)}))
    keeper = Actor(UserId(9), "keeper", {EditLocations: (scope,)})
    here = LocationRow(plant="P1", code="L", name="L", kind=LocationKind.INTERNAL)
    there = replace(here, plant="P2")
    actions.create_location(actor=keeper, row=here)
    made = actions.create_location(actor=HOUSE, row=there)
    refused(OUT_OF_SCOPE, actions.update_location, actor=keeper, row=replace(there, name="M"))
    refused(OUT_OF_SCOPE, actions.retire_location, actor=keeper, location=made.location)
    refused(OUT_OF_SCOPE, actions.import_locations, actor=keeper, rows=(here, there))
    assert Location.objects.get(pk=made.location).active
    assert Location.objects.get(pk=made.location).name == "L"


@pytest.mark.django_db
def test_a_bom_is_drafted_changed_published_revised_and_retired() -> None:
    make_materials("V", "B", "C", "D")
    draft = actions.create_bom(actor=HOUSE, row=bom("V", "B", "C", state="draft"))
    assert (draft.state, draft.revision) == ("draft", 1)
    substitute = SubstituteRow(material="V", line_no=10, substitute="D")
    assert actions.import_substitutes(actor=HOUSE, rows=(substitute,)) == Saved(1, 0, 0)
    changed = actions.update_bom(
        actor=HOUSE, row=bom("V", "B", "D", "C", state="draft"), revision=1
    )
    assert changed.revision == 2
    assert BomSubstitute.objects.count() == 1
    refused(CHANGED_MEANWHILE, actions.update_bom, row=bom("V", "B", state="draft"), revision=1)

    assert actions.publish_bom(actor=HOUSE, bom=draft.bom).state == "active"
    refused(NOT_A_DRAFT, actions.publish_bom, bom=draft.bom)
    fault = refused(CATALOG_FAULTS, actions.update_bom, row=bom("V", "B"))["faults"][0]
    assert (fault["code"], fault["revision_state"]) == ("ALREADY_PUBLISHED", "active")

    later = date(2026, 9, 1)
    second = actions.revise_bom(actor=HOUSE, bom=draft.bom, version="2", effective_from=later)
    assert BomSubstitute.objects.filter(line__bom=second.bom).count() == 1
    refused(BOM_OVERLAP, actions.publish_bom, bom=second.bom, supersede=False)
    actions.publish_bom(actor=HOUSE, bom=second.bom)
    assert Bom.objects.get(pk=draft.bom).effective_to == later - timedelta(days=1)
    assert actions.retire_bom(actor=HOUSE, bom=second.bom).state == "retired"
    refused(
        ALREADY_EXISTS,
        actions.revise_bom,
        bom=draft.bom,
        version="2",
        effective_from=later,
    )


@pytest.mark.django_db
def test_publishing_needs_its_own_permission() -> None:
    from qitao.base.actor import EVERYWHERE

    make_materials("V", "B")
    drafter = Actor(UserId(9), "drafter", {EditBoms: (EVERYWHERE,)})
    refused(PERMISSION_MISSING, actions.create_bom, actor=drafter, row=bom("V", "B"))
    assert Bom.objects.count() == 0
    made = actions.create_bom(actor=drafter, row=bom("V", "B", state="draft"))
    refused(PERMISSION_MISSING, actions.publish_bom, actor=drafter, bom=made.bom)


@pytest.mark.django_db
def test_a_circle_is_refused_with_its_codes_at_saving_and_by_a_substitute() -> None:
    make_materials("A", "B", "C", "D")
    actions.import_boms(actor=HOUSE, rows=(bom("A", "B"), bom("B", "C")))
    evidence = refused(BOM_CYCLE, actions.create_bom, row=bom("C", "D", "A", state="draft"))
    assert sorted(set(evidence["codes"])) == ["A", "B", "C"]
    assert evidence["codes"][0] == evidence["codes"][-1]
    assert evidence["cycle"] == " → ".join(evidence["codes"])
    assert Bom.objects.count() == 2
    own = SubstituteRow(material="B", line_no=10, substitute="A")
    refused(BOM_CYCLE, actions.import_substitutes, rows=(own,))
    assert BomSubstitute.objects.count() == 0
    rows = (bom("C", "D"), bom("D", "B"))
    refused(BOM_CYCLE, actions.import_boms, rows=rows)


def test_two_editors_who_close_a_circle_from_both_ends(real_db: None) -> None:
    make_materials("A", "B")
    drafts = [
        actions.create_bom(actor=HOUSE, row=bom(parent, child, state="draft")).bom
        for parent, child in (("A", "B"), ("B", "A"))
    ]
    gate = threading.Barrier(2)

    def publish(number: BomId) -> str:
        gate.wait()
        try:
            return actions.publish_bom(actor=HOUSE, bom=number).state
        except Refusal as refusal:
            return refusal.code.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(publish, drafts))
    assert outcomes == ["BOM_CYCLE", "active"]
    assert Bom.objects.filter(state="active").count() == 1


@pytest.mark.django_db
def test_importing_boms_again_is_harmless() -> None:
    make_materials("A", "B", "C")
    rows = (bom("A", "B", "C"), bom("B", "C", state="draft"))
    assert actions.import_boms(actor=HOUSE, rows=rows) == Saved(2, 0, 0)
    assert actions.import_boms(actor=HOUSE, rows=rows) == Saved(0, 0, 2)
    stored = tuple(queries.list_boms(None))
    assert actions.import_boms(actor=HOUSE, rows=stored) == Saved(0, 0, 2)
    differing = (replace(rows[0], base_quantity=Decimal(3)), replace(rows[1], note="新"))
    evidence = refused(CATALOG_FAULTS, actions.import_boms, rows=differing)
    assert [(fault["row"], fault["code"]) for fault in evidence["faults"]] == [
        (0, "ALREADY_PUBLISHED")
    ]
    assert actions.import_boms(actor=HOUSE, rows=differing[1:]) == Saved(0, 1, 0)


@pytest.mark.django_db
def test_a_material_in_an_active_bom_is_not_retired_nor_its_conversion_dropped() -> None:
    make_materials("A")
    actions.import_units(actor=HOUSE, rows=(UnitRow(code="G", name="克"),))
    actions.create_material(actor=HOUSE, row=replace(material("B", "buy"), unit="KG"))
    row = bom("A", "B")
    in_grams = replace(row, lines=(replace(row.lines[0], unit="G"),))
    evidence = refused(CATALOG_FAULTS, actions.create_bom, row=in_grams)
    assert evidence["faults"][0]["code"] == "NO_CONVERSION"
    grams = UnitConversionRow(from_unit="KG", to_unit="G", factor=Decimal(1000))
    made = actions.put_unit_conversion(actor=HOUSE, row=grams)
    actions.create_bom(actor=HOUSE, row=in_grams)
    number = Material.objects.get(code="B").pk
    uses = refused(STILL_USED, actions.retire_material, material=MaterialId(number))["uses"]
    assert uses == ["B ← A / 1"]
    kept = refused(
        STILL_USED,
        actions.drop_unit_conversion,
        unit_conversion=UnitConversionId(made.unit_conversion),
    )
    assert kept["uses"] == ["A / 1"]
    own = replace(grams, material="B", factor=Decimal(999))
    actions.put_unit_conversion(actor=HOUSE, row=own)
    actions.drop_unit_conversion(actor=HOUSE, unit_conversion=made.unit_conversion)
    refused(STILL_USED, actions.retire_unit, unit=UnitId(Unit.objects.get(code="KG").pk))


@pytest.mark.usefixtures("_plants")
def test_a_routing_is_drafted_published_revised_and_imported_again() -> None:
    make_materials("A")
    centre = WorkCentreRow(plant="P1", code="W", name="车床")
    actions.import_work_centres(actor=HOUSE, rows=(centre,))
    machines = tuple(
        MachineRow(code=f"M{number}", name="m", plant="P1", work_centre="W") for number in (1, 2)
    )
    actions.import_machines(actor=HOUSE, rows=machines)
    operations = (
        RoutingOperationRow(
            sequence=10,
            name="车",
            work_centre="W",
            run_minutes=Decimal("1.5"),
            machines=(
                RoutingMachineRow(machine="M2", run_minutes=Decimal(2), preference=2),
                RoutingMachineRow(machine="M1"),
            ),
        ),
        RoutingOperationRow(sequence=20, name="检", work_centre="W", inspection_required=True),
    )
    row = RoutingRow(material="A", plant="P1", operations=operations)
    made = actions.create_routing(actor=HOUSE, row=row)
    assert actions.publish_routing(actor=HOUSE, routing=made.routing).state == "active"
    assert actions.import_routings(actor=HOUSE, rows=(row,)) == Saved(0, 0, 1)
    stored = tuple(queries.list_routings(["A"]))
    assert actions.import_routings(actor=HOUSE, rows=stored) == Saved(0, 0, 1)
    second = actions.revise_routing(
        actor=HOUSE,
        routing=made.routing,
        version="2",
        effective_from=date(2026, 9, 1),
    )
    actions.publish_routing(actor=HOUSE, routing=second.routing)
    assert Routing.objects.get(pk=made.routing).effective_to == date(2026, 8, 31)
    uses = refused(
        STILL_USED,
        actions.update_work_centre,
        row=replace(centre, active=False),
    )["uses"]
    assert uses == ["W ← M1", "W ← M2", "W ← A / 1", "W ← A / 2"]
    assert actions.retire_routing(actor=HOUSE, routing=RoutingId(made.routing)).state == "retired"
