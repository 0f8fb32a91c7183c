"""Operations written by hand, for addresses that other systems expect.

A floor's engineer adds a `Written(...)` to `EXTRA`; it is answered, documented and tested like all
others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from qitao.api.operation import read_body
from qitao.api.values import Answer, Call
from qitao.base.actor import Actor, Permission
from qitao.kitting.queries import AskedLine, Availability, check_availability
from qitao.kitting.values import ASKED_MAX, ViewKits
from qitao.production.queries import list_draft_demands

OrderNumber = Annotated[str, Field(min_length=1, max_length=100)]


@dataclass(frozen=True)
class Written:
    """One operation written by hand, at `/api/<path>`.

    `answer(actor, **values)` gets the fields of `given` and returns what `result` describes.
    """

    path: str
    permission: Permission
    given: type[BaseModel]
    result: TypeAdapter[Any]
    answer: Callable[..., Any]
    method: str = "POST"

    @property
    def purpose(self) -> str:
        """The docstring of the function."""
        return self.answer.__doc__ or ""

    def read(self, call: Call) -> dict[str, Any]:
        """Return the typed values of the body."""
        return read_body(self.given, call)

    def run(self, actor: Actor, values: dict[str, Any]) -> Answer:
        """Ask the function and write what it returns; refuse without the permission."""
        actor.check(self.permission)
        return Answer(200, self.result.dump_json(self.answer(actor, **values)))


class InventoryAsked(BaseModel):
    """Orders by their numbers, and lines that nobody ordered yet."""

    model_config = ConfigDict(extra="forbid")
    orders: Annotated[tuple[OrderNumber, ...], Field(max_length=ASKED_MAX)] = ()
    lines: Annotated[tuple[AskedLine, ...], Field(max_length=ASKED_MAX)] = ()


def check_inventory(
    actor: Actor, orders: tuple[str, ...], lines: tuple[AskedLine, ...]
) -> Availability:
    """Tell per order and per line whether its material is there now; nothing is stored.

    What could not be found out is `unknown` with the cause, never `short`. An order that is still a
    `draft` is answered as if it were submitted now; it holds nothing yet. A line that nobody has
    ordered comes after all open orders.
    """
    return check_availability(
        orders=orders,
        lines=lines,
        drafts=list_draft_demands(orders),
        plants=actor.plants_of(ViewKits),
    )


EXTRA: list[Written] = [
    Written(
        "inventory/check",
        ViewKits,
        InventoryAsked,
        TypeAdapter(Availability),
        check_inventory,
    ),
]
