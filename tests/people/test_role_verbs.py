"""Who may do and see what: every verb and every list of the house, for every shipped role.

The whole table stands in `role_verbs.txt`, to be read and reviewed. Each cell is tried through the
real door, with a token: a body that no verb takes is answered `PERMISSION_MISSING` where the role
lacks the right and `INVALID` where it has it. After a change of verbs or roles:
`QITAO_WRITE_TABLES=1 pytest tests/people/test_role_verbs.py`, then read the difference.
"""

import os
from itertools import groupby
from pathlib import Path

import pytest

from qitao.api.operation import Operation
from qitao.base.actor import PERMISSIONS
from qitao.base.refusal import INVALID, PERMISSION_MISSING
from qitao.people import actions
from qitao.people.queries import list_shipped_roles
from qitao.people.queries.shipped import FILE, read_roles
from qitao.people.values import ADMINISTRATOR, EVERY_PERMISSION, UseOwnAccount
from tests.api.conftest import SYSTEM, Client, house_operations, make_user, token_of

TABLE = Path(__file__).with_name("role_verbs.txt")
NOBODY = "nobody"
MAY, MAY_NOT = "●", "·"
HEAD = "# ● may · may not; written by tests/people/test_role_verbs.py, read by people\n"


def asked(client: Client, operation: Operation) -> str:
    """Try one operation with input that it never takes; return whether the role may."""
    address = f"/api/{operation.path}"
    if operation.method == "GET":
        reply = client.call("GET", f"{address}?no_such_field=1")
    else:
        reply = client.call("POST", address, {"no_such_field": 1})
    assert reply.code in (INVALID.code, PERMISSION_MISSING.code), (address, reply.body)
    return MAY if reply.code == INVALID.code else MAY_NOT


def written(rows: dict[str, str], roles: list[str]) -> str:
    """Write the table as people read it: a head over each floor, one column per role."""
    width = max(map(len, rows)) + 2
    lines = [HEAD]
    for floor, names in groupby(rows, key=lambda name: name.split()[1].split(".")[0]):
        for depth, role in enumerate(roles):
            lines.append(" " * width + "│ " * depth + role)
        lines.append(f"## {floor}")
        lines += [f"{name:<{width}}{' '.join(rows[name])}" for name in names]
        lines.append("")
    return "\n".join(lines)


@pytest.mark.slow
@pytest.mark.usefixtures("real_db")
def test_every_role_may_do_what_the_table_says_and_nothing_else() -> None:
    actions.install_roles(actor=SYSTEM)
    roles = [NOBODY, *(role.code for role in list_shipped_roles())]
    clients = [
        Client(token_of(make_user(f"user.{role}", None if role == NOBODY else role)))
        for role in roles
    ]
    rows = {
        f"{operation.method:<4} {name_of(operation)}": "".join(
            asked(client, operation) for client in clients
        )
        for operation in sorted(house_operations(), key=lambda each: (floor_of(each), each.path))
    }
    table = written(rows, roles)
    if os.environ.get("QITAO_WRITE_TABLES"):
        TABLE.write_text(table, encoding="utf-8")
    assert table == TABLE.read_text(encoding="utf-8")


def name_of(operation: Operation) -> str:
    return operation.path.removeprefix("v1/").replace("/", ".", 1)


def floor_of(operation: Operation) -> str:
    return name_of(operation).split(".")[0]


def test_every_code_of_a_shipped_role_is_a_permission_of_the_house() -> None:
    unknown = {
        f"{role}: {code}"
        for role, shipped in read_roles().items()
        for code in shipped["permissions"]
        if code not in PERMISSIONS and code != EVERY_PERMISSION
    }
    assert unknown == set(), FILE


def test_codes_of_a_shipped_role_stand_once_and_sorted() -> None:
    for role, shipped in read_roles().items():
        codes = list(shipped["permissions"])
        assert codes == sorted(set(codes)), role
        assert UseOwnAccount not in codes, role


def test_only_the_administrator_holds_everything() -> None:
    house = {code for code in PERMISSIONS if not code.startswith("tests.")} - {UseOwnAccount}
    for role in list_shipped_roles():
        holds = set(role.permissions) >= house
        assert holds == (role.code == ADMINISTRATOR), role.code


def test_every_list_of_a_floor_is_seen_by_some_role_of_work() -> None:
    """A permission to view that only the administrator holds would be a page for nobody."""
    held = {
        code
        for role in list_shipped_roles()
        if role.code != ADMINISTRATOR
        for code in role.permissions
    }
    views = {code for code in PERMISSIONS if code.partition(".")[2].startswith("view")}
    assert {code for code in views if not code.startswith("tests.")} <= held
