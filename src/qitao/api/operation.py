"""What the door needs of anything that can be called."""

from typing import Any, Protocol

from pydantic import BaseModel, TypeAdapter, ValidationError

from qitao.api import bodies, problems
from qitao.api.values import NOT_JSON, Answer, Call
from qitao.base.actor import Actor, Permission
from qitao.base.refusal import Refusal

UNREADABLE = ("json_invalid", "json_type")


class Operation(Protocol):
    """One operation: its address, its right, its input and output."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def permission(self) -> Permission: ...
    @property
    def purpose(self) -> str: ...
    @property
    def given(self) -> type[BaseModel]: ...
    @property
    def result(self) -> TypeAdapter[Any]: ...

    def read(self, call: Call) -> dict[str, Any]: ...
    def run(self, actor: Actor, values: dict[str, Any]) -> Answer: ...


def read_body(model: type[BaseModel], call: Call) -> dict[str, Any]:
    """Return the typed values of a JSON body; refuses `NOT_JSON` and `INVALID` (all faults)."""
    raw = bodies.read(call)
    try:
        given = model.__pydantic_validator__.validate_json(raw or b"{}")
    except ValidationError as error:
        raise _unreadable(error) or problems.invalid(error) from error
    return dict(given.__dict__)


def _unreadable(error: ValidationError) -> Refusal | None:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] not in UNREADABLE or first["loc"]:
        return None
    return Refusal(NOT_JSON, reason=first["msg"])
