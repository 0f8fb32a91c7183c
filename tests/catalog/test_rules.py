"""Pure decisions: references, plans of versions, circles; no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from qitao.catalog import rules
from qitao.catalog.rules import Fact
from qitao.catalog.values import LocationKind, MaterialKind, PartnerKind, RevisionState
from qitao.catalog.values.faults import Fault, Saved
from qitao.catalog.values.flat import BomEntryRow, RoutingEntryRow, gather_boms, gather_routings
from qitao.catalog.values.rows import (
    BomLineRow,
    BomRow,
    LocationRow,
    MaterialRow,
    RoutingMachineRow,
    RoutingOperationRow,
    RoutingRow,
    SupplierItemRow,
    UnitConversionRow,
)
from qitao.catalog.values.structure import Edge

KNOWN = {
    "material": {("V",): Fact(1, "PCS"), ("B",): Fact(2, "PCS"), ("OIL",): Fact(3, "KG")},
    "unit": {("PCS",): Fact(1), ("KG",): Fact(2), ("G",): Fact(3)},
    "partner": {("S",): Fact(1, "supplier"), ("C",): Fact(2, "customer")},
    "plant": {("P1",): Fact(1)},
    "work_centre": {("P1", "W1"): Fact(1, "machine")},
    "machine": {("M1",): Fact(1, "P1/W1"), ("M2",): Fact(2, "P1/W2")},
    "location": {("P1", "L1"): Fact(1, "internal")},
}
VALVE = BomRow(
    material="V", lines=(BomLineRow(line_no=10, component="B", quantity=Decimal(2), unit="PCS"),)
)


def codes(faults: list[Fault]) -> list[tuple[int, int | None, str, str]]:
    return [(fault.row, fault.part, fault.field, fault.code) for fault in faults]


def test_all_names_that_stand_for_nothing_are_reported_with_their_place() -> None:
    rows = [
        VALVE,
        BomRow(
            material="X",
            lines=(
                BomLineRow(line_no=1, component="B", quantity=Decimal(1)),
                BomLineRow(line_no=2, component="Y", quantity=Decimal(1), unit="TON"),
            ),
        ),
    ]
    assert codes(rules.check_references(rows, KNOWN)) == [
        (1, None, "material", "UNKNOWN_REFERENCE"),
        (1, 1, "component", "UNKNOWN_REFERENCE"),
        (1, 1, "unit", "UNKNOWN_REFERENCE"),
    ]


def test_names_beside_a_plant_are_looked_up_at_that_plant() -> None:
    operation = RoutingOperationRow(
        sequence=10, name="车", work_centre="W1", machines=(RoutingMachineRow(machine="M9"),)
    )
    good = RoutingRow(material="V", plant="P1", operations=(operation,))
    assert rules.list_references([good])["work_centre"] == {("P1", "W1")}
    assert codes(rules.check_references([good], KNOWN)) == [(0, 0, "machine", "UNKNOWN_REFERENCE")]
    elsewhere = replace(good, plant="P2")
    faults = rules.check_references([elsewhere], KNOWN)
    assert [fault.field for fault in faults] == ["plant", "work_centre", "machine"]


def test_rows_may_name_each_other() -> None:
    rows = [
        LocationRow(plant="P1", code="A", name="A", kind=LocationKind.INTERNAL, parent="B"),
        LocationRow(plant="P1", code="B", name="B", kind=LocationKind.INTERNAL, parent="L1"),
    ]
    own = ("location", {("P1", "A"), ("P1", "B")})
    assert rules.check_references(rows, KNOWN, own=own) == []


def test_a_key_twice_is_reported_at_the_second() -> None:
    assert codes(rules.check_once([VALVE, VALVE], ("material", "version"))) == [
        (1, None, "version", "TWICE")
    ]


def test_a_material_keeps_its_unit_and_only_lots_expire() -> None:
    row = MaterialRow(code="V", name="阀", unit="KG", kind=MaterialKind.MAKE, shelf_life_days=3)
    assert codes(rules.check_materials([row], KNOWN)) == [
        (0, None, "unit", "UNIT_FIXED"),
        (0, None, "shelf_life_days", "SHELF_LIFE_NEEDS_LOTS"),
    ]
    fine = replace(row, unit="PCS", lot_tracked=True)
    assert rules.check_materials([fine], KNOWN) == []


def test_a_conversion_is_said_in_one_direction() -> None:
    rows = [
        UnitConversionRow(from_unit="KG", to_unit="G", factor=Decimal(1000)),
        UnitConversionRow(from_unit="G", to_unit="G", factor=Decimal(1)),
    ]
    stored = {("G", "KG", None)}
    assert codes(rules.check_conversions(rows, stored)) == [
        (0, None, "to_unit", "SAID_THE_OTHER_WAY"),
        (1, None, "to_unit", "SAME_UNIT"),
    ]
    own = {("G", "KG", "OIL")}
    assert rules.check_conversions(rows[:1], own) == []


def test_only_sellers_deliver_and_the_largest_order_is_not_below_the_smallest() -> None:
    row = SupplierItemRow(
        material="V", partner="C", quantity_min=Decimal(5), quantity_max=Decimal(4)
    )
    assert codes(rules.check_supplier_items([row], KNOWN)) == [
        (0, None, "quantity_max", "MAX_BELOW_MIN"),
        (0, None, "partner", "NOT_A_SUPPLIER"),
    ]
    assert PartnerKind.OUTSOURCER in rules.rows.SELLERS


def test_a_real_location_never_turns_virtual() -> None:
    row = LocationRow(plant="P1", code="L1", name="L", kind=LocationKind.SCRAP)
    assert codes(rules.check_locations([row], KNOWN)) == [(0, None, "kind", "LOCATION_KIND_FIXED")]
    assert rules.check_locations([replace(row, kind=LocationKind.TRANSIT)], KNOWN) == []


def test_all_faults_of_a_bom_at_once() -> None:
    bad = BomRow(
        material="V",
        effective_from=date(2026, 2, 1),
        effective_to=date(2026, 1, 1),
        lines=(
            BomLineRow(line_no=1, component="V", quantity=Decimal(1)),
            BomLineRow(
                line_no=1,
                component="OIL",
                quantity=Decimal(1),
                unit="G",
                valid_from=date(2026, 2, 1),
                valid_to=date(2026, 1, 1),
            ),
        ),
    )
    assert codes(rules.check_boms([bad], KNOWN, frozenset())) == [
        (0, None, "effective_to", "ENDS_BEFORE_IT_BEGINS"),
        (0, 1, "line_no", "TWICE"),
        (0, 0, "component", "MADE_OF_ITSELF"),
        (0, 1, "valid_to", "ENDS_BEFORE_IT_BEGINS"),
        (0, 1, "unit", "NO_CONVERSION"),
    ]
    either_way = frozenset({("G", "KG", None)})
    assert len(rules.check_boms([bad], KNOWN, either_way)) == 4


def test_only_an_active_version_needs_lines_and_living_parts() -> None:
    known = KNOWN | {"material": {("V",): Fact(1, "PCS"), ("B",): Fact(2, "PCS", active=False)}}
    active = replace(VALVE, state=RevisionState.ACTIVE)
    assert rules.check_boms([VALVE], known, frozenset()) == []
    assert codes(rules.check_boms([active], known, frozenset())) == [(0, 0, "component", "RETIRED")]
    empty = replace(active, lines=())
    assert codes(rules.check_boms([empty], known, frozenset())) == [(0, None, "lines", "NO_LINES")]


def test_a_machine_belongs_to_the_operations_work_centre() -> None:
    operation = RoutingOperationRow(
        sequence=10,
        name="车",
        work_centre="W1",
        partner="C",
        machines=(RoutingMachineRow(machine="M1"), RoutingMachineRow(machine="M2")),
    )
    row = RoutingRow(material="V", plant="P1", operations=(operation,))
    assert codes(rules.check_routings([row], KNOWN)) == [
        (0, 0, "partner", "NOT_A_SUPPLIER"),
        (0, 0, "machine", "MACHINE_ELSEWHERE"),
    ]


def test_the_last_operation_of_an_active_routing_tells_what_was_made() -> None:
    silent = RoutingOperationRow(sequence=20, name="A", work_centre="W1", reporting_point=False)
    told = RoutingOperationRow(sequence=10, name="B", work_centre="W1")
    row = RoutingRow(material="V", plant="P1", operations=(silent, told))
    assert codes(rules.check_routings([row], KNOWN)) == []
    row = replace(row, state=RevisionState.ACTIVE)
    assert codes(rules.check_routings([row], KNOWN)) == [
        (0, 0, "reporting_point", "LAST_NOT_REPORTED")
    ]
    row = replace(row, operations=(told, replace(silent, sequence=5)))
    assert codes(rules.check_routings([row], KNOWN)) == []


def plan(row: BomRow, stored: BomRow | None) -> tuple[int, int, int, list[str], Saved]:
    key = ("V", "", row.version)
    made = rules.plan_boms([row], KNOWN, {key: stored} if stored else {})
    faults = [fault.code for fault in made.faults]
    return len(made.write), len(made.publish), len(made.retire), faults, made.saved


def test_what_saving_a_version_comes_down_to() -> None:
    draft, active, retired = (replace(VALVE, state=state) for state in RevisionState)
    other = replace(VALVE, base_quantity=Decimal(2))
    assert plan(draft, None) == (1, 0, 0, [], Saved(1, 0, 0))
    assert plan(active, None) == (1, 1, 0, [], Saved(1, 0, 0))
    assert plan(draft, draft) == (0, 0, 0, [], Saved(0, 0, 1))
    assert plan(active, draft) == (0, 1, 0, [], Saved(0, 1, 0))
    assert plan(draft, active) == (0, 0, 0, [], Saved(0, 0, 1))
    assert plan(retired, active) == (0, 0, 1, [], Saved(0, 1, 0))
    assert plan(active, retired) == (0, 0, 0, ["RETIRED_FOR_GOOD"], Saved(0, 1, 0))
    assert plan(other, draft) == (1, 0, 0, [], Saved(0, 1, 0))
    assert plan(other, active) == (0, 0, 0, ["ALREADY_PUBLISHED"], Saved(0, 0, 0))


def test_a_line_without_a_unit_equals_one_in_the_materials_own() -> None:
    bare = replace(VALVE, lines=(replace(VALVE.lines[0], unit=None),))
    assert plan(bare, VALVE) == (0, 0, 0, [], Saved(0, 0, 1))


def test_a_circle_is_found_and_named_in_the_order_of_use() -> None:
    edges = [Edge(1, 2, "A", "B"), Edge(2, 3, "B", "C"), Edge(3, 2, "C", "B")]  # type: ignore[arg-type]
    assert rules.find_cycle(edges) in (["B", "C", "B"], ["C", "B", "C"])
    assert rules.find_cycle(edges[:2]) == []


def test_places_are_written_parents_first() -> None:
    child, middle, top = ("P1", "C"), ("P1", "B"), ("P1", "A")
    waves, circle = rules.order_by_parent({child: middle, middle: top, top: None}, {})
    assert (waves, circle) == ([[top], [middle], [child]], [])
    waves, circle = rules.order_by_parent({top: child}, {child: middle, middle: top})
    assert waves == []
    assert set(circle) == {child, middle, top}


def test_flat_lines_gather_into_versions() -> None:
    entries = [
        BomEntryRow(material="V", line_no=1, component="B", quantity=Decimal(1)),
        BomEntryRow(material="V", line_no=2, component="OIL", quantity=Decimal(3), unit="G"),
        BomEntryRow(material="V", version="2", line_no=1, component="B", quantity=Decimal(1)),
    ]
    boms = gather_boms(entries)
    assert [(bom.version, len(bom.lines)) for bom in boms] == [("1", 2), ("2", 1)]
    assert boms[0].lines[1].unit == "G"
    steps = [
        RoutingEntryRow(
            material="V",
            plant="P1",
            sequence=10,
            name="车",
            work_centre="W1",
            machine=machine,
            machine_run_minutes=Decimal(minutes),
        )
        for machine, minutes in (("M1", 1), ("M2", 2))
    ]
    [routing] = gather_routings(steps)
    assert [one.machine for one in routing.operations[0].machines] == ["M1", "M2"]
    assert routing.operations[0].machines[1].run_minutes == 2
