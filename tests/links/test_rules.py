"""Mappings, cells, tables and rows: pure, every fault with its place."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qitao.catalog.values import MaterialKind
from qitao.links.rules import cells
from qitao.links.rules.cells import Unreadable
from qitao.links.rules.documents import check_agreement, split
from qitao.links.rules.formulas import guarded, unguarded
from qitao.links.rules.mapping import parse_mapping
from qitao.links.rules.native import native_mapping
from qitao.links.rules.rows import Reading, build_rows, key_of, read_rows
from qitao.links.rules.tables import Mapper, Table
from qitao.links.rules.words import explain
from qitao.links.values.imports import Batch
from qitao.links.values.mapping import Mapping, Source
from qitao.links.values.nouns import NOUNS
from qitao.production.values import OrderState

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "mappings"
GOOD = """
qitao: 1
title: {zh: 物料, en: Materials}
parameters: {unit: PCS}
settings: {empty: ["", "-"], dates: ["%d.%m.%Y"], time_zone: Europe/Berlin}
steps:
  - noun: material
    file: parts.csv
    where:
      kind: {not: [X]}
      no: {empty: false}
    distinct: [code]
    columns:
      code: {template: "{no}/{line}"}
      name: name
      unit: {value: "${unit}"}
      kind: {column: kind, map: {M: make, B: buy}, else: phantom}
      group: {column: grp, lookup: {file: groups.csv, key: id, value: code}, default: G0}
"""


def faults_of(text: str) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.path, fault.code) for fault in parse_mapping(text)[1]]


@pytest.mark.parametrize("name", ["adventureworks", "shopfloor-log"])
def test_the_examples_are_sound(name: str) -> None:
    mapping, faults = parse_mapping((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
    assert faults == []
    assert set(mapping.title) == {"zh", "en"}


def test_every_fault_of_a_mapping_names_its_line() -> None:
    text = """qitao: 2
titel: x
steps:
  - noun: spaceship
  - noun: unit
    colums: {}
  - noun: unit
    file: u.csv
    distinct: [name]
    columns:
      code: {column: A, value: B}
      nme: N
      decimals: {column: D, else: "3"}
      name_en: {template: "{A"}
      active: {rank: {within: A}}
