"""A moment without a time zone is nobody's moment: no verb and no list takes one."""

from collections.abc import Iterator
from typing import Any

from qitao.api.routes import list_operations
from qitao.api.verbs import VerbOperation


def moments(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every datetime in a pydantic core schema."""
    if isinstance(schema, dict):
        if schema.get("type") == "datetime":
            yield schema
        for name, part in schema.items():
            if name != "metadata":
                yield from moments(part)
    elif isinstance(schema, list | tuple):
        for part in schema:
            yield from moments(part)


def test_every_moment_that_is_taken_has_a_time_zone() -> None:
    vague = [
        f"{each.method} {each.path}"
        for each in list_operations()
        if not isinstance(each, VerbOperation) or each.verb.function.__module__.startswith("qitao.")
        if any(
            found.get("tz_constraint") != "aware"
            for found in moments(each.given.__pydantic_core_schema__)
        )
    ]
    assert vague == []


def test_every_moment_that_is_taken_lies_in_the_calendar() -> None:
    def bounded(schema: Any) -> Iterator[bool]:
        """Yield for each datetime whether a check stands around it."""
        if isinstance(schema, dict):
            kind, inside = schema.get("type"), schema.get("schema")
            if kind == "datetime":
                yield False
            elif kind == "function-after" and isinstance(inside, dict):
                yield from [True] if inside.get("type") == "datetime" else bounded(inside)
            else:
                for name, part in schema.items():
                    if name != "metadata":
                        yield from bounded(part)
        elif isinstance(schema, list | tuple):
            for part in schema:
                yield from bounded(part)

    loose = [
        f"{each.method} {each.path}"
        for each in list_operations()
        if not isinstance(each, VerbOperation) or each.verb.function.__module__.startswith("qitao.")
        if not all(bounded(each.given.__pydantic_core_schema__))
    ]
    assert loose == []
