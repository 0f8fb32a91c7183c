"""No operation breaks over values at the edge: figures, moments and numbers that no plant means."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from pydantic_core import to_json

from qitao.api import limits, openapi
from tests.api.conftest import Client, MakeClient, house_operations

EDGES: dict[str, tuple[Any, ...]] = {
    "integer": (0, -1, 2**31, 2**63 - 1, 2**63, 10**40),
    "number": ("NaN", "Infinity", "1e400", "9" * 19, "-0", 10**30),
    "date": ("0001-01-01", "9999-12-31", "10000-01-01"),
    "date-time": (
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "2026-01-01T00:00:00",
    ),
    "string": ("", " ", "\u202e", "x" * 100_000, "％", "'; --"),
}


def edges_of(schema: dict[str, Any], parts: dict[str, Any]) -> Iterator[Any]:
    """Yield what a field of this schema should not break over."""
    if "$ref" in schema:
        yield from edges_of(parts[schema["$ref"].rsplit("/", 1)[1]], parts)
    for each in schema.get("anyOf", ()):
        yield from edges_of(each, parts)
    kind = schema.get("format") or schema.get("type")
    yield from EDGES.get(str(kind), ())


@pytest.mark.slow
def test_no_value_at_the_edge_is_a_fault_of_ours(client_of: MakeClient) -> None:
    client = client_of("edges", "administrator")
    document = openapi.describe(house_operations())
    parts = document["components"]["schemas"]
    broken: list[str] = []
    tried = 0

    def judge(reply: Any, what: str) -> None:
        nonlocal tried
        tried += 1
        limits.forget()
        if reply.status >= 500:
            broken.append(f"{what}: {reply.status}")

    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method == "get":
                _look(client, path, operation, parts, judge)
            else:
                _send(client, path, operation, parts, judge)
    assert broken == []
    assert tried > 1_000


def _look(client: Client, path: str, operation: Any, parts: Any, judge: Any) -> None:
    for field in operation["parameters"]:
        for value in edges_of(field["schema"], parts):
            text = quote(str(value)[:4_000])
            reply = client.call("GET", f"{path}?{field['name']}={text}")
            judge(reply, f"GET {path} {field['name']}={text[:40]}")


def _send(client: Client, path: str, operation: Any, parts: Any, judge: Any) -> None:
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    shape = parts[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    fields = shape.get("properties", {})
    usual = {name: next(edges_of(field, parts), None) for name, field in fields.items()}
    needed = {name: usual[name] for name in shape.get("required", ())}
    for name, field in fields.items():
        for value in edges_of(field, parts):
            body = to_json({**needed, name: value})
            reply = client.call("POST", path, raw=body, CONTENT_TYPE="application/json")
            judge(reply, f"POST {path} {name}={str(value)[:40]}")
