"""Explosion, where-used and cycles, set-based, against a naive reading of the same world."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qitao.base.refusal import Refusal
from qitao.catalog import queries
from qitao.catalog.models import Bom, BomLine, BomSubstitute, Material, UnitConversion
from qitao.catalog.values import BOM_TOO_DEEP, NO_CONVERSION, MaterialId
from qitao.catalog.values.structure import Request
from tests.catalog.structures import TODAY, Line, World

pytestmark = pytest.mark.django_db
UNITS = {"PCS": 0, "KG": 3, "G": 1}
FACTORS = {("KG", "G"): Fraction(1000), ("PCS", "G"): Fraction(5, 2), ("PCS", "KG"): Fraction(7)}
quantities = st.integers(1, 30_000).map(lambda number: Decimal(number) / 1000)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to eight materials; a component always has a higher number, so no circle arises."""
    count = draw(st.integers(2, 8))
    codes = [f"M{number}" for number in range(count)]
    world = World(
        UNITS,
        {code: draw(st.sampled_from(["make", "make", "buy", "phantom"])) for code in codes},
        {code: draw(st.sampled_from(list(UNITS))) for code in codes},
        FACTORS,
    )
    for place, code in enumerate(codes[:-1]):
        if draw(st.booleans()) or place == 0:
            lines = draw(st.lists(bom_lines(codes[place + 1 :]), min_size=1, max_size=4))
            world.boms[code] = (draw(quantities), lines)
    return world


@st.composite
def bom_lines(draw: st.DrawFn, codes: list[str]) -> Line:
    days = st.sampled_from([None, None, None, date(2026, 1, 1), TODAY, date(2026, 12, 1)])
    first, last = draw(days), draw(days)
    if first and last and last < first:
        first, last = last, first
    return Line(
        component=draw(st.sampled_from(codes)),
        quantity=draw(quantities),
        unit=draw(st.sampled_from(list(UNITS))),
        fixed=draw(st.sampled_from([False, False, True])),
        scrap_rate=draw(st.sampled_from([Decimal(0), Decimal("0.05"), Decimal("0.333333")])),
        phantom=draw(st.sampled_from([None, None, True, False])),
        operation=draw(st.sampled_from([None, 10, 20])),
        valid_from=first,
        valid_to=last,
    )


def close(one: Decimal, other: Fraction) -> bool:
    return abs(Fraction(one) - other) < Fraction(1, 10**6)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(worlds(), quantities)
def test_the_set_based_answers_equal_the_naive_ones(world: World, asked: Decimal) -> None:
    point = transaction.savepoint()
    ids = world.store()
    codes = {number: code for code, number in ids.items()}
    expected = list(world.walk("M0", Fraction(asked), TODAY))
    nodes = queries.explode(ids["M0"], asked, TODAY)
    assert [(n.level, n.code, n.phantom) for n in nodes[1:]] == [e[:2] + e[3:] for e in expected]
    assert all(close(n.quantity, e[2]) for n, e in zip(nodes[1:], expected, strict=True))

    requests = [Request(ids["M0"], asked, TODAY), Request(ids["M1"], Decimal(3), TODAY)]
    totals: dict[str, Fraction] = defaultdict(Fraction)
    for _, code, quantity, phantom in expected:
        if not phantom or code not in world.boms:
            totals[code] += quantity
    needs = [n for n in queries.explode_many(requests) if n.request == 0]
    assert {codes[n.material_id] for n in needs} == set(totals)
    assert all(close(n.quantity, totals[codes[n.material_id]]) for n in needs)

    drawn = list(world.draw("M0", Fraction(asked), TODAY))
    components = [c for c in queries.list_components(requests) if c.request == 0]
    assert [(codes[c.material_id], c.operation_sequence) for c in components] == [
        (code, operation) for code, _, operation in drawn
    ]
    assert all(close(c.quantity, d[1]) for c, d in zip(components, drawn, strict=True))
    transaction.savepoint_rollback(point)


