"""The OpenAPI document says what is true, and no input it allows or forbids ends in a 500."""

import json
import os
import re
import warnings
from collections.abc import Iterator
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from pydantic_core import to_json
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    status_code_conformance,
)

from qitao.api import limits, openapi
from qitao.api.reads.read import Read
from qitao.base.actor import PERMISSIONS
from qitao.lowcode.actions import install_template
from qitao.lowcode.queries import list_templates
from qitao.people import actions, queries
from qitao.people.values import ADMINISTRATOR, RoleId, UseOwnAccount
from qitao.server.demo import install_demo
from qitao.server.wsgi import application
from tests.api.conftest import SYSTEM, Client, house_operations, make_user, token_of
from tests.conftest import empty_all_tables

EXAMPLES_MAX = int(os.environ.get("QITAO_FUZZ_EXAMPLES", "6"))
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance)
DOCUMENT = json.loads(to_json(openapi.describe(house_operations())))
NUMBERS_MAX = 40


def near(schema: Any) -> Any:
    """Narrow unbounded whole numbers to those that the demo plant's rows have."""
    if isinstance(schema, list):
        return [near(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "integer" and not {"minimum", "maximum", "const"} & schema.keys():
        return {**schema, "minimum": 1, "maximum": NUMBERS_MAX}
    return {key: near(part) for key, part in schema.items()}


def operations_of(document: dict[str, Any]) -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    found = [cast("Any", each).ok() for each in schema.get_all_operations()]
    return {f"{each.method.upper()} {each.path}": each for each in found}


OPERATIONS = {
    GenerationMode.POSITIVE: operations_of(near(DOCUMENT)),
    GenerationMode.NEGATIVE: operations_of(DOCUMENT),
}


# the document


def find_words(summary: str) -> bool:
    """Tell whether an operation is called something in both languages."""
    zh, _, en = summary.partition(" · ")
    return bool(re.search("[一-鿿]", zh)) and en.isascii() and not en.startswith(("verb.", "read."))


def test_every_verb_and_every_read_is_described() -> None:
    described = {
        f"{method.upper()} {path}"
        for path, methods in DOCUMENT["paths"].items()
        for method in methods
    }
    assert described == {f"{each.method} /api/{each.path}" for each in house_operations()}


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(DOCUMENT)
    for reference in set(re.findall(r'"\$ref": "#/([^"]+)"', text)):
        place: Any = DOCUMENT
        for step in reference.split("/"):
            place = place[step]


def test_every_operation_says_its_right_and_what_it_refuses_in_both_languages() -> None:
    for path, methods in DOCUMENT["paths"].items():
        for operation in methods.values():
            assert operation["x-permission"] in PERMISSIONS, path
            assert find_words(operation["summary"]), path
            assert f"`{operation['x-permission']}`" in operation["description"]
            assert "PERMISSION_MISSING" in operation["x-refusals"]
    create = DOCUMENT["paths"]["/api/v1/people/create_user"]["post"]
    assert create["summary"] == "新建人员账号 · Create user"
    assert create["x-refusals"][:3] == ["USERNAME_TAKEN", "BADGE_TAKEN", "PASSWORD_WEAK"]
    assert "账号「{username}」已经有人用了。" in create["description"]


def test_names_of_operations_stand_once() -> None:
    names = [
        operation["operationId"]
        for methods in DOCUMENT["paths"].values()
        for operation in methods.values()
    ]
    assert len(names) == len(set(names))


def test_secrets_are_marked_as_such() -> None:
    body = DOCUMENT["components"]["schemas"]["people_set_password"]
    assert body["properties"]["password"]["format"] == "password"


def test_the_page_and_the_document_are_served_from_here() -> None:
    served = json.loads(Client().call("GET", "/api/openapi.json").body)
    assert served["paths"].keys() >= DOCUMENT["paths"].keys()
    page = Client().call("GET", "/api/docs")
    assert page.status == 200
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.body.decode())
    assert sources
    assert all(source.startswith("/") for source in sources), sources


# the fuzz


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo plant, in which the calls may do as they like; emptied at the end."""
    with django_db_blocker.unblock():
        actions.install_roles(actor=SYSTEM)
        for template in list_templates():
            install_template(actor=SYSTEM, template=template.code)
        install_demo(tell=lambda _: None)
        yield
        empty_all_tables()


def fresh_token(name: str) -> str:
    """Return a token that may do everything, whatever the calls before it have done to rights."""
    limits.forget()
    role = RoleId(queries.get_role_by_code(ADMINISTRATOR).id)
    codes = tuple(code for code in PERMISSIONS if code != UseOwnAccount)
    actions.set_role_permissions(actor=SYSTEM, role=role, permissions=codes)
    return token_of(make_user(re.sub(r"\W+", "-", name).strip("-")[:50], ADMINISTRATOR))


PAGED = [each for each in house_operations() if isinstance(each, Read) and each.sorts]
GROWING = ("v1/base/journal", "v1/base/refusals")
NEEDED = {
    "v1/kitting/kits": "plant=1",
    "v1/production/reports": "order=1",
    "v1/production/timeline": "order=1",
    "v1/stock/balances_as_of": "plant=1&at=2026-11-22T12:00:00Z",
}
PAGES_MAX = 60


def leaf_through(client: Client, read: Read, sort: str, limit: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    asked = f"{NEEDED.get(read.path, '')}&sort={sort}&limit={limit}"
    cursor = ""
    for _ in range(PAGES_MAX):
        page = client.call("GET", f"/api/{read.path}?{asked}{cursor}")
        assert page.status == 200, (read.path, sort, page.body)
        rows += page.json["rows"]
        if page.json["next"] is None:
            break
        cursor = f"&cursor={page.json['next']}"
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("read", PAGED, ids=lambda read: str(read.path))
def test_small_pages_show_the_same_rows_as_large_ones(house: None, read: Read) -> None:
    client = Client(fresh_token(f"reader {read.path}"))
    for sort in read.orders():
        whole = leaf_through(client, read, sort, read.limit_max)
        if read.path in GROWING:
            whole = whole[: len(whole) // 2]
        pieces = leaf_through(client, read, sort, max(7, len(whole) // PAGES_MAX + 1))
        assert pieces[: len(whole)] == whole, (read.path, sort)


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: str(mode.value))
@pytest.mark.parametrize("name", OPERATIONS[GenerationMode.POSITIVE])
def test_no_input_ends_in_a_500(house: None, name: str, mode: GenerationMode) -> None:
    operation = OPERATIONS[mode][name]
    token = fresh_token(f"{mode.value}-{name}")
    seen: list[int] = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES_MAX,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def call(case: Any) -> None:
        limits.forget()
        headers = {"Authorization": f"Bearer {token}"}
        response = case.call(headers=headers)
        seen.append(response.status_code)
        case.validate_response(response, checks=CHECKS, headers=headers)
        OPERATIONS[GenerationMode.NEGATIVE][name].validate_response(response)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            call()
        except schemathesis.errors.InvalidSchema as error:
            pytest.fail(str(error))
    assert seen
    assert set(seen) - {401, 403} or "revoke_token" in name, seen
