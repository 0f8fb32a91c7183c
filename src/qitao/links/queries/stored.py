"""Stored rows as people write them: to be merged with given ones, or to go out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg

from qitao.base.sql import SqlRoom, load, raw_connection, rows_of
from qitao.catalog.queries import typed
from qitao.catalog.queries.rows import ROWS
from qitao.catalog.values import VIRTUAL_KINDS
from qitao.links.values.nouns import Noun

OWN = SqlRoom("qitao.links")
CATALOG = SqlRoom("qitao.catalog")
FETCHED_ROWS = 2_000

OWN_ROWS = {
    "org_unit": "list_org_unit_rows",
    "plant": "list_plant_rows",
    "user": "list_user_rows",
    "assignment": "list_assignment_rows",
    "opening_stock": "list_opening_stock_rows",
    "stock_balance": "list_stock_balance_rows",
    "purchase_line": "list_purchase_line_rows",
    "work_order": "list_work_order_rows",
    "report": "list_report_rows",
}
NARROWED_BY = {
    "assignment": ("user",),
    "unit_conversion": ("from_unit", "to_unit"),
    "supplier_item": ("material", "partner"),
    "location": ("plant", "code"),
    "work_centre": ("plant", "code"),
    "bom": ("material",),
    "bom_substitute": ("material",),
    "routing": ("material",),
    "opening_stock": ("material", "location"),
    "stock_balance": ("material", "location"),
    "purchase_line": ("number",),
    "work_order": ("number",),
}
"""Which key fields a noun's rows are narrowed by; the key itself where nothing is said."""


def _file(noun: Noun) -> tuple[SqlRoom, str]:
    if noun.name in OWN_ROWS:
        return OWN, OWN_ROWS[noun.name]
    return CATALOG, ROWS[noun.name]


def _fields(noun: Noun) -> tuple[str, ...]:
    return NARROWED_BY.get(noun.name, noun.key)


def _params(noun: Noun, keys: Sequence[tuple[Any, ...]] | None) -> dict[str, Any]:
    params: dict[str, Any] = dict.fromkeys(_fields(noun))
    if keys is not None:
        places = {name: noun.key.index(name) for name in params}
        params = {
            name: sorted({key[place] for key in keys if key[place] is not None})
            for name, place in places.items()
        }
    if noun.name == "opening_stock":
        params["virtual"] = sorted(str(kind) for kind in VIRTUAL_KINDS)
    return params


def find_stored(noun: Noun, keys: Sequence[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], Any]:
    """Return the stored rows of a noun that have one of the keys, by key."""
    if not keys:
        return {}
    room, file = _file(noun)
    rows = typed(room.all(file, noun.row, **_params(noun, keys)), noun.row)
    return {tuple(getattr(row, name) for name in noun.key): row for row in rows}


def stream_rows(noun: Noun) -> Iterator[Any]:
    """Yield every row of a noun in the order of its key, a few thousand at a time."""
    room, file = _file(noun)
    statement = load(room.package, file).text
    cursor = psycopg.ServerCursor(
        raw_connection(), f"links_{noun.name}", row_factory=rows_of(noun.row), withhold=True
    )
    with cursor:
        cursor.execute(statement, _params(noun, None))
        while rows := cursor.fetchmany(FETCHED_ROWS):
            yield from typed(rows, noun.row)
