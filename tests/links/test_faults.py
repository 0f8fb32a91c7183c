"""A bad file tells everything that is wrong with it at once, and leaves nothing behind."""

import csv
from pathlib import Path

import pytest
import xlsxwriter

from qitao.catalog.models import Bom, Location, Material, Unit
from qitao.links.actions import Outcome, imports
from qitao.links.rules.words import explain
from qitao.links.values import RunState
from qitao.people.models import Plant
from qitao.stock.models import Movement
from tests.links.folders import bring_in, places

pytestmark = pytest.mark.usefixtures("real_db")
SHEETS = {
    "plant": "code,name\nP1,一厂\n",
    "unit": "code,name,decimals\nPCS,件,0\nKG,千克,3\nKG,公斤,3\nM,米,9\n",
    "material": (
        "code,name,unit,kind,lot_tracked,safety_stock,lead_time_days,shelf_life_days\n"
        "A,阀,PCS,make,否,5,1,\n"
        "B,体,PCS,外购,是,1.5,,90\n"
        "C,盖,个,buy,否,1,1,\n"
        "D,簧,PCS,买,也许,12 件,1.5,\n"
        ",杆,PCS,buy,否,1,-1,\n"
        "A,阀二,PCS,make,否,1,1,\n"
        f"{'E' * 90},长,PCS,buy,否,0.12345678,1,\n"
        "F,,KG,buy,否,1,1,\n"
        "G,垫,KG,buy,否,1,1,\n"
    ),
    "location": (
        "plant,code,name,kind,parent\n"
        "P1,S,主仓,internal,\n"
        "P1,S-1,架,internal,S\n"
        "P1,S-2,架,internal,X\n"
        "P9,T,仓,internal,\n"
        "P1,ADJ,盘盈盘亏,adjustment,\n"
    ),
    "bom": (
        "material,version,state,line_no,component,quantity,valid_from\n"
        "A,1,active,10,B,2,2026-01-01\n"
        "A,1,active,10,G,1,\n"
        "A,1,draft,15,G,1,\n"
        "A,1,active,20,Z,1,\n"
        "A,1,active,30,B,0,\n"
        "A,1,active,40,B,1,昨天\n"
    ),
    "opening_stock": (
        "plant,location,material,lot,quantity\n"
        "P1,S,B,,10\n"
        "P1,S,G,L1,10\n"
        "P1,ADJ,G,,10\n"
        "P1,S,G,,-10\n"
        "P1,S,F,,10\n"
    ),
}
FAULTS = [
    ("unit", 4, "code", "KG", "TWICE"),
    ("unit", 5, "decimals", "9", "TOO_LARGE"),
    ("material", 4, "unit", "个", "UNKNOWN_REFERENCE"),
    ("material", 5, "kind", "买", "NOT_ONE_OF"),
    ("material", 5, "lead_time_days", "1.5", "NOT_A_WHOLE_NUMBER"),
    ("material", 5, "lot_tracked", "也许", "NOT_YES_OR_NO"),
    ("material", 5, "safety_stock", "12 件", "NOT_A_NUMBER"),
    ("material", 6, "code", "", "MISSING"),
    ("material", 6, "lead_time_days", "-1", "TOO_SMALL"),
    ("material", 7, "code", "A", "TWICE"),
    ("material", 8, "code", "E" * 90, "TOO_LONG"),
    ("material", 8, "safety_stock", "0.12345678", "TOO_FINE"),
    ("material", 9, "name", "", "MISSING"),
    ("location", 4, "parent", "X", "UNKNOWN_REFERENCE"),
    ("location", 5, "plant", "P9", "UNKNOWN_REFERENCE"),
    ("bom", 3, "line_no", "10", "TWICE"),
    ("bom", 4, "state", "draft", "DIFFERS"),
    ("bom", 5, "component", "Z", "UNKNOWN_REFERENCE"),
    ("bom", 6, "quantity", "0", "TOO_SMALL"),
    ("bom", 7, "valid_from", "昨天", "NOT_A_DATE"),
    ("opening_stock", 2, "lot", "", "LOT_MISSING"),
    ("opening_stock", 3, "lot", "L1", "NOT_LOT_TRACKED"),
    ("opening_stock", 4, "location", "ADJ", "PLACE_IS_VIRTUAL"),
    ("opening_stock", 5, "quantity", "-10", "TOO_SMALL"),
]
"""Sheet, line, column, what stands there, why; F is bad already, so its stock is not called bad."""


