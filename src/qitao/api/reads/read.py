"""A read: one list of one floor as `GET /api/v1/<floor>/<noun>`."""

import inspect
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model
from pydantic_core import from_json, to_json

from qitao.api import bodies, problems
from qitao.api.values import CURSOR_MALFORMED, Answer, Call
from qitao.base.actor import Actor, Permission
from qitao.base.paging import PAGE_MAX, PAGE_USUAL, Ask
from qitao.base.refusal import Refusal

CURSOR_CHARS_MAX = 500
SCALARS = (str, int, float, bool, type(None))
CursorText = Annotated[str, Field(max_length=CURSOR_CHARS_MAX)]
PAGING = ("sort", "cursor", "limit")

Scope = Mapping[str, Callable[[Actor], Any]]


def plants_of(permission: Permission) -> Scope:
    """Keep a query's `plants` to those where the caller holds the permission."""
    return {"plants": lambda actor: actor.plants_of(permission)}


def by_actor() -> Scope:
    """Hand the caller to a query that keeps to his rows itself."""
    return {"actor": lambda actor: actor}


def before(ask: Ask) -> Any:
    """Return the id behind which a list goes on that is left through by id alone."""
    if ask.after is None:
        return None
    if not isinstance(ask.after[1], int):
        raise Refusal(CURSOR_MALFORMED)
    return ask.after[1]


@dataclass(frozen=True)
class Read:
    """One list. `query`'s parameters are the filters, but for what `scope` sets.

    With `sorts` (columns without nulls, the usual order first) the query takes an `Ask` before its
    filters and is left through by a cursor; `one_way` knows no reversed order, and `marks` names
    the columns of a cursor that holds more than the sort column and the key. The query must be able
    to return one row more than `limit_max`. Without `sorts` the list is small and comes whole.
    `unbounded` lists rows that name no plant: it refuses `OUT_OF_SCOPE` to a right with bounds.
    """

    floor: str
    noun: str
    permission: Permission
    row: Any
    query: Callable[..., list[Any]]
    sorts: tuple[str, ...] = ("id",)
    key: str = "id"
    scope: Scope = field(default_factory=dict)
    one_way: bool = False
    marks: tuple[str, ...] = ()
    limit_max: int = PAGE_MAX
    unbounded: bool = False
    version: Callable[..., str] | None = None
    """What of one record `If-Match` asks for, told as `ETag`; read before the rows."""
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
        parameters = list(inspect.signature(self.query).parameters.values())
        shape: dict[str, Any] = {
            each.name: (
                _concrete(hints[each.name]),
                ... if each.default is each.empty else each.default,
            )
            for each in parameters[1 if self.sorts else 0 :]
            if each.name not in self.scope
        }
        if self.sorts:
            shape["sort"] = (Literal[self.orders()], self.orders()[0])
            shape["cursor"] = (CursorText | None, None)
            shape["limit"] = (Annotated[int, Field(ge=1, le=self.limit_max)], PAGE_USUAL)
        title = f"{self.floor}_{self.noun}_query"
        return create_model(title, __config__=ConfigDict(extra="forbid"), **shape)

    def orders(self) -> tuple[str, ...]:
        """Return what `sort` may say, the usual order first."""
        if self.one_way:
            return self.sorts
        reversals = {name: name[1:] if name.startswith("-") else f"-{name}" for name in self.sorts}
        return tuple(order for pair in reversals.items() for order in pair)

    @cached_property
    def plural(self) -> frozenset[str]:
        """The fields that may stand more than once in a query string."""
        described = self.given.model_json_schema().get("properties", {})
        return frozenset(name for name, schema in described.items() if _is_array(schema))

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
            given = self.given.model_validate(bodies.fields_of(call.query, self.plural))
        except ValidationError as error:
            raise problems.invalid(error) from error
        return dict(given.__dict__)

    def run(self, actor: Actor, values: dict[str, Any]) -> Answer:
        """Return one page of rows, and the cursor of the next where there may be one."""
        if self.unbounded:
            actor.check_everywhere(self.permission)
        scope = {name: value(actor) for name, value in self.scope.items()}
        if not self.sorts:
            headers = (("ETag", f'"{self.version(**values)}"'),) if self.version else ()
            return replace(self._answer(self.query(**values, **scope), None), headers=headers)
        sort, cursor, limit = (values.pop(name) for name in PAGING)
        after: Any = self._decode(cursor, sort) if cursor else None
        ask = Ask(sort.removeprefix("-"), sort.startswith("-"), after, limit + 1)
        rows = self.query(ask, **values, **scope)
        more, rows = len(rows) > limit, rows[:limit]
        return self._answer(rows, self._encode(sort, rows[-1]) if more else None)

    def _answer(self, rows: list[Any], following: str | None) -> Answer:
        written = self.rows.dump_json(rows, warnings=False)  # arrays and enums come as lists, texts
        return Answer(200, b'{"rows":%b,"next":%b}' % (written, to_json(following)))

    def _encode(self, sort: str, row: Any) -> str:
        """Return the cursor behind a row; it holds for one order only."""
        marks = self.marks or (sort.removeprefix("-"), self.key)
        document = [sort, *(getattr(row, mark) for mark in marks)]
        return urlsafe_b64encode(to_json(document, fallback=str)).decode().rstrip("=")

    def _decode(self, cursor: str, sort: str) -> tuple[Any, ...]:
        """Return where a cursor stands; refuses `CURSOR_MALFORMED` for one not made for this."""
        try:
            document = from_json(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        except ValueError as error:
            raise Refusal(CURSOR_MALFORMED) from error
        wanted = 1 + (len(self.marks) or 2)
        if not isinstance(document, list) or len(document) != wanted or document[0] != sort:
            raise Refusal(CURSOR_MALFORMED)
        if any(not isinstance(mark, SCALARS) or "\0" in f"{mark}" for mark in document):
            raise Refusal(CURSOR_MALFORMED)
        return tuple(document[1:])


def _concrete(hint: Any) -> Any:
    """Return a type that input can be read as: any collection is a tuple."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Collection, Sequence):
        return tuple[parts[0], ...]  # type: ignore[valid-type]
    if origin in (Union, UnionType):
        return Union[tuple(_concrete(part) for part in parts)]  # noqa: UP007 - built at run time
    return hint


def _is_array(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "array" or any(
        part.get("type") == "array" for part in schema.get("anyOf", ())
    )
