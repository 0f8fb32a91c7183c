"""A read: one list of one floor as `GET /api/v1/<floor>/<noun>`."""

import inspect
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model
from pydantic_core import from_json, to_json

from qitao.api import bodies, problems
from qitao.api.values import CURSOR_MALFORMED, Answer, Call
from qitao.base.actor import Actor, Permission
from qitao.base.paging import PAGE_MAX, PAGE_USUAL, Ask
from qitao.base.refusal import Refusal

CURSOR_CHARS_MAX = 500
SCALARS = (str, int, float, bool, type(None))
Limit = Annotated[int, Field(ge=1, le=PAGE_MAX)]
CursorText = Annotated[str, Field(max_length=CURSOR_CHARS_MAX)]
PAGING = ("sort", "cursor", "limit")


def no_scope(_: Actor) -> dict[str, Any]:
    """Add nothing to the query: whoever holds the permission may see every row."""
    return {}


@dataclass(frozen=True)
class Read:
    """One list: `query(ask, **filters)` returns rows; `sorts` are its columns without nulls.

    The first of `sorts` is the usual order. `scope(actor)` gives the parameters that keep the
    caller to the rows he may see; they are no filters of his.
    """

    floor: str
    noun: str
    permission: Permission
    row: type
    query: Callable[..., list[Any]]
    sorts: tuple[str, ...] = ("id",)
    key: str = "id"
    scope: Callable[[Actor], dict[str, Any]] = no_scope
    scoped: tuple[str, ...] = ()
    method = "GET"

    @property
    def path(self) -> str:
        """The address beneath /api/."""
        return f"v1/{self.floor}/{self.noun}"

    @property
    def purpose(self) -> str:
        """What the list shows."""
        return inspect.getdoc(self.query) or ""

    @cached_property
    def given(self) -> type[BaseModel]:
        """The model of the query string: the query's own filters, and the paging."""
        hints = get_type_hints(self.query, include_extras=True)
        shape: dict[str, Any] = {
            name: (hints[name], ... if parameter.default is parameter.empty else parameter.default)
            for name, parameter in inspect.signature(self.query).parameters.items()
            if parameter.kind is parameter.KEYWORD_ONLY and name not in self.scoped
        }
        orders = tuple(f"{sign}{column}" for column in self.sorts for sign in ("", "-"))
        shape["sort"] = (Literal[orders], self.sorts[0])
        shape["cursor"] = (CursorText | None, None)
        shape["limit"] = (Limit, PAGE_USUAL)
        title = f"{self.floor}_{self.noun}_query"
        return create_model(title, __config__=ConfigDict(extra="forbid"), **shape)

    @cached_property
    def rows(self) -> TypeAdapter[list[Any]]:
        """The adapter of the rows alone."""
        return TypeAdapter(list[self.row])  # type: ignore[name-defined]

    @cached_property
    def result(self) -> TypeAdapter[Any]:
        """The adapter of a page: rows, and the cursor of the next page."""
        page = create_model(
            f"{self.floor}_{self.noun}_page",
            rows=(list[self.row], ...),  # type: ignore[name-defined]
            next=(str | None, Field(description="The cursor of the next page, null at the end")),
        )
        return TypeAdapter(page)

    def read(self, call: Call) -> dict[str, Any]:
        """Return the typed filters and paging of a query string."""
        try:
            given = self.given.model_validate_strings(bodies.fields_of(call.query))
        except ValidationError as error:
            raise problems.invalid(error) from error
        return dict(given.__dict__)

    def run(self, actor: Actor, values: dict[str, Any]) -> Answer:
        """Return one page of rows, and the cursor of the next where there may be one."""
        sort, cursor, limit = (values.pop(name) for name in PAGING)
        after = decode(cursor, sort) if cursor else None
        ask = Ask(sort.removeprefix("-"), sort.startswith("-"), after, limit + 1)
        rows = self.query(ask, **values, **self.scope(actor))
        more, rows = len(rows) > limit, rows[:limit]
        last = encode(sort, rows[-1], self.key) if more else None
        written = self.rows.dump_json(rows, warnings=False)  # arrays and enums come as lists, texts
        return Answer(200, b'{"rows":%b,"next":%b}' % (written, to_json(last)))


def encode(sort: str, row: Any, key: str) -> str:
    """Return the cursor behind a row; it holds for one order only."""
    document = [sort, getattr(row, sort.removeprefix("-")), getattr(row, key)]
    return urlsafe_b64encode(to_json(document, fallback=str)).decode().rstrip("=")


def decode(cursor: str, sort: str) -> tuple[Any, Any]:
    """Return where a cursor stands; refuses `CURSOR_MALFORMED` for one not made for this order."""
    try:
        document = from_json(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise Refusal(CURSOR_MALFORMED) from error
    if not isinstance(document, list) or len(document) != 3 or document[0] != sort:
        raise Refusal(CURSOR_MALFORMED)
    _, value, key = document
    if not isinstance(value, SCALARS) or not isinstance(key, SCALARS) or "\0" in f"{value}{key}":
        raise Refusal(CURSOR_MALFORMED)
    return value, key
