"""Reads: what lies where, what happened, filtered and leafed through."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from qitao.base import clock
from qitao.base.paging import Ask
from qitao.catalog.models import Location
from qitao.people.models import Plant
from qitao.stock.actions import get_or_create_lot, post_moves, reverse_move
from qitao.stock.queries import (
    MoveFilter,
    list_availability,
    list_balances,
    list_entries,
    list_moves,
    list_moves_at,
    list_stock_days,
    moves,
    search_moves,
)
from qitao.stock.values import BusinessRef, MoveKind, StockStatus
from tests.stock.conftest import HOUSE, PlantRows


def test_balances_are_told_by_material_place_and_lot(plant: PlantRows) -> None:
    lot = get_or_create_lot(actor=HOUSE, material=plant.materials["LOT"], code="L1")
    plant.receive("A", 5, "LOT", lot=lot)
    plant.receive("A", 3)
    plant.receive("B", 2, status=StockStatus.BLOCKED)
    post_moves(actor=HOUSE, lines=(plant.line("A", "CUSTOMER", 3),))
    rows = list_balances()
    told = {
        (r.material_code, r.location_code, r.lot_code, r.status, r.quantity, r.free) for r in rows
    }
    assert told == {
        ("LOT", "A", "L1", "available", Decimal(5), Decimal(5)),
        ("M1", "B", "", "blocked", Decimal(2), Decimal(0)),
    }
    assert len(list_balances(empty=True)) == 3
    assert [r.material_code for r in list_balances(search="lo")] == ["LOT"]
    assert [r.location_code for r in list_balances(material=plant.materials["M1"])] == ["B"]
    assert list_balances(plants=[]) == []
    assert [r.lot for r in list_balances(lot=lot)] == [lot]
    first = list_balances(Ask("material_code", limit=1))
    assert [r.material_code for r in first] == ["LOT"]
    rest = list_balances(Ask("material_code", after=("LOT", first[0].id)))
    assert [r.material_code for r in rest] == ["M1"]


def test_availability_counts_each_status_apart(plant: PlantRows) -> None:
    plant.receive("A", 5)
    plant.receive("A", 3, status=StockStatus.QUALITY)
    plant.receive("B", 2, status=StockStatus.BLOCKED)
    (row,) = list_availability(list(plant.materials.values()), plants=[plant.plant])
    assert (row.on_hand, row.free, row.quality, row.blocked) == (10, 5, 3, 2)
    assert row.pickable == 5
    Location.objects.filter(code="A").update(pickable=False)
    (row,) = list_availability(list(plant.materials.values()), plants=[plant.plant])
    assert (row.free, row.pickable) == (5, 0)


def test_entries_of_an_account_from_the_latest_back(plant: PlantRows) -> None:
    for n in (1, 2, 3):
        plant.receive("A", n)
    (account,) = list_balances()
    entries = list_entries(account.id, limit=2)
    assert [(e.version, e.balance_after) for e in entries] == [(3, 6), (2, 3)]
    assert [e.version for e in list_entries(account.id, before=2)] == [1]


def test_movements_by_what_was_moved_when_and_why(plant: PlantRows) -> None:
    order = BusinessRef("work_order", 4, 1)
    past = datetime(2026, 1, 5, tzinfo=UTC)
    plant.receive("A", 9)
    plant.receive("B", 9, "M2", happened_at=past)
    issue = plant.line("A", "PRODUCTION", 2, kind=MoveKind.ISSUE, document=order)
    issued = post_moves(actor=HOUSE, lines=(issue,), posting="requisition:1")
    undone = reverse_move(actor=replace(HOUSE, vouched=True), movement=issued.first)

    def kinds(wanted: MoveFilter) -> list[str]:
        return [row.kind for row in list_moves(wanted)]

    assert kinds(MoveFilter()) == ["reversal", "issue", "receipt", "receipt"]
    assert kinds(MoveFilter(kinds=(MoveKind.ISSUE,))) == ["issue"]
    assert kinds(MoveFilter(document_type="work_order", document=4)) == ["reversal", "issue"]
    assert kinds(MoveFilter(posting="requisition:1")) == ["issue"]
    assert kinds(MoveFilter(material=plant.materials["M2"])) == ["receipt"]
    assert kinds(MoveFilter(until=past + timedelta(days=1))) == ["receipt"]
    assert len(kinds(MoveFilter(since=past + timedelta(days=1)))) == 3
    row = list_moves(MoveFilter(posting="requisition:1"))[0]
    assert row.reversed_by == undone.first
    assert (row.source_code, row.target_code, row.target_kind) == ("A", "PRODUCTION", "production")
    assert list_moves(plants=[]) == []


def test_movements_of_one_place(plant: PlantRows) -> None:
    plant.receive("A", 9)
    plant.receive("A", 9, "M2")
    post_moves(actor=HOUSE, lines=(plant.line("A", "B", 2),))
    rows = list_moves_at(plant.locations["A"])
    assert [row.kind for row in rows] == ["transfer", "receipt", "receipt"]
    assert [row.kind for row in list_moves_at(plant.locations["B"])] == ["transfer"]
    later = list_moves_at(plant.locations["A"], before=rows[0].id, limit=1)
    assert [row.id for row in later] == [rows[1].id]
    assert list_moves_at(plant.locations["LINE"]) == []


@pytest.mark.parametrize("walked", [False, True])
def test_movements_of_what_a_text_means(
    plant: PlantRows, monkeypatch: pytest.MonkeyPatch, *, walked: bool
) -> None:
    """By key or by a walk, the same movements are found, the latest first, page after page."""
    if walked:
        monkeypatch.setattr(moves, "MEANT_MAX", 1)
    lot = get_or_create_lot(actor=HOUSE, material=plant.materials["LOT"], code="L1-7")
    plant.receive("A", 9)
    plant.receive("LINE", 5, "LOT", lot=lot)
    plant.receive("LINE", 9, "M2")
    order = BusinessRef("work_order", 4, 1)
    issue = plant.line("A", "PRODUCTION", 2, kind=MoveKind.ISSUE, document=order)
    post_moves(actor=HOUSE, lines=(issue,))

    def told(text: str, wanted: MoveFilter = moves.ALL, **more: Any) -> list[tuple[str, str]]:
        rows = search_moves(text, wanted, **more)
        assert [row.id for row in rows] == sorted((row.id for row in rows), reverse=True)
        return [(row.kind, row.material_code) for row in rows]

    assert told("m2") == [("receipt", "M2")]
    assert told("m1") == [("issue", "M1"), ("receipt", "M1")]
    assert told("m1", MoveFilter(kinds=(MoveKind.ISSUE,))) == [("issue", "M1")]
    assert told("m1", plants=[]) == []
    assert told("m1", plants=[plant.plant]) == told("m1")
    assert told("l1-7") == [("receipt", "LOT")]
    assert told("line") == [("receipt", "M2"), ("receipt", "LOT")]
    assert told("production") == [("issue", "M1")], "a place without balances"
    assert told("WO-4", documents=[("work_order", 4)]) == [("issue", "M1")]
    assert told("nothing of the kind") == []
    past = MoveFilter(until=datetime(2026, 1, 5, tzinfo=UTC))
    assert told("m1", past) == []
    first = search_moves("m1", ask=Ask(falling=True, limit=1))
    after = Ask(falling=True, after=(first[0].id, first[0].id))
    assert [row.kind for row in search_moves("m1", ask=after)] == ["receipt"]


def test_stock_by_day_is_what_lies_there_now_less_what_was_moved_later(plant: PlantRows) -> None:
    now = datetime(2026, 3, 10, 4, tzinfo=UTC)  # noon in the plant
    Location.objects.filter(code="B").update(kind="line_side")
    moved = (("SUPPLIER", "A", 10, 5), ("A", "B", 4, 3), ("B", "CUSTOMER", 1, 3), ("A", "B", 2, 1))
    with clock.frozen(now):
        for source, target, quantity, days in moved:
            line = plant.line(source, target, quantity)
            post_moves(actor=HOUSE, lines=(replace(line, happened_at=now - timedelta(days=days)),))
        rows = list_stock_days(plant.materials["M1"], now - timedelta(days=4))
        cut = list_stock_days(plant.materials["M1"], now - timedelta(days=9), limit=2)
    told = [(row.kind, row.day, row.delta, row.quantity) for row in rows]
    third, ninth = date(2026, 3, 7), date(2026, 3, 9)
    assert told == [
        ("internal", third, -4, 6),
        ("internal", ninth, -2, 4),
        ("line_side", third, 3, 3),
        ("line_side", ninth, 2, 5),
    ]
    assert {row.read_to for row in rows} == {None}
    assert all(row.read_to is not None for row in cut)
    assert {row.kind: row.quantity for row in cut} == {"internal": 4, "line_side": 5}
    assert list_stock_days(plant.materials["M1"], now, plants=[]) == []
    assert list_stock_days(plant.materials["LOT"], now) == []


def test_a_day_of_stock_is_the_plant_s_own(plant: PlantRows) -> None:
    late = datetime(2026, 3, 9, 17, tzinfo=UTC)
    with clock.frozen(late + timedelta(days=2)):
        post_moves(actor=HOUSE, lines=(replace(plant.line("SUPPLIER", "A", 1), happened_at=late),))
        for zone, day in (("Asia/Shanghai", 10), ("UTC", 9)):
            Plant.objects.filter(pk=plant.plant).update(time_zone=zone)
            (row,) = list_stock_days(plant.materials["M1"], late)
            assert row.day == date(2026, 3, day)
