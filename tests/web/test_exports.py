"""What lists and the import page hand out as files: Excel and CSV, only what one may see."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

from django.urls import reverse

from qitao.kitting.queries import list_shortages
from qitao.web.shell import sheets
from tests.web.conftest import Visitor
from tests.web.town import Town


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_a_list_is_exported_as_csv_with_its_filters(town: Town, visitor: Visitor) -> None:
    client, url = visitor("planner"), reverse("orders:orders")
    page = client.get(url, {"state": "draft"}).content.decode()
    assert "export=xlsx" in page
    assert "export=csv" in page
    answer = client.get(url, {"state": "draft", "export": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert ".csv" in answer["Content-Disposition"]
    rows = read(answer.content)
    assert rows[0][0] == "工单号"
    assert [row[0] for row in rows[1:]] == [town.orders["draft"].number]


def test_a_noun_is_exported_as_csv(town: Town, visitor: Visitor) -> None:
    client, url = visitor("administrator"), reverse("imports:export", args=["material"])
    assert f"{url}?format=csv" in client.get(reverse("imports:imports")).content.decode()
    answer = client.get(url, {"format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert {"CASE", "RESIN"} <= {row[0] for row in read(answer.content)}
    assert client.get(url, {"format": "doc"}).status_code == 404
    assert visitor("operator").get(url, {"format": "csv"}).status_code == 403


def test_no_text_of_a_csv_turns_into_a_formula() -> None:
    row = ["=1+1", "@x", "-cmd", "-5", "+86 10", Decimal("-1.500"), None, "甲,乙"]
    row += ["-2+3+cmd|' /C calc'!A0", "+86-10-1", "-1.5", "-5\n+1", "+1e5"]
    content = sheets.comma_separated(["=a"], [row])
    told = ["'=1+1", "'@x", "'-cmd", "-5", "+86 10", "-1.5", "", "甲,乙"]
    told += ["'-2+3+cmd|' /C calc'!A0", "'+86-10-1", "-1.5", "'-5\n+1", "'+1e5"]
    assert read(content) == [["'=a"], told]
    book = sheets.workbook("a", ["=A1"], [row[:5]])
    with ZipFile(BytesIO(book)) as parts:
        written = [parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/")]
    assert [b"<f>" in sheet for sheet in written] == [False]


def test_short_materials_are_exported_with_who_holds_them(town: Town, visitor: Visitor) -> None:
    client, url = visitor("planner"), reverse("kits:kits")
    assert "export=csv" in client.get(url).content.decode()
    heads, *rows = read(client.get(url, {"export": "csv"}).content)
    assert heads[:5] == ["物料编码", "物料", "规格", "缺口", "单位"]
    told = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    short = {each.code: each for each in list_shortages(town.shop.plant)}
    assert set(told) == set(short) != set()
    for code, row in told.items():
        assert Decimal(row["缺口"]) == short[code].short
        assert Decimal(row["现存"]) == short[code].on_hand
    holder = f"{town.orders['running'].number} "
    assert any(holder in row["被谁占用"] for row in told.values())
    words = read(visitor("planner", lang="en").get(url, {"export": "csv"}).content)  # type: ignore[call-arg]
    assert words[0][:4] == ["Material code", "Material", "Specification", "Gap"]
    assert client.get(url, {"export": "xlsx"}).content.startswith(b"PK")
    assert visitor("nobody").get(url, {"export": "csv"}).status_code == 403


def test_the_board_is_exported_card_by_card(town: Town, visitor: Visitor) -> None:
    client, url = visitor("workshop_director"), reverse("board:board")
    assert "export=xlsx" in client.get(url).content.decode()
    heads, *rows = read(client.get(url, {"export": "csv"}).content)
    assert len(heads) == len(rows[0]) == 14
    told = [(row[0], row[1]) for row in rows]
    states = ["待排产", "已排产", "生产中"]
    assert [state for state, _ in told] == sorted((s for s, _ in told), key=states.index)
    assert ("生产中", town.orders["running"].number) in told
    assert town.orders["draft"].number not in [number for _, number in told]
    assert rows[0][heads.index("在等什么")]
    assert not any("<" in cell for row in rows for cell in row)
    none = client.get(url, {"export": "csv", "work_centre": "999999"})
    assert len(read(none.content)) == 1
    assert visitor("nobody").get(url, {"export": "csv"}).status_code == 403
