"""Pieces moved and corrected by hand, named by their serial numbers."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from qitao.base.refusal import Refusal, RefusalCode
from qitao.stock.actions import adjust_stock, transfer_stock
from qitao.stock.models import Movement, Serial
from qitao.stock.values import (
    MOVE_LINES_INVALID,
    SERIAL_NOT_TRACKED,
    SERIALS_COUNT,
    SERIALS_NOT_THERE,
    SERIALS_TAKEN,
    SERIALS_TWICE,
    NewLot,
)
from tests.stock.conftest import HOUSE, PlantRows, all_findings, quantity


@pytest.fixture(autouse=True)
def _no_findings(plant: PlantRows) -> Iterator[None]:
    yield
    assert all_findings() == []


def adjust(plant: PlantRows, change: int, *serials: str, **more: Any) -> None:
    given = {"material": plant.materials["SERIAL"], "location": plant.locations["A"]} | more
    adjust_stock(actor=HOUSE, change=Decimal(change), reason="盘点", serials=serials, **given)


def carry(plant: PlantRows, *serials: str, **more: Any) -> None:
    transfer_stock(
        actor=HOUSE,
        material=plant.materials["SERIAL"],
        quantity=Decimal(len(serials)),
        source=plant.locations["A"],
        target=plant.locations["B"],
        serials=serials,
        **more,
    )


def refused(call: Any, *given: Any, **more: Any) -> tuple[RefusalCode, dict[str, Any]]:
    with pytest.raises(Refusal) as caught:
        call(*given, **more)
    return caught.value.code, dict(caught.value.evidence)


def places() -> dict[str, str | None]:
    return dict(Serial.objects.values_list("code", "location__code"))


def test_pieces_come_in_move_and_go(plant: PlantRows) -> None:
    adjust(plant, 3, "S1", "S2", "S3")
    carry(plant, "S3", "S1")
    adjust(plant, -1, "S2")
    assert places() == {"S1": "B", "S2": None, "S3": "B"}
    assert (quantity(plant, "A", "SERIAL"), quantity(plant, "B", "SERIAL")) == (0, 2)
    adjust(plant, 1, "S2")  # lost and found
    assert places()["S2"] == "A"
    assert {row.quantity for row in Movement.objects.all()} == {1}


def test_wrong_pieces_are_named_with_their_line_and_place(plant: PlantRows) -> None:
    adjust(plant, 2, "S1", "S2")
    carry(plant, "S2")
    code, told = refused(carry, plant, "S1", "S2", "NONE")
    assert (code, told["codes"]) == (SERIALS_NOT_THERE, ["2: S2 (B)", "3: NONE (—)"])
    assert refused(adjust, plant, -1, "S2")[1]["codes"] == ["1: S2 (B)"]
    code, told = refused(carry, plant, "S1", "S9", "S1")
    assert (code, told["places"]) == (SERIALS_TWICE, ["1, 3: S1"])
    assert refused(adjust, plant, 1, "S1")[0] is SERIALS_TAKEN
    assert refused(adjust, plant, 2, "S3")[0] is SERIALS_COUNT
    assert refused(adjust, plant, 1)[0] is MOVE_LINES_INVALID
    other = plant.materials["M1"]
    assert refused(adjust, plant, 1, "S3", material=other)[0] is SERIAL_NOT_TRACKED
    assert places() == {"S1": "A", "S2": "B"}


def test_pieces_keep_their_lots(plant: PlantRows) -> None:
    from qitao.catalog.models import Material
    from qitao.stock.actions import ensure_lots

    material = plant.materials["SERIAL"]
    Material.objects.filter(pk=material).update(lot_tracked=True)
    news = (NewLot(material, "L1"), NewLot(material, "L2"))
    one, two = ensure_lots(actor=HOUSE, lots=news).lots
    adjust(plant, 1, "S1", lot=one)
    adjust(plant, 1, "S2", lot=two)
    assert refused(carry, plant, "S1", "S2", lot=one)[1]["codes"] == ["2: S2 (A)"]
    carry(plant, "S1", "S2")  # each with its own lot
    assert places() == {"S1": "B", "S2": "B"}
    assert set(Serial.objects.values_list("code", "lot__code")) == {("S1", "L1"), ("S2", "L2")}
