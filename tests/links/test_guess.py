"""What foreign tables hold is guessed: pure, from names, heads and a few values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qitao.catalog.values import MaterialKind
from qitao.links.rules import cells
from qitao.links.rules.guess import IN_ORDER, find_header, guess, guess_fields, guess_noun, step_of
from qitao.links.rules.mapping import parse_mapping, text_of
from qitao.links.rules.rows import fields_of
from qitao.links.rules.synonyms import named
from qitao.links.rules.tables import Mapper, Table
from qitao.links.values.mapping import Mapping, Source, Step
from qitao.links.values.nouns import NOUNS


def table(heads: str, *rows: str) -> Table:
    columns = tuple(heads.split(","))
    texts = [tuple(row.split(",")) for row in rows]
    return Table("x.csv", columns, texts, list(range(2, len(rows) + 2)))


def fields_found(noun: str, heads: str, *rows: str) -> str:
    return ",".join(field or "-" for field in guess_fields(noun, table(heads, *rows)).values())


@pytest.mark.parametrize(
    ("noun", "heads", "fields"),
    [
        ("material", "料号,品名,计量单位,类别", "code,name,unit,kind"),
        ("material", "物料编码,物料名称,规格/型号,单位", "code,name,spec,unit"),
        ("material", "Item No.,Description,UoM,Type,Colour", "code,name,unit,kind,-"),
        ("material", "*品号,名称,单价（元）,安全库存(KG)", "code,name,-,safety_stock"),
        (
            "bom",
            "父件编码,子件编码,单位用量,损耗率,序号",
            "material,component,quantity,scrap_rate,line_no",
        ),
        ("bom", "母件,材料编码,用量", "material,component,quantity"),
        ("opening_stock", "仓库,物料代码,批号,现存量", "location,material,lot,quantity"),
        ("work_order", "工单号,料号,数量,完工日期", "number,material,quantity,due_on"),
        ("work_order", "Job No,Part Number,Qty,Due Date", "number,material,quantity,due_on"),
        (
            "purchase_line",
            "采购单号,项次,供应商,料号,数量,交期",
            "number,line,partner,material,ordered,expected_on",
        ),
        ("partner", "供应商编码,供应商名称,联系人,手机", "code,name,contact,phone"),
        (
            "routing",
            "产品编码,工序号,工序,工作中心,标准工时",
            "material,sequence,name,work_centre,run_minutes",
        ),
        ("machine", "设备编号,设备名称,产线", "code,name,work_centre"),
    ],
)
def test_columns_are_known_by_what_plants_call_them(noun: str, heads: str, fields: str) -> None:
    assert fields_found(noun, heads) == fields


def test_what_stands_in_a_column_decides_where_its_head_does_not() -> None:
    heads = "料号,品名,单位,类别"
    assert fields_found("material", heads, "A,a,KG,外购件") == "code,name,unit,kind"
    assert fields_found("material", heads, "A,a,KG,五金") == "code,name,unit,group"


@pytest.mark.parametrize(
    ("name", "heads", "noun"),
    [
        ("导出20240301", "料号,品名,计量单位,类别", "material"),
        ("Sheet1", "父件料号,子件料号,用量,损耗率", "bom"),
        ("Sheet1", "父件料号,子件料号,用量", "bom"),
        ("Sheet1", "工单号,料号,数量,交期", "work_order"),
        ("Sheet1", "Item No,Warehouse,Batch,On Hand", "opening_stock"),
        ("Sheet1", "供应商编码,供应商名称,联系人,电话", "partner"),
        ("供应商 2024-03", "编码,名称", "partner"),
        ("不良代码", "编码,名称", "scrap_reason"),
        ("Sheet1", "编码,名称", ""),
        ("odd", "a,b", ""),
    ],
)
def test_the_kind_of_data_follows_from_name_and_heads(name: str, heads: str, noun: str) -> None:
    assert guess_noun(name, table(heads)) == noun


def test_our_own_names_need_nobody_to_look_at_them() -> None:
    own = guess(Source("物料.csv"), table("编码,名称,单位,类型", "A,a,KG,五金"))
    assert (own.noun, own.sure, own.native) == ("material", True, True)
    foreign = guess(Source("物料.csv"), table("料号,品名,计量单位,类别"))
    assert (foreign.noun, foreign.sure) == ("material", False)
    out = guess(Source("库存余额.csv"), table("工厂,库位"))
    assert (out.noun, out.sure, out.step) == ("", True, None)


def kept(noun: str, **more: Any) -> list[Step]:
    fields = {"甲": "code", "乙": "name", "丙": ""}
    return [step_of(Source("old.csv"), noun, fields, more)]


def test_what_was_chosen_before_is_chosen_again_for_the_same_columns() -> None:
    before = kept("material", kind="buy")
    same = guess(Source("new.csv"), table("乙,甲,丙"), before)
    assert (same.noun, same.sure, same.values) == ("material", True, {"kind": "buy"})
    assert same.fields == {"甲": "code", "乙": "name", "丙": ""}
    more = guess(Source("material.csv"), table("甲,乙,丙,单位"), before)
    assert (more.sure, more.fields) == (
        False,
        {"甲": "code", "乙": "name", "丙": "", "单位": "unit"},
    )


def test_lines_without_numbers_are_numbered_as_they_come_and_so_again() -> None:
    heads = table("父件,子件,用量,备用", "A,B,1,x", "A,C,2,x", "D,B,1,x")
    fields = {**guess_fields("bom", heads), "备用": ""}
    step = step_of(Source("x.csv"), "bom", fields, {"line_no": IN_ORDER})
    mapped = Mapper(Mapping({}, (step,)), lambda _: heads).apply(step)
    assert mapped is not None
    place = mapped.batch.columns.index("line_no")
    assert [row[place] for row in mapped.batch.rows] == ["10", "20", "10"]
    again = guess(Source("y.csv"), heads, parse_mapping(text_of([step]))[0].steps)
    assert (again.noun, again.sure, again.values) == ("bom", True, {"line_no": IN_ORDER})


def test_columns_that_two_kinds_of_data_share_are_asked_for_again() -> None:
    before = kept("unit") + kept("scrap_reason")
    assert not guess(Source("new.csv"), table("甲,乙,丙"), before).sure
    assert guess(Source("old.csv"), table("甲,乙,丙"), before).noun == "unit"
    assert guess(Source("不良原因.csv"), table("甲,乙,丙"), before).noun == "scrap_reason"


def test_a_mapping_that_does_more_than_columns_is_not_taken_for_a_choice() -> None:
    text = "qitao: 1\nsteps:\n  - {noun: unit, columns: {code: 甲}, distinct: [code]}\n"
    assert not guess(Source("new.csv"), table("甲"), parse_mapping(text)[0].steps).sure


def test_the_head_may_stand_below_a_title() -> None:
    rows = [["物料一览表", None], [None, None], ["料号", "品名"], ["A", "名称"]]
    assert find_header(rows) == 3
    assert find_header([["a", "b"], ["c", "d"]]) == 1
    assert find_header([]) == 1


def test_what_was_chosen_reads_the_same_from_its_yaml() -> None:
    steps = [
        step_of(Source("b.xlsx", "表 1", 3), "bom", {"父: 件": "material", "2": "component"}, {}),
        step_of(
            Source("a.csv"), "material", {"no": "code", "x": ""}, {"kind": "buy", "name": "$1"}
        ),
    ]
    steps[0] = step_of(
        steps[0].source, "bom", {"父: 件": "material", "2": "component"}, {"line_no": IN_ORDER}
    )
    mapping, faults = parse_mapping(text_of(steps))
    assert faults == []
    assert [step.noun for step in mapping.steps] == ["material", "bom"]
    plain = {step.noun: step for step in mapping.steps}
    for step in steps:
        read = plain[step.noun]
        assert (read.source, read.columns, read.ignore) == (step.source, step.columns, step.ignore)


@given(st.lists(st.text(alphabet="编码名称( ）*x", max_size=6), max_size=8, unique=True))
def test_no_heads_crash_the_guess(heads: list[str]) -> None:
    found = guess(Source("x.csv"), Table("x.csv", tuple(heads), [], []))
    fields = [field for field in found.fields.values() if field]
    assert len(fields) == len(set(fields))


def test_the_table_of_words_names_only_what_there_is() -> None:
    words = named()
    fields = {field for spec in NOUNS.values() for field in fields_of(spec.row)}
    assert set(words["noun"]) <= set(NOUNS)
    assert set(words["column"]) <= fields
    for noun, own in words["column_of"].items():
        assert set(own) <= set(fields_of(NOUNS[noun].row)), noun


@pytest.mark.parametrize(
    ("word", "kind"), [("采购件", "buy"), ("自制件", "make"), ("Purchased", "buy"), ("外购", "buy")]
)
def test_a_choice_may_be_written_as_plants_write_it(word: str, kind: str) -> None:
    assert cells.read_word(word, MaterialKind) == kind


def test_no_word_of_a_choice_means_two() -> None:
    for kind, values in named()["choice"].items():
        every = [cells._folded(word) for words in values.values() for word in words]
        assert len(every) == len(set(every)), kind