"""
    assert faults_of(text) == [
        (2, "titel", "NAME_UNKNOWN"),
        (1, "", "FORMAT_UNKNOWN"),
        (4, "steps[1].noun", "NOUN_UNKNOWN"),
        (6, "steps[2].colums", "NAME_UNKNOWN"),
        (5, "steps[2]", "NO_COLUMNS"),
        (12, "steps[3].columns.nme", "NAME_UNKNOWN"),
        (11, "steps[3].columns.code", "ONE_ORIGIN"),
        (13, "steps[3].columns.decimals.else", "ELSE_WITHOUT_MAP"),
        (14, "steps[3].columns.name_en.template", "BAD_TEMPLATE"),
        (15, "steps[3].columns.active.rank", "MISSING_NAME"),
        (9, "steps[3].distinct", "NAME_UNKNOWN"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [", "NOT_YAML"),
        ("", "MAPPING_EMPTY"),
        ("a: &x 1\nb: *x", "NO_ALIASES"),
        ("qitao: 1", "NO_STEPS"),
        ("x" * 300_000, "MAPPING_TOO_LONG"),
        ("- 1", "NOT_A_TABLE"),
        ("qitao: 1\nsettings: {time_zone: Moon}\nsteps: []", "TIME_ZONE_UNKNOWN"),
        ("qitao: 1\nsteps:\n  - {noun: unit, rows: [{code: A, code: B}]}", "NAME_TWICE"),
    ],
)
def test_a_broken_mapping_is_a_fault_and_no_crash(text: str, code: str) -> None:
    found = parse_mapping(text)[1]
    assert code in [fault.code for fault in found]
    for fault in found:
        for lang in ("zh", "en"):
            reason, remedy = explain(fault.code, fault.flat(), lang)
            assert reason != fault.code
            assert remedy


@given(st.text(max_size=200))
def test_no_text_crashes_the_mapping_reader(text: str) -> None:
    parse_mapping(text)


PARTS = Table(
    "parts.csv",
    ("no", "name", "kind", "grp"),
    [
        ("1", "阀体", "M", "7"),
        ("2", " 螺丝 ", "B", None),
        ("3", "-", "Z", "9"),
        ("4", "x", "X", "7"),
        (None, "y", "M", "7"),
    ],
    [2, 3, 4, 5, 6],
)
GROUPS = Table("groups.csv", ("id", "code"), [("7", "G7")], [2])


def open_table(source: Source) -> Table | None:
    return {"parts.csv": PARTS, "groups.csv": GROUPS}.get(source.file)


def good_mapping() -> Mapping:
    mapping, faults = parse_mapping(GOOD)
    assert faults == []
    return mapping


def test_a_mapping_turns_tables_into_rows() -> None:
    mapping = good_mapping()
    mapped = Mapper(mapping, open_table).apply(mapping.steps[0])
    assert mapped is not None
    assert mapped.batch.columns == ("code", "name", "unit", "kind", "group")
    assert mapped.batch.rows == (
        ("1/2", "阀体", "PCS", "make", "G7"),
        ("2/3", "螺丝", "PCS", "buy", "G0"),
        ("3/4", None, "PCS", "phantom", "G0"),
    )
    assert mapped.lines == [2, 3, 4]
    assert (mapped.left_out, mapped.faults) == (2, [])


def test_a_value_that_the_mapping_does_not_know_is_a_fault() -> None:
    text = GOOD.replace(", else: phantom", "").replace(", default: G0", "")
    mapping, _ = parse_mapping(text)
    mapped = Mapper(mapping, open_table).apply(mapping.steps[0])
    assert mapped is not None
    assert [(one.row, one.field, one.value) for one in mapped.faults] == [
        (2, "kind", "Z"),
        (2, "group", "9"),
    ]


def test_a_missing_file_or_column_names_what_there_is() -> None:
    text = GOOD.replace("name: name", "name: nom").replace("groups.csv", "gruppen.csv")
    mapping, _ = parse_mapping(text)
    mapper = Mapper(mapping, open_table)
    assert mapper.apply(mapping.steps[0]) is None
    assert [(one.line, one.field, one.code) for one in mapper.faults] == [
        (7, "name", "NO_COLUMN"),
        (7, "group", "NO_TABLE"),
    ]
    assert mapper.faults[0].evidence["columns"] == ["no", "name", "kind", "grp"]


def test_a_rank_counts_in_order_of_appearance() -> None:
    text = """
qitao: 1
steps:
  - noun: work_order
    file: log.csv
    distinct: [number, sequence]
    columns:
      number: wo
      sequence: {rank: {of: op, within: wo, step: 10}}
"""
    rows = [("A", "x"), ("A", "y"), ("B", "y"), ("A", "x"), ("B", "z")]
    log = Table("log.csv", ("wo", "op"), rows, [2, 3, 4, 5, 6])
    mapping, faults = parse_mapping(text)
    assert faults == []
    mapped = Mapper(mapping, lambda _: log).apply(mapping.steps[0])
    assert mapped is not None
    assert mapped.batch.rows == (("A", "10"), ("A", "20"), ("B", "10"), ("B", "20"))


def test_a_template_numbers_rows_that_are_alike() -> None:
    text = """
qitao: 1
parameters: {p: "{x}"}
steps:
  - noun: report
    file: log.csv
    columns: {slip: {template: "${p}{wo}/{at}#{nth}"}, number: wo, operation: op}
