"""A sheet says what a unit is called; which one is meant is never guessed."""

from pathlib import Path

import pytest

from qitao.catalog.models import Material, Unit
from qitao.links.rules.words import explain
from qitao.links.values import RunState
from tests.links.folders import bring_in, write

pytestmark = pytest.mark.usefixtures("real_db")


def units_sheet(folder: Path, *units: str) -> Path:
    rows = "".join(f"U{place},料,{unit},buy\n" for place, unit in enumerate(units))
    return write(folder, material=f"code,name,unit,kind\n{rows}")


def test_a_unit_may_be_written_by_its_name(tmp_path: Path) -> None:
    Unit.objects.create(code="PCS", name="个", name_en="piece", decimals=0)
    Unit.objects.create(code="M2", name="平方米", name_en="square metre", decimals=2)
    Unit.objects.create(code="piece", name="件数", decimals=0)
    sheet = units_sheet(tmp_path, "PCS", "个", " pcs ", "Square Metre", "piece")
    outcome = bring_in(sheet, "")
    assert (outcome.state, outcome.faults) == (RunState.DONE, [])
    told = dict(Material.objects.values_list("code", "unit__code"))
    assert told == {"U0": "PCS", "U1": "PCS", "U2": "PCS", "U3": "M2", "U4": "piece"}
    again = bring_in(sheet, "")
    assert again.done is not None
    assert again.done.batches[0].unchanged == 5


def test_a_name_of_several_units_is_told_with_their_codes(tmp_path: Path) -> None:
    for code in ("BOX", "CTN"):
        Unit.objects.create(code=code, name="箱", decimals=0)
    Unit.objects.create(code="OLD", name="包", decimals=0, active=False)
    Unit.objects.create(code="PAK", name="包", decimals=0)
    outcome = bring_in(units_sheet(tmp_path, "箱", "包", "CTN", "桶"), "")
    assert outcome.state is RunState.REFUSED
    assert [(one.line, one.code) for one in outcome.faults] == [
        (2, "UNIT_AMBIGUOUS"),
        (5, "UNKNOWN_REFERENCE"),
    ]
    told = outcome.faults[0]
    why, now = explain(told.code, told.evidence, "zh")
    assert "「箱」可能是几个单位" in why
    assert "BOX" in why
    assert "CTN" in why
    assert "编码" in now
    assert "several units" in explain(told.code, told.evidence, "en")[0]
    assert not Material.objects.exists()
