"""The OpenAPI document, written from the same signatures that the door answers with."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from pydantic import TypeAdapter
from pydantic_core import to_json

from qitao.api.operation import Operation
from qitao.api.problems import CONTENT_TYPE, Problem
from qitao.api.routes import list_operations
from qitao.api.values import KEY_CHARS_MAX
from qitao.base.refusal import CODES
from qitao.base.texts import LANGS, find, say

VERSION = "1"
REF = "#/components/schemas/{model}"
CODE = re.compile(r"`([A-Z][A-Z_]{3,})`")
PROBLEM_STATUSES = ("400", "401", "403", "404", "409", "413", "415", "422", "429", "500", "503")
COMMON_CODES = ("NOT_SIGNED_IN", "PERMISSION_MISSING", "OUT_OF_SCOPE", "INVALID")
KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": (
        "请求号：同一个号重复提交只执行一次，返回同一个结果。由调用方生成并先保存再发送。"
        " Made and stored by the caller before sending: a repeated request is carried out once."
    ),
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]+$", "maxLength": KEY_CHARS_MAX},
}
MATCH_HEADER = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": (
        "变更记录接口 ETag 给出的版本：这条记录在此之后有人改过，就拒绝（CHANGED_MEANWHILE）。"
        " The version that the history told as ETag: refused where somebody changed it since."
    ),
    "schema": {"type": "string"},
}


@cache
def written() -> bytes:
    """Return the document as JSON."""
    return to_json(describe(list(list_operations())))


def describe(operations: list[Operation]) -> dict[str, Any]:
    """Return the whole document."""
    schemas, definitions = _schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        path = paths.setdefault(f"/api/{operation.path}", {})
        path[operation.method.lower()] = _operation(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "齐套 Qitao",
            "version": VERSION,
            "description": say("api.about", "zh") + "\n\n" + say("api.about", "en"),
        },
        "paths": paths,
        "components": {
            "schemas": definitions,
            "responses": {
                "Problem": {
                    "description": "RFC 9457: code, message, evidence, next step; zh and en",
                    "content": {CONTENT_TYPE: {"schema": schemas["Problem", "serialization"]}},
                }
            },
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "people.issue_token"},
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": settings.SESSION_COOKIE_NAME,
                    "description": "POST needs the header X-CSRFToken too",
                },
            },
        },
        "security": [{"token": []}, {"session": []}],
    }


Schemas = dict[tuple[str, str], dict[str, Any]]


def _schemas(operations: list[Operation]) -> tuple[Schemas, dict[str, Any]]:
    """Return the schema of each input and output, and the definitions that they share."""
    wanted: list[tuple[Any, Any, TypeAdapter[Any]]] = [
        ("Problem", "serialization", TypeAdapter(Problem))
    ]
    for operation in operations:
        wanted.append((operation.path, "validation", TypeAdapter(operation.given)))
        wanted.append((operation.path, "serialization", operation.result))
    found, shared = TypeAdapter.json_schemas(wanted, ref_template=REF)
    return dict(found), shared.get("$defs", {})


def _operation(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    name = operation.path.removeprefix("v1/").replace("/", ".")
    parts = operation.path.removeprefix("v1/").split("/")
    given = schemas[operation.path, "validation"]
    described: dict[str, Any] = {
        "operationId": "_".join(parts),
        "tags": [parts[0]],
        "summary": _summary(operation, name),
        "description": _description(operation),
        "x-permission": str(operation.permission),
        "x-refusals": _codes(operation),
        "responses": {
            "200": {
                "description": "OK",
                "content": {
                    "application/json": {"schema": schemas[operation.path, "serialization"]}
                },
            },
            **{code: {"$ref": "#/components/responses/Problem"} for code in PROBLEM_STATUSES},
        },
    }
    if operation.method == "GET":
        described["parameters"] = _parameters(operation)
    else:
        described["parameters"] = [KEY_HEADER, MATCH_HEADER]
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": given}},
        }
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    """Return the fields of a query string, each with a schema of its own (no references)."""
    schema = operation.given.model_json_schema()
    definitions = schema.get("$defs", {})
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "schema": _plain(field, definitions),
        }
        for name, field in schema.get("properties", {}).items()
    ]


def _plain(field: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a field's schema as a query string can say it: references in place, no null."""
    if "$ref" in field:
        return dict(definitions[field["$ref"].rsplit("/", 1)[1]])
    rest = {key: value for key, value in field.items() if key not in ("anyOf", "default")}
    if "items" in rest:
        rest["items"] = _plain(rest["items"], definitions)
    if field.get("default") is not None:
        rest["default"] = field["default"]
    choices = [part for part in field.get("anyOf", ()) if part.get("type") != "null"]
    plain = [_plain(part, definitions) for part in choices]
    if len(plain) == 1:
        return {**rest, **plain[0]}
    return {**rest, "anyOf": plain} if plain else rest


def _summary(operation: Operation, name: str) -> str:
    kind = "verb" if operation.method == "POST" else "read"
    return " · ".join(say(f"{kind}.{name}", lang) for lang in LANGS)


def _description(operation: Operation) -> str:
    permission = " · ".join(say(f"permission.{operation.permission}", lang) for lang in LANGS)
    lines = [operation.purpose, f"**权限 Permission** `{operation.permission}` {permission}"]
    for code in _codes(operation):
        words = " · ".join(find(f"refusal.{code}", lang) or "" for lang in LANGS)
        lines.append(f"- `{code}` ({CODES[code].status}) {words}")
    return "\n\n".join(lines[:2]) + "\n\n" + "\n".join(lines[2:])


def _codes(operation: Operation) -> list[str]:
    """Return the refusals that the docstring names, then those that every operation knows."""
    named = [code for code in CODE.findall(operation.purpose) if code in CODES]
    return list(dict.fromkeys([*named, *COMMON_CODES]))


def page() -> str:
    """Return the page that shows the document in a browser."""
    html = files(__package__).joinpath("docs.html").read_text(encoding="utf-8")
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        html = html.replace(f"[{name}]", static(f"vendor/{name}"))
    return html
