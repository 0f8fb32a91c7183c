"""What a measurement is turned into: a table in both languages, a well-formed picture."""

from typing import Any
from xml.etree import ElementTree

from benchmarks import measure, picture, publish, rows

MACHINE = {
    "cpu": "x",
    "cores": 2,
    "memory_gb": 8.0,
    "system": "Linux",
    "postgresql": "18",
    "fsync": "on",
    "python": "3.13",
    "django": "5.2",
    "measured_at": "2026-01-01T00:00:00+00:00",
}


def line(name: str, product: float, holds: bool, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "what": f"{name} what",
        "what_zh": f"{name} 测什么",
        "target": "≤ 1 s",
        "target_zh": "≤ 1 秒",
        "unit": "ms",
        "product": product,
        "raw": None,
        "ratio": None,
        "holds": holds,
        **more,
    }


ROWS = [
    line("kit_check_10000", 300.0, True, raw=200.0, ratio=1.5),
    line("order_life", 20.0, False, unit="orders/s"),
]


def test_every_row_says_in_both_languages_what_it_measures() -> None:
    rows.load()
    for row in measure.ROWS.values():
        assert all((row.zh, row.target_zh, row.what, row.target)), row.name
        assert row.name in picture.GOALS, row.name
        assert row.name in picture.LABELS, row.name


def test_the_table_names_what_was_not_reached() -> None:
    document = {"rows": ROWS, "machine": MACHINE, "plan": {"runs": 5}}
    english, chinese = publish.section(document, "en"), publish.section(document, "zh")
    assert "| ✓ | kit_check_10000 what | ≤ 1 s | 300 ms | 200 ms | 1.50 |" in english
    assert "Not reached: order_life what." in english
    assert "未达标：order_life 测什么。" in chinese


def test_the_marks_stay_when_the_table_is_written_again() -> None:
    once = publish._replaced("a\n<!-- bench -->\nb\n", "table")
    assert once == "a\n<!-- bench -->\ntable\n<!-- /bench -->\nb\n"
    assert publish._replaced(once, "new") == once.replace("table", "new")


def test_the_picture_is_well_formed_and_tells_reached_from_missed() -> None:
    drawn = picture.draw(ROWS)
    ElementTree.fromstring(drawn)
    assert 'class="g"' in drawn
    assert 'class="s"' in drawn
    assert picture.reached(ROWS[0]) == 2 / 1.5
    assert picture.reached(ROWS[1]) == 0.5
