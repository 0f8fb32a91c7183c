"""What lists and the import page hand out as files: Excel and CSV, only what one may see."""

import csv
from decimal import Decimal
from io import StringIO

from django.urls import reverse

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
    content = sheets.comma_separated(["a"], [row])
    told = ["'=1+1", "'@x", "'-cmd", "-5", "+86 10", "-1.5", "", "甲,乙"]
    told += ["'-2+3+cmd|' /C calc'!A0", "'+86-10-1", "-1.5", "'-5\n+1", "'+1e5"]
    assert read(content) == [["a"], told]
