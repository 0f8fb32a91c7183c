"""What goes out comes in again unchanged: every noun, both formats, in words and in codes."""

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from qitao.base.actor import EVERYWHERE, Actor, Permission, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import OUT_OF_SCOPE, PERMISSION_MISSING, Refusal
from qitao.catalog.models import Material
from qitao.catalog.values import ViewCatalog
from qitao.links import actions, queries
from qitao.links.queries import Folder, exports
from qitao.links.queries.stored import stream_rows
from qitao.links.rules.rows import fields_of
from qitao.links.rules.words import explain
from qitao.links.values import SHEET_FULL, ExportRows, RunState
from qitao.links.values.imports import Batch
from qitao.links.values.mapping import Source
from qitao.links.values.nouns import NOUNS
from qitao.lowcode.actions import install_template
from qitao.people.actions import install_roles
from qitao.people.models import Plant
from qitao.people.queries import tell_evidence
from qitao.production.models import OrderOperation, WorkOrder
from tests.links.folders import HOUSE, bring_in
from tests.standing import stand

NOON = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)


def batch(noun: str, columns: str, *rows: str) -> Batch:
    """Write a batch as a small table: cells parted by `|`, an empty one is nothing."""
    cells = tuple(tuple(cell or None for cell in row.split("|")) for row in rows)
    return Batch(noun, tuple(columns.split()), cells)


PLANT = (
    batch("org_unit", "code name kind", "CO|公司|company"),
    batch("plant", "code name", "P1|一厂"),
    batch("plant", "code name", "P2|二厂"),
    batch("user", "username name org_unit badge", "zhang|张三|CO|007", "li|李四||"),
    batch(
        "assignment",
        "user role plant valid_from valid_to",
        "zhang|operator|P1||",
        "li|planner||2026-01-01|2030-12-31",
    ),
    batch("unit", "code name decimals", "PCS|件|0", "KG|千克|3", "G|克|0"),
    batch("material_group", "code name parent", "B|子类|A", "A|大类|"),
    batch(
        "material",
        "code name unit kind group lot_tracked shelf_life_days safety_stock name_en",
        "V|阀, “球”|PCS|make|A|||1234.5|Valve",
        "R|树脂\n黑|KG|buy|B|是|90||",
        "S|+86-10 螺丝|PCS|buy|||||@S",
        "T|'-2+3|PCS|buy|||||'T'",
        "X|=1+1|PCS|phantom|||||-5",
    ),
    batch("unit_conversion", "from_unit to_unit factor material", "KG|G|1000|", "PCS|G|2.5|S"),
    batch("partner", "code name kind", "SUP|宏达|supplier"),
    batch("supplier_item", "material partner price quantity_max", "S|SUP|0.123456|5000"),
    batch(
        "location",
        "plant code name kind parent",
        "P1|A-1|架|internal|A",
        "P1|A|仓|internal|",
        "P1|ADJ|调整|adjustment|",
        "P2|A|仓|internal|",
    ),
    batch("work_centre", "plant code name line_side_location cost_rate", "P1|W|注塑|A|12.5"),
    batch("machine", "code name plant work_centre", "M1|海天|P1|W", "M2|伊之密|P1|W"),
    batch("scrap_reason", "code name", "SHORT|缺料"),
    batch(
        "bom",
        "material version state line_no component quantity unit scrap_rate phantom valid_to",
        "V|1|active|10|R|0.25|KG|5%||",
        "V|1|active|20|S|4|PCS||否|2030-12-31",
        "V|2|draft|10|S|5|||是|",
    ),
    batch("bom_substitute", "material line_no substitute ratio", "V|20|T|1.5"),
    batch(
        "routing",
        "material plant state sequence name work_centre run_minutes machine machine_run_minutes",
        "V|P1|active|10|注塑|W|1.5|M1|",
        "V|P1|active|10|注塑|W|1.5|M2|2",
        "V|P1|active|20|装配|W|0.5||",
    ),
    batch(
        "opening_stock",
        "plant location material lot status quantity",
        "P1|A-1|S||available|500",
        "P1|A|R|L1|quality|12.345",
    ),
    batch(
        "purchase_line",
        "number plant partner state line material ordered received stocked expected_on",
        "PO1|P1|SUP|approved|1|S|100|40|40|2026-07-01",
        "PO1|P1|SUP|approved|2|T|50||||",
    ),
    batch(
        "work_order",
        "number plant material quantity state created_at sequence operation work_centre machine",
        "WO1|P1|V|10|released|2026-05-31 08:00|10|注塑|W|M1",
        "WO1|P1|V|10|released|2026-05-31 08:00|20|装配|W|",
        "WO2|P1|V|5|draft|2026-05-31 09:00||||",
    ),
    batch(
        "report",
        "slip number sequence good scrap scrap_reason kind operator machine started_at finished_at",
        "R1|WO1|10|9|1|SHORT|run|zhang|M1|2026-06-01 08:00|2026-06-01 10:30",
        "R2|WO1|10|0|0||breakdown||M1|2026-06-01 11:00|2026-06-01 12:00",
    ),
)