def told(outcome: Outcome) -> list[tuple[str, int, str, str, str]]:
    return sorted(
        (one.noun, line, column, value, code)
        for one, (_, line, column, value, code) in zip(outcome.faults, places(outcome), strict=True)
    )


def folder_of(path: Path, sheets: dict[str, str]) -> Path:
    for name, text in sheets.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def book_of(path: Path, sheets: dict[str, str]) -> Path:
    file = path / "all.xlsx"
    with xlsxwriter.Workbook(str(file), {"strings_to_numbers": True}) as book:
        for name, text in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(csv.reader(text.splitlines())):
                sheet.write_row(number, 0, row)
    return file


@pytest.mark.parametrize("kind", [folder_of, book_of])
def test_all_kinds_of_faults_are_told_at_once_and_nothing_is_written(
    tmp_path: Path, kind: object
) -> None:
    outcome = bring_in(kind(tmp_path, SHEETS), "")  # type: ignore[operator]
    assert outcome.state is RunState.REFUSED
    assert told(outcome) == sorted(FAULTS)
    assert outcome.faults_count == len(FAULTS)
    for cell in outcome.faults:
        for lang in ("zh", "en"):
            reason, remedy = explain(cell.code, {**cell.evidence, "value": cell.value}, lang)
            assert cell.code not in (reason, remedy)
            assert reason
            assert remedy
    for model in (Plant, Unit, Material, Location, Bom, Movement):
        assert model.objects.count() == 0


def test_the_corrected_file_comes_in(tmp_path: Path) -> None:
    bad: dict[str, set[int]] = {}
    for noun, line, *_ in FAULTS:
        bad.setdefault(noun, set()).add(line)
    bad["opening_stock"].add(6)
    sheets = {
        noun: "".join(
            line
            for number, line in enumerate(text.splitlines(keepends=True), 1)
            if number not in bad.get(noun, ())
        )
        for noun, text in SHEETS.items()
    }
    sheets["opening_stock"] += "P1,S-1,G,,10\n"
    outcome = bring_in(folder_of(tmp_path, sheets), "")
    assert (outcome.state, outcome.faults) == (RunState.DONE, [])
    assert set(Material.objects.values_list("code", flat=True)) == {"A", "B", "G"}
    assert Movement.objects.count() == 1


def test_a_long_file_is_judged_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are saved part by part; a key that comes back and a parent that comes last are seen."""
    monkeypatch.setattr(imports, "CHUNK_ROWS", 2)
    sheets = {
        "plant": SHEETS["plant"],
        "location": "plant,code,name,kind,parent\nP1,A-1-1,格,internal,A-1\nP1,A-1,架,internal,A\n"
        "P1,B,仓,internal,\nP1,C,仓,internal,\nP1,A,仓,internal,\n",
    }
    again = {**sheets, "location": sheets["location"] + "P1,B,另一个仓,internal,\n"}
    refused = bring_in(folder_of(tmp_path, again), "")
    assert told(refused) == [("location", 7, "code", "B", "TWICE")]
    done = bring_in(folder_of(tmp_path, sheets), "")
    assert (done.state, done.faults) == (RunState.DONE, [])
    above = Location.objects.values_list("code", "parent__code")
    assert dict(above) == {"A-1-1": "A-1", "A-1": "A", "A": None, "B": None, "C": None}
    circle = {
        **sheets,
        "location": sheets["location"].replace("A,仓,internal,", "A,仓,internal,A-1"),
    }
    looped = bring_in(folder_of(tmp_path, circle), "")
    assert looped.state is RunState.REFUSED
    assert Location.objects.get(code="A").parent is None


def test_faults_are_told_from_the_top_of_the_file_however_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qitao.links.actions.watch.FAULTS_KEPT_MAX", 5)
    rows = "".join(f"M{n},,PCS,buy,x\n" if n % 2 else f"M{n},件,?,buy,1\n" for n in range(20))
    sheets = {"material": f"code,name,unit,kind,safety_stock\n{rows}"}
    outcome = bring_in(folder_of(tmp_path, sheets), "")
    assert outcome.faults_count == 30
    assert [one.line for one in outcome.faults] == [2, 3, 3, 4, 5]
