"""A client that speaks WSGI to the application as granian does, and people with tokens."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import SecretStr

from qitao.api import limits
from qitao.api.operation import Operation
from qitao.api.routes import list_operations
from qitao.api.verbs import VerbOperation
from qitao.base.actor import Actor
from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.people import actions, queries
from qitao.people.values import RoleId
from qitao.server.wsgi import application
from tests.standing import stand


def house_operations() -> list[Operation]:
    """Return the operations of the house, without the verbs that tests make for themselves."""
    return [
        each
        for each in list_operations()
        if not isinstance(each, VerbOperation) or each.verb.function.__module__.startswith("qitao.")
    ]


PASSWORD = "stone-kettle-harbour"
SYSTEM = Actor.system(cause="test")


@dataclass
class Reply:
    """One answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json.get("code", ""))


@dataclass
class Client:
    """A caller with a token; `call` sends one request."""

    token: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def call(
        self,
        method: str,
        address: str,
        body: Any = None,
        *,
        raw: bytes | None = None,
        key: str | None = None,
        **headers: str,
    ) -> Reply:
        path, _, query = address.partition("?")
        sent = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "10.0.0.7",
            "CONTENT_TYPE": "application/json" if sent else "",
            "CONTENT_LENGTH": str(len(sent)),
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            **self.headers,
            **headers,
        }
        if self.token is not None:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {self.token}"
        if key is not None:
            environ["HTTP_IDEMPOTENCY_KEY"] = key
        seen: list[Any] = []
        chunks = application(environ, lambda status, found, *_: seen.extend([status, found]))
        body_bytes = b"".join(chunks)
        if close := getattr(chunks, "close", None):
            close()
        return Reply(int(seen[0].split()[0]), dict(seen[1]), body_bytes)

    def post(self, name: str, body: Any = None, **more: Any) -> Reply:
        return self.call("POST", f"/api/v1/{name.replace('.', '/')}", body or {}, **more)

    def get(self, name: str, query: str = "") -> Reply:
        return self.call("GET", f"/api/v1/{name.replace('.', '/')}?{query}")


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    limits.forget()


@pytest.fixture
def roles(real_db: None) -> None:
    stand("roles", lambda: actions.install_roles(actor=SYSTEM))


MakeClient = Callable[..., Client]


@pytest.fixture
def client_of(roles: None) -> MakeClient:
    """Make a person and return a client with a token of his."""

    def make(
        username: str,
        role: str | None = None,
        *,
        plant: PlantId | None = None,
        org_unit: OrgUnitId | None = None,
    ) -> Client:
        return Client(token_of(make_user(username, role, plant=plant, org_unit=org_unit)))

    return make


def make_user(
    username: str,
    role: str | None = None,
    *,
    plant: PlantId | None = None,
    org_unit: OrgUnitId | None = None,
) -> UserId:
    made = actions.create_user(
        actor=SYSTEM, username=username, name=f"人员 {username}", password=SecretStr(PASSWORD)
    )
    if role:
        number = RoleId(queries.get_role_by_code(role).id)
        actions.assign_role(
            actor=SYSTEM, user=made.user, role=number, plant=plant, org_unit=org_unit
        )
    return made.user


def token_of(user: UserId) -> str:
    issued = actions.issue_token(actor=SYSTEM, user=user, name="test")
    assert issued.token is not None
    return issued.token.get_secret_value()
