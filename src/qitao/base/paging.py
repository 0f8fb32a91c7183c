"""Lists that people and machines leaf through: filter, sort and a cursor that never skips a row.

A floor's `sql/list_x.sql` selects and filters without ORDER BY and LIMIT; the part that is wanted
is cut out here by key set (`(column, key) > (last seen)`), never by OFFSET: rows that come or go
meanwhile shift nothing, and page 1,000 costs what page 1 costs.
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, LiteralString, TypeVar, cast

import psycopg

from qitao.base.refusal import INVALID, Refusal
from qitao.base.sql import SqlRoom, load, raw_connection, rows_of

Row = TypeVar("Row")
PAGE_MAX = 500
PAGE_USUAL = 50


@dataclass(frozen=True, slots=True)
class Ask:
    """Which part of a list is wanted: `after` is the sort value and key of the last row seen."""

    sort: str = "id"
    falling: bool = False
    after: tuple[Any, Any] | None = None
    limit: int = PAGE_USUAL


FIRST = Ask()


def page(
    room: SqlRoom, name: str, row: type[Row], ask: Ask = FIRST, *, key: str = "id", **params: Any
) -> list[Row]:
    """Return at most `ask.limit` rows of `sql/<name>.sql` behind the cursor, in the wanted order.

    `ask.sort` must be a column of `row` that is never null; `key` must be unique. One row more than
    `PAGE_MAX` may be asked for, to learn whether there are more.
    """
    columns = {field.name for field in fields(cast("Any", row))}
    if ask.sort not in columns or key not in columns:
        raise ValueError(f"{name} cannot be sorted by {ask.sort}, {key}")
    statement = cut(room.package, name, ask.sort, key, ask.falling, ask.after is not None)
    value, last = ask.after or (None, None)
    bounds = {"after_value": value, "after_key": last, "limit": min(ask.limit, PAGE_MAX + 1)}
    binding = psycopg.ClientCursor if load(room.package, name).custom_plan else psycopg.Cursor
    with binding(raw_connection(), row_factory=rows_of(row)) as cursor:
        try:
            cursor.execute(statement, params | bounds)
        except psycopg.DataError as error:
            raise Refusal(INVALID, problems=[f"cursor, filter: {error}"]) from error
        return cursor.fetchall()


@cache
def cut(package: str, name: str, sort: str, key: str, falling: bool, later: bool) -> LiteralString:
    """Return the statement for one page: the list's own in its frame."""
    way, sign = ("DESC", "<") if falling else ("ASC", ">")
    behind = f"WHERE ({sort}, {key}) {sign} (%(after_value)s, %(after_key)s)" if later else ""
    frame = load(__package__, "cut_page").text
    rows = load(package, name).text
    return frame.format(rows=rows, behind=behind, sort=sort, key=key, way=way)