@pytest.fixture
def _plant(real_db: None) -> None:
    stand("exports", bring_plant_in)


def bring_plant_in() -> None:
    install_template(actor=HOUSE, template="work_orders_by_operation")
    install_roles(actor=HOUSE)
    done = actions.import_rows(actor=HOUSE, batches=tuple(cut(one) for one in PLANT))
    assert done.saved.created == 40


def cut(one: Batch) -> Batch:
    """Cut cells off that a row has beyond its columns."""
    width = len(one.columns)
    return Batch(one.noun, one.columns, tuple(row[:width] for row in one.rows))


OUT = [name for name, noun in NOUNS.items() if noun.comes_in]


@pytest.mark.usefixtures("_plant")
@pytest.mark.parametrize("lang", ["zh", "en", None])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_went_out_comes_in_again_and_changes_nothing(
    tmp_path: Path, kind: str, lang: str | None
) -> None:
    told: dict[str, int] = {}
    target = tmp_path / ("out" if kind == "csv" else "out.xlsx")
    write = queries.write_csv if kind == "csv" else queries.write_xlsx
    written = write(HOUSE, target, OUT, lang=lang, tell=told.__setitem__)
    assert len(written) == (len(OUT) if kind == "csv" else 1)
    assert set(told) == set(OUT)
    again = bring_in(target, "")
    assert (again.state, again.faults) == (RunState.DONE, [])
    assert again.done is not None
    changed = [
        (one.noun, one.created, one.updated)
        for one in again.done.batches
        if one.created or one.updated
    ]
    assert changed == []


@pytest.mark.usefixtures("_plant")
def test_an_empty_house_takes_all_of_it_in(tmp_path: Path) -> None:
    from tests.conftest import empty_all_tables

    file = tmp_path / "out.xlsx"
    queries.write_xlsx(HOUSE, file, OUT, lang="zh", tell=lambda *_: None)
    before = {name: list(stream_rows(NOUNS[name])) for name in OUT}
    empty_all_tables()
    install_template(actor=HOUSE, template="work_orders_by_operation")
    install_roles(actor=HOUSE)
    outcome = bring_in(file, "")
    assert (outcome.state, outcome.faults) == (RunState.DONE, [])
    after = {name: list(stream_rows(NOUNS[name])) for name in OUT}
    for name in OUT:
        assert after[name] == before[name], name


@pytest.mark.usefixtures("_plant")
def test_orders_of_any_state_come_in_again_but_only_reachable_ones_are_made() -> None:
    WorkOrder.objects.filter(number="WO2").update(state="closed")
    columns = "number plant material quantity state"
    known = batch("work_order", columns, "WO2|P1|V|5|closed")
    done = actions.import_rows(actor=HOUSE, batches=(known,))
    assert (done.saved.created, done.saved.unchanged) == (0, 1)
    fresh = batch("work_order", columns, "WO3|P1|V|5|已关闭")
    with pytest.raises(Refusal) as caught:
        actions.import_rows(actor=HOUSE, batches=(fresh,))
    [fault] = caught.value.evidence["faults"]
    assert fault["code"] == "STATE_NOT_REACHABLE"
    assert "草稿" in explain(fault["code"], fault, "zh")[1]


