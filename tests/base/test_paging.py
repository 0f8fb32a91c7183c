"""A list is left through without skipping or repeating, whatever is written meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection

from qitao.base.paging import PAGE_MAX, Ask, page
from qitao.base.refusal import INVALID, Refusal
from qitao.base.sql import SqlRoom, load, parse

pytestmark = pytest.mark.usefixtures("real_db")
ROOM = SqlRoom("tests.base")


@dataclass(frozen=True, slots=True)
class Pot:
    id: int
    colour: str
    turns: int


@pytest.fixture(autouse=True)
def _pots(real_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    text = "-- Pots.\n-- index: none (test)\nSELECT * FROM test_pots WHERE turns >= %(turns)s::int"
    monkeypatch.setattr(
        "qitao.base.paging.load",
        lambda package, name: parse(name, text) if name == "pots" else load(package, name),
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE test_pots (id bigint, colour text, turns int)")
        cursor.execute(
            "INSERT INTO test_pots SELECT n, (ARRAY['red', 'blue', 'green'])[n %% 3 + 1], n / 4 "
            "FROM generate_series(1, 25) AS n",
            [],
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_pots")


def leaf_through(sort: str, *, falling: bool, limit: int = 4) -> list[Pot]:
    found: list[Pot] = []
    after = None
    while rows := page(ROOM, "pots", Pot, Ask(sort, falling, after, limit), turns=0):
        assert len(rows) <= limit
        found += rows
        after = (getattr(rows[-1], sort), rows[-1].id)
    return found


@pytest.mark.parametrize("sort", ["id", "colour", "turns"])
@pytest.mark.parametrize("falling", [False, True])
def test_every_row_comes_once_and_in_order(sort: str, falling: bool) -> None:
    rows = leaf_through(sort, falling=falling)
    keys = [(getattr(row, sort), row.id) for row in rows]
    assert sorted(keys, reverse=falling) == keys
    assert {row.id for row in rows} == set(range(1, 26))


def test_filters_hold_on_every_page() -> None:
    assert len(page(ROOM, "pots", Pot, Ask(limit=50), turns=5)) == 6


def test_a_row_written_meanwhile_shifts_nothing() -> None:
    first = page(ROOM, "pots", Pot, Ask("turns", limit=10), turns=0)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO test_pots VALUES (0, 'red', 0)")
    after = (first[-1].turns, first[-1].id)
    rest = page(ROOM, "pots", Pot, Ask("turns", after=after, limit=50), turns=0)
    assert {row.id for row in first} | {row.id for row in rest} == set(range(1, 26))


def test_a_column_that_the_row_does_not_show_cannot_be_sorted_by() -> None:
    with pytest.raises(ValueError, match="cannot be sorted"):
        page(ROOM, "pots", Pot, Ask("id; DROP TABLE test_pots"), turns=0)


def test_a_cursor_of_another_type_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        page(ROOM, "pots", Pot, Ask("turns", after=("red", 1)), turns=0)
    assert caught.value.code is INVALID


def test_no_page_is_larger_than_the_maximum() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO test_pots SELECT n, 'red', 9 FROM generate_series(100, 1000) AS n"
        )
    assert len(page(ROOM, "pots", Pot, Ask(limit=10_000), turns=0)) == PAGE_MAX + 1