"""
    rows = [("A", "1", "x"), ("A", "2", "x"), ("A", " 1", "y"), ("B", "1", "x"), ("A", "1", "x")]
    log = Table("log.csv", ("wo", "at", "op"), rows, [2, 3, 4, 5, 6])
    mapping, faults = parse_mapping(text)
    assert faults == []
    mapped = Mapper(mapping, lambda _: log).apply(mapping.steps[0])
    assert mapped is not None
    slips = [row[0] for row in mapped.batch.rows]
    assert slips == ["{x}A/1#1", "{x}A/2#1", "{x}A/1#2", "{x}B/1#1", "{x}A/1#3"]


def test_inline_rows_take_parameters() -> None:
    rows = "[{code: '${p}', name: 厂}]"
    text = f"qitao: 1\nparameters: {{p: P7}}\nsteps:\n  - noun: plant\n    rows: {rows}"
    mapping, faults = parse_mapping(text)
    assert faults == []
    mapped = Mapper(mapping, lambda _: None).apply(mapping.steps[0])
    assert mapped is not None
    assert mapped.batch.rows == (("P7", "厂"),)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", "1234.5"),
        ("１２．５", "12.5"),
        ("5%", "0.05"),
        ("1e3", "1000"),
        ("-0.5", "-0.5"),
        (".00", "0"),
        (" 7 ", "7"),
    ],
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert cells.read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "12 件", "1,23", "--1", "nan", "∞", "1e9999", "0x1"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Unreadable):
        cells.read_number(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-01", date(2026, 6, 1)),
        ("2026/6/1", date(2026, 6, 1)),
        ("2026年6月1日", date(2026, 6, 1)),
        ("20260601", date(2026, 6, 1)),
        ("2010-05-26 00:00:00", date(2010, 5, 26)),
        ("1.6.2026", date(2026, 6, 1)),
    ],
)
def test_dates_as_people_write_them(text: str, day: date) -> None:
    assert cells.read_date(text, ("%d.%m.%Y",)) == day


def test_a_moment_is_on_the_wall_of_its_zone() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    moment = cells.read_moment("2012-01-30 05:43", (), zone)
    assert moment == datetime(2012, 1, 29, 21, 43, tzinfo=UTC)
    assert cells.read_moment("2012-01-30T05:43:00Z", (), zone).tzinfo == UTC
    for text in ("30.1.2012", "2026-02-30", "2026-06-01 08:00"):
        with pytest.raises(Unreadable):
            cells.read_date(text)


def test_choices_by_code_or_by_words() -> None:
    assert cells.read_word("外购", MaterialKind) is MaterialKind.BUY
    assert cells.read_word("Bought", MaterialKind) is MaterialKind.BUY
    assert cells.read_word("BUY", MaterialKind) is MaterialKind.BUY
    assert cells.read_word("生产中", OrderState) is OrderState.IN_PRODUCTION
    with pytest.raises(Unreadable) as caught:
        cells.read_word("borrowed", MaterialKind)
    assert caught.value.evidence["names"] == ["make", "buy", "phantom"]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**11)))
def test_a_number_that_was_written_reads_back(value: Decimal) -> None:
    assert cells.read_number(f"{value:f}") == value


MATERIAL = NOUNS["material"]


def typed(*rows: dict[str, str | None]) -> tuple[list[object], list[tuple[int, str, str]]]:
    columns = tuple(rows[0])
    batch = Batch("material", columns, tuple(tuple(row.values()) for row in rows))
    given_rows, faults = read_rows(MATERIAL, batch, 0, Reading())
    built = build_rows(MATERIAL, given_rows, {}, faults, 0)
    return built.rows, [(one.row, one.field, one.code) for one in built.faults]


def test_every_bad_cell_of_every_row_is_named() -> None:
    good = {"code": "A", "name": "阀", "unit": "PCS", "kind": "make", "safety_stock": "5"}
    rows, faults = typed(
        good,
        good | {"safety_stock": "viele", "kind": "?"},
        good | {"code": "x" * 61, "name": None},
        good | {"safety_stock": "-1"},
        good | {"safety_stock": "1.1234567"},
        good | {"code": " B "},
    )
    assert faults == [
        (1, "kind", "NOT_ONE_OF"),
        (1, "safety_stock", "NOT_A_NUMBER"),
        (2, "code", "TOO_LONG"),
        (2, "name", "MISSING"),
        (3, "safety_stock", "TOO_SMALL"),
        (4, "safety_stock", "TOO_FINE"),
    ]
    assert [getattr(row, "code", None) for row in rows] == ["A", "B"]


def test_what_is_not_given_stays_as_stored_and_an_empty_cell_empties() -> None:
    [stored], _ = typed(
        {"code": "A", "name": "阀", "unit": "PCS", "kind": "make", "spec": "旧", "group": "G"}
    )
    batch = Batch("material", ("code", "spec"), (("A", "新"), ("B", "新")))
    rows, _ = read_rows(MATERIAL, batch, 0, Reading())
    assert [key_of(MATERIAL, row) for row in rows] == [("A",), ("B",)]
    built = build_rows(MATERIAL, rows, {("A",): stored}, [], 0)
    assert built.rows == [replace(stored, spec="新")]  # type: ignore[type-var]
    assert [(one.row, one.field, one.code) for one in built.faults] == [
        (1, "name", "MISSING"),
        (1, "unit", "MISSING"),
        (1, "kind", "MISSING"),
    ]
    emptied, _ = read_rows(
        MATERIAL, Batch("material", ("code", "group"), (("A", None),)), 0, Reading()
    )
    assert build_rows(MATERIAL, emptied, {("A",): stored}, [], 0).rows == [
        replace(stored, group=None)  # type: ignore[type-var]
    ]


def test_rows_of_one_document_must_agree() -> None:
    def row(sequence: int, name: str, **more: Any) -> Any:
        given = {"work_centre": "W", "plant": "P1", "material": "A", **more}
        return NOUNS["routing"].row(sequence=sequence, name=name, **given)

    rows = [
        row(10, "注塑", machine="M1"),
        row(10, "装配", machine="M2"),
        row(20, "装配", state="active"),
        row(10, "装配", material="B"),
    ]
    found = list(check_agreement(NOUNS["routing"], rows))
    assert [(one.row, one.field) for one in found] == [(2, "state"), (1, "name")]
    assert found[1].evidence["first"] == "注塑"


def test_documents_stand_together_and_faults_find_their_rows() -> None:
    row_type = NOUNS["bom"].row
    rows = [
        row_type(material=material, line_no=line, component="C", quantity=Decimal(1))
        for material, line in (("A", 1), ("B", 1), ("A", 2), ("B", 2), ("C", 1))
    ]
    places = [10, 11, 12, 13, 14]
    parts = list(split(NOUNS["bom"], rows, places, most=4))
    assert [part.places for part in parts] == [(10, 12, 11, 13), (14,)]
    first = parts[0]
    assert first.place_of(1, 1) == 13
    assert first.place_of(1, None) == 11
    assert first.rows_of(13) == {11, 13}
    whole = list(split(NOUNS["bom"], rows, places, most=1))
    assert [part.places for part in whole] == [(10, 12), (11, 13), (14,)]
    flat = list(split(MATERIAL, rows, places, most=2))
    assert [part.places for part in flat] == [(10, 11), (12, 13), (14,)]
    assert flat[0].rows_of(11) == {11}


def test_files_that_bear_our_names_need_no_mapping() -> None:
    tables = [
        (Source("物料.csv"), "物料.csv", ("物料编码", "名称", "单位", "类型")),
        (Source("book.xlsx", "unit"), "book.xlsx", ("code", "Name")),
    ]
    mapping, faults = native_mapping(tables)
    assert [(step.noun, sorted(step.columns)) for step in mapping.steps] == [
        ("unit", ["code", "name"]),
        ("material", ["kind", "name", "unit"]),
    ]
    assert [(fault.code, fault.evidence["value"]) for fault in faults] == [
        ("COLUMN_UNKNOWN", "物料编码")
    ]
    _, none = native_mapping([(Source("x.csv"), "x.csv", ("a",))])
    assert [fault.code for fault in none] == ["TABLE_UNKNOWN"]
    assert [fault.code for fault in native_mapping([])[1]] == ["NO_TABLES_OF_OURS"]


def test_a_title_that_a_column_had_once_is_known() -> None:
    mapping, faults = native_mapping([(Source("物料.csv"), "物料.csv", ("编码", "图片"))])
    assert [sorted(step.columns) for step in mapping.steps] == [["code", "image"]]
    assert faults == []
    unit = (Source("book.xlsx", "unit"), "book.xlsx", ("code", "图片"))
    told = [(fault.code, fault.evidence["value"]) for fault in native_mapping([unit])[1]]
    assert told == [("COLUMN_UNKNOWN", "图片")]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-cmd", "'-cmd"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=x", "''=x"),
        ("'-5", "'-5"),
        ("'x", "'x"),
        ("-1.5", "-1.5"),
        ("+86 10", "+86 10"),
        ("甲=乙", "甲=乙"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_would_run_is_guarded(text: str, written: str) -> None:
    assert guarded(text) == written
    assert unguarded(written) == text


@given(st.text(alphabet="'=+-@\t\r1. x", max_size=6))
def test_a_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
