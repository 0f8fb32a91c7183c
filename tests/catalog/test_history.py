"""A history is read as of one moment: a change that is saved meanwhile is in it whole, or not."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from qitao.base import versions
from qitao.base.actor import Actor
from qitao.base.history import kept_of
from qitao.base.versions import read_history
from qitao.catalog import actions
from qitao.catalog.models import BomLine
from qitao.catalog.values import MaterialKind
from qitao.catalog.values.rows import BomLineRow, BomRow, MaterialRow, UnitRow

HOUSE = Actor.system(cause="test")


def bom_of(quantity: int, note: str) -> BomRow:
    lines = (BomLineRow(line_no=10, component="PART", quantity=Decimal(quantity)),)
    return BomRow(material="CASE", note=note, lines=lines)


def change_elsewhere() -> None:
    """Save head and line through a connection of its own."""
    actions.update_bom(actor=HOUSE, row=bom_of(7, "new"))
    connection.close()


def test_a_change_meanwhile_is_never_half_seen(
    real_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.create_unit(actor=HOUSE, row=UnitRow(code="PCS", name="个"))
    for code, kind in (("CASE", MaterialKind.MAKE), ("PART", MaterialKind.BUY)):
        actions.create_material(
            actor=HOUSE, row=MaterialRow(code=code, name=code, unit="PCS", kind=kind)
        )
    bom = actions.create_bom(actor=HOUSE, row=bom_of(4, "old")).bom

    def and_meanwhile(model: Any) -> Any:
        if model is BomLine:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(change_elsewhere).result()
        return kept_of(model)

    monkeypatch.setattr(versions, "kept_of", and_meanwhile)
    seen = read_history(HOUSE, f"bom:{bom}")
    monkeypatch.undo()
    [line] = seen.state()["lines"].values()
    assert ((seen.head() or {})["note"], line["quantity"]) == ("old", 4)
    [only] = seen.versions()
    latest, first = read_history(HOUSE, f"bom:{bom}").versions()
    assert first == only
    assert {(each.field, each.new) for each in latest.changes} == {("note", "new"), ("quantity", 7)}


def test_an_hour_that_was_read_holds_for_ever(real_db: None) -> None:
    actions.create_unit(actor=HOUSE, row=UnitRow(code="PCS", name="个"))
    row = MaterialRow(code="PART", name="one", unit="PCS", kind=MaterialKind.BUY)
    number = actions.create_material(actor=HOUSE, row=row).material
    before = read_history(HOUSE, f"material:{number}")
    at = before.versions()[0].at
    renamed = MaterialRow(code="PART", name="two", unit="PCS", kind=MaterialKind.BUY)
    actions.update_material(actor=HOUSE, row=renamed)
    actions.retire_material(actor=HOUSE, material=number)
    after = read_history(HOUSE, f"material:{number}")
    assert after.values(at) == before.values()
    assert [len(version.changes) for version in after.versions()[:2]] == [1, 1]