@pytest.mark.usefixtures("_plant")
def test_a_report_names_its_operation_by_sequence_or_by_name() -> None:
    twice = batch(
        "work_order",
        "number plant material quantity state sequence operation work_centre",
        "WO4|P1|V|5|released|10|检验|W",
        "WO4|P1|V|5|released|20|检验|W",
    )
    columns = "slip number sequence operation good"
    named = batch("report", columns, "N1|WO1||装配|3", "N2|WO1|20||4", "N3|WO4|20|检验|5")
    done = actions.import_rows(actor=HOUSE, batches=(twice, named))
    assert [one.created for one in done.batches] == [1, 3]
    good = OrderOperation.objects.values_list("order__number", "sequence", "good")
    assert set(good) >= {("WO1", 20, 7), ("WO4", 10, 0), ("WO4", 20, 5)}
    wrong = batch(
        "report", columns, "N4|WO1||喷漆|1", "N5|WO1|30||1", "N6|WO1|||1", "N7|WO4||检验|1"
    )
    with pytest.raises(Refusal) as caught:
        actions.import_rows(actor=HOUSE, batches=(wrong,))
    assert [(one["row"], one["field"], one["code"]) for one in caught.value.evidence["faults"]] == [
        (0, "operation", "NO_SUCH_OPERATION"),
        (1, "sequence", "NO_SUCH_OPERATION"),
        (2, "operation", "MISSING"),
        (3, "operation", "OPERATION_UNCLEAR"),
    ]


