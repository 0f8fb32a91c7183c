"""A server of the user's own: what does not fit is refused with its remedy."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql

from qitao.server import database, dsn
from qitao.server.dsn import Dsn
from qitao.server.trouble import Trouble

OWNER = "probe_owner"
PASSWORD = "of-this-test"


@pytest.fixture
def root(server_dsn: str) -> Iterator[Dsn]:
    """The test server's superuser; whatever a test made there is dropped again."""
    address = dsn.parse(server_dsn)
    yield address
    with psycopg.connect(address.url(), autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'probe_%'")
        for (name,) in rows.fetchall():
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )
        connection.execute("DROP ROLE IF EXISTS probe_owner_app")
        connection.execute("DROP ROLE IF EXISTS probe_owner")


@pytest.fixture
def own(root: Dsn) -> Callable[..., Dsn]:
    """Make a database of an owner with the asked rights."""

    def make(role: str = "LOGIN CREATEROLE", encoding: str = "UTF8", owns: bool = True) -> Dsn:
        with psycopg.connect(root.url(), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {OWNER} {role} PASSWORD '{PASSWORD}'".encode())
            owner = f"OWNER {OWNER}" if owns else ""
            connection.execute(
                f"CREATE DATABASE probe_plant {owner} ENCODING '{encoding}' "
                "LOCALE 'C' TEMPLATE template0".encode()
            )
        return replace(root, name="probe_plant", user=OWNER, password=PASSWORD)

    return make


def refusal(address: Dsn) -> Trouble:
    with pytest.raises(Trouble) as refused:
        database.prepare_own(address, "app-password")
    return refused.value


def test_an_owner_who_may_create_roles_gets_a_guarded_application(own: Callable[..., Dsn]) -> None:
    address = own()
    access = database.prepare_own(address, "app-password")
    assert access.guarded
    assert access.app.user == "probe_owner_app"
    with database.connected(access.app) as connection:
        assert database.one(connection, "SHOW lock_timeout") == ("2s",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE intruder (n int)")
    assert database.prepare_own(address, "app-password") == access, "a second start finds the role"


def test_an_owner_who_may_not_works_unguarded(own: Callable[..., Dsn]) -> None:
    access = database.prepare_own(own(role="LOGIN"), "app-password")
    assert not access.guarded


def test_a_wrong_password_is_named_without_showing_it(own: Callable[..., Dsn]) -> None:
    trouble = refusal(replace(own(), password="guess"))
    assert trouble.name == "dsn_password"
    assert "guess" not in str(trouble)


def test_a_missing_database_comes_with_the_statement_that_makes_it(root: Dsn) -> None:
    trouble = refusal(replace(root, name="probe_missing"))
    assert trouble.name == "dsn_no_database"
    assert "CREATE DATABASE probe_missing" in str(trouble)


def test_an_unknown_role_is_refused(root: Dsn) -> None:
    trouble = refusal(replace(root, user="probe_nobody"))
    assert trouble.name in ("dsn_no_role", "dsn_password")


def test_a_server_that_does_not_answer_is_named(root: Dsn) -> None:
    trouble = refusal(replace(root, host="127.0.0.1", port=1))
    assert trouble.name == "dsn_unreachable"
    assert "127.0.0.1:1" in str(trouble)
    assert str(trouble.evidence["reason"]).endswith("failed: Connection refused")


def test_an_unknown_host_is_named(root: Dsn) -> None:
    trouble = refusal(replace(root, host="no-such-host.invalid"))
    assert trouble.name == "dsn_unreachable"


def test_another_encoding_is_refused(own: Callable[..., Dsn]) -> None:
    trouble = refusal(own(encoding="SQL_ASCII"))
    assert trouble.name == "dsn_encoding"
    assert trouble.evidence["have"] == "SQL_ASCII"


def test_missing_rights_are_refused(own: Callable[..., Dsn]) -> None:
    trouble = refusal(own(owns=False))
    assert trouble.name == "dsn_rights"
    assert f"ALTER DATABASE probe_plant OWNER TO {OWNER}" in str(trouble)


def test_an_old_server_is_refused(own: Callable[..., Dsn], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "VERSION_MIN", 99)
    trouble = refusal(own())
    assert trouble.name == "dsn_old"
    assert trouble.evidence["need"] == 99


def test_a_database_with_tables_of_another_program_is_left_alone(own: Callable[..., Dsn]) -> None:
    address = own()
    with database.connected(address) as connection:
        connection.execute("CREATE TABLE invoices (n int)")
        with pytest.raises(Trouble) as refused:
            database.claim(connection, address)
        assert refused.value.name == "dsn_not_empty"
        assert database.read_setup(connection) == {}


def test_a_claimed_database_is_known_again(own: Callable[..., Dsn]) -> None:
    address = own()
    with database.connected(address) as connection:
        database.claim(connection, address)
        connection.execute("CREATE TABLE half_done (n int)")
        database.claim(connection, address)
        assert set(database.read_setup(connection)) == {"begun"}


def test_what_was_set_up_is_noted_in_the_database(own: Callable[..., Dsn]) -> None:
    with database.connected(own()) as connection:
        assert database.read_setup(connection) == {}
        database.note_setup(connection, "demo", "no")
        database.note_setup(connection, "demo", "yes")
        assert database.read_setup(connection) == {"demo": "yes"}
