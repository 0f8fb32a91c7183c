"""Lots and single pieces: made known once, split, set apart, traced both ways."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qitao.base.actor import Actor
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.stock.actions import (
    create_lot,
    create_serials,
    edit_lot,
    ensure_lots,
    get_or_create_lot,
    post_moves,
    reserve,
    reverse_move,
    set_lot_status,
    split_lot,
)
from qitao.stock.models import Lot
from qitao.stock.queries import get_lot, list_lot_ends, list_lots, list_serials, trace_lot
from qitao.stock.values import (
    LOT_EXISTS,
    LOT_NOT_TRACKED,
    SERIAL_NOT_TRACKED,
    SERIALS_TAKEN,
    STOCK_RESERVED,
    BusinessRef,
    LotId,
    MoveKind,
    MoveLine,
    NewLot,
    ReserveLine,
    StockStatus,
)
from tests.stock.conftest import HOUSE, PlantRows, make_plant, quantity


def lot_of(plant: PlantRows, code: str, material: str = "LOT") -> LotId:
    return get_or_create_lot(actor=HOUSE, material=plant.materials[material], code=code)


def test_a_lot_is_made_once(plant: PlantRows) -> None:
    material = plant.materials["LOT"]
    first = create_lot(actor=HOUSE, lot=NewLot(material, "L1")).lot
    assert lot_of(plant, "L1") == first
    with pytest.raises(Refusal) as caught:
        create_lot(actor=HOUSE, lot=NewLot(material, "L1"))
    assert caught.value.code is LOT_EXISTS
    kept = ensure_lots(actor=HOUSE, lots=(NewLot(material, "L2"), NewLot(material, "L1")))
    assert kept.created == 1
    assert kept.lots[1] == first


def test_no_lot_of_a_material_without_lots(plant: PlantRows) -> None:
    with pytest.raises(Refusal) as caught:
        create_lot(actor=HOUSE, lot=NewLot(plant.materials["M1"], "L1"))
    assert caught.value.code is LOT_NOT_TRACKED
    with pytest.raises(Refusal) as caught:
        create_serials(actor=HOUSE, material=plant.materials["M1"], codes=("S1",))
    assert caught.value.code is SERIAL_NOT_TRACKED


def test_the_expiry_follows_from_the_shelf_life(plant: PlantRows) -> None:
    from qitao.catalog.models import Material

    Material.objects.filter(pk=plant.materials["LOT"]).update(shelf_life_days=30)
    lot = NewLot(plant.materials["LOT"], "L1", made_on=date(2026, 1, 1))
    number = create_lot(actor=HOUSE, lot=lot).lot
    assert get_lot(number).expires_on == date(2026, 1, 31)
    edit_lot(actor=HOUSE, lot=number, expires_on=date(2026, 2, 5), note="复验延期")
    assert get_lot(number).expires_on == date(2026, 2, 5)
    assert Lot.objects.get(pk=number).note == "复验延期"
    with pytest.raises(Refusal) as caught:
        edit_lot(actor=HOUSE, lot=LotId(999_999))
    assert caught.value.code is NOT_FOUND


def test_serial_numbers_are_taken_once(plant: PlantRows) -> None:
    material = plant.materials["SERIAL"]
    create_serials(actor=HOUSE, material=material, codes=("S1", "S2"))
    for codes in (("S3", "S2"), ("S4", "S4")):
        with pytest.raises(Refusal) as caught:
            create_serials(actor=HOUSE, material=material, codes=codes)
        assert caught.value.code is SERIALS_TAKEN
    assert [row.code for row in list_serials(material=material)] == ["S1", "S2"]


def test_single_pieces_are_told_for_the_plants_asked_for(plant: PlantRows) -> None:
    material, other = plant.materials["SERIAL"], make_plant("P2")
    pieces = create_serials(actor=HOUSE, material=material, codes=("S1", "S2", "S3")).serials
    for place, number in ((plant, pieces[0]), (other, pieces[1])):
        line = place.line("SUPPLIER", "A", 1, "SERIAL", serial=number, kind=MoveKind.RECEIPT)
        post_moves(actor=HOUSE, lines=(line,))
    assert [row.code for row in list_serials(plants={plant.plant})] == ["S1"]
    assert list_serials(plants=()) == []
    assert len(list_serials()) == 3


def test_a_lot_is_blocked_wherever_it_lies(plant: PlantRows) -> None:
    lot = lot_of(plant, "L1")
    plant.receive("A", 5, "LOT", lot=lot)
    plant.receive("B", 2, "LOT", lot=lot)
    moved = set_lot_status(actor=HOUSE, lot=lot, status=StockStatus.BLOCKED, reason="客诉")
    assert moved.quantity == 7
    assert quantity(plant, "A", "LOT", status="blocked") == 5
    assert get_lot(lot).held == 7
    again = set_lot_status(actor=HOUSE, lot=lot, status=StockStatus.BLOCKED, reason="客诉")
    assert again.quantity == 0


def test_single_pieces_are_blocked_with_their_lot(plant: PlantRows) -> None:
    from qitao.catalog.models import Material

    material = plant.materials["SERIAL"]
    Material.objects.filter(pk=material).update(lot_tracked=True)
    lot = lot_of(plant, "L1", "SERIAL")
    pieces = create_serials(actor=HOUSE, material=material, codes=("S1", "S2"), lot=lot).serials
    lines = [plant.line("SUPPLIER", "A", 1, "SERIAL", lot=lot, serial=n) for n in pieces]
    post_moves(actor=HOUSE, lines=tuple(lines))
    set_lot_status(actor=HOUSE, lot=lot, status=StockStatus.QUALITY, reason="复检")
    assert {row.status for row in list_serials(lot=lot)} == {"quality"}


def test_a_reserved_lot_keeps_its_status(plant: PlantRows) -> None:
    lot = lot_of(plant, "L1")
    plant.receive("A", 5, "LOT", lot=lot)
    holder = BusinessRef("work_order", 1, 1)
    line = ReserveLine(holder, plant.materials["LOT"], plant.plant, Decimal(2))
    reserve(actor=HOUSE, lines=(line,))
    with pytest.raises(Refusal) as caught:
        set_lot_status(actor=HOUSE, lot=lot, status=StockStatus.BLOCKED, reason="客诉")
    assert caught.value.code is STOCK_RESERVED
    assert caught.value.evidence["reserved"] == 2


def test_a_split_lot_remembers_where_it_came_from(plant: PlantRows) -> None:
    lot = lot_of(plant, "L1")
    plant.receive("A", 5, "LOT", lot=lot)
    material, place = plant.materials["LOT"], plant.locations["A"]

    def split(code: str) -> LotId:
        return split_lot(
            actor=HOUSE, lot=lot, material=material, location=place, quantity=Decimal(2), code=code
        ).lot

    new = split("L1-A")
    assert quantity(plant, "A", "LOT", lot_id=lot) == 3
    assert quantity(plant, "A", "LOT", lot_id=new) == 2
    assert [(s.via, s.lot, s.quantity) for s in trace_lot(lot, forward=True)] == [(lot, new, 2)]
    assert [s.lot for s in trace_lot(new, forward=False)] == [lot]
    with pytest.raises(Refusal) as caught:
        split("L1-A")
    assert caught.value.code is LOT_EXISTS


def test_a_family_is_traced_both_ways(plant: PlantRows) -> None:
    """Resin R → part P (order 1) → set S (order 2); what was returned left no trace."""
    resin, other, part, whole = (lot_of(plant, code) for code in ("R", "X", "P", "S"))
    for lot in (resin, other):
        plant.receive("A", 10, "LOT", lot=lot)

    def move(kind: MoveKind, way: str, lot: LotId, quantity: int, order: int) -> MoveLine:
        document = BusinessRef("work_order", order)
        return plant.line(*way.split(">"), quantity, "LOT", lot=lot, kind=kind, document=document)

    post_moves(actor=HOUSE, lines=(move(MoveKind.ISSUE, "A>PRODUCTION", resin, 4, 1),))
    post_moves(actor=HOUSE, lines=(move(MoveKind.ISSUE, "A>PRODUCTION", other, 3, 1),))
    post_moves(actor=HOUSE, lines=(move(MoveKind.RETURN, "PRODUCTION>A", other, 3, 1),))
    post_moves(actor=HOUSE, lines=(move(MoveKind.OUTPUT, "PRODUCTION>A", part, 8, 1),))
    wrong = post_moves(actor=HOUSE, lines=(move(MoveKind.ISSUE, "A>PRODUCTION", other, 3, 2),))
    reverse_move(actor=replace(HOUSE, vouched=True), movement=wrong.first)
    post_moves(actor=HOUSE, lines=(move(MoveKind.ISSUE, "A>PRODUCTION", part, 8, 2),))
    post_moves(actor=HOUSE, lines=(move(MoveKind.OUTPUT, "PRODUCTION>A", whole, 2, 2),))
    post_moves(
        actor=HOUSE,
        lines=(plant.line("A", "CUSTOMER", 2, "LOT", lot=whole, kind=MoveKind.DELIVERY),),
    )
    forward = [(s.via, s.lot, s.document_id, s.quantity) for s in trace_lot(resin, forward=True)]
    assert forward == [(resin, part, 1, 8), (part, whole, 2, 2)]
    back = [(s.via, s.lot) for s in trace_lot(whole, forward=False)]
    assert sorted(back) == sorted([(whole, part), (part, resin)])
    assert trace_lot(other, forward=True) == []
    ends = list_lot_ends([resin, part, whole])
    assert [(e.lot, e.source_kind, e.target_kind) for e in ends] == [
        (resin, "supplier", "internal"),
        (whole, "internal", "customer"),
    ]


def test_lots_are_listed_with_what_is_left(plant: PlantRows) -> None:
    lot, empty = lot_of(plant, "L1"), lot_of(plant, "L2")
    plant.receive("A", 5, "LOT", lot=lot)
    assert [(row.id, row.on_hand) for row in list_lots()] == [(lot, 5), (empty, 0)]
    assert [row.id for row in list_lots(empty=False)] == [lot]
    assert [row.id for row in list_lots(code="L2")] == [empty]


def test_row_versions_of_a_lot_are_kept(plant: PlantRows) -> None:
    from qitao.stock.models import Lot

    lot = lot_of(plant, "L1")
    actor = Actor.system(cause="test")
    edit_lot(actor=actor, lot=lot, note="一")
    edit_lot(actor=actor, lot=lot, note="二")
    events = Lot.pgh_event_model.objects.filter(pgh_obj_id=lot).order_by("pgh_id")  # type: ignore[attr-defined]
    assert [event.note for event in events] == ["", "一", "二"]
    assert all(event.pgh_context_id for event in events)