@pytest.mark.usefixtures("_plant")
def test_sheets_carry_titles_words_and_numbers(tmp_path: Path) -> None:
    queries.write_csv(HOUSE, tmp_path, ["material"], lang="zh", tell=lambda *_: None)
    text = (tmp_path / "物料.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines(keepends=True)))
    valve = next(row for row in rows if row["编码"] == "V")
    assert (valve["类型"], valve["批次管理"], valve["安全库存"]) == ("自制", "否", "1234.5")
    resin = next(row for row in rows if row["编码"] == "R")
    assert resin["名称"] == "树脂\n黑"
    book = tmp_path / "m.xlsx"
    queries.write_xlsx(HOUSE, book, ["material"], lang=None, tell=lambda *_: None)
    table = Folder(book).open_table(Source("", "material"))
    assert table is not None
    assert table.columns == tuple(fields_of(NOUNS["material"].row))
    formula = next(row for row in table.rows if row[0] == "X")
    assert formula[1] == "=1+1"


@pytest.mark.usefixtures("_plant")
def test_no_text_that_goes_out_turns_into_a_formula(tmp_path: Path) -> None:
    out = {"lang": None, "tell": lambda *_: None}
    [plain] = queries.write_csv(HOUSE, tmp_path / "m.csv", ["material"], **out)  # type: ignore[arg-type]
    rows = csv.DictReader(plain.read_text(encoding="utf-8-sig").splitlines(keepends=True))
    told = {row["code"]: (row["name"], row["name_en"]) for row in rows}
    assert [told[code] for code in "STX"] == [
        ("'+86-10 螺丝", "'@S"),
        ("''-2+3", "'T'"),
        ("'=1+1", "-5"),
    ]
    [book] = queries.write_xlsx(HOUSE, tmp_path / "m.xlsx", ["material"], **out)  # type: ignore[arg-type]
    with ZipFile(book) as parts:
        sheets = [n for n in parts.namelist() if n.startswith("xl/worksheets/")]
        assert [b"<f>" in parts.read(name) for name in sheets] == [False]
    columns = list(fields_of(NOUNS["material"].row))
    place = columns.index("name")
    for file, sheet in ((plain, ""), (book, "material")):
        table = Folder(file).open_table(Source("", sheet))
        assert table is not None
        assert {row[0]: row[place] for row in table.rows if row[0] in ("S", "T", "X")} == {
            "S": "+86-10 螺丝",
            "T": "'-2+3",
            "X": "=1+1",
        }


@pytest.mark.usefixtures("_plant")
def test_what_a_sheet_cannot_hold_is_refused_and_no_file_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "SHEET_ROWS_MAX", 1)
    with pytest.raises(Refusal) as told:
        queries.write_xlsx(
            HOUSE, tmp_path / "m.xlsx", ["material"], lang="zh", tell=lambda *_: None
        )
    assert (told.value.code, told.value.evidence["limit"]) == (SHEET_FULL, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_plant")
@pytest.mark.parametrize("name", ["单位.csv", "units.xlsx"])
def test_an_export_that_breaks_off_leaves_the_file_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = tmp_path / name
    write = exports.write_xlsx if file.suffix == ".xlsx" else exports.write_csv

    def export() -> None:
        write(HOUSE, file, ["unit"], lang="zh", tell=lambda *_: None)

    export()
    before = file.read_bytes()

    def broken(*_: object) -> Iterator[object]:
        yield from list(exports.stream_rows(NOUNS["unit"]))[:1]
        raise RuntimeError

    monkeypatch.setattr(exports, "export_rows", broken)
    with pytest.raises(RuntimeError):
        export()
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.usefixtures("_plant")
def test_stock_goes_out_as_it_lies_now(tmp_path: Path) -> None:
    rows = {(row.location, row.material): row for row in stream_rows(NOUNS["stock_balance"])}
    assert rows["A-1", "S"].quantity == 500
    assert (rows["A", "R"].lot, rows["A", "R"].status) == ("L1", "quality")
    assert rows["A", "R"].quantity == Decimal("12.345")
    opening = batch("opening_stock", "plant location material quantity", "P1|A-1|S|480")
    done = actions.import_rows(actor=HOUSE, batches=(opening,))
    assert (done.saved.created, done.saved.updated) == (0, 1)
    after = {(row.location, row.material): row for row in stream_rows(NOUNS["stock_balance"])}
    assert after["A-1", "S"].quantity == 480
    columns = "plant location material quantity"
    for quantity, told in (("480.5", [(0, "quantity", "480.5")]), ("480.0", [])):
        rows = batch("opening_stock", columns, f"P1|A-1|S|{quantity}")
        try:
            actions.import_rows(actor=HOUSE, batches=(rows,))
            faults = []
        except Refusal as refusal:
            faults = refusal.evidence["faults"]
        assert [(one["row"], one["field"], one["value"]) for one in faults] == told
        assert {one["code"] for one in faults} <= {"QUANTITY_TOO_FINE"}


def one_of(permissions: Sequence[Permission], *plants: str) -> Actor:
    """Return a person who holds permissions at these plants; at all where none is named."""
    scope = Scope(plants=frozenset(PlantId(Plant.objects.get(code=code).pk) for code in plants))
    given = scope if plants else EVERYWHERE
    return Actor(UserId(9), "keeper", dict.fromkeys(permissions, (given,)))


@pytest.mark.usefixtures("_plant")
def test_a_person_takes_out_what_lies_within_his_plants() -> None:
    keeper = one_of((ExportRows, ViewCatalog), "P1")
    places = [(row.plant, row.code) for row in queries.export_rows(keeper, NOUNS["location"])]
    assert ("P1", "A") in places
    assert {plant for plant, _ in places} == {"P1"}
    everyone = one_of((ExportRows, ViewCatalog))
    assert ("P2", "A") in [
        (row.plant, row.code) for row in queries.export_rows(everyone, NOUNS["location"])
    ]
    with pytest.raises(Refusal) as caught:
        next(queries.export_rows(Actor(UserId(9), "guest", {}), NOUNS["material"]))
    assert caught.value.code is PERMISSION_MISSING
    assert Material.objects.count() == 5


@pytest.mark.usefixtures("_plant")
@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_nothing_of_another_plant_goes_out_to_a_person_of_one(noun: str) -> None:
    views = {one.view for one in NOUNS.values()}
    keeper = one_of((ExportRows, *views), "P1")
    boss = one_of((ExportRows, *views))
    assert list(queries.export_rows(boss, NOUNS[noun])) == list(stream_rows(NOUNS[noun]))
    if "plant" in fields_of(NOUNS[noun].row):
        assert {row.plant for row in queries.export_rows(keeper, NOUNS[noun])} <= {"P1"}
        return
    with pytest.raises(Refusal) as caught:
        list(queries.export_rows(keeper, NOUNS[noun]))
    assert caught.value.code is OUT_OF_SCOPE
    assert tell_evidence(caught.value, "zh")["everywhere"]
    without = one_of((ExportRows,))
    with pytest.raises(Refusal) as unseen:
        list(queries.export_rows(without, NOUNS[noun]))
    assert (unseen.value.code, unseen.value.evidence["permission"]) == (
        PERMISSION_MISSING,
        str(NOUNS[noun].view),
    )