def chain(length: int) -> dict[str, MaterialId]:
    codes = [f"L{number}" for number in range(length)]
    world = World({"PCS": 0}, dict.fromkeys(codes, "make"), dict.fromkeys(codes, "PCS"))
    for above, below in pairwise(codes):
        world.boms[above] = (Decimal(1), [Line(below, Decimal(2), "PCS")])
    return world.store()


def test_a_tree_deeper_than_the_limit_is_refused_and_not_cut_off() -> None:
    ids = chain(25)
    with pytest.raises(Refusal) as caught:
        queries.explode(ids["L0"], Decimal(1), TODAY)
    assert caught.value.code is BOM_TOO_DEEP
    with pytest.raises(Refusal):
        queries.explode_many([Request(ids["L0"], Decimal(1), TODAY)])
    assert queries.explode(ids["L10"], Decimal(1), TODAY)[-1].quantity == 2**14


def test_a_circle_in_the_tables_ends_and_is_named() -> None:
    ids = chain(3)
    bom = Bom.objects.create(
        material_id=ids["L2"], version="1", state="draft", effective_from=TODAY
    )
    unit = Material.objects.get(pk=ids["L0"]).unit
    line = BomLine.objects.create(bom=bom, line_no=1, component_id=ids["L0"], quantity=1, unit=unit)
    assert queries.find_cycle([ids["L0"]]) == []
    assert queries.find_cycle([ids["L2"]], drafts=[bom.pk]) in (
        ["L0", "L1", "L2", "L0"],
        ["L1", "L2", "L0", "L1"],
        ["L2", "L0", "L1", "L2"],
    )
    Bom.objects.update(state="active")
    assert [node.code for node in queries.explode(ids["L0"], Decimal(1), TODAY)] == [
        "L0",
        "L1",
        "L2",
    ]
    line.delete()
    assert queries.find_cycle([ids["L0"]]) == []


def test_a_substitute_that_closes_a_circle_is_seen() -> None:
    ids = chain(2)
    BomSubstitute.objects.create(line=BomLine.objects.get(), material_id=ids["L0"])
    assert queries.find_cycle([ids["L0"]]) == ["L0", "L0"]


def test_a_lost_conversion_is_refused_and_not_lost() -> None:
    world = World(
        UNITS, {"A": "make", "B": "buy"}, {"A": "PCS", "B": "KG"}, {("KG", "G"): Fraction(1000)}
    )
    world.boms["A"] = (Decimal(1), [Line("B", Decimal(5), "G")])
    ids = world.store()
    assert queries.explode(ids["A"], Decimal(3), TODAY)[1].quantity == Decimal("0.015")
    UnitConversion.objects.all().delete()
    with pytest.raises(Refusal) as caught:
        queries.list_components([Request(ids["A"], Decimal(3), TODAY)])
    assert caught.value.code is NO_CONVERSION


def test_the_materials_own_conversion_goes_before_the_general_one() -> None:
    world = World(
        UNITS, {"A": "make", "B": "buy"}, {"A": "PCS", "B": "KG"}, {("PCS", "KG"): Fraction(7)}
    )
    world.boms["A"] = (Decimal(1), [Line("B", Decimal(1), "PCS")])
    ids = world.store()
    general = UnitConversion.objects.get()
    UnitConversion.objects.create(
        material_id=ids["B"],
        from_unit=general.from_unit,
        to_unit=general.to_unit,
        factor=Decimal("1.25"),
    )
    assert queries.explode(ids["A"], Decimal(2), TODAY)[1].quantity == Decimal("2.5")


def test_where_used_climbs_level_by_level() -> None:
    ids = chain(4)
    uses = queries.where_used(ids["L3"], TODAY)
    assert [(use.level, use.code, use.component) for use in uses] == [
        (1, "L2", "L3"),
        (2, "L1", "L2"),
        (3, "L0", "L1"),
    ]
    assert queries.where_used(ids["L0"], TODAY) == []
    assert [use.code for use in queries.where_used(ids["L3"], TODAY, levels=1)] == ["L2"]
    assert queries.where_used(ids["L3"], date(1999, 1, 1)) == []
