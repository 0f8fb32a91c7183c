"""Operations written by hand, for addresses that other systems expect.

A floor's engineer adds a `Written(...)` to `EXTRA`; it is answered, documented and tested like all
others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, TypeAdapter

from qitao.api.operation import read_body
from qitao.api.values import Answer, Call
from qitao.base.actor import Actor, Permission


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
        """Ask the function and write what it returns."""
        return Answer(200, self.result.dump_json(self.answer(actor, **values)))


EXTRA: list[Written] = []
