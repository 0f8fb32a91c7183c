"""Posting: all or nothing, every fault at once, once per name, never below what is free."""

import pytest

from qitao.stock.actions import post_moves
from tests.stock.conftest import HOUSE, PlantRows


def test_first(plant: PlantRows) -> None:
    plant.receive("A", 10)
    posted = post_moves(actor=HOUSE, lines=(plant.line("A", "B", 4),))
    print(posted)
